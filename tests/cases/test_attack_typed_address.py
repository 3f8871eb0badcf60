"""A confidential address typed into free text: asked about, nothing lost, nothing blocked, all logged."""

import pytest
from django.urls import reverse

from audit.models import Entry
from cases.models import Contact, Goal
from meetings.models import AgencyView
from referrals.models import Referral
from tests.browser import assert_accessible, assert_no_sideways_scroll, check_page, sign_in
from tests.days import days_ago, today
from tests.factories import cases, centres, families, meetings, referrals

pytestmark = pytest.mark.django_db
LEAK = "They moved to 12 Elm Street on Monday."


@pytest.fixture
def case():
    at = centres.centre()
    return cases.case_led_by(centres.support_worker(at), at, of=families.family(at, confidential=True))


@pytest.fixture
def lead(client, case):
    person = cases.lead_of(case)
    client.force_login(person)
    return person


def contact(**fields):
    return {"kind": "call", "reached": "yes", "happened_on": days_ago(0).strftime("%d %m %Y"), "note": LEAK, **fields}


def test_a_note_with_the_address_is_asked_about_and_keeps_what_was_typed(client, lead, case):
    answer = client.post(reverse("contact_record", args=[case.pk]), contact())
    text = answer.content.decode()
    assert (answer.status_code, LEAK in text, 'name="address_checked"' in text) == (422, True, True)
    assert not Contact.objects.exists()


def test_it_is_recorded_when_the_writer_has_looked(client, lead, case):
    client.post(reverse("contact_record", args=[case.pk]), contact(address_checked="yes"))
    assert Contact.objects.get().note == LEAK


def test_both_are_logged_without_the_words(client, lead, case):
    for more in ({}, {"address_checked": "yes"}):
        client.post(reverse("contact_record", args=[case.pk]), contact(**more))
    found = Entry.objects.filter(verb__in=["warned_of_typed_address", "kept_typed_address"]).order_by("pk")
    assert [(one.verb, one.detail) for one in found] == [
        ("warned_of_typed_address", {"fields": ["note"]}),
        ("kept_typed_address", {"fields": ["note"]}),
    ]


def test_a_note_without_it_is_recorded_at_once(client, lead, case):
    client.post(reverse("contact_record", args=[case.pk]), contact(note="They moved on Monday."))
    assert Contact.objects.exists()


def test_an_address_that_anybody_may_know_is_not_asked_about(client, lead, case):
    case.family.addresses.update(confidential=False)
    client.post(reverse("contact_record", args=[case.pk]), contact())
    assert Contact.objects.exists()


def test_a_goal_is_asked_about(client, lead, case):
    path = reverse("goal_set", args=[case.pk])
    typed = {"words": LEAK, "outcome": "safe", "start_rating": "2", "target_rating": "6"}
    assert client.post(path, typed).status_code == 422
    client.post(path, {**typed, "address_checked": "yes"})
    assert Goal.objects.exists()


@pytest.mark.parametrize(
    ("route", "typed"),
    [("progress_report", {"words": LEAK}), ("offer_record", {"what": LEAK, "offered_on": "today"}),
     ("case_close", {"closing": "moved", "closing_words": LEAK, "unmet": "nothing", "no_check_because": "Moved"})],
)  # fmt: skip
def test_progress_offers_and_closing_are_asked_about(client, lead, case, route, typed):
    typed = {key: days_ago(0).strftime("%d %m %Y") if value == "today" else value for key, value in typed.items()}
    answer = client.post(reverse(route, args=[case.pk]), typed)
    assert (answer.status_code, 'name="address_checked"' in answer.content.decode()) == (422, True)


def test_a_review_is_asked_about(client, lead, case):
    path = reverse("review_hold", args=[cases.pending_review(case).pk])
    typed = {"worker_rating": "5", "family_rating": "5", "decision": "go_on", "reason": LEAK, "what_changed": "Much.",
             "held_on": f"{today():%d %m %Y}", "held_where": "home", "present": "Mother", "staff": "4"}  # fmt: skip
    answer = client.post(path, typed)
    assert (answer.status_code, 'name="address_checked"' in answer.content.decode()) == (422, True)


