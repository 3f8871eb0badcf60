"""Advice of the link social worker: asked, answered, each with its time; what who is asked is shown, and how long."""

from datetime import timedelta

import pytest
import time_machine
from django.db import DatabaseError, IntegrityError, transaction
from django.utils import timezone

from cases import tasks
from cases.models import Advice, Case
from cases.serializers.advice import in_time
from cases.services import answer_advice, ask_advice, close_case, take_back_advice, undo_open_case
from centres.models import Membership
from centres.status import Role
from consent.status import Information
from inputs.errors import NotAllowed, RuleBroken
from reminders.models import Reminder
from tests.days import days_ago, today
from tests.factories import cases, centres, families, sharing
from tests.together import together

pytestmark = pytest.mark.django_db


@pytest.fixture
def lee(case):
    """The centre's link social worker."""
    return centres.member(case.centre, Role.LINK_SOCIAL_WORKER, name="Lee Marsh")


def ask(case, of, by, question="What do I do?"):
    return ask_advice(case=case, of=of, question=question, by=by, on=today())


def answer(advice, by, words="Ring me before you go."):
    return answer_advice(advice=advice, answer=words, by=by, on=today())


def broken(code, verb, *args, **facts):
    with pytest.raises(RuleBroken) as error:
        verb(*args, **facts)
    assert error.value.code == code, error.value.sentence


def known(who):
    """Whether whoever is asked may know which family it is about."""
    return list(Advice.objects.visible_to(who).with_family_known(who).values_list("known", flat=True))


def test_asked_and_answered_each_with_its_time(case, lead, lee):
    with time_machine.travel("2026-11-17 14:05", tick=False) as clock:
        made = ask(case, lee, lead)
        clock.move_to("2026-11-17 15:20", tick=False)
        answer(made, lee)
    made.refresh_from_db()
    assert in_time(made.asked_at, made.answered_at) == "1 hour 15 minutes"


@pytest.mark.parametrize(
    ("took", "words"),
    [
        ({"seconds": 20}, "0 minutes"), ({"minutes": 1}, "1 minute"), ({"minutes": 59}, "59 minutes"),
        ({"hours": 1}, "1 hour"), ({"hours": 26, "minutes": 2}, "26 hours 2 minutes"), ({"hours": 48}, "2 days"),
        ({"days": 3, "hours": 20}, "3 days"),
    ],
)  # fmt: skip
def test_how_long_it_took_in_words(took, words):
    assert in_time(timezone.now(), timezone.now() + timedelta(**took)) == words


def test_who_works_with_the_family_asks_and_nobody_else(case, lee):
    member, stranger = centres.health_visitor(case.centre), centres.health_visitor(case.centre)
    cases.team_member(case, member)
    ask(case, lee, member)
    with pytest.raises(NotAllowed):
        ask(case, lee, stranger)


def test_only_a_link_social_worker_of_this_centre_is_asked(case, lead):
    elsewhere = centres.member(centres.centre(), Role.LINK_SOCIAL_WORKER)
    left = centres.member(case.centre, Role.LINK_SOCIAL_WORKER, ends_on=days_ago(1))
    for other in (centres.health_visitor(case.centre), elsewhere, left):
        broken("no_adviser", ask, case, other, lead)


def test_nobody_asks_themselves(case, lee):
    cases.team_member(case, lee)
    broken("no_adviser", ask, case, lee, lee)


def test_a_question_has_words_waits_once_and_not_of_a_closed_case(case, lead, lee):
    broken("no_words", ask, case, lee, lead, " ")
    made = ask(case, lee, lead)
    broken("already_asked", ask, case, lee, lead)
    answer(made, lee)
    ask(case, lee, lead)
    closed = cases.closed_case(case.centre)
    broken("already_closed", ask, closed, lee, centres.manager(case.centre))


