"""One record of two: who and what goes where, and what does not become one."""

import pytest

from audit.models import Entry
from cases.models import Case
from consent.models import Agreement, SharingWish
from families.models import Address, Adult, Care, Child, Family, FormerName, LookAlike, SearchRow
from families.services import mark_look_alike
from inputs.errors import NotAllowed, RuleBroken
from merging.changes import digest_of
from merging.planning import Same
from merging.services import merge_families, planned_merge
from referrals.models import Referral
from tests.days import days_ago, today
from tests.factories import cases, centres, families, meetings, notes, referrals, sharing
from tests.merging.twice import merged, twice
from transfer.models import ImportRow

pytestmark = pytest.mark.django_db


@pytest.fixture
def of():
    return twice()


def refused(of, code, **fields):
    with pytest.raises(RuleBroken) as broken:
        merged(of, **fields)
    assert broken.value.code == code
    return broken.value


def test_one_record_is_left_and_the_other_stays_out_of_sight(of):
    merged(of)
    assert (list(Family.objects.all()), Family.every.count()) == ([of.kept], 2)


def test_who_is_said_to_be_one_is_one_and_whoever_is_not_is_added(of):
    ben = Child.objects.create(family=of.gone, name="Ben", date_of_birth=days_ago(300))
    merged(of)
    assert set(of.kept.children.values_list("name", flat=True)) == {"Ada Okafor-Lind", "Ben"}
    assert (Child.objects.count(), Child.every.count(), ben.cares.count()) == (2, 3, 0)


def test_two_who_are_said_to_be_two_stay_two(of):
    merged(of, Same({}, {}))
    assert (of.kept.children.count(), of.kept.adults.count(), of.gone.children.count()) == (2, 2, 0)


def test_what_is_not_known_of_somebody_is_what_the_other_record_says(of):
    of.gone.children.update(nhs_number="9014076000")
    of.gone.adults.update(email="grace@example.org", phone="07700 900999")
    merged(of)
    mother = of.kept.adults.get()
    assert (of.kept.children.get().nhs_number, mother.email, mother.phone) == (
        "9014076000", "grace@example.org", "07700 900123",
    )  # fmt: skip


def test_a_child_expected_on_one_record_is_born_on_the_other(of):
    of.kept.children.update(name="", date_of_birth=None, expected_on=days_ago(700))
    merged(of)
    child = of.kept.children.get()
    assert (child.name, child.unborn, child.expected_on) == ("Ada Okafor-Lind", False, None)


def test_another_name_is_kept_as_a_former_one(of):
    of.gone.children.update(name="Adah Lind")
    Family.objects.filter(pk=of.gone.pk).update(name="Lind")
    merged(of)
    assert set(FormerName.objects.values_list("name", "child__name")) == {
        ("Adah Lind", "Ada Okafor-Lind"), ("Lind", None),
    }  # fmt: skip


def test_does_not_have_parental_responsibility_goes_before_has(of):
    of.gone.adults.get().cares.update(responsibility="no")
    merged(of)
    assert Care.objects.get(adult=of.kept.adults.get()).responsibility == "no"


def test_who_cares_for_an_added_child_is_known(of):
    ben = Child.objects.create(family=of.gone, name="Ben", date_of_birth=days_ago(300))
    Care.objects.create(adult=of.gone.adults.get(), child=ben, relation="mother", responsibility="yes")
    merged(of)
    assert [care.adult for care in ben.cares.all()] == [of.kept.adults.get()]


def test_how_to_reach_them_safely_is_what_both_records_say(of):
    Family.objects.filter(pk=of.gone.pk).update(safe_contact="Never ring the house", interpreter_needed=True)
    merged(of)
    assert of.kept.safe_contact == "Text before calling\n\nNever ring the house"
    assert of.kept.interpreter_needed


@pytest.mark.parametrize("side", ["kept", "gone"])
def test_an_address_that_is_confidential_on_either_record_is_so_on_both(of, side):
    getattr(of, side).addresses.update(confidential=True)
    merged(of)
    assert set(Address.objects.values_list("family", "confidential")) == {(of.kept.pk, True)}


def test_a_former_address_at_the_postcode_of_a_confidential_one_is_confidential(of):
    of.gone.addresses.update(confidential=True, postcode="LS2 9JT")
    before = Address.objects.create(
        family=of.kept, lines="2 Ash St", postcode="LS2 9JT", since=days_ago(900), until=days_ago(600)
    )
    merged(of)
    before.refresh_from_db()
    assert before.confidential


