"""Who sees a case: each relation on its own, and what ends it. The list, the single page and the policy must agree."""

from datetime import timedelta

import pytest
from django.urls import reverse

from cases.access import grant
from cases.models import Action, Case, Lead
from cases.policies import may_see, standing_of
from cases.serializers import CaseSerializer
from centres.models import Membership
from centres.status import Role
from consent.models import SharingWish
from tests.days import days_ago, today
from tests.factories import cases, centres, families

pytestmark = pytest.mark.django_db


def sees(user, case):
    """Whether the queryset shows the case; the policy must say the same."""
    shown = Case.objects.visible_to(user).filter(pk=case.pk).exists()
    assert bool(may_see(user, case)) is shown
    return shown


def shared_with(case, **terms):
    """Somebody at the centre with whom the case is shared in person until tomorrow."""
    reader = centres.health_visitor(case.centre)
    given = {"until": days_ago(-1), "reason": "Joint visit", "by": cases.lead_of(case)}
    grant(case=case, to=reader, **{**given, **terms})
    return reader


def supervisor_of_lead(at):
    """A case and the supervisor of its lead."""
    supervisor = centres.member(at, Role.LINK_SOCIAL_WORKER)
    worker = centres.support_worker(at, supervisor=supervisor)
    return cases.case_led_by(worker, at), supervisor


def test_the_lead_sees_the_case():
    case = cases.led_case()
    assert sees(cases.lead_of(case), case)


def test_the_manager_sees_the_case():
    case = cases.led_case()
    assert sees(centres.manager(case.centre), case)


def test_a_member_of_the_team_sees_the_case():
    case = cases.led_case()
    member = centres.health_visitor(case.centre)
    cases.team_member(case, member)
    assert sees(member, case)


def test_the_supervisor_of_the_lead_sees_the_case():
    case, supervisor = supervisor_of_lead(centres.centre())
    assert sees(supervisor, case)


def test_somebody_it_is_shared_with_sees_the_case():
    case = cases.led_case()
    assert sees(shared_with(case), case)


def test_everybody_here_from_an_agency_it_is_shared_with_sees_the_case():
    case = cases.led_case()
    agency = centres.partner(case.centre)
    grant(case=case, to=agency, until=today(), reason="Visit", by=cases.lead_of(case))
    assert sees(centres.health_visitor(case.centre, of=agency), case)


def test_who_does_the_office_work_of_that_agency_beside_another_job_does_not():
    case = cases.led_case()
    agency = centres.partner(case.centre)
    who = centres.administrator(case.centre, of=agency)
    centres.health_visitor(case.centre, user=who)
    grant(case=case, to=agency, until=today(), reason="Visit", by=cases.lead_of(case))
    assert not sees(who, case)


def test_somebody_from_that_agency_at_another_centre_does_not():
    case = cases.led_case()
    agency = centres.partner(case.centre)
    grant(case=case, to=agency, until=today(), reason="Visit", by=cases.lead_of(case))
    assert not sees(centres.health_visitor(centres.centre(), of=agency), case)


def test_a_colleague_without_a_relation_does_not():
    case = cases.led_case()
    assert not sees(centres.support_worker(case.centre), case)


def test_the_referrer_does_not_see_the_file():
    case = cases.led_case()
    assert not sees(case.referral.referred_by, case)


@pytest.mark.parametrize("role", [Role.ADMINISTRATOR, Role.INFORMATION_LEAD])
def test_who_does_no_casework_does_not(role):
    case = cases.led_case()
    assert not sees(centres.member(case.centre, role), case)


def excluded_with_a_second_job(who, case):
    """The family excludes the agency for which somebody came; they also work here for another one."""
    came_for = cases.agency_of(who, case.centre)
    centres.health_visitor(case.centre, user=who, of=centres.partner(case.centre))
    SharingWish.objects.filter(family=case.family, agency=came_for).update(included=False)


def test_whoever_leads_for_an_agency_that_the_family_excluded_since_does_not_whatever_other_job_they_have():
    case, supervisor = supervisor_of_lead(centres.centre())
    assert sees(supervisor, case)
    excluded_with_a_second_job(cases.lead_of(case), case)
    assert [sees(who, case) for who in (cases.lead_of(case), supervisor)] == [False, False]
    assert Case.objects.without_lead().get() == case


