"""Why an item is on the agenda, what a part is called, why it was put off: not for whom the family keeps that from."""

import pytest
from django.urls import reverse

from centres.models import Membership
from consent.status import Information
from meetings.editions import agency_edition, edition_for, full_edition
from meetings.models import AgendaItem
from meetings.serializers import ItemRow
from meetings.services import close_meeting, put_off, release_minutes, split_item, take_together
from meetings.shown import TELLS_OF, show_to
from tests.days import today
from tests.factories import centres, meetings, sharing

pytestmark = pytest.mark.django_db

TITLES = {"quokka", "jacaranda", "narwhal"}
OF_THE_PLAN = {"capybara", "ocelot", "wombat"}
READERS = ("health_visitor", "guest")


@pytest.fixture
def team():
    return meetings.team()


@pytest.fixture
def guest(team):
    return centres.member(team.centre, "specialist", of=team.trust, name="Thea Lark")


@pytest.fixture
def items(team, guest):
    """A matter of a running meeting for which a guest comes, with a part along, one on its own, and one put off."""
    meeting = meetings.running_meeting(team)
    whole = meetings.progress_item(meeting, team, why="Review was due: capybara")
    meetings.guest(guest, whole)
    names = [f"About the {word}" for word in ("jacaranda", "quokka", "narwhal")]
    along, own, off = (split_item(item=whole, title=one, by=team.manager) for one in names)
    AgendaItem.objects.filter(pk=along.pk).update(why="Split for the wombat")
    take_together(item=along, host=whole, by=team.manager)
    put_off(item=off, because="Wait for the ocelot", by=team.manager)
    return {"whole": whole, "along": along, "own": own, "off": off}


@pytest.fixture
def decided(team, items):
    """What the matter of the family ended with."""
    items["whole"].refresh_from_db()
    return meetings.decision(items["whole"], by=team.manager, reason="It helps")


def reader(name, team, guest):
    return guest if name == "guest" else getattr(team, name)


def keep(items, team, kind):
    sharing.kept(items["whole"].family, team.trust, kind, by=team.manager)


def pages(client, who, items):
    """Everything of the meeting that is live: its agenda, the page of each item, and both over the API."""
    client.force_login(who)
    at = items["whole"].meeting_id
    to = [reverse("meeting", args=[at]), reverse("meeting-detail", args=[at])]
    to += [reverse(route, args=[one.pk]) for route in ("item", "item-detail") for one in items.values()]
    return {one: client.get(one) for one in to}


def words_on(client, who, items):
    """Which of the words stand anywhere; every page is there."""
    shown = pages(client, who, items)
    assert {answer.status_code for answer in shown.values()} == {200}
    text = "".join(answer.content.decode() for answer in shown.values())
    assert "“”" not in text
    return {word for word in TITLES | OF_THE_PLAN if word in text}


@pytest.mark.parametrize("name", READERS)
def test_who_may_know_everything_reads_every_word(client, team, guest, items, name):
    assert words_on(client, reader(name, team, guest), items) == TITLES | OF_THE_PLAN


@pytest.mark.parametrize("name", READERS)
def test_who_must_not_know_the_plan_reads_none_of_them(client, team, guest, items, name):
    keep(items, team, Information.PLAN)
    assert words_on(client, reader(name, team, guest), items) == set()


@pytest.mark.parametrize("kind", [Information.CONTACTS, Information.HEALTH, Information.SAFEGUARDING])
@pytest.mark.parametrize("name", READERS)
def test_who_must_not_know_something_else_reads_how_no_part_is_called(client, team, guest, items, name, kind):
    keep(items, team, kind)
    assert words_on(client, reader(name, team, guest), items) == OF_THE_PLAN


@pytest.mark.parametrize("kind", Information.values)
def test_the_manager_and_the_other_agency_read_every_word(client, team, items, kind):
    keep(items, team, kind)
    for who in (team.manager, team.social_worker):
        assert words_on(client, who, items) == TITLES | OF_THE_PLAN


