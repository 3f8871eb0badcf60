"""What each person around a case may do there: one line for each question, written by hand from access.md.

What a role alone decides stands in tests/access/test_roles.py.
"""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.utils import timezone

from cases import policies
from cases.access import grant
from cases.status import NoteKind
from centres.models import Membership
from centres.status import Role
from consent.models import KindWish
from consent.status import Information
from tests.days import days_ago
from tests.factories import cases, centres, notes

pytestmark = pytest.mark.django_db

CASEWORK = {
    "manager", "lead", "deputy", "member", "social", "supervisor", "reader", "emergency", "owner", "asked", "adviser",
    "colleague",
}  # fmt: skip
ALL = CASEWORK | {"administrator", "information", "elsewhere", "turned"}
OPENS = {"manager", "lead", "deputy", "member", "social", "supervisor", "reader", "emergency"}
WORKS = {"manager", "lead", "deputy", "member", "social"}
COORDINATES = {"manager", "lead", "deputy"}
LEADS = {"manager", "lead"}  # what who stands in does not do


@pytest.fixture
def at():
    """A case and somebody for each way to stand to it."""
    return Around(cases.case_without_lead())


class Around:
    """The people around a case, each with one relation; the note, the contact and the action are the member's."""

    def __init__(self, case: Any) -> None:
        self.case, here = case, case.centre
        self.supervisor = centres.member(here, Role.LINK_SOCIAL_WORKER)
        self.lead = centres.support_worker(here, supervisor=self.supervisor)
        self.leading = cases.lead(case, self.lead)
        self.manager, self.administrator = centres.manager(here), centres.administrator(here)
        self.information = centres.member(here, Role.INFORMATION_LEAD)
        self.deputy, self.member, self.reader, self.emergency, self.owner, self.asked, self.colleague = (
            centres.health_visitor(here) for _ in range(7)
        )
        self.standing_in = cases.deputy(case, self.deputy)
        self.to_stand_in = cases.asked_to_deputise(
            case, self.asked, starts_on=days_ago(-20), ends_on=days_ago(-30), asked_by=self.manager
        )
        self.adviser = centres.member(here, Role.LINK_SOCIAL_WORKER)
        self.question = cases.advice(case, self.adviser, by=self.member)
        self.social = centres.member(here, Role.LINK_SOCIAL_WORKER)
        self.elsewhere = centres.manager(centres.centre())
        self.turned = centres.health_visitor(here)  # used it, and is an information lead since
        self.taking_part = cases.team_member(case, self.member)
        cases.team_member(case, self.social)
        grant(case=case, to=self.reader, until=days_ago(-1), reason="Joint visit", by=self.manager)
        self.use = cases.break_glass(case, self.emergency)
        self.own_use = cases.break_glass(case, self.turned)
        Membership.objects.filter(user=self.turned).update(role=Role.INFORMATION_LEAD)
        self.action = cases.action(self.owner, here, case=case, agreed_by=self.member)
        self.offer = cases.lead_offer(case, self.asked)
        self.contact = cases.contact(case, by=self.member)
        self.note = notes.note(case, by=self.member, readers=(self.reader, self.lead))

    def who(self, may: Callable[[Any], Any]) -> set[str]:
        """For whom the answer is yes."""
        return {name for name in ALL if may(getattr(self, name))}


