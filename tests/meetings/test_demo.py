"""The demo is made once for this module, for a Saturday: its meeting had to be moved to a day off."""

from datetime import UTC, datetime, timedelta
from io import StringIO
from typing import Any

import pytest
from django.contrib.auth.password_validation import validate_password
from django.core.management import CommandError, call_command
from django.db import models
from django.db.models import Value
from django.db.models.functions import Concat
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from localflavor.gb.forms import GBPostcodeField
from nhs_number import is_valid

from accounts.models import User
from cases.models import (
    Action,
    Advice,
    Assessment,
    Case,
    CaseShareWithPerson,
    Closure,
    Contact,
    Deputy,
    Lead,
    Offer,
    RestrictedNote,
    Review,
    SteppingUp,
)
from cases.status import (
    ActionStatus,
    CaseStatus,
    CheckResult,
    Closing,
    LeadStatus,
    OfferStatus,
    ReviewDecision,
    StepUpStatus,
)
from centres.models import Agency, Centre, Membership
from consent.models import Agreement, SharingWish
from consent.status import AgreementStatus
from documents.models import Document
from families.models import Address, Adult, Child, Family
from families.pairs import BORN, likely_pairs
from inputs import words
from meetings.demo.build import meet_today
from meetings.demo.people import PASSWORD, PEOPLE
from meetings.demo.situations import SITUATIONS
from meetings.models import AgendaItem, Attendance, Decision, GuestItem, Meeting, Minutes
from meetings.rhythm import bank_holidays
from meetings.status import DecisionKind, ItemKind, ItemStatus, MeetingStatus, MinutesStatus, Present
from meetings.times import needed_as_guest
from referrals.models import Feedback, Referral
from referrals.status import FeedbackKind, ReferralStatus
from tests.factories import centres
from tests.meetings.demo_made import DAY, FIRST, SECOND, Made, family_of, people, shown_to, snapshot


def test_the_same_day_makes_the_same_demo(demo: Made) -> None:
    assert snapshot() == demo.second_by_itself


def test_no_rule_refused_what_the_tables_ask_for(demo: Made) -> None:
    assert [failed for world in demo.worlds for failed in world.failed] == []


def test_two_centres_five_agencies_sixty_and_twenty_five_families_one_of_them_twice(demo: Made) -> None:
    assert Agency.objects.count() == 5
    assert {centre.name: centre.families.count() for centre in Centre.objects.all()} == {
        FIRST.name: 60 + 1,
        SECOND.name: 25,
    }


def test_the_manager_has_a_likely_duplicate_to_look_at(demo: Made) -> None:
    newest = Family.objects.filter(centre__name=FIRST.name).latest("pk")
    found = likely_pairs([newest.centre_id], of=newest.pk, most=9)
    assert found and found[0].strength & BORN


@pytest.mark.parametrize(
    ("rows", "field", "choices"),
    [
        (Referral, "status", ReferralStatus),
        (Feedback, "kind", FeedbackKind),
        (Case, "status", CaseStatus),
        (Case, "closing", Closing),
        (Lead, "status", LeadStatus),
        (Action, "status", ActionStatus),
        (Offer, "status", OfferStatus),
        (Closure, "check_result", CheckResult),
        (SteppingUp, "status", StepUpStatus),
        (Review, "decision", ReviewDecision),
        (Agreement, "status", AgreementStatus),
        (AgendaItem, "status", ItemStatus),
        (AgendaItem, "kind", ItemKind),
        (Decision, "kind", DecisionKind),
        (Minutes, "status", MinutesStatus),
        (Attendance, "present", Present),
    ],
)
def test_every_state_is_there(demo: Made, rows: type[models.Model], field: str, choices: Any) -> None:
    found = set(rows._default_manager.order_by().values_list(field, flat=True))
    assert set(choices.values) <= found


def test_no_meeting_is_left_running(demo: Made) -> None:
    assert set(Meeting.objects.values_list("status", flat=True)) == set(MeetingStatus.values) - {MeetingStatus.RUNNING}


def test_nhs_numbers_are_valid_and_belong_to_test_patients(demo: Made) -> None:
    people = [Child, Adult]
    given = [
        number for who in people for number in who.objects.exclude(nhs_number="").values_list("nhs_number", flat=True)
    ]
    assert len(given) > 100
    assert len(set(given)) == len(given)
    assert all(is_valid(number) and number.startswith("999") for number in given)


def test_postcodes_are_of_the_right_form(demo: Made) -> None:
    given = [*Address.objects.values_list("postcode", flat=True), *Centre.objects.values_list("postcode", flat=True)]
    assert all(GBPostcodeField().clean(postcode) == postcode for postcode in given)


def test_telephone_numbers_are_kept_for_drama(demo: Made) -> None:
    given = [
        *Adult.objects.exclude(phone="").values_list("phone", flat=True),
        *User.objects.exclude(phone="").values_list("phone", flat=True),
        *Centre.objects.values_list("duty_phone", flat=True),
    ]
    assert all(number.startswith(("01632 960", "07700 900")) and len(number) == 12 for number in given)