def test_only_who_is_asked_answers_as_long_as_that_is_their_job(case, lead, lee):
    other = centres.member(case.centre, Role.LINK_SOCIAL_WORKER)
    made = ask(case, lee, lead)
    for by in (other, lead):
        with pytest.raises(NotAllowed):
            answer(made, by)
    Membership.objects.filter(user=lee).update(role=Role.HEALTH_VISITOR)
    with pytest.raises(NotAllowed):
        answer(made, lee)


def test_it_is_answered_once_and_with_words(case, lead, lee):
    made = ask(case, lee, lead)
    broken("no_words", answer, made, lee, " ")
    answer(made, lee)
    broken("already_answered", answer, made, lee)
    broken("already_answered", take_back_advice, advice=made, by=lead, on=today())


def test_a_question_is_taken_back_by_who_asked_and_who_coordinates(case, lead, lee):
    asker, other = centres.health_visitor(case.centre), centres.health_visitor(case.centre)
    for who in (asker, other):
        cases.team_member(case, who)
    for by in (asker, lead, centres.manager(case.centre)):
        made = ask(case, lee, asker, f"As {by.name}?")
        take_back_advice(advice=made, by=by, on=today())
        broken("already_taken_back", answer, made, lee)
        assert not Advice.objects.visible_to(lee).filter(pk=made.pk).exists()
    with pytest.raises(NotAllowed):
        take_back_advice(advice=ask(case, lee, asker), by=other, on=today())


def test_who_is_asked_sees_the_header_but_does_not_open_the_case(case, lead, lee):
    before = Case.objects.header_visible_to(lee).filter(pk=case.pk).exists()
    ask(case, lee, lead)
    header = Case.objects.header_visible_to(lee).filter(pk=case.pk).exists()
    assert (before, header, Case.objects.opens(lee, case.pk)) == (False, True, False)


def test_for_two_weeks_after_the_answer_and_not_longer(case, lead, lee):
    made = ask(case, lee, lead)
    answer(made, lee)
    seen = []
    for days in (13, 15):
        with time_machine.travel(timezone.now() + timedelta(days=days), tick=False):
            seen.append((known(lee), Case.objects.header_visible_to(lee).filter(pk=case.pk).exists()))
    assert seen == [([True], True), ([], False)]


def test_without_agreement_they_read_the_question_and_not_whose_family_it_is(case, lead, lee):
    cases.without_agreement(case)
    ask(case, lee, lead)
    assert known(lee) == [False]
    assert not Case.objects.header_visible_to(lee).filter(pk=case.pk).exists()


def test_nor_where_the_family_excludes_their_agency_or_keeps_safeguarding_notes_from_it(case, lead, lee):
    ask(case, lee, lead)
    agency = cases.agency_of(lee, case.centre)
    before = known(lee)
    sharing.kept(case.family, agency, Information.SAFEGUARDING, by=lead)
    kept = known(lee)
    case.family.wishes.filter(agency=agency).delete()
    families.wish(case.family, agency, by=lead, included=False)
    assert (before, kept, known(lee)) == ([True], [False], [False])


def test_who_works_with_the_family_and_who_supervises_read_it_and_no_other(lee):
    at = centres.centre()
    supervisor = centres.member(at, Role.LINK_SOCIAL_WORKER)
    case = cases.case_led_by(centres.support_worker(at, supervisor=supervisor), at)
    member, manager, deputy = centres.health_visitor(at), centres.manager(at), centres.health_visitor(at)
    cases.team_member(case, member)
    cases.deputy(case, deputy)
    emergency, owner, colleague = (centres.health_visitor(at) for _ in range(3))
    cases.break_glass(case, emergency)
    cases.action(owner, at, case=case)
    cases.advice(case, centres.member(at, Role.LINK_SOCIAL_WORKER))
    reads = [cases.lead_of(case), member, manager, deputy, supervisor, emergency]
    not_ = [owner, colleague, lee, centres.manager(centres.centre())]
    assert [who.name for who in (*reads, *not_) if Advice.objects.visible_to(who).exists()] == [
        who.name for who in reads
    ]


