"""Services that were asked to lead a family and have not answered."""

from datetime import date

from django.urls import reverse

from accounts.models import User
from cases.models import SteppingUp
from cases.reminding.whom import leads, managers_of_centres
from cases.services.telling import step_up_key
from consent.status import Information
from inputs.dates import in_words
from reminders.services import remind


def remind_of_step_ups(on: date) -> int:
    """Every day from the next working day on, who leads and the manager: a child may be waiting for an answer."""
    managers = managers_of_centres(on)
    waiting = SteppingUp.objects.waiting().filter(answer_by__lte=on).select_related("case", "decision")
    rows = list(waiting.annotate(lead_id=leads("case_id", on, Information.SAFEGUARDING)))
    people = User.objects.in_bulk({one.lead_id for one in rows if one.lead_id})
    told = 0
    for one in rows:
        lead = [people[one.lead_id]] if one.lead_id else []
        sentence = f"Nobody has answered since {in_words(one.on)} about stepping up {one.case.reference}. Ring them."
        told += remind(
            to=[*lead, *managers[one.case.centre_id]], kind="step_up", sentence=sentence, on=on,
            key=f"{step_up_key(one)}:{on.isoformat()}", path=reverse("step_up_answer", args=[one.pk]),
        )  # fmt: skip
    return told
