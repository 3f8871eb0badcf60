"""Cases in every state for tests, written straight into the tables: a test of a verb must not lean on other verbs."""

from collections.abc import Iterable
from datetime import timedelta
from typing import Any

from django.utils import timezone

from accounts.models import User
from cases.models import (
    Action,
    Advice,
    Assessment,
    BreakGlass,
    Briefing,
    Case,
    Closure,
    Contact,
    Deputy,
    EmergencyAttempt,
    Goal,
    GoalRating,
    HelpAsked,
    Lead,
    Message,
    Offer,
    OtherInvolved,
    PassOn,
    Progress,
    Review,
    SteppingUp,
    TeamMember,
    Visit,
)
from cases.services import Afterwards
from cases.status import (
    ActionStatus,
    CaseStatus,
    Closing,
    ContactKind,
    DeputyStatus,
    LeadStatus,
    Outcome,
    ReviewDecision,
)
from centres.models import Agency, Centre, Membership
from centres.status import Need, Role
from consent.models import SharingWish
from families.models import Child, Family
from referrals.models import Referral
from referrals.status import ReferralStatus
from tests.days import days_ago, today
from tests.factories import centres, families, sharing


def agency_of(who: User, at: Centre) -> Agency:
    """The agency for which somebody works at the centre."""
    return Membership.objects.filter(user=who, centre=at).select_related("agency").first().agency


def wishes_to_include(of: Family, agency: Agency, *, by: User) -> None:
    """The family wants the agency to know, if it has not said so already."""
    SharingWish.objects.get_or_create(
        family=of, agency=agency, until=None, defaults={"included": True, "recorded_by": by, "since": days_ago(20)}
    )


def accepted_referral(of: Family, *, by: User, **fields: Any) -> Referral:
    """A referral that the meeting accepted."""
    agreement = of.agreements.first() or families.agreement(of, by=by, given_on=days_ago(60))
    given = {
        "status": ReferralStatus.ACCEPTED,
        "agency": agency_of(by, of.centre),
        "source": Role.HEALTH_VISITOR,
        "agreement": agreement,
        "needs": [Need.SPEECH],
        "tier": 2,
        "worries": "Few words for his age.",
        "strengths": "A warm home.",
        "submitted_at": timezone.now() - timedelta(days=40),
        "decided_on": days_ago(30),
    }
    made = Referral.objects.create(centre=of.centre, family=of, referred_by=by, **{**given, **fields})
    made.children.set(of.children.all())
    return made


def waiting_referral(of: Family, *, by: User, **fields: Any) -> Referral:
    """A referral that waits for the meeting."""
    return accepted_referral(of, by=by, status=ReferralStatus.SUBMITTED, decided_on=None, **fields)


def case_without_lead(
    at: Centre | None = None, *, of: Family | None = None, by: User | None = None, **fields: Any
) -> Case:
    """An open case with an agreement in force and a review to come, opened 30 days ago; nobody leads."""
    at = at or (of.centre if of else centres.centre())
    referrer = by or centres.health_visitor(at)
    of = of or families.family(at)
    review_due_on = fields.pop("review_due_on", days_ago(-12))
    referral = fields.pop("referral", None) or accepted_referral(of, by=referrer)
    made = Case.objects.create(centre=at, family=of, referral=referral, **{"opened_on": days_ago(30), **fields})
    if made.status == CaseStatus.OPEN:
        Review.objects.create(case=made, due_on=review_due_on)
    return made


def advice(case: Case, of: User, *, by: User | None = None, **fields: Any) -> Advice:
    """A question to a link social worker, asked an hour ago by the lead professional and not answered yet."""
    given = {
        "question": "He flinches when the door bangs. What do I do?",
        "asked_at": timezone.now() - timedelta(hours=1),
    }
    return Advice.objects.create(case=case, of=of, asked_by=by or lead_of(case), **{**given, **fields})


def case_led_by(who: User, at: Centre, **fields: Any) -> Case:
    """An open case with a current lead professional."""
    made = case_without_lead(at, **fields)
    lead(made, who)
    return made


