"""A query that is put into SQL once answers for whoever asks, on whatever day."""

from datetime import timedelta

import pytest
from django.utils import timezone

from centres.models import Membership
from centres.prepared import Prepared
from tests.days import today
from tests.factories import centres as make

pytestmark = pytest.mark.django_db

JOBS = Prepared(lambda user, on, now, row: Membership.objects.filter(user_id=user.pk).in_force(on).values("pk"))


def ids(user, on):
    return list(Membership.objects.filter(pk__in=JOBS.ids(user, on)).values_list("pk", flat=True))


def test_each_call_answers_for_its_own_person_and_day():
    at = make.centre()
    first = Membership.objects.get(user=make.manager(at))
    second = Membership.objects.get(user=make.manager(at, ends_on=today() + timedelta(days=1)))
    assert ids(first.user, today()) == [first.pk]
    assert ids(second.user, today()) == [second.pk]
    assert ids(second.user, today() + timedelta(days=2)) == []


def test_the_row_that_is_asked_for_is_given_by_the_names_of_its_columns():
    member = Membership.objects.get(user=make.manager(make.centre()))
    one = Prepared(lambda user, on, now, row: Membership.objects.filter(user_id=user.pk, pk=row).values("pk", "role"))
    assert one.row(member.user, today(), member.pk) == {"pk": member.pk, "role": "centre_manager"}
    assert one.row(member.user, today(), member.pk + 1) is None


def test_a_clock_of_its_own_is_refused():
    late = Prepared(lambda user, on, now, row: Membership.objects.filter(user_id=user.pk, ends_on=timezone.localdate()))
    with pytest.raises(ValueError, match="clock"):
        late.ids(make.user(), today())


def test_all_rows_of_a_query_that_asks_for_none_in_particular_are_given():
    at = make.centre()
    who = make.manager(at)
    make.health_visitor(make.centre(), user=who)
    roles = Prepared(lambda user, on, now, row: Membership.objects.filter(user_id=user.pk).values("role"))
    assert sorted(one["role"] for one in roles.rows(who, today())) == ["centre_manager", "health_visitor"]
    assert roles.rows(make.user(), today()) == []
