"""The chair's screen and the pages around it, in a real browser."""

import pytest

from meetings.models import AgendaItem
from meetings.services import close_meeting, release_minutes
from meetings.status import ItemStatus
from tests.browser import address, check_page, look, sign_in
from tests.days import days_ago, today
from tests.factories import cases, centres, meetings

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def team():
    """A centre's team with a service for what families are referred for."""
    made = meetings.team()
    centres.service(made.centre, name="Chatterbox")
    return made


@pytest.fixture
def meeting(team):
    """A running meeting with one item of each kind, and actions of last time."""
    case = meetings.led_case(team, family=meetings.known_family(team, name="Brennan-Shah"))
    action = cases.action(team.support_worker, team.centre, case=case, due_on=days_ago(1))
    before = meetings.closed_meeting(team)
    meetings.decision(meetings.progress_item(before, team, case=case), by=team.manager).actions.add(action)
    meetings.draft_minutes(before, by=team.manager)
    made = meetings.running_meeting(team)
    meetings.referral_item(made, team)
    meetings.progress_item(made, team, case=case)
    meetings.review_item(made, team, case=meetings.led_case(team, family=meetings.known_family(team, name="Petrova")))
    meetings.other_item(made)
    return made


@pytest.mark.parametrize("size", ["page", "narrow_page"])
def test_every_page_of_a_running_meeting_is_accessible(request, live_server, team, meeting, size):
    page = request.getfixturevalue(size)
    sign_in(page, live_server, team.manager)
    for name in ("meetings",):
        check_page(page, address(live_server, name))
    for name in ("meeting", "attendance_record", "chair_change", "item_add", "meeting_close"):
        check_page(page, address(live_server, name, meeting.pk))
    for item in meeting.items.all():
        check_page(page, address(live_server, "item", item.pk))


@pytest.mark.parametrize("size", ["page", "narrow_page"])
def test_minutes_are_accessible_for_the_manager_and_for_an_agency(request, live_server, team, meeting, size):
    page = request.getfixturevalue(size)
    minutes = close_meeting(meeting=meeting, by=team.manager, on=today())
    sign_in(page, live_server, team.manager)
    check_page(page, address(live_server, "minutes", meeting.pk))  # to be released
    check_page(page, address(live_server, "minutes", meeting.pk) + f"?as={team.housing_officer.pk}")
    release_minutes(minutes=minutes, by=team.manager, on=today())
    for who in (team.manager, team.housing_officer):
        sign_in(page, live_server, who)
        for name in ("minutes", "meeting", "minutes_pdf"):
            check_page(page, address(live_server, name, meeting.pk))


def test_a_participants_screen_and_empty_pages_are_accessible(page, live_server, team, meeting):
    sign_in(page, live_server, team.support_worker)
    check_page(page, address(live_server, "item", meeting.items.first().pk))
    sign_in(page, live_server, centres.manager(centres.centre()))
    check_page(page, address(live_server, "meetings"))


def test_the_screen_with_errors_is_accessible(page, live_server, team, meeting):
    sign_in(page, live_server, team.manager)
    page.goto(address(live_server, "item", meeting.items.first().pk))
    page.get_by_role("button", name="Record the decision").click()
    page.get_by_text("There is a problem").wait_for()
    check_page(page, page.url.replace("decide/", ""))


def test_a_routine_item_is_decided_in_four_steps(page, live_server, team, meeting):
    sign_in(page, live_server, team.manager)
    item = meeting.items.get(kind="referral")
    page.goto(address(live_server, "item", item.pk))
    page.get_by_label("Support the family").check()
    page.get_by_label("Offer the family to").select_option(index=1)
    page.get_by_label("Reason").fill("Home visits fit best.")
    page.get_by_role("button", name="Record the decision").click()
    page.wait_for_url(address(live_server, "item", meeting.items.get(kind="progress").pk))
    assert AgendaItem.objects.get(pk=item.pk).decision.lead is not None


def test_an_item_is_decided_with_the_keyboard_alone(page, live_server, team, meeting):
    sign_in(page, live_server, team.manager)
    item = meeting.items.get(kind="other")
    page.goto(address(live_server, "item", item.pk))
    page.keyboard.press("d")
    page.keyboard.press("Space")
    page.keyboard.press("Tab")
    page.keyboard.type("We book the hall.")
    page.keyboard.press("Control+Enter")
    page.get_by_text("Recorded for Summer play scheme").wait_for()
    assert AgendaItem.objects.get(pk=item.pk).status == ItemStatus.DECIDED


def test_keys_go_to_the_next_item_and_can_be_switched_off(page, live_server, team, meeting):
    sign_in(page, live_server, team.manager)
    first, second = meeting.items.in_order()[:2]
    page.goto(address(live_server, "item", first.pk))
    page.keyboard.press("j")
    page.wait_for_url(address(live_server, "item", second.pk))
    page.get_by_text("Keyboard", exact=True).click()
    page.get_by_label("Use these keys in this browser").uncheck()
    page.locator("h1").click()
    page.keyboard.press("k")
    assert page.url == address(live_server, "item", second.pk)


