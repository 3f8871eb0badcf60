"""Somebody who works for an agency that the family excludes tries every door of the case."""

import pytest

from cases import reminding
from cases.models import Action, Case, Lead
from cases.policies import may_see
from cases.services import agree_action
from centres.models import Membership
from centres.status import Role
from consent.models import SharingWish
from inputs.errors import RuleBroken
from reminders.models import Reminder
from tests.days import days_ago, today
from tests.factories import cases, centres, families

pytestmark = pytest.mark.django_db


def exclude(case, who):
    """The family says that the agency of `who` must not know."""
    agency = cases.agency_of(who, case.centre)
    SharingWish.objects.filter(family=case.family, agency=agency).delete()
    return families.wish(case.family, agency, by=who, included=False)


def sees(user, case):
    """Whether the queryset shows the case; the policy must say the same."""
    shown = Case.objects.visible_to(user).filter(pk=case.pk).exists()
    assert bool(may_see(user, case)) is shown
    return shown


def test_the_lead_of_an_agency_that_the_family_excludes_no_longer_sees_the_case():
    case = cases.led_case()
    lead = cases.lead_of(case)
    exclude(case, lead)
    assert not sees(lead, case)


def test_a_case_whose_lead_may_not_know_any_more_is_an_alarm():
    case = cases.led_case()
    exclude(case, cases.lead_of(case))
    assert case in Case.objects.without_lead()


def test_a_supervisor_of_an_agency_that_the_family_excludes_does_not_see_the_case():
    at = centres.centre()
    supervisor = centres.member(at, Role.LINK_SOCIAL_WORKER)
    case = cases.case_led_by(centres.support_worker(at, supervisor=supervisor), at)
    exclude(case, supervisor)
    assert not sees(supervisor, case)


def test_who_moves_to_an_agency_that_the_family_excludes_leaves_the_team_behind():
    case = cases.led_case()
    mover = centres.health_visitor(case.centre)
    cases.team_member(case, mover)
    Membership.objects.filter(user=mover).update(ends_on=days_ago(1))
    other = centres.partner(case.centre)
    centres.member(case.centre, Role.SPECIALIST, user=mover, of=other, starts_on=today())
    families.wish(case.family, other, by=mover, included=False)
    assert not sees(mover, case)


def test_who_also_works_for_an_agency_that_may_know_still_sees_the_case():
    case = cases.led_case()
    lead = cases.lead_of(case)
    other = centres.partner(case.centre)
    centres.member(case.centre, Role.SPECIALIST, user=lead, of=other)
    families.wish(case.family, other, by=lead, included=False)
    assert sees(lead, case)


def test_an_offer_to_lead_is_gone_when_the_family_excludes_the_agency():
    case = cases.case_without_lead()
    worker = centres.support_worker(case.centre)
    offer = cases.lead_offer(case, worker)
    exclude(case, worker)
    assert not Lead.objects.visible_to(worker).filter(pk=offer.pk).exists()


def test_the_owner_of_an_action_reads_it_no_more_when_the_family_excludes_the_agency():
    case = cases.led_case()
    owner = centres.health_visitor(case.centre)
    action = cases.action(owner, case.centre, case=case)
    exclude(case, owner)
    seen = Case.objects.header_visible_to(owner).filter(pk=case.pk).exists()
    assert (Action.objects.visible_to(owner).filter(pk=action.pk).exists(), seen) == (False, False)


def test_an_action_of_the_team_stays_with_its_owner():
    at = centres.centre()
    owner = centres.health_visitor(at)
    action = cases.action(owner, at)
    assert Action.objects.visible_to(owner).filter(pk=action.pk).exists()


def test_nobody_of_an_excluded_agency_is_given_an_action_for_the_family():
    case = cases.led_case()
    lead, outsider = cases.lead_of(case), centres.health_visitor(case.centre)
    exclude(case, outsider)
    with pytest.raises(RuleBroken) as broken:
        agree_action(
            centre=case.centre, case=case, what="Ring the mother", owner=outsider,
            agency=cases.agency_of(outsider, case.centre), due_on=days_ago(-7), by=lead, on=today(),
        )  # fmt: skip
    assert broken.value.code == "agency_excluded"


def test_a_late_action_of_an_excluded_owner_is_told_to_the_manager():
    case = cases.led_case()
    owner, manager = centres.health_visitor(case.centre), centres.manager(case.centre)
    cases.action(owner, case.centre, case=case, due_on=days_ago(2))
    exclude(case, owner)
    reminding.remind_of_actions(today())
    assert list(Reminder.objects.filter(kind="action").values_list("to", flat=True)) == [manager.pk]
