"""An import can be undone, as long as nothing was built on it."""

import pytest

from audit.models import Entry
from cases.models import Case, Lead
from cases.services import accept_lead, change_tier
from consent.models import Agreement
from consent.services import withdraw_agreement
from families.models import Child, Family
from families.services import NewAddress, change_address, join_families
from inputs.errors import NotAllowed, RuleBroken
from meetings.models import AgendaItem
from meetings.services import fill_agenda
from reminders.models import Reminder
from tests.days import days_ago, today
from tests.factories import cases, families, meetings
from tests.factories import centres as make
from tests.transfer.listed import agreed, brought, first, open_case, place, row, worked
from transfer.services import undo
from transfer.status import ImportStatus

pytestmark = pytest.mark.django_db


@pytest.fixture
def at():
    return place()


@pytest.fixture
def found(at):
    return brought(
        at, row(address="1 Elm Street", postcode="LS1 4AP") | agreed() | open_case(lead_email=at.worker.email)
    )


def undone(found, at):
    undo(found=found, by=at.manager, on=today())
    return worked(found)


def refused(found, at):
    with pytest.raises(RuleBroken) as broken:
        undo(found=found, by=at.manager, on=today())
    assert broken.value.code == "built_on"


def test_everything_is_taken_back(found, at):
    assert undone(found, at).status == ImportStatus.UNDONE
    assert [model.objects.count() for model in (Family, Child, Agreement, Case, Lead)] == [0] * 5
    assert not Reminder.objects.filter(to=at.worker, seen_at=None).exists()


def test_what_the_agenda_took_up_by_itself_goes_with_it(at):
    found = brought(at, row() | agreed() | open_case(next_review_on=f"{days_ago(-7):%d/%m/%Y}"))
    coming = on_an_agenda(at)
    assert coming.items.count() == 1
    assert undone(found, at).status == ImportStatus.UNDONE
    assert not coming.items.exists()


def test_not_once_somebody_prepared_for_the_meeting(at):
    found = brought(at, row() | agreed() | open_case(next_review_on=f"{days_ago(-7):%d/%m/%Y}"))
    item = on_an_agenda(at).items.get()
    AgendaItem.objects.filter(pk=item.pk).update(typed={"reason": "Visit on Tuesday."})
    assert undone(found, at).status == ImportStatus.DONE
    assert AgendaItem.objects.get().case == Case.objects.get()


def on_an_agenda(at):
    coming = meetings.meeting(meetings.team(at.centre), on=days_ago(-7))
    fill_agenda(meeting=coming, by=at.manager, on=today())
    return coming


def test_other_families_stay(found, at):
    other = families.family(at.centre, name="Okafor")
    undone(found, at)
    assert list(Family.objects.all()) == [other]


def test_it_is_in_the_log(found, at):
    undone(found, at)
    assert Entry.objects.filter(verb="undo_import", by=at.manager).exists()


def test_nobody_else_undoes_it(found, at):
    for who in (at.worker, make.administrator(at.centre), make.manager(make.centre())):
        with pytest.raises(NotAllowed):
            undo(found=found, by=who, on=today())


def test_not_twice(found, at):
    undone(found, at)
    with pytest.raises(RuleBroken):
        undo(found=found, by=at.manager, on=today())


def test_not_once_somebody_leads(found, at):
    accept_lead(lead=Lead.objects.get(), by=at.worker, on=today())
    refused(found, at)


def test_not_once_the_tier_was_changed(found, at):
    change_tier(case=Case.objects.get(), tier=3, by=at.manager, on=today())
    refused(found, at)


def test_not_once_the_agreement_was_withdrawn(found, at):
    withdraw_agreement(agreement=Agreement.objects.get(), withdrawn_by="Mother", by=at.manager, on=today())
    refused(found, at)


def test_not_once_the_family_has_moved(found, at):
    change_address(family=first(found).family, address=NewAddress("2 Ash St", "LS2 9JT"), by=at.manager, on=today())
    refused(found, at)


def test_not_once_the_record_was_joined_with_another(found, at):
    known = families.family(at.centre, name="Okafor")
    join_families(known=known, new=first(found).family, by=at.manager, on=today())
    refused(found, at)
    assert Family.objects.get() == known


def test_what_points_to_a_record_keeps_it_also_without_a_line_in_the_log(found, at):
    cases.goal(Case.objects.get(), by=at.manager)
    undo(found=found, by=at.manager, on=today())
    after = worked(found)
    assert (after.status, Family.objects.count()) == (ImportStatus.DONE, 1)
    assert "begun" in after.failure
