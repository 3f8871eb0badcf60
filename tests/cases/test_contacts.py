"""Contacts: who was seen, who was there, when; and attempts in two presses."""

import re
from datetime import time, timedelta

import pytest
from django.apps import apps
from django.db import IntegrityError, transaction
from django.urls import reverse
from django.utils import timezone

from audit.models import Entry, Kind
from cases.models import Contact, ContactWith
from cases.serializers import ContactSerializer
from cases.services import record_contact, take_back_contact
from families.models import Child
from families.services import join_families
from inputs.errors import RuleBroken
from tests.at_once import at_once
from tests.cases.test_pages import page, sent
from tests.days import days_ago, today
from tests.factories import cases, centres, families
from tests.queries import queries_of
from tests.signing_in import ConfirmedClient

pytestmark = pytest.mark.django_db


@pytest.fixture
def client():
    """A browser whose people have confirmed that it is them: sharing asks for that."""
    return ConfirmedClient()


@pytest.fixture
def case():
    """A case led by Sam Worth."""
    at = centres.centre()
    return cases.case_led_by(centres.support_worker(at, name="Sam Worth"), at)


@pytest.fixture
def ada(case):
    """Somebody of the team."""
    who = centres.health_visitor(case.centre, name="Ada Field")
    cases.team_member(case, who)
    return who


def visited(case, by, /, **facts):
    """A visit of today, as the verb records it."""
    given = {"kind": "visit", "reached": True, "happened_on": today()}
    return record_contact(case=case, by=by, on=today(), **{**given, **facts})


def broken(code, case, by, /, **facts):
    """It is refused by the rule with this code; beside which field."""
    with pytest.raises(RuleBroken) as error:
        visited(case, by, **facts)
    assert error.value.code == code, error.value.sentence
    return error.value.field


def shown(contact):
    """What pages and programs are given of it."""
    return ContactSerializer(Contact.objects.shown().get(pk=contact.pk)).data


def text_of(answer):
    """The text of a page on one line."""
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", answer))


# --- who was seen ---------------------------------------------------------------------------------------------


def test_each_child_and_each_adult_that_was_seen_is_named(case, lead):
    child, mother = case.family.children.get(), case.family.adults.get()
    made = visited(case, lead, saw_children=[child], saw_adults=[mother])
    assert shown(made)["saw"] == f"Saw {child.name} and {mother.name}"


def test_a_child_named_on_a_visit_was_seen(case, lead):
    assert visited(case, lead, saw_children=case.family.children.all()).child_seen


def test_a_child_can_be_seen_without_being_named(case, lead):
    assert visited(case, lead, child_seen=True).child_seen


def test_a_visit_at_which_only_the_mother_was_seen_says_that_the_child_was_not(client, case, lead):
    visited(case, lead, saw_adults=case.family.adults.all())
    assert "Child not seen" in page(client, lead, "case", case.pk)


def test_who_speaks_to_a_child_on_the_telephone_has_not_seen_it(case, lead):
    made = visited(case, lead, kind="call", saw_children=case.family.children.all())
    assert (made.child_seen, shown(made)["saw"].startswith("Spoke to")) == (False, True)


def test_a_child_is_not_seen_on_the_telephone(case, lead):
    assert broken("not_face_to_face", case, lead, kind="call", child_seen=True) == "child_seen"


@pytest.mark.parametrize(("field", "of"), [("saw_children", "children"), ("saw_adults", "adults")])
def test_nobody_was_seen_if_nobody_was_reached(case, lead, field, of):
    seen = getattr(case.family, of).all()
    assert broken("seen_not_reached", case, lead, reached=False, **{field: seen}) == field


@pytest.mark.parametrize(("field", "of"), [("saw_children", "children"), ("saw_adults", "adults")])
def test_nobody_of_another_family_was_seen(case, lead, field, of):
    other = families.family(case.centre, name="Another")
    assert broken("not_of_the_family", case, lead, **{field: getattr(other, of).all()}) == field


