"""The lives of a case, a lead professional, a deputy, an offer, an action (also one passed on) and a review."""

from django.db.models import IntegerChoices, TextChoices

from consent.status import Information


class CaseStatus(TextChoices):
    OPEN = "open", "Open"
    CLOSED = "closed", "Closed"


class LeadStatus(TextChoices):
    OFFERED = "offered", "Offered"
    ACCEPTED = "accepted", "Accepted"
    DECLINED = "declined", "Declined"
    TAKEN_BACK = "taken_back", "Offer taken back"
    ENDED = "ended", "Ended"


class DeputyStatus(TextChoices):
    """What became of asking somebody to stand in. Accepted, it begins and ends by its dates."""

    ASKED = "asked", "Asked"
    ACCEPTED = "accepted", "Accepted"
    DECLINED = "declined", "Declined"
    TAKEN_BACK = "taken_back", "Taken back"
    ENDED = "ended", "Ended early"


class ActionStatus(TextChoices):
    OPEN = "open", "To do"
    DONE = "done", "Done"
    NOT_DONE = "not_done", "Not done"
    TAKEN_BACK = "taken_back", "Taken back"


class ActionSource(TextChoices):
    """Where an action was agreed."""

    PLAN = "plan", "Plan"
    MEETING = "meeting", "Meeting"
    REVIEW = "review", "Review"
    REFUSAL = "refusal", "After a refusal"


class PassOnStatus(TextChoices):
    """What became of asking somebody else to take an action on."""

    ASKED = "asked", "Asked"
    ACCEPTED = "accepted", "Accepted"
    DECLINED = "declined", "Declined"
    TAKEN_BACK = "taken_back", "Taken back"


class StepUpStatus(TextChoices):
    """What another service said when it was asked to lead."""

    WAITING = "waiting", "No answer yet"
    ACCEPTED = "accepted", "Said yes"
    REFUSED = "refused", "Said no"
    TAKEN_BACK = "taken_back", "No longer asked"


class OfferStatus(TextChoices):
    """The family's answer to an offer of support."""

    WAITING = "waiting", "No answer yet"
    ACCEPTED = "accepted", "Accepted"
    REFUSED = "refused", "Refused"
    LATER = "later", "Perhaps later"


class VisitStatus(TextChoices):
    """What became of a visit planned ahead. Kept: it is recorded what came of it, also that nobody was in."""

    PLANNED = "planned", "Planned"
    KEPT = "kept", "Recorded"
    CANCELLED = "cancelled", "Cancelled"


class NextStep(TextChoices):
    """What comes after a refusal: never nothing without a word."""

    JOINT_VISIT = "joint_visit", "Visit together with a colleague"
    OTHER_WORKER = "other_worker", "Another worker"
    OTHER_SERVICE = "other_service", "Another service"
    REFERRER = "referrer", "Whoever referred the family goes back"
    ASK = "ask", "Ask what would help"
    NOTHING_NOW = "nothing_now", "Nothing more is offered now"


# What is typed of it goes into the action beside the service's name (300 characters in all).
NEXT_WORDS = 140


ALLOWED: dict[str, dict[str, set[str]]] = {
    "case": {
        CaseStatus.OPEN: {CaseStatus.CLOSED},
        CaseStatus.CLOSED: {CaseStatus.OPEN},
    },
    "lead": {
        LeadStatus.OFFERED: {LeadStatus.ACCEPTED, LeadStatus.DECLINED, LeadStatus.TAKEN_BACK},
        LeadStatus.ACCEPTED: {LeadStatus.ENDED},
        LeadStatus.DECLINED: set(),
        LeadStatus.TAKEN_BACK: set(),
        LeadStatus.ENDED: set(),
    },
    "deputy": {
        DeputyStatus.ASKED: {DeputyStatus.ACCEPTED, DeputyStatus.DECLINED, DeputyStatus.TAKEN_BACK},
        DeputyStatus.ACCEPTED: {DeputyStatus.ENDED},
        DeputyStatus.DECLINED: set(),
        DeputyStatus.TAKEN_BACK: set(),
        DeputyStatus.ENDED: set(),
    },
    "action": {
        ActionStatus.OPEN: {ActionStatus.DONE, ActionStatus.NOT_DONE, ActionStatus.TAKEN_BACK},
        ActionStatus.DONE: {ActionStatus.OPEN},
        ActionStatus.NOT_DONE: {ActionStatus.OPEN},
        ActionStatus.TAKEN_BACK: set(),
    },
    "pass_on": {
        PassOnStatus.ASKED: {PassOnStatus.ACCEPTED, PassOnStatus.DECLINED, PassOnStatus.TAKEN_BACK},
        PassOnStatus.ACCEPTED: set(),
        PassOnStatus.DECLINED: set(),
        PassOnStatus.TAKEN_BACK: set(),
    },
    "step_up": {
        StepUpStatus.WAITING: {StepUpStatus.ACCEPTED, StepUpStatus.REFUSED, StepUpStatus.TAKEN_BACK},
        StepUpStatus.ACCEPTED: set(),
        StepUpStatus.REFUSED: set(),
        StepUpStatus.TAKEN_BACK: set(),
    },
    "offer": {
        OfferStatus.WAITING: {OfferStatus.ACCEPTED, OfferStatus.REFUSED, OfferStatus.LATER},
        # Families change their minds, and answers get recorded by mistake.
        OfferStatus.LATER: {OfferStatus.ACCEPTED, OfferStatus.REFUSED},
        OfferStatus.ACCEPTED: {OfferStatus.REFUSED, OfferStatus.LATER},
        OfferStatus.REFUSED: {OfferStatus.ACCEPTED, OfferStatus.LATER},
    },
}


