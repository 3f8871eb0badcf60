"""Actions passed on that nobody has answered."""

from datetime import date, timedelta

from django.urls import reverse

from cases.models import PassOn
from cases.reminding.lead import ASK_AGAIN_AFTER, TELL_MANAGER_AFTER
from cases.reminding.whom import can_act, can_answer, managers_of_centres
from consent.querysets import agreed
from inputs.dates import in_words
from reminders.services import remind


def remind_of_pass_ons(on: date) -> int:
    """Ask again after two days; after five, or if they cannot answer any more, tell whose action it is, or the manager.

    What goes with a family is asked about with the offer to lead.
    """
    managers = managers_of_centres(on)
    waiting = PassOn.objects.waiting().filter(lead=None, asked_on__lte=on - timedelta(days=ASK_AGAIN_AFTER))
    where = ("action__centre_id", "action__case__family_id")
    rows = waiting.select_related("to", "owner", "action__case").annotate(
        here=can_answer(on, "to_id", *where), owner_here=can_act(on, "owner_id", *where),
        goes_on=agreed(on, "action__case__family_id"),
    )  # fmt: skip
    told = 0
    for one in rows.iterator(500):
        about = one.action.case.reference if one.action.case else "the team"
        asked, page = in_words(one.asked_on), reverse("pass_on_answer", args=[one.pk])
        if one.action.case_id is not None and not one.goes_on:
            continue  # nobody works for the family now: whoever settles the case settles its actions
        if one.here:
            sentence = f"You were asked on {asked} to take on an action for {about}. Accept or decline."
            told += remind(
                to=[one.to], kind="action", key=f"pass-on:{one.pk}:again", sentence=sentence, path=page, on=on
            )
        if on - one.asked_on >= timedelta(days=TELL_MANAGER_AFTER) or not one.here:
            sentence = f"Nobody has answered since {asked} whether they take on your action for {about}."
            if not one.owner_here:
                sentence = f"Nobody has answered since {asked} whether they take on an action for {about}."
            to = [one.owner] if one.owner_here else managers[one.action.centre_id]
            path = reverse("action_finish", args=[one.action_id])
            told += remind(
                to=to, kind="action", key=f"pass-on:{one.pk}:unanswered", sentence=sentence, path=path, on=on
            )
    return told
