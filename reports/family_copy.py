"""The family's copy: what they agreed to, who knows what, and who has seen their record, when and why.

Reads only, in a fixed number of queries. No address and no telephone number is on it: it may be read by both parents.
A decision about sharing of which the family was not told is not on it either.
"""

import re
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.db.models import Q
from django.db.models.functions import TruncDate

from audit.models import Entry, Kind
from cases.access import shares_of
from cases.models import Case, OtherInvolved
from cases.status import CaseStatus, LeadStatus
from centres.models import Membership
from centres.status import Role
from consent.models import SharingDecision
from consent.status import INFORMATION_MEANS, Information
from families.models import Family
from inputs.dates import in_words
from referrals.models import Referral
from referrals.status import UNSENT
from reports.copy_words import connection
from reports.records import merged_into, seen_as_one

LEFT_OUT = "(left out)"


@dataclass
class Reader:
    """Somebody who has seen the record: on which days, and in which connection."""

    name: str
    job: str
    agency: str
    days: list[tuple[date, list[str]]] = field(default_factory=list)


@dataclass
class FamilyCopy:
    """Everything that is on the copy."""

    family: str
    reference: str
    centre: Any
    made_on: date
    agreements: list[Any]
    wishes: list[dict[str, Any]]
    people: list[tuple[str, str]]
    decisions: list[dict[str, Any]]
    readers: list[Reader]


def copy_of(family: Family, on: date, *, decisions: bool = True, health: bool = True) -> FamilyCopy:
    """The family's copy as it is on `on`; without the sharing decisions, or the health services that help it, if the
    reader may not know them."""
    cases = list(Case.objects.filter(family=family).order_by("-pk"))
    hide = _hider(family)
    return FamilyCopy(
        family=family.name,
        reference=family.reference,
        centre=family.centre,
        made_on=on,
        agreements=_agreements(family, on),
        wishes=_wishes(family, hide),
        people=[*_people(family, cases, on), *_others(cases, hide, health=health)],
        decisions=_decisions(family, hide) if decisions else [],
        readers=readers_of(family, cases),
    )


def _hider(family: Family) -> Any:
    """Takes addresses and telephone numbers of the family out of what people typed."""
    known: list[str] = []
    for address in family.addresses.all():
        known += [address.lines, address.postcode]
    for adult in family.adults.all():
        known += [adult.phone, adult.email]
    loose = [
        r"[\s,]*".join(re.escape(part) for part in re.split(r"[\s,]+", one.strip())) for one in known if one.strip()
    ]
    pattern = re.compile("|".join(loose), re.IGNORECASE) if loose else None
    return lambda text: pattern.sub(LEFT_OUT, text) if pattern else text


def _agreements(family: Family, on: date) -> list[Any]:
    rows = family.agreements.select_related("given_by", "wording", "taken_by").prefetch_related("children", "adults")
    found = list(rows)
    for one in found:
        one.holds = one.in_force(on)
    return found


def _wishes(family: Family, hide: Any) -> list[dict[str, Any]]:
    kept: dict[int, list[str]] = defaultdict(list)
    for agency_id, kind in family.kind_wishes.kept().order_by("kind").values_list("agency_id", "kind"):
        kept[agency_id].append(f"{Information(kind).label.lower()} ({INFORMATION_MEANS[kind]})")
    return [
        {"agency": one.agency.name, "included": one.included, "words": hide(one.words), "kept": kept[one.agency_id]}
        for one in family.wishes.current().select_related("agency")
    ]