def test_the_newer_address_is_the_current_one(of):
    of.gone.addresses.update(lines="9 New Road", since=days_ago(5))
    merged(of)
    assert of.kept.addresses.get(until=None).lines == "9 New Road"


def test_everything_that_hangs_on_a_family_goes_along(of):
    team = meetings.team(of.at)
    case = cases.case_without_lead(of=of.gone, by=team.health_visitor)
    item = meetings.progress_item(meetings.meeting(team), team, case=case)
    contact = cases.contact(case, by=team.health_visitor, saw=[of.gone.children.get(), of.gone.adults.get()])
    action = cases.action(team.health_visitor, of.at, case=case, for_adult=of.gone.adults.get())
    decision = sharing.decision(of.gone, by=of.manager)
    families.wish(of.gone, team.housing, by=of.manager, included=False)
    merged(of)
    for one in (case, item, decision, action):
        one.refresh_from_db()
    assert {case.family, item.family, decision.family, Agreement.objects.get().family} == {of.kept}
    assert SharingWish.objects.get(agency=team.housing).family == of.kept
    assert list(contact.saw_children.all()) == list(of.kept.children.all())
    assert {*contact.saw_adults.all(), action.for_adult, Agreement.objects.get().given_by} == {of.kept.adults.get()}
    assert list(Referral.objects.get().children.all()) == list(of.kept.children.all())


def test_parts_of_an_item_go_along_in_one_step(of):
    team = meetings.team(of.at)
    case = cases.case_without_lead(of=of.gone, by=team.health_visitor)
    item = meetings.progress_item(meetings.meeting(team), team, case=case)
    type(item).objects.create(
        meeting=item.meeting, kind="part", family=of.gone, case=case, part_of=item, title="Housing", position=9
    )
    merged(of)
    assert set(item.meeting.items.values_list("family", flat=True)) == {of.kept.pk}


def test_a_row_of_a_list_that_may_be_the_family_may_be_what_remains(of):
    from tests.factories import imports

    imports.checked(of.at, by=of.manager, known=of.gone)
    merged(of)
    assert ImportRow.objects.get(number=2).known == of.kept


def test_what_it_is_found_by_is_in_one_row(of):
    Family.objects.filter(pk=of.gone.pk).update(name="Brandt")
    merged(of)
    assert SearchRow.objects.filter(family=of.gone).count() == 0
    assert "brandt" in SearchRow.objects.get(family=of.kept).named


def test_its_reference_finds_what_remains(of):
    merged(of)
    assert list(Family.objects.visible_to(of.manager).search(of.gone.reference)) == [of.kept]


def test_what_was_merged_into_it_before_leads_on_in_one_step(of):
    third = families.family(of.at)
    merged(of)
    later = type(of)(of.at, of.manager, kept=third, gone=of.kept)
    merged(later)
    assert {Family.every.get(pk=one.pk).merged_into for one in (of.kept, of.gone)} == {third}
    assert set(Adult.every.exclude(merged_into=None).values_list("merged_into", flat=True)) == {third.adults.get().pk}


def test_it_is_in_the_log_of_both(of):
    made = merged(of)
    lines = Entry.objects.filter(verb="merge_families", by=of.manager)
    assert set(lines.values_list("subject_id", "detail__merge")) == {(of.kept.pk, made.pk), (of.gone.pk, made.pk)}


# --- when it is refused ------------------------------------------------------------------------------------------


def test_two_open_cases_do_not_become_one(of):
    by = centres.health_visitor(of.at)
    for family in (of.kept, of.gone):
        cases.case_without_lead(of=family, by=by)
    broken = refused(of, "two_open_cases")
    assert all(case.reference in broken.sentence for case in Case.objects.all())


def test_an_open_case_and_a_closed_one_become_the_familys_two(of):
    by = centres.health_visitor(of.at)
    cases.case_without_lead(of=of.kept, by=by)
    cases.closed_case(of.at, of=of.gone, by=by)
    merged(of)
    assert of.kept.cases.count() == 2


def test_two_referrals_that_wait_do_not_become_one(of):
    by = centres.health_visitor(of.at)
    for family in (of.kept, of.gone):
        referrals.submitted_referral(by=by, at=of.at, family=family)
    refused(of, "two_waiting")


