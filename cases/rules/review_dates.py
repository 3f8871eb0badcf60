"""When the next review is due: the one home of the rule. Whoever proposes a date or looks at one asks here.

Working Together 2023: early help reviews are at most six weeks apart; a centre can have fewer weeks.
"""

from datetime import date, timedelta

from django.db.models import Max

from cases.models import Case
from cases.rules.typed import require_between
from centres.models import Centre
from centres.working_days import last_open_day
from inputs.dates import in_words
from inputs.errors import RuleBroken

NUMBERS = ("no", "one", "two", "three", "four", "five", "six")


def weeks_apart(centre: Centre) -> str:
    """The centre's weeks between reviews, in words: "six weeks"."""
    return f"{NUMBERS[centre.review_weeks]} week{'s' if centre.review_weeks > 1 else ''}"


def last_day_for_review(centre: Centre, begun: date) -> date:
    """The last day for the review after one that was held on `begun`, or after a case began then: no day later."""
    return begun + timedelta(weeks=centre.review_weeks)


def next_review_day(centre: Centre, begun: date) -> date:
    """The day that is proposed for it: the last on which the centre is open, never later than the last day."""
    return last_open_day(centre, after=begun, until=last_day_for_review(centre, begun))


def begun_on(case: Case) -> date:
    """From when the weeks to the next review count: the last one held, or the case's opening if that came later.

    Of a case that was brought along the reviews before are not on record: they count from the day it came.
    """
    last = case.reviews.aggregate(last=Max("held_on"))["last"]
    return max(day for day in (case.opened_on, case.brought_on, case.reopened_on, last) if day)


def latest_review_date(case: Case) -> date:
    """The last day for the case's next review."""
    return last_day_for_review(case.centre, begun_on(case))


def require_review_in_time(due_on: date, *, centre: Centre, begun: date, earliest: date) -> None:
    """No next review further away than the centre's weeks, and none before `earliest`."""
    latest = last_day_for_review(centre, begun)
    if due_on > latest:
        raise RuleBroken(
            "review_too_far",
            f"The next review must be {in_words(latest)} or earlier: reviews are at most {weeks_apart(centre)} apart.",
            "next_due_on",
        )
    require_between(due_on, earliest, None, "next_due_on", "The next review")


def require_not_late_already(case: Case, on: date) -> None:
    """A review that is late is held, not put off."""
    latest = latest_review_date(case)
    if latest < on:
        raise RuleBroken(
            "review_too_far",
            f"This review is late: its last day was {in_words(latest)}. Hold it; that gives the date of the next.",
            "next_due_on",
        )
