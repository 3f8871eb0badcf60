"""Offers to lead that nobody has answered."""

from datetime import date, timedelta

from django.urls import reverse

from cases.models import Lead
from cases.reminding.whom import can_answer, managers_of_centres
from consent.querysets import agreed
from inputs.dates import in_words
from reminders.services import remind

ASK_AGAIN_AFTER, TELL_MANAGER_AFTER = 2, 5  # days


def remind_of_lead_offers(on: date) -> int:
    """Ask again after two days, and tell the manager after five."""
    managers = managers_of_centres(on)
    waiting = Lead.objects.unanswered().filter(offered_on__lte=on - timedelta(days=ASK_AGAIN_AFTER))
    here = can_answer(on, "user_id", "case__centre_id", "case__family_id")
    rows = waiting.filter(agreed(on, "case__family_id")).select_related("user", "case").annotate(here=here)
    told = 0
    for lead in rows.iterator(500):
        about = lead.case.reference
        if lead.here:
            sentence = f"You were asked to lead for {about} on {in_words(lead.offered_on)}. Accept or decline."
            path = reverse("lead_answer", args=[lead.pk])
            told += remind(
                to=[lead.user], kind="lead", key=f"lead:{lead.pk}:asked", sentence=sentence, path=path, on=on
            )
        if on - lead.offered_on >= timedelta(days=TELL_MANAGER_AFTER) or not lead.here:
            sentence = (
                f"The offer of {in_words(lead.offered_on)} to lead {about} has no answer. Ask again, or somebody else."
            )
            path = reverse("case", args=[lead.case_id]) + "?part=people"
            to = managers[lead.case.centre_id]
            told += remind(to=to, kind="lead", key=f"lead:{lead.pk}:unanswered", sentence=sentence, path=path, on=on)
    return told
