"""The roles a practitioner can have at a centre, and the kinds of agency they come from."""

from django.db.models import IntegerChoices, TextChoices


class Role(TextChoices):
    """What a practitioner is at a centre."""

    CENTRE_MANAGER = "centre_manager", "Centre manager"
    FAMILY_SUPPORT_WORKER = "family_support_worker", "Family support worker"
    HEALTH_VISITOR = "health_visitor", "Health visitor"
    ANCILLARY_HEALTH_WORKER = "ancillary_health_worker", "Ancillary health worker"
    SPECIALIST = "specialist", "Specialist"
    LINK_SOCIAL_WORKER = "link_social_worker", "Link social worker"
    ADMINISTRATOR = "administrator", "Administrator"
    INFORMATION_LEAD = "information_lead", "Information lead"


# Roles that work with families. Administrators and information leads never hold casework.
CASEWORK_ROLES = (
    Role.CENTRE_MANAGER,
    Role.FAMILY_SUPPORT_WORKER,
    Role.HEALTH_VISITOR,
    Role.ANCILLARY_HEALTH_WORKER,
    Role.SPECIALIST,
    Role.LINK_SOCIAL_WORKER,
)
# Who may bring a family to the meeting (001: health visitors almost solely, occasionally the psychologist).
REFERRING_ROLES = (
    Role.HEALTH_VISITOR,
    Role.ANCILLARY_HEALTH_WORKER,
    Role.SPECIALIST,
    Role.LINK_SOCIAL_WORKER,
    Role.FAMILY_SUPPORT_WORKER,
    Role.CENTRE_MANAGER,
)
# Who may be offered a family as lead professional: any profession that works with families (000).
LEADING_ROLES = CASEWORK_ROLES
# Who keeps the centre's directory: people, agencies, services.
DIRECTORY_ROLES = (Role.ADMINISTRATOR, Role.CENTRE_MANAGER)
# Who sees the centre's figures and exports them.
REPORT_ROLES = (Role.ADMINISTRATOR, Role.CENTRE_MANAGER)


class AgencyKind(TextChoices):
    """What kind of organisation an agency is."""

    NHS = "nhs", "NHS"
    COUNCIL = "council", "Council"
    CHARITY = "charity", "Charity"
    SCHOOL = "school", "School or nursery"
    HOUSING = "housing", "Housing"


class Need(TextChoices):
    """What a family may want help with; services of the directory are listed by the same codes."""

    SPEECH = "speech", "Speech and language"
    LOW_MOOD = "low_mood", "Low mood or anxiety"
    ISOLATION = "isolation", "Isolation"
    PARENTING = "parenting", "Parenting and behaviour"
    TWINS = "twins", "Twins or more"
    DISABILITY = "disability", "Disability or additional needs"
    MONEY = "money", "Money, debt or benefits"
    HOUSING = "housing", "Housing"
    RELATIONSHIPS = "relationships", "Relationships at home"
    FEEDING = "feeding", "Feeding, sleep or weaning"
    LANGUAGE = "language", "English as another language"
    BEREAVEMENT = "bereavement", "Loss or bereavement"
    OTHER = "other", "Something else"


class Day(TextChoices):
    """Days of the week, in the codes of calendars (RFC 5545) and of Open Referral."""

    MONDAY = "MO", "Monday"
    TUESDAY = "TU", "Tuesday"
    WEDNESDAY = "WE", "Wednesday"
    THURSDAY = "TH", "Thursday"
    FRIDAY = "FR", "Friday"
    SATURDAY = "SA", "Saturday"
    SUNDAY = "SU", "Sunday"


class ReadingStatus(TextChoices):
    """Where a reading of a source stands."""

    DUE = "due", "Waiting to be read"
    READING = "reading", "Being read"
    READY = "ready", "Read: look at what would change"
    FAILED = "failed", "Could not be read"
    TAKEN = "taken", "Taken over"
    DROPPED = "dropped", "Not taken over"


READING_ALLOWED: dict[str, set[str]] = {
    ReadingStatus.DUE: {ReadingStatus.READING, ReadingStatus.DROPPED},
    ReadingStatus.READING: {ReadingStatus.READY, ReadingStatus.FAILED, ReadingStatus.DUE, ReadingStatus.DROPPED},
    ReadingStatus.READY: {ReadingStatus.TAKEN, ReadingStatus.DROPPED},
    ReadingStatus.FAILED: set(),
    ReadingStatus.TAKEN: set(),
    ReadingStatus.DROPPED: set(),
}
OPEN_READINGS = (ReadingStatus.DUE, ReadingStatus.READING, ReadingStatus.READY)


def reading_can_become(current: str, wanted: str) -> bool:
    """Whether a reading may go from one status to another."""
    return wanted in READING_ALLOWED[current]


class Near(IntegerChoices):
    """How near a service is to a postcode district, as far as the first halves of two postcodes tell."""

    SAME_DISTRICT = 0, "In this postcode district"
    SAME_AREA = 1, "In this postcode area"
    NOT_SAID = 2, "No place recorded"
    FURTHER = 3, "Further away"


class Division(TextChoices):
    """Where a centre's bank holidays are taken from (GOV.UK publishes three lists)."""

    ENGLAND_AND_WALES = "england-and-wales", "England and Wales"
    SCOTLAND = "scotland", "Scotland"
    NORTHERN_IRELAND = "northern-ireland", "Northern Ireland"
