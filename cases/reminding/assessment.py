"""Assessments that were begun and never finished."""

from datetime import date, timedelta

from django.urls import reverse

from accounts.models import User
from cases.models import Assessment
from cases.reminding.whom import leads, managers_of_centres
from cases.services.telling import draft_key
from cases.status import CaseStatus
from consent.querysets import agreed
from consent.status import Information
from inputs.dates import in_words
from reminders.services import remind

UNFINISHED_AFTER = 14


def remind_of_assessments(on: date) -> int:
    """Two weeks after it was begun, once: the lead professional, or the manager if nobody leads.

    What stands in a draft helps nobody else, and the family would be asked again.
    """
    managers = managers_of_centres(on)
    begun = Assessment.objects.begun_by(on - timedelta(days=UNFINISHED_AFTER))
    rows = begun.filter(agreed(on, "case__family_id"), case__status=CaseStatus.OPEN).select_related("case")
    drafts = list(rows.annotate(lead_id=leads("case_id", on, Information.PLAN, Information.HEALTH)))
    people = User.objects.in_bulk({draft.lead_id for draft in drafts if draft.lead_id})
    told = 0
    for draft in drafts:
        sentence = (
            f"The assessment for {draft.case.reference}, begun on {in_words(draft.begun_on)}, is not finished. "
            "Finish it, or throw the draft away."
        )
        told += remind(
            to=[people[draft.lead_id]] if draft.lead_id else managers[draft.case.centre_id],
            kind="assessment", key=draft_key(draft), sentence=sentence,
            path=reverse("assessment_write", args=[draft.pk]), on=on,
        )  # fmt: skip
    return told
