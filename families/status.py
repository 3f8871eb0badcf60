"""What is recorded of the people of a family."""

from django.db.models import TextChoices

SHORTEST_REASON = 20  # characters that somebody who asks for a confidential address says at least


class Relation(TextChoices):
    """How an adult is related to a child."""

    MOTHER = "mother", "Mother"
    FATHER = "father", "Father"
    STEP_PARENT = "step_parent", "Step-parent"
    GRANDPARENT = "grandparent", "Grandparent"
    OTHER_RELATIVE = "other_relative", "Other relative"
    FOSTER_CARER = "foster_carer", "Foster carer"
    PARTNER = "partner", "Parent's partner"
    OTHER = "other", "Other"


class ParentalResponsibility(TextChoices):
    """Whether an adult holds parental responsibility: recorded, never guessed (domain.md)."""

    YES = "yes", "Has parental responsibility"
    NO = "no", "Does not have parental responsibility"
    NOT_KNOWN = "not_known", "Not known"
