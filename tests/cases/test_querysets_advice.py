"""What the questions about advice count, each asked directly."""

from datetime import timedelta

import pytest
from django.utils import timezone

from cases.models import Advice, Case
from cases.relations import ADVISES_FOR
from centres.models import Membership
from centres.status import Role
from consent.status import Information
from tests.factories import cases, centres, sharing

pytestmark = pytest.mark.django_db


@pytest.fixture
def lee(case):
    """The centre's link social worker."""
    return centres.member(case.centre, Role.LINK_SOCIAL_WORKER)


@pytest.fixture
def question(case, lee):
    """What Lee is asked about the family."""
    return cases.advice(case, lee)


def kept_from(case, who):
    """The family keeps safeguarding notes from the agency for which they work."""
    sharing.kept(case.family, cases.agency_of(who, case.centre), Information.SAFEGUARDING, by=cases.lead_of(case))


def reads(who):
    return list(Advice.objects.of_cases_known_to(who))


def test_of_families_whom_one_works_with_and_of_no_other(case, question, lee):
    elsewhere = cases.led_case()
    asked = cases.advice(elsewhere, centres.member(elsewhere.centre, Role.LINK_SOCIAL_WORKER))
    assert reads(cases.lead_of(case)) == [question]
    assert reads(cases.lead_of(elsewhere)) == [asked]
    assert reads(lee) == []


def test_kept_from_their_agency_it_is_read_by_managers_and_in_an_emergency_alone(case, question):
    manager, emergency = centres.manager(case.centre), centres.health_visitor(case.centre)
    cases.break_glass(case, emergency)
    for who in (manager, emergency, cases.lead_of(case)):
        kept_from(case, who)
    found = [reads(who) for who in (manager, emergency, cases.lead_of(case))]
    assert found == [[question], [question], []]


@pytest.mark.parametrize("role", [Role.ADMINISTRATOR, Role.INFORMATION_LEAD])
def test_a_second_job_in_the_office_opens_nothing_that_is_kept(case, question, role):
    lead = cases.lead_of(case)
    kept_from(case, lead)
    centres.member(case.centre, role, user=lead)
    assert reads(lead) == []


def test_each_is_asked_what_is_put_to_them(case, question, lee):
    other = centres.member(case.centre, Role.LINK_SOCIAL_WORKER)
    assert list(Advice.objects.asked_of(lee)) == [question]
    assert list(Advice.objects.asked_of(other)) == []


@pytest.mark.parametrize("role", [one for one in Role if one != Role.LINK_SOCIAL_WORKER])
def test_who_took_on_another_job_is_asked_nothing_any_more(question, lee, role):
    Membership.objects.filter(user=lee).update(role=role)
    assert list(Advice.objects.asked_of(lee)) == []
    assert role == Role.CENTRE_MANAGER or not Advice.objects.visible_to(lee).exists()


def test_nobody_is_asked_about_a_closed_case(case, question, lee):
    Case.objects.filter(pk=case.pk).update(status="closed", closed_on=timezone.localdate(), closing="moved")
    assert list(Advice.objects.asked_of(lee)) == list(Advice.objects.visible_to(lee)) == []


def test_advice_is_over_at_the_moment_at_which_its_time_is(question):
    now = timezone.now()
    Advice.objects.filter(pk=question.pk).update(answered_at=now, answer="Ring.")
    moments = (now, now + ADVISES_FOR - timedelta(seconds=1), now + ADVISES_FOR)
    assert [Advice.objects.lately(one).exists() for one in moments] == [True, True, False]
