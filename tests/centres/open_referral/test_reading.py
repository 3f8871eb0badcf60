"""What is read of a file in Open Referral UK."""

import json
import zipfile
from datetime import date
from io import BytesIO

import pytest

from centres.open_referral.listed import ANY_AGE, NotReadable, from_json
from centres.open_referral.reading import MOST_BYTES, MOST_SERVICES, read_file
from centres.status import Need
from tests.centres.open_referral.entries import entry, page, place, ref

ON = date(2026, 11, 22)


def only(**fields):
    """The one service of a file, with these fields."""
    (found,) = read_file(page(entry(**fields)), ON).services
    return found


def problem(**fields):
    """Why the one service of a file was left out, or what of it."""
    (found,) = read_file(page(entry(**fields)), ON).problems
    return found


def refusal(content: bytes) -> str:
    with pytest.raises(NotReadable) as refused:
        read_file(content, ON)
    return refused.value.sentence


def test_a_service_is_read_with_its_organisation_place_and_contact():
    found = only()
    assert (found.ref, found.name, found.provider) == (ref("Chatterbox"), "Chatterbox", "Rowan Library")
    assert found.where == "Library, 1 High Street, Rowanton"
    assert (found.contact, found.phone) == ("Ann, Librarian", "01632 960001")


def test_times_become_days_and_words():
    found = only()
    assert found.days == ("TU", "TH")
    assert found.when == "Tuesday and Thursday, 10am to 11:30am"


def test_the_words_of_a_schedule_come_before_our_own():
    assert only(schedules=[{"byday": "MO", "description": "Mondays in term time"}]).when == "Mondays in term time"


def test_a_schedule_that_is_over_is_not_read():
    assert only(schedules=[{"byday": "MO", "valid_to": "2026-11-21"}]).days == ()


def test_a_monthly_day_is_a_day():
    found = only(schedules=[{"byday": "-1FR", "freq": "MONTHLY"}])
    assert (found.days, found.when) == (("FR",), "Friday (monthly)")


def test_a_weekly_schedule_without_days_has_the_day_on_which_it_starts():
    assert only(schedules=[{"freq": "WEEKLY", "dtstart": "2026-11-18"}]).days == ("WE",)


def test_a_maximum_age_in_years_lasts_until_the_next_birthday():
    found = only(minimum_age=0.5, maximum_age=4)
    assert (found.from_age_months, found.to_age_months) == (6, 59)


def test_without_ages_a_service_is_for_everybody():
    found = only(minimum_age=None, maximum_age=None)
    assert (found.from_age_months, found.to_age_months) == (0, ANY_AGE)


def test_ages_written_as_text_are_ages():
    assert only(minimum_age="2", maximum_age="4").from_age_months == 24


def test_several_places_have_several_postcode_areas():
    at = [{"location": place()}, {"location": place("School", "BS11 0NJ")}]
    assert only(service_at_locations=at).districts == ("BS1", "BS11")


def test_a_virtual_place_is_online():
    assert only(service_at_locations=[{"location": {"location_type": "virtual", "name": "x"}}]).where == "Online"


def test_needs_are_guessed_from_the_terms_of_the_feed():
    found = only()
    assert (found.needs, found.needs_told) == ((Need.SPEECH,), False)


def test_needs_in_our_own_words_are_no_guess():
    found = only(attributes=[{"taxonomy_term": {"taxonomy": "fortnight-needs", "term": "money", "name": "Twins"}}])
    assert (found.needs, found.needs_told) == ((Need.MONEY,), True)


@pytest.mark.parametrize("status", ["inactive", "defunct", "temporarily closed"])
def test_what_is_not_active_is_not_offered(status):
    assert not only(status=status).offered


@pytest.mark.parametrize("wrap", [lambda one: one, lambda one: [one], lambda one: {"services": [one]}])
def test_a_service_alone_a_list_and_a_list_under_services_are_read(wrap):
    assert len(read_file(json.dumps(wrap(entry())).encode(), ON).services) == 1


def test_a_byte_order_mark_does_no_harm():
    assert len(read_file(b"\xef\xbb\xbf" + page(entry()), ON).services) == 1


def test_what_is_kept_as_json_comes_back_as_it_was():
    assert from_json(json.loads(json.dumps(only().as_json()))) == only()


