"""The people of the demo: made-up names, made-up places, e-mail at a domain that cannot exist.

The order is the order in which they are printed: whoever tries the product starts at the top.
"""

from dataclasses import dataclass

from centres.status import Role

# One for all, so that it can be remembered: nothing in the demo is worth protecting.
PASSWORD = "tea and biscuits"  # noqa: S105


@dataclass(frozen=True)
class Person:
    """Somebody who works at a demo centre. `shown` is the role's short name for `demo_people`."""

    key: str
    name: str
    centre: str
    agency: str
    role: str
    shown: str
    title: str
    may_commit: str = ""
    supervisor: str = ""
    line_manager: str = ""
    employer: str = ""  # the agency that employs them, if they are on secondment
    phone: str = ""
    left: bool = False  # worked here once: the job has ended
    guest: bool = False  # not of the meeting: comes for the items to which they are invited

    @property
    def email(self) -> str:
        """first.last@place.example"""
        parts = self.name.lower().replace("'", "").split()
        return f"{parts[0]}.{parts[-1]}@{self.centre}.example"


ALDERBROOK = (
    Person(
        "hv1",
        "Amina Yusuf",
        "alderbrook",
        "nhs",
        Role.HEALTH_VISITOR,
        "health_visitor",
        "Health visitor",
        "Home visits, developmental checks and joint visits for families on her caseload",
    ),
    Person(
        "hv2",
        "Bronwen Parry",
        "alderbrook",
        "nhs",
        Role.HEALTH_VISITOR,
        "health_visitor",
        "Specialist health visitor",
        "Home visits and six listening visits for low mood after birth",
    ),
    Person(
        "fsw1",
        "Danielle Okoro",
        "alderbrook",
        "council",
        Role.FAMILY_SUPPORT_WORKER,
        "family_support_worker",
        "Family support worker",
        "Up to 10 families; two group places a term held back for the meeting",
        supervisor="lsw",
        line_manager="manager",
    ),
    Person(
        "fsw2",
        "Marek Nowicki",
        "alderbrook",
        "council",
        Role.FAMILY_SUPPORT_WORKER,
        "family_support_worker",
        "Family support worker",
        "Up to 10 families; the fathers' group on Saturdays",
        supervisor="lsw",
        line_manager="manager",
        employer="charity",
    ),
    Person(
        "manager",
        "Sunita Rathod",
        "alderbrook",
        "council",
        Role.CENTRE_MANAGER,
        "centre_manager",
        "Children's centre manager",
        "Centre staff time, group places, crèche and the hardship fund up to £150 a family",
    ),
    Person(
        "lsw",
        "Callum Fairweather",
        "alderbrook",
        "council",
        Role.LINK_SOCIAL_WORKER,
        "link_social_worker",
        "Link social worker",
        "Advice the same day, supervision of the family support workers, joint visits",
    ),
    Person(
        "psychologist",
        "Eleni Markou",
        "alderbrook",
        "nhs",
        Role.SPECIALIST,
        "psychologist",
        "Clinical psychologist",
        "Consultation to staff; up to six sessions for three families at a time",
    ),
    Person(
        "admin",
        "Tracey Holroyd",
        "alderbrook",
        "council",
        Role.ADMINISTRATOR,
        "administrator",
        "Centre administrator",
        line_manager="manager",
    ),
    Person(
        "info",
        "Farouk Benali",
        "alderbrook",
        "council",
        Role.INFORMATION_LEAD,
        "information_lead",
        "Information governance lead",
    ),
    Person(
        "ancillary",
        "Jade Winstanley",
        "alderbrook",
        "nhs",
        Role.ANCILLARY_HEALTH_WORKER,
        "ancillary_health_worker",
        "Community nursery nurse",
        "Sleep, weaning and play visits, four at a time",
        line_manager="hv2",
    ),
    Person(
        "slt",
        "Wei Ling Tan",
        "alderbrook",
        "nhs",
        Role.SPECIALIST,
        "speech_and_language_therapist",
        "Speech and language therapist",
        "Drop-in talk checks every month; assessment within eight weeks",
    ),
    Person(
        "charity",
        "Gloria Mensah",
        "alderbrook",
        "charity",
        Role.FAMILY_SUPPORT_WORKER,
        "charity_worker",
        "Volunteer coordinator",
        "A trained home volunteer within six weeks; furniture and baby equipment",
    ),
    Person(
        "audiologist",
        "Odette Farrow",
        "alderbrook",
        "nhs",
        Role.SPECIALIST,
        "guest",
        "Children's audiologist",
        "Hearing tests within six weeks",
        guest=True,
    ),
    Person(
        "former",
        "Kirsty Allardyce",
        "alderbrook",
        "council",
        Role.FAMILY_SUPPORT_WORKER,
        "family_support_worker",
        "Family support worker",
        supervisor="lsw",
        line_manager="manager",
        left=True,
    ),
)

BRACKENSHORE = (
    Person(
        "hv1",
        "Seun Adebiyi",
        "brackenshore",
        "nhs",
        Role.HEALTH_VISITOR,
        "health_visitor",
        "Health visitor",
        "Home visits and developmental checks",
    ),
    Person(
        "manager",
        "Heather Mackinnon",
        "brackenshore",
        "council",
        Role.CENTRE_MANAGER,
        "centre_manager",
        "Children's centre manager",
        "Centre staff time and group places",
    ),
    Person(
        "hv2",
        "Shabnam Akhtar",
        "brackenshore",
        "nhs",
        Role.HEALTH_VISITOR,
        "health_visitor",
        "Health visitor",
        "Home visits and developmental checks",
    ),
    Person(
        "fsw1",
        "Rhys Dhillon",
        "brackenshore",
        "council",
        Role.FAMILY_SUPPORT_WORKER,
        "family_support_worker",
        "Family support worker",
        "Up to 8 families",
        supervisor="lsw",
        line_manager="manager",
    ),
    Person(
        "fsw2",
        "Ioana Petrescu",
        "brackenshore",
        "council",
        Role.FAMILY_SUPPORT_WORKER,
        "family_support_worker",
        "Family support worker",
        "Up to 8 families",
        supervisor="lsw",
        line_manager="manager",
    ),
    Person(
        "lsw",
        "Tom Ibbotson",
        "brackenshore",
        "council",
        Role.LINK_SOCIAL_WORKER,
        "link_social_worker",
        "Link social worker",
        "Advice the same day and supervision",
    ),
    Person(
        "admin",
        "Noor Haddad",
        "brackenshore",
        "council",
        Role.ADMINISTRATOR,
        "administrator",
        "Centre administrator",
        line_manager="manager",
    ),
    Person(
        "info",
        "Mei Chow",
        "brackenshore",
        "council",
        Role.INFORMATION_LEAD,
        "information_lead",
        "Information governance lead",
    ),
)

PEOPLE = ALDERBROOK + BRACKENSHORE
