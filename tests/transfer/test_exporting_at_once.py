"""Two at the same moment, a worker that dies, a stop while it is made: on connections of their own."""

from datetime import timedelta

import pytest
from django.db import connection
from django.utils import timezone

from centres.status import Role
from reminders.models import Reminder
from tests.at_once import at_once
from tests.factories import centres as make
from tests.factories import exports, families
from tests.factories.exports import REASON
from tests.transfer.whole.packed import table
from transfer.models import Export, ExportPiece, ExportWork
from transfer.services import download_export, making, order_export, work_on_exports
from transfer.status import ExportStatus

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def at():
    made = make.centre()
    make.manager(made)
    return made


@pytest.fixture
def lead(at):
    return make.member(at, Role.INFORMATION_LEAD)


@pytest.fixture
def due(at, lead):
    return exports.ordered(at, by=lead, begins_at=timezone.now())


def elsewhere(statement, *values):
    """On a connection of its own, committed."""
    other = connection.copy()
    with other.cursor() as cursor:
        cursor.execute(statement, values)
        found = cursor.fetchall() if cursor.description else []
    other.close()
    return found


def test_two_orders_at_once_are_one(at, lead):
    order = lambda: order_export(centre=at, reason=REASON, by=lead).status  # noqa: E731 - the same thing twice
    assert sorted(at_once(order, order)) == ["ordered", "other_export"]
    assert Reminder.objects.count() == 1


def test_two_workers_make_it_once(due):
    assert sorted(at_once(work_on_exports, work_on_exports)) == [0, 1]
    due.refresh_from_db()
    assert due.status == ExportStatus.READY


def test_a_worker_that_died_is_followed_by_another(due):
    ExportWork.objects.filter(of=due).update(claimed_at=timezone.now() - timedelta(minutes=11), attempts=1)
    assert work_on_exports() == 1


def test_one_in_hand_is_not_taken_by_another_worker(due):
    ExportWork.objects.filter(of=due).update(claimed_at=timezone.now(), attempts=1)
    assert work_on_exports() == 0


def test_one_that_is_stopped_while_it_is_made_leaves_nothing(due, monkeypatch):
    original = making.pack

    def stopped_meanwhile(*given, **also):
        original(*given, **also)
        elsewhere(
            "UPDATE transfer_export SET status = 'stopped', stopped_by_id = by_id, stopped_at = now() WHERE id = %s",
            due.pk,
        )

    monkeypatch.setattr(making, "pack", stopped_meanwhile)
    work_on_exports()
    due.refresh_from_db()
    assert due.status == ExportStatus.STOPPED
    assert not ExportPiece.objects.exists()


def test_it_sees_one_moment_only(at, lead, due, monkeypatch):
    families.family(at)
    original = making.pack

    def with_another_family(centre, out, **also):
        def expect(rows):
            elsewhere("UPDATE families_family SET name = 'Changed meanwhile'")
            also["expect"](rows)

        original(centre, out, tell=also["tell"], expect=expect)

    monkeypatch.setattr(making, "pack", with_another_family)
    work_on_exports()
    due.refresh_from_db()
    content = b"".join(download_export(export=due, by=lead))
    assert table(content, "families_family.csv")[0]["name"] != "Changed meanwhile"


def test_how_far_it_is_is_seen_before_anything_is_committed(due, monkeypatch):
    seen = []
    original = making.progress_of_export

    def watched(pk):
        tell = original(pk)

        def told(done, in_all):
            tell(done, in_all)
            seen.append(elsewhere(
                "SELECT done, in_all > 3, (SELECT count(*) FROM transfer_exportpiece) FROM transfer_exportwork"
            )[0])  # fmt: skip

        return told

    monkeypatch.setattr(making, "progress_of_export", watched)
    monkeypatch.setattr("transfer.whole.packing.TELL_EVERY", 1)
    work_on_exports()
    assert seen[0] == (0, True, 0)
    assert all(pieces == 0 for _, _, pieces in seen)
    assert max(done for done, _, _ in seen) > 3
    assert Export.objects.get().status == ExportStatus.READY
