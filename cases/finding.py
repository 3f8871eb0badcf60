"""Finding a family among those one may see, by what one may know of each: what its case, referral or record shows.

Ids first: how somebody stands to which family is asked once, by the relations that open the pages themselves; names are
compared only among those. So a search shows, counts and hints at nothing else.
"""

import re
from collections import defaultdict
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.db.models import Q

from cases.models import Case
from cases.querysets.finding import TIES
from cases.relations import BREAK_GLASS, DEPUTY, LEAD, MANAGER, OPENING, RELATIONS, TEAM
from cases.status import CaseStatus
from centres.querysets import centre_ids
from centres.references import LETTERS
from centres.status import Role
from families.finding import EXACT, NAME, Among, Hits, families_found, names_matching, tidy_query
from families.models import Family
from referrals.models import Referral
from referrals.querysets import MADE_IT

MOST_SHOWN = 10
REFERENCE = "reference"
IS_REFERENCE = re.compile(rf"([A-Z])\W*([{LETTERS}]{{7}})", re.IGNORECASE)
# Who is shown where the family lives (`Standing.sees_home`), who opens the case, and who sees its header alone.
NEAR = {LEAD.name, DEPUTY.name, TEAM.name, BREAK_GLASS.name}
OPENS = {one.name for one in OPENING}
SENTENCES = {one.name: one.you for one in RELATIONS}
ORDER = {one.name: place for place, one in enumerate(RELATIONS)}


@dataclass
class Reach:
    """How one person stands to the families they may find. Managed families are known by their centres alone."""

    managed: list[int]
    ties: dict[int, dict[str, int]]  # family: {relation: case}
    known: dict[int, int]  # family: the newest referral of theirs that shows it
    heard: dict[int, int]  # family: the newest one that shows only what it is called: it excludes their agency since

    @property
    def among(self) -> Among:
        """Which families are found by what."""
        near = {pk for pk, ties in self.ties.items() if NEAR & ties.keys()}
        named = {pk for pk, ties in self.ties.items() if OPENS & ties.keys()} | self.known.keys()
        headed = self.ties.keys() - named
        return Among(self.managed, near, named - near, headed, self.heard.keys() - named - headed)


@dataclass
class Found:
    """A family that was found, and what of it may be shown."""

    family: Any
    managed: bool
    likeness: float
    ties: dict[str, int] = field(default_factory=dict)
    case: Any = None  # of which they see the header
    opens: bool = False  # they may open it
    referral: Any = None  # of theirs
    shows_names: bool = False  # of everybody, not only of the children
    shows_children: bool = False
    by: str = NAME
    matching: list[tuple[str, str]] = field(default_factory=list)

    @property
    def subject(self) -> Any:
        """What the log says was seen: the record to which the page leads."""
        return self.case or self.family

    @property
    def why(self) -> list[str]:
        """Why they may see it."""
        found = [MANAGER.you] if self.managed else []
        found += [SENTENCES[name] for name in sorted(self.ties, key=ORDER.__getitem__)]
        return found + ([MADE_IT] if self.referral else [])


@dataclass
class Finding:
    """What a search gives: the likest families, and whether there are more among those they may see."""

    query: str
    by: str = NAME
    rows: list[Found] = field(default_factory=list)
    more: bool = False


def find(*, user: Any, typed: str, on: date) -> Finding:
    """The families that `user` may see on `on` and may mean by what they typed."""
    query = tidy_query(typed)
    if not query:
        return Finding(query)
    reach = reach_of(user, on)
    reference = IS_REFERENCE.fullmatch(query)
    hits = _referred_to(reference, user, reach) if reference else families_found(query, reach.among)
    shown = list(hits.likeness)[:MOST_SHOWN]
    return Finding(query, hits.by, _shown(shown, hits, reach), more=len(hits.likeness) > MOST_SHOWN)


