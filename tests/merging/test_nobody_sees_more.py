"""After a merge nobody sees what the family's wishes kept from them before, and nobody comes into another's case."""

import pytest

from audit.services import record_reads
from cases.models import Case
from consent.querysets import agreed
from families.models import Family
from meetings.editions import agency_edition
from meetings.models import AgendaItem
from meetings.services.minutes import make_minutes
from referrals.models import Referral
from reports.family_copy import readers_of
from reports.records import records_about
from tests.days import today
from tests.factories import cases, centres, families, meetings, referrals
from tests.finding import finding
from tests.merging.twice import merged, twice, undone

pytestmark = pytest.mark.django_db


@pytest.fixture
def of():
    made = twice()
    made.extra["team"] = meetings.team(made.at)
    return made


@pytest.fixture
def team(of):
    return of.extra["team"]


def known_to(of, family, *agencies, but=()):
    family.wishes.filter(agency__in=[*agencies, *but], until=None).update(until=today())
    for agency in agencies:
        families.wish(family, agency, by=of.manager)
    for agency in but:
        families.wish(family, agency, by=of.manager, included=False)


def test_whoever_works_for_an_agency_that_either_record_excludes_is_out(of, team):
    case = cases.case_led_by(team.housing_officer, of.at, of=of.kept, by=team.health_visitor)
    known_to(of, of.kept, team.housing)
    known_to(of, of.gone, but=[team.housing])
    assert Case.objects.visible_to(team.housing_officer).exists()
    merged(of)
    assert not Case.objects.visible_to(team.housing_officer).exists()
    assert case in Case.objects.without_lead()


def test_who_takes_part_in_one_case_does_not_come_into_the_other(of, team):
    closed = cases.closed_case(of.at, of=of.gone, by=team.health_visitor)
    running = cases.case_led_by(team.support_worker, of.at, of=of.kept, by=team.health_visitor)
    merged(of)
    assert list(Case.objects.visible_to(team.support_worker)) == [running]
    assert closed not in Case.objects.header_visible_to(team.support_worker)


def test_whoever_referred_one_sees_their_own_referral_and_no_other(of, team):
    mine = referrals.answered_referral(by=team.health_visitor, at=of.at, family=of.kept)
    theirs = referrals.answered_referral(by=team.housing_officer, at=of.at, family=of.gone)
    merged(of)
    assert list(Referral.objects.visible_to(team.health_visitor)) == [mine]
    assert list(Referral.objects.visible_to(team.housing_officer)) == [theirs]


def test_an_agenda_shows_no_agency_what_one_record_alone_let_it_know(of, team):
    known_to(of, of.kept, team.trust)
    referrals.answered_referral(by=team.health_visitor, at=of.at, family=of.kept)
    case = cases.case_without_lead(of=of.gone, by=team.support_worker)
    families.agreement(of.kept, by=of.manager)
    item = meetings.progress_item(meetings.running_meeting(team), team, case=case)
    assert item not in AgendaItem.objects.visible_to(team.health_visitor)
    merged(of)
    assert item not in AgendaItem.objects.visible_to(team.health_visitor)
    known_to(of, of.kept, team.trust)
    assert item in AgendaItem.objects.visible_to(team.health_visitor)


def minutes_of(of, team):
    known_to(of, of.gone, team.trust, team.council)
    case = cases.case_without_lead(of=of.gone, by=team.health_visitor)
    meeting = meetings.closed_meeting(team)
    meetings.progress_item(meeting, team, case=case, status="decided")
    return make_minutes(meeting=meeting, by=of.manager, on=today())


def test_minutes_from_before_follow_the_wishes_of_what_remains(of, team):
    minutes = minutes_of(of, team)
    known_to(of, of.kept, team.trust, but=[team.council])
    merged(of)
    shown = {
        agency: len(agency_edition(minutes, agency.pk, today()).content["items"])
        for agency in (team.trust, team.council)
    }
    assert shown == {team.trust: 1, team.council: 0}


def test_minutes_from_between_follow_the_wishes_of_the_record_that_is_its_own_again(of, team):
    known_to(of, of.kept, team.trust)
    merge = merged_after(of, team)
    meeting = meetings.closed_meeting(team)
    meetings.progress_item(meeting, team, case=Case.objects.get(), status="decided")
    minutes = make_minutes(meeting=meeting, by=of.manager, on=today())
    undone(merge, of.manager)
    of.gone.wishes.update(until=today())
    known_to(of, of.gone, but=[team.trust])
    assert agency_edition(minutes, team.trust.pk, today()).content["items"] == []


def merged_after(of, team):
    known_to(of, of.gone, team.trust)
    cases.case_without_lead(of=of.gone, by=team.health_visitor)
    return merged(of)


def test_nobody_but_its_manager_finds_it_by_the_reference_of_what_is_gone(of, team):
    merged(of)
    found = {who: finding(who, of.gone.reference).rows for who in (of.manager, team.health_visitor)}
    assert [row.family for row in found[of.manager]] == [of.kept]
    assert found[team.health_visitor] == []


def test_a_search_for_its_names_finds_one_family(of):
    Family.objects.filter(pk=of.gone.pk).update(name="Brandt")
    merged(of)
    for typed in ("Brandt", "Grace Okafor", "Ada"):
        assert [row.family for row in finding(of.manager, typed).rows] == [of.kept]


def test_a_confidential_address_is_not_found_by_the_postcode_of_the_other_record(of):
    of.gone.addresses.update(confidential=True)
    merged(of)
    assert finding(of.manager, "LS1 4AP").rows == []


def readers(family):
    return {reader.name for reader in readers_of(family, list(family.cases.all()))}


def test_the_familys_copy_names_whoever_saw_either_record(of, team):
    record_reads(by=team.health_visitor, subjects=[of.gone], where="family")
    record_reads(by=team.support_worker, subjects=[of.kept], where="family")
    merged(of)
    assert readers(of.kept) == {team.health_visitor.name, team.support_worker.name}
    assert {of.kept.pk, of.gone.pk} <= set(records_about(of.kept)["families.family"])


def test_whoever_saw_the_two_as_one_saw_both(of, team):
    merge = merged(of)
    record_reads(by=team.health_visitor, subjects=[of.kept], where="family")
    undone(merge, of.manager)
    record_reads(by=team.support_worker, subjects=[of.kept], where="family")
    assert readers(of.gone) == {team.health_visitor.name}
    assert readers(of.kept) == {team.health_visitor.name, team.support_worker.name}


def test_an_agreement_in_force_is_in_force_for_what_remains(of, team):
    case = cases.case_without_lead(of=of.gone, by=team.health_visitor)
    merged(of)
    assert Case.objects.filter(agreed(today()), pk=case.pk).exists()
    assert not Family.objects.filter(pk=of.gone.pk).exists()


def test_an_excluded_agency_may_not_refer_what_remains(of, team):
    from referrals.querysets import families_known_to

    referrals.answered_referral(by=team.housing_officer, at=of.at, family=of.kept)
    known_to(of, of.gone, but=[team.housing])
    assert of.kept in families_known_to(team.housing_officer)
    merged(of)
    assert of.kept not in families_known_to(team.housing_officer)


def test_a_person_of_another_centre_is_shown_nothing_of_a_merge(of):
    from merging.models import Merge

    merged(of)
    assert not Merge.objects.visible_to(centres.manager(centres.centre())).exists()
