"""Who helps the family outside the team, and what members of the team contribute."""

import pytest
from django.db import IntegrityError, transaction

from audit.models import Entry
from cases.models import Lead, OtherInvolved
from cases.rules import require_nothing_built_on
from cases.services import (
    change_contribution,
    change_other,
    close_case,
    involve_other,
    leave_team,
    no_longer_involved,
    take_back_offer,
)
from consent.status import Information
from inputs.errors import NotAllowed, RuleBroken
from reports.family_copy import copy_of
from tests.at_once import at_once
from tests.days import days_ago, today
from tests.factories import cases, centres, sharing

pytestmark = pytest.mark.django_db
committing = pytest.mark.django_db(transaction=True)
NURSERY = {"kind": "nursery", "called": "Little Acorns", "reach": "01632 960824", "family_agrees": True}


@pytest.fixture
def member(case):
    """A health visitor in the team."""
    return cases.team_member(case, centres.health_visitor(case.centre))


def involve(case, by=None, **fields):
    return involve_other(case=case, by=by or cases.lead_of(case), on=today(), **{**NURSERY, **fields})


def change(other, by=None, **fields):
    return change_other(other=other, by=by or cases.lead_of(other.case), on=today(), **{**NURSERY, **fields})


def end(other, by=None):
    return no_longer_involved(other=other, by=by or cases.lead_of(other.case), on=today())


def contribute(member, words="Sleep visits", by=None):
    return change_contribution(member=member, contribution=words, by=by or cases.lead_of(member.case), on=today())


def code_of(call, *args, **fields):
    with pytest.raises(RuleBroken) as broken:
        call(*args, **fields)
    return broken.value.code


def test_the_lead_the_team_and_the_manager_name_who_else_is_involved(case, member):
    for number, who in enumerate((cases.lead_of(case), member.user, centres.manager(case.centre))):
        made = involve(case, who, called=f"Nursery {number}")
        assert (made.added_by, made.since, made.until) == (who, today(), None)


def test_who_only_reads_names_nobody_changes_nothing_and_ends_nothing(case):
    other = cases.other_involved(case, by=cases.lead_of(case))
    reader = centres.health_visitor(case.centre)
    cases.break_glass(case, reader)
    for verb, what in ((involve, case), (change, other), (end, other)):
        with pytest.raises(NotAllowed):
            verb(what, reader)


def test_being_on_the_list_lets_nobody_see_anything(case):
    before = set(Lead.objects.values_list("pk", flat=True)), case.team.count()
    involve(case)
    assert (set(Lead.objects.values_list("pk", flat=True)), case.team.count()) == before


def test_whoever_is_involved_has_a_name(case):
    assert code_of(involve, case, called="  ") == "no_name"


def test_nobody_stands_on_the_list_twice(case):
    other = involve(case)
    involve(case, called="Elm Surgery", kind="gp")
    assert code_of(involve, case, called="little acorns ") == "already_involved"
    assert code_of(change, case.others.get(kind="gp")) == "already_involved"
    assert change(other, reach="").reach == ""


def test_the_same_one_can_come_back(case):
    end(involve(case))
    assert involve(case).until is None


def test_on_a_closed_case_the_list_stays_as_it_was(case):
    other = involve(case)
    close_case(
        case=case, closing="moved", words="To Leeds", afterwards=cases.AFTERWARDS, by=cases.lead_of(case), on=today()
    )
    manager = centres.manager(case.centre)
    assert {code_of(verb, what, manager) for verb, what in ((involve, case), (change, other), (end, other))} == {
        "already_closed"
    }


def test_without_an_agreement_nobody_new_is_named_but_a_number_is_put_right(case):
    other = involve(case)
    cases.without_agreement(case)
    assert code_of(involve, case, called="Elm Surgery") == "no_agreement"
    assert change(other, reach="01632 960825").reach == "01632 960825"


