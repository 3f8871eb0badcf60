"""Somebody says no to taking over while another goes on leading: it comes back to the manager, and is settled once."""

import pytest

from cases.models import Lead
from cases.services import settle_declined
from cases.status import LeadStatus
from inputs.errors import NotAllowed, RuleBroken
from tests.days import days_ago, today
from tests.factories import cases, centres

pytestmark = pytest.mark.django_db


@pytest.fixture
def next_lead(case):
    """Who was asked to take over."""
    return centres.support_worker(case.centre, name="Ivy Marsh")


def broken(code, verb, **facts):
    with pytest.raises(RuleBroken) as error:
        verb(**facts)
    assert error.value.code == code, error.value.sentence


def declined(case, who, **fields):
    given = {
        "status": LeadStatus.DECLINED,
        "reason": "I lead five.",
        "answered_on": days_ago(1),
        "offered_on": days_ago(2),
    }
    return cases.lead(case, who, **{**given, **fields})


def test_a_declined_take_over_comes_back(case, next_lead):
    made = declined(case, next_lead)
    assert list(Lead.objects.not_taken_over()) == [made]


def test_not_if_somebody_else_was_asked_since(case, next_lead):
    declined(case, next_lead)
    cases.lead_offer(case, centres.support_worker(case.centre))
    assert not Lead.objects.not_taken_over().exists()


def test_an_offer_taken_back_since_settles_nothing(case, next_lead):
    made = declined(case, next_lead)
    cases.lead(case, centres.support_worker(case.centre), status=LeadStatus.TAKEN_BACK)
    assert list(Lead.objects.not_taken_over()) == [made]


def test_without_a_current_lead_the_case_itself_is_the_alarm(case, next_lead):
    declined(case, next_lead)
    case.leads.filter(status=LeadStatus.ACCEPTED).update(status=LeadStatus.ENDED, ended_on=today())
    assert not Lead.objects.not_taken_over().exists()


def test_the_manager_leaves_it_as_it_is_once(case, next_lead):
    made, manager = declined(case, next_lead), centres.manager(case.centre)
    settle_declined(lead=made, by=manager, on=today())
    assert not Lead.objects.not_taken_over().exists()
    broken("already_settled", settle_declined, lead=made, by=manager, on=today())


def test_the_lead_does_not_settle_it(case, next_lead):
    with pytest.raises(NotAllowed):
        settle_declined(lead=declined(case, next_lead), by=cases.lead_of(case), on=today())


def test_what_nobody_leads_cannot_be_left_as_it_is(case, next_lead):
    made = declined(case, next_lead)
    case.leads.filter(status=LeadStatus.ACCEPTED).update(status=LeadStatus.ENDED, ended_on=today())
    broken("nobody_leads", settle_declined, lead=made, by=centres.manager(case.centre), on=today())
