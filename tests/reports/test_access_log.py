"""The access log of a centre: for its information lead alone, every look at it logged."""

import re
from datetime import timedelta

import pytest
from django.utils import timezone

from audit.models import Entry, Kind
from audit.services import record, record_reads
from centres.status import Role
from consent.models import Agreement
from families.services.joining import join_families
from tests.days import today
from tests.factories import cases, families
from tests.factories import centres as make
from tests.queries import queries_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def at():
    return make.centre(name="Rowan Tree")


@pytest.fixture
def lead(at, client):
    """The information lead, signed in."""
    made = make.member(at, Role.INFORMATION_LEAD, name="Ines Lead")
    client.force_login(made)
    return made


def lines(answer) -> list[str]:
    """The lines of the table as they read."""
    body = re.search(r"<tbody.*?</tbody>", answer.content.decode(), re.DOTALL)
    rows = re.findall(r"<tr.*?</tr>", body[0], re.DOTALL) if body else []
    return [" ".join(re.sub(r"<[^>]+>", " ", row).split()) for row in rows]


def look(client, **asked) -> list[str]:
    answer = client.get("/access-log/", asked)
    assert answer.status_code == 200, answer.content.decode()[:2000]
    return lines(answer)


def test_it_says_who_saw_which_family_when_and_where(client, at, lead):
    who, of = make.manager(at, name="Mo Manager"), families.family(at, name="Reeves")
    record_reads(by=who, subjects=[of], where="family")
    (line,) = look(client)
    assert re.fullmatch(rf"\d+ \w+ \d{{4}} at \S+ Mo Manager saw Family of Reeves, {of.reference} Family", line)


def test_a_case_is_named_by_its_family(client, at, lead):
    case = cases.led_case(at=at)
    record(by=make.manager(at), verb="close_case", subject=case)
    (line,) = look(client)
    assert f"changed Case of {case.family.name}, {case.family.reference} Close case" in line


def test_what_was_taken_out_and_what_a_program_saw_is_in_it(client, at, lead):
    who, of = make.manager(at), families.family(at)
    record_reads(by=who, subjects=[of], where="api:family")
    record_reads(by=who, subjects=[at], where="review_report", kind=Kind.EXPORT, centre_id=at.pk)
    first, second = look(client)
    assert f"exported Centre {at.pk} Review report" in first
    assert "API: family" in second


def test_what_the_product_did_by_itself_is_in_it(client, at, lead):
    record(by=None, verb="fill_agenda", subject=families.family(at))
    assert "Fortnight itself" in look(client)[0]


def test_a_record_that_is_gone_keeps_its_line(client, at, lead):
    of = families.family(at)
    Entry.objects.create(
        by=lead, centre_id=at.pk, kind=Kind.READ, verb="case", subject_type="cases.case", subject_id=of.pk + 999
    )
    Entry.objects.create(by=lead, centre_id=at.pk, kind=Kind.READ, verb="x", subject_type="gone.model", subject_id=1)
    assert [line.partition(" saw ")[2] for line in look(client)] == ["Model 1 X", f"Case {of.pk + 999} Case"]


def test_another_centres_lines_are_not_in_it(client, at, lead):
    record_reads(by=make.user(), subjects=[families.family(make.centre())], where="family")
    assert look(client) == []


@pytest.mark.parametrize("role", [role for role in Role if role != Role.INFORMATION_LEAD])
def test_nobody_else_of_the_centre_reads_it_and_they_are_told_why(client, at, role):
    client.force_login(make.member(at, role))
    answer = client.get("/access-log/")
    assert answer.status_code == 403
    assert "Only the information lead of the centre" in answer.content.decode()


def test_for_another_centre_it_does_not_exist(client, at, lead):
    assert client.get("/access-log/", {"centre": make.centre().pk}).status_code == 404


def test_for_whoever_works_nowhere_it_does_not_exist(client):
    client.force_login(make.user())
    assert client.get("/access-log/").status_code == 404


def test_an_information_lead_whose_job_has_ended_does_not_read_it(client, at):
    client.force_login(make.member(at, Role.INFORMATION_LEAD, ends_on=today() - timedelta(days=1)))
    assert client.get("/access-log/").headers["Location"].startswith("/account/login/")


def test_each_look_is_one_line_that_knows_what_was_asked_and_who_was_named(client, at, lead):
    of, other = families.family(at), families.family(at, name="Lind", child_name="Bo")
    record_reads(by=lead, subjects=[of, other], where="families")
    look(client, family=of.reference, person=lead.pk, since=today().strftime("%d %m %Y"), kind="read")
    seen = Entry.objects.get(verb="access_log")
    assert (seen.by, seen.centre_id, seen.subject_type, seen.subject_id) == (lead, at.pk, "centres.centre", at.pk)
    assert seen.detail == {
        "family": of.pk, "person": lead.pk, "since": today().isoformat(), "what": "read", "families": [of.pk],
    }  # fmt: skip


