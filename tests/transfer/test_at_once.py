"""Two at the same moment, a worker that dies, progress that others see before the end: on connections of their own."""

from datetime import timedelta

import pytest
from django.db import connection
from django.utils import timezone

from families.models import Family
from tests.at_once import at_once
from tests.days import today
from tests.transfer.listed import agreed, checked, open_case, place, row, worked
from transfer import bringing
from transfer.models import Import
from transfer.services import carry_out, undo, work_on_imports, working
from transfer.status import ImportStatus

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def ordered():
    at = place()
    found = checked(at, *[row(number) | agreed() | open_case() for number in (1, 2, 3)])
    carry_out(found=found, by=at.manager, on=today())
    return found


def test_two_workers_bring_a_list_along_once(ordered):
    at_once(lambda: work_on_imports(on=today()), lambda: work_on_imports(on=today()))
    assert Family.objects.count() == 3


def test_two_managers_who_carry_out_at_once_do_it_once():
    at = place()
    found = checked(at, row())
    order = lambda: carry_out(found=found, by=at.manager, on=today()).status  # noqa: E731 - the same thing twice
    assert sorted(at_once(order, order)) == ["already_ordered", "ordered"]


def test_a_worker_that_died_is_followed_by_another(ordered):
    long_ago = timezone.now() - timedelta(minutes=4)
    Import.objects.filter(pk=ordered.pk).update(claimed_at=long_ago, attempts=1)
    assert worked(ordered).status == ImportStatus.DONE


def test_a_list_in_hand_is_not_taken_by_another_worker(ordered):
    Import.objects.filter(pk=ordered.pk).update(claimed_at=timezone.now(), attempts=1)
    assert worked(ordered).status == ImportStatus.ORDERED


def test_a_worker_that_was_overtaken_undoes_what_it_did(ordered, monkeypatch):
    original = bringing.bring_cases

    def meanwhile(**facts):
        made = original(**facts)
        other = connection.copy()
        with other.cursor() as cursor:
            cursor.execute("UPDATE transfer_import SET status = 'checked' WHERE id = %s", [ordered.pk])
        other.close()
        return made

    monkeypatch.setattr(bringing, "bring_cases", meanwhile)
    worked(ordered)
    assert Family.objects.count() == 0


def test_how_far_it_is_is_seen_before_anything_is_committed(ordered, monkeypatch):
    seen = []
    original = working.progress_of

    def watched(pk):
        tell = original(pk)

        def told(done):
            tell(done)
            other = connection.copy()
            with other.cursor() as cursor:
                cursor.execute("SELECT rows_done, (SELECT count(*) FROM families_family) FROM transfer_import")
                seen.append(cursor.fetchone())
            other.close()

        return told

    monkeypatch.setattr(working, "progress_of", watched)
    monkeypatch.setattr(working, "AT_ONCE", 1)
    worked(ordered)
    assert seen == [(1, 0), (2, 0), (3, 0)]


def test_undone_by_two_at_once_is_undone_once(ordered):
    worked(ordered)
    undo(found=ordered, by=ordered.by, on=today())
    at_once(lambda: work_on_imports(on=today()), lambda: work_on_imports(on=today()))
    assert Family.objects.count() == 0
