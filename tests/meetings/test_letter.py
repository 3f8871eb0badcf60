"""The family's letter after a decision: plain words, nothing that colleagues wrote for each other, no address."""

import re
from datetime import timedelta

import pytest
from django.urls import reverse

from audit.models import Entry
from cases.models import Case, Lead
from meetings.models import Decision
from meetings.status import DecisionKind, ItemStatus
from referrals.models import Referral
from tests.days import days_ago, today
from tests.factories import cases, centres, meetings
from tests.queries import queries_of

pytestmark = pytest.mark.django_db

SECRET = "The grandmother drinks"


@pytest.fixture
def family(team):
    return meetings.known_family(team, name="Brennan-Shah")


@pytest.fixture
def item(team, family):
    """The support worker leads; at a fortnight ago's meeting it was decided to go on."""
    made = meetings.progress_item(meetings.closed_meeting(team), team, case=meetings.led_case(team, family=family))
    meetings.view(made, team.trust, by=team.health_visitor, words=SECRET)
    meetings.decision(made, by=team.manager, reason=SECRET, alternatives=SECRET, dissent=SECRET)
    return made


def ask(client, who, item, sent=None):
    client.force_login(who)
    address = reverse("family_letter", args=[item.pk])
    return client.post(address, sent) if sent is not None else client.get(address)


def letter(client, who, item, sent=None):
    answer = ask(client, who, item, sent)
    assert answer.status_code == 200
    return re.sub(r"\s+", " ", answer.content.decode())


def test_the_letter_says_who_will_call_by_when_and_whom_to_ring(client, team, item):
    shown = letter(client, team.support_worker, item)
    assert "<strong>Sam Worth</strong> from" in shown
    assert "Sam Worth is your lead professional" in shown
    assert f"<strong>{team.centre.phone}</strong>" in shown
    assert "We would like to go on as we planned with you." in shown


def test_they_are_called_by_the_next_meeting(client, team, item):
    coming = meetings.meeting(team, on=today() + timedelta(days=5))
    shown = letter(client, team.manager, item)
    assert f"<strong>by {coming.on.day} {coming.on:%B %Y}</strong>" in shown


def test_the_letter_says_how_to_say_no_and_how_to_complain(client, team, item):
    shown = letter(client, team.manager, item)
    assert "You can say no" in shown and "tell the manager of the centre, Marion Field" in shown


def test_nothing_that_an_agency_said_and_no_reason_written_for_colleagues_is_in_it(client, team, item):
    assert SECRET not in letter(client, team.manager, item)


def test_no_other_family_is_in_it(client, team, item):
    meetings.progress_item(
        item.meeting, team, case=meetings.led_case(team, family=meetings.known_family(team, name="Okonkwo"))
    )
    assert "Okonkwo" not in letter(client, team.manager, item)


def test_an_action_stands_in_the_letter_only_if_it_is_chosen(client, team, item):
    action = cases.action(team.support_worker, team.centre, case=item.case, what="Ring the nursery")
    item.decision.actions.add(action)
    line = "Ring the nursery: Sam Worth"
    assert line not in letter(client, team.manager, item)
    assert line in letter(client, team.manager, item, {"tell": [action.pk]})


def test_words_and_date_are_put_into_the_letter_and_kept_nowhere(client, team, item):
    shown = letter(client, team.manager, item, {"words": "Nursery begins in May.", "call_by": "1 3 2031"})
    assert "Nursery begins in May." in shown and "by 1 March 2031" in shown
    assert "Nursery begins in May." not in letter(client, team.manager, item)


def test_an_address_that_must_not_be_known_gets_into_no_letter(client, team, item, family):
    family.addresses.update(lines="4 Quarry Lane", postcode="LS1 4BB", confidential=True)
    refused = ask(client, team.manager, item, {"words": "We come to 4 Quarry Lane.", "address_checked": "yes"})
    assert refused.status_code == 422
    assert "Take the address out" in refused.content.decode()
    assert "Quarry" not in letter(client, team.manager, item)


def test_of_an_action_that_names_the_address_too(client, team, item, family):
    family.addresses.update(lines="4 Quarry Lane", postcode="LS1 4BB", confidential=True)
    action = cases.action(team.support_worker, team.centre, case=item.case, what="Visit LS1 4BB")
    item.decision.actions.add(action)
    assert ask(client, team.manager, item, {"tell": [action.pk]}).status_code == 422


def test_and_of_who_does_an_action(client, team, item, family):
    family.addresses.update(lines="4 Quarry Lane", postcode="LS1 4BB", confidential=True)
    action = cases.action(team.support_worker, team.centre, case=item.case, what="Ring us", done_by="Gran, LS1 4BB")
    item.decision.actions.add(action)
    assert ask(client, team.manager, item, {"tell": [action.pk]}).status_code == 422


