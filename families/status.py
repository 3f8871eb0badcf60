"""What is recorded of the people of a family."""

from django.db.models import TextChoices


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
