"""The page on which it is said what comes after a refusal; the alert, the panel, the reminder, the API's door."""

from datetime import timedelta

import pytest
from django.urls import reverse

from cases import tasks
from cases.models import Action, Offer
from cases.services import say_what_next
from cases.status import ActionStatus, OfferStatus
from centres.models import Membership
from consent.status import Information
from reminders.models import Reminder
from tests.cases.test_services_engagement import refusal, said
from tests.days import days_ago, today
from tests.factories import cases, centres, sharing

pytestmark = pytest.mark.django_db


def in_a_week():
    return f"{today() + timedelta(days=7):%d %m %Y}"


@pytest.fixture
def lead(case, client):
    client.force_login(cases.lead_of(case))
    return cases.lead_of(case)


@pytest.fixture
def no(case):
    return refusal(case)


def send(client, offer, **typed):
    return client.post(reverse("refusal_next", args=[offer.pk]), {"due_on": in_a_week(), **typed})


def story(client, case):
    return client.get(reverse("case", args=[case.pk])).content.decode()


def test_a_recorded_refusal_leads_to_what_comes_next(client, case, lead):
    offer = cases.offer(case, by=lead)
    answer = client.post(reverse("offer_answer", args=[offer.pk]), {"status": "refused", "words": "No."})
    assert answer.url == reverse("refusal_next", args=[offer.pk])


def test_another_answer_leads_back_to_the_case(client, case, lead):
    offer = cases.offer(case, by=lead)
    answer = client.post(reverse("offer_answer", args=[offer.pk]), {"status": "later"})
    assert answer.url == reverse("case", args=[case.pk])


def test_the_page_shows_the_refusal_and_the_alternatives(client, case, lead, no):
    text = client.get(reverse("refusal_next", args=[no.pk])).content.decode()
    referrer = case.referral.referred_by.name
    wanted = ["No, thank you.", "Visit together", "Another worker", "Another service", f"{referrer} is asked to.",
              "Ask what would help", "Nothing more is offered now"]  # fmt: skip
    assert [one for one in wanted if one not in text] == []


def test_services_that_fit_come_first_and_refused_ones_not_at_all(client, case, lead, no):
    fits, other = centres.service(case.centre, name="Chatter time"), centres.service(case.centre, name="Aqua", needs=[])
    refused = centres.service(case.centre, name="Said no to")
    refusal(case, service=refused)
    text = client.get(reverse("refusal_next", args=[no.pk])).content.decode()
    assert text.index(fits.name) < text.index(other.name)
    assert f'value="{refused.pk}"' not in text.partition('name="service"')[2].partition("</select>")[0]


def test_what_was_chosen_is_in_the_plan(client, case, lead, no):
    answer = send(client, no, step="ask", what="on the walk")
    assert (answer.url, Action.objects.get().what) == (
        reverse("case", args=[case.pk]), "Ask the family what would help: on the walk",
    )  # fmt: skip


def test_a_colleague_can_be_asked_on_the_page(client, case, lead, no):
    colleague = centres.health_visitor(case.centre)
    job = Membership.objects.get(user=colleague)
    send(client, no, step="joint_visit", person=job.pk)
    assert Action.objects.get().pass_ons.get().to == colleague


def test_nothing_chosen_says_so_beside_the_field_and_keeps_what_was_typed(client, case, lead, no):
    answer = send(client, no, what="on the walk")
    text = answer.content.decode()
    assert (answer.status_code, "Choose what comes next" in text, "on the walk" in text) == (422, True, True)


def test_nothing_more_without_a_reason_says_so_beside_the_field(client, case, lead, no):
    answer = send(client, no, step="nothing_now")
    assert (answer.status_code, 'href="#id_because"' in answer.content.decode()) == (422, True)