def test_an_unborn_child_was_not_seen(case, lead):
    unborn = Child.objects.create(family=case.family, expected_on=days_ago(-60))
    assert broken("not_born_yet", case, lead, saw_children=[unborn]) == "saw_children"


def test_a_child_was_not_seen_before_its_birth(case, lead):
    case.family.children.update(date_of_birth=days_ago(2))
    children = case.family.children.all()
    assert broken("not_born_yet", case, lead, happened_on=days_ago(3), saw_children=children) == "saw_children"


def test_the_form_does_not_offer_an_unborn_child(client, case, lead):
    Child.objects.create(family=case.family, name="Robin", expected_on=days_ago(-60))
    assert "Robin, due" not in page(client, lead, "contact_record", case.pk)


def test_who_was_seen_is_kept_in_the_history(case, lead):
    visited(case, lead, saw_children=case.family.children.all())
    history = apps.get_model("cases", "ContactChildEvent")
    assert history.objects.count() == 1


def test_who_was_seen_stays_named_when_two_records_of_the_family_become_one(case, lead):
    made = visited(case, lead, saw_children=case.family.children.all(), saw_adults=case.family.adults.all())
    known = families.family(case.centre)
    join_families(known=known, new=case.family, by=centres.manager(case.centre), on=today())
    assert ([*made.saw_children.all()], [*made.saw_adults.all()]) == ([*known.children.all()], [*known.adults.all()])


# --- together -------------------------------------------------------------------------------------------------


def test_a_contact_that_two_made_stands_once_and_names_both(client, case, lead, ada):
    visited(case, lead, with_users=[ada], note="We read together")
    told = text_of(page(client, ada, "case", case.pk))
    assert (told.count("We read together"), "Sam Worth with Ada Field" in told) == (1, True)


def test_the_other_is_told_that_it_stands_already(case, lead, ada):
    visited(case, lead, with_users=[ada])
    assert broken("stands_already", case, ada) == "at"


def test_another_visit_of_the_same_day_is_told_apart_by_its_time(case, lead, ada):
    visited(case, lead, with_users=[ada], happened_on=days_ago(1))
    assert visited(case, ada, happened_on=days_ago(1), at=time(16)).pk


def test_an_attempt_after_a_visit_together_is_another_contact(case, lead, ada):
    visited(case, lead, with_users=[ada])
    assert visited(case, ada, reached=False).pk


def test_a_practitioner_of_the_centre_whose_agency_may_know_was_there(case, lead):
    colleague = centres.health_visitor(case.centre, of=cases.agency_of(lead, case.centre))
    assert visited(case, lead, with_users=[colleague]).colleagues.get().user == colleague


def test_nobody_whose_agency_may_not_know_is_named(case, lead):
    assert broken("not_wished", case, lead, with_users=[centres.health_visitor(case.centre)]) == "with_users"


def test_nobody_of_an_agency_that_the_family_excludes_is_named(case, lead, ada):
    sharing_wish = case.family.wishes.filter(agency=cases.agency_of(ada, case.centre))
    sharing_wish.update(included=False)
    assert broken("not_wished", case, lead, with_users=[ada]) == "with_users"


def test_nobody_who_works_elsewhere_is_named(case, lead):
    stranger = centres.health_visitor(centres.centre())
    assert broken("not_a_member", case, lead, with_users=[stranger]) == "with_users"


def test_nobody_is_named_for_a_day_before_they_worked_here(case, lead):
    new = centres.health_visitor(case.centre, of=cases.agency_of(lead, case.centre), starts_on=days_ago(1))
    assert broken("not_a_member", case, lead, with_users=[new], happened_on=days_ago(3)) == "with_users"


def test_who_records_it_is_not_their_own_company(case, lead):
    assert broken("oneself", case, lead, with_users=[lead]) == "with_users"


def test_being_named_opens_nothing(client, case, lead):
    colleague = centres.health_visitor(case.centre, of=cases.agency_of(lead, case.centre))
    visited(case, lead, with_users=[colleague])
    page(client, colleague, "case", case.pk, status=404)


