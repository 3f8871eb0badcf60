"""Agreements that run out."""

from datetime import date, timedelta

from django.db.models import Exists, Max, OuterRef
from django.urls import reverse

from accounts.models import User
from cases.models import Case
from cases.reminding.whom import leads, managers_of_centres, standing_in
from consent.models import Agreement
from consent.status import AgreementStatus
from inputs.dates import in_words
from reminders.services import remind

AGREEMENT_AHEAD = (3, 14)  # the nearest that applies


def remind_of_agreements(on: date) -> int:
    """Tell the lead and who stands in (else the manager) 14 and 3 days before the last agreement of a case runs out.

    When it has run out, lead and manager are told once, as long as nobody has decided what happens now: however long
    ago that was, for both reminders before may have fallen into a time in which none were sent.
    """
    return _tell_of_ending(on) + _tell_of_ended(on)


def _tell_of_ending(on: date) -> int:
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


def _tell_of_ended(on: date) -> int:
    managers = managers_of_centres(on)
    given = Agreement.objects.order_by().filter(family_id=OuterRef("family_id"), status=AgreementStatus.GIVEN)
    until = given.values("family_id").annotate(last=Max("until")).values("last")
    # Who withdrew has said no: those who are told then are told by `cases.stopping`.
    withdrew = Agreement.objects.order_by().withdrawn_last().filter(family_id=OuterRef("family_id"))
    ended = Case.objects.order_by("pk").to_settle(on).filter(~Exists(withdrew))
    rows = list(ended.annotate(until=until, lead_id=leads("pk", on)).filter(until__lt=on))
    people = User.objects.in_bulk({case.lead_id for case in rows if case.lead_id})
    told = 0
    for case in rows:
        to = [*([people[case.lead_id]] if case.lead_id else []), *managers[case.centre_id]]
        ran_out = f"The agreement for {case.reference} ran out on {in_words(case.until)}."
        told += remind(
            to=to, kind="agreement", key=f"agreement:{case.pk}:{case.until}:over",
            sentence=f"{ran_out} Ask whether it goes on, or decide what happens now.",
            path=reverse("case_settle", args=[case.pk]), on=on,
        )  # fmt: skip
    return told