def test_a_confidential_address_is_asked_about(client, case, lead, no):
    case.family.addresses.update(confidential=True, lines="4 Quarry Lane", postcode="LS1 4BB")
    answer = send(client, no, step="ask", what="at 4 Quarry Lane")
    assert (answer.status_code, 'name="address_checked"' in answer.content.decode()) == (422, True)


def test_without_an_agreement_the_page_offers_only_the_reason(client, case, lead, no):
    cases.without_agreement(case)
    text = client.get(reverse("refusal_next", args=[no.pk])).content.decode()
    assert ("Ask what would help" in text, "Nothing more is offered now" in text) == (False, True)


def test_a_referrer_who_has_left_is_no_choice(client, case, lead, no):
    case.referral.referred_by.memberships.update(ends_on=days_ago(1))
    assert 'value="referrer"' not in client.get(reverse("refusal_next", args=[no.pk])).content.decode()


# --- alert and panel ------------------------------------------------------------------------------------------------


def test_the_case_says_that_a_refusal_waits_and_where(client, case, lead, no):
    text = story(client, case)
    assert ("A refusal waits for what comes next." in text, reverse("refusal_next", args=[no.pk]) in text) == (
        True, True,
    )  # fmt: skip


def test_it_says_what_comes_next_and_whose_it_is(client, case, lead, no):
    said(no, what="on the walk")
    text = story(client, case)
    assert "A refusal waits" not in text
    assert f"Ask the family what would help: on the walk. {lead.name}, by" in text


def test_it_says_that_what_was_to_come_next_was_not_done(client, case, lead, no):
    Action.objects.filter(pk=said(no).next_action_id).update(
        status=ActionStatus.NOT_DONE, finished_on=today(), result="Nobody in"
    )
    assert "What was to come next was not done" in story(client, case)


def test_why_nothing_more_is_offered_stands_in_the_story(client, case, lead, no):
    say_what_next(offer=no, step="nothing_now", because="Her mother is staying.", by=lead, on=today())
    assert "Nothing more is offered now: Her mother is staying." in story(client, case)


def test_whoever_only_reads_is_not_asked(client, case, no):
    supervisor = centres.health_visitor(case.centre)
    Membership.objects.filter(user=cases.lead_of(case)).update(supervisor=supervisor)
    cases.wishes_to_include(case.family, cases.agency_of(supervisor, case.centre), by=supervisor)
    client.force_login(supervisor)
    text = story(client, case)
    assert ("Nobody has said what comes next" in text, reverse("refusal_next", args=[no.pk]) in text) == (True, False)


def test_where_contacts_are_kept_the_refusal_is_and_where_the_plan_is_kept_the_action(client, case, lead, no):
    said(no, what="on the walk")
    kept = sharing.kept(case.family, cases.agency_of(lead, case.centre), Information.PLAN, by=lead)
    text = story(client, case)
    assert ("on the walk" in text, "Next: ask what would help" in text) == (False, True)
    type(kept).objects.filter(pk=kept.pk).update(kind=Information.CONTACTS)
    assert "After a refusal" not in story(client, case)
    assert client.get(reverse("refusal_next", args=[no.pk])).status_code == 404


def test_without_an_agreement_nobody_is_alarmed(client, case, lead, no):
    cases.without_agreement(case)
    assert "A refusal waits" not in story(client, case)


def test_closing_lists_what_was_refused_and_not_followed(client, case, lead, no):
    text = client.get(reverse("case_close", args=[case.pk])).content.decode()
    assert ("Refused, and nothing else was tried" in text, no.what in text) == (True, True)


def test_closing_as_declined_says_beside_the_field_what_is_missing(client, case, lead, no):
    typed = {"closing": "declined", "closing_words": "They would rather not.", "unmet": "nothing",
             "no_check_because": "They would rather not."}  # fmt: skip
    answer = client.post(reverse("case_close", args=[case.pk]), typed)
    assert (answer.status_code, 'href="#id_not_tried_because"' in answer.content.decode()) == (422, True)
    client.post(reverse("case_close", args=[case.pk]), {**typed, "not_tried_because": "Her mother is staying."})
    client.force_login(centres.manager(case.centre))
    shown = client.get(reverse("case", args=[case.pk]), {"part": "reviews"}).content.decode()
    assert "Why nothing else was tried: Her mother is staying." in shown


