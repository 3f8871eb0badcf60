"""How one person stands to one case, and why they can see it."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.utils import timezone

from cases.models import Case
from cases.querysets import STANDING
from cases.relations import BREAK_GLASS, DEPUTY, LEAD, MANAGER, OPENING, RELATIONS, SUPERVISOR, TEAM
from cases.status import CaseStatus
from centres.policies import has_role
from centres.status import CASEWORK_ROLES
from consent.status import Information
from inputs.answers import Answer, no, yes

NO_CASEWORK = "Only people who work with families at this centre can do this."


@dataclass(frozen=True)
class Standing:
    """How one person stands to one case on one day. Read in one query, so that it costs the same for everybody."""

    routes: frozenset[str]  # names of `cases.relations.RELATIONS`
    agreement: bool
    is_open: bool
    # What the family does not keep from the agency for which they work here (consent.status.Information).
    sees_contacts: bool
    sees_plan: bool
    sees_health: bool
    sees_safeguarding: bool

    @property
    def manages(self) -> bool:
        """Manager of the case's centre."""
        return MANAGER.name in self.routes

    @property
    def lead(self) -> bool:
        """Current lead professional of an open case."""
        return LEAD.name in self.routes

    @property
    def deputy(self) -> bool:
        """They stand in today for the lead professional of an open case."""
        return DEPUTY.name in self.routes

    @property
    def coordinates(self) -> bool:
        """Whether they settle what is next for the family: the lead professional, who stands in, the manager."""
        return self.manages or self.lead or self.deputy

    @property
    def leads_or_manages(self) -> bool:
        """The same without who stands in: who leads, who stands in, and whether the work ends, is not theirs."""
        return self.manages or self.lead

    @property
    def team(self) -> bool:
        """Member of the team of an open case with an agreement in force."""
        return TEAM.name in self.routes

    @property
    def supervisor(self) -> bool:
        """They supervise the lead professional of an open case with an agreement in force."""
        return SUPERVISOR.name in self.routes

    @property
    def emergency(self) -> bool:
        """They opened it in an emergency, and it is not over."""
        return BREAK_GLASS.name in self.routes

    @property
    def opens(self) -> bool:
        """Whether they may open the case: the same answer as `Case.objects.visible_to`."""
        return any(relation.name in self.routes for relation in OPENING)

    @property
    def works(self) -> bool:
        """Whether they work with the family themselves: they record what is done."""
        return self.coordinates or self.team

    @property
    def sees_assessment(self) -> bool:
        """Whether they may know what the assessment says: it is part of the plan, and speaks of health."""
        return self.sees_plan and self.sees_health

    @property
    def kept(self) -> list[str]:
        """The kinds of information that the family keeps from the agency for which they work here."""
        return [kind for kind in Information.values if not getattr(self, f"sees_{kind}")]

    @property
    def involved(self) -> bool:
        """Whether they take part in the work or supervise it: they see on what grounds information was shared."""
        return self.near or self.supervisor

    @property
    def reads_messages(self) -> bool:
        """Whether they read what colleagues write to each other: not somebody with whom the case was only shared."""
        return self.involved and self.sees_contacts

    @property
    def near(self) -> bool:
        """Whether they are shown how to reach the family: who works with it, and who opened it in an emergency."""
        return self.works or self.emergency

    @property
    def sees_home(self) -> bool:
        """Whether the case shows them where the family lives; the manager asks for it (access.md)."""
        return self.lead or self.deputy or self.team or self.emergency


SEES = [f"sees_{kind}" for kind in Information.values]


def standing_of(user: Any, case: Case, on: date | None = None) -> Standing:
    """How `user` stands to the case on `on` (today if not given)."""
    today = on or timezone.localdate()
    row = STANDING.row(user, today, case.pk)
    if row is None:
        raise Case.DoesNotExist
    routes = frozenset(one.name for one in RELATIONS if row[f"as_{one.name}"])
    # Who runs the meeting knows: a family that does not want that withdraws its agreement. In an emergency the child's
    # safety comes first (Children Act 2004 s16LA), and is answered for afterwards.
    everything = not routes.isdisjoint((MANAGER.name, BREAK_GLASS.name))
    sees = {name: row[name] or everything for name in SEES}
    return Standing(routes, agreement=row["agreement"], is_open=row["status"] == CaseStatus.OPEN, **sees)


def why_seen(standing: Standing) -> list[str]:
    """The sentences that answer "why can I see this?"."""
    return [relation.you for relation in RELATIONS if relation.name in standing.routes]


def casework(user: Any, centre_id: int) -> Answer:
    """Whether they work with families at the centre, whatever the case."""
    return yes() if has_role(user, centre_id, *CASEWORK_ROLES) else no(NO_CASEWORK)
