"""What somebody can type, and which families they may mean by it: asked of a manager, who may know all of it."""

import pytest
from django.db import connection

from families.finding import Among, families_found
from families.models import Address, Adult, Child, Family, FormerName
from families.search_rows import written_at_the_end
from families.services import NewAddress, change_address, change_name
from families.services.joining import join_families
from row_security.acting import act_for
from row_security.policies import WEB
from tests.days import today
from tests.factories import centres, families
from tests.finding import finding, found
from tests.roles import working_as

pytestmark = pytest.mark.django_db


@pytest.fixture
def at():
    return centres.centre()


@pytest.fixture
def manager(at):
    return centres.manager(at)


@pytest.fixture
def lind(at):
    """The Okafor-Lind family: Ada, and her mother Grace."""
    return families.family(at)


@pytest.fixture(autouse=True)
def others(at):
    """Families that nobody in these tests looks for."""
    return [families.family(at, name=name, child_name=f"Milo {name}") for name in ("Petrov", "Haddow", "Bui")]


NAMES = {
    "the family's name": "Okafor-Lind",
    "a part of it": "lind",
    "as far as it is typed": "oka",
    "capitals": "OKAFOR LIND",
    "a child": "ada okafor",
    "a carer": "grace okafor",
    "another order": "lind grace",
    "a child and a carer": "grace ada",
    "two letters changed round": "okafro",
    "a letter forgotten": "okfor lind",
    "a letter too many": "graace lindd",
    "written as it sounds": "okaphor",
    "accents that are not there": "Ókafor",
    "more spaces": "  okafor    lind ",
}


@pytest.mark.parametrize("typed", NAMES.values(), ids=NAMES)
def test_a_family_is_found_by(typed, manager, lind):
    assert lind in found(manager, typed)


@pytest.mark.parametrize(
    ("name", "typed"),
    [("O’Brien", "obrien"), ("O’Brien", "o'brien"), ("Staś Wójcik", "stas wojcik"), ("Łukasz", "lukasz"),
     ("Ионова", "ионова"), ("Großmann", "grossmann"), ("Thu Ha", "thu ha")],
)  # fmt: skip
def test_letters_that_a_keyboard_does_not_have_are_not_needed(name, typed, at, manager):
    family = families.family(at, name=name)
    assert family in found(manager, typed)


@pytest.mark.parametrize(
    ("name", "typed"),
    [("Muhammad", "mohamed"), ("Katherine", "catherine"), ("Ayesha", "aisha"), ("Stephen", "steven"),
     ("Kateryna", "katerina"), ("Wiśniewska", "wisnewski")],
)  # fmt: skip
def test_names_that_are_written_as_they_sound_are_found(name, typed, at, manager):
    family = families.family(at, name=name)
    assert family in found(manager, typed)


def test_what_is_spelt_so_comes_before_what_is_only_like_it(at, manager):
    nearly, exactly = families.family(at, name="Katherine"), families.family(at, name="Catherine")
    assert found(manager, "catherine") == [exactly, nearly]


def test_what_is_only_like_it_is_left_out_where_several_are_spelt_so(at, manager):
    nearly = families.family(at, name="Katherine")
    for _ in range(3):
        families.family(at, name="Catherine")
    assert nearly not in found(manager, "catherine")


def test_every_word_must_fit(manager, lind):
    assert found(manager, "okafor petrov") == []


@pytest.mark.parametrize(
    "typed", ["", " ", "o", "%", "_", "'", "%%%%", "\\", "zzzzzz", "x" * 5000, "\x00\x00", "ada\x00"]
)
def test_whatever_is_typed_is_answered(typed, manager, lind):
    finding(manager, typed)


@pytest.mark.parametrize("typed", ["", "o", "%", "_", "%a%", "zzzzzz"])
def test_next_to_nothing_finds_nothing(typed, manager, lind):
    assert found(manager, typed) == []


def test_ten_are_shown_and_that_there_are_more_without_how_many(at, manager):
    families.many(12, at, by=manager)
    found = finding(manager, "grace family")
    assert (len(found.rows), found.more) == (10, True)


# --- former names -------------------------------------------------------------------------------------------------


def test_a_family_is_found_by_a_name_it_had_and_by_the_one_it_has(manager, lind):
    change_name(family=lind, name="Lind", by=manager, on=today())
    assert found(manager, "okafor lind") == found(manager, "lind") == [lind]


@pytest.mark.parametrize("side", ["child", "adult"])
def test_and_by_one_of_a_child_or_a_carer(side, manager, lind):
    person = {"child": lind.children, "adult": lind.adults}[side].get()
    change_name(family=lind, name="Rowan Brook", by=manager, on=today(), **{side: person})
    assert found(manager, "rowan brook") == [lind]
    [row] = finding(manager, person.name).rows
    assert ("former", person.name) in row.matching