# --- what cannot be read ---------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        (b"", "This file is empty."),
        (b"  \n", "This file is empty."),
        (b"{\n  oops", "look at line 2, character 3"),
        ("{“}".encode("cp1252"), "not in UTF-8"),
        ('{"a": 1}'.encode("utf-16"), "not in UTF-8"),
        (b"name;age\nChatterbox;4\n", "not JSON that can be read: look at line 1"),
        (b'{"contents": {"id": 1}}', "no list of services"),
        (b'"services"', "no list of services"),
        (b"[" * 200_000, "brackets inside each other"),
        (b"[" + b"9" * 5000 + b"]", "a number in it that is none, or far too long"),
        (b"[NaN]", "a number in it"),
        (page(entry(), total_pages=7), "one page of 7"),
    ],
)  # fmt: skip
def test_a_file_that_is_no_open_referral_says_why_and_where(content, sentence):
    assert sentence in refusal(content)


def test_a_spreadsheet_is_named_as_one():
    book = BytesIO()
    with zipfile.ZipFile(book, "w") as packed:
        packed.writestr("xl/workbook.xml", "x")
    assert "a ZIP or a spreadsheet" in refusal(book.getvalue())


def test_a_file_that_is_too_large_is_not_even_looked_into():
    assert "larger than 10 MB" in refusal(b" " * (MOST_BYTES + 1))


def test_too_many_services_are_refused():
    assert "At most 5,000" in refusal(json.dumps([{}] * (MOST_SERVICES + 1)).encode())


def test_two_services_with_one_id_are_refused():
    other = entry("Other") | {"id": ref("Chatterbox")}
    assert "Service 2, “Other” has the same id as Service 1, “Chatterbox”" in refusal(page(entry(), other))


@pytest.mark.parametrize(
    ("fields", "sentence"),
    [
        ({"name": " "}, "It has no name."),
        ({"id": None}, "It has no id"),
        ({"id": "x" * 101}, "more than 100 characters"),
        ({"id": {"a": 1}}, "It has no id"),
        ({"minimum_age": 5, "maximum_age": 4}, "Its minimum age, 5, is more than its maximum age, 4."),
        ({"minimum_age": -1}, "Its minimum age is no age"),
        ({"maximum_age": "old"}, "Its maximum age is no age"),
        ({"maximum_age": True}, "Its maximum age is no age"),
        ({"maximum_age": 1e308}, "Its maximum age is no age"),
        ({"status": "maybe"}, "Its status is none of"),
        ({"status": 5}, "Its status is none of"),
    ],
)  # fmt: skip
def test_a_service_that_is_wrong_is_left_out_with_the_reason(fields, sentence):
    found = problem(**fields)
    assert sentence in found.sentence
    assert found.left_out


def test_what_is_left_out_is_found_by_its_number_and_name():
    read = read_file(page(entry(), entry("Money matters", minimum_age=-1), 5), ON)
    assert [one.place for one in read.problems] == ["Service 2, “Money matters”", "Service 3"]
    assert len(read.services) == 1


@pytest.mark.parametrize(
    ("fields", "field"),
    [
        ({"url": "javascript:alert(1)"}, "web address"),
        ({"url": "https://user:word@example.org/"}, "web address"),
        ({"email": "not an address"}, "e-mail address"),
        ({"contacts": [{"phones": [{"number": "ring us"}]}]}, "telephone number"),
    ],
)  # fmt: skip
def test_what_cannot_be_used_to_reach_it_is_left_out_alone(fields, field):
    found = problem(**fields)
    assert found.sentence == f"Its {field} cannot be used and is left out."
    assert not found.left_out


def test_marks_of_a_web_page_and_hidden_characters_are_taken_out():
    found = only(description="<p>Songs &amp; <b>talk</b></p><p>\u202e\u0000 for all\ud800")
    assert found.about == "Songs & talk for all"


def test_a_text_of_opening_brackets_alone_does_no_harm():
    assert len(only(description="<" * 15_000 + "a").about) <= 1000


def test_a_long_text_is_cut_at_a_word():
    about = only(description="word " * 1000).about
    assert len(about) <= 1000
    assert about.endswith("word…")


@pytest.mark.parametrize("odd", [5, "x", [], {}, None, [None, 5, "x", [], {}], [{"location": 5}], True])
@pytest.mark.parametrize(
    "name", ["organization", "contacts", "phones", "schedules", "service_at_locations", "attributes", "description"]
)
def test_parts_of_any_other_kind_are_no_part(name, odd):
    assert only(**{name: odd}).name == "Chatterbox"
