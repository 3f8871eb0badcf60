"""The pages that explain the product."""

import re

import pytest

from meetings.glossary import ABBREVIATIONS, WORDS
from tests.factories import centres as make

pytestmark = pytest.mark.django_db


@pytest.fixture
def at():
    return make.centre()


@pytest.fixture
def worker(at):
    return make.support_worker(at, name="Sam Worth")


def test_the_glossary_explains_every_word(client, worker):
    client.force_login(worker)
    shown = client.get("/glossary/").content.decode()
    assert all(f">{word}<" in re.sub(r">\s+|\s+<", lambda m: m[0].strip(), shown) for word, _ in WORDS + ABBREVIATIONS)


@pytest.mark.parametrize("word", [
    "centre", "agency", "practitioner", "membership", "family", "child", "carer", "parental responsibility", "referral",
    "case", "lead professional", "team around the family", "meeting", "agenda item", "decision", "action", "review",
    "agreement", "sharing wishes", "sharing decision", "outcome", "tier of need",
])  # fmt: skip
def test_the_glossary_has_the_words_of_the_domain(word):
    assert word in dict(WORDS)


def test_the_glossary_is_in_order():
    assert [word for word, _ in WORDS] == sorted((word for word, _ in WORDS), key=str.casefold)


def test_the_accessibility_statement_can_be_read_without_signing_in(client):
    assert client.get("/accessibility/").status_code == 200


def test_the_accessibility_statement_says_whom_to_ring(client, at, worker):
    client.force_login(worker)
    assert at.phone in client.get("/accessibility/").content.decode()


def test_the_glossary_does_not_promise_six_weeks_where_a_centre_has_four():
    assert "or sooner where the centre says so" in dict(WORDS)["review"]
