"""What the questions about agreements, decisions and words count, each asked directly."""

import pytest

from centres.models import Membership
from centres.status import CASEWORK_ROLES, Role
from consent.models import Agreement, KindWish, SharingDecision, SharingWish, Wording
from consent.querysets import (
    kinds_kept_from,
    kinds_kept_from_person,
    not_excluded,
    reachable_families,
    recipients_at,
)
from consent.status import Information
from families.models import Family
from tests.days import days_ago, today
from tests.factories import centres, families, sharing

pytestmark = pytest.mark.django_db
ANSWER = {Role.CENTRE_MANAGER, Role.INFORMATION_LEAD}  # they answer for a centre's agreements


@pytest.fixture
def at():
    return centres.centre()


@pytest.fixture
def taken(at):
    """An agreement that a health visitor of the centre took."""
    return families.agreement(families.family(at), by=centres.health_visitor(at))


def sees(who):
    return list(Agreement.objects.visible_to(who))


def becomes(who, **fields):
    Membership.objects.filter(user=who).update(**fields)


@pytest.mark.parametrize("role", Role)
def test_who_did_not_take_it_sees_an_agreement_as_manager_or_information_lead_alone(at, taken, role):
    there, elsewhere = centres.member(at, role), centres.member(centres.centre(), role)
    assert (sees(there), sees(elsewhere)) == ([taken] if role in ANSWER else [], [])


@pytest.mark.parametrize("role", Role)
def test_who_took_it_sees_it_as_long_as_they_work_with_families_there(taken, role):
    becomes(taken.taken_by, role=role)
    assert sees(taken.taken_by) == ([taken] if role in {*CASEWORK_ROLES, *ANSWER} else [])
    becomes(taken.taken_by, centre=centres.centre())
    assert sees(taken.taken_by) == []


def test_excluded_are_the_agencies_that_must_not_know_today_and_no_other(at):
    family, by = families.family(at), centres.health_visitor(at)
    told, once, now = (families.wish(family, centres.partner(at), by=by, included=one) for one in (True, False, False))
    SharingWish.objects.filter(pk=once.pk).update(until=days_ago(1))
    assert list(family.wishes.excluded()) == [now]
    assert told in family.wishes.current()


def test_who_took_it_for_an_agency_that_is_excluded_now_does_not(at, taken):
    job = Membership.objects.get(user=taken.taken_by)
    families.wish(taken.family, job.agency, by=taken.taken_by, included=False)
    assert sees(taken.taken_by) == []


def test_a_second_job_that_is_no_casework_does_not_help(at, taken):
    becomes(taken.taken_by, ends_on=days_ago(1))
    centres.administrator(at, user=taken.taken_by)
    assert sees(taken.taken_by) == []


def test_whose_agreement_one_took_and_whom_one_manages_can_be_asked_again(at, taken):
    other = families.family(at)
    assert set(reachable_families(taken.taken_by)) == {taken.family}
    assert set(reachable_families(centres.manager(at))) == {taken.family, other}
    assert not reachable_families(centres.health_visitor(at)).exists()


# --- what the family said last ------------------------------------------------------------------------------------


@pytest.mark.parametrize(("until", "said_no"), [(11, True), (10, False), (9, False), (-300, False)])
def test_no_was_said_last_if_nothing_was_in_force_from_that_day_on(at, until, said_no):
    """The family withdrew ten days ago; something else was in force until some day."""
    family, by = families.family(at), centres.health_visitor(at)
    gone = families.withdrawn_agreement(family, by=by)
    Agreement.objects.filter(pk=gone.pk).update(withdrawn_on=days_ago(10))
    families.agreement(family, by=by, given_on=days_ago(15), until=days_ago(until))
    assert list(Agreement.objects.withdrawn_last()) == ([gone] if said_no else [])


def test_what_another_family_says_changes_nothing(at, taken):
    gone = families.withdrawn_agreement(families.family(at), by=taken.taken_by)
    assert list(Agreement.objects.withdrawn_last()) == [gone]


# --- decisions, words, recipients ---------------------------------------------------------------------------------


@pytest.mark.parametrize("role", Role)
def test_every_decision_of_a_centre_is_its_managers_and_its_information_leads(at, role):
    made = sharing.decision(families.family(at), by=centres.manager(at))
    seen = [list(SharingDecision.objects.visible_to(centres.member(one, role))) for one in (at, centres.centre())]
    assert seen == [[made] if role in ANSWER else [], []]


