"""Which services of the directory are put before whoever works with a family: those that fit first."""

from datetime import date

from cases.models import Case
from centres.models import Service
from families.fitting import MOST_FITTING, services_for

MOST_OTHERS = 20  # a directory that was taken over has thousands


def offered_to(
    case: Case, on: date, *, needs_known: bool, words: str = "", chosen: int = 0, but: list[int] | None = None
) -> tuple[list[Service], list[Service]]:
    """The services that fit the family, and others: those with `words` in them, or the first that the centre listed.

    `chosen` is among them whatever it is, so that a page that is shown again still has it; `but` never is. Without
    `needs_known` none fits: which do would tell what the family was referred for.
    """
    fit = services_for(case.family, case.centre_id, case.referral.needs, on).exclude(pk__in=but or [])
    fitting = list(fit[:MOST_FITTING]) if needs_known else []
    here = Service.objects.offered().filter(centre_id=case.centre_id)
    others = here.exclude(pk__in=[*(one.pk for one in fitting), *(but or [])])
    looked_for = others.matching(words) if words.strip() else others.filter(source=None)
    found = list(looked_for.order_by("name", "pk")[:MOST_OTHERS])
    kept = others.filter(pk=chosen).exclude(pk__in=[one.pk for one in found]) if chosen else []
    return fitting, [*kept, *found]
