"""The pages of restricted notes and the same over the API: writing, reading, correcting, choosing readers."""

import pytest
from django.urls import reverse

from audit.models import Entry
from cases.models import RestrictedNote
from consent.status import Information
from tests.browser import check_page, look, sign_in
from tests.days import today
from tests.factories import cases, centres, families, notes, sharing
from tests.queries import queries_of

pytestmark = pytest.mark.django_db
LEAK = "They moved to 12 Elm Street on Monday."


@pytest.fixture
def case():
    at = centres.centre()
    return cases.case_led_by(centres.support_worker(at), at, of=families.family(at, confidential=True))


@pytest.fixture
def lead(client, case):
    person = cases.lead_of(case)
    client.force_login(person)
    return person


@pytest.fixture
def member(case):
    who = centres.health_visitor(case.centre, name="Asha Nair")
    cases.team_member(case, who)
    return who


def typed(**fields):
    return {"kind": "domestic_abuse", "words": notes.WORDS, **fields}


def write(client, case, **fields):
    return client.post(reverse("restricted_note_write", args=[case.pk]), typed(**fields))


def text(answer):
    return answer.content.decode()


def test_a_note_is_written_and_shown_with_its_readers(client, lead, case, member):
    answer = write(client, case, readers=[member.pk])
    made = RestrictedNote.objects.get()
    assert answer.url == reverse("restricted_note", args=[made.pk])
    page = text(client.get(answer.url))
    assert (notes.WORDS in page, "Asha Nair" in page, "That you opened it is logged" in page) == (True, True, True)


def test_the_form_warns_that_whoever_is_accused_may_ask_for_records(client, lead, case):
    page = text(client.get(reverse("restricted_note_write", args=[case.pk])))
    assert "Somebody who is accused of abuse can ask for the records" in page


def test_the_list_says_kind_date_writer_and_readers_and_no_word_of_it(client, lead, case, member):
    notes.note(case, readers=(member,))
    page = text(client.get(reverse("case", args=[case.pk]) + "?part=notes"))
    assert all(words in page for words in ("Domestic abuse", lead.name, "Asha Nair"))
    assert notes.WORDS not in page


def test_errors_stand_beside_their_fields_and_nothing_typed_is_lost(client, lead, case, member):
    answer = write(client, case, kind="", readers=[member.pk])
    page = text(answer)
    assert (answer.status_code, "There is a problem" in page, notes.WORDS in page) == (422, True, True)
    assert f'value="{member.pk}" checked' in page


def test_a_reader_who_may_not_know_is_an_error_beside_the_readers(client, lead, case, member):
    sharing.kept(case.family, cases.agency_of(member, case.centre), Information.HEALTH, by=lead)
    answer = write(client, case, kind="health", readers=[member.pk])
    assert (answer.status_code, "Asha Nair cannot be named" in text(answer), notes.WORDS in text(answer)) == (
        422, True, True,
    )  # fmt: skip


def test_the_confidential_address_is_asked_about(client, lead, case):
    answer = write(client, case, words=LEAK)
    assert (answer.status_code, LEAK in text(answer), 'name="address_checked"' in text(answer)) == (422, True, True)
    write(client, case, words=LEAK, address_checked="yes")
    assert RestrictedNote.objects.get().words == LEAK


def test_a_correction_begins_with_the_readers_of_the_old_one(client, lead, case, member):
    old = notes.note(case, readers=(member,))
    path = reverse("restricted_note_write", args=[case.pk]) + f"?corrects={old.pk}"
    assert f'value="{member.pk}" checked' in text(client.get(path))
    client.post(path, typed(words="It was on Saturdays."))
    new = RestrictedNote.objects.get(corrects=old)
    assert "Read the correction" in text(client.get(reverse("restricted_note", args=[old.pk])))
    assert "It corrects" in text(client.get(reverse("restricted_note", args=[new.pk])))


@pytest.mark.parametrize("number", ["0", "x", "99999999999999999999", "²"])
def test_a_correction_of_nothing_is_not_found(client, lead, case, number):
    assert client.get(reverse("restricted_note_write", args=[case.pk]), {"corrects": number}).status_code == 404


def test_a_writer_whose_agency_must_not_know_keeps_it_for_the_others(client, case, member):
    sharing.kept(case.family, cases.agency_of(member, case.centre), Information.SAFEGUARDING, by=member)
    client.force_login(member)
    answer = client.post(reverse("restricted_note_write", args=[case.pk]), typed(), follow=True)
    assert "The family keeps such notes from your agency" in text(answer)
    assert notes.WORDS not in text(answer)
    path, body = f"/api/v1/cases/{case.pk}/notes/", typed(words="Again.")
    assert client.post(path, body, content_type="application/json").status_code == 204
    assert RestrictedNote.objects.count() == 2


def test_a_reader_is_named_and_taken_away(client, lead, case, member):
    made = notes.note(case)
    client.post(reverse("note_readers", args=[made.pk]), {"readers": [member.pk]})
    reader = made.readers.get()
    page = text(client.get(reverse("restricted_note", args=[made.pk])))
    assert ("Asha Nair" in page, reverse("note_reader_end", args=[reader.pk]) in page) == (True, True)
    client.post(reverse("note_reader_end", args=[reader.pk]))
    assert "Readers before" in text(client.get(reverse("restricted_note", args=[made.pk])))


