"""From a list to families on record: the dry run, decisions, all or nothing."""

import pytest
from django.db import IntegrityError, transaction

from audit.models import Entry
from cases.models import Case, Lead
from cases.services import accept_lead, set_next_review
from consent.models import Agreement, SharingWish
from consent.services import record_agreement
from consent.status import AgreementStatus
from families.models import Address, Adult, Care, Child, Family
from inputs.errors import NotAllowed, RuleBroken
from meetings.proposals import proposals
from referrals.models import Referral
from referrals.status import ReferralStatus
from reminders.models import Reminder
from reports.indicators import by_decision
from tests.days import days_ago, later, today
from tests.factories import centres as make
from tests.factories import families, meetings
from tests.transfer.listed import agreed, brought, checked, file_of, first, open_case, place, row, uploaded, worked
from transfer import bringing
from transfer.models import ColumnMatch, Import, ImportRow
from transfer.services import carry_out, decide_row, discard_list, leave_out_all, match_columns, upload_list
from transfer.status import Decision, ImportStatus, Outcome

pytestmark = pytest.mark.django_db
RECORDS = (Family, Child, Adult, Care, Address, Agreement, SharingWish, Referral, Case, Lead)


@pytest.fixture
def at():
    return place()


def broken(code, verb, **facts):
    with pytest.raises(RuleBroken) as error:
        verb(**facts)
    assert error.value.code == code, error.value.sentence
    return error.value


def on_record():
    return {model.__name__: model.objects.count() for model in RECORDS}


def test_a_file_that_is_refused_leaves_nothing_behind(at):
    broken("no_rows", upload_list, centre=at.centre, name="x.csv", content=b"a,b\r\n", by=at.manager, on=today())
    assert (Import.objects.count(), ImportRow.objects.count()) == (0, 0)


def test_the_file_itself_is_not_kept_but_its_hash_is(at):
    found = uploaded(at, row())
    assert len(found.sha256) == 64
    assert first(found).said[0] == "Lind0001"


def test_one_list_at_a_time(at):
    uploaded(at, row())
    content = file_of(row())
    broken("other_open", upload_list, centre=at.centre, name="x.csv", content=content, by=at.manager, on=today())


def test_postgresql_keeps_a_second_open_list_out(at):
    found = uploaded(at, row())
    with pytest.raises(IntegrityError, match="import_one_open_per_centre"), transaction.atomic():
        Import.objects.create(centre=found.centre, by=at.manager)


@pytest.mark.parametrize("who", [make.administrator, make.support_worker, make.health_visitor])
def test_only_the_manager_brings_families_along(at, who):
    other = who(at.centre)
    with pytest.raises(NotAllowed, match="manager"):
        upload_list(centre=at.centre, name="x.csv", content=file_of(row()), by=other, on=today())


def test_the_manager_of_another_centre_does_not(at):
    found = checked(at, row())
    with pytest.raises(NotAllowed):
        carry_out(found=found, by=make.manager(make.centre()), on=today())


def test_how_columns_were_matched_is_remembered_for_the_centre(at):
    checked(at, row())
    assert ColumnMatch.objects.get(centre=at.centre).matching["familyname"] == "name"


@pytest.mark.parametrize(
    ("matching", "code"),
    [({"Family name": "name"}, "no_child"), ({"Child: date of birth": "child_1_born"}, "no_adult"),
     ({"Family name": "name", "Child: name": "name"}, "field_twice"), ({"Nothing": "name"}, "no_such_column"),
     ({"Family name": "shoe_size"}, "no_such_column")],
)  # fmt: skip
def test_columns_that_are_matched_wrongly_are_refused(at, matching, code):
    broken(code, match_columns, found=uploaded(at, row()), matching=matching, wording=None, by=at.manager, on=today())


def test_a_dry_run_changes_no_record(at):
    before = on_record()
    found = checked(at, row() | agreed() | open_case())
    assert found.status == ImportStatus.CHECKED
    assert first(found).outcome == Outcome.NEW
    assert on_record() == before


def test_a_row_that_cannot_be_says_why(at):
    found = checked(at, row(child_1_born="30/2/2024"), row(2))
    assert [one.outcome for one in found.rows.all()] == [Outcome.CANNOT, Outcome.NEW]
    assert first(found).problems == ["Child: date of birth: 30 February 2024 is not a date."]


