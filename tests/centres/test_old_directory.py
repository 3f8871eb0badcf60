"""When an entry of the directory was last checked, who says that it is right, and who is told that it has grown old."""

import re

import pytest
from django.urls import reverse

from audit.models import Entry
from centres.models import Membership
from centres.services import change_membership, confirm_membership
from centres.tasks import remind_directory
from inputs.errors import NotAllowed, RuleBroken
from reminders.models import Reminder
from tests.days import days_ago, today
from tests.factories import centres as make

pytestmark = pytest.mark.django_db
HALF_A_YEAR = 26 * 7


@pytest.fixture
def at():
    return make.centre()


def text(answer):
    return re.sub(r"\s+", " ", answer.content.decode())


def job_of(person):
    return Membership.objects.get(user=person)


def confirmed(job, by):
    return confirm_membership(membership=job, by=by, on=today())


@pytest.mark.parametrize("who", [make.administrator, make.manager])
def test_whoever_keeps_the_directory_says_that_an_entry_is_right(at, who):
    job = confirmed(job_of(make.health_visitor(at)), who(at))
    assert job.checked_on == today()
    assert Entry.objects.filter(verb="confirm_membership", centre_id=at.pk).exists()


def test_everybody_says_it_of_their_own(at):
    person = make.health_visitor(at)
    assert confirmed(job_of(person), person).checked_on == today()


def test_nobody_else_says_it(at):
    with pytest.raises(NotAllowed):
        confirmed(job_of(make.health_visitor(at)), make.support_worker(at))


def test_what_has_ended_is_right_no_more(at):
    job = job_of(make.health_visitor(at, ends_on=days_ago(1)))
    with pytest.raises(RuleBroken):
        confirmed(job, make.administrator(at))


def test_a_change_is_a_check(at):
    job = job_of(make.health_visitor(at))
    nothing = {"title": "", "may_commit": "", "employer": None, "line_manager": None, "supervisor": None}
    changed = change_membership(
        membership=job, reach="By text, mornings", **nothing, by=make.administrator(at), on=today()
    )
    assert (changed.reach, changed.checked_on) == ("By text, mornings", today())


def told():
    """Who was told what, newly."""
    remind_directory()
    return sorted(Reminder.objects.filter(kind="directory").values_list("to__name", "path"))


@pytest.mark.parametrize(("days", "old"), [(HALF_A_YEAR - 1, False), (HALF_A_YEAR, True)])
def test_an_entry_is_old_after_half_a_year(at, days, old):
    by = make.administrator(at, name="Ada Min", verified_on=today())
    make.health_visitor(at, verified_on=days_ago(days))
    assert bool(told()) is old
    assert job_of(by).stale(today()) is False


def test_the_administrators_are_told_once_a_month(at):
    make.administrator(at, name="Ada Min")
    make.manager(at, name="Mia Nager")
    assert told() == told() == [("Ada Min", "/directory/?old=yes")]


def test_without_an_administrator_the_manager_is_told(at):
    make.manager(at, name="Mia Nager")
    assert told() == [("Mia Nager", "/directory/?old=yes")]


def test_a_protocol_past_its_review_is_told(at):
    agency = make.agency()
    make.protocol(at, agency, review_on=days_ago(1))
    make.administrator(at, name="Ada Min", verified_on=today())
    assert told() == [("Ada Min", "/directory/")]


def test_a_protocol_that_was_signed_anew_is_not(at):
    agency = make.agency()
    make.protocol(at, agency, review_on=days_ago(1))
    make.protocol(at, agency, version="2.0", signed_on=days_ago(3), review_on=days_ago(-300))
    make.administrator(at, verified_on=today())
    assert told() == []


def test_who_has_left_makes_nothing_old(at):
    make.health_visitor(at, ends_on=days_ago(1))
    make.administrator(at, verified_on=today())
    assert told() == []


def test_the_page_shows_what_is_old_and_takes_the_word_for_it(client, at):
    make.health_visitor(at, name="Ivy Marsh", reach="By text, mornings")
    make.health_visitor(at, name="Newt Comer", verified_on=today())
    by = make.administrator(at, name="Ada Min", verified_on=today())
    client.force_login(by)
    shown = text(client.get(reverse("directory"), {"old": "yes"}))
    assert "Ivy Marsh" in shown and "By text, mornings" in shown and "Newt Comer" not in shown
    job = Membership.objects.get(user__name="Ivy Marsh")
    client.post(reverse("membership_confirm", args=[job.pk]))
    client.get(reverse("directory"))  # which says that it is done
    assert "Ivy Marsh" not in text(client.get(reverse("directory"), {"old": "yes"}))
