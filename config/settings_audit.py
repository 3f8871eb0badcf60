"""The part of the settings that says how the history of records is kept: audit.history has the rest."""

import pghistory

# History is read by record, never by what a record points to: one index for each table, not one for each key.
PGHISTORY_FOREIGN_KEY_FIELD = pghistory.ForeignKey(db_index=False)
