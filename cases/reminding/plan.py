"""Actions that are due or late."""

from datetime import date, timedelta

from django.urls import reverse

from cases.models import Action
from cases.reminding.whom import can_act, managers_of_centres, week
from consent.querysets import agreed
from inputs.dates import in_words
from reminders.services import remind


def remind_of_actions(on: date) -> int:
    """Tell owners what is due tomorrow, today, or late (weekly while late); how many were newly told."""
    managers = managers_of_centres(on)
    due = Action.objects.open().filter(due_on__lte=on + timedelta(days=1)).select_related("owner", "case")
    told = 0
    # Whose agreement has ended is not worked for: whoever decides what happens to the case settles its actions.
    goes_on = agreed(on, "case__family_id")
    due = due.annotate(owner_here=can_act(on, "owner_id", "centre_id", "case__family_id"), goes_on=goes_on)
    for action in due.iterator(500):
        about = action.case.reference if action.case else "the team"
        late = (on - action.due_on).days
        if late > 0:
            key = f"action:{action.pk}:{action.due_on}:late:{week(late)}"
            sentence = f"Action for {about} is late: it was due on {in_words(action.due_on)}. Say whether it was done."
        else:
            when = "today" if late == 0 else "tomorrow"
            key, sentence = f"action:{action.pk}:{action.due_on}:{when}", f"Action for {about} is due {when}."
        stopped = action.case_id is not None and not action.goes_on
        to = managers[action.centre_id] if stopped or not action.owner_here else [action.owner]
        told += remind(
            to=to, kind="action", key=key, sentence=sentence, path=reverse("action_finish", args=[action.pk]), on=on
        )
    return told
