"""Restricted notes: who writes one, who names readers and takes them away, and what PostgreSQL refuses."""

import pytest
from django.db import DatabaseError, connection, transaction

from audit.models import Entry
from cases.models import NoteReader, RestrictedNote
from cases.services import name_readers, take_away_reader, undo_open_case, write_note
from centres.status import Role
from consent.status import Information
from inputs.errors import NotAllowed, RuleBroken
from tests.at_once import at_once
from tests.days import days_ago, today
from tests.factories import cases, centres, notes, sharing

pytestmark = pytest.mark.django_db


@pytest.fixture
def member(case):
    """A health visitor in the team."""
    who = centres.health_visitor(case.centre)
    cases.team_member(case, who)
    return who


def written(case, by, **fields):
    given = {"kind": "domestic_abuse", "words": notes.WORDS, "by": by, "on": today()}
    return write_note(case=case, **{**given, **fields})


def refusal(verb, **facts):
    with pytest.raises(RuleBroken) as broken:
        verb(**facts)
    return broken.value.code


# --- writing ------------------------------------------------------------------------------------------------------


def test_the_lead_professional_writes_one_and_names_its_readers(case, lead, member):
    made = written(case, lead, readers=[member])
    found = made.readers.get()
    assert (made.words, made.by, made.on, found.user, found.since) == (notes.WORDS, lead, today(), member, today())


def test_the_team_and_the_manager_write_too(case, member):
    assert written(case, member).by == member
    assert written(case, centres.manager(case.centre)).pk


def test_a_reader_named_twice_is_named_once(case, lead, member):
    assert written(case, lead, readers=[member, member]).readers.count() == 1


def test_it_is_written_also_after_the_agreement_ended(case, lead):
    cases.without_agreement(case)
    assert written(case, lead).pk


def test_the_log_says_who_wrote_it_under_the_case_and_not_what(case, lead, member):
    made = written(case, lead, readers=[member])
    entry = Entry.objects.get(verb="write_restricted_note")
    assert (entry.subject_type, entry.subject_id, entry.by) == ("cases.case", case.pk, lead)
    assert entry.detail == {"note": made.pk, "kind": "domestic_abuse", "readers": [member.pk]}


@pytest.mark.parametrize("who", ["supervisor", "colleague", "emergency", "referrer"])
def test_whoever_only_reads_the_case_or_does_not_writes_none(case, who):
    person = {
        "supervisor": lambda: supervisor_of(case),
        "colleague": lambda: centres.support_worker(case.centre),
        "emergency": lambda: cases.break_glass(case, centres.support_worker(case.centre)).user,
        "referrer": lambda: case.referral.referred_by,
    }[who]()
    with pytest.raises(NotAllowed):
        written(case, person)


def supervisor_of(case):
    who = centres.member(case.centre, Role.LINK_SOCIAL_WORKER)
    cases.lead_of(case).memberships.update(supervisor=who)
    cases.wishes_to_include(case.family, cases.agency_of(who, case.centre), by=who)
    return who


def test_none_is_written_on_a_closed_case():
    closed = cases.closed_case()
    assert refusal(written, case=closed, by=centres.manager(closed.centre)) == "already_closed"


def test_an_empty_one_is_refused(case, lead):
    assert refusal(written, case=case, by=lead, words="  ") == "no_words"


def test_the_same_sent_twice_is_one(case, lead):
    written(case, lead)
    assert refusal(written, case=case, by=lead) == "already_recorded"


def test_what_somebody_else_wrote_does_not_show_in_a_refusal(case, lead, member):
    written(case, lead)
    assert written(case, member).words == notes.WORDS


@pytest.mark.parametrize("who", ["colleague", "manager", "writer", "emergency", "other_centre", "owner"])
def test_only_people_to_whom_the_case_is_open_by_their_part_in_it_are_named(case, lead, who):
    person = {
        "colleague": lambda: centres.support_worker(case.centre),
        "manager": lambda: centres.manager(case.centre),
        "writer": lambda: lead,
        "emergency": lambda: cases.break_glass(case, centres.support_worker(case.centre)).user,
        "other_centre": lambda: centres.health_visitor(centres.centre()),
        "owner": lambda: cases.action(centres.health_visitor(case.centre), case.centre, case=case).owner,
    }[who]()
    assert refusal(written, case=case, by=lead, readers=[person]) == "cannot_read"


@pytest.mark.parametrize(
    ("kept", "kind", "refused"),
    [(Information.HEALTH, "health", True), (Information.HEALTH, "domestic_abuse", False),
     (Information.SAFEGUARDING, "domestic_abuse", True), (Information.SAFEGUARDING, "health", False)],
)  # fmt: skip
def test_nobody_is_named_whose_agency_must_not_know_this_kind(case, lead, member, kept, kind, refused):
    sharing.kept(case.family, cases.agency_of(member, case.centre), kept, by=lead)
    if refused:
        assert refusal(written, case=case, by=lead, kind=kind, readers=[member]) == "cannot_read"
    else:
        assert written(case, lead, kind=kind, readers=[member]).pk


def test_a_refusal_writes_nothing(case, lead, member):
    refusal(written, case=case, by=lead, readers=[member, centres.support_worker(case.centre)])
    assert (RestrictedNote.objects.exists(), NoteReader.objects.exists()) == (False, False)


def test_a_correction_names_the_old_one_which_stays(case, lead):
    old = notes.note(case)
    new = written(case, lead, words="On Saturdays.", corrects=old)
    old.refresh_from_db()
    assert (new.corrects, old.words) == (old, notes.WORDS)


def test_nobody_corrects_what_they_may_not_read(case, member):
    with pytest.raises(NotAllowed):
        written(case, member, corrects=notes.note(case))