def can_become(what: str, current: str, wanted: str) -> bool:
    """Whether a `what` (case, lead, deputy, action, pass-on, step-up or offer) may go from one status to another."""
    return wanted in ALLOWED[what][current]


class CameOf(TextChoices):
    """What came of support that the family accepted, in its own view."""

    HELPED = "helped", "It helped"
    NOT_HELPED = "not_helped", "It did not help"
    NOT_GONE = "not_gone", "They did not go"


class ContactKind(TextChoices):
    CALL = "call", "Telephone call"
    VISIT = "visit", "Home visit"
    LETTER = "letter", "Letter"
    MESSAGE = "message", "Text message or e-mail"
    GROUP = "group", "Group at the centre"


# How a practitioner comes to see a child, rather than to speak or write to somebody.
FACE_TO_FACE = (ContactKind.VISIT, ContactKind.GROUP)


class OtherKind(TextChoices):
    """What somebody outside the team is for the family."""

    GP = "gp", "GP"
    MIDWIFE = "midwife", "Midwife"
    NURSERY = "nursery", "Nursery, pre-school or childminder"
    SCHOOL = "school", "School"
    HEALTH = "health", "Another health service"
    HOUSING = "housing", "Housing"
    OTHER = "other", "Somebody else"


# Every family has a GP. That it has one of these says something about its health, which it may keep from an agency.
TELLS_OF_HEALTH = (OtherKind.MIDWIFE, OtherKind.HEALTH)


class Outcome(TextChoices):
    """The five Every Child Matters outcomes."""

    HEALTHY = "healthy", "Be healthy"
    SAFE = "safe", "Stay safe"
    ENJOY = "enjoy", "Enjoy and achieve"
    CONTRIBUTE = "contribute", "Make a positive contribution"
    ECONOMIC = "economic", "Achieve economic well-being"


class ReviewDecision(TextChoices):
    GO_ON = "go_on", "Go on as planned"
    CHANGE = "change", "Go on with a changed plan"
    STEP_UP = "step_up", "Step up"
    STEP_DOWN = "step_down", "Step down"
    CLOSE = "close", "Close"


class HeldWhere(TextChoices):
    """Where a review was held: with the family, or in the meeting."""

    HOME = "home", "At the family's home"
    CENTRE = "centre", "At the centre"
    CALL = "call", "By telephone or video"
    OTHER = "other", "Somewhere else"
    MEETING = "meeting", "At the meeting of the agencies"
    NOT_RECORDED = "not_recorded", "Not recorded"  # of reviews held before this was asked


# What can be told of a review that was held with the family.
WITH_FAMILY = (HeldWhere.HOME, HeldWhere.CENTRE, HeldWhere.CALL, HeldWhere.OTHER)
WITH_FAMILY_CHOICES = [(one.value, one.label) for one in WITH_FAMILY]


class HelpAnswer(IntegerChoices):
    """The family's answer to each of the six questions."""

    NOT_AT_ALL = 1, "No, not at all"
    NOT_MUCH = 2, "Not much"
    PARTLY = 3, "Partly"
    MOSTLY = 4, "Mostly"
    VERY_MUCH = 5, "Yes, very much"


# The six questions of 004: relationships with staff, unmet needs, isolation or burden, information about services,
# satisfaction, involvement. All are asked so that "yes" is the good answer.
HELP_QUESTIONS = {
    "staff": "Do you get on well with the people who help you?",
    "needs_met": "Do you get the help that your family needs?",
    "not_alone": "Do you feel less alone with everything?",
    "information": "Do you know what help there is, and how to get it?",
    "satisfaction": "Are you happy with the help?",
    "involvement": "Do you have a say in what is done?",
}


class Closing(TextChoices):
    """Why a case was closed: its outcome in one code."""

    GOALS_MET = "goals_met", "What was agreed has been achieved"
    UNIVERSAL = "universal", "Universal services are now enough"
    STEPPED_UP = "stepped_up", "Another service now leads the work"
    DECLINED = "declined", "The family does not want support"
    WITHDRAWN = "withdrawn", "The family withdrew its agreement"
    MOVED = "moved", "The family moved away"
    NO_CONTACT = "no_contact", "The family could not be reached"


# Outcomes with which a case closes only when something else was tried, or it is said why not.
ENDS_BY_FAMILY = (Closing.DECLINED, Closing.NO_CONTACT)


class CheckResult(TextChoices):
    """What came of asking the family, three months after the work ended, how it goes."""

    WELL = "well", "It goes well"
    NEEDS_HELP = "needs_help", "The family needs help again"
    NOT_REACHED = "not_reached", "The family could not be reached"
    DOES_NOT_WANT = "does_not_want", "The family does not want to be asked"


class NoteKind(TextChoices):
    """What a restricted note is about."""

    HEALTH = "health", "Health"
    DOMESTIC_ABUSE = "domestic_abuse", "Domestic abuse"
    SUPERVISION = "supervision", "Supervision"


# As which kind of information a family keeps a note from an agency.
NOTE_IS: dict[str, str] = {
    NoteKind.HEALTH: Information.HEALTH,
    NoteKind.DOMESTIC_ABUSE: Information.SAFEGUARDING,
    NoteKind.SUPERVISION: Information.SAFEGUARDING,
}


# A record opened in an emergency: for how long one may choose, and how much has to be said (access.md).
HOURS = [(1, "1 hour"), (2, "2 hours"), (4, "4 hours")]
SHORTEST_REASON = 20
