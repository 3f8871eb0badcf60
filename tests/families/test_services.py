"""Putting a family on record and keeping the record true."""

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from threading import Barrier

import pytest
from django.db import connection

from audit.models import Entry
from centres.status import Role
from families.models import Care, Child, Family
from families.services import NewAddress, NewAdult, NewChild, change_address, record_birth, register_family
from families.status import ParentalResponsibility, Relation
from inputs.errors import NotAllowed, RuleBroken
from tests.days import days_ago, later, today
from tests.factories import centres, families

NHS = "943 476 5919"
MOTHER = NewAdult("Tamsin Bellweather", Relation.MOTHER, ParentalResponsibility.YES)


@pytest.fixture
def at(db):
    return centres.centre()


@pytest.fixture
def manager(at):
    return centres.manager(at)


@pytest.fixture
def unborn(at):
    return Child.objects.create(family=families.family(at), expected_on=days_ago(-10))


def toddler():
    return NewChild("Iris Bellweather", days_ago(800))


def register(at, by, **fields):
    given = {"name": "Bellweather", "children": [toddler()], "adults": [MOTHER]}
    return register_family(centre=at, **{**given, **fields}, by=by, on=today())


def broken(code, verb, *args, **fields):
    with pytest.raises(RuleBroken) as caught:
        verb(*args, **fields)
    assert caught.value.code == code
    return caught.value


def test_a_family_is_put_on_record_with_who_cares_for_whom(at):
    visitor = centres.health_visitor(at)
    made = register(at, visitor, children=[toddler(), NewChild(expected_on=days_ago(-50))])
    assert made.created_by == visitor
    assert Care.objects.filter(adult__family=made, responsibility="yes").count() == 2


def test_an_unborn_child_needs_no_name(at, manager):
    made = register(at, manager, children=[NewChild(expected_on=days_ago(-50))])
    assert str(made.children.get()) == "Unborn child"


def test_the_address_is_the_current_one(at, manager):
    made = register(at, manager, address=NewAddress("4 Quarry Lane", "LS1 4BB", confidential=True))
    assert made.addresses.get(until=None).confidential


def test_registering_is_in_the_log_without_a_name(at, manager):
    made = register(at, manager)
    entry = Entry.objects.get(verb="register_family", subject_id=made.pk)
    assert "Bellweather" not in str(entry.detail) and entry.centre_id == at.pk


REFUSED = [
    ("no_name", {"name": " "}),
    ("no_children", {"children": []}),
    ("no_adults", {"adults": []}),
    ("adult_without_name", {"adults": [NewAdult(" ", Relation.MOTHER)]}),
    ("born_and_expected", later(lambda: {"children": [NewChild("Iris", days_ago(3), days_ago(-3))]})),
    ("neither_born_nor_expected", {"children": [NewChild("Iris")]}),
    ("born_without_name", later(lambda: {"children": [NewChild("", days_ago(3))]})),
    ("born_later", later(lambda: {"children": [NewChild("Iris", days_ago(-1))]})),
    ("not_a_child", later(lambda: {"children": [NewChild("Iris", days_ago(365 * 19))]})),
    ("expected_when", later(lambda: {"children": [NewChild(expected_on=days_ago(100))]})),
    ("expected_when", later(lambda: {"children": [NewChild(expected_on=today() + timedelta(weeks=43))]})),
    ("nhs_number", later(lambda: {"children": [NewChild("Iris", days_ago(3), nhs_number="9434765918")]})),
    ("nhs_number", later(lambda: {"children": [NewChild("Iris", days_ago(3), nhs_number="1111111111")]})),
    (
        "nhs_number_twice",
        later(lambda: {"children": [NewChild(n, days_ago(3), nhs_number=NHS) for n in "IJ"]}),
    ),
    ("address_without_lines", {"address": NewAddress(" ", "LS1 4BB")}),
    ("address_without_postcode", {"address": NewAddress("4 Quarry Lane", "")}),
    ("registered_later", later(lambda: {"registered_on": days_ago(-1)})),
]


@pytest.mark.parametrize(("code", "fields"), REFUSED)
def test_what_cannot_be_true_is_refused(at, manager, code, fields):
    broken(code, register, at, manager, **fields)
    assert not Family.objects.exists()


