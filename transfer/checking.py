"""The dry run: for every row of a list what would happen, and which family on record or in the list it may be."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date

from families.likeness import alike_among
from transfer.cells import Problem
from transfer.models import Import
from transfer.planning import Planned, around, grouped, planned
from transfer.progress import Tell
from transfer.status import Outcome

AT_ONCE = 500  # families between two words about how far it is


@dataclass
class Checked:
    """What would happen to a row."""

    number: int
    head: int
    outcome: Outcome
    problems: list[str] = field(default_factory=list)
    remarks: list[str] = field(default_factory=list)
    known: int | None = None
    resembles: int | None = None


def check(found: Import, rows: Iterable[tuple[int, Sequence[str]]], on: date, tell: Tell) -> list[Checked]:
    """What would happen to each of the `rows` (number, cells) of a list. Writes nothing."""
    about = around(found, on)
    plans: list[Planned] = []
    done = 0
    for number, family in enumerate(grouped(found, rows), start=1):
        plans.append(planned(family, about))
        done += len(family)
        if number % AT_ONCE == 0:
            tell(done)
    _look_for_each_other(plans)
    known = _known(found.centre_id, plans)
    checked = [one for plan in plans for one in _of_family(plan, known.get(plan.number))]
    return sorted(checked, key=lambda one: one.number)


def _of_family(plan: Planned, known: int | None) -> list[Checked]:
    outcome = Outcome.NEW
    if plan.problems:
        outcome = Outcome.CANNOT
    elif known or plan.resembles:
        outcome = Outcome.MAYBE_KNOWN
    head = plan.number
    problems = {row.number: _sentences(plan.problems, row.number) for row in plan.rows}
    return [
        Checked(head, head, outcome, problems[head], plan.remarks, known, plan.resembles),
        *[Checked(row.number, head, Outcome.BELONGS, problems[row.number]) for row in plan.rows[1:]],
    ]


def _sentences(problems: Iterable[Problem], row: int) -> list[str]:
    return list(dict.fromkeys(problem.whole for problem in problems if problem.row == row))


def _known(centre_id: int, plans: Sequence[Planned]) -> dict[int, int]:
    """By the number of the first row, the family on record that each may be, the longest known if it may be several."""
    alike = alike_among(centre_id, [plan.told.family for plan in plans])
    return {plans[place].number: ids[0] for place, ids in alike.items()}


def _look_for_each_other(plans: Sequence[Planned]) -> None:
    """Families of the list that may be one: an NHS number that two have cannot be; a child of the same name and birth
    is for a person to look at."""
    numbers: dict[str, int] = {}
    children: dict[tuple[str, object], int] = {}
    for plan in plans:
        family = plan.told.family
        for one in (*family.children, *family.adults):
            other = numbers.setdefault(one.nhs_number, plan.number) if one.nhs_number else plan.number
            if other != plan.number:
                plan.problems.append(
                    Problem(plan.number, "", f"An NHS number of this family is also in row {other}. Check both.")
                )
        for child in family.children:
            if child.name and child.date_of_birth:
                other = children.setdefault((child.name.casefold(), child.date_of_birth), plan.number)
                if other != plan.number:
                    plan.resembles = plan.resembles or other
