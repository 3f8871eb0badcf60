"""The part of the settings that says how the log and the history of records are kept: audit has the rest."""

import environ
import pghistory

env = environ.Env()

# The folder outside the database for the last seal of every chain; empty: "audit-heads" among this machine's own data.
AUDIT_HEADS = env.str("FORTNIGHT_AUDIT_HEADS", default="")
# History is read by record, never by what a record points to: one index for each table, not one for each key.
PGHISTORY_FOREIGN_KEY_FIELD = pghistory.ForeignKey(db_index=False)
