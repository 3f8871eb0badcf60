"""What a new centre still lacks before its first family can be referred; nothing for one that is at work."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Count, Exists, OuterRef, Q, QuerySet
from django.urls import reverse

from centres.models import Centre, Membership, SharingProtocol
from centres.querysets import centre_ids
from centres.status import DIRECTORY_ROLES, REFERRING_ROLES, Role
from consent.models import Wording
from meetings.models import Series

AGENCIES = 2  # the one that runs the centre, and a partner: before that no meeting is multi-agency


@dataclass(frozen=True)
class FirstStep:
    """One thing to do, why, and the page on which it is done."""

    what: str
    why: str
    href: str


def first_steps(user: Any, on: date) -> list[tuple[Centre, list[FirstStep]]]:
    """What is still to be set up, for each centre whose directory `user` keeps and that lacks something.

    One query, however many centres. What has been there once and has run out is no first step.
    """
    return [(centre, _steps(centre)) for centre in _lacking(user, on)]


def _lacking(user: Any, on: date) -> QuerySet[Centre]:
    here = {"centre_id": OuterRef("pk")}
    people = Membership.objects.order_by().filter(**here).current_or_coming(on)
    signed = SharingProtocol.objects.order_by().filter(**here).values("centre_id")
    held = {
        "has_partner": Exists(signed.annotate(number=Count("agency_id", distinct=True)).filter(number__gte=AGENCIES)),
        "has_manager": Exists(people.filter(role=Role.CENTRE_MANAGER)),
        "has_referrer": Exists(people.filter(role__in=set(REFERRING_ROLES) - {Role.CENTRE_MANAGER})),
        "has_words": Exists(Wording.objects.order_by().filter(**here, in_use_from__lte=on)),
        "has_series": Exists(Series.objects.order_by().filter(**here)),
    }
    kept = Centre.objects.filter(pk__in=centre_ids(user, *DIRECTORY_ROLES))
    return kept.annotate(**held).exclude(Q(**dict.fromkeys(held, True)))


def _steps(centre: Any) -> list[FirstStep]:
    add_somebody, here = reverse("membership_start", args=[centre.pk]), f"?centre={centre.pk}"
    steps = [
        (centre.has_partner, "Add a partner agency", "Its staff can take part when it has signed the sharing protocol.",
         reverse("partner_add") + here),
        (centre.has_manager, "Add the manager of the centre", "Somebody has to run the meeting and see every family.",
         add_somebody),
        (centre.has_referrer, "Add somebody who refers families", "For example, a health visitor.", add_somebody),
        (centre.has_words, "Put the words in use that families hear", "Without them no agreement can be recorded.",
         reverse("wording_add") + here),
        (centre.has_series, "Start a series of meetings", "Add the people first: they are invited to it.",
         reverse("series_start") + here),
    ]  # fmt: skip
    return [FirstStep(what, why, href) for done, what, why, href in steps if not done]
