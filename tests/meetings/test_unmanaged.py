"""A centre that nobody manages: whoever can give somebody that role is told, at once and every week."""

from datetime import timedelta

import pytest

from centres.models import Membership
from centres.status import Role
from meetings.tasks import remind_unmanaged
from reminders.models import Reminder
from tests.days import days_ago, today
from tests.factories import centres

pytestmark = pytest.mark.django_db


def left(at, days):
    """The centre's administrator, after its manager worked there last so many days ago."""
    who = centres.administrator(at)
    centres.manager(at, ends_on=days_ago(days))
    return who


def test_the_administrators_are_told_by_link_only(client):
    who = left(centres.centre(), 1)
    remind_unmanaged()
    [told] = Reminder.objects.all()
    assert (told.to, told.path, told.at_once) == (who, "/", False)
    client.force_login(who)
    assert "has no manager" in client.get(told.path).content.decode()


def test_they_are_told_on_the_first_day_and_every_week():
    left(centres.centre(), 0)
    days = [today() + timedelta(days=ahead) for ahead in range(1, 16)]
    assert [day for day in days if remind_unmanaged(on=day.isoformat())] == [days[0], days[7], days[14]]


def test_on_the_managers_last_day_nobody_is_told():
    left(centres.centre(), 0)
    assert remind_unmanaged() == 0


def test_nobody_is_told_of_a_centre_with_a_manager():
    at = centres.centre()
    left(at, 9)
    centres.manager(at)
    assert remind_unmanaged() == 0


def test_a_manager_elsewhere_does_not_help():
    left(centres.centre(), 9)
    centres.manager(centres.centre())
    assert remind_unmanaged() == 1


def test_a_manager_whose_account_is_switched_off_is_none():
    at = centres.centre()
    who = centres.administrator(at)
    manager = centres.manager(at)
    manager.is_active = False
    manager.save()
    remind_unmanaged()
    assert Reminder.objects.get().to == who


def test_a_centre_that_nobody_has_managed_yet_is_told_of_as_well():
    centres.administrator(centres.centre(), starts_on=today())
    assert remind_unmanaged() == 1


def test_nobody_else_is_told():
    at = centres.centre()
    centres.support_worker(at)
    Membership.objects.filter(role=Role.ADMINISTRATOR).delete()
    assert remind_unmanaged() == 0