def _people(family: Family, cases: list[Case], on: date) -> list[tuple[str, str]]:
    """Who works with the family now, and as what."""
    found = []
    for case in [one for one in cases if one.status == CaseStatus.OPEN]:
        leads = case.leads.filter(status=LeadStatus.ACCEPTED).select_related("user", "agency")
        team = case.team.in_force(on).select_related("user", "agency")
        found += [
            (f"{one.user.name}, {one.agency.name}", "Your lead professional: your first contact") for one in leads
        ]
        deputies = case.deputies.current(on).select_related("user", "agency")
        found += [
            (
                f"{one.user.name}, {one.agency.name}",
                f"Stands in for your lead professional until {in_words(one.ends_on)}",
            )
            for one in deputies
        ]
        found += [(f"{one.user.name}, {one.agency.name}", one.contribution) for one in team]
        found += [(share.who, f"Can read the record until {in_words(share.until)}") for share in shares_of(case, on)]
    sent = Referral.objects.filter(family=family).exclude(status__in=UNSENT).select_related("referred_by", "agency")
    came = {True: "Brought your record along from the centre's former one", False: "Brought your family to the team"}
    found += [(f"{one.referred_by.name}, {one.agency.name}", came[one.brought_on is not None]) for one in sent]
    managers = Membership.objects.filter(centre_id=family.centre_id, role=Role.CENTRE_MANAGER).in_force(on)
    found += [
        (f"{one.user.name}, {one.agency.name}", "Manages the centre")
        for one in managers.select_related("user", "agency")
    ]
    return list(dict.fromkeys(found))


def _others(cases: list[Case], hide: Any, *, health: bool) -> list[tuple[str, str]]:
    """Who helps the family outside the team, and whether the team contacts them."""
    rows = OtherInvolved.objects.current().filter(case__in=[one for one in cases if one.status == CaseStatus.OPEN])
    agreed = {True: "you agree that we contact them", False: "we ask you before we contact them"}
    said = {agrees: f"Not in the team, and sees nothing here; {words}" for agrees, words in agreed.items()}
    return [
        (f"{hide(one.called)} ({one.get_kind_display()})", said[one.family_agrees])
        for one in (rows if health else rows.but_health())
    ]


def _decisions(family: Family, hide: Any) -> list[dict[str, Any]]:
    """The decisions that the family was told of; a corrected one is followed by its correction."""
    told = SharingDecision.objects.filter(family=family, family_told=True, corrected_by=None).shown()
    return [
        {
            "shared": one.shared,
            "recipient": one.recipient,
            "on": one.decided_on,
            "why": hide(one.why),
            "what": hide(one.what),
            "basis": one.get_basis_display(),
        }
        for one in told
    ]


def readers_of(family: Family, cases: list[Case]) -> list[Reader]:
    """Who was shown something of the family: by person, newest day first."""
    subjects = {
        "families.family": [family.pk, *merged_into(family)],
        "cases.case": [case.pk for case in cases],
        "referrals.referral": list(Referral.objects.filter(family=family).values_list("pk", flat=True)),
        "consent.agreement": [one.pk for one in family.agreements.all()],
    }
    about = Q()
    for kind, ids in subjects.items():
        about |= Q(subject_type=kind, subject_id__in=ids)
    about |= seen_as_one(family)
    seen = Entry.objects.filter(about, kind__in=(Kind.READ, Kind.EXPORT), by__isnull=False).order_by()
    rows = list(seen.annotate(day=TruncDate("at")).values_list("by_id", "by__name", "day", "verb").distinct())
    jobs = _jobs(family.centre_id, {row[0] for row in rows})
    readers: dict[tuple[int, int], Reader] = {}
    days: dict[tuple[int, int], dict[date, set[str]]] = defaultdict(lambda: defaultdict(set))
    for person, name, day, verb in rows:
        job = _job_on(jobs.get(person, []), day)
        key = (person, job.pk if job else 0)
        readers.setdefault(key, Reader(name, job.job if job else "", job.agency.name if job else ""))
        days[key][day].add(connection(verb))
    for key, reader in readers.items():
        reader.days = [(day, sorted(days[key][day])) for day in sorted(days[key], reverse=True)]
    return sorted(readers.values(), key=lambda reader: (reader.name, reader.job, reader.agency))


def _jobs(centre_id: int, people: Iterable[int]) -> dict[int, list[Membership]]:
    found: dict[int, list[Membership]] = defaultdict(list)
    rows = Membership.objects.filter(centre_id=centre_id, user_id__in=people).select_related("agency", "user")
    for job in rows.order_by("-starts_on", "-pk"):
        found[job.user_id].append(job)
    return found


def _job_on(jobs: list[Membership], day: date) -> Membership | None:
    """As what somebody worked at the centre on the day; else as what they did last."""
    return next((job for job in jobs if job.in_force(day)), jobs[0] if jobs else None)