@pytest.mark.parametrize(
    ("said", "sentence"),
    [
        ({"child_1_born": "1/3/2001"}, "must be under 18"),
        ({"child_1_born": "1/3/2199"}, "today or in the past"),
        ({"child_1_name": ""}, "name"),
        ({"child_1_nhs": "9434765919", "adult_1_nhs": "9434765919"}, "same NHS number"),
        ({"address": "1 Elm Street"}, "postcode"),
        ({"adult_1_name": ""}, "name of this parent"),
        (later(lambda: open_case(next_review_on=f"{days_ago(-43):%d/%m/%Y}")), "at most six weeks apart"),
        (later(lambda: open_case(tier="4")), "social care"),
        (later(lambda: open_case(case_opened_on=f"{days_ago(-1):%d/%m/%Y}")), "or earlier"),
        (later(lambda: open_case(lead_email="nobody@example.org")), "Nobody with this address"),
    ],
)
def test_what_the_owners_of_the_records_refuse_the_dry_run_refuses_in_their_words(at, said, sentence):
    (problem, *_) = first(checked(at, row(**said))).problems
    assert sentence in problem


def test_six_weeks_to_the_next_review_are_the_most(at):
    found = checked(at, row() | open_case(next_review_on=f"{days_ago(-42):%d/%m/%Y}"))
    assert first(found).outcome == Outcome.NEW


def test_all_or_nothing_one_row_that_cannot_be_keeps_every_other_out(at):
    found = checked(at, row(), row(2, child_1_born="soon"))
    before = on_record()
    broken("undecided", carry_out, found=found, by=at.manager, on=today())
    assert on_record() == before


def test_what_cannot_be_can_only_be_left_out(at):
    found = checked(at, row(child_1_born="soon"), row(2))
    broken("not_undecided", decide_row, row=first(found), decision=Decision.NEW, by=at.manager)
    decide_row(row=first(found), decision=Decision.LEAVE_OUT, by=at.manager)
    carry_out(found=found, by=at.manager, on=today())
    assert worked(found).status == ImportStatus.DONE
    assert [family.name for family in Family.objects.all()] == ["Lind0002"]


def test_a_family_with_everything_is_put_on_record(at):
    said = row(
        child_1_nhs="943 476 5919", adult_1_phone="07700 900123", address="1 Elm Street", postcode="ls14ap",
        confidential="yes", language="Polish", interpreter="yes", safe_contact="Text first", registered_on="1/2/2026",
    )  # fmt: skip
    found = brought(at, said | agreed() | open_case(lead_email=at.worker.email.upper(), worries="Sleep"))
    family = first(found).family
    (home,), (child,), (mother,) = family.addresses.all(), family.children.all(), family.adults.all()
    assert (home.postcode, home.confidential, child.nhs_number, mother.phone) == (
        "LS1 4AP", True, "9434765919", "07700 900123",
    )  # fmt: skip
    assert (family.language, family.interpreter_needed, family.created_by) == ("Polish", True, None)
    assert Care.objects.get().relation == "mother"
    case = family.cases.get()
    assert (case.opened_on, case.brought_on, case.tier) == (days_ago(100), today(), 2)
    assert case.reviews.get().due_on == days_ago(-14)


def test_every_case_has_a_referral_that_says_nobody_sent_it(at):
    brought(at, row() | agreed() | open_case())
    referral = Referral.objects.get()
    assert (referral.status, referral.brought_on, referral.referred_by) == (
        ReferralStatus.ACCEPTED, today(), at.manager,
    )  # fmt: skip
    assert list(referral.children.all()) == list(Child.objects.all())
    assert "Brought along" in referral.worries


def test_who_is_to_lead_is_asked_and_accepts(at):
    brought(at, row() | agreed() | open_case(lead_email=at.worker.email))
    lead = Lead.objects.get()
    assert (lead.user, lead.status) == (at.worker, "offered")
    accept_lead(lead=lead, by=at.worker, on=today())


def test_each_is_told_once_of_all_the_cases_they_are_asked_to_lead(at):
    brought(at, *[row(number) | agreed() | open_case(lead_email=at.worker.email) for number in (1, 2, 3)])
    assert "3 cases" in Reminder.objects.get(to=at.worker).sentence


def test_nobody_is_asked_to_lead_before_the_agreement_is_confirmed(at):
    found = brought(at, row() | open_case(lead_email=at.worker.email))
    assert Case.objects.count() == 1
    assert Lead.objects.count() == 0
    assert any("is not asked to lead until" in one for one in first(found).remarks)


def test_who_works_for_another_agency_is_not_asked_before_the_family_lets_it_know(at):
    other = make.health_visitor(at.centre)
    found = brought(at, row() | agreed() | open_case(lead_email=other.email))
    assert Lead.objects.count() == 0
    assert any("lets" in one for one in first(found).remarks)


