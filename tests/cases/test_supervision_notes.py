"""Notes of supervision: who writes them, and their own readers."""

import pytest
from django.db import IntegrityError, transaction
from django.urls import reverse

from cases.models import RestrictedNote
from cases.services import accept_lead, hand_over, name_readers, write_note
from cases.status import NoteKind
from centres.models import Membership
from centres.status import Role
from consent.status import Information
from inputs.errors import NotAllowed, RuleBroken
from tests.days import today
from tests.factories import cases, centres, notes, sharing

pytestmark = pytest.mark.django_db


@pytest.fixture
def supervisor():
    """A link social worker of a centre, who supervises."""
    return centres.member(centres.centre(), Role.LINK_SOCIAL_WORKER, name="Lee Marsh")


@pytest.fixture
def case(supervisor):
    """A case whose lead professional they supervise."""
    at = supervisor.memberships.get().centre
    return cases.case_led_by(centres.support_worker(at, name="Sam Worth", supervisor=supervisor), at)


def write(case, by, **facts):
    given = {"kind": NoteKind.SUPERVISION, "words": "Sam is worn out by this one."}
    return write_note(case=case, by=by, on=today(), **{**given, **facts})


def readers(note, *people):
    return [who.name for who in people if RestrictedNote.objects.visible_to(who).filter(pk=note.pk).exists()]


def test_who_supervises_writes_it_and_it_is_about_who_leads(case, supervisor):
    assert write(case, supervisor).about == cases.lead_of(case)


def test_so_does_the_lead_about_themselves(case):
    assert write(case, cases.lead_of(case)).about == cases.lead_of(case)


def test_nobody_else_does(case, supervisor):
    member, deputy = centres.health_visitor(case.centre), centres.health_visitor(case.centre)
    cases.team_member(case, member)
    cases.deputy(case, deputy)
    for who in (member, deputy, centres.manager(case.centre), centres.health_visitor(case.centre)):
        with pytest.raises(NotAllowed):
            write(case, who)


def test_who_supervises_writes_no_note_of_another_kind(case, supervisor):
    with pytest.raises(NotAllowed):
        write(case, supervisor, kind=NoteKind.HEALTH)


def test_it_is_read_by_the_writer_the_lead_the_manager_and_no_other(case, supervisor):
    member, deputy, emergency = (centres.health_visitor(case.centre) for _ in range(3))
    cases.team_member(case, member)
    cases.deputy(case, deputy)
    cases.break_glass(case, emergency)
    manager = centres.manager(case.centre)
    note, lead = write(case, supervisor), cases.lead_of(case)
    found = readers(note, supervisor, lead, manager, member, deputy, emergency)
    assert found == [supervisor.name, lead.name, manager.name]


def test_who_is_named_reads_it_too(case, supervisor):
    member = centres.health_visitor(case.centre)
    cases.team_member(case, member)
    note = write(case, supervisor)
    name_readers(note=note, readers=[member], by=supervisor, on=today())
    assert readers(note, member) == [member.name]


def test_who_supervises_no_longer_reads_it_no_longer(case, supervisor):
    note = write(case, supervisor)
    Membership.objects.filter(user=cases.lead_of(case)).update(supervisor=None)
    assert readers(note, supervisor) == []


def test_after_a_handover_neither_the_former_nor_the_next_lead_reads_it(case, supervisor):
    former, note = cases.lead_of(case), write(case, supervisor)
    following = centres.support_worker(case.centre)
    cases.wishes_to_include(case.family, cases.agency_of(following, case.centre), by=following)
    offer = hand_over(case=case, user=following, matters="All.", family_view="Fine.", by=former, on=today())
    accept_lead(lead=offer, by=following, on=today())
    assert readers(note, former, following) == []


def test_a_family_that_keeps_safeguarding_notes_from_an_agency_keeps_these(case, supervisor):
    note = write(case, supervisor)
    sharing.kept(case.family, cases.agency_of(supervisor, case.centre), Information.SAFEGUARDING, by=supervisor)
    assert supervisor.name not in readers(note, supervisor)


def test_it_is_corrected_by_one_of_its_kind_only(case, supervisor):
    lead = cases.lead_of(case)
    note, other = write(case, supervisor), notes.note(case)
    write(case, lead, corrects=note, words="Sam is better.")
    for kind, corrected in ((NoteKind.HEALTH, note), (NoteKind.SUPERVISION, other)):
        with pytest.raises(RuleBroken) as error:
            write(case, lead, corrects=corrected, kind=kind, words="Otherwise.")
        assert error.value.code == "other_kind"


def test_postgresql_wants_to_know_whose_supervision_it_is(case):
    for kind, about in ((NoteKind.SUPERVISION, None), (NoteKind.HEALTH, cases.lead_of(case))):
        with pytest.raises(IntegrityError, match="of_supervision_says_whose"), transaction.atomic():
            notes.note(case, kind=kind, about=about)


def page(client, who, route, *args, status=200, **query):
    client.force_login(who)
    answer = client.get(reverse(route, args=args), query)
    assert answer.status_code == status
    return answer.content.decode()


def test_each_is_offered_the_kinds_they_may_write(client, case, supervisor):
    member = centres.health_visitor(case.centre)
    cases.team_member(case, member)
    offered = {
        who: [
            kind for kind in NoteKind.values if f'value="{kind}"' in page(client, who, "restricted_note_write", case.pk)
        ]
        for who in (supervisor, cases.lead_of(case), member)
    }
    assert offered == {
        supervisor: ["supervision"], cases.lead_of(case): NoteKind.values, member: ["health", "domestic_abuse"],
    }  # fmt: skip


def test_the_part_offers_it_to_who_supervises_and_shows_whose_it_is(client, case, supervisor):
    shown = page(client, supervisor, "case", case.pk, part="notes")
    assert reverse("restricted_note_write", args=[case.pk]) in shown
    client.post(reverse("restricted_note_write", args=[case.pk]), {"kind": "supervision", "words": "Sam is worn out."})
    assert "Supervision of Sam Worth" in page(client, cases.lead_of(case), "case", case.pk, part="notes")
    note = RestrictedNote.objects.get()
    shown = page(client, cases.lead_of(case), "restricted_note", note.pk)
    assert "Sam is worn out." in shown and "Correct this note" in shown
