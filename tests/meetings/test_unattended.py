"""Who is away for a working week while nobody stands in: they are told before, the manager when they have gone."""

from datetime import timedelta

import pytest
import time_machine

from centres.models import Membership
from meetings import tasks
from meetings.models import Absence
from meetings.unattended import unattended
from reminders.models import Reminder
from tests.days import today
from tests.factories import cases, centres, families
from tests.queries import queries_of

pytestmark = pytest.mark.django_db
MONDAY = "2026-11-16 10:00"


@pytest.fixture(autouse=True)
def monday():
    """It is Monday 16 November 2026."""
    with time_machine.travel(MONDAY, tick=False) as clock:
        yield clock


@pytest.fixture
def case():
    """A case that somebody leads."""
    at = centres.centre()
    return cases.case_led_by(centres.support_worker(at), at, of=families.family(at, name="Okonkwo"))


def on(day):
    """A day of November 2026."""
    return today().replace(day=1) + timedelta(days=day - 1)


def away(case, first, last):
    """Whoever leads is away from a day to a day."""
    lead = cases.lead_of(case)
    return Absence.objects.create(who=lead, centre=case.centre, starts_on=on(first), ends_on=on(last))


def stands_in(case, first, last, **fields):
    who = centres.support_worker(case.centre)
    return cases.deputy(case, who, starts_on=on(first), ends_on=on(last), **fields)


def alarms(day=16):
    return [one.case for one in unattended(on(day))]


def test_a_working_week_is_an_alarm_a_missed_meeting_is_none(case):
    made = away(case, 23, 26)
    assert alarms() == []
    Absence.objects.filter(pk=made.pk).update(ends_on=on(27))
    assert alarms() == [case]


def test_two_weeks_ahead_and_not_once_it_is_over(case):
    away(case, 23, 27)
    assert [alarms(day) for day in (8, 9, 27, 28)] == [[], [case], [case], []]


def test_while_somebody_stands_in_on_every_working_day_it_is_none(case):
    away(case, 21, 29)  # a Saturday to a Sunday
    stands_in(case, 23, 25)
    assert alarms() == [case]
    stands_in(case, 26, 27)
    assert alarms() == []


def test_who_was_only_asked_does_not_stand_in_yet(case):
    away(case, 23, 27)
    stands_in(case, 23, 27, status="asked", answered_on=None)
    assert alarms() == [case]


def test_who_has_left_or_may_not_know_any_more_stands_in_for_nobody(case):
    away(case, 23, 27)
    ada = stands_in(case, 23, 27).user
    Membership.objects.filter(user=ada).update(ends_on=on(15))
    assert alarms() == [case]
    Membership.objects.filter(user=ada).update(ends_on=None)
    assert alarms() == []
    case.family.wishes.filter(agency=cases.agency_of(ada, case.centre)).update(included=False)
    assert alarms() == [case]


def test_what_is_past_needs_nobody(case):
    away(case, 16, 27)
    stands_in(case, 19, 27)
    assert [alarms(day) for day in (16, 18, 19)] == [[case], [case], []]


def test_a_bank_holiday_is_no_working_day_that_somebody_is_away(case, monday):
    monday.move_to("2026-12-14 10:00", tick=False)
    made = away(case, 21, 27)  # Christmas Day is the Friday
    assert alarms(14) == []
    Absence.objects.filter(pk=made.pk).update(ends_on=on(29))  # the Monday after it is one too, the Tuesday is not
    assert alarms(14) == [case]


def test_nobody_has_to_stand_in_on_a_bank_holiday(case, monday):
    monday.move_to("2026-12-14 10:00", tick=False)
    away(case, 17, 28)
    stands_in(case, 17, 24)
    assert alarms(14) == []


def test_who_leads_no_longer_or_cannot_is_another_alarm(case):
    away(case, 23, 27)
    Membership.objects.filter(user=cases.lead_of(case)).update(ends_on=on(15))
    assert alarms() == []


def test_the_lead_is_told_before_and_the_manager_when_they_have_gone_each_once(case):
    manager = centres.manager(case.centre)
    away(case, 18, 27)
    for day in (16, 17, 18, 19):
        tasks.remind_unattended(str(on(day)))
    told = [(one.to, one.on.day) for one in Reminder.objects.order_by("pk")]
    assert told == [(cases.lead_of(case), 16), (manager, 18)]
    sentences = " ".join(Reminder.objects.values_list("sentence", flat=True))
    assert case.reference in sentences and "Okonkwo" not in sentences


def test_nobody_is_told_while_somebody_stands_in(case):
    centres.manager(case.centre)
    away(case, 16, 27)
    stands_in(case, 16, 27)
    assert tasks.remind_unattended() == 0


def home(client, who):
    client.force_login(who)
    return client.get("/").content.decode()


def test_home_says_so_to_the_lead_and_with_the_days_to_ask_for(client, case):
    away(case, 23, 27)
    shown = home(client, cases.lead_of(case))
    assert "You are away, and nobody stands in" in shown
    assert f"/cases/{case.pk}/deputy/?starts_on=2026-11-23&amp;ends_on=2026-11-27" in shown


def test_home_says_so_to_the_manager_when_they_have_gone(client, case, monday):
    manager = centres.manager(case.centre)
    away(case, 17, 27)
    before = "nobody stands in" in home(client, manager)
    monday.move_to("2026-11-17 10:00", tick=False)
    assert (before, "Lead professional away, nobody stands in" in home(client, manager)) == (False, True)
    stands_in(case, 17, 27)
    assert "nobody stands in" not in home(client, manager)


def test_home_costs_as_much_for_many(client, case):
    lead, asked = cases.lead_of(case), []
    away(case, 23, 27)
    client.force_login(lead)
    for number in (9, 30):
        for _ in range(number):
            cases.case_led_by(lead, case.centre)
        queries_of(client, "/")
        asked.append(queries_of(client, "/"))
    assert asked[0] == asked[1]
