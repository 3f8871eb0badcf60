"""An action goes from one owner to another: asked and accepted; until then, and after a no, it stays whose it is."""

from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction

from cases import tasks
from cases.models import Action, PassOn
from cases.services import (
    accept_pass_on,
    close_case,
    decline_pass_on,
    finish_action,
    pass_on,
    take_back_action,
    take_back_pass_on,
)
from cases.status import PassOnStatus
from centres.models import Membership
from centres.status import Role
from consent.models import SharingWish
from inputs.errors import NotAllowed, RuleBroken
from reminders.models import Reminder
from tests.days import days_ago, today
from tests.factories import cases, centres, families
from tests.together import together

pytestmark = pytest.mark.django_db


@pytest.fixture
def to_do():
    """An action of a case that somebody else leads."""
    case = cases.led_case()
    return cases.action(centres.health_visitor(case.centre), case.centre, case=case)


@pytest.fixture
def colleague(to_do):
    """Somebody who works there."""
    return centres.support_worker(to_do.centre)


def ask(to_do, to, by=None, **facts):
    agency = facts.pop("agency", None) or cases.agency_of(to, to_do.centre)
    given = {"because": "I am on leave.", "by": by or to_do.owner, "on": today(), **facts}
    return pass_on(action=to_do, to=to, agency=agency, **given)


def broken(code, verb, *args, **facts):
    with pytest.raises(RuleBroken) as error:
        verb(*args, **facts)
    assert error.value.code == code, error.value.sentence


def owner_of(to_do):
    return Action.objects.get(pk=to_do.pk).owner


def test_who_is_asked_is_not_the_owner_yet(to_do, colleague):
    ask(to_do, colleague)
    assert owner_of(to_do) == to_do.owner


def test_who_accepts_is_the_owner_for_their_agency_and_the_date_stays(to_do, colleague):
    asked = ask(to_do, colleague)
    accept_pass_on(pass_on=asked, by=colleague, on=today())
    now = Action.objects.get(pk=to_do.pk)
    assert (now.owner, now.agency, now.due_on) == (colleague, cases.agency_of(colleague, to_do.centre), to_do.due_on)


def test_declined_it_stays_with_its_owner_and_the_reason_is_kept(to_do, colleague):
    asked = decline_pass_on(pass_on=ask(to_do, colleague), reason="I do not know them.", by=colleague, on=today())
    assert (owner_of(to_do), asked.status, asked.reason) == (to_do.owner, "declined", "I do not know them.")


def test_declining_needs_a_reason(to_do, colleague):
    broken("no_reason", decline_pass_on, pass_on=ask(to_do, colleague), reason=" ", by=colleague, on=today())


def test_taken_back_it_stays_with_its_owner_and_somebody_else_can_be_asked(to_do, colleague):
    take_back_pass_on(pass_on=ask(to_do, colleague), by=to_do.owner, on=today())
    assert ask(to_do, centres.support_worker(to_do.centre)).status == PassOnStatus.ASKED


@pytest.mark.parametrize("who", ["lead", "manager"])
def test_the_lead_and_the_manager_pass_it_on_too(to_do, colleague, who):
    by = cases.lead_of(to_do.case) if who == "lead" else centres.manager(to_do.centre)
    assert ask(to_do, colleague, by=by).asked_by == by


def test_nobody_else_passes_it_on(to_do, colleague):
    member = centres.health_visitor(to_do.centre)
    cases.team_member(to_do.case, member)
    with pytest.raises(NotAllowed):
        ask(to_do, colleague, by=member)


def test_the_manager_finds_a_new_owner_for_what_nobody_can_do(to_do, colleague):
    Membership.objects.filter(user=to_do.owner).update(ends_on=days_ago(1))
    asked = ask(to_do, colleague, by=centres.manager(to_do.centre))
    accept_pass_on(pass_on=asked, by=colleague, on=today())
    assert not Action.objects.without_doer(today()).exists() and owner_of(to_do) == colleague


def test_an_owner_who_has_left_passes_nothing_on(to_do, colleague):
    Membership.objects.filter(user=to_do.owner).update(ends_on=days_ago(1))
    with pytest.raises(NotAllowed):
        ask(to_do, colleague)