def test_a_chair_is_no_exception(client, team, items):
    keep(items, team, Information.HEALTH)
    items["whole"].meeting.chair = team.health_visitor
    items["whole"].meeting.save()
    assert words_on(client, team.health_visitor, items) & TITLES == set()


def test_the_agenda_does_not_tell_what_was_decided(client, team, items, decided):
    said = f">{decided.get_kind_display()}<"
    agenda = reverse("meeting", args=[items["whole"].meeting_id])
    keep(items, team, Information.PLAN)
    for who, told in ((team.social_worker, True), (team.health_visitor, False)):
        client.force_login(who)
        assert (said in client.get(agenda).content.decode()) == told


def test_the_page_of_a_decided_item_does_not_say_that_it_is_not_decided(client, team, items, decided):
    keep(items, team, Information.PLAN)
    client.force_login(team.health_visitor)
    shown = client.get(reverse("item", args=[items["whole"].pk])).content.decode()
    assert "Not decided yet" not in shown
    assert "It helps" not in shown


@pytest.mark.parametrize("kind", Information.values)
def test_the_minutes_leave_out_the_same_words_as_the_pages(team, items, decided, kind):
    minutes = close_meeting(meeting=items["whole"].meeting, by=team.manager, on=today())
    keep(items, team, kind)
    said = {one["id"]: one for one in agency_edition(minutes, team.trust.pk, today()).content["items"]}
    for one in show_to(team.health_visitor, AgendaItem.objects.filter(pk__in=said)):
        assert {name: said[one.pk][name] for name in TELLS_OF} == {name: getattr(one.shown, name) for name in TELLS_OF}
        assert (said[one.pk]["decision"] is None) == (one.shown.decision is None)


def test_the_minutes_of_a_guest_leave_out_the_same_and_the_managers_nothing(team, guest, items):
    keep(items, team, Information.PLAN)
    minutes = close_meeting(meeting=items["whole"].meeting, by=team.manager, on=today())
    release_minutes(minutes=minutes, by=team.manager, on=today())
    words = TITLES | OF_THE_PLAN
    assert [word for word in words if word in str(edition_for(minutes, guest, today()).content)] == []
    assert [word for word in words if word not in str(full_edition(minutes).content)] == []


@pytest.mark.parametrize("kind", Information.values)
def test_what_is_kept_is_the_same_for_a_list_and_for_one_item(team, guest, items, kind):
    keep(items, team, kind)
    meetings.progress_item(items["whole"].meeting, team)
    for who in (*team.everybody, guest):
        for one in show_to(who, AgendaItem.objects.visible_to(who)):
            assert set(Information.values) - one.shown.kept == AgendaItem.objects.seen_by(who, one.pk).kinds


def test_who_works_for_two_agencies_reads_what_one_of_them_may_know(team, items):
    keep(items, team, Information.PLAN)
    Membership.objects.filter(user=team.support_worker).update(user=team.health_visitor)
    assert show_to(team.health_visitor, [items["whole"]])[0].shown.kept == set()


def test_the_names_of_the_teams_own_matters_are_everybodys(client, team, items):
    keep(items, team, Information.PLAN)
    matter = meetings.other_item(items["whole"].meeting, title="Summer play scheme", why="Put off on a Monday")
    client.force_login(team.health_visitor)
    for to in (reverse("meeting", args=[matter.meeting_id]), reverse("item-detail", args=[matter.pk])):
        assert "Put off on a Monday" in client.get(to).content.decode()


def test_the_words_of_an_item_of_which_nobody_asked_who_reads_it_are_not_shown(items):
    assert TELLS_OF.keys() & ItemRow(items["own"]).data.keys() == set()
    with pytest.raises(AttributeError, match="shown"):
        items["own"].shown  # noqa: B018 - it fails when it is read
