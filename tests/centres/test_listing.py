"""Keeping the services families can be told about: who may, and what is refused."""

from dataclasses import replace

import pytest
from django.db import IntegrityError, transaction

from audit.models import Entry
from centres.models import Service
from centres.open_referral.reading import read_file
from centres.open_referral.writing import write
from centres.services import (
    ServiceFacts,
    change_service,
    end_service,
    export_services,
    list_service,
    offer_again,
    sort_service,
)
from centres.status import Need
from inputs.errors import NotAllowed, RuleBroken
from tests.days import days_ago, later, today
from tests.factories import centres as make

pytestmark = pytest.mark.django_db
FACTS = ServiceFacts(
    name="Play bus", provider="Library", needs=(Need.SPEECH,), days=("TU",), districts=("BS1",), to_age_months=59
)


def broken(verb, **facts):
    """The code of the rule that refuses it."""
    with pytest.raises(RuleBroken) as refused:
        verb(**facts, on=today())
    return refused.value.code


def listed(at, facts=FACTS, **fields):
    return list_service(centre=at, facts=facts, **{"by": make.administrator(at), "on": today(), **fields})


@pytest.mark.parametrize("who", [make.manager, make.administrator])
def test_whoever_keeps_the_directory_lists_a_service(who):
    at = make.centre()
    made = listed(at, by=who(at))
    assert (made.needs, made.days, made.districts, made.ages) == (["speech"], ["TU"], ["BS1"], "birth to 4 years")
    assert Entry.objects.filter(verb="list_service", centre_id=at.pk).exists()


def test_others_do_not():
    at = make.centre()
    with pytest.raises(NotAllowed):
        listed(at, by=make.support_worker(at))


def test_whoever_keeps_another_directory_does_not():
    at = make.centre()
    with pytest.raises(NotAllowed):
        listed(at, by=make.administrator(make.centre()))


def test_a_service_is_listed_once_whatever_its_capitals():
    at = make.centre()
    listed(at)
    by = make.administrator(at)
    assert broken(list_service, centre=at, facts=replace(FACTS, name="PLAY BUS"), by=by) == "listed_already"


def test_ages_are_in_order():
    at = make.centre()
    facts = replace(FACTS, from_age_months=60)
    assert broken(list_service, centre=at, facts=facts, by=make.manager(at)) == "ages_out_of_order"


def test_a_change_counts_as_a_check():
    at = make.centre()
    service = make.service(at, verified_on=days_ago(400))
    changed = change_service(service=service, facts=FACTS, by=make.manager(at), on=today())
    assert (changed.name, changed.verified_on) == ("Play bus", today())


def test_what_comes_from_a_source_is_changed_there():
    at = make.centre()
    service = make.fed(make.source(at))
    by = make.manager(at)
    assert broken(change_service, service=service, facts=FACTS, by=by) == "of_a_source"
    assert broken(end_service, service=service, by=by) == "of_a_source"


def test_what_came_from_a_source_that_is_read_no_more_is_changed_by_hand():
    at = make.centre()
    service = make.fed(make.source(at, stopped_on=days_ago(1)))
    assert end_service(service=service, by=make.manager(at), on=today()).ended_on == today()


def test_what_a_service_of_a_source_is_for_is_said_here():
    at = make.centre()
    service = make.fed(make.source(at))
    assert sort_service(service=service, needs=("money",), by=make.manager(at), on=today()).needs == ["money"]


@pytest.mark.parametrize("verb", [end_service, offer_again])
def test_others_neither_end_a_service_nor_begin_it_again(verb):
    at = make.centre()
    with pytest.raises(NotAllowed):
        verb(service=make.service(at), by=make.health_visitor(at), on=today())


def test_what_has_ended_can_begin_again_and_is_never_deleted():
    at, by = make.centre(), None
    by = make.manager(at)
    service = end_service(service=make.service(at), by=by, on=today())
    assert Service.objects.offered().count() == 0
    assert broken(end_service, service=service, by=by) == "has_ended"
    assert offer_again(service=service, by=by, on=today()).ended_on is None
    assert broken(offer_again, service=service, by=by) == "not_ended"


def test_an_export_reads_back_as_the_directory_is():
    at = make.centre()
    make.service(at, name="A", days=["MO"], districts=["BS1"], to_age_months=59)
    make.service(at, name="B", ended_on=days_ago(1), to_age_months=59)
    found = export_services(centre=at, by=make.manager(at), on=today())
    read = read_file(write(found), today()).services
    assert [(one.name, one.offered, one.days, one.districts) for one in read] == [
        ("A", True, ("MO",), ("BS1",)), ("B", False, (), ()),
    ]  # fmt: skip
    assert Entry.objects.filter(verb="export_services", centre_id=at.pk).exists()


def test_an_export_is_for_whoever_keeps_the_directory():
    at = make.centre()
    with pytest.raises(NotAllowed):
        export_services(centre=at, by=make.support_worker(at), on=today())


def test_an_export_has_nothing_of_another_centre():
    make.service(make.centre())
    at = make.centre()
    assert export_services(centre=at, by=make.manager(at), on=today()) == []


@pytest.mark.parametrize(
    ("fields", "constraint"),
    [
        ({"from_age_months": 61}, "service_ages_in_order"),
        ({"days": ["XX"]}, "service_days_are_days"),
        ({"source_ref": "1"}, "service_of_a_source_has_its_id"),
        (later(lambda: {"seen_on": days_ago(1)}), "service_of_a_source_has_its_id"),
    ],
)
def test_postgresql_refuses_what_no_verb_writes(fields, constraint):
    at = make.centre()
    with pytest.raises(IntegrityError, match=constraint), transaction.atomic():
        make.service(at, **fields)


def test_postgresql_keeps_an_id_of_a_source_once():
    source = make.source(make.centre())
    make.fed(source, source_ref="1")
    with pytest.raises(IntegrityError, match="service_once_per_source"), transaction.atomic():
        make.fed(source, source_ref="1")


def test_two_sources_may_have_the_same_id_and_name():
    at = make.centre()
    for _ in range(2):
        make.fed(make.source(at), source_ref="1", name="Chatterbox")
    assert Service.objects.count() == 2
