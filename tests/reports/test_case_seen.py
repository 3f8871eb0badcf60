"""Who has seen the record of a case's family, for the colleagues who answer for it."""

import pytest
from django.urls import reverse

from audit.models import Entry
from audit.services import record_reads
from reports.copy_words import OTHERWISE, TO_COLLEAGUES, WORDS
from reports.seen import seen_of
from tests.factories import cases, centres, notes
from tests.queries import queries_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def case():
    return cases.led_case()


def seen(client, case, who, status=200):
    client.force_login(who)
    answer = client.get(reverse("case_seen", args=[case.pk]))
    assert answer.status_code == status
    return answer.content.decode()


def read(who, case, where="case"):
    record_reads(by=who, subjects=[case], where=where)


def test_whoever_looked_stands_there_with_job_agency_and_what_for(client, case):
    colleague = centres.health_visitor(case.centre, name="Una Looked", title="Nurse")
    read(colleague, case)
    read(colleague, case.family, "family_address")
    shown = seen(client, case, cases.lead_of(case))
    agency = cases.agency_of(colleague, case.centre).name
    for words in ("Una Looked", f"Nurse, {agency}", "looked at the case", "Looked up the address", "1 day"):
        assert words in shown


def test_this_look_is_among_them_and_in_the_log(client, case):
    lead = cases.lead_of(case)
    assert lead.name in seen(client, case, lead) and "Looked at who has seen the record" in seen(client, case, lead)
    assert Entry.objects.filter(by=lead, verb="case_seen", subject_id=case.pk).count() == 2


def test_the_lead_and_the_manager_look_and_the_team_is_told_why_not(client, case):
    member = cases.team_member(case, centres.health_visitor(case.centre)).user
    seen(client, case, centres.manager(case.centre))
    seen(client, case, member, 403)
    seen(client, case, centres.support_worker(case.centre), 404)


def test_the_case_leads_there_for_who_may_look(client, case):
    path = reverse("case_seen", args=[case.pk])
    member = cases.team_member(case, centres.health_visitor(case.centre)).user
    for who, there in ((cases.lead_of(case), True), (member, False)):
        client.force_login(who)
        assert (path in client.get(reverse("case", args=[case.pk])).content.decode()) is there


def test_a_restricted_note_leaves_no_trace(client, case):
    """Who reads the note is said to have looked at the case, in the words that stand there anyway."""
    member = cases.team_member(case, centres.health_visitor(case.centre)).user
    note = notes.note(case, by=member)
    read(member, case)
    before = seen_of(case.family)
    client.force_login(member)
    assert client.get(reverse("restricted_note", args=[note.pk])).status_code == 200
    assert seen_of(case.family) == before


def test_every_connection_has_words_for_colleagues():
    assert set(TO_COLLEAGUES) == {*WORDS, OTHERWISE}


def test_many_looks_cost_as_much_as_few(client, case):
    lead = cases.lead_of(case)
    client.force_login(lead)
    asked = []
    for number in (10, 60):
        for _ in range(number):
            read(centres.health_visitor(case.centre), case)
        queries_of(client, reverse("case_seen", args=[case.pk]))
        asked.append(queries_of(client, reverse("case_seen", args=[case.pk])))
    assert asked[0] == asked[1]
