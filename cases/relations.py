"""The relations that open a case, each once, in one table.

`Case.visible_to`, how somebody stands to a case, "why can I see this?" and "who can see this?" all read `RELATIONS` and
nothing else, so that they cannot differ. A relation gives the ids of the cases it ties somebody to; whether the case
is open, the agreement in force and the person still at the centre, for an agency that the family does not exclude, is
asked beside it, by `opened`.

`user` is a person, or an OuterRef to the id of one: so the same expression serves one person's list of cases and one
case's list of people.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from django.apps import apps
from django.db import models
from django.db.models import Exists, F, OuterRef, Q

from cases.access import shared_in_person_ids, shared_with_agency_ids
from cases.status import ActionStatus, CaseStatus, DeputyStatus, LeadStatus, PassOnStatus
from centres.asking import person_id, within
from centres.status import CASEWORK_ROLES, Role
from consent.querysets import agreed, not_excluded
from consent.status import Information

ADVISES_FOR = timedelta(days=14)  # how long who answered is still shown what the question was about


def _rows(name: str, app: str = "cases") -> Any:
    return apps.get_model(app, name).objects.order_by()


def for_known_agency(family: str) -> Any:
    """For a query over rows with an `agency`: whether the family has not said that this agency must not know."""
    wishes = _rows("SharingWish", "consent")
    return ~Exists(
        wishes.filter(family_id=OuterRef(family), agency_id=OuterRef("agency_id"), included=False, until=None)
    )


def _leads(status: str) -> Any:
    """Who leads or is asked to. Who came for an agency that the family has excluded since does neither.

    A second job for another agency does not change that: they were offered to the family as the first one's.
    """
    return _rows("Lead").filter(for_known_agency("case__family_id"), status=status)


def _works(on: date) -> Any:
    """Whether the person of the row could open its case: works there with families, for an agency that may know."""
    return not_excluded(OuterRef("user_id"), on, centre="case__centre_id", family="case__family_id")


def current_lead(on: date) -> models.QuerySet:
    """The lead professional of the outer query's case.

    Nobody leads who could not open it: who has left, works with families no more, or works for an agency now that the
    family excludes. The case then counts as one that nobody leads, and is an alarm.
    """
    return _leads(LeadStatus.ACCEPTED).filter(_works(on), case_id=OuterRef("pk"))


def _deputies(status: str, on: date) -> Any:
    """Who stands in on `on` or later, or is asked to: as long as the one they stand in for leads."""
    led = _leads(LeadStatus.ACCEPTED).filter(_works(on), pk=OuterRef("lead_id"))
    known = for_known_agency("case__family_id")
    return _rows("Deputy").filter(known, Exists(led), status=status, ends_on__gte=on)


def current_deputy(on: date) -> models.QuerySet:
    """Who stands in for the lead professional of the outer query's case on `on`, and could open it."""
    found = _deputies(DeputyStatus.ACCEPTED, on)
    return found.filter(_works(on), starts_on__lte=on, case_id=OuterRef("pk"))


def led_ids(user: Any, on: date, now: datetime) -> models.QuerySet:
    """Cases `user` is the current lead professional of."""
    return _leads(LeadStatus.ACCEPTED).filter(user_id=person_id(user)).values("case_id")


def offered_ids(user: Any, on: date, now: datetime) -> models.QuerySet:
    """Cases that `user` is asked to lead and has not answered yet."""
    return _leads(LeadStatus.OFFERED).filter(user_id=person_id(user)).values("case_id")


def deputised_ids(user: Any, on: date, now: datetime) -> models.QuerySet:
    """Cases for whose lead professional `user` stands in on `on`: from the first day to the last, nothing ends it."""
    mine = _deputies(DeputyStatus.ACCEPTED, on).filter(starts_on__lte=on)
    return mine.filter(user_id=person_id(user)).values("case_id")


def asked_to_deputise_ids(user: Any, on: date, now: datetime) -> models.QuerySet:
    """Cases for whose lead professional `user` is asked to stand in, has not answered and still can."""
    return _deputies(DeputyStatus.ASKED, on).filter(user_id=person_id(user)).values("case_id")


def team_ids(user: Any, on: date, now: datetime) -> models.QuerySet:
    """Cases in whose team `user` takes part on `on`, for an agency that the family has not excluded."""
    mine = _rows("TeamMember").filter(user_id=person_id(user)).in_force(on)
    return mine.filter(for_known_agency("case__family_id")).values("case_id")


