"""The lines of a centre's log as its information lead reads them."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.apps import apps

from audit.models import Entry
from centres.models import Centre
from families.models import Family
from reports.records import about, families_of

PER_PAGE = 50
NOBODY = "Fortnight itself"


@dataclass(frozen=True)
class Asked:
    """What the reader wants to see."""

    person: Any = None
    family: Family | None = None
    since: date | None = None
    until: date | None = None
    kind: str = ""
    before: int | None = None

    def as_codes(self) -> dict[str, Any]:
        """What of it goes into the log: numbers, dates and codes."""
        asked = {
            "person": self.person and self.person.pk,
            "family": self.family and self.family.pk,
            "since": self.since and self.since.isoformat(),
            "until": self.until and self.until.isoformat(),
            "what": self.kind,
            "before": self.before,
        }
        return {name: value for name, value in asked.items() if value}


@dataclass(frozen=True)
class Line:
    """One line of the log, in words."""

    entry: Entry
    family: Family | None

    @property
    def who(self) -> str:
        """The person, or the product."""
        return self.entry.by.name if self.entry.by else NOBODY

    @property
    def where(self) -> str:
        """The page, output or verb: "Case", "API: meeting", "Close case"."""
        words = self.entry.verb.removeprefix("api:").replace("_", " ").replace(":", ", ").replace("-", " ")
        return f"API: {words}" if self.entry.verb.startswith("api:") else words[:1].upper() + words[1:]

    @property
    def record(self) -> str:
        """The kind of record: "Case", "Agenda item"."""
        try:
            words = str(apps.get_model(self.entry.subject_type)._meta.verbose_name)
        except LookupError:
            words = self.entry.subject_type.rpartition(".")[2]
        return words[:1].upper() + words[1:]


@dataclass(frozen=True)
class Page:
    """Some lines, newest first, and the number after which the next page begins."""

    lines: Sequence[Line]
    older: int | None

    @property
    def family_ids(self) -> list[int]:
        """The families that are named."""
        return sorted({line.family.pk for line in self.lines if line.family})


def page_of(centre: Centre, asked: Asked) -> Page:
    """One page of the centre's log, in a number of queries that does not grow with it."""
    found = Entry.objects.of_centre(centre.pk).between(asked.since, asked.until)
    if asked.person:
        found = found.by_person(asked.person.pk)
    if asked.kind:
        found = found.filter(kind=asked.kind)
    if asked.family:
        found = found.filter(about(asked.family))
    rows = list(found.newest_first(before=asked.before).select_related("by")[: PER_PAGE + 1])
    shown = rows[:PER_PAGE]
    families = families_of(shown)
    lines = [Line(entry, families.get((entry.subject_type, entry.subject_id))) for entry in shown]
    return Page(lines, shown[-1].pk if len(rows) > PER_PAGE else None)