def test_it_is_a_safeguarding_note_that_a_family_can_keep_from_an_agency(case, lead, lee):
    member = centres.health_visitor(case.centre)
    cases.team_member(case, member)
    cases.advice(case, lee)
    before = Advice.objects.visible_to(member).exists()
    sharing.kept(case.family, cases.agency_of(member, case.centre), Information.SAFEGUARDING, by=lead)
    assert (before, Advice.objects.visible_to(member).exists()) == (True, False)


def test_a_closed_case_asks_nothing_any_more(case, lead, lee):
    made = ask(case, lee, lead)
    close_case(case=case, closing="moved", words="Moved.", afterwards=cases.AFTERWARDS, by=lead, on=today())
    made.refresh_from_db()
    assert made.taken_back_at and not Advice.objects.visible_to(lee).exists()


def test_a_case_about_which_something_was_asked_is_not_undone(lee):
    case = cases.case_without_lead(lee.memberships.get().centre)
    cases.advice(case, lee, by=centres.manager(case.centre))
    broken("built_on", undo_open_case, case=case, by=centres.manager(case.centre), on=today())


def test_who_is_asked_is_told_at_once_without_a_reference_who_asked_with_one(case, lead, lee):
    made = ask(case, lee, lead)
    told = Reminder.objects.get(to=lee)
    assert told.at_once and case.reference not in told.sentence
    answer(made, lee)
    told = Reminder.objects.get(to=lead)
    assert told.at_once and case.reference in told.sentence and "Ring" not in told.sentence
    assert Reminder.objects.get(to=lee).seen_at is not None


def test_after_a_working_day_without_an_answer_three_are_told_once(case, lead, lee):
    manager = centres.manager(case.centre)
    with time_machine.travel("2026-11-13 16:00", tick=False):  # a Friday
        ask(case, lee, lead)
        Reminder.objects.all().delete()
        for day in ("2026-11-14", "2026-11-16", "2026-11-17", "2026-11-18"):
            tasks.remind_advice(day)
    told = {(one.to, str(one.on)) for one in Reminder.objects.all()}
    assert told == {(who, "2026-11-17") for who in (lee, lead, manager)}


def test_who_is_no_longer_there_is_not_told_the_others_are(case, lead, lee):
    manager = centres.manager(case.centre)
    cases.advice(case, lee, asked_at=timezone.now() - timedelta(days=6))
    Membership.objects.filter(user=lee).update(ends_on=days_ago(1))
    tasks.remind_advice()
    assert {one.to for one in Reminder.objects.all()} == {lead, manager}


@pytest.mark.parametrize("fields", [{"question": "Other?"}, {"answer": "Other."}, {"taken_back_at": timezone.now()}])
def test_postgresql_keeps_question_and_answer_as_they_are(case, lee, fields):
    given = {"answer": "Ring.", "answered_at": timezone.now()}
    made = cases.advice(case, lee, **given)
    with pytest.raises(DatabaseError), transaction.atomic():
        Advice.objects.filter(pk=made.pk).update(**fields)
    with pytest.raises(DatabaseError), transaction.atomic():
        made.delete()


@pytest.mark.parametrize(
    ("fields", "constraint"),
    [
        ({"question": ""}, "advice_has_a_question"),
        ({"answer": "Ring."}, "advice_answered_with_words_and_time"),
        ({"answered_at": timezone.now()}, "advice_answered_with_words_and_time"),
    ],
)
def test_postgresql_refuses_what_makes_no_sense(case, lee, fields, constraint):
    with pytest.raises(IntegrityError, match=constraint), transaction.atomic():
        cases.advice(case, lee, **fields)
    with pytest.raises(IntegrityError, match="advice_of_somebody_else"), transaction.atomic():
        cases.advice(case, lee, by=lee)


@pytest.mark.django_db(transaction=True)
def test_answered_and_taken_back_at_once_is_one_of_them(case, lead, lee):
    made = ask(case, lee, lead)
    outcomes = together(lambda: answer(made, lee), lambda: take_back_advice(advice=made, by=lead, on=today()))
    assert sorted(outcomes, key=str) in (
        ["already_answered", None],
        [None, "already_answered"],
        [None, "already_taken_back"],
    )