def test_nor_does_whoever_is_asked_to_lead_for_one():
    case = cases.case_without_lead()
    asked = centres.support_worker(case.centre)
    cases.lead_offer(case, asked)
    assert Case.objects.header_visible_to(asked).get() == Lead.objects.visible_to(asked).get().case
    excluded_with_a_second_job(asked, case)
    assert not Case.objects.header_visible_to(asked).exists()
    assert not Lead.objects.visible_to(asked).exists()


def test_somebody_who_leads_but_now_only_administers_does_not():
    case = cases.led_case()
    Membership.objects.filter(user=cases.lead_of(case)).update(role=Role.ADMINISTRATOR)
    assert not sees(cases.lead_of(case), case)


def test_the_manager_of_another_centre_does_not():
    case = cases.led_case()
    assert not sees(centres.manager(centres.centre()), case)


def test_a_stranger_without_any_membership_does_not():
    assert not sees(centres.user(), cases.led_case())


def test_a_superuser_does_not():
    assert not sees(centres.user(is_superuser=True), cases.led_case())


def test_nobody_sees_a_case_without_signing_in(client):
    case = cases.led_case()
    assert client.get(reverse("case", args=[case.pk])).status_code == 302


def test_an_ended_membership_ends_the_leads_view():
    case = cases.led_case()
    Membership.objects.filter(user=cases.lead_of(case)).update(ends_on=days_ago(1))
    assert not sees(cases.lead_of(case), case)


def test_the_last_day_of_a_membership_still_counts():
    case = cases.led_case()
    Membership.objects.filter(user=cases.lead_of(case)).update(ends_on=today())
    assert sees(cases.lead_of(case), case)


def test_an_ended_membership_ends_the_managers_view():
    case = cases.led_case()
    manager = centres.manager(case.centre, ends_on=days_ago(1))
    assert not sees(manager, case)


def test_an_ended_membership_ends_the_supervision():
    case, supervisor = supervisor_of_lead(centres.centre())
    Membership.objects.filter(user=supervisor).update(ends_on=days_ago(1))
    assert not sees(supervisor, case)


def test_supervision_ends_with_the_membership_of_the_lead():
    case, supervisor = supervisor_of_lead(centres.centre())
    Membership.objects.filter(user=cases.lead_of(case)).update(ends_on=days_ago(1))
    assert not sees(supervisor, case)


def test_supervising_the_lead_at_another_centre_shows_nothing_here():
    case = cases.led_case()
    supervisor = centres.member(case.centre, Role.LINK_SOCIAL_WORKER)
    centres.support_worker(centres.centre(), user=cases.lead_of(case), supervisor=supervisor)
    assert not sees(supervisor, case)


def test_a_team_member_who_has_left_no_longer_sees_the_case():
    case = cases.led_case()
    member = centres.health_visitor(case.centre)
    cases.team_member(case, member, until=days_ago(1))
    assert not sees(member, case)


def test_a_share_is_over_the_day_after_its_date():
    case = cases.led_case()
    assert not sees(shared_with(case, until=days_ago(1)), case)


def test_a_share_still_opens_on_its_last_day():
    case = cases.led_case()
    assert sees(shared_with(case, until=today()), case)


@pytest.mark.parametrize("relation", ["team", "share", "supervisor"])
def test_withdrawal_ends_every_view_but_those_that_close(relation):
    case, supervisor = supervisor_of_lead(centres.centre())
    member = centres.health_visitor(case.centre)
    cases.team_member(case, member)
    people = {"team": member, "share": shared_with(case), "supervisor": supervisor}
    cases.without_agreement(case)
    assert not sees(people[relation], case)


def test_after_withdrawal_the_lead_still_sees_the_case_to_close_it():
    case = cases.without_agreement(cases.led_case())
    assert sees(cases.lead_of(case), case)


def test_an_agreement_that_ran_out_ends_the_teams_view():
    case = cases.led_case()
    member = centres.health_visitor(case.centre)
    cases.team_member(case, member)
    case.family.agreements.update(until=days_ago(1))
    assert not sees(member, case)


@pytest.mark.parametrize("relation", ["lead", "team", "share", "supervisor"])
def test_closing_ends_every_view_but_the_managers(relation):
    case, supervisor = supervisor_of_lead(centres.centre())
    member = centres.health_visitor(case.centre)
    cases.team_member(case, member)
    people = {"lead": cases.lead_of(case), "team": member, "share": shared_with(case), "supervisor": supervisor}
    Case.objects.filter(pk=case.pk).update(status="closed", closed_on=today(), closing="moved")
    assert not sees(people[relation], case)