TABLE: dict[str, tuple[Callable[[Any, Around], Any], set[str]]] = {
    "see": (lambda one, at: policies.may_see(one, at.case), OPENS),
    "open one": (lambda one, at: policies.may_open(one, at.case.centre_id), CASEWORK),
    "work": (lambda one, at: policies.may_work(one, at.case), WORKS),
    "coordinate": (lambda one, at: policies.may_coordinate(one, at.case), COORDINATES),
    "coordinate in the meeting": (lambda one, at: policies.may_coordinate(one, at.case, in_meeting=True), CASEWORK),
    "ask for the address": (lambda one, at: policies.may_ask_for_address(one, at.case), COORDINATES),
    "close": (lambda one, at: policies.may_close(one, at.case), LEADS),
    "close in the meeting": (lambda one, at: policies.may_close(one, at.case, in_meeting=True), CASEWORK),
    "hand over": (lambda one, at: policies.may_hand_over(one, at.case), LEADS),
    "ask somebody to stand in": (lambda one, at: policies.may_ask_deputy(one, at.case), LEADS),
    "answer whether they stand in": (lambda one, at: policies.may_answer_deputy(one, at.to_stand_in), {"asked"}),
    "end standing in": (lambda one, at: policies.may_end_deputy(one, at.standing_in), COORDINATES),
    "take back asking to stand in": (lambda one, at: policies.may_end_deputy(one, at.to_stand_in), LEADS | {"asked"}),
    "ask for advice": (lambda one, at: policies.may_ask_advice(one, at.case), WORKS),
    "answer the question": (lambda one, at: policies.may_answer_advice(one, at.question), {"adviser"}),
    "take back the question": (
        lambda one, at: policies.may_take_back_advice(one, at.question), COORDINATES | {"member"},
    ),
    "write a note of supervision": (
        lambda one, at: policies.may_write_note(one, at.case, NoteKind.SUPERVISION), {"lead", "supervisor"},
    ),
    "write a note about health": (lambda one, at: policies.may_write_note(one, at.case, NoteKind.HEALTH), WORKS),
    "reopen": (lambda one, at: policies.may_reopen(one, at.case), {"manager"}),
    "decide to share": (
        lambda one, at: policies.may_decide_sharing(one, at.case), COORDINATES | {"social", "supervisor"},
    ),
    "offer": (lambda one, at: policies.may_offer_lead(one, at.case), {"manager"}),
    "offer in the meeting": (lambda one, at: policies.may_offer_lead(one, at.case, in_meeting=True), CASEWORK),
    "answer the offer": (lambda one, at: policies.may_answer_lead(one, at.offer), {"asked"}),
    "end the lead": (lambda one, at: policies.may_end_lead(one, at.leading), LEADS),
    "leave the team": (lambda one, at: policies.may_leave_team(one, at.taking_part), COORDINATES | {"member"}),
    "agree an action": (lambda one, at: policies.may_agree_action(one, at.case.centre_id, at.case), WORKS),
    "agree an action in the meeting": (
        lambda one, at: policies.may_agree_action(one, at.case.centre_id, at.case, in_meeting=True), CASEWORK,
    ),
    "agree an action of the team's": (
        lambda one, at: policies.may_agree_action(one, at.case.centre_id, None), CASEWORK,
    ),
    "finish the action": (lambda one, at: policies.may_finish_action(one, at.action), COORDINATES | {"owner"}),
    "finish the action in the meeting": (
        lambda one, at: policies.may_finish_action(one, at.action, in_meeting=True), CASEWORK,
    ),
    "take back the action": (lambda one, at: policies.may_take_back_action(one, at.action), COORDINATES | {"member"}),
    "take back the action in the meeting": (
        lambda one, at: policies.may_take_back_action(one, at.action, in_meeting=True), CASEWORK,
    ),
    "take back the contact": (lambda one, at: policies.may_take_back_contact(one, at.contact), {"member"}),
    "correct the note": (lambda one, at: policies.may_correct_note(one, at.note), LEADS | {"member"}),
    "choose who reads the note": (lambda one, at: policies.may_choose_readers(one, at.note), {"manager", "member"}),
    "open in an emergency": (lambda one, at: policies.may_break_glass(one, at.case), CASEWORK),
    "try to open in an emergency": (lambda one, at: policies.may_try_break_glass(one), CASEWORK | {"elsewhere"}),
    "see the uses": (lambda one, at: policies.may_see_uses(one), {"information", "turned"}),
    "look at the use": (lambda one, at: policies.may_review_break_glass(one, at.use), {"information", "turned"}),
    "look at one's own use": (lambda one, at: policies.may_review_break_glass(one, at.own_use), {"information"}),
}  # fmt: skip
STANDING: dict[str, set[str]] = {
    "manages": {"manager"},
    "lead": {"lead"},
    "deputy": {"deputy"},
    "coordinates": COORDINATES,
    "leads_or_manages": LEADS,
    "team": {"member", "social"},
    "supervisor": {"supervisor"},
    "emergency": {"emergency"},
    "opens": OPENS,
    "works": WORKS,
    "near": WORKS | {"emergency"},
    "involved": WORKS | {"emergency", "supervisor"},
    "sees_home": {"lead", "deputy", "member", "social", "emergency"},
    "is_open": ALL,
    "agreement": ALL,
}