def test_the_centres_share_nothing(demo: Made) -> None:
    first, second = Centre.objects.get(name=FIRST.name), Centre.objects.get(name=SECOND.name)
    for field in ("user_id", "agency_id"):
        here = set(Membership.objects.filter(centre=first).values_list(field, flat=True))
        there = set(Membership.objects.filter(centre=second).values_list(field, flat=True))
        assert not here & there
    assert not SharingWish.objects.filter(family__centre=second, agency__protocols__centre=first).exists()
    assert not Attendance.objects.filter(meeting__centre=second, user__memberships__centre=first).exists()


def test_there_is_one_meeting_today_with_a_full_agenda(demo: Made) -> None:
    meeting = Meeting.objects.get(on=DAY)
    kinds = list(meeting.items.values_list("kind", flat=True))
    assert (meeting.centre.name, meeting.status) == (FIRST.name, MeetingStatus.PLANNED)
    assert len(kinds) >= 10
    assert kinds.count(ItemKind.REFERRAL) >= 3
    assert kinds.count(ItemKind.REVIEW) >= 3
    assert kinds.count(ItemKind.PROGRESS) >= 2


def test_today_a_guest_is_invited_to_one_item(demo: Made) -> None:
    asked = GuestItem.objects.get()
    assert (asked.attendance.user.name, asked.attendance.job) == ("Odette Farrow", "Children's audiologist")
    assert (asked.item.meeting.on, asked.item.family) == (DAY, family_of("more_needed"))


def test_the_chair_reads_who_comes_for_which_item_and_when(demo: Made) -> None:
    item = GuestItem.objects.get().item
    agenda, _ = shown_to(item.meeting.chair.name)
    row = agenda.split(f'id="item-{item.pk}"')[1].split("</tr>")[0]
    assert "Guest: Odette Farrow, Thornmere Community NHS Trust" in row
    assert "Guest: comes for 1 item, from about " in agenda


def test_the_guest_finds_their_item_alone_and_when_they_are_needed(demo: Made) -> None:
    meeting, mine = Meeting.objects.get(on=DAY), family_of("more_needed").name
    needed = needed_as_guest(User.objects.get(name="Odette Farrow"), [meeting])[meeting.pk]
    agenda, home = shown_to("Odette Farrow")
    assert f"You come as a guest, for 1 item: you are needed from about {words.time(needed.starts)}" in agenda
    assert f"You come as a guest, for 1 item: from about {words.time(needed.starts)}" in home
    on_it = set(meeting.items.exclude(family=None).values_list("family__name", flat=True))
    assert {name for name in on_it if name in agenda + home} == {mine}


def test_a_year_of_meetings_was_held_on_working_days(demo: Made) -> None:
    held = Meeting.objects.filter(centre__name=FIRST.name, status=MeetingStatus.CLOSED)
    assert held.count() == 26
    assert all(bank_holidays().is_work_day(meeting.on, division="england-and-wales") for meeting in held)


def test_all_minutes_are_approved_but_the_last(demo: Made) -> None:
    last = Meeting.objects.filter(centre__name=FIRST.name, status=MeetingStatus.CLOSED).latest("on")
    drafts = Minutes.objects.latest().filter(meeting__centre__name=FIRST.name, status=MinutesStatus.DRAFT)
    assert [minutes.meeting for minutes in drafts] == [last]


def test_pdfs_are_due_for_the_last_two_meetings_only(demo: Made) -> None:
    recent = Minutes.objects.filter(meeting__on__gte=DAY - timedelta(weeks=6))
    assert set(Document.objects.values_list("subject_id", flat=True)) <= set(recent.values_list("pk", flat=True))


@pytest.mark.parametrize("situation", [story.key for story in SITUATIONS])
def test_the_family_of_every_situation_can_be_found(demo: Made, situation: str) -> None:
    assert family_of(situation).children.exists()


def test_an_agreement_was_withdrawn_while_the_case_is_open(demo: Made) -> None:
    family = family_of("consent_withdrawn")
    assert family.cases.get().status == CaseStatus.OPEN
    assert not family.agreements.in_force(DAY).exists()


def test_an_agreement_runs_out_in_ten_days(demo: Made) -> None:
    assert family_of("agreement_runs_out").agreements.get().until == DAY + timedelta(days=10)


def test_a_review_and_actions_are_late(demo: Made) -> None:
    assert Review.objects.pending().filter(due_on__lt=DAY, case__family=family_of("debt_housing")).exists()
    assert Action.objects.overdue(DAY).filter(centre__name=FIRST.name).count() >= 2


def test_an_open_case_stands_without_a_lead_because_the_offer_was_declined(demo: Made) -> None:
    case = family_of("grandparent").cases.get()
    assert case in Case.objects.without_lead()
    assert case.leads.get().status == LeadStatus.DECLINED


def test_an_address_is_confidential_and_an_agency_left_out(demo: Made) -> None:
    family = family_of("confidential_address")
    assert family.addresses.get(until=None).confidential
    assert family.wishes.filter(included=False, until=None).exclude(words="").exists()