def test_an_agreement_that_is_whole_is_in_force_with_the_words_that_were_heard(at):
    brought(at, row() | agreed())
    agreement = Agreement.objects.get()
    assert (agreement.status, agreement.given_on, agreement.wording) == (
        AgreementStatus.GIVEN, days_ago(20), at.wording,
    )  # fmt: skip
    assert SharingWish.objects.get().agency == at.agency


def test_without_knowing_which_words_were_heard_no_agreement_counts(at):
    found = brought(at, row() | agreed(), words=False)
    assert Agreement.objects.count() == 0
    assert any("which words" in one for one in first(found).remarks)


def test_an_agreement_older_than_a_year_has_run_out_and_is_to_be_confirmed(at):
    found = brought(at, row() | agreed(agreed_on=f"{days_ago(400):%d/%m/%Y}"))
    assert Agreement.objects.count() == 0
    assert any("has run out" in one for one in first(found).remarks)


def test_a_no_is_kept(at):
    ended = f"{days_ago(5):%d/%m/%Y}"
    brought(at, row() | agreed(agreement="refused"), row(2) | agreed(agreement="withdrawn", withdrawn_on=ended))
    assert sorted(Agreement.objects.values_list("status", flat=True)) == ["refused", "withdrawn"]
    assert not Agreement.objects.in_force(today()).exists()


def test_a_case_to_be_confirmed_stays_out_of_meetings_until_an_agreement_is_recorded(at):
    meeting = meetings.meeting(meetings.team(at.centre))
    found = brought(at, row() | open_case(next_review_on=f"{today():%d/%m/%Y}"))
    family = first(found).family
    assert family.pk not in {one.family_id for one in proposals(meeting, today())}
    record_agreement(
        family=family, given_by=family.adults.get(), capacity="parent_with_pr", how="signed", given_on=today(),
        by=at.manager, on=today(),
    )  # fmt: skip
    assert family.pk in {one.family_id for one in proposals(meeting, today())}


def test_the_weeks_to_the_next_review_count_from_the_day_it_was_brought_along(at):
    brought(at, row() | agreed() | open_case())
    set_next_review(case=Case.objects.get(), due_on=days_ago(-20), by=at.manager, on=today())


def test_a_review_that_is_late_already_is_late_here_too(at):
    found = brought(at, row() | agreed() | open_case(next_review_on=f"{days_ago(9):%d/%m/%Y}"))
    assert Case.objects.get().reviews.get().due_on == days_ago(9)
    assert any("is late" in one for one in first(found).remarks)


def test_what_was_brought_along_is_in_no_figure_of_referrals(at):
    brought(at, row() | agreed() | open_case())
    assert set(by_decision(at.centre, days_ago(200), today()).values()) == {0}


def test_rows_with_the_same_number_are_one_family(at):
    second = {"key": "17", "child_1_name": "Ada Lind", "child_1_born": "3/4/2023"}
    found = brought(at, row(key="17"), second)
    assert Family.objects.get().children.count() == 2
    assert [one.outcome for one in found.rows.all()] == [Outcome.NEW, Outcome.BELONGS]


def test_a_family_that_may_be_on_record_is_decided_by_a_person(at):
    known = families.family(at.centre, name="Lind0001", child_name="Bo Lind0001")
    found = checked(at, row(), row(2))
    assert (first(found).outcome, first(found).known) == (Outcome.MAYBE_KNOWN, known)
    broken("undecided", carry_out, found=found, by=at.manager, on=today())
    decide_row(row=first(found), decision=Decision.LEAVE_OUT, by=at.manager)
    carry_out(found=found, by=at.manager, on=today())
    worked(found)
    assert Family.objects.filter(name="Lind0001").get() == known


def test_a_family_that_only_looks_alike_is_brought_along_when_somebody_says_so(at):
    families.family(at.centre, name="Lind0001", child_name="Bo Lind0001")
    found = checked(at, row())
    decide_row(row=first(found), decision=Decision.NEW, by=at.manager)
    carry_out(found=found, by=at.manager, on=today())
    worked(found)
    assert Family.objects.filter(name="Lind0001").count() == 2


@pytest.mark.parametrize(
    "said",
    [{"child_1_nhs": "9434765919"}, {"adult_1_name": "GRACE OKAFOR"},
     later(lambda: {"child_1_name": "Adah Okafor", "child_1_born": f"{days_ago(740):%d/%m/%Y}"}),
     {"adult_1_name": "Grace Okafur", "address": "2 Ash Street", "postcode": "LS1 4AP"}],
)  # fmt: skip
def test_families_are_alike_by_number_name_birth_and_home(at, said):
    known = families.family(at.centre, name="Okafor")
    Child.objects.filter(family=known).update(nhs_number="9434765919")
    assert first(checked(at, row(**said))).known == known