@pytest.mark.parametrize("question", TABLE)
def test_who_may(at, question):
    asked, expected = TABLE[question]
    assert at.who(lambda one: asked(one, at)) == expected


@pytest.mark.parametrize("said", STANDING)
def test_how_somebody_stands(at, said):
    assert at.who(lambda one: getattr(policies.standing_of(one, at.case), said)) == STANDING[said]


def test_what_a_family_keeps_reaches_the_manager_and_whoever_came_in_an_emergency(at):
    said = {"included": False, "recorded_by": at.manager}
    for one in (at.manager, at.lead, at.member, at.emergency):
        agency = cases.agency_of(one, at.case.centre)
        KindWish.objects.create(family=at.case.family, agency=agency, kind=Information.PLAN, **said)
    assert ALL - at.who(lambda one: policies.standing_of(one, at.case).sees_plan) >= {"lead", "member"}
    assert at.who(lambda one: policies.standing_of(one, at.case).sees_plan) >= {"manager", "emergency", "social"}
    assert policies.standing_of(at.lead, at.case).kept == [Information.PLAN]


def test_why_somebody_sees_it_is_said_when_they_are_let_in(at):
    assert policies.may_see(at.lead, at.case).because == "You are the family's lead professional."


def test_who_works_with_families_no_more_ends_and_answers_nothing(at):
    for one in (at.lead, at.asked, at.owner, at.member):
        Membership.objects.filter(user=one).update(role=Role.ADMINISTRATOR)
    assert not policies.may_end_lead(at.lead, at.leading)
    assert not policies.may_answer_lead(at.asked, at.offer)
    assert not policies.may_finish_action(at.owner, at.action)
    assert not policies.may_take_back_action(at.member, at.action)
    assert not policies.may_leave_team(at.member, at.taking_part)


def test_a_contact_is_taken_back_on_the_day_it_was_recorded(at):
    at.contact.entered_at = timezone.now() - timedelta(days=1)
    assert not policies.may_take_back_contact(at.member, at.contact)


def test_a_contact_is_taken_back_by_who_still_works_with_the_family(at):
    at.case.team.filter(user=at.member).update(until=days_ago(1))
    assert not policies.may_take_back_contact(at.member, at.contact)


def test_an_action_without_a_case_is_for_its_owner_and_the_manager(at):
    at.action.case = None
    assert at.who(lambda one: policies.may_finish_action(one, at.action)) == {"manager", "owner"}
    assert at.who(lambda one: policies.may_take_back_action(one, at.action)) == {"manager", "member"}


def test_a_note_is_chosen_for_by_its_writer_while_they_read_it(at):
    at.case.team.filter(user=at.member).update(until=days_ago(1))
    assert at.who(lambda one: policies.may_choose_readers(one, at.note)) == {"manager"}
    other = notes.note(at.case, by=at.lead)
    assert at.who(lambda one: policies.may_correct_note(one, other)) == {"manager", "lead"}


def test_the_teams_own_action_is_passed_on_by_its_owner_and_the_manager(at):
    at.action.case = None
    assert at.who(lambda one: policies.may_pass_on(one, at.action)) == {"manager", "owner"}
    assert at.who(lambda one: policies.may_serve_goal(one, at.action)) == set()


def test_whoever_does_not_work_with_a_family_is_not_told_what_it_keeps_from_whom(at):
    said = {"included": False, "recorded_by": at.manager, "kind": Information.PLAN}
    KindWish.objects.create(family=at.case.family, agency=cases.agency_of(at.colleague, at.case.centre), **said)
    for may in (lambda one: policies.may_assess(one, at.case), lambda one: policies.may_serve_goal(one, at.action)):
        assert "The family keeps" not in may(at.colleague).because
        assert may(at.colleague).because.startswith("Only the lead professional")


def test_an_adviser_who_took_on_another_job_answers_no_more(at):
    for role in set(Role) - {Role.LINK_SOCIAL_WORKER}:
        Membership.objects.filter(user=at.adviser).update(role=role)
        assert not policies.may_answer_advice(at.adviser, at.question), role


def test_whoever_is_to_ask_one_family_records_nothing_of_another(at):
    theirs, others = (cases.case_to_check(at.case.centre, check_by=who) for who in (at.colleague, at.reader))
    assert policies.may_check_later(at.colleague, theirs)
    assert not policies.may_check_later(at.colleague, others)
