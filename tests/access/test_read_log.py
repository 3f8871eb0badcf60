"""What is shown is in the log, and nothing else: the families in an answer are the families in its lines of the log.

Over every page, file and answer of the API that the matrix knows, as those who may open it.
"""

import copy
from collections.abc import Iterator

import pytest
from django.db import connection, transaction

from audit.models import Entry
from families.models import Family
from reports.records import families_of
from tests.access.bodies import body
from tests.access.canaries import FAMILIES, seen_in
from tests.access.doors import address
from tests.access.matrix import OF_ROUTE
from tests.access.policy import MAY, Row
from tests.access.seats import SEATS
from tests.access.world import World
from tests.roles import working_as

pytestmark = pytest.mark.django_db
# What is said of a family without naming it: an action whose owner is no longer told whose it is.
NAMELESS = {"ownaction", "leftaction", "leadaction", "doneaction", "result"}
# Answers that name their case by number alone.
BY_NUMBER = {
    "break_glass_uses", "case-goals", "case-notes", "case-offers", "case-reviews", "case-seen-by", "case-shares",
    "case-sharing-decisions", "case-team", "review-list", "sharing_decisions",
}  # fmt: skip
# What a referral says of a family is logged under the family that it is about from then on.
JOINED = {"referral-choose-family", "referral-join"}


def cells(route: str) -> Iterator[tuple[Row, str]]:
    """Each row of the route with one of those who may, another at each row."""
    for turn, row in enumerate(OF_ROUTE[route]):
        may = [seat for seat in SEATS if row.answers[seat].kind == MAY]
        if may:
            yield row, may[turn % len(may)]


def logged(since: int, by: int) -> set[str]:
    """The families that the log says this person dealt with since a line; a line without its centre is none."""
    entries = list(Entry.objects.filter(pk__gt=since, by=by, centre_id__isnull=False))
    found = {family.pk for family in families_of(entries).values()}
    for entry in entries:
        found |= set(entry.detail.get("families", []))
    names = Family.objects.filter(pk__in=found).values_list("name", flat=True)
    return {name.lower().partition("zq")[0] for name in names}


def unequal(world: World, client, row: Row, seat: str) -> str:
    """What is shown and not in the log, or in the log and not shown."""
    to = address(world, row.route, row.at, row.ask)
    sent = body(row.send, world) if isinstance(row.send, str) else {}
    kind = {"content_type": "application/json"} if to.startswith("/api/") else {}
    kept = copy.copy(client.cookies)
    with transaction.atomic():
        last = Entry.objects.order_by("-pk").values_list("pk", flat=True).first() or 0
        answer = getattr(client, row.method.lower())(to, **({"data": sent} if sent else {}), **kind)
        seen = seen_in(answer) if answer.status_code < 500 else set()
        in_log = logged(last, world.seats[seat].pk)
        transaction.set_rollback(True)
    client.cookies = kept  # what was said on the next page is taken back, too
    shown = {family for family, what in seen if family in FAMILIES and what not in NAMELESS | {"area"}}
    shown &= {name for name in FAMILIES if name not in ("rowan",)} - places_named(seen)
    missing, more = shown - in_log, in_log - shown if row.method == "GET" and row.route not in BY_NUMBER else set()
    missing -= {row.at.partition(".")[0]} if row.route in JOINED else set()
    if missing or more:
        return (
            f"{row} as {seat} ({answer.status_code}): not in the log {sorted(missing)}, only in the log {sorted(more)}"
        )
    return ""


def places_named(seen: set[tuple[str, str]]) -> set[str]:
    """The other centre is called like its family: its words are no family's."""
    words = {what for family, what in seen if family == "beacon"}
    return (
        {"beacon"} if words <= {"centre", "service", "wording", "council", "housing", "nursery", "commits"} else set()
    )


@pytest.mark.parametrize("route", sorted(OF_ROUTE))
def test_the_families_in_an_answer_are_the_families_in_the_log(route, world, clients):
    found = [unequal(world, clients[seat], row, seat) for row, seat in cells(route)]
    assert not any(found), "\n" + "\n".join(one for one in found if one)


OUTPUTS = (
    "cases", "case", "actions", "families", "family", "referrals", "referral", "referral_draft", "my_fortnight",
    "meeting", "item", "minutes", "minutes_pdf", "agreement_record", "case-list", "case-detail", "case-contacts",
    "referral-list", "referral-detail", "family-list", "family-detail", "agreement-list", "agreement-detail",
    "action-list", "meeting-detail", "item-detail", "minutes-detail", "access_log", "restricted_note",
    "note-detail",
)  # fmt: skip


@pytest.mark.parametrize("route", OUTPUTS)
def test_if_the_log_cannot_be_written_nothing_is_shown(route, world, clients):
    row, seat = next(cell for cell in cells(route) if cell[0].method == "GET")
    to = address(world, row.route, row.at, row.ask)
    with transaction.atomic():
        with working_as("NONE"), connection.cursor() as cursor:
            cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
            cursor.execute("ALTER TABLE audit_entry ADD CONSTRAINT full_disk CHECK (false) NOT VALID")
        answer = clients[seat].get(to)
        seen = seen_in(answer)
        transaction.set_rollback(True)
    assert (answer.status_code, seen) == (500, set())