def test_a_family_of_another_centre_is_not_hinted_at(at):
    families.family(make.centre(), name="Lind0001", child_name="Bo Lind0001")
    assert first(checked(at, row())).outcome == Outcome.NEW


def test_a_family_is_not_found_by_its_confidential_address(at):
    families.family(at.centre, name="Okafor", confidential=True)
    said = {"adult_1_name": "Grace Okafur", "address": "2 Ash Street", "postcode": "LS1 4AP"}
    assert first(checked(at, row(**said))).outcome == Outcome.NEW


def test_the_same_child_twice_in_the_list_is_for_a_person_to_look_at(at):
    found = checked(at, row(), row())
    assert [(one.outcome, one.resembles) for one in found.rows.all()] == [
        (Outcome.NEW, None), (Outcome.MAYBE_KNOWN, 2),
    ]  # fmt: skip


def test_the_same_nhs_number_twice_in_the_list_cannot_be(at):
    found = checked(at, row(child_1_nhs="9434765919"), row(2, child_1_nhs="9434765919"))
    assert "also in row 2" in found.rows.last().problems[0]


def test_a_family_put_on_record_since_the_check_stops_the_carrying_out(at):
    found = checked(at, row())
    carry_out(found=found, by=at.manager, on=today())
    families.family(at.centre, name="Lind0001", child_name="Bo Lind0001")
    found = worked(found)
    assert (found.status, Family.objects.count()) == (ImportStatus.CHECKED, 1)
    assert "your decision" in found.failure
    assert first(found).outcome == Outcome.MAYBE_KNOWN


def test_a_decision_holds_only_as_long_as_what_it_was_about(at):
    families.family(at.centre, name="Lind0001", child_name="Bo Lind0001")
    found = checked(at, row(), row(2))
    decide_row(row=first(found), decision=Decision.NEW, by=at.manager)
    families.family(at.centre, name="Lind0002", child_name="Bo Lind0002")
    Import.objects.filter(pk=found.pk).update(status=ImportStatus.MATCHED)
    found = worked(found)
    assert [one.decision for one in found.rows.all()] == [Decision.NEW, Decision.NONE]


def test_leaving_out_all_that_may_be_known(at):
    families.family(at.centre, name="Lind0001", child_name="Bo Lind0001")
    found = checked(at, row(), row(2))
    assert leave_out_all(found=found, outcome=Outcome.MAYBE_KNOWN, by=at.manager) == 1
    broken("not_to_leave_out", leave_out_all, found=found, outcome=Outcome.NEW, by=at.manager)


def test_what_was_carried_out_is_not_carried_out_twice(at):
    found = brought(at, row())
    broken("already_done", carry_out, found=found, by=at.manager, on=today())
    worked(found)
    assert Family.objects.count() == 1


def test_what_a_list_said_is_not_kept_beside_the_records(at):
    assert first(brought(at, row())).said == []


def test_a_list_that_is_discarded_leaves_no_row(at):
    found = checked(at, row())
    discard_list(found=found, by=at.manager, on=today())
    assert ImportRow.objects.count() == 0


def test_who_no_longer_manages_the_centre_brings_nothing_along(at):
    found = checked(at, row())
    carry_out(found=found, by=at.manager, on=today())
    at.manager.memberships.update(ends_on=days_ago(1))
    found = worked(found)
    assert (found.status, Family.objects.count()) == (ImportStatus.CHECKED, 0)
    assert "manager" in found.failure


def test_a_failure_in_the_middle_leaves_nothing_and_is_tried_again(at, monkeypatch):
    found = checked(at, row() | agreed() | open_case())
    carry_out(found=found, by=at.manager, on=today())
    before = on_record()

    def fails(**facts):
        raise ZeroDivisionError

    monkeypatch.setattr(bringing, "bring_cases", fails)
    found = worked(found)
    assert (found.status, found.attempts) == (ImportStatus.CHECKED, 3)
    assert "3 attempts" in found.failure
    assert on_record() == before


def test_every_record_has_its_line_in_the_log(at):
    brought(at, row() | agreed() | open_case(lead_email=at.worker.email))
    verbs = set(Entry.objects.filter(by=at.manager).values_list("verb", flat=True))
    assert verbs >= {
        "upload_list", "match_columns", "order_import", "bring_family", "bring_agreement", "record_wish",
        "bring_referral", "bring_case", "offer_lead", "carry_out_import",
    }  # fmt: skip


def test_families_are_written_by_the_hundred_not_one_by_one(at, django_assert_max_num_queries):
    found = checked(at, *[row(number) | agreed() | open_case() for number in range(1, 41)])
    carry_out(found=found, by=at.manager, on=today())
    with django_assert_max_num_queries(80):
        worked(found)
    assert Case.objects.count() == 40
