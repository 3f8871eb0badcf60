"""Who tries to read a restricted note, or to learn that there is one: pages, lists, the API, in every state.

Nobody but its writer, its named readers and the centre's manager; and they only while the case is open to them.
"""

import re

import pytest
from django.core import mail
from django.urls import reverse

from audit.models import Entry
from cases.models import NoteReader
from cases.services import write_note
from centres.models import Membership
from centres.status import Role
from consent.models import SharingWish
from consent.status import Information
from reminders.models import Reminder
from reports.family_copy import copy_of
from tests.days import days_ago, today
from tests.factories import cases, centres, notes, sharing

pytestmark = pytest.mark.django_db
CANARY = "zqrestricted"


@pytest.fixture
def member(case):
    """A health visitor in the team, named as a reader."""
    who = centres.health_visitor(case.centre)
    cases.team_member(case, who)
    return who


@pytest.fixture
def note(case, member):
    """Written by the manager, so that the lead professional is not one of its readers."""
    return notes.note(case, by=centres.manager(case.centre), readers=(member,), words=f"{CANARY} afraid on Fridays")


def doors(note):
    """Every address that shows the note or says that there is one."""
    return [
        reverse("restricted_note", args=[note.pk]),
        reverse("note_readers", args=[note.pk]),
        f"/api/v1/notes/{note.pk}/",
    ]


def lists(note):
    """What whoever may open the case reads of it."""
    pages = [reverse("case", args=[note.case_id]) + part for part in ("", "?part=notes")]
    return [*pages, f"/api/v1/cases/{note.case_id}/", f"/api/v1/cases/{note.case_id}/notes/", "/"]


def read(client, who, note):
    """What the person can read, by number and on every list; nothing that answers may be an error."""
    client.force_login(who)
    found = {address: client.get(address) for address in [*doors(note), *lists(note)]}
    assert not [address for address, answer in found.items() if answer.status_code >= 500]
    return {address: answer for address, answer in found.items() if answer.status_code == 200}


def finds(client, who, note):
    """Whether the person finds any trace: its words, its address, its page, a line of a list."""
    found = read(client, who, note)
    traces = [reverse("restricted_note", args=[note.pk]), CANARY, f'"id":{note.pk},"case":{note.case_id},"kind"']
    shown = [a for a, answer in found.items() if any(trace in answer.content.decode() for trace in traces)]
    return bool(shown or set(found) & set(doors(note)))


def posts(client, note):
    """What is answered to every verb, on pages and by a program."""
    reader = note.readers.first()
    body = {"readers": [note.by_id]}
    to = [
        (reverse("note_readers", args=[note.pk]), None),
        (reverse("note_reader_end", args=[reader.pk]), None),
        (reverse("restricted_note_write", args=[note.case_id]) + f"?corrects={note.pk}", None),
        (f"/api/v1/notes/{note.pk}/readers/", body),
        (f"/api/v1/notes/{note.pk}/readers/{reader.pk}/end/", {}),
        (f"/api/v1/cases/{note.case_id}/notes/", {"kind": "health", "words": "x", "corrects": note.pk}),
    ]
    kinds = {True: {}, False: {"content_type": "application/json"}}
    return {path: client.post(path, data or {}, **kinds[data is None]).status_code for path, data in to}


def test_a_named_reader_the_writer_and_every_manager_read_it(client, note, member):
    for who in (member, note.by, centres.manager(note.case.centre)):
        found = read(client, who, note)
        assert CANARY in found[doors(note)[0]].content.decode()
        assert CANARY in found[doors(note)[2]].content.decode()


def test_its_words_are_on_no_list_of_theirs(client, note, member):
    for who in (member, note.by):
        found = read(client, who, note)
        shown = {address for address, answer in found.items() if CANARY in answer.content.decode()}
        assert shown == {doors(note)[0], doors(note)[2]}


STRANGERS = {
    "lead": lambda case: cases.lead_of(case),
    "team, not named": lambda case: cases.team_member(case, centres.health_visitor(case.centre)).user,
    "colleague": lambda case: centres.support_worker(case.centre),
    "referrer": lambda case: case.referral.referred_by,
    "action's owner": lambda case: cases.action(centres.health_visitor(case.centre), case.centre, case=case).owner,
    "emergency": lambda case: cases.break_glass(case, centres.support_worker(case.centre)).user,
    "administrator": lambda case: centres.administrator(case.centre),
    "information lead": lambda case: centres.member(case.centre, Role.INFORMATION_LEAD),
    "other centre": lambda case: centres.manager(centres.centre()),
    "superuser": lambda case: centres.user(is_superuser=True),
}


@pytest.mark.parametrize("who", STRANGERS)
def test_nobody_else_finds_any_trace(client, note, who):
    assert not finds(client, STRANGERS[who](note.case), note)


@pytest.mark.parametrize("who", ["lead", "team, not named", "emergency"])
def test_a_case_with_a_note_looks_to_them_like_one_without(client, case, member, who):
    person = STRANGERS[who](case)
    client.force_login(person)
    addresses = [reverse("case", args=[case.pk]) + part for part in ("", "?part=notes", "?part=people")]
    addresses += [f"/api/v1/cases/{case.pk}/", f"/api/v1/cases/{case.pk}/notes/"]

    def seen():
        return [without_tokens(client.get(address).content.decode()) for address in addresses]

    before = seen()
    notes.note(case, by=centres.manager(case.centre), readers=(member,))
    assert seen() == before


def without_tokens(text):
    return re.sub(r'name="csrfmiddlewaretoken" value="[^"]+"', "", text)


