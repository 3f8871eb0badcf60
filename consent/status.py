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