def led_case(**fields: Any) -> Case:
    """An open case at a new centre, led by a family support worker."""
    at = fields.pop("at", None) or centres.centre()
    return case_led_by(centres.support_worker(at), at, **fields)


# What comes after a closing, for tests that are about something else: the family needs nothing, nobody asks it later.
AFTERWARDS = Afterwards(unmet=(), no_check_because="They do not want to be asked.")


def closed_case(at: Centre | None = None, *, after: dict[str, Any] | None = None, **fields: Any) -> Case:
    """A case that was closed yesterday. `after`: what else its closing says."""
    given = {"status": CaseStatus.CLOSED, "closed_on": days_ago(1), "closing": Closing.GOALS_MET}
    made = case_without_lead(at, **{**given, **fields})
    closure(made, closed_on=made.closed_on, closing=made.closing, **(after or {}))
    return made


def closure(case: Case, **fields: Any) -> Closure:
    """A closing after which nobody asks the family how it goes."""
    given = {"closed_on": days_ago(1), "closing": Closing.GOALS_MET, "words": "They are well.", "unmet": []}
    given |= {} if "check_on" in fields else {"no_check_because": "They do not want to be asked."}
    return Closure.objects.create(case=case, **{**given, **fields})


def to_check(case: Case, who: User, **fields: Any) -> Closure:
    """A closing thirteen weeks ago, after which somebody is to ask the family by the day after tomorrow."""
    given = {
        "closed_on": days_ago(89), "check_on": days_ago(-2), "check_opens_on": days_ago(12), "check_by": who,
        "no_check_because": "",
    }  # fmt: skip
    return closure(case, **{**given, **fields})


def case_to_check(at: Centre | None = None, **fields: Any) -> Closure:
    """The same of a closed case at a centre, whose family a family support worker there is to ask."""
    at = at or centres.centre()
    who = fields.pop("check_by", None) or centres.support_worker(at, name="Ivy Marsh")
    case = case_without_lead(
        at, status=CaseStatus.CLOSED, opened_on=days_ago(200), closed_on=days_ago(89), closing=Closing.GOALS_MET
    )
    return to_check(case, who, **fields)


def without_agreement(case: Case) -> Case:
    """The same case after the family withdrew its agreement."""
    case.family.agreements.update(status="withdrawn", withdrawn_on=today(), withdrawn_by="Mother")
    return case


def lead_of(case: Case) -> User:
    """Who leads the case."""
    return case.leads.get(status=LeadStatus.ACCEPTED).user


def lead(case: Case, who: User, **fields: Any) -> Lead:
    """A current lead professional."""
    wishes_to_include(case.family, agency_of(who, case.centre), by=who)
    given = {
        "status": LeadStatus.ACCEPTED,
        "agency": agency_of(who, case.centre),
        "offered_on": days_ago(30),
        "offered_by": who,
        "answered_on": days_ago(29),
    }
    return Lead.objects.create(case=case, user=who, **{**given, **fields})


def lead_offer(case: Case, who: User, **fields: Any) -> Lead:
    """An offer that waits for an answer."""
    return lead(case, who, **{"status": LeadStatus.OFFERED, "answered_on": None, "offered_on": today(), **fields})


def deputy(case: Case, who: User, **fields: Any) -> Deputy:
    """Somebody who has stood in for the lead professional since yesterday, for a week from today."""
    wishes_to_include(case.family, agency_of(who, case.centre), by=who)
    current = case.leads.get(status=LeadStatus.ACCEPTED)
    given = {
        "lead": current, "agency": agency_of(who, case.centre), "starts_on": days_ago(1), "ends_on": days_ago(-7),
        "status": DeputyStatus.ACCEPTED, "asked_by": current.user, "asked_on": days_ago(5), "answered_on": days_ago(4),
    }  # fmt: skip
    return Deputy.objects.create(case=case, user=who, **{**given, **fields})


