"""A family, a child or an adult is called otherwise from a day on, and found by both names."""

import pytest
from django.db import IntegrityError, transaction
from django.urls import reverse

from audit.models import Entry
from families.models import Child, FormerName
from families.services import change_name, record_birth
from families.services.joining import join_families
from inputs.errors import NotAllowed, RuleBroken
from tests.days import days_ago, today
from tests.factories import centres, families

pytestmark = pytest.mark.django_db


@pytest.fixture
def at():
    return centres.centre()


@pytest.fixture
def manager(at):
    return centres.manager(at)


@pytest.fixture
def home(at):
    return families.family(at)


def kept(family):
    return [(one.name, one.of, one.until) for one in FormerName.objects.filter(family=family)]


def refused(code, **facts):
    with pytest.raises(RuleBroken) as caught:
        change_name(**facts, on=today())
    assert caught.value.code == code and not FormerName.objects.exists()


@pytest.mark.parametrize("side", ["family", "child", "adult"])
def test_the_name_until_today_is_kept(side, home, manager):
    who = {"family": home, "child": home.children.get(), "adult": home.adults.get()}[side]
    person = {} if side == "family" else {side: who}
    before = who.name
    change_name(family=home, name=" Rowan Brook ", **person, by=manager, on=today())
    who.refresh_from_db()
    assert who.name == "Rowan Brook" and kept(home) == [(before, who, today())]


def test_it_is_in_the_log_without_a_name(home, manager):
    change_name(family=home, name="Brook", by=manager, on=today())
    entry = Entry.objects.get(verb="change_name")
    assert (entry.subject_id, entry.centre_id, entry.detail) == (home.pk, home.centre_id, {})


def test_a_name_that_comes_back_is_kept_once(home, manager):
    for name in ("Brook", "Okafor-Lind", "Brook"):
        change_name(family=home, name=name, by=manager, on=today())
    assert sorted(one.name for one in FormerName.objects.all()) == ["Brook", "Okafor-Lind"]


def test_a_name_is_needed(home, manager):
    refused("no_name", family=home, name=" ", by=manager)


def test_it_must_be_another_one(home, manager):
    refused("same_name", family=home, name="Okafor-Lind ", by=manager)


@pytest.mark.parametrize("role", [centres.health_visitor, centres.support_worker, centres.administrator])
def test_nobody_but_the_manager_records_it(role, at, home):
    with pytest.raises(NotAllowed):
        change_name(family=home, name="Brook", by=role(at), on=today())


def test_the_manager_of_another_centre_does_not(home):
    with pytest.raises(NotAllowed):
        change_name(family=home, name="Brook", by=centres.manager(centres.centre()), on=today())


def test_a_child_of_another_family_is_not_renamed(at, home, manager):
    other = families.family(at).children.get()
    with pytest.raises(Child.DoesNotExist):
        change_name(family=home, child=other, name="Brook", by=manager, on=today())


def test_a_child_that_was_called_otherwise_before_it_was_born_is(home, manager):
    child = Child.objects.create(family=home, expected_on=days_ago(-5), name="Bump")
    record_birth(child=child, name="Ivy", date_of_birth=today(), by=manager, on=today())
    assert kept(home) == [("Bump", child, today())]


def test_a_child_that_had_no_name_before_it_was_born_has_no_former_one(home, manager):
    child = Child.objects.create(family=home, expected_on=days_ago(-5))
    record_birth(child=child, name="Ivy", date_of_birth=today(), by=manager, on=today())
    assert kept(home) == []


def test_two_records_that_are_joined_keep_what_each_was_called(at, home, manager):
    new = families.family(at, name="Lind", child_name="Ada Lind")
    for one in (home, new):
        one.children.update(nhs_number="9434765919")
    families.former_name(new, name="Moss", child=new.children.get())
    join_families(known=home, new=new, by=manager, on=today())
    names = {(one.name, one.of) for one in FormerName.objects.filter(family=home)}
    assert {("Lind", home), ("Ada Lind", home.children.get()), ("Moss", home.children.get())} <= names


def test_postgresql_keeps_no_empty_name_and_none_of_two_people(home):
    both = {"child": home.children.get(), "adult": home.adults.get()}
    for wrong in ({"name": ""}, both):
        with pytest.raises(IntegrityError), transaction.atomic():
            families.former_name(home, recorded_by=centres.user(), **wrong)


# --- the page and the API -----------------------------------------------------------------------------------------


def test_a_name_is_changed_on_its_page_and_both_are_shown(client, home, manager):
    client.force_login(manager)
    adult = home.adults.get()
    client.post(reverse("name_change", args=[home.pk]), {"whose": f"adult-{adult.pk}", "name": "Grace Brook"})
    shown = client.get(reverse("family", args=[home.pk])).content.decode()
    assert "Grace Brook" in shown and "Grace Okafor-Lind" in shown


WRONG = ({}, {"whose": "family"}, {"name": "Brook"}, {"whose": "child-999999", "name": "Brook"},
         {"whose": "family", "name": "Okafor-Lind"})  # fmt: skip


@pytest.mark.parametrize("typed", WRONG)
def test_what_is_wrong_is_said_and_what_was_typed_is_kept(typed, client, home, manager):
    client.force_login(manager)
    answer = client.post(reverse("name_change", args=[home.pk]), typed or {"x": "1"})
    text = answer.content.decode()
    assert answer.status_code == 422 and typed.get("name", "") in text and "There is a problem" in text


def test_a_program_changes_a_name(client, home, manager):
    client.force_login(manager)
    sent = {"name": "Ada Brook", "child": home.children.get().pk}
    answer = client.post(reverse("family-name", args=[home.pk]), sent, content_type="application/json")
    assert answer.status_code == 200 and home.children.get().name == "Ada Brook"
    assert [one["name"] for one in answer.json()["former_names"]] == ["Ada Okafor-Lind"]


def test_a_program_changes_one_name_at_a_time(client, home, manager):
    client.force_login(manager)
    sent = {"name": "Brook", "child": home.children.get().pk, "adult": home.adults.get().pk}
    answer = client.post(reverse("family-name", args=[home.pk]), sent, content_type="application/json")
    assert answer.status_code == 400


def test_a_child_of_another_family_is_not_found_by_a_program(client, at, home, manager):
    client.force_login(manager)
    sent = {"name": "Brook", "child": families.family(at).children.get().pk}
    answer = client.post(reverse("family-name", args=[home.pk]), sent, content_type="application/json")
    assert answer.status_code == 404