def test_only_who_recorded_it_takes_it_back_and_nothing_is_left(case, lead, ada):
    made = visited(case, lead, with_users=[ada], saw_children=case.family.children.all())
    take_back_contact(contact=made, by=lead, on=today())
    assert (Contact.objects.count(), ContactWith.objects.count()) == (0, 0)


def test_postgresql_names_a_colleague_once(case, lead, ada):
    made = cases.contact(case, by=lead, with_=[ada])
    with pytest.raises(IntegrityError), transaction.atomic():
        made.colleagues.create(user=ada, agency=cases.agency_of(ada, case.centre))


@pytest.mark.django_db(transaction=True)
def test_two_who_record_the_same_visit_at_once_record_it_once():
    at = centres.centre()
    case = cases.case_led_by(centres.support_worker(at), at)
    lead, other = cases.lead_of(case), centres.health_visitor(at)
    cases.team_member(case, other)
    done = at_once(
        lambda: visited(case, lead, with_users=[other]).pk, lambda: visited(case, other, with_users=[lead]).pk
    )
    assert (Contact.objects.count(), done.count("stands_already")) == (1, 1)


def test_the_team_is_offered_first_and_the_others_who_may_know_after_it(client, case, lead, ada):
    centres.health_visitor(case.centre, of=cases.agency_of(lead, case.centre), name="Bea Long")
    told = page(client, lead, "contact_record", case.pk)
    assert told.index("Ada Field") < told.index("Somebody else of the centre") < told.index("Bea Long")


def test_the_form_offers_nobody_whose_agency_may_not_know(client, case, lead):
    centres.health_visitor(case.centre, name="Cy Other")
    assert "Cy Other" not in page(client, lead, "contact_record", case.pk)


def test_the_form_records_who_was_seen_and_who_was_there(client, case, lead, ada):
    other = centres.health_visitor(case.centre, of=cases.agency_of(lead, case.centre))
    child, mother = case.family.children.get(), case.family.adults.get()
    typed = {"saw_children": child.pk, "saw_adults": mother.pk, "with_users": ada.pk, "with_other": other.pk}
    when = {"happened_on": days_ago(1).isoformat(), "at": "2:30pm"}
    sent(client, lead, "contact_record", case.pk, kind="visit", reached="yes", **typed, **when)
    made = Contact.objects.get(case=case)
    assert (
        made.child_seen, made.at, [*made.saw_adults.all()], {one.user for one in made.colleagues.all()},
    ) == (True, time(14, 30), [mother], {ada, other})  # fmt: skip


# --- when -----------------------------------------------------------------------------------------------------


def entered(contact, days):
    """It was written down so many days ago."""
    Contact.objects.filter(pk=contact.pk).update(entered_at=timezone.now() - timedelta(days=days))


def test_the_day_of_entry_is_shown_if_it_is_another(client, case, lead):
    entered(cases.contact(case, by=lead, on=days_ago(5)), 3)
    told = text_of(page(client, lead, "case", case.pk))
    assert f"(entered {days_ago(3).day} {days_ago(3):%B %Y} )" in told.replace("(entered ", "(entered ").replace(
        ")", " )"
    )


def test_the_day_of_entry_is_not_shown_if_it_is_the_same(client, case, lead):
    entered(cases.contact(case, by=lead, on=days_ago(5)), 5)
    assert "(entered" not in page(client, lead, "case", case.pk)


def test_the_time_of_day_is_shown(client, case, lead):
    cases.contact(case, by=lead, at=time(14, 30))
    assert "at 2:30pm" in text_of(page(client, lead, "case", case.pk))


def test_a_time_that_has_not_come_yet_is_refused(case, lead):
    later = (timezone.localtime() + timedelta(minutes=2)).time()
    if later.hour == 0:
        later = time(23, 59, 59)
    assert broken("time_too_late", case, lead, at=later) == "at"


# --- tried, no answer -------------------------------------------------------------------------------------------

TRIED = [("call", "Called, no answer"), ("visit", "Visited, nobody in"), ("message", "Messaged, no answer")]


