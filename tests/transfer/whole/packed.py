"""Centres in which everything has happened, as zips; and zips changed by hand."""

import csv
import json
import zipfile
from collections.abc import Callable
from dataclasses import dataclass, field
from hashlib import sha256
from io import BytesIO, StringIO
from pathlib import Path
from typing import Any

from django.db import connection
from django.utils import timezone

from cases.models import Case, EmergencyAttempt, GoingOn
from centres.models import Centre, Membership
from consent.models import DecisionSeen, SharingDecision
from documents.models import Document
from meetings.models import AgendaItem, Decision, Leaving, Meeting, Reflection, SeenTo
from meetings.status import ItemKind, ItemStatus
from row_security.policies import histories
from tests.access.world import World, build
from tests.days import today
from tests.factories import cases, centres, meetings, notes, sharing
from transfer.models import ColumnMatch
from transfer.services import import_centre
from transfer.whole.bringing_back import Brought
from transfer.whole.described import MANIFEST
from transfer.whole.evidence import _tracked
from transfer.whole.opening import is_evidence
from transfer.whole.packing import pack
from transfer.whole.tables import READ_BACK


@dataclass
class Packed:
    """Each centre's zip by its name, and how many rows there were in the database of each table and history."""

    zips: dict[str, bytes] = field(default_factory=dict)
    rows: dict[str, int] = field(default_factory=dict)
    history: dict[str, int] = field(default_factory=dict)

    def of(self, name: str) -> bytes:
        """The zip of the centre whose name has this in it."""
        return next(content for centre, content in self.zips.items() if name in centre)


def packed(centre: Centre) -> bytes:
    """Everything of a centre."""
    out = BytesIO()
    pack(centre, out, tell=lambda rows: None)
    return out.getvalue()


def everywhere() -> Packed:
    """Every centre there is, packed."""
    found = Packed({centre.name: packed(centre) for centre in Centre.objects.order_by("pk")})
    with connection.cursor() as cursor:

        def count(table: str) -> int:
            cursor.execute(f'SELECT count(*) FROM "{table}"')  # noqa: S608 - names of models
            return cursor.fetchone()[0]

        found.rows = {table.path: count(table.db_table) for table in READ_BACK if not table.keyed}
        owned = {table.label for table in READ_BACK if not table.keyed}
        found.history = {
            f"evidence/{model._meta.db_table}.csv": count(model._meta.db_table)
            for model in histories()
            if _tracked(model) in owned
        }
    return found


def full_world() -> World:
    """The world of the access matrix, with a row in every table besides."""
    world = build()
    facts, seats = world.facts, world.seats
    case, lead, manager = Case.objects.get(pk=facts["case"]), seats["lead"], seats["manager"]
    centre, council = case.centre, Membership.objects.get(user=seats["lead"], centre=case.centre).agency
    decision = SharingDecision.objects.filter(family=case.family).earliest("pk")
    sharing.decision(case.family, by=manager, corrects=decision)
    DecisionSeen.objects.create(decision=decision, by=seats["information_lead"], on=today())
    sharing.kept(case.family, council, "health", by=manager)
    agreement = case.family.agreements.earliest("pk")
    agreement.children.add(case.family.children.earliest("pk"))
    agreement.adults.add(case.family.adults.earliest("pk"))
    Document.objects.earliest("pk").openings.create(by=manager)
    GoingOn.objects.create(case=case, agreement=agreement, decision=decision, by=manager, on=today())
    ColumnMatch.objects.create(centre=centre, matching={"mum": "adult_1_name", "=note": ""}, kept_by=manager)
    cases.progress(case, by=lead, words="=2+2 'quoted', a line\r\nand another")
    note = notes.note(case, by=lead)
    notes.note(case, by=lead, corrects=note)
    EmergencyAttempt.objects.create(by=seats["emergency"], reference="C-NOTHING", reason="A reason of some length.")
    centres.fed(centres.source(centre))
    _meeting(world, case)
    leaving = Leaving.objects.get(membership__user=seats["lead"])
    for kind, thing in (("lead", case.leads.get(status="accepted").pk), ("series", 999_999_999)):
        SeenTo.objects.create(leaving=leaving, kind=kind, thing=thing, by=manager, on=today())
    case.goals.create(words="Sleep through the night", outcome="healthy", set_on=today(), set_by=lead)
    case.progress.earliest("pk").delete()  # its history is taken along all the same
    cases.progress(case, by=lead)
    return world


