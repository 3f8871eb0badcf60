"""The life of an agreement to support, and how it can be given."""

from django.db.models import TextChoices

ENGLISH = "English"  # the language that a wording is offered in first


class AgreementStatus(TextChoices):
    GIVEN = "given", "Given"
    REFUSED = "refused", "Refused"
    WITHDRAWN = "withdrawn", "Withdrawn"


ALLOWED: dict[str, set[str]] = {
    AgreementStatus.GIVEN: {AgreementStatus.WITHDRAWN},
    AgreementStatus.REFUSED: set(),
    AgreementStatus.WITHDRAWN: set(),
}


def can_become(current: str, wanted: str) -> bool:
    """Whether an agreement may go from one status to another. A new yes is a new agreement."""
    return wanted in ALLOWED[current]


class Capacity(TextChoices):
    """In what capacity somebody agreed."""

    PARENT_WITH_PR = "parent_with_pr", "Parent with parental responsibility"
    OTHER_WITH_PR = "other_with_pr", "Another adult with parental responsibility"
    EXPECTANT_PARENT = "expectant_parent", "Expectant parent"


class How(TextChoices):
    """How they agreed."""

    SIGNED = "signed", "Signed form"
    VERBAL = "verbal", "Spoken, with a witness"
    ELECTRONIC = "electronic", "Electronically"


class Information(TextChoices):
    """The kinds of information that a family can keep from an agency although it may know of the family.

    That the family is known here, and that it is talked about at the meeting, is the wish about the agency itself:
    who may know anything knows that. `INFORMATION_MEANS` says what stands behind each name.
    """

    CONTACTS = "contacts", "Contacts and visits"
    PLAN = "plan", "Plan and reviews"
    HEALTH = "health", "Health information"
    SAFEGUARDING = "safeguarding", "Safeguarding notes"


INFORMATION_MEANS: dict[str, str] = {
    Information.CONTACTS: (
        "visits, calls and letters, what colleagues write to each other about them, what support was offered and what "
        "the family answered"
    ),
    Information.PLAN: "goals, actions, progress, reviews and what the meeting decided",
    Information.HEALTH: (
        "what the family was referred for, which health services help it, what they say at the meeting, notes about "
        "health"
    ),
    Information.SAFEGUARDING: (
        "sharing decisions, how to contact safely, what was passed to children's social care, notes about safety"
    ),
}


class Asked(TextChoices):
    """Question 4 of source 000: do you have consent to share?"""

    AGREED = "agreed", "Yes, the family agrees"
    REFUSED = "refused", "No, the family was asked and does not agree"
    NOT_ASKED = "not_asked", "The family was not asked"


class Basis(TextChoices):
    """On what lawful basis information is shared. What a family agrees to is not one of them: see `Agreement`."""

    WELFARE_DUTY = (
        "welfare_duty",
        "Duty to share for a child's safety or welfare (Children Act 2004, section 16LA)",
    )
    OTHER_DUTY = "other_duty", "Another duty in law"
    COURT_ORDER = "court_order", "Court order"
    PUBLIC_TASK = "public_task", "Public task: it is part of the work the law gives us (UK GDPR, article 6(1)(e))"
    VITAL_INTERESTS = "vital_interests", "Vital interests: to protect somebody's life (UK GDPR, article 6(1)(d))"


# Question 5 of source 000: a statutory duty or a court order.
DUTIES = (Basis.WELFARE_DUTY, Basis.OTHER_DUTY, Basis.COURT_ORDER)