def test_a_correction_stays_on_its_case(case, lead):
    other = cases.case_led_by(lead, case.centre)
    assert refusal(written, case=case, by=lead, corrects=notes.note(other)) == "other_case"


# --- readers ------------------------------------------------------------------------------------------------------


def test_the_writer_names_a_reader_later(case, lead, member):
    made = notes.note(case)
    (found,) = name_readers(note=made, readers=[member], by=lead, on=today())
    assert (found.user, found.since, found.named_by) == (member, today(), lead)


def test_the_manager_names_and_takes_away(case, member):
    made, manager = notes.note(case), centres.manager(case.centre)
    (found,) = name_readers(note=made, readers=[member], by=manager, on=today())
    gone = take_away_reader(reader=found, by=manager, on=today())
    assert (gone.until, gone.taken_away_by) == (today(), manager)
    assert not RestrictedNote.objects.visible_to(member).exists()


def test_a_reader_who_was_taken_away_can_be_named_again(case, lead, member):
    made = notes.note(case)
    notes.reader(made, member, until=days_ago(1), taken_away_by=lead)
    name_readers(note=made, readers=[member], by=lead, on=today())
    assert RestrictedNote.objects.visible_to(member).get() == made


@pytest.mark.parametrize("verb", ["name", "take away"])
def test_a_named_reader_chooses_no_readers(case, member, verb):
    made = notes.note(case, readers=(member,))
    with pytest.raises(NotAllowed, match="Only the person who wrote the note"):
        if verb == "name":
            name_readers(note=made, readers=[member], by=member, on=today())
        else:
            take_away_reader(reader=made.readers.get(), by=member, on=today())


def test_a_writer_who_has_left_chooses_no_readers(case, lead, member):
    made = notes.note(case, by=member)
    case.team.update(until=days_ago(1))
    with pytest.raises(NotAllowed):
        name_readers(note=made, readers=[lead], by=member, on=today())


def test_naming_nobody_naming_twice_and_naming_a_stranger_are_refused(case, lead, member):
    made, facts = notes.note(case, readers=(member,)), {"by": lead, "on": today()}
    stranger = centres.support_worker(case.centre)
    assert refusal(name_readers, note=made, readers=[], **facts) == "no_reader"
    assert refusal(name_readers, note=made, readers=[member], **facts) == "already_named"
    assert refusal(name_readers, note=made, readers=[stranger], **facts) == "cannot_read"


def test_taking_away_twice_is_refused(case, lead, member):
    found = notes.note(case, readers=(member,)).readers.get()
    take_away_reader(reader=found, by=lead, on=today())
    assert refusal(take_away_reader, reader=found, by=lead, on=today()) == "already_taken_away"


def test_a_case_with_a_note_is_not_taken_back():
    case = cases.case_without_lead()
    notes.note(case, by=centres.manager(case.centre))
    by = centres.manager(case.centre)
    assert refusal(undo_open_case, case=case, by=by, on=today()) == "built_on"


# --- PostgreSQL ---------------------------------------------------------------------------------------------------

TAMPERING = [
    "UPDATE cases_restrictednote SET words = 'x'",
    "UPDATE cases_restrictednote SET kind = 'health'",
    "DELETE FROM cases_notereader",
    "DELETE FROM cases_restrictednote",
    "UPDATE cases_notereader SET since = since - 1",
    "UPDATE cases_notereader SET until = since",
    "UPDATE cases_restrictednoteevent SET words = 'x'",
]


@pytest.mark.parametrize("sql", TAMPERING)
def test_postgresql_changes_no_note_and_no_reader(case, member, sql):
    notes.note(case, readers=(member,))
    with pytest.raises(DatabaseError), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(sql)


def test_postgresql_lets_nobody_come_back_who_was_taken_away(case, lead, member):
    gone = notes.reader(notes.note(case), member, until=today(), taken_away_by=lead)
    with pytest.raises(DatabaseError), transaction.atomic():
        NoteReader.objects.filter(pk=gone.pk).update(until=None, taken_away_by=None)


def test_note_and_readers_are_in_the_history(case, member):
    made = notes.note(case, readers=(member,))
    with connection.cursor() as cursor:
        cursor.execute("SELECT words FROM cases_restrictednoteevent WHERE pgh_obj_id = %s", [made.pk])
        assert cursor.fetchall() == [(notes.WORDS,)]
        cursor.execute("SELECT count(*) FROM cases_notereaderevent")
        assert cursor.fetchone() == (1,)


# --- two at once --------------------------------------------------------------------------------------------------


def codes(*verbs):
    """What came of each, sorted: "done", or the rule that stood in the way."""
    return sorted(one if isinstance(one, str) else "done" for one in at_once(*verbs))


@pytest.mark.django_db(transaction=True)
def test_two_name_the_same_reader_at_once(case, lead, member):
    made, manager = notes.note(case), centres.manager(case.centre)

    def name(by):
        return lambda: name_readers(note=made, readers=[member], by=by, on=today())

    assert codes(name(lead), name(manager)) == ["already_named", "done"]


@pytest.mark.django_db(transaction=True)
def test_two_take_the_same_reader_away_at_once(case, lead, member):
    found, manager = notes.note(case, readers=(member,)).readers.get(), centres.manager(case.centre)

    def take(by):
        return lambda: take_away_reader(reader=found, by=by, on=today())

    assert codes(take(lead), take(manager)) == ["already_taken_away", "done"]


@pytest.mark.django_db(transaction=True)
def test_the_same_note_sent_twice_at_once_is_one(case, lead):
    assert codes(*[lambda: written(case, lead)] * 2) == ["already_recorded", "done"]