# --- reminders ------------------------------------------------------------------------------------------------------


def told():
    return [one.to for one in Reminder.objects.filter(kind="refusal").order_by("pk")]


def on(days):
    return str(today() + timedelta(days=days))


def test_the_lead_is_reminded_three_days_after_a_refusal_and_then_weekly(case):
    refusal(case, answered_on=today())
    assert [tasks.remind_refusals(on(days)) for days in (2, 3, 4, 9, 10, 16, 17)] == [0, 1, 0, 0, 1, 0, 1]
    assert set(told()) == {cases.lead_of(case)}


def test_a_sweep_that_was_off_for_weeks_tells_once(case):
    refusal(case, answered_on=days_ago(20))
    assert (tasks.remind_refusals(), tasks.remind_refusals()) == (1, 0)


def test_where_nobody_leads_the_manager_is(case):
    manager = centres.manager(case.centre)
    refusal(case, answered_on=days_ago(5))
    case.leads.update(status="ended", ended_on=today())
    tasks.remind_refusals()
    assert told() == [manager]


def test_nobody_is_reminded_of_what_has_a_next_step(case):
    said(refusal(case, answered_on=days_ago(5)))
    assert tasks.remind_refusals() == 0


def test_what_was_not_done_is_reminded_of_from_then_on(case):
    no = refusal(case, answered_on=days_ago(9))
    not_done = {"status": ActionStatus.NOT_DONE, "result": "Nobody in", "finished_on": days_ago(2)}
    Action.objects.filter(pk=said(no).next_action_id).update(**not_done)
    assert (tasks.remind_refusals(), tasks.remind_refusals(on(1))) == (0, 1)


@pytest.mark.parametrize("how", ["closed", "withdrawn"])
def test_nobody_is_reminded_where_nobody_works(case, how):
    refusal(case, answered_on=days_ago(5))
    if how == "withdrawn":
        cases.without_agreement(case)
    else:
        type(case).objects.filter(pk=case.pk).update(status="closed", closed_on=today(), closing="moved")
    assert tasks.remind_refusals() == 0


def test_a_reminder_says_nothing_of_the_family(case):
    refusal(case, answered_on=days_ago(5))
    tasks.remind_refusals()
    assert Reminder.objects.get().sentence == f"In {case.reference} something has no next step. Say what comes next."


# --- API ------------------------------------------------------------------------------------------------------------


def test_over_the_api_too(client, case, lead, no):
    sent = {"step": "ask", "due_on": str(today() + timedelta(days=7))}
    answer = client.post(reverse("offer-next", args=[no.pk]), sent, content_type="application/json")
    assert (answer.status_code, answer.json()["next_step_label"]) == (200, "Ask what would help")


def test_over_the_api_a_rule_comes_back_with_its_field(client, case, lead, no):
    answer = client.post(reverse("offer-next", args=[no.pk]), {"step": "ask"}, content_type="application/json")
    assert (answer.status_code, answer.json()["code"], answer.json()["field"]) == (400, "no_day", "due_on")


def test_over_the_api_closing_takes_the_reason(client, case, lead, no):
    sent = {"closing": "declined", "words": "They would rather not.", "unmet": [], "no_check_because": "They said no."}
    path = reverse("case-close", args=[case.pk])
    assert client.post(path, sent, content_type="application/json").json()["code"] == "refusal_waits"
    assert (
        client.post(path, {**sent, "not_tried_because": "Her mother."}, content_type="application/json").status_code
        == 204
    )
    assert Offer.objects.get().status == OfferStatus.REFUSED