def test_a_key_typed_into_a_field_is_only_a_letter(page, live_server, team, meeting):
    sign_in(page, live_server, team.manager)
    first = meeting.items.in_order().first()
    page.goto(address(live_server, "item", first.pk))
    page.get_by_label("Reason").press_sequentially("jkd")
    assert page.get_by_label("Reason").input_value() == "jkd"


def test_what_is_typed_is_saved_and_there_after_a_reload(page, live_server, team, meeting):
    sign_in(page, live_server, team.manager)
    item = meeting.items.get(kind="referral")
    page.goto(address(live_server, "item", item.pk))
    page.get_by_label("Reason").fill("Half a thought")
    with page.expect_response(lambda answer: "Ring" in (answer.request.post_data or "")):
        page.get_by_label("What", exact=True).fill("Ring the family")
        page.get_by_label("What", exact=True).blur()
    page.goto(address(live_server, "item", item.pk))
    assert page.get_by_label("Reason").input_value() == "Half a thought"
    assert page.get_by_label("What", exact=True).first.input_value() == "Ring the family"


def test_a_screen_on_which_nothing_was_typed_saves_nothing(page, live_server, team, meeting):
    sign_in(page, live_server, team.manager)
    saved = []
    page.on("request", lambda request: saved.append(request.url) if "/save/" in request.url else None)
    page.goto(address(live_server, "item", meeting.items.get(kind="referral").pk))
    page.get_by_label("Reason").focus()
    page.get_by_label("Reason").blur()
    page.goto(address(live_server, "meeting", meeting.pk))
    assert saved == []


def test_a_participants_view_is_saved_as_it_is_typed(page, live_server, team, meeting):
    sign_in(page, live_server, team.support_worker)
    item = meeting.items.get(kind="referral")
    page.goto(address(live_server, "item", item.pk))
    page.get_by_label(f"{team.council.name} (yours)").fill("He plays well at the group.")
    page.get_by_label(f"{team.council.name} (yours)").blur()
    page.get_by_text("Saved at").wait_for()
    assert item.views.get().words == "He plays well at the group."


def test_a_field_for_one_decision_shows_once_it_is_chosen(page, live_server, team, meeting):
    sign_in(page, live_server, team.manager)
    page.goto(address(live_server, "item", meeting.items.get(kind="referral").pk))
    before = page.get_by_label("What was done now").is_visible()
    page.get_by_label("Pass to children's social care").check()
    assert (before, page.get_by_label("What was done now").is_visible()) == (False, True)


def test_without_javascript_views_outcomes_and_decision_go_in_one_form(plain_page, live_server, team, meeting):
    page = plain_page
    sign_in(page, live_server, team.manager)
    item = meeting.items.get(kind="progress")
    page.goto(address(live_server, "item", item.pk))
    page.get_by_label(team.trust.name).fill("She is much better.")
    page.get_by_label("What came of it?").select_option("done")
    page.get_by_label("Go on as planned").check()
    page.get_by_label("Reason").fill("It helps.")
    page.get_by_role("button", name="Record the decision").click()
    item.refresh_from_db()
    assert (item.status, item.views.get().words) == (ItemStatus.DECIDED, "She is much better.")
    assert not item.case.actions.open().exists()


def test_without_javascript_what_is_typed_is_kept_by_a_button(plain_page, live_server, team, meeting):
    page = plain_page
    sign_in(page, live_server, team.manager)
    item = meeting.items.get(kind="referral")
    page.goto(address(live_server, "item", item.pk))
    page.get_by_label("Reason").fill("Half a thought")
    page.get_by_role("button", name="Save what is typed").click()
    assert page.get_by_label("Reason").input_value() == "Half a thought"


@pytest.mark.parametrize("size", ["page", "narrow_page"])
def test_how_the_meetings_went_and_the_reflection_on_it_are_accessible(request, live_server, team, meeting, size):
    page = request.getfixturevalue(size)
    sign_in(page, live_server, team.manager)
    check_page(page, address(live_server, "series_over_time", team.series.pk))
    check_page(page, address(live_server, "series_over_time", meetings.series(team.centre, name="Another").pk))
    reflection = meetings.other_item(meeting, kind="reflection", title="How do we work together?")
    check_page(page, address(live_server, "item", reflection.pk))
    page.get_by_label("2. Collaboration").check()
    page.get_by_label("One thing that we change").fill("Begin on time.")


@pytest.mark.parametrize("size", ["page", "narrow_page"])
def test_the_letter_to_a_family_is_accessible_and_prints_without_what_is_not_for_it(request, live_server, team, size):
    page = request.getfixturevalue(size)
    item = meetings.progress_item(meetings.closed_meeting(team), team)
    decision = meetings.decision(item, by=team.manager)
    decision.actions.add(cases.action(team.support_worker, team.centre, case=item.case))
    sign_in(page, live_server, team.manager)
    check_page(page, address(live_server, "item", item.pk))
    check_page(page, address(live_server, "family_letter", item.pk))
    page.get_by_label("What else was agreed").fill("Nursery begins in May.")
    page.get_by_role("button", name="Put it into the letter").click()
    look(page)
    page.emulate_media(media="print")
    assert page.get_by_text("Nursery begins in May.").first.is_visible()
    assert not page.get_by_role("button", name="Put it into the letter").is_visible()
