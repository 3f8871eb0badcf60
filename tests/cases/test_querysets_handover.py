"""What the questions about what is passed on, and about briefings, count, each asked directly."""

import pytest

from cases.models import Briefing, Lead, PassOn
from cases.status import LeadStatus, PassOnStatus
from centres.models import Membership
from centres.status import CASEWORK_ROLES, Role
from tests.days import days_ago, today
from tests.factories import cases, centres

pytestmark = pytest.mark.django_db
NO = {"status": PassOnStatus.DECLINED, "reason": "I have five."}


def asked(case, **fields):
    """A health visitor is asked to take on an action that the lead professional has for the family."""
    action = cases.action(cases.lead_of(case), case.centre, case=case)
    return cases.pass_on(action, centres.health_visitor(case.centre), **fields)


def of_the_team(at, role=Role.HEALTH_VISITOR, **fields):
    """Somebody is asked to take on an action that is about no family."""
    action = cases.action(centres.support_worker(at), at)
    return cases.pass_on(action, centres.member(at, role), **fields)


def asks(who):
    return list(PassOn.objects.asked_of(who))


def sees(who):
    return list(PassOn.objects.visible_to(who))


def test_who_is_asked_and_who_sees_the_action_sees_it_and_no_other(case):
    made, elsewhere = asked(case), asked(cases.led_case())
    for who in (made.to, cases.lead_of(case), centres.manager(case.centre)):
        assert sees(who) == [made]
    assert sees(elsewhere.to) == [elsewhere]
    assert sees(centres.health_visitor(case.centre)) == []


def test_each_is_asked_what_is_put_to_them_and_not_answered(case):
    made = asked(case)
    answered = asked(case, answered_on=today(), **NO)
    assert [asks(who) for who in (made.to, answered.to, cases.lead_of(case))] == [[made], [], []]


def test_of_two_who_are_asked_about_one_family_each_is_asked_their_own(case):
    one, other = asked(case), asked(case)
    assert [asks(one.to), asks(other.to)] == [[one], [other]]
    assert [sees(one.to), sees(other.to)] == [[one], [other]]


def test_what_goes_with_a_family_is_not_asked_by_itself(case):
    offer = cases.lead_offer(cases.case_without_lead(case.centre), centres.health_visitor(case.centre))
    made = asked(case, lead=offer)
    assert asks(made.to) == []
    beside = cases.pass_on(cases.action(cases.lead_of(case), case.centre, case=case), made.to)
    assert asks(made.to) == [beside]


def test_of_a_family_that_agrees_no_more_nobody_is_asked(case):
    made = asked(case)
    cases.without_agreement(case)
    assert asks(made.to) == sees(made.to) == []


@pytest.mark.parametrize("role", Role)
def test_for_the_team_whoever_works_with_families_there_is_asked(case, role):
    made, other = of_the_team(case.centre), of_the_team(case.centre)
    assert (asks(made.to), sees(made.to)) == ([made], [made])
    Membership.objects.filter(user=made.to).update(role=role)
    assert asks(made.to) == ([made] if role in CASEWORK_ROLES else [])
    assert asks(other.to) == [other]


def test_who_works_at_another_centre_now_is_asked_nothing_here(case):
    made = of_the_team(case.centre)
    Membership.objects.filter(user=made.to).update(centre=centres.centre())
    assert asks(made.to) == []


def test_an_answer_is_a_no_or_a_yes_or_none(case):
    no, _ = asked(case, answered_on=today(), **NO), asked(case, answered_on=today(), status=PassOnStatus.ACCEPTED)
    waits = asked(case)
    assert (list(PassOn.objects.declined()), list(PassOn.objects.waiting())) == ([no], [waits])


# --- briefings ----------------------------------------------------------------------------------------------------


def reads(who):
    return list(Briefing.objects.visible_to(who))


def written(case, **fields):
    """The case is handed over: its former lead professional wrote a briefing for who leads now."""
    former = cases.lead(
        case, centres.support_worker(case.centre), status=LeadStatus.ENDED, ended_on=days_ago(3), reason="A new post."
    )
    lead = cases.lead(case, centres.health_visitor(case.centre), **fields)
    return cases.briefing(lead, by=former.user)


def test_a_briefing_is_read_by_whoever_leads_stands_in_or_manages_and_by_no_other():
    case, other = cases.case_without_lead(), cases.case_without_lead()
    made, elsewhere = written(case), written(other)
    deputy, member = centres.health_visitor(case.centre), centres.health_visitor(case.centre)
    cases.deputy(case, deputy)
    cases.team_member(case, member)
    for who in (made.lead.user, deputy, centres.manager(case.centre)):
        assert reads(who) == [made]
    assert reads(elsewhere.lead.user) == [elsewhere]
    others = [centres.member(case.centre, role) for role in set(Role) - {Role.CENTRE_MANAGER}]
    assert not [who for who in (made.made_by, member, *others) if reads(who)]


def test_whoever_wrote_it_reads_it_as_long_as_they_lead():
    case = cases.led_case()
    lead = case.leads.get()
    asked = cases.lead_offer(case, centres.health_visitor(case.centre))
    made = cases.briefing(asked, by=lead.user)
    assert (reads(lead.user), reads(asked.user)) == ([made], [])
    Lead.objects.filter(pk=lead.pk).update(status=LeadStatus.ENDED, ended_on=today(), reason="A new post.")
    assert reads(lead.user) == []


def test_a_colleague_who_leads_now_does_not_read_what_was_written_for_another():
    case = cases.case_without_lead()
    made = written(case)
    Lead.objects.filter(pk=made.lead_id).update(status=LeadStatus.ENDED, ended_on=today(), reason="A new post.")
    now = cases.lead(case, centres.support_worker(case.centre))
    assert (reads(made.lead.user), reads(now.user)) == ([], [])


def test_nor_does_who_led_once_and_leads_again():
    case = cases.case_without_lead()
    made = written(case)
    Lead.objects.filter(pk=made.lead_id).update(status=LeadStatus.ENDED, ended_on=today(), reason="A new post.")
    cases.lead(case, made.lead.user)
    assert reads(made.lead.user) == []


def test_who_stands_in_reads_nothing_that_is_for_somebody_who_is_only_asked():
    case = cases.led_case()
    deputy = centres.health_visitor(case.centre)
    cases.deputy(case, deputy)
    cases.briefing(cases.lead_offer(case, centres.health_visitor(case.centre)), by=cases.lead_of(case))
    assert reads(deputy) == []
