"""At the meeting, too, a kind of information that a family keeps from an agency reaches none of its people."""

import pytest
from django.urls import reverse

from centres.models import Agency
from consent.status import Information
from inputs.errors import NotAllowed
from meetings.editions import agency_edition, full_edition
from meetings.services import close_meeting, save_item_draft
from meetings.services.sweeps import fill_next_agendas, remind_of_withdrawn_items
from reminders.models import Reminder
from tests.days import days_ago, today
from tests.factories import cases, meetings, sharing

pytestmark = pytest.mark.django_db

CANARIES = {
    Information.CONTACTS: ("canary offer",),
    Information.PLAN: ("canary progress", "canary change", "canary decision", "canary action"),
    Information.HEALTH: ("Speech and language", "canary wants", "canary view"),
}


@pytest.fixture
def team():
    made = meetings.team()
    Agency.objects.filter(pk=made.trust.pk).update(kind="nhs")
    Agency.objects.filter(pk__in=[made.council.pk, made.housing.pk]).update(kind="council")
    made.council.refresh_from_db()
    return made


@pytest.fixture
def item(team):
    """An item of a running meeting with something of every kind, decided."""
    case = meetings.led_case(team)
    case.referral.family_wants = "canary wants"
    case.referral.save()
    cases.offer(case, by=team.support_worker, what="canary offer")
    cases.progress(case, by=team.support_worker, words="canary progress")
    cases.held_review(case, by=team.support_worker, what_changed="canary change")
    cases.action(team.support_worker, team.centre, case=case, what="canary action", agreed_on=days_ago(9))
    made = meetings.progress_item(meetings.running_meeting(team), team, case=case)
    meetings.view(made, team.trust, by=team.health_visitor, words="canary view")
    meetings.decision(made, by=team.manager, reason="canary decision")
    return made


def read(client, who, item):
    client.force_login(who)
    page = client.get(reverse("item", args=[item.pk])).content.decode()
    return page + client.get(f"/api/v1/items/{item.pk}/").content.decode()


def seen(text):
    return {kind for kind, words in CANARIES.items() if any(word in text for word in words)}


@pytest.mark.parametrize("kind", [Information.PLAN, Information.HEALTH])
def test_what_an_assessment_concludes_is_on_the_screen_of_those_who_may_know_plan_and_health(client, team, item, kind):
    said = {"conclusion": "canary conclusion", "carers_voice": "canary voice"}
    cases.assessment(item.case, by=team.support_worker, **said)
    text = read(client, team.social_worker, item)
    assert ("canary conclusion" in text, "canary voice" in text) == (True, False)
    keep(item, team.council, kind, team.manager)
    assert "canary conclusion" not in read(client, team.social_worker, item)


def keep(item, agency, kind, by):
    return sharing.kept(item.family, agency, kind, by=by)


def test_somebody_whose_agency_may_know_everything_sees_it(client, team, item):
    assert seen(read(client, team.social_worker, item)) == set(CANARIES)


@pytest.mark.parametrize("kind", list(CANARIES))
def test_what_is_kept_is_not_on_their_screen(client, team, item, kind):
    keep(item, team.council, kind, team.manager)
    assert seen(read(client, team.social_worker, item)) == set(CANARIES) - {kind}
    assert seen(read(client, team.manager, item)) == set(CANARIES)


def test_a_health_service_from_which_health_is_kept_reads_no_other_view_than_its_own(client, team, item):
    keep(item, team.trust, Information.HEALTH, team.manager)
    text = read(client, team.health_visitor, item)
    assert "Speech and language" not in text


def test_what_was_passed_on_is_a_safeguarding_note(client, team, item):
    item.decision.done_now = "canary rang the duty team"
    item.decision.save()
    keep(item, team.council, Information.SAFEGUARDING, team.manager)
    assert "canary rang" not in read(client, team.social_worker, item)


def test_a_chair_from_whose_agency_the_plan_is_kept_does_not_hold_the_pen(team):
    meeting = meetings.running_meeting(team, chair=team.health_visitor)
    item = meetings.progress_item(meeting, team)
    keep(item, team.trust, Information.PLAN, team.manager)
    with pytest.raises(NotAllowed, match="keeps its plan"):
        save_item_draft(item=item, typed={}, version=item.version, by=team.health_visitor)


def edition(team, item, agency):
    minutes = close_meeting(meeting=item.meeting, by=team.manager, on=today())
    return minutes, agency_edition(minutes, agency.pk, today())


@pytest.mark.parametrize("kind", [Information.PLAN, Information.HEALTH])
def test_the_minutes_of_an_agency_hold_the_item_without_it_and_say_so(team, item, kind):
    keep(item, team.council, kind, team.manager)
    minutes, of_council = edition(team, item, team.council)
    text = str(of_council.content)
    at_meeting = {Information.PLAN: "canary decision", Information.HEALTH: "canary view"}
    assert at_meeting[kind] not in text
    assert (of_council.left_out, of_council.partly) == (0, 1)
    assert at_meeting[kind] in str(full_edition(minutes).content)
    assert at_meeting[kind] in str(agency_edition(minutes, team.trust.pk, today()).content)


def test_minutes_made_before_the_wish_follow_it(team, item):
    minutes, before = edition(team, item, team.council)
    assert "canary decision" in str(before.content)
    keep(item, team.council, Information.PLAN, team.manager)
    assert "canary decision" not in str(agency_edition(minutes, team.council.pk, today()).content)


def test_a_snapshot_that_does_not_say_which_views_are_of_health_shows_none_of_them(team, item):
    minutes, _ = edition(team, item, team.council)
    for one in minutes.content["items"]:
        for view in one["views"]:
            view.pop("health")
    keep(item, team.council, Information.HEALTH, team.manager)
    assert "canary view" not in str(agency_edition(minutes, team.council.pk, today()).content)


def test_the_chair_of_a_coming_meeting_is_told_of_a_withdrawal_by_reference(team):
    meeting = meetings.meeting(team, chair=team.health_visitor)
    item = meetings.progress_item(meeting, team)
    item.family.agreements.update(status="withdrawn", withdrawn_on=today(), withdrawn_by="Grace")
    assert remind_of_withdrawn_items(on=today()) == 1
    told = Reminder.objects.get(to=team.health_visitor)
    assert item.case.reference in told.sentence
    assert item.family.name not in told.sentence + told.path


def test_the_chair_is_told_also_if_the_agenda_drops_the_item_first(team):
    meeting = meetings.meeting(team, chair=team.health_visitor)
    item = meetings.progress_item(meeting, team)
    item.family.agreements.update(status="withdrawn", withdrawn_on=today(), withdrawn_by="Grace")
    fill_next_agendas(on=today())
    assert Reminder.objects.filter(to=team.health_visitor, kind="agreement").count() == 1


def test_a_chair_who_could_not_know_is_told_nothing(team):
    meeting = meetings.meeting(team, chair=team.housing_officer)
    item = meetings.progress_item(meeting, team)
    item.family.agreements.update(status="withdrawn", withdrawn_on=today(), withdrawn_by="Grace")
    assert remind_of_withdrawn_items(on=today()) == 0