def _meeting(world: World, case: Case) -> None:
    """Items that are put off, taken up again, split and taken together; a draft that names records."""
    now = Meeting.objects.get(pk=world.places["now"][0])
    meetings.member_of(now.series, world.seats["chair"], chair_turn=1)
    earlier = Meeting.objects.get(pk=world.places["last"][0])
    item = now.items.get(case=case)
    before = AgendaItem.objects.create(
        meeting=earlier, kind=ItemKind.OTHER, title="Put off", position=90, status=ItemStatus.DEFERRED,
        put_off_because="No time",
    )  # fmt: skip
    AgendaItem.objects.create(meeting=now, kind=ItemKind.OTHER, title="Put off", position=90, carried_from=before)
    part = {"meeting": now, "kind": ItemKind.PART, "family": case.family, "title": "Housing"}
    together = AgendaItem.objects.create(**part, position=91, part_of=item)
    AgendaItem.objects.filter(pk=together.pk).update(status=ItemStatus.TOGETHER, taken_with=item)
    job = Membership.objects.get(user=world.seats["lead"], centre=case.centre)
    service, goal = case.centre.services.earliest("pk"), case.goals.earliest("pk")
    item.typed = {
        "reason": "half", "lead": str(job.pk), "services": [str(service.pk), "999999999", "x"],
        "actions": [{"what": "Call", "owner": str(job.pk)}], f"goal_{goal.pk}_worker_rating": "4",
    }  # fmt: skip
    item.save(update_fields=["typed"])
    reflection = meetings.other_item(now, title="", kind=ItemKind.REFLECTION)
    made = meetings.decision(reflection, by=world.seats["manager"])
    Reflection.objects.create(decision=made, level=2, to_change="Begin on time")
    held = Decision.objects.filter(item__case=case).earliest("pk")
    held.services.add(service)
    now.invitations.create(to=world.seats["lead"], sequence=0, sent_at=timezone.now())


# --- looking into a zip ---


def files(content: bytes, *, evidence: bool = False) -> dict[str, bytes]:
    """Its files by path, without what differs by nature: the manifest, and unless asked for the evidence."""
    with zipfile.ZipFile(BytesIO(content)) as archive:
        return {
            name: archive.read(name)
            for name in archive.namelist()
            if name != MANIFEST and (evidence or not is_evidence(name))
        }


def table(content: bytes, path: str) -> list[dict[str, str]]:
    """The rows of one of its CSV files."""
    text = files(content, evidence=True)[path].decode("utf-8-sig")
    return list(csv.DictReader(StringIO(text, newline="")))


# --- changing a zip ---

Change = Callable[[bytes], bytes]


def changed(content: bytes, changes: dict[str, Change | None], *, manifest: bool = True) -> bytes:
    """The zip with some of its files changed, added or (None) taken out; `manifest`: which says so itself."""
    out = BytesIO()
    with zipfile.ZipFile(BytesIO(content)) as old, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new:
        said = json.loads(old.read(MANIFEST))
        parts = {name: old.read(name) for name in old.namelist() if name != MANIFEST}
        for path, change in changes.items():
            if change is None:
                del parts[path]
            elif path != MANIFEST:
                parts[path] = change(parts.get(path, b""))
        if manifest:
            said["files"] = [
                {"path": path, "sha256": sha256(part).hexdigest(), "bytes": len(part)} for path, part in parts.items()
            ]
        for path, part in parts.items():
            new.writestr(path, part)
        text = json.dumps(said).encode()
        rewrite = changes.get(MANIFEST)
        new.writestr(MANIFEST, rewrite(text) if rewrite else text)
    return out.getvalue()


def put(path: str, row: int, **cells: str) -> dict[str, Change | None]:
    """A change of some cells of a row (1 is the first below the header) of a file."""

    def change(content: bytes) -> bytes:
        lines = list(csv.reader(StringIO(content.decode("utf-8-sig"), newline="")))
        for name, cell in cells.items():
            lines[row][lines[0].index(name)] = cell
        out = StringIO(newline="")
        csv.writer(out).writerows(lines)
        return out.getvalue().encode("utf-8-sig")

    return {path: change}


def brought(content: bytes, folder: Path, **options: Any) -> Brought:
    """The zip, read back."""
    file = folder / "everything.zip"
    file.write_bytes(content)
    return import_centre(path=file, by=None, **options)
