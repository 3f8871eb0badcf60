"""Agreements that run out."""

from datetime import date, timedelta

from django.db.models import Max, OuterRef
from django.urls import reverse

from accounts.models import User
from cases.models import Case
from cases.reminding.whom import leads, managers_of_centres, standing_in
from consent.models import Agreement
from inputs.dates import in_words
from reminders.services import remind

AGREEMENT_AHEAD = (3, 14)  # the nearest that applies


def remind_of_agreements(on: date) -> int:
    """Tell the lead and who stands in (else the manager) 14 and 3 days before the last agreement of a case runs out."""
    managers = managers_of_centres(on)
    last = Agreement.objects.order_by().in_force(on).filter(family_id=OuterRef("family_id")).values("family_id")
    ending = (
        Case.objects.order_by("pk")
        .open()
        .annotate(
            until=last.annotate(last=Max("until")).values("last"),
            lead_id=leads("pk", on),
            deputy_id=standing_in("pk", on),
        )
    )
    rows = list(ending.filter(until__lte=on + timedelta(days=max(AGREEMENT_AHEAD))))
    people = User.objects.in_bulk({pk for case in rows for pk in (case.lead_id, case.deputy_id) if pk})
    told = 0
    for case in rows:
        ahead = min(days for days in AGREEMENT_AHEAD if (case.until - on).days <= days)
        leading = [people[pk] for pk in (case.lead_id, case.deputy_id) if pk and case.lead_id]
        to = leading or managers[case.centre_id]
        sentence = f"The agreement for {case.reference} runs out on {in_words(case.until)}. Ask whether it goes on."
        key, path = f"agreement:{case.pk}:{case.until}:{ahead}", reverse("case", args=[case.pk]) + "?part=agreement"
        told += remind(to=to, kind="agreement", key=key, sentence=sentence, path=path, on=on)
    return told