@pytest.mark.parametrize("at", ["my_fortnight", "case"])
@pytest.mark.parametrize(("kind", "text"), TRIED)
def test_an_attempt_is_a_button_on_the_case_and_at_home(client, case, lead, at, kind, text):
    told = page(client, lead, at, *([case.pk] if at == "case" else []))
    address = reverse("contact_record", args=[case.pk])
    form = re.search(rf'<form method="post" action="{address}"(?:(?!</form>).)*{text}', told, re.DOTALL)
    fields = dict(re.findall(r'name="(\w+)" value="([^"]*)"', form[0]))
    client.post(address, fields)
    made = Contact.objects.get(case=case)
    assert (made.kind, made.reached, made.on) == (kind, False, today())


def test_a_page_left_open_overnight_records_the_attempt_today(client, case, lead):
    typed = {"kind": "call", "reached": "no", "just_now": "yes", "happened_on": days_ago(1).isoformat()}
    sent(client, lead, "contact_record", case.pk, **typed)
    assert Contact.objects.get(case=case).on == today()


def test_an_attempt_from_home_leads_back_there(client, case, lead):
    typed = {"kind": "call", "reached": "no", "just_now": "yes", "next": "/"}
    answer = sent(client, lead, "contact_record", case.pk, follow=False, **typed)
    assert answer.headers["Location"] == "/"


def test_it_leads_to_no_address_outside(client, case, lead):
    typed = {"kind": "call", "reached": "no", "just_now": "yes", "next": "https://example.org/"}
    answer = sent(client, lead, "contact_record", case.pk, follow=False, **typed)
    assert answer.headers["Location"] == reverse("case", args=[case.pk])


# --- what programs read and send ----------------------------------------------------------------------------------


def call(client, user, path, data=None, status=200):
    """What the API answers this person."""
    client.force_login(user)
    address = f"/api/v1/cases/{path}"
    answer = client.get(address) if data is None else client.post(address, data, content_type="application/json")
    assert answer.status_code == status, answer.content
    return answer.json()


def test_a_program_records_who_was_seen_and_who_was_there(client, case, lead, ada):
    about = call(client, lead, f"{case.pk}/")
    sees = {"saw_children": [about["children"][0]["id"]], "saw_adults": [about["adults"][0]["id"]]}
    typed = {"kind": "visit", "reached": True, "at": "09:30", "happened_on": str(days_ago(1)), "with_users": [ada.pk]}
    made = call(client, lead, f"{case.pk}/contacts/", {**typed, **sees}, status=201)
    assert (made["child_seen"], made["at"], made["entered_on"], made["colleagues"][0]["name"]) == (
        True, "09:30:00", str(today()), "Ada Field",
    )  # fmt: skip


@pytest.mark.parametrize("field", ["saw_children", "saw_adults", "with_users"])
def test_a_stranger_named_by_a_program_is_as_if_there_were_none(client, case, lead, field):
    other = families.family(centres.centre())
    strangers = {
        "saw_children": other.children.get().pk, "saw_adults": other.adults.get().pk,
        "with_users": centres.health_visitor(other.centre).pk,
    }  # fmt: skip
    typed = {"kind": "visit", "reached": True, field: [strangers[field]]}
    call(client, lead, f"{case.pk}/contacts/", typed, status=404)


def test_the_log_says_that_others_were_there_but_not_who_was_seen(case, lead, ada):
    visited(case, lead, with_users=[ada], saw_children=case.family.children.all())
    detail = Entry.objects.get(kind=Kind.CHANGE, verb="record_contact").detail
    assert (detail["colleagues"], case.family.children.get().name in str(detail)) == ([ada.pk], False)


# --- what is asked of the database ----------------------------------------------------------------------------------


def test_names_cost_the_same_for_many_contacts(client, case, lead, ada):
    counts = []
    for number in (3, 20):
        for _ in range(number):
            cases.contact(case, by=lead, saw=[*case.family.children.all(), *case.family.adults.all()], with_=[ada])
        client.force_login(lead)
        client.get(reverse("case", args=[case.pk]))
        counts.append(queries_of(client, reverse("case", args=[case.pk])))
    assert counts[0] == counts[1]
