"""Small numbers are not shown and cannot be worked out: every small table is tried."""

from collections import defaultdict
from itertools import product

import pytest

from inputs.suppression import FEWER, HIDDEN, in_fives, line_in_fives, per_cent, protect, protect_total


def shown(*counts):
    return tuple(protect({str(number): count for number, count in enumerate(counts)}).values())


def test_numbers_from_five_on_and_nothing_are_shown():
    assert shown(12, 0, 5) == (12, 0, 5)


@pytest.mark.parametrize("small", [1, 2, 3, 4])
def test_a_number_from_one_to_four_is_shown_as_fewer_than_five(small):
    assert shown(12, small, 9)[1] == FEWER


def test_beside_one_small_number_another_is_hidden():
    assert shown(12, 3, 9, 7) == (12, FEWER, HIDDEN, 7)


def test_an_empty_line_hides_nothing_so_another_is_taken():
    assert shown(12, 3, 0, 7) == (12, FEWER, 0, HIDDEN)


def test_two_small_numbers_protect_each_other():
    assert shown(12, 3, 2) == (12, FEWER, FEWER)


def test_two_ones_would_be_given_away_by_their_sum():
    assert shown(12, 1, 1) == (HIDDEN,) * 3


def test_a_one_beside_a_five_would_be_given_away_by_their_sum():
    assert shown(1, 5, 9) == (HIDDEN,) * 3


@pytest.mark.parametrize("counts", [(0, 3, 0), (6, 3, 0), (4, 4)])
def test_of_a_total_below_ten_with_a_small_line_no_line_is_shown(counts):
    assert shown(*counts) == (HIDDEN,) * len(counts)


def test_a_small_total_without_a_small_line_is_shown():
    assert shown(0, 6, 0) == (0, 6, 0)


def test_a_total_below_five_is_not_shown():
    assert [protect_total(number) for number in (0, 1, 4, 5, 17)] == [0, FEWER, FEWER, 5, 17]


def tables(lines, up_to):
    return (counts for counts in product(range(up_to + 1), repeat=lines) if sum(counts) <= up_to)


@pytest.mark.parametrize(("lines", "up_to"), [(2, 60), (3, 26), (4, 18), (5, 14), (6, 12)])
def test_a_reader_who_knows_the_rule_cannot_work_out_a_small_number(lines, up_to):
    """What can be seen of a table (its lines and its total) always fits at least two values of every small number."""
    fitting = defaultdict(set)
    for counts in tables(lines, up_to):
        fitting[protect_total(sum(counts)), shown(*counts)].add(counts)
    for (_, lines_shown), all_counts in fitting.items():
        for place, line in enumerate(lines_shown):
            possible = {counts[place] for counts in all_counts}
            if any(0 < value < 5 for value in possible):
                assert line in (FEWER, HIDDEN)
                assert len(possible) > 1, (lines_shown, all_counts)


def test_a_share_is_given_of_numbers_that_are_shown():
    assert per_cent(9, 9, 5, 6) == "45%"


def test_no_share_gives_a_hidden_number_away():
    assert per_cent(9, 9, FEWER, 6) == HIDDEN


def test_a_share_of_nothing_is_none_yet():
    assert per_cent(0, 0, 0) == "none yet"


# --- where a family stands in several lines --------------------------------------------------------------------


@pytest.mark.parametrize(("count", "said"), [
    (0, 0), (1, FEWER), (4, FEWER), (5, "5 to 9"), (9, "5 to 9"), (10, "10 to 14"), (238, "235 to 239"),
])  # fmt: skip
def test_in_fives_it_is_said_between_which_numbers_a_number_lies(count, said):
    assert in_fives(count) == said


def test_a_line_shows_its_total_and_its_parts_in_fives():
    assert line_in_fives({"helped": 11, "not": 2, "unknown": 0}) == ("10 to 14", "10 to 14", FEWER, 0)


def test_of_a_line_with_fewer_than_five_no_part_is_shown():
    assert line_in_fives({"helped": 1, "not": 1, "unknown": 0}) == (FEWER, HIDDEN, HIDDEN, HIDDEN)


def test_nobody_at_all_is_no_secret():
    assert line_in_fives({"helped": 0, "not": 0}) == (0, 0, 0)


def test_no_part_of_a_line_in_fives_can_be_worked_out_from_its_total_and_the_others():
    fitting = defaultdict(set)
    for counts in tables(4, 29):
        fitting[line_in_fives(dict(enumerate(counts)))].add(counts)
    for all_counts in fitting.values():
        for place in range(4):
            possible = {counts[place] for counts in all_counts}
            assert len(possible) > 1 or possible == {0}, all_counts
