"""Standing in for a lead professional: asked and not answered, about to begin, about to end."""

from datetime import date, timedelta
from typing import Any

from django.urls import reverse

from accounts.models import User
from cases.models import Deputy
from cases.reminding.lead import ASK_AGAIN_AFTER, TELL_MANAGER_AFTER
from cases.reminding.whom import can_answer, leads, managers_of_centres
from consent.querysets import agreed
from inputs.dates import in_words
from reminders.services import remind

DAY = timedelta(days=1)
ENDS_AHEAD = 3  # days
WHERE = ("case__centre_id", "case__family_id")


def remind_of_deputies(on: date) -> int:
    """Tell of standing in that nobody has answered, that begins, and that ends."""
    return _remind_of_unanswered(on) + _remind_of_beginning(on) + _remind_of_ending(on)


def _rows(rows: Any, on: date) -> tuple[list[Any], dict[int, User]]:
    """Each with `here` (whether they can act, for the agency for which they stand in) and `leading` (who leads and can
    act); and those who lead."""
    found = rows.select_related("user", "case").annotate(
        here=can_answer(on, "user_id", *WHERE), leading=leads("case_id", on)
    )
    listed = list(found.order_by("pk"))
    return listed, User.objects.in_bulk({one.leading for one in listed if one.leading})


def _remind_of_unanswered(on: date) -> int:
    """Ask again after two days, or the day before it begins; tell who leads and the manager after five, or when it has
    begun, or if they cannot answer any more."""
    managers, told = managers_of_centres(on), 0
    rows, people = _rows(Deputy.objects.waiting(on).filter(agreed(on, WHERE[1]), asked_on__lt=on), on)
    for one in rows:
        waited, begun = (on - one.asked_on).days, one.starts_on <= on
        about, days = one.case.reference, f"from {in_words(one.starts_on)} to {in_words(one.ends_on)}"
        if one.here and (waited >= ASK_AGAIN_AFTER or one.starts_on <= on + DAY):
            sentence = f"You were asked to stand in for {about} {days}. Accept or decline."
            told += _tell([one.user], one, "again", sentence, reverse("deputy_answer", args=[one.pk]), on)
        if waited >= TELL_MANAGER_AFTER or begun or not one.here:
            sentence = f"Nobody has said yet whether they stand in for {about} {days}. Ask somebody else."
            to = [*managers[one.case.centre_id], *([people[one.leading]] if one.leading else [])]
            told += _tell(to, one, "unanswered", sentence, _people(one), on)
    return told


def _remind_of_beginning(on: date) -> int:
    """Who said yes some days before is told on the day before it begins."""
    rows, _ = _rows(Deputy.objects.accepted(on).filter(starts_on__lte=on + DAY), on)
    told = 0
    for one in rows:
        if one.here and one.leading and one.answered_on < one.starts_on - DAY:
            sentence = (
                f"You stand in for {one.case.reference} from {in_words(one.starts_on)} to {in_words(one.ends_on)}."
            )
            told += _tell([one.user], one, "begins", sentence, reverse("my_fortnight"), on)
    return told


def _remind_of_ending(on: date) -> int:
    """Three days before the last day both are told: what happened is to be told, and somebody may be needed longer."""
    rows, people = _rows(Deputy.objects.current(on).filter(ends_on__lte=on + ENDS_AHEAD * DAY), on)
    told = 0
    for one in rows:
        about, until = one.case.reference, in_words(one.ends_on)
        if one.here and one.leading:
            sentence = f"You stand in for {about} until {until}. Tell whoever leads what happened."
            told += _tell([one.user], one, "ends", sentence, reverse("case", args=[one.case_id]), on)
        if one.leading:
            sentence = f"Standing in for you for {about} ends on {until}. If you are away longer, ask again."
            told += _tell([people[one.leading]], one, "ends", sentence, _people(one), on)
    return told


def _people(one: Deputy) -> str:
    return reverse("case", args=[one.case_id]) + "?part=people"


def _tell(to: list[Any], one: Deputy, occasion: str, sentence: str, path: str, on: date) -> int:
    return remind(to=to, kind="deputy", key=f"deputy:{one.pk}:{occasion}", sentence=sentence, path=path, on=on)
