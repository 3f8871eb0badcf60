"""Which merges somebody may see, and which can still be undone, each asked directly."""

from datetime import datetime, time, timedelta

import pytest
import time_machine
from django.utils import timezone

from centres.status import Role
from merging.models import Merge
from merging.policies import may_merge, may_see_duplicates, may_undo_merge
from tests.days import today
from tests.factories import centres, merging

pytestmark = pytest.mark.django_db


@pytest.fixture
def at():
    return centres.centre()


@pytest.mark.parametrize("role", Role)
def test_merging_is_for_managers_of_the_centre(at, role):
    made = merging.merge(at, by=centres.manager(at))
    manages = role == Role.CENTRE_MANAGER
    there, elsewhere = centres.member(at, role), centres.member(centres.centre(), role)
    assert [Merge.objects.visible_to(who).exists() for who in (there, elsewhere)] == [manages, False]
    assert [bool(may_see_duplicates(who)) for who in (there, elsewhere)] == [manages, manages]
    for may in (lambda who: may_merge(who, made.kept), lambda who: may_undo_merge(who, made)):
        assert [bool(may(who)) for who in (there, elsewhere)] == [manages, False]


def test_merges_about_a_family_are_those_of_its_record_on_either_side(at):
    by = centres.manager(at)
    made, _ = merging.merge(at, by=by), merging.merge(at, by=by)
    assert list(Merge.objects.about(made.kept_id)) == list(Merge.objects.about(made.gone_id)) == [made]


@pytest.mark.parametrize(("days", "lately"), [(0, True), (30, True), (31, False)])
def test_it_can_be_undone_until_thirty_days_have_passed_by_the_calendar(at, days, lately):
    """At the first moment of a day: it counts as that day."""
    midnight = timezone.make_aware(datetime.combine(today(), time.min))
    with time_machine.travel(midnight, tick=False):
        merging.merge(at, by=centres.manager(at))
    assert Merge.objects.lately(today() + timedelta(days=days)).exists() is lately


def test_what_was_undone_stands_no_more(at):
    made = merging.merge(at, by=centres.manager(at))
    assert list(Merge.objects.standing()) == [made]
    Merge.objects.filter(pk=made.pk).update(undone_at=timezone.now(), undone_by=made.by, undone_because="Twins")
    assert not Merge.objects.standing().exists()
