"""What the questions about the log and its seals count, each asked directly."""

from datetime import datetime, time, timedelta

import pytest
from django.utils import timezone

from audit.models import Entry, Kind, Seal
from audit.services import record, seal_entries
from tests.days import days_ago, today
from tests.factories import centres

pytestmark = pytest.mark.django_db


@pytest.fixture
def at():
    return centres.centre()


def entry(at, by=None, subject=None):
    return record(by=by, verb="look", subject=subject or at, centre_id=at.pk)


def test_entries_of_a_centre_and_of_a_person(at):
    who, other = centres.user(), centres.user()
    mine, theirs, elsewhere = entry(at, who), entry(at, other), entry(centres.centre(), who)
    assert set(Entry.objects.of_centre(at.pk)) == {mine, theirs}
    assert set(Entry.objects.by_person(who.pk)) == {mine, elsewhere}


def test_entries_about_records_of_some_kinds(at):
    who = centres.user(pk=at.pk)  # a record of another kind with the same number
    of_centre, of_who = entry(at), entry(at, subject=who)
    of_another = entry(at, subject=centres.centre())
    assert list(Entry.objects.about({"centres.centre": [at.pk]})) == [of_centre]
    both = {"centres.centre": [of_another.subject_id], "accounts.user": [who.pk]}
    assert set(Entry.objects.about(both)) == {of_who, of_another}
    assert not Entry.objects.about({}).exists()


def test_from_the_first_moment_of_a_day_to_the_last_of_another(at):
    midnight = timezone.make_aware(datetime.combine(today(), time.min))
    made = []
    for moment in (-timedelta(microseconds=1), timedelta(0), timedelta(days=1, microseconds=-1), timedelta(days=1)):
        said = {"centre_id": at.pk, "kind": Kind.CHANGE, "verb": "look", "subject_type": "x", "subject_id": 1}
        made.append(Entry.objects.create(at=midnight + moment, **said))
    before, first, last, after = made
    assert set(Entry.objects.between(today(), today())) == {first, last}
    assert set(Entry.objects.between(today(), None)) == {first, last, after}
    assert set(Entry.objects.between(None, today())) == {before, first, last}
    assert set(Entry.objects.between(days_ago(1), days_ago(1))) == {before}
    assert Entry.objects.between(None, None).count() == 4


def test_the_newest_first_and_those_before_one(at):
    first, second, third = (entry(at) for _ in range(3))
    assert list(Entry.objects.newest_first()) == [third, second, first]
    assert list(Entry.objects.newest_first(before=third.pk)) == [second, first]


def test_seals_follow_each_other_in_their_chain_and_chain_by_chain():
    first, second = sorted((centres.centre(), centres.centre()), key=lambda one: one.pk)
    made = [entry(first), entry(second), entry(first)]
    assert [seal.pk for seal in Seal.objects.waiting()] == [one.pk for one in made]
    seal_entries()
    assert not Seal.objects.waiting().exists()
    in_order = [made[0].pk, made[2].pk, made[1].pk]
    places = [(0, 0), (first.pk, 0), (first.pk, 1), (first.pk, 2), (second.pk, 0), (second.pk, 1)]
    left = [[seal.pk for seal in Seal.objects.after(*place)] for place in places]
    assert left == [in_order, in_order, in_order[1:], in_order[2:], in_order[2:], []]
    assert (Seal.objects.head_of(first.pk).pk, Seal.objects.head_of(0)) == (made[2].pk, None)


def test_what_waits_for_its_seal_follows_nothing(at):
    entry(at)
    assert not Seal.objects.after(0, 0).exists()
    assert Seal.objects.head_of(at.pk) is None