def test_it_ends_once(case):
    other = end(involve(case))
    assert other.until == today()
    assert (code_of(end, other), code_of(change, other)) == ("already_ended", "already_ended")


def test_postgresql_holds_a_name_and_once_and_the_order_of_days(case):
    lead = cases.lead_of(case)
    cases.other_involved(case, by=lead)
    for wrong in ({}, {"called": ""}, {"called": "Other", "until": days_ago(20)}):
        with pytest.raises(IntegrityError), transaction.atomic():
            cases.other_involved(case, by=lead, **wrong)


def test_what_was_done_is_in_the_log_without_a_name(case):
    other = involve(case)
    change(other, family_agrees=False)
    end(other)
    rows = Entry.objects.filter(verb__in=["involve_other", "change_other", "no_longer_involved"])
    assert rows.count() == 3 and "Acorns" not in str(list(rows.values_list("detail", flat=True)))


def test_opening_a_case_is_not_undone_once_somebody_is_named(case):
    case.leads.all().delete()
    require_nothing_built_on(case)
    cases.other_involved(case, by=centres.manager(case.centre))
    assert code_of(require_nothing_built_on, case) == "built_on"


@committing
def test_named_twice_at_once_they_stand_on_the_list_once():
    case = cases.led_case()
    at_once(*[lambda: involve(case)] * 2)
    assert OtherInvolved.objects.count() == 1


def test_the_family_reads_on_its_copy_who_else_is_involved(case):
    involve(case)
    involve(case, kind="health", called="Sleep clinic", family_agrees=False)
    ended = involve(case, kind="gp", called="Elm Surgery")
    end(ended)
    people = dict(copy_of(case.family, today()).people)
    assert "you agree that we contact them" in people["Little Acorns (Nursery, pre-school or childminder)"]
    assert "we ask you before" in people["Sleep clinic (Another health service)"]
    assert not any("Elm Surgery" in who for who in people)
    assert not any("Sleep" in who for who, _ in copy_of(case.family, today(), health=False).people)


def test_who_may_not_know_of_health_finds_no_health_service_on_the_list(case, member):
    kinds = ("gp", "midwife", "health", "nursery")
    for kind in kinds:
        involve(case, kind=kind)
    seen = lambda who: set(OtherInvolved.objects.visible_to(who).values_list("kind", flat=True))  # noqa: E731
    assert seen(member.user) == set(kinds)
    sharing.kept(case.family, member.agency, Information.HEALTH, by=cases.lead_of(case))
    assert seen(member.user) == {"gp", "nursery"}
    assert seen(cases.lead_of(case)) == seen(centres.manager(case.centre)) == set(kinds)


def test_what_somebody_contributes_can_change_and_goes_on_since_the_same_day(case, member):
    since = member.since
    changed = contribute(member)
    assert (changed.contribution, changed.since, changed.until) == ("Sleep visits", since, None)


def test_they_say_it_themselves_and_the_manager_does(case, member):
    for number, who in enumerate((member.user, centres.manager(case.centre))):
        assert contribute(member, f"Words {number}", who).contribution == f"Words {number}"


def test_a_colleague_says_nothing_of_it(case, member):
    other = cases.team_member(case, centres.support_worker(case.centre))
    for who in (other.user, centres.support_worker(case.centre)):
        with pytest.raises(NotAllowed):
            contribute(member, by=who)


def test_what_they_contribute_is_said(case, member):
    assert code_of(contribute, member, " ") == "no_contribution"


def test_who_has_left_contributes_nothing_more(case, member):
    leave_team(member=member, by=member.user, on=today())
    assert code_of(contribute, member) == "already_left"


def test_an_offer_taken_back_says_since_when(case):
    offer = cases.lead_offer(case, centres.support_worker(case.centre), offered_by=cases.lead_of(case))
    taken = take_back_offer(lead=offer, by=cases.lead_of(case), on=today())
    assert (taken.ended_on, taken.answered_on) == (today(), None)