def asked_to_deputise(case: Case, who: User, **fields: Any) -> Deputy:
    """Somebody who was asked today to stand in from tomorrow, and has not answered."""
    given = {"status": DeputyStatus.ASKED, "asked_on": today(), "answered_on": None, "starts_on": days_ago(-1)}
    return deputy(case, who, **{**given, **fields})


def team_member(case: Case, who: User, **fields: Any) -> TeamMember:
    """Somebody who takes part."""
    wishes_to_include(case.family, agency_of(who, case.centre), by=who)
    given = {"agency": agency_of(who, case.centre), "contribution": "Play sessions", "since": days_ago(20)}
    return TeamMember.objects.create(case=case, user=who, **{**given, **fields})


def other_involved(case: Case, *, by: User, **fields: Any) -> OtherInvolved:
    """A GP outside the team, whom the team may contact."""
    given = {
        "kind": "gp", "called": "Dr Patel, Elm Surgery", "reach": "01632 960555", "family_agrees": True,
        "since": days_ago(12),
    }  # fmt: skip
    return OtherInvolved.objects.create(case=case, added_by=by, **{**given, **fields})


def message(case: Case, *, by: User, **fields: Any) -> Message:
    """Something that a colleague wrote to the others yesterday."""
    return Message.objects.create(
        case=case, by=by, **{"words": "She rang me: all is well.", "on": days_ago(1), **fields}
    )


def contact(case: Case, *, by: User, saw: Iterable[Any] = (), with_: Iterable[User] = (), **fields: Any) -> Contact:
    """A visit at which the family was reached; `saw` children and adults of it, `with_` colleagues."""
    given = {"kind": ContactKind.VISIT, "reached": True, "on": days_ago(5), "note": "Read a book together."}
    made = Contact.objects.create(case=case, by=by, **{**given, **fields})
    for one in saw:
        (made.saw_children if isinstance(one, Child) else made.saw_adults).add(one)
    for colleague in with_:
        made.colleagues.create(user=colleague, agency=agency_of(colleague, case.centre))
    return made


def visit(case: Case, *, by: User, workers: Iterable[User] = (), **fields: Any) -> Visit:
    """A visit planned for the day after tomorrow, by whoever arranged it if nobody is named."""
    made = Visit.objects.create(case=case, arranged_by=by, **{"on": days_ago(-2), **fields})
    for one in list(workers) or [by]:
        made.workers.create(user=one, agency=agency_of(one, case.centre))
    return made


def offer(case: Case, *, by: User, **fields: Any) -> Offer:
    """An offer the family has not answered."""
    return Offer.objects.create(case=case, by=by, **{"what": "Chatterbox group", "on": days_ago(4), **fields})


def progress(case: Case, *, by: User, **fields: Any) -> Progress:
    """A report to the next meeting."""
    return Progress.objects.create(case=case, by=by, **{"on": days_ago(3), "words": "Two visits, both well.", **fields})


def goal(case: Case, *, by: User, **fields: Any) -> Goal:
    """A goal not reached yet."""
    given = {
        "words": "We want him to tell us what he needs", "outcome": Outcome.ENJOY, "set_on": days_ago(10),
        "start_rating": 2, "target_rating": 7,
    }  # fmt: skip
    return Goal.objects.create(case=case, set_by=by, **{**given, **fields})


def assessment(case: Case, *, by: User, **fields: Any) -> Assessment:
    """The first version, finished three days ago; `finished_on=None`: a draft."""
    given = {
        "version": 1,
        "begun_by": by,
        "begun_on": days_ago(6),
        "saved_by": by,
        "finished_on": days_ago(3),
        "child_strengths": "He laughs easily.",
        "carers_voice": "Mother: I want him to have a friend.",
        "conclusion": "He needs other children, and she an afternoon.",
    }
    given = {**given, **fields}
    return Assessment.objects.create(case=case, finished_by=by if given["finished_on"] else None, **given)


def action(owner: User, at: Centre, **fields: Any) -> Action:
    """An action still to do, due in a week."""
    given = {
        "what": "Ring the speech therapist",
        "agency": agency_of(owner, at),
        "due_on": days_ago(-7),
        "agreed_on": days_ago(7),
        "agreed_by": owner,
    }
    return Action.objects.create(centre=at, owner=owner, **{**given, **fields})


