"""The number of queries does not grow with the number of rows."""

import pytest
from django.urls import reverse

from audit.models import Entry
from consent.status import Information
from meetings.models import AgendaItem
from meetings.services import close_meeting, release_minutes, split_item, take_together
from tests.days import days_ago, today
from tests.factories import cases, meetings, sharing
from tests.queries import queries_of

pytestmark = pytest.mark.django_db


def queries(client, who, url):
    """How many queries the page asks."""
    client.force_login(who)
    client.get(url)  # what is asked once per process is asked here
    return queries_of(client, url)


def full_meeting(number, **fields):
    """A running meeting with so many cases on its agenda, each with a view, and so many actions of last time."""
    team = meetings.team()
    before, meeting = meetings.closed_meeting(team), meetings.running_meeting(team, **fields)
    for n in range(number):
        case = meetings.led_case(team, family=meetings.known_family(team, name=f"Family {n:03}"))
        sharing.kept(case.family, team.council, Information.HEALTH, by=team.manager)
        item = meetings.progress_item(meeting, team, case=case, position=n)
        meetings.view(item, team.trust, by=team.health_visitor)
        last = meetings.progress_item(before, team, case=case, position=n)
        action = cases.action(team.support_worker, team.centre, case=case, due_on=days_ago(-n))
        meetings.decision(last, by=team.manager).actions.add(action)
        for _ in range(3):
            cases.contact(case, by=team.support_worker)
            cases.offer(case, by=team.support_worker)
    return team, meeting


def counts(client, number):
    """The queries of every page of a meeting with so many items, for the manager and for a participant."""
    team, meeting = full_meeting(number)
    item = meeting.items.in_order()[5]
    pages = {"meeting": meeting.pk, "item": item.pk, "meeting_close": meeting.pk}
    asked = {page: queries(client, team.manager, reverse(page, args=[pk])) for page, pk in pages.items()}
    for page in ("meeting", "item", "meeting-detail", "item-detail"):
        asked[f"{page} of a participant"] = queries(
            client, team.support_worker, reverse(page, args=[pages[page.split("-")[0]]])
        )
    minutes = close_meeting(meeting=meeting, by=team.manager, on=today())
    asked["minutes to be released"] = queries(client, team.manager, reverse("minutes", args=[meeting.pk]))
    release_minutes(minutes=minutes, by=team.manager, on=today())
    asked["minutes"] = queries(client, team.support_worker, reverse("minutes", args=[meeting.pk]))
    return asked


def test_no_page_of_a_meeting_asks_more_for_60_items_than_for_10(client):
    assert counts(client, 60) == counts(client, 10)


def test_the_list_asks_as_much_for_300_meetings_as_for_10(client):
    counts = []
    for number in (10, 300):
        team = meetings.team()
        for n in range(number):
            meetings.closed_meeting(team, on=days_ago(14 * (n + 1)))
        counts.append(queries(client, team.support_worker, reverse("meetings")))
    assert counts[0] == counts[1]


def test_the_read_log_names_exactly_the_families_on_the_page(client):
    team, meeting = full_meeting(3)
    hidden = meetings.referral_item(meeting, team, family=meetings.known_family(team, to=[team.trust], name="Hidden"))
    client.force_login(team.support_worker)
    client.get(reverse("meeting", args=[meeting.pk]))
    shown = set(AgendaItem.objects.filter(meeting=meeting).exclude(pk=hidden.pk).values_list("family_id", flat=True))
    read = Entry.objects.filter(kind="read", verb="meeting", subject_type="families.family")
    assert set(read.values_list("subject_id", flat=True)) == shown


def test_an_item_and_its_minutes_ask_as_much_with_twelve_parts_as_with_two(client):
    counts = []
    for number in (2, 12):
        team = meetings.team()
        meeting = meetings.running_meeting(team)
        whole = meetings.progress_item(meeting, team)
        for n in range(number):
            part = split_item(item=whole, title=f"Part {n}", by=team.manager)
            meetings.view(part, team.trust, by=team.health_visitor)
            split_item(item=whole, title=f"Waiting {n}", by=team.manager)
            take_together(item=part, host=whole, by=team.manager)
        asked = [queries(client, team.manager, reverse("item", args=[whole.pk]))]
        asked.append(queries(client, team.manager, reverse("meeting", args=[meeting.pk])))
        close_meeting(meeting=meeting, by=team.manager, on=today())
        counts.append([*asked, queries(client, team.manager, reverse("minutes", args=[meeting.pk]))])
    assert counts[0] == counts[1]
