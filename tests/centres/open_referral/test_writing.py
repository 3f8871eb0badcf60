"""The directory as Open Referral UK, and reading it back."""

import json
from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from centres.open_referral.listed import ANY_AGE, Listed
from centres.open_referral.reading import read_file
from centres.open_referral.writing import uuid_of, write
from centres.status import Day, Need

ON = date(2026, 11, 22)
WORDS = st.text(st.sampled_from("abc déŁ'&.-"), min_size=1, max_size=40).map(lambda text: " ".join(text.split()))
NAMED = WORDS.filter(bool)
SERVICES = st.builds(
    Listed,
    ref=st.uuids().map(str), name=NAMED, provider=NAMED, about=WORDS,
    needs=st.sets(st.sampled_from(Need.values), min_size=1).map(lambda some: tuple(one for one in Need if one in some)),
    needs_told=st.just(True), from_age_months=st.integers(0, 36),
    to_age_months=st.sampled_from([ANY_AGE, 47, 59, 71, 50]), when=NAMED,
    days=st.sets(st.sampled_from(Day.values)).map(lambda some: tuple(day for day in Day.values if day in some)),
    where=NAMED, districts=st.lists(st.sampled_from(["BS1", "BS11", "ZZ9"]), unique=True).map(sorted).map(tuple),
    phone=st.sampled_from(["", "01632 960001"]), email=st.sampled_from(["", "a@example.org"]),
    website=st.sampled_from(["", "https://example.org/x"]), contact=WORDS, offered=st.booleans(),
)  # fmt: skip


@given(st.lists(SERVICES, max_size=4, unique_by=lambda one: one.ref))
def test_what_is_written_reads_back_as_it_was(services):
    read = read_file(write(services), ON)
    assert read.services == tuple(services)
    assert read.problems == ()


def service(**fields):
    return replace(Listed(ref="12", name="Chatterbox", provider="Library"), **fields)


def content(**fields):
    return json.loads(write([service(**fields)]))["contents"][0]


def test_what_is_not_known_is_left_out_rather_than_empty():
    assert set(content()) == {"id", "name", "status", "minimum_age", "organization"}


def test_every_id_is_a_uuid_and_the_same_every_time():
    assert content()["id"] == uuid_of("12") == content(about="new")["id"]


def test_an_id_that_is_a_uuid_stays():
    assert uuid_of("4A44F7A5-DFAA-5809-9338-6F8A55A90631") == "4a44f7a5-dfaa-5809-9338-6f8a55a90631"


def test_one_organisation_has_one_id_in_all_its_services():
    assert content()["organization"]["id"] == content(ref="13", name="Other")["organization"]["id"]


@pytest.mark.parametrize(("months", "years"), [(59, 4), (48, 4), (54, 4.5), (ANY_AGE, None)])
def test_an_upper_age_is_told_in_years(months, years):
    assert content(to_age_months=months).get("maximum_age") == years


def test_an_empty_directory_is_an_empty_page():
    assert json.loads(write([]))["empty"] is True
