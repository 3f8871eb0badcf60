"""The part of the settings that says how the log and the history of records are kept: audit has the rest."""

import environ
import pghistory

env = environ.Env()

# The folder outside the database for the last seal of every chain; empty: "audit-heads" among this machine's own data.
AUDIT_HEADS = env.str("FORTNIGHT_AUDIT_HEADS", default="")
# History is read by record, never by what a record points to: one index for each table, not one for each key.
PGHISTORY_FOREIGN_KEY_FIELD = pghistory.ForeignKey(db_index=False)
# Between the order of an export of everything and its making: who is told of it can stop it. The demo does not wait.
EXPORT_WAIT_HOURS = env.int(
    "FORTNIGHT_EXPORT_WAIT_HOURS", default=0 if env.bool("FORTNIGHT_DEMO", default=False) else 24
)
# So long it can be downloaded; then the file is gone, whether or not anybody did.
EXPORT_KEPT_HOURS = env.int("FORTNIGHT_EXPORT_KEPT_HOURS", default=72)