@pytest.mark.parametrize("role", [Role.ADMINISTRATOR, Role.INFORMATION_LEAD])
def test_who_does_not_work_with_families_registers_none(at, role):
    with pytest.raises(NotAllowed):
        register(at, centres.member(at, role))


def test_a_stranger_registers_no_family(at):
    with pytest.raises(NotAllowed):
        register(at, centres.manager(centres.centre()))


def test_a_birth_is_recorded(unborn, manager):
    born = record_birth(child=unborn, name="Ivy", date_of_birth=days_ago(2), by=manager, on=today())
    assert (born.name, born.unborn, born.expected_on) == ("Ivy", False, None)


def test_a_birth_is_not_in_the_future(unborn, manager):
    broken("born_later", record_birth, child=unborn, name="Ivy", date_of_birth=days_ago(-1), by=manager, on=today())


def test_a_child_that_is_born_has_a_name(unborn, manager):
    broken("born_without_name", record_birth, child=unborn, name="", date_of_birth=today(), by=manager, on=today())


def test_a_birth_is_recorded_once(unborn, manager):
    record_birth(child=unborn, name="Ivy", date_of_birth=today(), by=manager, on=today())
    broken("already_born", record_birth, child=unborn, name="Ivy", date_of_birth=today(), by=manager, on=today())


def test_only_the_manager_records_a_birth(at, unborn):
    with pytest.raises(NotAllowed):
        record_birth(child=unborn, name="Ivy", date_of_birth=today(), by=centres.health_visitor(at), on=today())


def test_an_old_address_is_kept_with_its_last_day(at, manager):
    home = families.family(at)
    change_address(family=home, address=NewAddress("9 New Road", "LS2 1AA"), by=manager, on=today())
    assert list(home.addresses.values_list("lines", "until")) == [("9 New Road", None), ("12 Elm Street", today())]


def test_an_address_can_change_twice_on_a_day(at, manager):
    home = families.family(at)
    for lines in ("9 New Road", "10 New Road"):
        change_address(family=home, address=NewAddress(lines, "LS2 1AA"), by=manager, on=today())
    assert home.addresses.get(until=None).lines == "10 New Road"


def test_an_address_is_whole(at, manager):
    broken(
        "address_without_postcode",
        change_address,
        family=families.family(at),
        address=NewAddress("9 New Road", ""),
        by=manager,
        on=today(),
    )


def test_only_the_manager_changes_an_address(at):
    with pytest.raises(NotAllowed):
        change_address(
            family=families.family(at),
            address=NewAddress("9 New Road", "LS2 1AA"),
            by=centres.health_visitor(at),
            on=today(),
        )


@pytest.mark.django_db(transaction=True)
def test_two_addresses_at_once_leave_one_current():
    at = centres.centre()
    manager, home, start = centres.manager(at), families.family(at), Barrier(2)

    def change(lines):
        start.wait()
        try:
            change_address(family=home, address=NewAddress(lines, "LS2 1AA"), by=manager, on=today())
        finally:
            connection.close()

    with ThreadPoolExecutor(2) as pool:
        list(pool.map(change, ["9 New Road", "10 New Road"]))
    assert home.addresses.filter(until=None).count() == 1 and home.addresses.count() == 3


@pytest.mark.django_db(transaction=True)
def test_a_birth_recorded_twice_at_once_is_recorded_once():
    at = centres.centre()
    manager, start = centres.manager(at), Barrier(2)
    child = Child.objects.create(family=families.family(at), expected_on=days_ago(-10))

    def birth(name):
        start.wait()
        try:
            record_birth(child=child, name=name, date_of_birth=today(), by=manager, on=today())
        except RuleBroken as refused:
            return refused.code
        finally:
            connection.close()

    with ThreadPoolExecutor(2) as pool:
        answers = list(pool.map(birth, ["Ivy", "Iris"]))
    assert sorted(answers, key=str) == [None, "already_born"]


@pytest.mark.parametrize(("postcode", "hidden"), [("ls14ap", True), ("LS1 4AP", True), ("LS2 1AA", False)])
def test_an_address_that_becomes_confidential_is_so_as_a_former_one_too(at, manager, postcode, hidden):
    home, other = families.family(at), families.family(at)
    change_address(family=home, address=NewAddress("12 Elm Street", postcode, True), by=manager, on=today())
    assert home.addresses.get(until=today()).confidential is hidden
    assert not other.addresses.get().confidential
