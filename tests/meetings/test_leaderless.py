"""Families that nobody leads: the manager's page, the alarm at once and every week, and declined take-overs."""

from datetime import timedelta

import pytest
from django.urls import reverse

from cases.models import Case
from cases.services import accept_lead, decline_lead, offer_lead
from cases.status import LeadStatus
from centres.models import Membership
from centres.status import Role
from meetings.services import fill_agenda
from meetings.tasks import remind_leaderless
from reminders.models import Reminder
from tests.days import days_ago, today
from tests.factories import cases, centres, families, meetings
from tests.queries import queries_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def at():
    """A centre."""
    return centres.centre()


@pytest.fixture
def manager(at):
    """Its manager."""
    return centres.manager(at)


def led(at, name="Sam Worth"):
    """A case of an Okonkwo family and who leads it."""
    worker = centres.support_worker(at, name=name)
    return cases.case_led_by(worker, at, of=families.family(at, name="Okonkwo")), worker


def page(client, who, query="", status=200):
    client.force_login(who)
    answer = client.get(reverse("cases_without_lead") + query)
    assert answer.status_code == status
    return answer.content.decode()


def never(at):
    return cases.case_without_lead(at, of=families.family(at, name="Okonkwo"), opened_on=days_ago(9))


def declined(at):
    case = never(at)
    who = centres.support_worker(at, name="Ivy Marsh")
    cases.lead(case, who, status="declined", reason="I lead five.", answered_on=days_ago(3))
    return case


def ended(at):
    case, _ = led(at)
    case.leads.update(status=LeadStatus.ENDED, ended_on=days_ago(4), reason="A new post.")
    return case


def left(at):
    case, worker = led(at)
    Membership.objects.filter(user=worker).update(ends_on=days_ago(5))
    return case


def administers(at):
    case, worker = led(at)
    Membership.objects.filter(user=worker).update(role=Role.ADMINISTRATOR)
    return case


def excluded(at):
    case, worker = led(at)
    agency = cases.agency_of(worker, at)
    case.family.wishes.filter(agency=agency).update(until=days_ago(2))
    wish = families.wish(case.family, agency, by=worker, included=False)
    type(wish).objects.filter(pk=wish.pk).update(since=days_ago(2))
    return case


WAYS = {
    never: (9, "Nobody has been asked"), declined: (9, "I lead five."), ended: (4, "A new post."),
    left: (5, "can no longer lead"), administers: (29, "can no longer lead"), excluded: (2, "can no longer lead"),
}  # fmt: skip


@pytest.mark.parametrize(("way", "since", "words"), [(way, *rest) for way, rest in WAYS.items()])
def test_each_way_to_have_no_lead_is_on_the_page_with_since_when_and_why(client, at, manager, way, since, words):
    case = way(at)
    shown = page(client, manager)
    assert "Okonkwo" in shown and words in shown and reverse("lead_offer", args=[case.pk]) in shown
    assert Case.objects.without_lead().with_since(today()).get().since == days_ago(since)


@pytest.mark.parametrize("way", WAYS)
def test_each_way_to_have_no_lead_is_told_at_once_and_then_every_week(at, manager, way):
    case = way(at)
    days = [today() + timedelta(days=ahead) for ahead in range(21)]
    told = [remind_leaderless(on=day.isoformat()) for day in days]
    assert (told[0] == 1 and sum(told) == 3) or sum(told) == 4
    assert all(case.reference in one.sentence and one.to == manager for one in Reminder.objects.all())
    assert not Reminder.objects.filter(sentence__contains="Okonkwo").exists()


def test_the_first_word_leaves_in_a_mail_of_its_own(at, manager):
    cases.case_without_lead(at, opened_on=today())
    remind_leaderless()
    remind_leaderless(on=(today() + timedelta(days=7)).isoformat())
    assert list(Reminder.objects.order_by("on").values_list("at_once", flat=True)) == [True, False]


def test_nobody_is_told_of_a_family_that_somebody_leads(at, manager):
    led(at)
    assert remind_leaderless() == 0


def test_as_long_as_somebody_is_asked_the_manager_is_not_told_but_after_five_days(at, manager):
    case = never(at)
    cases.lead_offer(case, centres.support_worker(at))
    days = [today() + timedelta(days=ahead) for ahead in (0, 4, 5)]
    assert [remind_leaderless(on=day.isoformat()) for day in days] == [0, 0, 1]


def test_who_is_asked_and_cannot_answer_is_nobody(at, manager):
    case = never(at)
    who = centres.support_worker(at)
    cases.lead_offer(case, who)
    Membership.objects.filter(user=who).update(ends_on=days_ago(1))
    assert remind_leaderless() == 1


def test_without_a_manager_the_administrators_are_told_by_reference(client, at, manager):
    administrator = centres.administrator(at)
    case = ended(at)
    Membership.objects.filter(user=manager).update(ends_on=days_ago(1))
    remind_leaderless()
    [told] = Reminder.objects.all()
    assert (told.to, told.path) == (administrator, "/")
    assert case.reference in told.sentence and "Okonkwo" not in told.sentence
    client.force_login(administrator)
    shown = client.get("/").content.decode()
    assert "has no manager" in shown and "Okonkwo" not in shown


