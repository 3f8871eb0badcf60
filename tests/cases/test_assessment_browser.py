"""The assessment and the plan in a real browser: on a phone, on a desk, without JavaScript, with errors, on paper."""

import pytest
from django.urls import reverse
from playwright.sync_api import expect

from cases.assessment_words import LABELS
from cases.models import Assessment
from tests.browser import assert_accessible, assert_no_sideways_scroll, check_page, sign_in
from tests.factories import cases, centres

pytestmark = pytest.mark.django_db(transaction=True)
LONG = "He laughs easily, and shows you his cars one after the other, in their order.\n\nAt night he wakes and calls."


def assessed_case():
    """A case with a finished version and the draft of the next, and its lead."""
    case = cases.led_case()
    lead = cases.lead_of(case)
    given = {"strengths": "A warm home.", "worries": "Few words.", "family_wants": "A friend.", "tried": "Nursery."}
    type(case.referral).objects.filter(pk=case.referral_id).update(**given)
    first = cases.assessment(case, by=lead, child_needs=LONG, child_voice="Car! Car!")
    second = cases.assessment(case, by=lead, version=2, child_strengths=LONG)
    draft = cases.assessment(case, by=lead, version=3, finished_on=None, conclusion="")
    return case, lead, first, second, draft


@pytest.mark.parametrize("width", ["page", "narrow_page"])
def test_every_page_is_accessible_and_fits(request, live_server, width):
    window = request.getfixturevalue(width)
    case, lead, first, second, draft = assessed_case()
    sign_in(window, live_server, lead)
    goal = cases.goal(case, by=lead)
    action = cases.action(lead, case.centre, case=case, goal=goal, for_adult=case.family.adults.first())
    cases.action(lead, case.centre, case=case, done_by="Their GP")
    for path in (
        reverse("case", args=[case.pk]) + "?part=plan",
        reverse("action_agree", args=[case.pk]),
        reverse("action_goal", args=[action.pk]),
        reverse("plan_copy", args=[case.pk]),
        reverse("case", args=[case.pk]),
        reverse("case", args=[case.pk]) + "?part=assessment",
        reverse("assessment", args=[first.pk]),
        reverse("assessment", args=[second.pk]),
        reverse("assessment_copy", args=[second.pk]),
    ):
        check_page(window, live_server.url + path)
    window.get_by_label(case.family.adults.first().name).check()
    window.get_by_role("button", name="Show the copy").click()
    window.get_by_role("heading", name="What we looked at together").wait_for()
    assert_accessible(window)
    assert_no_sideways_scroll(window)
    check_page(window, live_server.url + reverse("assessment_write", args=[draft.pk]))
    window.get_by_text("What is known already").click()
    window.get_by_role("button", name="Finish the assessment").click()
    window.get_by_role("alert").wait_for()
    assert_accessible(window)
    assert_no_sideways_scroll(window)


def test_it_is_written_on_a_phone_and_nothing_is_lost(narrow_page, live_server):
    page, case = narrow_page, cases.led_case()
    sign_in(page, live_server, cases.lead_of(case))
    page.goto(live_server.url + reverse("case", args=[case.pk]) + "?part=assessment")
    page.get_by_role("button", name="Begin the assessment").tap()
    page.get_by_label(LABELS["child_voice"]).fill("Car!")
    page.get_by_label(LABELS["child_needs"]).tap()
    expect(page.locator("[data-autosave-status]")).to_contain_text("Saved at")
    page.reload()
    assert page.get_by_label(LABELS["child_voice"]).input_value() == "Car!"
    page.get_by_role("button", name="Finish the assessment").tap()
    page.get_by_role("alert").wait_for()
    page.get_by_label(LABELS["conclusion"]).fill("He needs other children.")
    page.get_by_role("button", name="Finish the assessment").tap()
    page.get_by_text("Version 1, finished on").wait_for()
    assert Assessment.objects.get().child_voice == "Car!"


def test_two_who_write_at_once_both_read_what_the_other_said(page, live_server):
    case, lead, *_, draft = assessed_case()
    sign_in(page, live_server, lead)
    page.goto(live_server.url + reverse("assessment_write", args=[draft.pk]))
    manager = centres.manager(case.centre)
    Assessment.objects.filter(pk=draft.pk).update(revision=5, saved_by=manager, child_needs="Her words")
    page.get_by_label(LABELS["child_needs"]).fill("My words")
    page.get_by_label(LABELS["child_voice"]).click()
    expect(page.locator("[data-autosave-status]")).to_contain_text("Yours is not saved yet")
    page.get_by_role("button", name="Save, and go on later").click()
    page.get_by_text("Her words").wait_for()
    assert page.get_by_label(LABELS["child_needs"]).input_value() == "My words"


def test_it_is_written_without_javascript(plain_page, live_server):
    page, case = plain_page, cases.led_case()
    sign_in(page, live_server, cases.lead_of(case))
    page.goto(live_server.url + reverse("case", args=[case.pk]) + "?part=assessment")
    page.get_by_role("button", name="Begin the assessment").click()
    page.get_by_label(LABELS["carers_voice"]).fill("I want him to have a friend.")
    page.get_by_role("button", name="Save, and go on later").click()
    page.get_by_role("link", name="Go on writing").click()
    page.get_by_label(LABELS["conclusion"]).fill("He needs other children.")
    page.get_by_role("button", name="Finish the assessment").click()
    assert page.get_by_text("Version 1, finished on").is_visible()
