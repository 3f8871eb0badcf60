"""After cases were closed: what was not said, families to be asked how they are, and those that need help again."""

from datetime import date, timedelta

from django.urls import reverse

from cases.models import Closure
from cases.reminding.whom import can_act, managers_of_centres, week
from cases.services.telling import closure_key
from consent.querysets import agreed
from inputs.dates import in_words
from reminders.services import remind

ASK_AHEAD = 7


def remind_of_closings(on: date) -> int:
    """Tell managers, weekly, of closings that nobody has completed and of families that need help again."""
    managers = managers_of_centres(on)
    told = 0
    for one in Closure.objects.incomplete().select_related("case"):
        sentence = f"{one.case.reference} is closed. Say what the family still needs, and whether somebody asks later."
        told += remind(
            to=managers[one.case.centre_id], kind="check", sentence=sentence, on=on,
            key=f"{closure_key(one)}:complete:{week((on - one.closed_on).days + 1)}",
            path=reverse("closing_complete", args=[one.pk]),
        )  # fmt: skip
    for one in Closure.objects.need_help().select_related("case"):
        since = one.checked_on or on
        sentence = f"The family of {one.case.reference} was asked on {in_words(since)}. Nothing was done since."
        late = week((on - since).days)
        if on > since:  # that day the manager was told at once
            told += remind(
                to=managers[one.case.centre_id], kind="check", sentence=sentence, on=on,
                key=f"{closure_key(one)}:help:{late}", path=reverse("later_check", args=[one.pk]),
            )  # fmt: skip
    return told


def remind_of_checks(on: date) -> int:
    """Tell who is to ask a family, a week ahead; who has not asked, and the manager, weekly once it is late.

    Whoever can no longer know of the family is told nothing: then it is the manager.
    """
    managers = managers_of_centres(on)
    rows = Closure.objects.to_ask(on).filter(check_on__lte=on + timedelta(days=ASK_AHEAD))
    rows = rows.select_related("case", "check_by").annotate(
        here=can_act(on, "check_by_id", "case__centre_id", "case__family_id"), agrees=agreed(on, "case__family_id")
    )
    told = 0
    for one in rows.iterator(500):
        own = [one.check_by] if one.here and one.agrees else []
        in_charge, late = managers[one.case.centre_id], (on - one.check_on).days
        key, about = closure_key(one), one.case.reference
        if late > 0:
            to, key = [*own, *in_charge], f"{key}:late:{week(late)}"
            sentence = f"The family of {about} was to be asked by {in_words(one.check_on)} how it goes. Ask now."
        else:
            to, key = own or in_charge, f"{key}:due"
            sentence = f"Ask the family of {about} by {in_words(one.check_on)} how it goes."
        told += remind(
            to=to, kind="check", key=key, sentence=sentence, path=reverse("later_check", args=[one.pk]), on=on
        )
    return told