@pytest.mark.parametrize("who", STRANGERS)
def test_nobody_else_does_anything_with_it(client, note, who):
    person = STRANGERS[who](note.case)
    lines = Entry.objects.count()
    client.force_login(person)
    assert set(posts(client, note).values()) <= {404, 403}
    assert Entry.objects.count() == lines


def leaves(case, member):
    case.team.filter(user=member).update(until=days_ago(1))


def job_ends(case, member):
    Membership.objects.filter(user=member).update(ends_on=days_ago(1))
    centres.member(centres.centre(), Role.HEALTH_VISITOR, user=member)  # else they could not even sign in


def agency_excluded(case, member):
    SharingWish.objects.filter(family=case.family, agency=cases.agency_of(member, case.centre)).update(until=today())
    SharingWish.objects.create(
        family=case.family, agency=cases.agency_of(member, case.centre), included=False, recorded_by=member
    )


def kind_kept(case, member):
    sharing.kept(case.family, cases.agency_of(member, case.centre), Information.SAFEGUARDING, by=member)


def agreement_withdrawn(case, member):
    cases.without_agreement(case)


def agreement_run_out(case, member):
    case.family.agreements.update(until=days_ago(1))


def closed(case, member):
    case.reviews.filter(held_on=None).delete()
    type(case).objects.filter(pk=case.pk).update(status="closed", closed_on=days_ago(1), closing="moved")


def taken_away(case, member):
    NoteReader.objects.filter(user=member).update(until=today(), taken_away_by=cases.lead_of(case))


ENDS = [leaves, job_ends, agency_excluded, kind_kept, agreement_withdrawn, agreement_run_out, closed, taken_away]


@pytest.mark.parametrize("end", ENDS)
def test_a_named_reader_finds_no_trace_from_the_next_request_on(client, note, member, end):
    assert finds(client, member, note)
    end(note.case, member)
    assert not finds(client, member, note)


@pytest.mark.parametrize("end", ENDS)
def test_the_manager_reads_it_in_every_state(client, note, member, end):
    end(note.case, member)
    client.force_login(centres.manager(note.case.centre))
    assert CANARY in client.get(doors(note)[0]).content.decode()


@pytest.mark.parametrize("end", ENDS[:-1])
def test_its_writer_loses_it_with_the_route_to_the_case(client, case, member, end):
    own = notes.note(case, by=member, words=CANARY)
    assert finds(client, member, own)
    end(case, member)
    assert not finds(client, member, own)


@pytest.mark.parametrize("end", [agency_excluded, kind_kept, leaves])
def test_an_emergency_does_not_bring_a_note_back(client, note, member, end):
    end(note.case, member)
    cases.break_glass(note.case, member)
    assert not finds(client, member, note)


def test_the_other_kind_stays_open_when_one_is_kept(client, case, member):
    health = notes.note(case, readers=(member,), kind="health", words=CANARY)
    kind_kept(case, member)
    assert finds(client, member, health)


def test_a_lead_who_is_named_reads_on_after_a_withdrawal(client, case):
    named = notes.note(case, by=centres.manager(case.centre), readers=(cases.lead_of(case),), words=CANARY)
    cases.without_agreement(case)
    assert finds(client, cases.lead_of(case), named)


def test_a_named_reader_cannot_choose_readers(client, note, member):
    client.force_login(member)
    found = posts(client, note)
    del found[reverse("restricted_note_write", args=[note.case_id]) + f"?corrects={note.pk}"]
    del found[f"/api/v1/cases/{note.case_id}/notes/"]
    assert set(found.values()) == {403}


def test_a_correction_does_not_tell_its_readers_of_a_note_they_may_not_read(client, note, member):
    lead = cases.lead_of(note.case)
    new = notes.note(note.case, by=note.by, readers=(lead,), words="Corrected.", corrects=note)
    client.force_login(lead)
    page = client.get(reverse("restricted_note", args=[new.pk])).content.decode()
    told = client.get(f"/api/v1/notes/{new.pk}/").json()
    assert ("It corrects" in page, reverse("restricted_note", args=[note.pk]) in page) == (False, False)
    assert (told["corrects"], told["corrected_by"]) == (None, [])


def test_a_note_does_not_tell_its_readers_of_a_correction_they_may_not_read(client, note, member):
    notes.note(note.case, by=note.by, words="Corrected.", corrects=note)
    client.force_login(member)
    page = client.get(reverse("restricted_note", args=[note.pk])).content.decode()
    told = client.get(f"/api/v1/notes/{note.pk}/").json()
    assert ("Read the correction" in page, told["corrected_by"]) == (False, [])


def test_the_family_copy_says_it_in_the_words_of_any_look_at_the_case(client, note, member):
    client.force_login(member)
    client.get(reverse("case", args=[note.case_id]))
    before = copy_of(note.case.family, today()).readers
    client.get(reverse("restricted_note", args=[note.pk]))
    client.get(f"/api/v1/notes/{note.pk}/")
    client.get(f"/api/v1/cases/{note.case_id}/notes/")
    assert copy_of(note.case.family, today()).readers == before


def test_who_opened_which_note_is_in_the_log(client, note, member):
    client.force_login(member)
    for address in (doors(note)[0], doors(note)[2]):
        client.get(address)
    found = Entry.objects.filter(by=member, detail__note=note.pk).order_by("pk")
    assert [(one.kind, one.verb, one.subject_id) for one in found] == [
        ("read", "restricted_note", note.case_id),
        ("read", "api:note", note.case_id),
    ]


def test_nobody_is_written_to_or_reminded(case, member):
    write_note(case=case, kind="health", words=CANARY, readers=[member], by=cases.lead_of(case), on=today())
    assert (mail.outbox, Reminder.objects.exists()) == ([], False)