def test_naming_nobody_is_an_error(client, lead, case, member):
    answer = client.post(reverse("note_readers", args=[notes.note(case).pk]), {})
    assert (answer.status_code, "There is a problem" in text(answer)) == (422, True)


def test_a_reader_who_cannot_read_it_today_is_marked(client, lead, case, member):
    made = notes.note(case, readers=(member,))
    case.team.all().delete()
    assert "Cannot read it today" in text(client.get(reverse("restricted_note", args=[made.pk])))


def test_a_program_writes_reads_and_chooses_readers(client, lead, case, member):
    path, kind = f"/api/v1/cases/{case.pk}/notes/", {"content_type": "application/json"}
    made = client.post(path, typed(), **kind).json()
    named = client.post(f"/api/v1/notes/{made['id']}/readers/", {"readers": [member.pk]}, **kind)
    assert (named.status_code, [one["name"] for one in named.json()["readers"]]) == (201, ["Asha Nair"])
    assert [("words" in one) for one in client.get(path).json()["results"]] == [False]
    reader = named.json()["readers"][0]["id"]
    gone = client.post(f"/api/v1/notes/{made['id']}/readers/{reader}/end/", **kind)
    assert (gone.status_code, gone.json()["until"]) == (200, str(today()))
    assert client.get(f"/api/v1/notes/{made['id']}/").json()["words"] == notes.WORDS


def test_a_program_is_asked_about_the_address(client, lead, case):
    path, body = f"/api/v1/cases/{case.pk}/notes/", typed(words=LEAK)
    answer = client.post(path, body, content_type="application/json")
    assert (answer.status_code, answer.json()["code"], answer.json()["field"]) == (400, "address_typed", "words")
    checked = {**body, "address_checked": True}
    assert client.post(path, checked, content_type="application/json").status_code == 201


@pytest.mark.parametrize("verb", ["decline", "end"])
def test_a_reason_for_not_leading_is_asked_about_over_the_api(client, lead, case, verb):
    offer = cases.lead_offer(case, lead) if verb == "decline" else case.leads.get()
    path = f"/api/v1/leads/{offer.pk}/{verb}/"
    answer = client.post(path, {"reason": LEAK}, content_type="application/json")
    assert (answer.status_code, answer.json()["code"]) == (400, "address_typed")
    body = {"reason": LEAK, "address_checked": True}
    assert client.post(path, body, content_type="application/json").status_code == 200


def test_the_answer_to_an_offer_is_asked_about(client, lead, case):
    path = reverse("offer_answer", args=[cases.offer(case, by=lead).pk])
    assert client.post(path, {"status": "refused", "words": LEAK}).status_code == 422
    assert client.post(path, {"status": "refused", "words": LEAK, "address_checked": "yes"}).status_code == 302


def test_every_line_of_the_log_is_about_the_case(client, lead, case, member):
    client.get(reverse("restricted_note", args=[notes.note(case, readers=(member,)).pk]))
    assert set(Entry.objects.filter(verb="restricted_note").values_list("subject_type", flat=True)) == {"cases.case"}


@pytest.mark.parametrize("address", ["list", "page", "api"])
def test_queries_do_not_grow_with_notes_and_readers(client, lead, case, address):
    def more(count):
        for _ in range(count):
            reader = cases.team_member(case, centres.health_visitor(case.centre)).user
            made = notes.note(case, readers=(reader,))
            notes.note(case, readers=(reader,), corrects=made)
        return made

    def asked(made):
        to = {
            "list": reverse("case", args=[case.pk]) + "?part=notes",
            "page": reverse("restricted_note", args=[made.pk]),
            "api": f"/api/v1/cases/{case.pk}/notes/",
        }
        return queries_of(client, to[address])

    few = asked(more(5))
    assert asked(more(30)) == few


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("width", ["page", "narrow_page", "plain_page"])
def test_every_page_is_accessible_and_works_without_javascript(request, live_server, case, member, width):
    page, lead = request.getfixturevalue(width), cases.lead_of(case)
    sign_in(page, live_server, lead)
    check_page(page, live_server.url + reverse("case", args=[case.pk]) + "?part=notes")
    page.get_by_role("link", name="Write a restricted note").click()
    page.get_by_role("button", name="Keep the note").click()
    look(page)  # with its errors
    page.get_by_label("Domestic abuse").check()
    page.get_by_label("The note").fill(notes.WORDS)
    page.get_by_label("Asha Nair").check()
    look(page)
    page.get_by_role("button", name="Keep the note").click()
    look(page)
    page.get_by_role("button", name="Take away").click()
    page.get_by_role("link", name="Name another reader").click()
    look(page)
    page.get_by_label("Asha Nair").check()
    page.get_by_role("button", name="Let them read it").click()
    check_page(page, live_server.url + reverse("case", args=[case.pk]) + "?part=notes")
    assert RestrictedNote.objects.visible_to(member).get().by == lead
