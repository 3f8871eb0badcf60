"""When the next review is due: never later than the centre's weeks, never on a day on which nobody is there."""

from datetime import date, timedelta
from pathlib import Path

import pytest
import time_machine
from django.conf import settings
from django.urls import reverse

from cases.rules import next_review_day
from cases.services import open_case, reopen_case, set_next_review
from centres.models import ClosedDays
from centres.working_days import bank_holidays, is_open, last_open_day
from inputs.errors import RuleBroken
from tests.days import days_ago, today
from tests.factories import cases, centres, families, meetings

DAY = timedelta(days=1)
TEN_YEARS = (date(2018, 1, 1), date(2027, 12, 31))


class Calendar:
    """A centre whose closed days are read once: ten years of days are asked about."""

    def __init__(self, division, weeks, closed):
        self.division, self.review_weeks, self.closed_days = division, weeks, self
        self.closed = [ClosedDays(first_on=first, last_on=last) for first, last in closed]

    def touching(self, first, last):
        """As the manager of the rows."""
        return [one for one in self.closed if one.first_on <= last and one.last_on >= first]


CLOSED = [(date(year, 12, 24), date(year + 1, 1, 3)) for year in range(2017, 2028)] + [
    (date(year, 8, 1), date(year, 8, 21)) for year in range(2018, 2028)
]


@pytest.mark.parametrize("division", ["england-and-wales", "scotland", "northern-ireland"])
@pytest.mark.parametrize("weeks", [4, 6])
def test_every_day_of_ten_years_the_next_review_is_in_time_and_on_an_open_day(division, weeks):
    centre, day, wrong = Calendar(division, weeks, CLOSED), TEN_YEARS[0], []
    while day <= TEN_YEARS[1]:
        due = next_review_day(centre, day)
        closed = any(one.first_on <= due <= one.last_on for one in centre.closed)
        if not day < due <= day + weeks * 7 * DAY or closed or not bank_holidays().is_work_day(due, division=division):
            wrong.append((day, due))
        day += DAY
    assert wrong == []


def test_every_day_of_ten_years_no_later_open_day_is_left_out():
    centre, day, wrong = Calendar("england-and-wales", 6, CLOSED), TEN_YEARS[0], []
    while day <= TEN_YEARS[1]:
        later, last = next_review_day(centre, day) + DAY, day + 42 * DAY
        while later <= last:
            if bank_holidays().is_work_day(later, division=centre.division) and not centre.touching(later, later):
                wrong.append((day, later))
            later += DAY
        day += DAY
    assert wrong == []


ENGLAND = Calendar("england-and-wales", 6, [])


@pytest.mark.parametrize(
    ("begun", "due"),
    [
        (date(2026, 3, 2), date(2026, 4, 13)),  # a Monday six weeks later
        (date(2026, 3, 1), date(2026, 4, 10)),  # a Sunday: the Friday before
        (date(2026, 2, 23), date(2026, 4, 2)),  # Easter Monday: the Thursday before Good Friday
        (date(2026, 11, 13), date(2026, 12, 24)),  # Christmas Day
        (date(2026, 2, 16), date(2026, 3, 30)),  # across the night in which the clocks go forward
        (date(2026, 9, 14), date(2026, 10, 26)),  # ... and back
        (date(2028, 1, 18), date(2028, 2, 29)),  # leap day
    ],
)
def test_the_day_is_worked_out_in_the_centres_calendar(begun, due):
    assert next_review_day(ENGLAND, begun) == due


def test_scotland_has_its_own_bank_holidays():
    begun = date(2025, 11, 21)  # six weeks later it is 2 January, on which Scotland still rests
    found = [next_review_day(Calendar(one, 6, []), begun) for one in ("england-and-wales", "scotland")]
    assert found == [date(2026, 1, 2), date(2025, 12, 31)]


def test_where_the_centre_is_closed_all_the_time_it_is_the_last_working_day():
    closed = Calendar("england-and-wales", 1, [(date(2026, 8, 1), date(2026, 8, 31))])
    assert next_review_day(closed, date(2026, 8, 2)) == date(2026, 8, 7)


@pytest.mark.django_db
def test_the_days_of_another_centre_do_not_count():
    here, other = centres.centre(), centres.centre()
    centres.closed_days(other, date(2026, 4, 13))
    assert last_open_day(here, after=date(2026, 3, 2), until=date(2026, 4, 13)) == date(2026, 4, 13)


@pytest.mark.django_db
def test_a_closed_week_is_looked_at_in_one_query(django_assert_num_queries):
    here = centres.centre()
    centres.closed_days(here, date(2026, 4, 8), date(2026, 4, 14))
    with django_assert_num_queries(1):
        assert next_review_day(here, date(2026, 3, 2)) == date(2026, 4, 7)
    assert not is_open(here, date(2026, 4, 8))


@pytest.mark.django_db
@time_machine.travel("2026-11-13 10:00", tick=False)
def test_opening_and_opening_again_propose_the_day_before_christmas():
    at = centres.centre()
    manager = centres.manager(at)
    case = open_case(referral=cases.accepted_referral(families.family(at), by=manager), by=manager, on=today())
    again = cases.closed_case(at, closed_on=today())
    reopen_case(case=again, reason="They came back", by=manager, on=today())
    assert [cases.pending_review(one).due_on for one in (case, again)] == [date(2026, 12, 24)] * 2


@pytest.mark.django_db
def test_a_late_review_is_not_put_off():
    case = cases.led_case(opened_on=days_ago(80), review_due_on=days_ago(40))
    with pytest.raises(RuleBroken, match="This review is late"):
        set_next_review(case=case, due_on=today(), by=cases.lead_of(case), on=today())


@pytest.mark.django_db
def test_the_case_says_that_the_centre_is_closed_that_day(client):
    with time_machine.travel("2026-11-23 10:00", tick=False):
        case = cases.led_case(review_due_on=date(2026, 12, 9))
        centres.closed_days(case.centre, date(2026, 12, 9))
        client.force_login(cases.lead_of(case))
        shown = client.get(reverse("case", args=[case.pk]), {"part": "reviews"}).content.decode()
    assert "The centre is closed that day: hold it by Tuesday 8 December 2026." in shown


@pytest.mark.django_db
def test_the_chairs_screen_proposes_the_same_day(client):
    with time_machine.travel("2026-11-13 10:00", tick=False):
        team = meetings.team()
        item = meetings.referral_item(meetings.running_meeting(team), team)
        client.force_login(team.manager)
        shown = client.get(reverse("item", args=[item.pk])).content.decode()
    assert 'value="24 12 2026"' in shown or 'value="24 December 2026"' in shown


def test_no_due_day_is_worked_out_anywhere_else():
    found = [
        path.name
        for app in ("cases", "meetings")
        for path in (Path(settings.BASE_DIR) / app).rglob("*.py")
        if "review_weeks" in path.read_text()
    ]
    assert found == ["review_dates.py"]