def test_a_case_is_shared_with_somebody(demo: Made) -> None:
    assert CaseShareWithPerson.objects.filter(until__gt=DAY).exists()


def test_two_restricted_notes_name_one_reader_each(demo: Made) -> None:
    found = RestrictedNote.objects.exclude(kind="supervision").order_by("kind")
    assert [(one.kind, one.case.centre.name) for one in found] == [
        ("domestic_abuse", FIRST.name),
        ("health", FIRST.name),
    ]
    assert all(one.readers.get().user_id != one.by_id for one in found)


def test_leave_advice_and_supervision_are_there(demo: Made) -> None:
    assert set(Deputy.objects.values_list("status", flat=True)) == {"accepted", "asked"}
    assert Advice.objects.waiting().exists() and Advice.objects.exclude(answered_at=None).exists()
    assert RestrictedNote.objects.get(kind="supervision").about


def test_nothing_is_recorded_of_days_to_come(demo: Made) -> None:
    assert not Referral.objects.filter(submitted_at__date__gt=DAY).exists()
    assert not Minutes.objects.filter(made_at__date__gt=DAY).exists()
    assert not Contact.objects.filter(on__gte=DAY).exists()


def test_contacts_say_who_was_seen_who_was_there_and_when_they_were_written_down(demo: Made) -> None:
    found = Contact.objects.filter(case__family__name="Hartley", kind="visit")
    together = found.get(colleagues__isnull=False)
    told = f"{together.saw_children.get()} and {together.saw_adults.get()}"
    late = timezone.localdate(together.entered_at) - together.on
    assert (told, late, found.filter(at__isnull=False).exists()) == (
        "Idris Hartley and Nasreen Hartley", timedelta(days=2), True,
    )  # fmt: skip


def test_one_family_was_assessed_twice_and_another_is_being_assessed_again(demo: Made) -> None:
    versions = Assessment.objects.order_by("case__family__name", "version")
    found = [(str(one.case.family), one.version, one.finished_on is not None) for one in versions]
    assert found == [
        ("Hartley", 1, True), ("Hartley", 2, False), ("Siddiqui", 1, True), ("Siddiqui", 2, True),
    ]  # fmt: skip


def test_the_clock_is_put_back_afterwards(demo: Made) -> None:
    assert abs(timezone.now() - datetime.now(tz=UTC)) < timedelta(minutes=1)


# --- the people ---------------------------------------------------------------------------------------------


def test_the_people_are_listed_in_the_order_agreed(demo: Made) -> None:
    roles = [(one["role"], one["centre"]) for one in people()]
    assert roles[:9] == [
        ("health_visitor", FIRST.name),
        ("health_visitor", FIRST.name),
        ("family_support_worker", FIRST.name),
        ("family_support_worker", FIRST.name),
        ("centre_manager", FIRST.name),
        ("link_social_worker", FIRST.name),
        ("psychologist", FIRST.name),
        ("administrator", FIRST.name),
        ("information_lead", FIRST.name),
    ]
    assert [one for one in roles if one[1] == SECOND.name][:2] == [
        ("health_visitor", SECOND.name),
        ("centre_manager", SECOND.name),
    ]


def test_everybody_signs_in_with_e_mail_and_password_alone(demo: Made) -> None:
    for one in people():
        browser = Client()
        answer = browser.post(reverse("account_login"), {"login": one["email"], "password": one["password"]})
        assert answer.status_code == 302, one["email"]
        assert "_auth_user_id" in browser.session


def test_the_password_is_one_that_the_product_would_accept(demo: Made) -> None:
    for user in User.objects.all():
        validate_password(PASSWORD, user)


def test_everybody_listed_works_there_today(demo: Made) -> None:
    listed = {one.email for one in PEOPLE if not one.left}
    assert set(Membership.objects.in_force(DAY).values_list("user__email", flat=True)) == listed


def test_supervision_and_line_management_are_two_people(demo: Made) -> None:
    worker = Membership.objects.get(user__email="danielle.okoro@alderbrook.example")
    assert worker.supervisor is not None
    assert worker.supervisor != worker.line_manager


# --- the command --------------------------------------------------------------------------------------------


def test_making_it_again_changes_nothing(demo: Made) -> None:
    before = Family.objects.count(), Meeting.objects.count()
    out = StringIO()
    call_command("demo_data", stdout=out)
    assert "there already" in out.getvalue()
    assert (Family.objects.count(), Meeting.objects.count()) == before


def test_three_days_later_the_meeting_that_nobody_opened_is_moved_to_that_day(demo: Made) -> None:
    later = DAY + timedelta(days=3)
    assert meet_today(later).items.count() >= 10
    assert meet_today(later) is None


def test_it_is_never_made_beside_a_centre_that_is_not_the_demos(db: None) -> None:
    centres.centre(name="A real centre")
    with pytest.raises(CommandError, match="A real centre"):
        call_command("demo_data")


def test_without_the_demo_there_is_nobody_to_list(demo: Made) -> None:
    User.objects.update(email=Concat("id", Value("@example.org")))
    with pytest.raises(CommandError, match="demo_data"):
        call_command("demo_people", "--json", stdout=StringIO())