def supervised_ids(user: Any, on: date, now: datetime) -> models.QuerySet:
    """Cases whose current lead professional `user` supervises at the case's centre on `on`."""
    supervised = (
        _rows("Membership", "centres")
        .in_force(on)
        .filter(
            supervisor_id=person_id(within(user)),
            user_id=OuterRef("user_id"),
            centre_id=OuterRef("case__centre_id"),
        )
    )
    return _leads(LeadStatus.ACCEPTED).filter(Exists(supervised)).values("case_id")


def owned_action_ids(user: Any, on: date, now: datetime) -> models.QuerySet:
    """Cases in which `user` has an action still to do."""
    mine = _rows("Action").filter(owner_id=person_id(user), status=ActionStatus.OPEN)
    return mine.values(shown=F("case_id"))


def passed_on_ids(user: Any, on: date, now: datetime) -> models.QuerySet:
    """Cases of which `user` is asked to take an action on, for an agency that the family has not excluded.

    What goes with an offer to lead is not meant: that is a relation of its own.
    """
    asked = _rows("PassOn").filter(for_known_agency("action__case__family_id"), status=PassOnStatus.ASKED, lead=None)
    return asked.filter(to_id=person_id(user)).values(shown=F("action__case_id"))


def checked_ids(user: Any, on: date, now: datetime) -> models.QuerySet:
    """Closed cases whose family `user` is to ask now how it goes: from two weeks before the day until they have."""
    asked = _rows("Closure").filter(check_by_id=person_id(user), check_opens_on__lte=on, checked_on=None)
    return asked.filter(reopened_on=None).values("case_id")


def broken_glass_ids(user: Any, on: date, now: datetime) -> models.QuerySet:
    """Cases that `user` has open at this moment in an emergency: by the clock, nothing has to end it."""
    return _rows("BreakGlass").filter(user_id=person_id(user)).running(now).values("case_id")


def advised_ids(user: Any, on: date, now: datetime) -> models.QuerySet:
    """Cases about which a question is put to `user`, or was answered lately: a link social worker there, for an agency
    from which the family keeps no safeguarding notes."""
    inner = within(user)
    at = {"centre": "case__centre_id", "family": "case__family_id"}
    jobs = _rows("Membership", "centres").in_force(on)
    social_worker = jobs.filter(
        user_id=person_id(inner), role=Role.LINK_SOCIAL_WORKER, centre_id=OuterRef("case__centre_id")
    )
    knows = not_excluded(inner, on, kind=Information.SAFEGUARDING, **at)
    mine = _rows("Advice").filter(Exists(social_worker), knows, of_id=person_id(user), taken_back_at=None)
    return mine.lately(now).values("case_id")


@dataclass(frozen=True)
class Relation:
    """One way in which somebody comes to see a case."""

    name: str
    you: str  # the answer to "why can I see this?"
    they: str  # the same of somebody else
    ids: Callable[[Any, date, datetime], models.QuerySet] | None  # the cases it ties them to; None: all there
    # What they must be at the case's centre, whatever the family wishes of their agency. None: they work with families
    # there, for an agency that the family does not exclude.
    roles: tuple[str, ...] | None = None
    never: tuple[str, ...] = ()  # what they must not be there
    only_open: bool = True  # the case is in work
    only_agreed: bool = True  # the family's agreement is in force