@pytest.mark.parametrize("agreed", ["kept", "gone"])
def test_an_agreement_of_one_record_does_not_open_the_work_on_the_other(of, agreed):
    other = of.gone if agreed == "kept" else of.kept
    case = cases.case_without_lead(of=other, by=centres.health_visitor(of.at))
    cases.without_agreement(case)
    Agreement.objects.filter(family=other, status="withdrawn").update(withdrawn_on=days_ago(90))
    families.agreement(getattr(of, agreed), by=of.manager)
    refused(of, "agreement_would_open")


def test_a_no_that_was_said_since_is_a_no_for_both(of):
    families.agreement(of.kept, by=of.manager)
    families.withdrawn_agreement(of.gone, by=of.manager)
    refused(of, "said_no_since")


def test_a_yes_that_was_said_since_is_a_yes(of):
    families.withdrawn_agreement(of.gone, by=of.manager, given_on=days_ago(200))
    Agreement.objects.update(withdrawn_on=days_ago(100))
    families.agreement(of.kept, by=of.manager)
    assert merged(of)


def test_two_who_have_different_nhs_numbers_are_two(of):
    of.kept.children.update(nhs_number="9014076000")
    of.gone.children.update(nhs_number="9434765919")
    broken = refused(of, "two_nhs_numbers")
    assert broken.field == f"child_{of.gone.children.get().pk}"


def test_two_who_have_one_nhs_number_are_one(of):
    Child.objects.update(nhs_number="9014076000")
    refused(of, "one_nhs_number", same=Same({}, {}))


def test_nobody_is_two_people_of_the_other_record(of):
    second = Child.objects.create(family=of.gone, name="Ada", date_of_birth=days_ago(740))
    ada = of.kept.children.get().pk
    refused(of, "one_is_two", same=Same({of.gone.children.first().pk: ada, second.pk: ada}, {}))


def test_somebody_of_a_third_family_is_nobody_of_these(of):
    stranger = families.family(of.at).children.get()
    refused(of, "stale_people", same=Same({of.gone.children.get().pk: stranger.pk}, {}))


def test_families_that_only_look_alike_are_not_merged(of):
    mark_look_alike(family=of.kept, others=[of.gone], reason="Twins' cousins", by=of.manager, on=today())
    refused(of, "marked_look_alike")
    LookAlike.objects.update(taken_back_at="2026-11-22T10:00Z", taken_back_by=of.manager)
    assert merged(of)


def test_families_of_two_centres_are_not_merged(of):
    centres.member(at := centres.centre(), "centre_manager", user=of.manager)
    of.gone = families.family(at)
    refused(of, "other_centre")


def test_a_record_is_not_merged_with_itself(of):
    of.gone = of.kept
    with pytest.raises(RuleBroken) as broken:
        merge_families(kept=of.kept, gone=of.kept, same=Same(), reason="Why", shown="", by=of.manager, on=today())
    assert broken.value.code == "same_family"


def test_it_is_said_why(of):
    refused(of, "no_reason", reason=" ")


def test_what_was_shown_is_what_is_done(of):
    facts = {"kept": of.kept, "gone": of.gone, "same": of.same, "by": of.manager, "on": today()}
    shown = digest_of(planned_merge(**facts)[1])
    families.agreement(of.gone, by=of.manager)
    with pytest.raises(RuleBroken) as broken:
        merge_families(**facts, reason="Registered twice", shown=shown)
    assert broken.value.code == "stale_preview"


@pytest.mark.parametrize("role", ["administrator", "health_visitor", "support_worker"])
def test_nobody_but_the_manager_merges(of, role):
    of.manager = getattr(centres, role)(of.at)
    with pytest.raises(NotAllowed):
        merged(of)


def test_the_manager_of_another_centre_does_not_merge(of):
    of.manager = centres.manager(centres.centre())
    with pytest.raises(NotAllowed):
        merged(of)


def test_readers_of_a_note_are_those_it_had(of):
    lead = centres.support_worker(of.at)
    case = cases.case_led_by(lead, of.at, of=of.gone)
    note = notes.note(case, by=lead, readers=(reader := centres.health_visitor(of.at),))
    merged(of)
    assert [one.user for one in note.readers.all()] == [reader]