def test_a_family_that_was_joined_to_another_is_found_by_what_it_was_called(at, manager, lind):
    new = families.family(at, name="Lind Okafor Moss", child_name="Uma Moss")
    join_families(known=lind, new=new, by=manager, on=today())
    assert found(manager, "moss") == found(manager, "uma") == [lind]


def test_who_it_was_that_is_found_is_said(manager, lind):
    assert finding(manager, "ada").rows[0].matching == [("child", "Ada Okafor-Lind")]


# --- postcode, NHS number ----------------------------------------------------------------------------------------


@pytest.mark.parametrize("typed", ["LS7 1AB", "ls71ab", "LS71AB", " ls7  1ab "])
def test_a_family_is_found_by_its_postcode_however_it_is_spaced(typed, manager, lind):
    Address.objects.filter(family=lind).update(postcode="LS7 1AB")
    assert found(manager, typed) == [lind]


def test_half_a_postcode_finds_nobody(manager, lind):
    assert found(manager, "LS1") == []


def test_a_confidential_postcode_finds_nobody_not_even_for_the_manager(manager, lind):
    Address.objects.filter(family=lind).update(postcode="LS7 1AB", confidential=True)
    assert found(manager, "LS7 1AB") == []


def test_nor_does_the_one_where_the_family_lived_before(manager, lind):
    change_address(family=lind, address=NewAddress("1 New Road", "LS7 1AB", True), by=manager, on=today())
    assert lind not in found(manager, "LS1 4AP")


@pytest.mark.parametrize("typed", ["9434765919", "943 476 5919", "943-476-5919"])
@pytest.mark.parametrize("people", [Child, Adult])
def test_a_family_is_found_by_an_nhs_number_however_it_is_spaced(typed, people, manager, lind):
    people.objects.filter(family=lind).update(nhs_number="9434765919")
    assert found(manager, typed) == [lind]


# --- what PostgreSQL keeps ----------------------------------------------------------------------------------------


def rows():
    with connection.cursor() as cursor:
        cursor.execute("SELECT family_id, centre_id, called, headed, named FROM families_searchrow ORDER BY family_id")
        return cursor.fetchall()


def test_what_families_are_found_by_is_what_they_are_called_whichever_way_that_changed(at, manager, lind, others):
    moved = families.family(at, name="Moss")
    Child.objects.filter(family=moved).update(name="Uma")
    Adult.objects.filter(family=moved).update(family=lind)
    families.former_name(lind, name="Lind-Brook")
    FormerName.objects.filter(family=lind).delete()
    Family.objects.filter(pk=others[0].pk).update(name="Petrova")
    Child.objects.bulk_create([Child(family=others[1], name="Ewan", date_of_birth=today())])
    kept = rows()
    with connection.cursor() as cursor:
        cursor.execute("SELECT fortnight_write_search_row(id) FROM families_family")
    assert kept == rows()
    assert "uma" in {row[0]: row[4] for row in kept}[moved.pk]


def test_of_many_families_at_once_it_is_written_at_the_end_and_then_with_every_name_again(at):
    known = families.family(at, name="Fern")
    with written_at_the_end():
        moss = families.family(at, name="Moss")
        Child.objects.filter(family=known).update(name="Ivy")
        assert moss.pk not in {row[0] for row in rows()}
    kept = rows()
    assert "ivy" in {row[0]: row[4] for row in kept}[known.pk]
    with connection.cursor() as cursor:
        cursor.execute("SELECT fortnight_write_search_row(id) FROM families_family")
    assert kept == rows()
    Child.objects.filter(family=moss).update(name="Uma")
    assert "uma" in {row[0]: row[4] for row in rows()}[moss.pk]


def test_if_putting_many_on_record_fails_the_next_name_is_found_all_the_same(at):
    with pytest.raises(ZeroDivisionError), written_at_the_end():
        assert 1 / 0
    assert families.family(at, name="Moss").pk in {row[0] for row in rows()}


def test_the_owners_rights_give_no_family_of_a_centre_where_one_does_not_work(manager, lind):
    elsewhere = families.family(centres.centre(), name="Stranger")
    with working_as(WEB):
        act_for(manager)
        everywhere = Among(managed=[lind.centre_id, elsewhere.centre_id])
        assert families_found("stranger", everywhere).likeness == {}
        assert list(families_found("okafor", everywhere).likeness) == [lind.pk]


def test_nor_any_family_to_nobody(lind):
    with working_as(WEB):
        act_for(None)
        assert families_found("okafor", Among(managed=[lind.centre_id], named=[lind.pk])).likeness == {}
