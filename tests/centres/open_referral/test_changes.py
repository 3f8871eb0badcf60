"""What taking a feed over would change."""

from dataclasses import replace

import pytest

from centres.open_referral.changes import ages_in_words, compare
from centres.open_referral.listed import ANY_AGE, Listed, Problem, Read
from centres.status import Need

CHATTER = Listed(ref="1", name="Chatterbox", provider="Library", needs=(Need.SPEECH,))
MONEY = Listed(ref="2", name="Money matters", provider="Advice Rowan", needs=(Need.MONEY,))
KNOWN = {"1": CHATTER, "2": MONEY}


def changes(*services, problems=(), known=KNOWN):
    return compare(known, Read(services, problems))


def test_the_same_feed_again_changes_nothing():
    assert not changes(CHATTER, MONEY).any


def test_a_service_that_is_not_known_is_new():
    new = replace(CHATTER, ref="3", name="New")
    assert changes(CHATTER, MONEY, new).new == (new,)


def test_a_new_service_that_is_not_offered_is_not_taken():
    assert not changes(CHATTER, MONEY, replace(CHATTER, ref="3", offered=False)).any


def test_a_change_is_shown_with_old_and_new():
    (changed,) = changes(replace(CHATTER, when="Tuesdays", to_age_months=59), MONEY).changed
    assert [(one.label, one.old, one.new) for one in changed.differences] == [
        ("Ages", "Any age", "birth to 4 years"), ("When", "", "Tuesdays"),
    ]  # fmt: skip


def test_a_guess_of_the_needs_does_not_undo_what_the_centre_put():
    assert not changes(replace(CHATTER, needs=()), MONEY).any


def test_needs_in_our_own_words_are_a_change():
    (changed,) = changes(replace(CHATTER, needs=(Need.TWINS,), needs_told=True), MONEY).changed
    assert changed.differences[0].new == "Twins or more"


def test_what_the_feed_does_not_have_any_more_is_gone():
    assert changes(CHATTER).gone == (MONEY,)


def test_what_the_feed_says_has_ended_is_gone():
    assert changes(CHATTER, replace(MONEY, offered=False)).gone == (MONEY,)


def test_what_could_not_be_read_is_not_gone():
    assert not changes(CHATTER, problems=(Problem("Service 2", "It has no name.", "2"),)).any


def test_what_is_gone_already_is_not_gone_again():
    assert not changes(CHATTER, known={"1": CHATTER, "2": replace(MONEY, offered=False)}).any


def test_what_comes_back_is_said_to_be_back():
    assert changes(CHATTER, MONEY, known={"1": CHATTER, "2": replace(MONEY, offered=False)}).back == (MONEY,)


def test_an_empty_feed_is_noticed_before_everything_is_taken_off():
    known = {str(n): replace(CHATTER, ref=str(n)) for n in range(5)}
    assert changes(known=known).many_gone


def test_a_few_that_end_are_nothing_to_warn_of():
    known = {str(n): replace(CHATTER, ref=str(n)) for n in range(9)}
    assert not changes(*list(known.values())[:6], known=known).many_gone


@pytest.mark.parametrize(
    ("from_months", "to_months", "words"),
    [(0, ANY_AGE, "Any age"), (24, ANY_AGE, "2 years and over"), (6, 48, "6 months to 4 years"),
     (1, 30, "1 month to 2½ years"), (0, 59, "birth to 4 years")],
)  # fmt: skip
def test_ages_are_told_in_words(from_months, to_months, words):
    assert ages_in_words(from_months, to_months) == words