def test_who_is_asked_to_lead_and_has_not_answered_is_said_so(client, team, family):
    case = cases.case_without_lead(of=family, referral=cases.accepted_referral(family, by=team.health_visitor))
    cases.lead_offer(case, team.social_worker)
    made = meetings.progress_item(meetings.closed_meeting(team), team, case=case)
    meetings.decision(made, by=team.manager)
    assert "We have asked Lee Ash to be your lead professional" in letter(client, team.manager, made)


def test_without_a_lead_the_referrer_calls_and_services_are_named(client, team, family):
    made = meetings.referral_item(meetings.closed_meeting(team), team, family=family)
    decision = meetings.decision(made, by=team.manager, kind=DecisionKind.SIGNPOST)
    decision.services.add(centres.service(team.centre, name="Chatterbox", phone="0113 496 0000"))
    shown = letter(client, team.manager, made)
    assert "<strong>Hanna Visser</strong> from" in shown
    assert "Chatterbox" in shown and "0113 496 0000" in shown


def test_whoever_brought_a_list_along_is_not_said_to_call_its_families(client, team, item):
    Case.objects.update(brought_on=today())
    Lead.objects.update(status="ended", ended_on=days_ago(1), reason="A new post.")
    called = letter(client, team.manager, item)
    Referral.objects.update(brought_on=today())
    assert "<strong>Hanna Visser</strong> from" in called
    assert "Hanna Visser" not in letter(client, team.manager, item)


def test_nobody_promises_a_call_when_the_work_comes_to_an_end(client, team, item):
    Decision.objects.filter(item=item).update(kind=DecisionKind.CLOSE)
    shown = letter(client, team.manager, item)
    assert "You can come back to the centre at any time." in shown
    assert "Who will call you" not in shown and f"ring us: <strong>{team.centre.phone}</strong>" in shown


def test_no_letter_is_made_when_social_care_was_told(client, team, item):
    Decision.objects.filter(item=item).update(kind=DecisionKind.PASS_ON, done_now="Rang them.")
    shown = letter(client, team.manager, item)
    assert "For this decision no letter is made" in shown and "Who will call you" not in shown


@pytest.mark.parametrize("who", ["manager", "support_worker", "health_visitor"])
def test_the_manager_the_lead_and_the_chair_of_that_meeting_make_it(client, team, item, who):
    item.meeting.chair = team.health_visitor
    item.meeting.save()
    assert ask(client, getattr(team, who), item).status_code == 200


def test_somebody_else_at_the_meeting_is_told_why_not(client, team, item):
    refused = ask(client, team.social_worker, item)
    assert (refused.status_code, "Only the lead professional" in refused.content.decode()) == (403, True)


def test_whoever_may_not_know_the_family_finds_nothing(client, team, item):
    assert ask(client, team.housing_officer, item).status_code == 404


def test_a_chair_does_not_make_it_once_the_family_no_longer_agrees(client, team, item, family):
    item.meeting.chair = team.health_visitor
    item.meeting.save()
    family.agreements.update(status="withdrawn", withdrawn_on=today(), withdrawn_by="Mother")
    assert ask(client, team.health_visitor, item).status_code == 404


def test_there_is_none_before_the_meeting_is_closed_or_decided(client, team, family):
    running = meetings.progress_item(meetings.running_meeting(team), team, case=meetings.led_case(team, family=family))
    meetings.decision(running, by=team.manager)
    assert ask(client, team.manager, running).status_code == 404


def test_there_is_none_for_an_item_that_was_put_off(client, team, item):
    item.status = ItemStatus.DEFERRED
    item.save()
    assert ask(client, team.manager, item).status_code == 404


def test_reading_it_is_logged_under_the_family(client, team, item, family):
    letter(client, team.manager, item)
    read = Entry.objects.get(verb="family_letter", by=team.manager)
    assert (read.kind, read.subject_id, read.detail) == ("read", family.pk, {"item": item.pk})


def test_the_lead_finds_it_at_home_and_the_chair_on_the_item(client, team, item):
    address = reverse("family_letter", args=[item.pk])
    client.force_login(team.support_worker)
    assert address in client.get("/").content.decode()
    client.force_login(team.manager)
    assert address in client.get(reverse("item", args=[item.pk])).content.decode()


def test_it_asks_as_much_for_20_actions_and_families_as_for_one(client, team, item):
    client.force_login(team.manager)
    address = reverse("family_letter", args=[item.pk])
    queries_of(client, address)
    once = queries_of(client, address)
    for number in range(20):
        item.decision.actions.add(cases.action(team.support_worker, team.centre, case=item.case))
        item.decision.services.add(centres.service(team.centre, name=f"Service {number}"))
    meetings.closed_meeting(team, on=days_ago(28))
    assert queries_of(client, address) == once
