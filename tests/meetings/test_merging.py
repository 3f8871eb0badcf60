"""Two people type on one item: nothing that either wrote is overwritten unseen."""

from hypothesis import given
from hypothesis import strategies as st

from meetings.merging import Merged, merged, news_for

FORM = st.dictionaries(st.sampled_from(["reason", "dissent", "lead", "actions"]), st.sampled_from(["a", "b", "c"]))


def test_what_only_i_changed_is_mine():
    assert merged(seen={"reason": "a"}, mine={"reason": "b"}, now={"reason": "a"}).typed == {"reason": "b"}


def test_what_only_they_changed_is_theirs():
    assert merged(seen={"reason": "a"}, mine={"reason": "a"}, now={"reason": "b"}).typed == {"reason": "b"}


def test_two_fields_changed_by_two_people_are_both_kept():
    found = merged(seen={}, mine={"reason": "mine"}, now={"dissent": "theirs"})
    assert (found.typed, found.theirs) == ({"reason": "mine", "dissent": "theirs"}, {})


def test_one_field_changed_by_both_stays_theirs_and_is_told():
    found = merged(seen={"reason": "a"}, mine={"reason": "mine"}, now={"reason": "theirs"})
    assert (found.typed, found.theirs) == ({"reason": "theirs"}, {"reason": "theirs"})


def test_what_i_emptied_is_empty():
    found = merged(seen={"reason": "a", "lead": "b"}, mine={"lead": "b"}, now={"reason": "a", "lead": "b"})
    assert found.typed == {"reason": "", "lead": "b"}


def test_a_proposal_that_nobody_touched_is_no_change():
    found = merged(seen={"due": "a"}, mine={"due": "a", "reason": "b"}, now={})
    assert (found.typed, news_for({"due": "a", "reason": "b"}, found)) == ({"reason": "b"}, {})


def test_a_proposal_that_i_changed_is_mine():
    assert merged(seen={"due": "a"}, mine={"due": "b"}, now={}) == Merged({"due": "b"})


def test_what_they_changed_is_news():
    mine = {"reason": "mine"}
    found = merged(seen={"lead": "a"}, mine={"lead": "a", **mine}, now={"lead": "", "dissent": "theirs"})
    assert news_for({"lead": "a", **mine}, found) == {"lead": "", "dissent": "theirs"}


def test_what_they_emptied_while_i_wrote_in_it_is_told():
    assert merged(seen={"reason": "a"}, mine={"reason": "mine"}, now={"reason": ""}).theirs == {"reason": ""}


@given(seen=FORM, mine=FORM, now=FORM)
def test_every_word_is_kept_or_told_or_was_taken_out_by_whoever_saw_it(seen, mine, now):
    found = merged(seen=seen, mine=mine, now=now)
    for name, words in mine.items():
        assert found.typed.get(name) == words or name in found.theirs or seen.get(name) == words
    for name, words in now.items():
        assert found.typed.get(name) == words or seen.get(name) == words


@given(seen=FORM, mine=FORM)
def test_alone_one_saves_what_one_typed(seen, mine):
    assert {name: words for name, words in merged(seen=seen, mine=mine, now=seen).typed.items() if words} == mine


@given(seen=FORM, mine=FORM, now=FORM)
def test_whoever_chose_is_second_no_more(seen, mine, now):
    """Having seen what is there now, either choice goes through."""
    first = merged(seen=seen, mine=mine, now=now)
    assert merged(seen=first.typed, mine=mine, now=first.typed).theirs == {}