@pytest.mark.parametrize("role", [Role.ADMINISTRATOR, Role.SPECIALIST])
def test_the_words_that_families_hear_are_for_everybody_who_works_there(at, role):
    made = families.wording(at)
    families.wording(centres.centre())
    assert list(Wording.objects.visible_to(centres.member(at, role))) == [made]


def test_shared_is_with_partners_and_with_whom_people_of_the_centre_work_for_today(at):
    partner, elsewhere = centres.partner(at), centres.partner(centres.centre())
    without_protocol, before, of_elsewhere = centres.agency(), centres.agency(), centres.agency()
    centres.health_visitor(at, of=without_protocol)
    centres.health_visitor(at, of=before, ends_on=days_ago(1))
    centres.health_visitor(centres.centre(), of=of_elsewhere)
    found = {pk for (pk,) in recipients_at(at.pk, today()).values_list("pk")}
    assert found >= {partner.pk, without_protocol.pk}
    assert found.isdisjoint({elsewhere.pk, before.pk, of_elsewhere.pk})


# --- what holds today -----------------------------------------------------------------------------------------------


@pytest.mark.parametrize(("given", "until", "holds"), [
    (9, -9, True), (0, -9, True), (-1, -9, False), (9, 0, True), (9, 1, False),
])  # fmt: skip
def test_an_agreement_is_in_force_from_its_first_day_to_its_last(at, taken, given, until, holds):
    Agreement.objects.update(given_on=days_ago(given), until=days_ago(until))
    assert Agreement.objects.in_force(today()).exists() is holds
    Agreement.objects.update(status="withdrawn", withdrawn_on=today(), withdrawn_by="Mother")
    assert not Agreement.objects.in_force(today()).exists()


def test_a_wish_that_was_changed_holds_no_more(at):
    family, by = families.family(at), centres.manager(at)
    old, new = (families.wish(family, centres.partner(at), by=by) for _ in range(2))
    SharingWish.objects.filter(pk=old.pk).update(until=days_ago(1))
    assert list(SharingWish.objects.current()) == [new]


@pytest.mark.parametrize(("change", "kept"), [
    ({}, True), ({"included": True}, False), ({"until": "yesterday"}, False),
])  # fmt: skip
def test_what_a_family_keeps_from_an_agency_and_from_who_works_for_it(at, change, kept):
    """Not what another family keeps, nor what it keeps from another agency."""
    family, other, who = families.family(at), families.family(at), centres.health_visitor(at)
    agency, manager = Membership.objects.get(user=who).agency, centres.manager(at)
    made = sharing.kept(family, agency, Information.PLAN, by=who)
    sharing.kept(other, agency, Information.HEALTH, by=who)
    sharing.kept(family, centres.partner(at), Information.CONTACTS, by=who)
    KindWish.objects.filter(pk=made.pk).update(**(change | ({"until": days_ago(1)} if "until" in change else {})))
    expected = {family.pk: {Information.PLAN}} if kept else {}
    assert kinds_kept_from(agency.pk, [family.pk]) == expected
    assert kinds_kept_from_person(who, [family.pk]) == expected
    sharing.kept(family, Membership.objects.get(user=manager).agency, Information.PLAN, by=who)
    assert kinds_kept_from_person(manager, [family.pk]) == {}
    becomes(manager, ends_on=days_ago(1))
    assert kinds_kept_from_person(manager, [family.pk]) != {}


@pytest.mark.parametrize("meanwhile", ["ended", "lets it know"])
def test_a_kind_is_kept_by_whoever_keeps_it_and_as_long_as_they_do(at, meanwhile):
    agency = centres.partner(at)
    who, by = centres.health_visitor(at, of=agency), centres.manager(at)
    keeps, other = families.family(at), families.family(at)
    wish = sharing.kept(keeps, agency, Information.HEALTH, by=by)
    known = lambda kind: set(  # noqa: E731
        Family.objects.filter(not_excluded(who, today(), family="pk", kind=kind))
    )
    before = [known(Information.HEALTH), known(Information.PLAN)]
    KindWish.objects.filter(pk=wish.pk).update(
        **({"until": days_ago(1)} if meanwhile == "ended" else {"included": True})
    )
    assert before == [{other}, {keeps, other}]
    assert known(Information.HEALTH) == {keeps, other}