def reach_of(user: Any, on: date) -> Reach:
    """How `user` stands to which families on `on`."""
    ties: dict[int, dict[str, int]] = defaultdict(dict)
    for row in TIES.rows(user, on):
        ties[row["family_id"]][row["tie"]] = row["id"]
    made = Referral.objects.made_by(user).exclude(family=None).with_exclusion(user, on).order_by("pk")
    known, heard = dict[int, int](), dict[int, int]()
    for pk, family_id, excluded_since in made.values_list("pk", "family_id", "excluded_since"):
        (heard if excluded_since else known)[family_id] = pk
    managed = list(centre_ids(user, Role.CENTRE_MANAGER).values_list("centre_id", flat=True))
    return Reach(managed, dict(ties), known, heard)


def _referred_to(reference: Any, user: Any, reach: Reach) -> Hits:
    """The family of a reference that stands on a page they may open: a family's, a case's or a referral's."""
    kind, wanted = reference[1].upper(), f"{reference[1]}-{reference[2]}".upper()
    managed = Q(centre_id__in=reach.managed)
    found: Any = ()
    if kind == "F":
        mine = Family.objects.filter(managed | Q(pk__in=[*reach.known, *reach.heard]))
        found = list(mine.filter(reference=wanted).values("pk")) or mine.referred_to_before(wanted).values("pk")
    elif kind == "C":
        cases = [case for ties in reach.ties.values() for case in ties.values()]
        found = Case.objects.filter(managed | Q(pk__in=cases), reference=wanted).values("family_id")
    elif kind == "R":
        found = Referral.objects.visible_to(user).exclude(family=None).filter(reference=wanted).values("family_id")
    return Hits(REFERENCE, dict.fromkeys((pk for one in found for pk in one.values()), EXACT))


def _shown(family_ids: list[int], hits: Hits, reach: Reach) -> list[Found]:
    """The families in their order, each with what of it may be shown and where it leads."""
    families = Family.objects.prefetch_related("children", "adults").in_bulk(family_ids)
    managed = {pk for pk, family in families.items() if family.centre_id in reach.managed}
    among, matching = reach.among, names_matching(hits, family_ids)
    cases, referrals = _cases(family_ids, managed, reach), _referrals(family_ids, reach)
    rows = []
    for pk in family_ids:
        if pk not in families:  # gone since
            continue
        ties, names = reach.ties.get(pk, {}), pk in managed or pk in among.near or pk in among.named
        row = Found(
            family=families[pk], managed=pk in managed, likeness=hits.likeness[pk], ties=ties, by=hits.by,
            case=cases.get(pk), opens=pk in managed or bool(OPENS & ties.keys()), referral=referrals.get(pk),
            shows_names=names, shows_children=names or pk in among.headed,
        )  # fmt: skip
        kinds = {"child"} if row.shows_children else set()
        kinds |= {"adult", "former"} if row.shows_names else set()
        row.matching = [(kind, name) for kind, name in matching.get(pk, ()) if kind in kinds]
        rows.append(row)
    return rows


def _cases(family_ids: list[int], managed: set[int], reach: Reach) -> dict[int, Case]:
    """The case of each family: one that they may open before one of which they see the header, one in work before one
    that is closed, the newest."""
    opened = {case for pk in family_ids for tie, case in reach.ties.get(pk, {}).items() if tie in OPENS}
    tied = {case for pk in family_ids for case in reach.ties.get(pk, {}).values()}
    found = Case.objects.filter(Q(family_id__in=managed, centre_id__in=reach.managed) | Q(pk__in=tied))
    ordered = sorted(found, key=lambda one: (one.pk in opened, one.status == CaseStatus.OPEN, one.pk))
    return {one.family_id: one for one in ordered}


def _referrals(family_ids: list[int], reach: Reach) -> dict[int, Referral]:
    """The newest referral of theirs of each family."""
    newest = {pk: reach.known.get(pk) or reach.heard.get(pk) for pk in family_ids}
    found = Referral.objects.in_bulk([pk for pk in newest.values() if pk])
    return {family: found[pk] for family, pk in newest.items() if pk}
