"""Who may do what with a case, and why somebody can see it.

A verb that the multi-agency meeting settles takes `in_meeting=True`: the meeting has asked its own policy who holds the
pen, so that here casework at the centre is enough. Without it the person must stand in the right relation themselves.
"""

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.utils import timezone

from cases.models import Action, BreakGlass, Case, Contact, Lead, RestrictedNote, TeamMember
from cases.querysets import STANDING
from cases.relations import BREAK_GLASS, LEAD, MANAGER, OPENING, RELATIONS, SUPERVISOR, TEAM, emergency_centre_ids
from cases.status import CaseStatus
from centres.models import Membership
from centres.policies import has_role, manages
from centres.status import CASEWORK_ROLES, Role
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
        return self.manages or self.lead or self.team

    @property
    def kept(self) -> list[str]:
        """The kinds of information that the family keeps from the agency for which they work here."""
        return [kind for kind in Information.values if not getattr(self, f"sees_{kind}")]

    @property
    def involved(self) -> bool:
        """Whether they take part in the work or supervise it: they see on what grounds information was shared."""
        return self.near or self.supervisor

    @property
    def near(self) -> bool:
        """Whether they are shown how to reach the family: who works with it, and who opened it in an emergency."""
        return self.works or self.emergency

    @property
    def sees_home(self) -> bool:
        """Whether the case shows them where the family lives; the manager asks for it (access.md)."""
        return self.lead or self.team or self.emergency


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


def may_see(user: Any, case: Case) -> Answer:
    """Whether `user` may open the case; the answer's reason says why they can."""
    standing = standing_of(user, case)
    if standing.opens:
        return Answer(True, " ".join(why_seen(standing)))
    return no("You do not take part in the work with this family.")


def _casework(user: Any, centre_id: int) -> Answer:
    return yes() if has_role(user, centre_id, *CASEWORK_ROLES) else no(NO_CASEWORK)


def may_open(user: Any, centre_id: int) -> Answer:
    """A case is opened by the meeting's decision, recorded by somebody who works with families at the centre."""
    return _casework(user, centre_id)


def may_work(user: Any, case: Case) -> Answer:
    """Record contacts and offers, set goals, agree actions: the lead professional, the team and the manager."""
    standing = standing_of(user, case)
    if standing.works:
        return yes()
    return no("Only the lead professional, the team around the family and the centre's manager can record work here.")


def may_correct_note(user: Any, note: RestrictedNote) -> Answer:
    """Whoever may read it, and works with the family: a correction is a new note."""
    if RestrictedNote.objects.visible_to(user).filter(pk=note.pk).exists():
        return may_work(user, note.case)
    return no("Only somebody who may read a note can correct it.")


def may_choose_readers(user: Any, note: RestrictedNote) -> Answer:
    """Whoever wrote the note, as long as they read it themselves, and the centre's manager."""
    mine = note.by_id == user.pk or manages(user, note.case.centre_id)
    if mine and RestrictedNote.objects.visible_to(user).filter(pk=note.pk).exists():
        return yes()
    return no("Only the person who wrote the note and the centre's manager choose who reads it.")


def may_ask_for_address(user: Any, case: Case) -> Answer:
    """The lead professional and the manager, each time with a line in the log (access.md)."""
    standing = standing_of(user, case)
    if standing.manages or standing.lead:
        return yes()
    return no("Only the lead professional or the centre's manager can ask for the address.")


def may_coordinate(user: Any, case: Case, *, in_meeting: bool = False) -> Answer:
    """Reviews, progress, tier, team, shares, closing: the lead professional, the manager, or the meeting."""
    if in_meeting:
        return _casework(user, case.centre_id)
    standing = standing_of(user, case)
    if standing.manages or standing.lead:
        return yes()
    return no("Only the lead professional or the centre's manager can do this.")


def may_decide_sharing(user: Any, case: Case) -> Answer:
    """The lead professional, the manager, and a link social worker who takes part or supervises (001: their advice)."""
    standing = standing_of(user, case)
    if standing.manages or standing.lead:
        return yes()
    takes_part = standing.team or standing.supervisor
    if takes_part and has_role(user, case.centre_id, Role.LINK_SOCIAL_WORKER):
        return yes()
    return no(
        "Only the centre's manager, the family's lead professional and a link social worker who takes part can record "
        "a sharing decision."
    )


