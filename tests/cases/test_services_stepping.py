"""Stepping up: a recorded sharing decision, a summary; and the case stays where it is until somebody says yes."""

import pytest
from django.db import DatabaseError, IntegrityError, transaction

from audit.models import Entry
from cases.models import Case, SteppingUp
from cases.services import answer_step_up, close_case, end_lead, step_up, take_back_step_up
from cases.status import CaseStatus, LeadStatus, StepUpStatus
from consent.models import SharingDecision
from consent.status import Asked
from inputs.errors import NotAllowed, RuleBroken
from referrals.models import Feedback
from reminders.models import Reminder
from tests.days import days_ago, today
from tests.factories import cases, centres, notes, sharing
from tests.together import together

pytestmark = pytest.mark.django_db


def yes():
    return {"status": StepUpStatus.ACCEPTED, "answered_by": "Nia Brook, social worker", "on": today()}


def ask(case, **facts):
    given = {"facts": sharing.facts(), "worries": "A hole in the door.", "by": cases.lead_of(case), "on": today()}
    return step_up(case=case, **{**given, **facts})


def broken(code, verb, *args, **facts):
    with pytest.raises(RuleBroken) as error:
        verb(*args, **facts)
    assert error.value.code == code, error.value.sentence
    return error.value


def close(case, **facts):
    given = {"closing": "stepped_up", "words": "They lead now.", "afterwards": cases.AFTERWARDS, "on": today()}
    return close_case(case=case, **{"by": cases.lead_of(case), **given, **facts})


def test_stepping_up_records_the_sharing_decision_and_the_information_lead_is_told(case):
    reader = centres.member(case.centre, "information_lead")
    made = ask(case)
    assert made.decision == SharingDecision.objects.get(family=case.family)
    assert made.decision.shared and made.status == StepUpStatus.WAITING
    assert Reminder.objects.filter(to=reader, kind="sharing").exists()
    assert Entry.objects.get(verb="step_up").by == cases.lead_of(case)


def test_the_case_stays_open_and_led(case):
    lead = cases.lead_of(case)
    ask(case)
    case.refresh_from_db()
    assert (case.status, cases.lead_of(case)) == (CaseStatus.OPEN, lead)


def test_the_referrer_learns_nothing(case):
    ask(case)
    assert not Feedback.objects.exists()


def test_a_child_does_not_wait_for_agreement(case):
    cases.without_agreement(case)
    facts = sharing.facts(asked=Asked.REFUSED, public_interest="The children are in danger.")
    assert ask(case, facts=facts).pk


def test_a_link_social_worker_who_takes_part_can_a_member_of_the_team_cannot(case):
    social, member = centres.member(case.centre, "link_social_worker"), centres.health_visitor(case.centre)
    for who in (social, member):
        cases.team_member(case, who)
    with pytest.raises(NotAllowed):
        ask(case, by=member)
    assert ask(case, by=social).pk


def test_what_happened_is_said_and_the_questions_are_answered(case):
    assert broken("no_worries", ask, case, worries=" ").field == "worries"
    broken("no_how", ask, case, facts=sharing.facts(how=""))
    broken("not_shared", ask, case, facts=sharing.facts(shared=False))
    assert not SharingDecision.objects.exists()


def test_only_contacts_of_the_family_go_into_the_summary(case):
    lead = cases.lead_of(case)
    other = cases.contact(cases.case_without_lead(case.centre), by=lead, note="Another family")
    assert broken("not_its_contact", ask, case, contacts=[other.pk]).field == "contacts"
    seen = cases.contact(case, by=lead, note="Hid under the table")
    cases.contact(case, by=lead, note="Not chosen")
    content = ask(case, contacts=[seen.pk]).content
    assert [one["note"] for one in content["contacts"]] == ["Hid under the table"]


def test_no_address_telephone_or_restricted_note_is_in_the_summary(case):
    case.family.addresses.update(lines="4 Quarry Lane", postcode="LS1 4BB")
    case.family.adults.update(phone="07700 900123")
    notes.note(case, by=cases.lead_of(case), words="A secret")
    content = str(ask(case).content)
    assert [word for word in ("Quarry", "LS1", "07700", "secret") if word in content] == []


def test_one_service_at_a_time_is_asked(case):
    ask(case)
    broken("step_up_waits", ask, case)


def test_only_a_yes_lets_the_case_close_as_stepped_up(case):
    assert broken("nobody_said_yes", close, case).field == "closing"
    made = ask(case)
    broken("step_up_waits", close, case)
    answer_step_up(step_up=made, by=cases.lead_of(case), **yes())
    assert close(case).status == CaseStatus.CLOSED