def test_a_look_at_the_log_is_in_the_log(client, at, lead):
    look(client)
    assert "Ines Lead saw Centre" in look(client)[0]


def test_it_can_be_narrowed_to_a_person(client, at, lead):
    of, one, other = families.family(at), make.manager(at, name="Mo"), make.health_visitor(at, name="Hana")
    record_reads(by=one, subjects=[of], where="family")
    record_reads(by=other, subjects=[of], where="family")
    (line,) = look(client, person=other.pk)
    assert "Hana" in line


def test_it_can_be_narrowed_to_a_family_with_everything_that_is_about_it(client, at, lead):
    who, case = make.manager(at), cases.led_case(at=at)
    for subject in (case.family, case, case.referral, case.actions.first() or case):
        record_reads(by=who, subjects=[subject], where="x")
    record_reads(by=who, subjects=[Agreement.objects.get()], where="agreement")
    record_reads(by=who, subjects=[families.family(at, name="Lind", child_name="Bo")], where="family")
    found = look(client, family=case.family.reference.lower())
    assert len(found) == 5
    assert all(case.family.reference in line for line in found)


def test_what_was_seen_of_a_family_before_it_was_joined_to_another_is_found(client, at, lead):
    who, known, new = make.manager(at), families.family(at), families.family(at, name="Lind", child_name="Bo")
    record_reads(by=who, subjects=[new], where="referral")
    join_families(known=known, new=new, by=who, on=today())
    assert len(look(client, family=known.reference)) == 2


def test_it_can_be_narrowed_to_days(client, at, lead):
    of = families.family(at)
    for days in (0, 3, 9):
        Entry.objects.create(
            at=timezone.now() - timedelta(days=days), by=lead, centre_id=at.pk, kind=Kind.READ, verb=f"day_{days}",
            subject_type="families.family", subject_id=of.pk,
        )  # fmt: skip
    asked = {"since": today() - timedelta(days=4), "until": today() - timedelta(days=2)}
    found = look(client, **{name: day.strftime("%d %m %Y") for name, day in asked.items()})
    assert [line[-5:] for line in found] == ["Day 3"]


@pytest.mark.parametrize(
    ("asked", "said"),
    [
        ({"family": "F-0000000"}, "Enter the reference of a family of this centre"),
        ({"since": "soon"}, "date"),
        ({"since": "2 11 2026", "until": "1 11 2026"}, "The last day must not be before the first"),
        ({"person": "999999"}, "person"),
        ({"kind": "x"}, "what"),
    ],
)
def test_what_cannot_be_looked_for_is_said_and_nothing_is_shown(client, at, lead, asked, said):
    record_reads(by=lead, subjects=[families.family(at)], where="family")
    answer = client.get("/access-log/", asked)
    assert answer.status_code == 422
    assert said in answer.content.decode().lower() or said in answer.content.decode()
    assert lines(answer) == []
    assert not Entry.objects.filter(verb="access_log").exists()


def test_a_family_of_another_centre_cannot_be_looked_for(client, at, lead):
    asked = {"family": families.family(make.centre()).reference}
    assert client.get("/access-log/", asked).status_code == 422


def test_older_lines_are_on_further_pages_and_none_is_left_out(client, at, lead):
    of = families.family(at)
    for number in range(120):
        Entry.objects.create(
            by=lead, centre_id=at.pk, kind=Kind.READ, verb=f"n{number}", subject_type="families.family",
            subject_id=of.pk,
        )  # fmt: skip
    asked, found = "kind=read", []
    while asked:
        answer = client.get(f"/access-log/?{asked}")
        found += [line.rpartition(" ")[2] for line in lines(answer)]
        older = re.search(r'href="\?([^"]+)" rel="next"', answer.content.decode())
        asked = older[1].replace("&amp;", "&") if older else ""
    assert found == [f"N{number}" for number in reversed(range(120))]


def test_a_page_costs_the_same_however_long_the_log(client, at, lead):
    who, of = make.manager(at), families.family(at)
    record_reads(by=who, subjects=[of] * 10, where="family")
    few = queries_of(client, "/access-log/")
    record_reads(
        by=who, subjects=[families.family(at, name=f"Lind {n}", child_name="Bo") for n in range(40)], where="x"
    )
    record_reads(by=who, subjects=[of] * 300, where="family")
    assert queries_of(client, "/access-log/") == few


def test_the_navigation_leads_to_it(client, at, lead):
    assert 'href="/access-log/"' in client.get("/").content.decode()


def test_the_navigation_of_others_does_not(client, at):
    client.force_login(make.manager(at))
    assert 'href="/access-log/"' not in client.get("/").content.decode()
