"""Who may do what with a case, and why somebody can see it.

A verb that the multi-agency meeting settles takes `in_meeting=True`: the meeting has asked its own policy who holds the
pen, so that here casework at the centre is enough. Without it the person must stand in the right relation themselves.
"""

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.utils import timezone

from cases.models import Action, Case, Contact, Lead, TeamMember
from cases.status import CaseStatus
from centres.policies import has_role, manages
from centres.status import CASEWORK_ROLES, Role
from consent.status import Information
from inputs.answers import Answer, no, yes

NO_CASEWORK = "Only people who work with families at this centre can do this."


@dataclass(frozen=True)
class Standing:
    """How one person stands to one case on one day. Read in one query, so that it costs the same for everybody."""

    manages: bool
    works_here: bool
    leads_it: bool
    offered_it: bool
    in_team: bool
    supervises: bool
    shared: bool
    owns_action: bool
    agreement: bool
    is_open: bool
    # What the family does not keep from the agency for which they work here (consent.status.Information).
    sees_contacts: bool
    sees_plan: bool
    sees_health: bool
    sees_safeguarding: bool

    @property
    def lead(self) -> bool:
        """Current lead professional of an open case."""
        return self.leads_it and self.works_here and self.is_open

    @property
    def team(self) -> bool:
        """Member of the team of an open case with an agreement in force."""
        return self.in_team and self.works_here and self.is_open and self.agreement

    @property
    def supervisor(self) -> bool:
        """Supervises the current lead professional."""
        return self.supervises and self.works_here and self.is_open and self.agreement

    @property
    def reader(self) -> bool:
        """The case was shared with them."""
        return self.shared and self.works_here and self.is_open and self.agreement

    @property
    def opens(self) -> bool:
        """Whether they may open the case: the same answer as `Case.objects.visible_to`."""
        return self.manages or self.lead or self.team or self.supervisor or self.reader

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
        """Whether they work with the family themselves: they see where it lives, unless that is confidential."""
        return self.manages or self.lead or self.team


SEES = [f"sees_{kind}" for kind in Information.values]
STANDING = [name for name in Standing.__dataclass_fields__ if name != "is_open"]


def standing_of(user: Any, case: Case, on: date | None = None) -> Standing:
    """How `user` stands to the case on `on` (today if not given)."""
    today = on or timezone.localdate()
    found = Case.objects.filter(pk=case.pk).with_standing(user, today).with_kinds(user, today)
    row = found.values("status", *STANDING).get()
    if row["manages"]:  # who runs the meeting knows: a family that does not want that withdraws its agreement
        row |= dict.fromkeys(SEES, True)
    return Standing(is_open=row.pop("status") == CaseStatus.OPEN, **row)


def why_seen(standing: Standing) -> list[str]:
    """The sentences that answer "why can I see this?"."""
    reasons = [
        (standing.manages, "You manage this centre."),
        (standing.lead, "You are the family's lead professional."),
        (standing.team, "You are a member of the team around the family."),
        (standing.supervisor, "You supervise the lead professional."),
        (standing.reader, "The case was shared with you or your agency until a set date."),
    ]
    return [sentence for applies, sentence in reasons if applies]


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
    if standing.near:
        return yes()
    return no("Only the lead professional, the team around the family and the centre's manager can record work here.")


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
