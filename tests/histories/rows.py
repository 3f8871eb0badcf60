"""The rows of the database as they are, in plain Python: no model, no queryset, nothing of the product's rules."""

from dataclasses import dataclass, field
from datetime import date
from types import SimpleNamespace

from django.db import connection

# Of each table all columns; read in the order in which the rows were made.
TABLES = {
    "centres": "centres_centre",
    "jobs": "centres_membership",
    "people": "accounts_user",
    "wishes": "consent_sharingwish",
    "agreements": "consent_agreement",
    "goings_on": "cases_goingon",
    "cases": "cases_case",
    "leads": "cases_lead",
    "team": "cases_teammember",
    "reviews": "cases_review",
    "actions": "cases_action",
    "pass_ons": "cases_passon",
    "reminders": "reminders_reminder",
}


@dataclass
class Rows:
    """Every row of the tables, by the names of its columns, as it is on a day."""

    today: date
    of: dict[str, list[SimpleNamespace]] = field(default_factory=dict)

    def __getattr__(self, table: str) -> list[SimpleNamespace]:
        try:
            return self.of[table]
        except KeyError:
            raise AttributeError(table) from None


def read(today: date) -> Rows:
    """All of it, as it is now."""
    found = Rows(today)
    with connection.cursor() as cursor:
        for name, table in TABLES.items():
            cursor.execute(f'SELECT * FROM "{table}" ORDER BY id')  # noqa: S608 - the names above
            columns = [column.name for column in cursor.description]
            found.of[name] = [SimpleNamespace(**dict(zip(columns, row, strict=True))) for row in cursor.fetchall()]
    return found
