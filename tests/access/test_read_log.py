"""Nothing is shown that the log has not got; that both agree is asked with each row of the matrix (in_log.py)."""

import pytest
from django.db import connection, transaction

from tests.access.canaries import seen_in
from tests.access.doors import address
from tests.access.matrix import OF_ROUTE
from tests.access.policy import MAY
from tests.access.seats import SEATS
from tests.roles import working_as

pytestmark = pytest.mark.django_db
OUTPUTS = (
    "cases", "case", "actions", "families", "family", "referrals", "referral", "referral_draft", "my_fortnight",
    "meeting", "item", "minutes", "minutes_pdf", "agreement_record", "case-list", "case-detail", "case-contacts",
    "referral-list", "referral-detail", "family-list", "family-detail", "agreement-list", "agreement-detail",
    "action-list", "meeting-detail", "item-detail", "minutes-detail", "access_log", "restricted_note",
    "note-detail", "everything_download",
)  # fmt: skip


@pytest.mark.parametrize("route", OUTPUTS)
def test_if_the_log_cannot_be_written_nothing_is_shown(route, world, clients):
    cells = ((row, seat) for row in OF_ROUTE[route] for seat in SEATS)
    row, seat = next((row, seat) for row, seat in cells if row.method == "GET" and row.answers[seat].kind == MAY)
    to = address(world, row.route, row.at, row.ask)
    with transaction.atomic():
        with working_as("NONE"), connection.cursor() as cursor:
            cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
            cursor.execute("ALTER TABLE audit_entry ADD CONSTRAINT full_disk CHECK (false) NOT VALID")
        answer = clients[seat].get(to)
        seen = seen_in(answer)
        transaction.set_rollback(True)
    assert (answer.status_code, seen) == (500, set())