def may_offer_lead(user: Any, case: Case, *, in_meeting: bool = False) -> Answer:
    """Who leads is settled by the meeting; between meetings by the manager."""
    if in_meeting:
        return _casework(user, case.centre_id)
    if manages(user, case.centre_id):
        return yes()
    return no("Between meetings only the centre's manager can offer a family to a lead professional.")


def may_reopen(user: Any, case: Case) -> Answer:
    """Opening a closed case again is the manager's."""
    return yes() if manages(user, case.centre_id) else no("Only the centre's manager can open a closed case again.")


def may_answer_lead(user: Any, lead: Lead) -> Answer:
    """Offered and accepted, never assigned: nobody answers for somebody else."""
    if lead.user_id != user.pk:
        return no("Only the person who was asked can answer.")
    return _casework(user, lead.case.centre_id)


def may_end_lead(user: Any, lead: Lead) -> Answer:
    """The lead professional themselves or the manager."""
    if manages(user, lead.case.centre_id) or (lead.user_id == user.pk and _casework(user, lead.case.centre_id)):
        return yes()
    return no("Only the lead professional or the centre's manager can end this.")


def may_leave_team(user: Any, member: TeamMember) -> Answer:
    """The member themselves, the lead professional or the manager."""
    if member.user_id == user.pk and _casework(user, member.case.centre_id):
        return yes()
    return may_coordinate(user, member.case)


def may_take_back_contact(user: Any, contact: Contact) -> Answer:
    """Whoever entered it, on the day of entry: later it is history."""
    if contact.by_id != user.pk:
        return no("Only the person who recorded this contact can take it back.")
    if timezone.localdate(contact.entered_at) != timezone.localdate():
        return no("A contact can be taken back on the day it was recorded. After that, record what is right beside it.")
    return may_work(user, contact.case)


def may_agree_action(user: Any, centre_id: int, case: Case | None, *, in_meeting: bool = False) -> Answer:
    """For a family: who works with it, or the meeting. For the team: anybody who works with families here."""
    if case is None or in_meeting:
        return _casework(user, centre_id)
    return may_work(user, case)


def may_finish_action(user: Any, action: Action, *, in_meeting: bool = False) -> Answer:
    """The owner says what came of it; so can the manager, the lead professional, or the meeting that asks for it."""
    if action.owner_id == user.pk or in_meeting:
        return _casework(user, action.centre_id)
    if manages(user, action.centre_id) or (action.case and standing_of(user, action.case).lead):
        return yes()
    return no("Only the owner of the action, the lead professional or the centre's manager can do this.")


def may_take_back_action(user: Any, action: Action, *, in_meeting: bool = False) -> Answer:
    """Whoever agreed it, the lead, the manager or the meeting. Not the owner: they say that it was not done."""
    if in_meeting or action.agreed_by_id == user.pk:
        return _casework(user, action.centre_id)
    if manages(user, action.centre_id) or (action.case and standing_of(user, action.case).lead):
        return yes()
    return no("Only the person who agreed the action, the lead professional or the manager can take it back.")


NO_EMERGENCY = (
    "Only people who work with families at a centre, and neither administer it nor are its information lead, can open "
    "a record in an emergency. If a child is in danger now, ring children's social care or the police."
)


def may_try_break_glass(user: Any) -> Answer:
    """Casework at some centre; administrators and information leads never (access.md)."""
    return yes() if emergency_centre_ids(user, timezone.localdate()).exists() else no(NO_EMERGENCY)


def may_break_glass(user: Any, case: Case) -> Answer:
    """The same at the case's own centre."""
    here = emergency_centre_ids(user, timezone.localdate()).filter(centre_id=case.centre_id)
    return yes() if here.exists() else no(NO_EMERGENCY)


def may_see_uses(user: Any) -> Answer:
    """The information lead looks at each use of break-glass."""
    if Membership.objects.of(user, Role.INFORMATION_LEAD).exists():
        return yes()
    return no("Only a centre's information lead sees this list. The manager sees each use on the page of the case.")


def may_review_break_glass(user: Any, use: BreakGlass) -> Answer:
    """The centre's information lead, and never whoever used it."""
    if use.user_id == user.pk:
        return no("Nobody looks at their own use. Another information lead must do it.")
    if has_role(user, use.case.centre_id, Role.INFORMATION_LEAD):
        return yes()
    return no("Only the centre's information lead says whether it was right.")
