"""What the questions about the directory count, each asked directly."""

import pytest

from centres.models import (
    Agency,
    Centre,
    ClosedDays,
    Membership,
    Service,
    ServiceSource,
    SharingProtocol,
    SourceReading,
)
from centres.status import Role
from tests.days import days_ago, today
from tests.factories import centres

pytestmark = pytest.mark.django_db


@pytest.fixture
def at():
    return centres.centre()


MADE = {
    Centre: lambda at: at,
    Membership: lambda at: Membership.objects.get(user=centres.health_visitor(at)),
    Service: centres.service,
    ServiceSource: lambda at: centres.source(at, by=centres.user()),
    SourceReading: lambda at: centres.reading(centres.source(at, by=centres.user())),
    ClosedDays: lambda at: centres.closed_days(at, today()),
}


@pytest.mark.parametrize("model", MADE)
def test_what_belongs_to_a_centre_is_shown_to_whoever_works_there_today(at, model):
    here, _ = MADE[model](at), MADE[model](centres.centre())
    who = centres.member(at, Role.ADMINISTRATOR)
    mine = model.objects.visible_to(who)
    assert here in mine
    assert set(mine) <= ({here} if model is not Membership else set(Membership.objects.filter(centre=at)))
    Membership.objects.filter(user=who).update(ends_on=days_ago(1))
    assert not model.objects.visible_to(who).exists()


@pytest.mark.parametrize(("starts", "ends", "holds"), [
    (9, None, True), (9, -1, True), (9, 0, True), (9, 1, False), (0, None, True), (-1, None, False),
])  # fmt: skip
def test_a_job_holds_from_its_first_day_to_its_last(at, starts, ends, holds):
    ends_on = None if ends is None else days_ago(ends)
    centres.health_visitor(at, starts_on=days_ago(starts), ends_on=ends_on)
    assert Membership.objects.in_force(today()).exists() is Membership.objects.in_force().exists() is holds
    coming = Membership.objects.current_or_coming(today())
    assert coming.exists() is (holds or starts < 0)


def test_whoever_cannot_sign_in_any_more_has_no_job(at):
    who = centres.health_visitor(at)
    type(who).objects.filter(pk=who.pk).update(is_active=False)
    assert not Membership.objects.in_force(today()).exists()
    assert not Membership.objects.current_or_coming(today()).exists()


@pytest.mark.parametrize(("ends", "all_ended"), [((1,), True), ((0,), False), ((None,), False), ((1, -9), False)])
def test_somebody_has_left_everywhere_when_the_last_of_their_jobs_has_ended(at, ends, all_ended):
    who, nobody = centres.user(), centres.user()
    centres.health_visitor(at)
    for days in ends:
        centres.health_visitor(centres.centre(), user=who, ends_on=None if days is None else days_ago(days))
    assert Membership.objects.have_all_ended(who) is all_ended
    assert Membership.objects.have_all_ended(nobody) is False


# --- words ---------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("words", ["harrow", "Otter", "health", "quince", "mondays", "harrow otter quince"])
def test_people_are_found_by_name_title_role_agency_and_what_they_can_commit(at, words):
    fields = {"name": "Una Harrow", "title": "Otter lead", "may_commit": "Mondays"}
    centres.health_visitor(at, of=centres.partner(at, name="Quince Trust"), **fields)
    centres.administrator(at)
    assert [one.user.name for one in Membership.objects.matching(words)] == ["Una Harrow"]


@pytest.mark.parametrize("words", ["harrow", "Otter", "quince", "bellfield", "harrow otter quince bellfield"])
def test_services_are_found_by_name_provider_description_and_place(at, words):
    made = centres.service(at, name="Harrow", provider="Otter", about="Quince", where="Bellfield")
    centres.service(at)
    assert list(Service.objects.matching(words)) == [made]


@pytest.mark.parametrize(("first", "last", "found"), [
    (24, 47, True), (0, 24, True), (25, 47, False), (0, 23, False), (16 * 12, 99 * 12, True), (191, 99 * 12, False),
])  # fmt: skip
def test_services_for_children_of_two_and_for_their_parents(at, first, last, found):
    centres.service(at, from_age_months=first, to_age_months=last)
    assert Service.objects.for_ages([24]).exists() is found
    assert Service.objects.for_ages([]).exists()


def test_a_source_counts_what_is_offered_and_not_what_has_ended(at):
    source = centres.source(at)
    centres.fed(source), centres.fed(source), centres.fed(source, ended_on=today())
    assert ServiceSource.objects.with_counts().get().offered == 2


# --- days and protocols ---------------------------------------------------------------------------------------------


@pytest.mark.parametrize(("first", "last", "touch"), [
    (9, 6, False), (9, 5, True), (4, 4, True), (3, 1, True), (2, 1, False), (9, 1, True),
])  # fmt: skip
def test_closed_days_touch_a_time_with_their_first_or_their_last(at, first, last, touch):
    centres.closed_days(at, days_ago(first), days_ago(last))
    assert ClosedDays.objects.touching(days_ago(5), days_ago(3)).exists() is touch


@pytest.mark.parametrize(("signed", "review", "partner"), [
    (9, -9, True), (9, 0, True), (9, 1, False), (0, -9, True), (-1, -9, False), (9, None, True),
])  # fmt: skip
def test_a_partner_has_a_protocol_that_is_signed_and_not_past_its_review(at, signed, review, partner):
    agency = centres.agency()
    centres.protocol(at, agency, **dates(signed, review))
    assert Agency.objects.partners_of(at.pk, today()).filter(pk=agency.pk).exists() is partner
    assert not Agency.objects.partners_of(centres.centre().pk, today()).filter(pk=agency.pk).exists()


@pytest.mark.parametrize(("signed", "review", "past"), [
    (9, 1, True), (9, 0, False), (9, None, False), (0, 1, True), (-1, 1, False),
])  # fmt: skip
def test_a_protocol_is_past_its_review_the_day_after(at, signed, review, past):
    SharingProtocol.objects.all().delete()
    made = centres.protocol(at, centres.agency(), **dates(signed, review))
    assert list(SharingProtocol.objects.past_review(today())) == [made] * past


def test_a_newer_protocol_counts_from_the_day_on_which_it_is_signed(at):
    agency = centres.agency()
    old = centres.protocol(at, agency, **dates(99, 1))
    newer = centres.protocol(at, agency, version="2.0", **dates(-1, -99))
    assert list(SharingProtocol.objects.past_review(today())) == [old]
    SharingProtocol.objects.filter(pk=newer.pk).update(signed_on=today())
    assert not SharingProtocol.objects.past_review(today()).exists()


@pytest.mark.parametrize(("older", "newest", "partner"), [
    ((99, None), (50, 1), False), ((99, -99), (50, 1), False), ((50, None), (50, 1), False),
    ((99, 1), (50, None), True), ((99, -99), (-1, -99), True),
])  # fmt: skip
def test_a_partner_is_one_by_its_newest_protocol_alone(at, older, newest, partner):
    agency = centres.agency()
    centres.protocol(at, agency, **dates(*older))
    centres.protocol(at, agency, version="2.0", **dates(*newest))
    centres.protocol(centres.centre(), agency, **dates(9, None if not partner else 1))
    assert (agency in Agency.objects.partners_of(at.pk, today())) is partner


def dates(signed, review):
    return {"signed_on": days_ago(signed), "review_on": None if review is None else days_ago(review)}
