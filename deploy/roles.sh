#!/bin/sh
# Run once by the postgres image when its volume is new: the logins of the web and of the worker, which own nothing.
# What each may see and do, `manage.py migrate` says (row_security).
set -eu
psql --set=ON_ERROR_STOP=1 --username="$POSTGRES_USER" --dbname="$POSTGRES_DB" \
  --set=web="$POSTGRES_WEB_PASSWORD" --set=worker="$POSTGRES_WORKER_PASSWORD" <<'SQL'
CREATE ROLE fortnight_web LOGIN PASSWORD :'web';
CREATE ROLE fortnight_worker LOGIN PASSWORD :'worker';
SQL