def test_the_api_asks_by_a_code_and_takes_it_when_told_that_somebody_looked(client, lead, case):
    path, typed = f"/api/v1/cases/{case.pk}/contacts/", {"kind": "call", "reached": True, "note": LEAK}
    answer = client.post(path, typed, content_type="application/json")
    assert (answer.status_code, answer.json()["code"], answer.json()["field"]) == (400, "address_typed", "note")
    assert client.post(path, {**typed, "address_checked": True}, content_type="application/json").status_code == 201


# --- the meeting --------------------------------------------------------------------------------------------------


@pytest.fixture
def item(client):
    """A referral of such a family at a running meeting; its manager is signed in."""
    team = meetings.team()
    client.force_login(team.manager)
    family = meetings.known_family(team, confidential=True)
    return meetings.referral_item(meetings.running_meeting(team), team, family=family)


def view_of(item, **fields):
    agency = item.meeting.attendance.get(user=item.referral.referred_by).agency
    return {f"view_{agency.pk}": LEAK, **fields}


def test_a_view_with_the_address_is_asked_about_and_shown_again(client, item):
    answer = client.post(reverse("item_view", args=[item.pk]), view_of(item))
    assert (answer.status_code, LEAK in answer.content.decode(), AgencyView.objects.exists()) == (422, True, False)


def test_a_view_is_kept_when_the_writer_has_looked(client, item):
    client.post(reverse("item_view", args=[item.pk]), view_of(item, address_checked="yes"))
    assert AgencyView.objects.get().words == LEAK


def test_a_view_saved_while_it_is_typed_waits_until_the_writer_has_looked(client, item):
    answer = client.post(reverse("item_view", args=[item.pk]), view_of(item), headers={"accept": "application/json"})
    assert (answer.status_code, bool(answer.json()["errors"]), AgencyView.objects.exists()) == (200, True, False)


def test_a_view_typed_beside_a_decision_is_asked_about_before_anything_is_recorded(client, item):
    answer = client.post(reverse("item_decide", args=[item.pk]), decided(item, reason="Fine.", **view_of(item)))
    assert (answer.status_code, LEAK in answer.content.decode()) == (422, True)


def decided(item, **fields):
    return {"version": str(item.version), "kind": "not_accepted", "reason": LEAK, "actions-TOTAL_FORMS": "0",
            "actions-INITIAL_FORMS": "0", **fields}  # fmt: skip


def test_a_decision_is_asked_about_and_keeps_what_was_typed(client, item):
    answer = client.post(reverse("item_decide", args=[item.pk]), decided(item))
    assert (answer.status_code, LEAK in answer.content.decode()) == (422, True)


def test_a_decision_is_recorded_when_the_writer_has_looked(client, item):
    client.post(reverse("item_decide", args=[item.pk]), decided(item, address_checked="yes"))
    item.refresh_from_db()
    assert item.decision.reason == LEAK


# --- the referral -------------------------------------------------------------------------------------------------


def test_what_the_referrer_adds_is_asked_about(client):
    at = centres.centre()
    visitor, hidden = centres.health_visitor(at), families.family(at, confidential=True)
    referral = referrals.submitted_referral(by=visitor, at=at, family=hidden, status="more_needed")
    client.force_login(visitor)
    path = reverse("referral_add", args=[referral.pk])
    refused = client.post(path, {"words": LEAK}).status_code
    client.post(path, {"words": LEAK, "address_checked": "yes"})
    assert (refused, LEAK in Referral.objects.get(pk=referral.pk).worries) == (422, True)


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("width", ["page", "narrow_page"])
def test_the_question_is_accessible(request, live_server, width):
    at = centres.centre()
    hidden = cases.case_led_by(centres.support_worker(at), at, of=families.family(at, confidential=True))
    page = request.getfixturevalue(width)
    sign_in(page, live_server, cases.lead_of(hidden))
    check_page(page, live_server.url + reverse("goal_set", args=[hidden.pk]))
    page.get_by_label("What does the family want").fill(LEAK)
    page.get_by_label("Stay safe").check()
    for label, rating in (("Where does the family see itself with this now?", "2"), ("Where does it want to be?", "6")):
        page.get_by_role("group", name=label).get_by_label(rating, exact=True).check()
    page.get_by_role("button", name="Save").first.click()
    assert_accessible(page)
    assert_no_sideways_scroll(page)
    page.get_by_label("I have looked").check()
    page.get_by_role("button", name="Save").first.click()
    assert Goal.objects.get().words == LEAK
