"""Refusals after which nothing comes next."""

from datetime import date, timedelta

from django.db.models.functions import Coalesce, Greatest
from django.urls import reverse

from accounts.models import User
from cases.models import Offer
from cases.reminding.whom import leads, managers_of_centres, week
from cases.status import CaseStatus
from consent.querysets import agreed
from consent.status import Information
from reminders.services import remind

TELL_AFTER = 3  # days


def remind_of_refusals(on: date) -> int:
    """Tell the lead (the manager, if nobody leads) three days after a refusal that nobody has said what comes next, or
    that what was said came to nothing; then weekly. Without an agreement nobody works for the family."""
    managers = managers_of_centres(on)
    rows = Offer.objects.waiting_for_next().filter(agreed(on, "case__family_id"), case__status=CaseStatus.OPEN)
    since = Greatest("answered_on", Coalesce("next_action__finished_on", "answered_on"))
    rows = rows.annotate(since=since, lead_id=leads("case_id", on, Information.CONTACTS)).select_related("case")
    found = list(rows.filter(since__lte=on - timedelta(days=TELL_AFTER)).order_by("pk"))
    people = User.objects.in_bulk({one.lead_id for one in found if one.lead_id})
    told = 0
    for one in found:
        late = (on - one.since).days - TELL_AFTER + 1
        to = [people[one.lead_id]] if one.lead_id else managers[one.case.centre_id]
        key = f"refusal:{one.pk}:{one.since}:{week(late)}"
        sentence = f"In {one.case.reference} something has no next step. Say what comes next."
        told += remind(
            to=to, kind="refusal", key=key, sentence=sentence, path=reverse("refusal_next", args=[one.pk]), on=on
        )
    return told
