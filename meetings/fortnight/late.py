"""What is late: everything of one's own on the page that is past its date, the longest late first."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from django.urls import reverse

from meetings.fortnight.page import Fortnight


@dataclass(frozen=True)
class Late:
    """One thing that is late, and the page on which it is done."""

    what: str
    due_on: date
    path: str


def late_in(found: Fortnight) -> list[Late]:
    """Of the lists that the page shows, whatever is past its date."""
    every = [*_actions(found), *_reviews(found), *_visits(found), *_asked(found)]
    return sorted((one for one in every if one.due_on < found.on), key=lambda one: one.due_on)


def more_is_late(found: Fortnight) -> bool:
    """Whether more may be late than the page has room for: the last that it shows of a longer list is late."""
    last_due = (
        (found.actions, lambda row: row["due_on"]), (found.led, lambda row: row["next_review_on"]),
        (found.deputised, lambda row: row["next_review_on"]), (found.visits, lambda row: row.on),
        (found.emergencies, lambda row: row["look_by"]),
    )  # fmt: skip
    return any(one.more and (due(one.rows[-1]) or found.on) < found.on for one, due in last_due)


def _actions(found: Fortnight) -> Iterator[Late]:
    for row in found.actions.rows:
        what = f"{row['what']} ({row['family_name']})" if row["family_name"] else row["what"]
        yield Late(what, row["due_on"], reverse("action_finish", args=[row["id"]]))


def _reviews(found: Fortnight) -> Iterator[Late]:
    for row in (*found.led.rows, *found.deputised.rows):
        if row["next_review_on"]:
            path = reverse("case", args=[row["id"]]) + "?part=reviews"
            yield Late(f"Review of the {row['family_name']} family", row["next_review_on"], path)


def _visits(found: Fortnight) -> Iterator[Late]:
    for visit in found.visits.rows:
        path = reverse("case", args=[visit.case_id]) + "?part=visits"
        yield Late(f"Say what came of the visit to the {visit.case.family.name} family", visit.on, path)


def _asked(found: Fortnight) -> Iterator[Late]:
    """What others wait for: how it goes after the end, whether opening in an emergency was right, advice."""
    for one in found.to_ask.rows:
        path = reverse("later_check", args=[one.pk])
        yield Late(f"Ask the {one.case.family.name} family how it goes", one.check_on, path)
    for use in found.emergencies.rows:
        path = reverse("break_glass_review", args=[use["id"]])
        yield Late(f"Say whether it was right to open {use['case_reference']} in an emergency", use["look_by"], path)
    for question, _ in found.questions.rows:
        path = reverse("advice_answer", args=[question["id"]])
        yield Late(f"Answer the question of {question['asked_by_name']}", question["answer_by"], path)
