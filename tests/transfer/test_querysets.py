"""What the questions about lists and exports count, each asked directly."""

from datetime import timedelta

import pytest
from django.utils import timezone

from centres.status import Role
from tests.factories import centres, exports, imports
from transfer.models import Export, Import, ImportRow
from transfer.policies import may_see_imports
from transfer.status import Decision, ExportStatus, ImportStatus, Outcome

pytestmark = pytest.mark.django_db
READY = {Decision.NONE: {Outcome.NEW}, Decision.NEW: {Outcome.NEW, Outcome.MAYBE_KNOWN}, Decision.LEAVE_OUT: set()}
OPEN = {
    Decision.NONE: {Outcome.CANNOT, Outcome.MAYBE_KNOWN},
    Decision.NEW: {Outcome.CANNOT},
    Decision.LEAVE_OUT: set(),
}


@pytest.fixture
def at():
    return centres.centre()


@pytest.mark.parametrize("role", Role)
def test_lists_are_for_managers_and_exports_for_information_leads_too(at, role):
    by = centres.user()
    imports.checked(at, by=by), exports.ordered(at, by=by)
    there, elsewhere = centres.member(at, role), centres.member(centres.centre(), role)
    manages, answers = role == Role.CENTRE_MANAGER, role in {Role.CENTRE_MANAGER, Role.INFORMATION_LEAD}
    assert (Import.objects.visible_to(there).exists(), Export.objects.visible_to(there).exists()) == (manages, answers)
    assert not Import.objects.visible_to(elsewhere).exists() and not Export.objects.visible_to(elsewhere).exists()
    assert bool(may_see_imports(there)) is manages
    assert manages or may_see_imports(there).because


@pytest.mark.parametrize("decision", Decision)
def test_which_rows_are_brought_along_and_which_stand_in_the_way(at, decision):
    made = imports.checked(at, by=centres.user())
    made.rows.all().delete()
    given = {"of": made, "said": [], "decision": decision, "decided_by": made.by if decision else None}
    for number, outcome in enumerate(Outcome, start=2):
        for row in (number, number + 50):  # the second one belongs to the family of the first
            ImportRow.objects.create(number=row, head=number, outcome=outcome, **given)
    assert made.rows.heads().count() == len(Outcome)
    assert {row.outcome for row in made.rows.to_bring()} == READY[decision]
    assert {row.outcome for row in made.rows.undecided()} == OPEN[decision]
    assert {row.number for row in made.rows.to_bring() | made.rows.undecided()} <= set(range(2, 2 + len(Outcome)))


def test_before_it_is_checked_every_row_is_a_familys_first(at):
    made = imports.checked(at, by=centres.user())
    made.rows.update(head=None)
    assert made.rows.heads().count() == 2


@pytest.mark.parametrize(("status", "at_work"), [
    (ImportStatus.UPLOADED, False), (ImportStatus.MATCHED, True), (ImportStatus.CHECKED, False),
    (ImportStatus.ORDERED, True), (ImportStatus.DISCARDED, False),
])  # fmt: skip
def test_what_a_worker_has_to_do(at, status, at_work):
    made = imports.checked(at, by=centres.user())
    Import.objects.filter(pk=made.pk).update(status=status)
    assert Import.objects.at_work().exists() is at_work


@pytest.mark.parametrize(("seconds", "due"), [(1, False), (0, True), (-1, True)])
def test_an_export_is_due_from_its_moment_on(at, seconds, due):
    now = timezone.now()
    made = exports.ordered(at, by=centres.user(), begins_at=now + timedelta(seconds=seconds))
    assert Export.objects.due(now).exists() is due
    stopped = {"status": ExportStatus.STOPPED, "stopped_by": made.by, "stopped_at": now}
    Export.objects.filter(pk=made.pk).update(**stopped)
    assert not Export.objects.due(now).exists()


@pytest.mark.parametrize(("seconds", "over"), [(1, False), (0, True), (-1, True)])
def test_a_file_is_over_from_its_moment_on_and_once(at, seconds, over):
    now = timezone.now()
    made = exports.ready(at, by=centres.user(), until=now + timedelta(seconds=seconds))
    assert Export.objects.over(now).exists() is over
    Export.objects.filter(pk=made.pk).update(status=ExportStatus.GONE)
    assert not Export.objects.over(now).exists()