def test_if_the_owner_leaves_while_somebody_is_asked_they_can_still_accept(to_do, colleague):
    asked = ask(to_do, colleague)
    Membership.objects.filter(user=to_do.owner).update(ends_on=days_ago(1))
    accept_pass_on(pass_on=asked, by=colleague, on=today())
    assert owner_of(to_do) == colleague


def test_nobody_answers_for_somebody_else(to_do, colleague):
    asked = ask(to_do, colleague)
    with pytest.raises(NotAllowed):
        accept_pass_on(pass_on=asked, by=centres.manager(to_do.centre), on=today())


def test_who_is_asked_does_not_take_it_back(to_do, colleague):
    asked = ask(to_do, colleague)
    with pytest.raises(NotAllowed):
        take_back_pass_on(pass_on=asked, by=colleague, on=today())


def test_one_person_at_a_time_is_asked(to_do, colleague):
    ask(to_do, colleague)
    broken("already_asked", ask, to_do, centres.support_worker(to_do.centre))


def test_postgresql_refuses_two_who_are_asked(to_do, colleague):
    cases.pass_on(to_do, colleague)
    with pytest.raises(IntegrityError), transaction.atomic():
        cases.pass_on(to_do, centres.support_worker(to_do.centre))


def test_the_owner_is_not_asked(to_do):
    broken("already_owner", ask, to_do, to_do.owner)


def test_why_has_to_be_said(to_do, colleague):
    broken("no_reason", ask, to_do, colleague, because=" ")


def test_nobody_of_an_agency_that_the_family_excludes_is_asked(to_do, colleague):
    families.wish(to_do.case.family, cases.agency_of(colleague, to_do.centre), by=to_do.owner, included=False)
    broken("agency_excluded", ask, to_do, colleague)


def test_nor_takes_it_on_if_the_family_excludes_their_agency_meanwhile(to_do, colleague):
    asked = ask(to_do, colleague)
    SharingWish.objects.filter(agency=asked.agency).delete()
    families.wish(to_do.case.family, asked.agency, by=to_do.owner, included=False)
    broken("agency_excluded", accept_pass_on, pass_on=asked, by=colleague, on=today())


def test_nobody_is_asked_for_an_agency_that_is_not_theirs(to_do, colleague):
    broken("not_their_agency", ask, to_do, colleague, agency=centres.partner(to_do.centre))


def test_an_administrator_is_not_asked(to_do):
    broken("not_a_member", ask, to_do, centres.administrator(to_do.centre))


def test_what_is_finished_is_not_passed_on(to_do, colleague):
    finish_action(action=to_do, status="done", by=to_do.owner, on=today())
    broken("already_done", ask, to_do, colleague)


def test_nothing_is_passed_on_when_the_agreement_has_ended(to_do, colleague):
    cases.without_agreement(to_do.case)
    broken("no_agreement", ask, to_do, colleague)


@pytest.mark.parametrize("how", ["finished", "taken back", "case closed"])
def test_what_has_become_needless_is_asked_of_nobody(to_do, colleague, how):
    asked, manager = ask(to_do, colleague), centres.manager(to_do.centre)
    if how == "finished":
        finish_action(action=to_do, status="done", by=to_do.owner, on=today())
    elif how == "taken back":
        take_back_action(action=to_do, by=to_do.agreed_by, on=today())
    else:
        close_case(
            case=to_do.case, closing="moved", words="They moved.", afterwards=cases.AFTERWARDS, by=manager, on=today()
        )
    assert PassOn.objects.get(pk=asked.pk).status == PassOnStatus.TAKEN_BACK


def test_an_action_without_a_case_stays_within_its_agency(colleague):
    owner = centres.health_visitor(colleague.memberships.get().centre)
    of_team = cases.action(owner, colleague.memberships.get().centre)
    broken("other_agency", ask, of_team, colleague)


def test_or_goes_to_the_manager(to_do):
    of_team = cases.action(to_do.owner, to_do.centre)
    manager = centres.manager(to_do.centre)
    assert ask(of_team, manager).to == manager