def test_the_meeting_cannot_close_it_as_stepped_up_either(case):
    broken("nobody_said_yes", close, case, by=centres.health_visitor(case.centre), in_meeting=True)


def test_while_it_waits_the_case_is_closed_in_no_way(case):
    ask(case)
    broken("step_up_waits", close, case, closing="moved")


def test_a_no_leaves_the_case_where_it_is_and_another_can_be_asked(case):
    made = ask(case)
    answer_step_up(step_up=made, by=cases.lead_of(case), **{**yes(), "status": StepUpStatus.REFUSED})
    broken("nobody_said_yes", close, case)
    assert ask(case).pk


def test_a_yes_from_before_the_case_was_opened_again_counts_no_more(case):
    made = ask(case)
    answer_step_up(step_up=made, by=cases.lead_of(case), **yes())
    SteppingUp.objects.update(answered_on=days_ago(9))
    Case.objects.filter(pk=case.pk).update(reopened_on=days_ago(3))
    broken("nobody_said_yes", close, case)


def test_nobody_stops_leading_while_it_waits(case):
    lead = case.leads.get()
    made = ask(case)
    broken("step_up_waits", end_lead, lead=lead, reason="New post", by=lead.user, on=today())
    answer_step_up(step_up=made, by=lead.user, **yes())
    assert end_lead(lead=lead, reason="New post", by=lead.user, on=today()).status == LeadStatus.ENDED


def test_an_answer_has_a_name_and_is_given_once(case):
    made, lead = ask(case), cases.lead_of(case)
    assert (
        broken("no_name", answer_step_up, step_up=made, by=lead, **{**yes(), "answered_by": " "}).field == "answered_by"
    )
    answer_step_up(step_up=made, by=lead, **yes())
    broken("already_accepted", answer_step_up, step_up=made, by=lead, **yes())
    broken("already_accepted", take_back_step_up, step_up=made, words="x", by=lead, on=today())


def test_the_manager_and_the_lead_are_told_of_the_answer_but_not_who_recorded_it(case):
    manager, lead, made = centres.manager(case.centre), cases.lead_of(case), ask(case)
    answer_step_up(step_up=made, by=manager, **yes())
    assert list(Reminder.objects.filter(kind="step_up").values_list("to", flat=True)) == [lead.pk]


def test_taking_it_back_says_why_and_what_was_shared_stays_on_record(case):
    made, lead = ask(case), cases.lead_of(case)
    broken("no_words", take_back_step_up, step_up=made, words="", by=lead, on=today())
    take_back_step_up(step_up=made, words="It was the dog.", by=lead, on=today())
    assert SharingDecision.objects.count() == 1
    assert ask(case).pk


def test_somebody_in_the_team_does_not_record_the_answer(case):
    member = centres.health_visitor(case.centre)
    cases.team_member(case, member)
    with pytest.raises(NotAllowed):
        answer_step_up(step_up=ask(case), by=member, **yes())


@pytest.mark.parametrize("field", ["worries", "content"])
def test_the_database_lets_nobody_change_what_was_told(case, field):
    made = ask(case)
    with pytest.raises(DatabaseError), transaction.atomic():
        SteppingUp.objects.filter(pk=made.pk).update(**{field: "Other"})
    with pytest.raises(DatabaseError), transaction.atomic():
        made.delete()


def test_the_database_refuses_an_answer_without_a_name(case):
    made = ask(case)
    with pytest.raises(IntegrityError), transaction.atomic():
        SteppingUp.objects.filter(pk=made.pk).update(status="accepted", answered_on=today())


@pytest.mark.django_db(transaction=True)
def test_two_who_ask_at_once_ask_one(case):
    manager, lead = centres.manager(case.centre), cases.lead_of(case)
    outcomes = together(lambda: ask(case, by=manager), lambda: ask(case, by=lead))
    assert sorted(outcomes, key=str) == [None, "step_up_waits"]
    assert SharingDecision.objects.count() == 1


@pytest.mark.django_db(transaction=True)
def test_asking_and_closing_at_once_never_leaves_a_closed_case_waiting(case):
    manager, lead = centres.manager(case.centre), cases.lead_of(case)
    together(lambda: ask(case, by=manager), lambda: close(case, by=lead, closing="moved"))
    waits = SteppingUp.objects.filter(status=StepUpStatus.WAITING).exists()
    assert waits is (Case.objects.get(pk=case.pk).status == CaseStatus.OPEN)