MANAGER = Relation(
    "manager", "You manage this centre.", "Manages the centre", None, roles=(Role.CENTRE_MANAGER,),
    only_open=False, only_agreed=False,
)  # fmt: skip
LEAD = Relation(
    "lead", "You are the family's lead professional.", "Lead professional", led_ids, only_agreed=False
)  # fmt: skip
DEPUTY = Relation(
    "deputy", "You stand in for the lead professional until a set date.", "Stands in for the lead professional",
    deputised_ids, only_agreed=False,
)  # fmt: skip
TEAM = Relation("team", "You are a member of the team around the family.", "Team around the family", team_ids)
SUPERVISOR = Relation(
    "supervisor", "You supervise the lead professional.", "Supervises the lead professional", supervised_ids
)
PERSON_SHARE = Relation(
    "person_share", "The case was shared with you until a set date.", "The case was shared with them",
    shared_in_person_ids,
)  # fmt: skip
AGENCY_SHARE = Relation(
    "agency_share", "The case was shared with your agency until a set date.", "The case was shared with their agency",
    shared_with_agency_ids,
)  # fmt: skip
# The safety of a child comes before the family's wish (Children Act 2004 s16LA): so neither exclusion nor withdrawal
# stands in its way, but both are told to the person, asked about in words, and looked at afterwards.
BREAK_GLASS = Relation(
    "break_glass", "You opened it in an emergency. That ends by itself, and is looked at afterwards.",
    "Opened it in an emergency", broken_glass_ids, roles=CASEWORK_ROLES,
    never=(Role.ADMINISTRATOR, Role.INFORMATION_LEAD), only_agreed=False,
)  # fmt: skip
ACTION_OWNER = Relation(
    "action_owner", "You have an action to do for the family: you see the header only.", "Has an action to do",
    owned_action_ids, only_open=False,
)  # fmt: skip
ASKED_TO_LEAD = Relation(
    "asked_to_lead", "You are asked to lead: you see the header and what the referral asks for.", "Is asked to lead",
    offered_ids, only_open=False,
)  # fmt: skip

ASKED_TO_TAKE = Relation(
    "asked_to_take", "You are asked to take on an action for the family: you see the header only.",
    "Is asked to take on an action", passed_on_ids,
)  # fmt: skip

ASKED_TO_DEPUTISE = Relation(
    "asked_to_deputise", "You are asked to stand in for the lead professional: you see the header only.",
    "Is asked to stand in for the lead professional", asked_to_deputise_ids,
)  # fmt: skip

ADVISER = Relation(
    "adviser", "You are asked for advice about the family: you see the header, and what stands with the question.",
    "Is asked for advice", advised_ids,
)  # fmt: skip

# Three months after: whoever asks is told how to reach the family, and reads nothing of the work that ended.
CHECKER = Relation(
    "checker", "You ask the family how it goes, now that the work has ended: you see the header and how to reach them.",
    "Asks the family how it goes, after the case was closed", checked_ids, only_open=False,
)  # fmt: skip

# What opens a restricted note to those it is for: not an emergency, which shows the case as the team reads it.
LASTING = (MANAGER, LEAD, DEPUTY, TEAM, SUPERVISOR, PERSON_SHARE, AGENCY_SHARE)
OPENING = (*LASTING, BREAK_GLASS)
# Who takes part in the work or supervises it: they read on what grounds information was shared, and what was advised.
INVOLVED = (MANAGER, LEAD, DEPUTY, TEAM, SUPERVISOR, BREAK_GLASS)
# The last six show names, lead and next review, and no more; an adviser finds a little more with the question, and who
# asks the family after the closing how to reach it.
RELATIONS = (*OPENING, ACTION_OWNER, ASKED_TO_LEAD, ASKED_TO_TAKE, ASKED_TO_DEPUTISE, ADVISER, CHECKER)


def centres_of(user: Any, on: date, *roles: str) -> models.QuerySet:
    """The ids of the centres where `user` has one of the roles on `on`."""
    return (
        _rows("Membership", "centres").filter(user_id=person_id(user), role__in=roles).in_force(on).values("centre_id")
    )


def emergency_centre_ids(user: Any, on: date) -> models.QuerySet:
    """The centres where `user` may open a case in an emergency: works with families, and neither administers nor
    looks afterwards whether it was right."""
    here = centres_of(user, on, *CASEWORK_ROLES)
    return here.exclude(centre_id__in=centres_of(user, on, *BREAK_GLASS.never))


def opened(relation: Relation, user: Any, on: date, now: datetime) -> models.QuerySet:
    """The cases that one relation opens to `user` on `on`, or at the moment `now` if it ends by the clock."""
    inner = within(user)
    here = Q(centre_id__in=centres_of(inner, on, *relation.roles)) if relation.roles else not_excluded(inner, on)
    found = _rows("Case").filter(here)
    if relation.ids is not None:
        found = found.filter(pk__in=relation.ids(inner, on, now))
    if relation.never:
        found = found.exclude(centre_id__in=centres_of(inner, on, *relation.never))
    if relation.only_open:
        found = found.filter(status=CaseStatus.OPEN)
    if relation.only_agreed:
        found = found.filter(agreed(on))
    return found
