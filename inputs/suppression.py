"""Small numbers are not shown, and cannot be worked out from what is shown beside them.

A table here splits one known total into lines. A line of 1 to 4 is shown as "fewer than 5". That alone is not enough:
whoever knows the total and the other lines can subtract. So

- if the total is below 10 and one line is small, no line is shown: there are too few ways to reach such a total;
- if only one line is small, the next line in the table is hidden as well (not the smallest: which line is the
  smallest would tell something about the hidden one);
- if what is left still allows only one answer (hidden lines that add up to the least or the most they can), no line
  is shown.

Each choice depends only on what the reader can see anyway, so that knowing this rule does not help either.
tests/inputs/test_suppression.py proves it by trying every small table. What it cannot stop is somebody who compares
figures of two overlapping periods: every view and export is logged with its period (docs/decisions.md).

Where a family can stand in several lines there is no total to split. There `in_fives` says only between which fives a
number lies: what is shown of one line depends on that line alone, no line holds the families of others, and with the
total of its line a part still has at least two values (the same tests try these, too).
"""

from collections.abc import Mapping

SMALLEST = 5
SMALLEST_TOTAL = 10
FEWER = "fewer than 5"
HIDDEN = "not shown"

Shown = int | str


def protect(counts: Mapping[str, int]) -> dict[str, Shown]:
    """What is shown for each line of a table whose total the reader knows (as `protect_total` shows it)."""
    total = sum(counts.values())
    small = [name for name, count in counts.items() if 0 < count < SMALLEST]
    if not small:
        return dict(counts)
    withheld: dict[str, Shown] = dict.fromkeys(counts, HIDDEN)
    if total < SMALLEST_TOTAL:
        return withheld
    shown: dict[str, Shown] = {**counts, **dict.fromkeys(small, FEWER)}
    hidden_sum = sum(counts[name] for name in small)
    if len(small) > 1:
        only_one_answer = hidden_sum in (len(small), len(small) * (SMALLEST - 1))
        return withheld if only_one_answer else shown
    companion = _next_large(counts, small[0])
    if companion is None or hidden_sum + counts[companion] == SMALLEST + 1:  # 1 and 5: nothing else adds up to 6
        return withheld
    return {**shown, companion: HIDDEN}


def _next_large(counts: Mapping[str, int], small: str) -> str | None:
    """The next line after `small`, around the table, that is not empty."""
    names = list(counts)
    start = names.index(small)
    return next((name for name in names[start + 1 :] + names[:start] if counts[name]), None)


def protect_total(total: int) -> Shown:
    """What is shown for a total."""
    return FEWER if 0 < total < SMALLEST else total


def per_cent(part: Shown, *whole: Shown) -> str:
    """`part` of the sum of `whole` in per cent, if all of them are shown and there is something to divide by."""
    if isinstance(part, str) or any(isinstance(one, str) for one in whole):
        return HIDDEN
    total = sum(one for one in whole if isinstance(one, int))
    return f"{round(100 * part / total)}%" if total else "none yet"


def in_fives(count: int) -> Shown:
    """`count` as it is shown where families stand in several lines: 0, fewer than 5, 5 to 9, 10 to 14 and so on."""
    if count < SMALLEST:
        return protect_total(count)
    low = count - count % SMALLEST
    return f"{low} to {low + SMALLEST - 1}"


def line_in_fives(counts: Mapping[str, int]) -> tuple[Shown, ...]:
    """A line's total and its parts, in fives. Of a total below 5 no part is shown: four ones would be given away."""
    total = sum(counts.values())
    if 0 < total < SMALLEST:
        return (FEWER, *(HIDDEN for _ in counts))
    return (in_fives(total), *map(in_fives, counts.values()))