def done_action(owner: User, at: Centre, **fields: Any) -> Action:
    """An action that was done."""
    return action(owner, at, **{"status": ActionStatus.DONE, "finished_on": today(), "result": "Booked", **fields})


def pass_on(action: Action, to: User, **fields: Any) -> PassOn:
    """Somebody is asked since today to take an action on, and has not answered."""
    given = {
        "owner": action.owner,
        "agency": agency_of(to, action.centre),
        "because": "I am on leave.",
        "asked_by": action.owner,
        "asked_on": today(),
    }
    return PassOn.objects.create(action=action, to=to, **{**given, **fields})


def briefing(lead: Lead, *, by: User, **fields: Any) -> Briefing:
    """A briefing for whoever is asked to take over: a short one."""
    content = {
        "agreement_until": None,
        "not_to_know": [],
        "safeguarding": {"safe_contact": lead.case.family.safe_contact},
        "plan": {"goals": [], "actions": [], "last_review": None, "next_review_on": None},
        "contacts": {"offers": []},
    }
    given = {"matters": "Ring before nine.", "content": {**content, **fields.pop("content", {})}, "made_by": by}
    return Briefing.objects.create(lead=lead, **{**given, **fields})


def step_up(case: Case, *, by: User, **fields: Any) -> SteppingUp:
    """Children's social care was asked three days ago to lead, and has not answered."""
    given = {"worries": "A hole in the door.", "on": days_ago(3), "answer_by": days_ago(2)}
    content = {
        "children": [], "adults": [], "language": "", "interpreter": False, "opened_on": days_ago(30).isoformat(),
        "tier": "Tier 2", "lead": "", "team": [], "contacts": [], "plan": {"goals": [], "last_review": None},
        **fields.pop("content", {}),
    }  # fmt: skip
    decision = fields.pop("decision", None) or sharing.decision(case.family, by=by)
    return SteppingUp.objects.create(case=case, by=by, decision=decision, content=content, **{**given, **fields})


def held_review(case: Case, *, by: User, **fields: Any) -> Review:
    """A review held two weeks ago."""
    given = {
        "due_on": days_ago(14),
        "held_on": days_ago(14),
        "held_by": by,
        "held_where": "home",
        "present": "Her mother",
        "family_rating": 4,
        "worker_rating": 5,
        "what_changed": "First words.",
        "decision": ReviewDecision.GO_ON,
        "reason": "It helps.",
    }
    return Review.objects.create(case=case, **{**given, **fields})


def goal_rating(review: Review, goal: Goal, **fields: Any) -> GoalRating:
    """Where a goal stood at a review."""
    return GoalRating.objects.create(review=review, goal=goal, **{"family_rating": 4, "worker_rating": 5, **fields})


def help_asked(review: Review, **fields: Any) -> HelpAsked:
    """What the family thought of the help."""
    return HelpAsked.objects.create(review=review, **{"staff": 5, "needs_met": 3, **fields})


def pending_review(case: Case) -> Review:
    """The next review."""
    return case.reviews.to_come().get()


EMERGENCY = "A neighbour rang: the baby is alone at home."


def break_glass(case: Case, who: User, **fields: Any) -> BreakGlass:
    """The case opened in an emergency for an hour, just now; nobody has looked at it yet."""
    began = fields.get("opened_at") or timezone.now()
    typed = fields.pop("typed", EMERGENCY)  # the reason as it was kept with the attempt
    attempt = EmergencyAttempt.objects.create(by=who, at=began, reference=case.reference, reason=typed)
    given = {
        "agency": agency_of(who, case.centre),
        "reason": EMERGENCY,
        "excluded": False,
        "agreed": True,
        "hours": 1,
        "opened_at": began,
        "until": began + timedelta(hours=1),
    }
    return BreakGlass.objects.create(case=case, user=who, attempt=attempt, **{**given, **fields})
