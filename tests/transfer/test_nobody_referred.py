"""Whoever brings a list along has no part in its families: nobody referred them."""

import pytest
from django.urls import reverse

from cases.models import Case
from cases.status import NextStep
from cases.stopping import remind_of_withdrawals
from centres.models import Membership
from centres.status import Role
from families.models import Family
from inputs.errors import RuleBroken
from referrals.models import Referral
from referrals.querysets import families_known_to
from reminders.models import Reminder
from tests.cases.test_services_engagement import refusal
from tests.cases.test_services_engagement import said as said_next
from tests.days import today
from tests.factories import cases
from tests.finding import finding
from tests.transfer.listed import agreed, brought, open_case, place, row

pytestmark = pytest.mark.django_db


@pytest.fixture
def at():
    made = place()
    brought(made, row(name="Penhale", adult_1_name="Eva Penhale") | agreed() | open_case(), row(2))
    return made


@pytest.fixture
def case(at):
    return Case.objects.get()


@pytest.fixture
def shown(at, client):
    """A page about the case as the manager reads it."""
    client.force_login(at.manager)
    return lambda name, pk, **query: " ".join(client.get(reverse(name, args=[pk]), query).content.decode().split())


def test_who_manages_no_more_sees_and_finds_none_of_them(at):
    Membership.objects.filter(user=at.manager).update(role=Role.HEALTH_VISITOR)
    assert not Referral.objects.visible_to(at.manager).exists()
    assert not families_known_to(at.manager).exists()
    assert not finding(at.manager, "Penhale").rows


def test_as_long_as_they_manage_they_see_them_as_the_manager_and_not_as_the_referrer(at):
    referral = Referral.objects.get()
    assert Referral.objects.why_seen(at.manager, referral.pk) == ["You manage this centre."]
    found = finding(at.manager, "Penhale").rows
    assert [one.why for one in found] == [["You manage this centre."]]
    assert set(families_known_to(at.manager)) == set(Family.objects.all())


def test_pages_say_that_the_family_was_brought_along(shown, case):
    assert "Nobody referred the family here: it was brought along from former records." in shown(
        "case", case.pk, part="people"
    )
    assert "sees the referral" not in shown("case_who", case.pk)
    assert "brought along from former records" in shown("family", case.family_id)
    assert "Brought along by" in shown("referral", case.referral_id)


@pytest.mark.parametrize("name", ["case_close", "progress_report"])
def test_no_page_promises_that_somebody_is_told(shown, case, name):
    said = shown(name, case.pk)
    assert not [one for one in ("tell the referrer", "does the referrer read", "who referred") if one in said]


def test_nobody_can_be_asked_to_go_back_to_the_family(at, shown, case):
    cases.lead(case, at.worker)
    no = refusal(case)
    assert 'value="referrer"' not in shown("refusal_next", no.pk)
    with pytest.raises(RuleBroken) as broken:
        said_next(no, NextStep.REFERRER)
    assert (broken.value.code, broken.value.field) == ("no_referrer", "step")


def test_a_withdrawal_is_not_told_to_who_brought_the_list_once_they_manage_no_more(at, case):
    Membership.objects.filter(user=at.manager).update(role=Role.HEALTH_VISITOR)
    cases.without_agreement(case)
    remind_of_withdrawals(today())
    assert not Reminder.objects.filter(to=at.manager).exists()
