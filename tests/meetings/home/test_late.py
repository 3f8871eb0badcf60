"""What is late stands on top of My fortnight, the longest late first, each with the page on which it is done."""

import pytest
from django.urls import reverse

from tests.days import days_ago, today
from tests.factories import cases, families
from tests.meetings.home.shown import home, part

pytestmark = pytest.mark.django_db


def test_everything_late_is_listed_the_longest_late_first(client, at, worker):
    case = cases.case_led_by(worker, at, of=families.family(at, name="Abbot"), review_due_on=days_ago(9))
    action = cases.action(worker, at, what="Ring the nursery", due_on=days_ago(2))
    shown = part(home(client, worker), "late")
    assert "2 things are late" in shown
    assert shown.index("Review of the Abbot family") < shown.index("Ring the nursery")
    assert "9 days late" in shown
    page = home(client, worker)
    assert f"{reverse('case', args=[case.pk])}?part=reviews" in page
    assert reverse("action_finish", args=[action.pk]) in page


def test_what_the_page_has_no_room_for_is_not_said_not_to_be_late(client, at, worker):
    for number in range(9):
        cases.action(worker, at, what=f"Ring {number}", due_on=days_ago(2))
    assert "8 things or more are late" in home(client, worker)


def test_what_is_left_out_and_not_late_changes_nothing(client, at, worker):
    cases.action(worker, at, what="Ring the nursery", due_on=days_ago(2))
    for number in range(9):
        cases.action(worker, at, what=f"Ring {number}", due_on=days_ago(-2))
    assert "1 thing is late" in home(client, worker)


def test_what_is_due_today_is_not_late(client, at, worker):
    cases.action(worker, at, what="Ring the nursery", due_on=today())
    assert 'id="late"' not in home(client, worker)


def test_of_a_family_whose_name_one_may_not_read_the_action_alone_is_named(client, at, worker):
    case = cases.case_led_by(worker, at, of=families.family(at, name="Abbot"))
    cases.without_agreement(case)
    cases.lead_of(case).leads.update(status="ended", ended_on=today(), reason="Left")
    cases.action(worker, at, case=case, what="Ring the nursery", due_on=days_ago(2))
    shown = part(home(client, worker), "late")
    assert "Ring the nursery" in shown
    assert "Abbot" not in shown