def test_an_administrator_of_a_centre_with_a_manager_is_told_nothing(client, at, manager):
    client.force_login(centres.administrator(at))
    assert "has no manager" not in client.get("/").content.decode()


def test_the_page_says_who_is_asked_and_who_said_no_before(client, at, manager):
    case = declined(at)
    cases.lead_offer(case, centres.support_worker(at, name="Abe Stone"))
    shown = page(client, manager)
    assert "Abe Stone was asked on" in shown and "Ivy Marsh said no on" in shown


def test_the_page_says_on_which_agenda_the_family_is(client):
    team = meetings.team()
    case = meetings.led_case(team, review_due_on=days_ago(-40))
    case.leads.update(status=LeadStatus.ENDED, ended_on=days_ago(1), reason="A new post.")
    meeting = meetings.meeting(team)
    fill_agenda(meeting=meeting, by=None, on=today())
    assert reverse("meeting", args=[meeting.pk]) in page(client, team.manager)


def test_a_program_asks_for_the_same_families(client, at, manager):
    case = ended(at)
    led(at, name="Ivy Marsh")
    client.force_login(manager)
    rows = client.get(reverse("case-list") + "?lead=none").json()["results"]
    assert [row["id"] for row in rows] == [case.pk]


def test_empty_it_says_so(client, at, manager):
    led(at)
    assert "Every open case has a lead professional" in page(client, manager)


def test_only_a_manager_has_the_page(client, at):
    for who in (centres.support_worker(at), centres.administrator(at), centres.user()):
        page(client, who, status=403)


def test_a_manager_sees_their_own_centres_only(client, at, manager):
    ended(centres.centre())
    assert "Okonkwo" not in page(client, manager)


def test_the_page_costs_as_much_for_many_and_goes_on(client, at, manager):
    client.force_login(manager)
    asked = []
    for number in (10, 300):
        for _ in range(number):
            declined_case = cases.case_without_lead(at)
            cases.lead(declined_case, manager, status="declined", reason="No.", answered_on=days_ago(1))
        queries_of(client, reverse("cases_without_lead"))
        asked.append(queries_of(client, reverse("cases_without_lead")))
    assert asked[0] == asked[1]
    assert "More families" in page(client, manager)


@pytest.mark.parametrize("cursor", ["nonsense", "2026-01-01.x", "9999-12-31.1"])
def test_a_cursor_that_is_none_is_no_error(client, at, manager, cursor):
    page(client, manager, f"?after={cursor}")


# --- declined take-overs


def a_take_over_declined(team):
    case = meetings.led_case(team, review_due_on=days_ago(-40))
    who = centres.support_worker(team.centre, name="Ivy Marsh")
    cases.wishes_to_include(case.family, cases.agency_of(who, team.centre), by=who)
    lead = offer_lead(case=case, user=who, by=team.manager, on=today())
    return case, decline_lead(lead=lead, reason="I lead five.", by=who, on=today())


def test_a_declined_take_over_is_on_the_next_agenda_with_who_said_no_and_why():
    team = meetings.team()
    case, _ = a_take_over_declined(team)
    meeting = meetings.meeting(team)
    fill_agenda(meeting=meeting, by=None, on=today())
    item = meeting.items.get(case=case)
    assert "Ivy Marsh said no on" in item.why and "I lead five" in item.why


def test_and_not_on_the_one_after_the_meeting_has_decided():
    team = meetings.team()
    case, lead = a_take_over_declined(team)
    type(lead).objects.filter(pk=lead.pk).update(answered_on=days_ago(20))
    meetings.decision(meetings.progress_item(meetings.closed_meeting(team), team, case=case), by=team.manager)
    meeting = meetings.meeting(team)
    fill_agenda(meeting=meeting, by=None, on=today())
    assert not meeting.items.filter(case=case).exists()


def test_nor_once_somebody_has_taken_over():
    team = meetings.team()
    case, _ = a_take_over_declined(team)
    other = centres.support_worker(team.centre)
    cases.wishes_to_include(case.family, cases.agency_of(other, team.centre), by=other)
    accept_lead(
        lead=offer_lead(case=case, user=other, by=team.manager, on=today()), by=other, on=today()
    )  # fmt: skip
    meeting = meetings.meeting(team)
    fill_agenda(meeting=meeting, by=None, on=today())
    assert not meeting.items.filter(case=case).exists()


def test_who_said_no_to_a_family_that_nobody_leads_stands_on_the_agenda_too():
    team = meetings.team()
    case = meetings.led_case(team, review_due_on=days_ago(-40))
    case.leads.update(status=LeadStatus.DECLINED, reason="I lead five.", answered_on=days_ago(1))
    meeting = meetings.meeting(team)
    fill_agenda(meeting=meeting, by=None, on=today())
    assert meeting.items.get(case=case).why.startswith("No lead professional. ")
    assert "I lead five" in meeting.items.get(case=case).why
