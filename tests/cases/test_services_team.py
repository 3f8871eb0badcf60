"""Who takes part, and with whom a case is shared."""

import threading

import pytest
from django.db import connection

from cases.models import Case, TeamMember
from cases.services import (
    end_share,
    join_team,
    leave_team,
    share_case,
)
from inputs.errors import NotAllowed, RuleBroken
from tests.days import days_ago, today
from tests.factories import cases, centres

pytestmark = pytest.mark.django_db


def by_lead(case, verb, /, **facts):
    """The verb, by the lead and today."""
    return verb(**{"by": cases.lead_of(case), "on": today(), **facts})


def broken(code, case, verb, /, **facts):
    """The verb is refused by the rule with this code."""
    with pytest.raises(RuleBroken) as error:
        by_lead(case, verb, **facts)
    assert error.value.code == code, error.value.sentence


def forbidden(case, verb, /, **facts):
    """The verb is refused to a colleague without a relation."""
    with pytest.raises(NotAllowed):
        verb(**{"by": centres.support_worker(case.centre), "on": today(), **facts})


def a_member(case):
    """Somebody of an agency the family wants to know."""
    who = centres.health_visitor(case.centre)
    cases.wishes_to_include(case.family, cases.agency_of(who, case.centre), by=who)
    return who


def test_the_lead_brings_somebody_into_the_team():
    case = cases.led_case()
    assert by_lead(case, join_team, case=case, user=a_member(case), contribution="Play").since == today()


def test_a_colleague_brings_nobody_into_the_team():
    case = cases.led_case()
    forbidden(case, join_team, case=case, user=a_member(case), contribution="Play")


def test_the_team_is_of_agencies_the_family_wants_to_know():
    case = cases.led_case()
    broken("not_wished", case, join_team, case=case, user=centres.health_visitor(case.centre), contribution="Play")


def test_nobody_joins_the_team_twice():
    case = cases.led_case()
    who = centres.health_visitor(case.centre)
    cases.team_member(case, who)
    broken("already_in_team", case, join_team, case=case, user=who, contribution="Play")


def test_nobody_joins_the_team_without_an_agreement():
    case = cases.led_case()
    who = a_member(case)
    broken("no_agreement", cases.without_agreement(case), join_team, case=case, user=who, contribution="Play")


def test_a_member_can_leave_the_team():
    case = cases.led_case()
    who = centres.health_visitor(case.centre)
    assert leave_team(member=cases.team_member(case, who), by=who, on=today()).until == today()


def test_a_member_leaves_once():
    case = cases.led_case()
    member = cases.team_member(case, centres.health_visitor(case.centre), until=days_ago(1))
    broken("already_left", case, leave_team, member=member)


def test_a_colleague_puts_nobody_out_of_the_team():
    case = cases.led_case()
    member = cases.team_member(case, centres.health_visitor(case.centre))
    forbidden(case, leave_team, member=member)


def a_share(case, /, **facts):
    """What a share is made with."""
    return {"case": case, "to": a_member(case), "until": days_ago(-7), "reason": "Joint visit", **facts}


def test_the_lead_shares_the_case_until_a_date():
    case = cases.led_case()
    facts = a_share(case)
    by_lead(case, share_case, **facts)
    assert Case.objects.visible_to(facts["to"]).get() == case


def test_a_colleague_shares_nothing():
    case = cases.led_case()
    forbidden(case, share_case, **a_share(case))


def test_a_share_ends_within_a_year():
    case = cases.led_case()
    broken("date_too_late", case, share_case, **a_share(case, until=days_ago(-366)))


def test_a_share_says_why():
    case = cases.led_case()
    broken("no_reason", case, share_case, **a_share(case, reason=""))


def test_nothing_is_shared_with_an_agency_the_family_does_not_want_to_know():
    case = cases.led_case()
    broken("not_wished", case, share_case, **a_share(case, to=centres.partner(case.centre)))


def test_nothing_is_shared_with_somebody_who_does_not_work_here():
    case = cases.led_case()
    broken("not_a_member", case, share_case, **a_share(case, to=centres.user()))


def test_ending_a_share_takes_effect_at_once():
    case = cases.led_case()
    facts = a_share(case)
    by_lead(case, end_share, share=by_lead(case, share_case, **facts))
    assert not Case.objects.visible_to(facts["to"]).exists()


def test_a_share_is_ended_once():
    case = cases.led_case()
    share = by_lead(case, share_case, **a_share(case))
    by_lead(case, end_share, share=share)
    broken("already_ended", case, end_share, share=share)


def test_a_colleague_ends_no_share():
    case = cases.led_case()
    forbidden(case, end_share, share=by_lead(case, share_case, **a_share(case)))


def twice_at_once(call):
    """The call in two threads at the same moment; the codes of the refusals."""
    gate, codes = threading.Barrier(2), []

    def run():
        try:
            gate.wait(timeout=10)
            call()
        except RuleBroken as error:
            codes.append(error.code)
        finally:
            connection.close()

    threads = [threading.Thread(target=run) for _ in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(timeout=20)
    return codes


@pytest.mark.django_db(transaction=True)
def test_somebody_brought_into_the_team_twice_at_once_is_in_it_once():
    case = cases.led_case()
    lead, who = cases.lead_of(case), a_member(case)
    twice_at_once(lambda: join_team(case=case, user=who, contribution="Play", by=lead, on=today()))
    assert TeamMember.objects.count() == 1


@pytest.mark.django_db(transaction=True)
def test_the_same_case_shared_twice_at_once_is_one_share():
    case = cases.led_case()
    lead, facts = cases.lead_of(case), a_share(case)
    twice_at_once(lambda: share_case(**facts, by=lead, on=today()))
    assert case.casesharewithperson_set.count() == 1