def test_who_is_asked_sees_the_header_and_neither_the_case_nor_its_actions(to_do, colleague):
    asked = ask(to_do, colleague)
    seen = type(to_do.case).objects
    assert (
        seen.header_visible_to(colleague).filter(pk=to_do.case_id).exists(),
        seen.opens(colleague, to_do.case_id),
        Action.objects.visible_to(colleague).exists(),
        list(PassOn.objects.visible_to(colleague)),
    ) == (True, False, False, [asked])


def test_after_a_no_they_see_nothing(to_do, colleague):
    decline_pass_on(pass_on=ask(to_do, colleague), reason="No time.", by=colleague, on=today())
    assert not PassOn.objects.visible_to(colleague).exists()
    assert not type(to_do.case).objects.header_visible_to(colleague).exists()


def test_who_is_asked_is_told_and_after_the_answer_no_longer(to_do, colleague):
    asked = ask(to_do, colleague)
    told = Reminder.objects.get(to=colleague)
    assert to_do.case.reference in told.sentence and to_do.case.family.name not in told.sentence
    accept_pass_on(pass_on=asked, by=colleague, on=today())
    assert not Reminder.objects.unseen(today()).filter(to=colleague).exists()


def test_whoever_asked_is_told_of_a_no(to_do, colleague):
    decline_pass_on(pass_on=ask(to_do, colleague), reason="No time.", by=colleague, on=today())
    assert "was declined" in Reminder.objects.get(to=to_do.owner).sentence


def test_unanswered_they_are_asked_again_after_two_days_and_the_owner_is_told_after_five(to_do, colleague):
    cases.pass_on(to_do, colleague)
    for days in range(8):
        tasks.remind_pass_ons(str(today() + timedelta(days=days)))
    rows = Reminder.objects.order_by("on").values_list("to", "on")
    assert list(rows) == [
        (colleague.pk, today() + timedelta(days=2)), (to_do.owner_id, today() + timedelta(days=5)),
    ]  # fmt: skip


def test_who_can_no_longer_answer_is_not_asked_again_but_the_owner_told(to_do, colleague):
    cases.pass_on(to_do, colleague, asked_on=days_ago(2))
    Membership.objects.filter(user=colleague).update(role=Role.ADMINISTRATOR)
    tasks.remind_pass_ons()
    assert [one.to for one in Reminder.objects.all()] == [to_do.owner]


@pytest.mark.django_db(transaction=True)
def test_accepting_twice_at_once_happens_once(to_do, colleague):
    asked = ask(to_do, colleague)
    accept = lambda: accept_pass_on(pass_on=PassOn.objects.get(pk=asked.pk), by=colleague, on=today())  # noqa: E731
    assert sorted(together(accept, accept), key=str) == [None, "already_accepted"]


@pytest.mark.django_db(transaction=True)
def test_accepting_and_taking_back_at_once_leaves_one_answer(to_do, colleague):
    asked = ask(to_do, colleague)
    outcomes = together(
        lambda: accept_pass_on(pass_on=PassOn.objects.get(pk=asked.pk), by=colleague, on=today()),
        lambda: take_back_pass_on(pass_on=PassOn.objects.get(pk=asked.pk), by=to_do.owner, on=today()),
    )
    now = PassOn.objects.get(pk=asked.pk)
    assert outcomes.count(None) == 1
    assert (owner_of(to_do) == colleague) is (now.status == PassOnStatus.ACCEPTED)


@pytest.mark.django_db(transaction=True)
def test_accepting_and_closing_at_once_leaves_nobody_asked(to_do, colleague):
    asked, manager = ask(to_do, colleague), centres.manager(to_do.centre)
    together(
        lambda: accept_pass_on(pass_on=PassOn.objects.get(pk=asked.pk), by=colleague, on=today()),
        lambda: close_case(
            case=to_do.case, closing="moved", words="They moved.", afterwards=cases.AFTERWARDS, by=manager, on=today()
        ),
    )
    assert not PassOn.objects.waiting().exists()


@pytest.mark.django_db(transaction=True)
def test_two_who_ask_at_once_ask_one(to_do, colleague):
    other = centres.support_worker(to_do.centre)
    outcomes = together(lambda: ask(to_do, colleague), lambda: ask(to_do, other))
    assert sorted(outcomes, key=str) == [None, "already_asked"]