def test_the_manager_sees_a_closed_case():
    case = cases.closed_case()
    assert sees(centres.manager(case.centre), case)


@pytest.mark.parametrize("relation", ["team", "share"])
def test_an_agency_the_family_excludes_sees_nothing_more(relation):
    case = cases.led_case()
    member = centres.health_visitor(case.centre)
    cases.team_member(case, member)
    people = {"team": member, "share": shared_with(case)}
    who = people[relation]
    agency = cases.agency_of(who, case.centre)
    SharingWish.objects.filter(family=case.family, agency=agency).delete()
    families.wish(case.family, agency, by=member, included=False)
    assert not sees(who, case)


def test_the_owner_of_an_action_sees_the_header_only():
    case = cases.led_case()
    owner = centres.health_visitor(case.centre)
    cases.action(owner, case.centre, case=case)
    assert (sees(owner, case), Case.objects.header_visible_to(owner).filter(pk=case.pk).exists()) == (False, True)


def test_a_finished_action_shows_no_header():
    case = cases.led_case()
    owner = centres.health_visitor(case.centre)
    cases.done_action(owner, case.centre, case=case)
    assert not Case.objects.header_visible_to(owner).filter(pk=case.pk).exists()


def test_after_withdrawal_the_owner_of_an_action_sees_no_header():
    case = cases.without_agreement(cases.led_case())
    owner = centres.health_visitor(case.centre)
    cases.action(owner, case.centre, case=case)
    assert not Case.objects.header_visible_to(owner).filter(pk=case.pk).exists()


def test_an_action_of_a_colleague_is_not_visible():
    case = cases.led_case()
    action = cases.action(cases.lead_of(case), case.centre, case=case)
    stranger = centres.support_worker(case.centre)
    assert not Action.objects.visible_to(stranger).filter(pk=action.pk).exists()


def test_an_action_is_gone_for_its_owner_when_their_membership_ends():
    case = cases.led_case()
    owner = centres.health_visitor(case.centre)
    action = cases.action(owner, case.centre, case=case)
    Membership.objects.filter(user=owner).update(ends_on=days_ago(1))
    assert not Action.objects.visible_to(owner).filter(pk=action.pk).exists()


def test_an_offer_to_lead_is_gone_when_the_agreement_is_withdrawn():
    case = cases.case_without_lead()
    worker = centres.support_worker(case.centre)
    offer = cases.lead_offer(case, worker)
    cases.without_agreement(case)
    assert not Lead.objects.visible_to(worker).filter(pk=offer.pk).exists()


def fields_for(user, case):
    """The case as this person is shown it."""
    row = Case.objects.with_next().get(pk=case.pk)
    return CaseSerializer(row, context={"standing": standing_of(user, case), "on": today()}).data


def test_the_lead_sees_where_the_family_lives():
    case = cases.led_case()
    assert fields_for(cases.lead_of(case), case)["address"] == "12 Elm Street, LS1 4AP"


def test_the_supervisor_sees_half_a_postcode():
    case, supervisor = supervisor_of_lead(centres.centre())
    assert fields_for(supervisor, case)["address"] == "LS1"


@pytest.mark.parametrize("who", ["lead", "manager"])
@pytest.mark.parametrize("part", ["story", "plan", "reviews", "people", "agreement"])
def test_a_confidential_address_is_on_no_page(client, who, part):
    at = centres.centre()
    case = cases.case_led_by(centres.support_worker(at), at, of=families.family(at, confidential=True))
    client.force_login(cases.lead_of(case) if who == "lead" else centres.manager(at))
    text = client.get(reverse("case", args=[case.pk]), {"part": part}).content.decode()
    assert ("Confidential address" in text, "Elm Street" in text, "LS1" in text) == (True, False, False)


def test_a_reader_is_not_told_how_to_contact_the_family():
    case = cases.led_case()
    assert fields_for(shared_with(case), case)["safe_contact"] == ""


def test_the_page_says_why_it_can_be_seen():
    case, supervisor = supervisor_of_lead(centres.centre())
    assert fields_for(supervisor, case)["why"] == ["You supervise the lead professional."]


def test_every_relation_says_why():
    case = cases.led_case()
    assert may_see(cases.lead_of(case), case).because == "You are the family's lead professional."


def test_a_share_that_starts_again_gets_its_new_date():
    case = cases.led_case()
    reader = shared_with(case, until=days_ago(3))
    grant(case=case, to=reader, until=today() + timedelta(days=3), reason="Again", by=cases.lead_of(case))
    assert sees(reader, case)
