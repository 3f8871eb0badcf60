"""Around the families, yesterday: who helps them outside the team, and who contributes something else than before."""

from datetime import date, time

from cases.models import Case, TeamMember
from cases.services import change_contribution, involve_other, leave_team, no_longer_involved
from cases.status import LeadStatus
from consent.querysets import agreed
from meetings.demo.world import World

# What they are, who, how to reach them, whether the family agrees that the team contacts them. Made-up numbers.
OTHERS = (
    ("gp", "Dr Okafor, Millpond Surgery", "01632 960811, after eleven", True),
    ("nursery", "Little Acorns nursery, Ms Dunne", "01632 960824, at pick-up time", True),
    ("housing", "Housing office, Mr Lacey", "01632 960837", False),
    ("health", "Sleep clinic", "", False),
    ("school", "St Bede's, her brother's class teacher", "office@stbedes.example", True),
)
NOW = "A play session every other week, and the nursery forms"


def live(world: World, day: date) -> None:
    """Live through it."""
    world.clock.go(day, time(12, 20))
    rows = Case.objects.open().filter(agreed(day), centre=world.centre, leads__status=LeadStatus.ACCEPTED)
    for number, case in enumerate(rows.order_by("pk")):
        _others(case, number, day)
    members = TeamMember.objects.in_force(day).filter(case__in=rows, until=None).select_related("user", "case")
    for member, changes in zip(members.order_by("pk"), (change_contribution, leave_team), strict=False):
        said = {"contribution": NOW} if changes is change_contribution else {}
        changes(member=member, by=member.case.leads.current().get().user, on=day, **said)


def _others(case: Case, number: int, day: date) -> None:
    """So that no two families have the same people; of the first, one is no longer involved."""
    lead = case.leads.current().select_related("user").get().user
    for kind, called, reach, agrees in OTHERS[number % 3 : number % 3 + 1 + number % 2]:
        made = involve_other(
            case=case, kind=kind, called=called, reach=reach, family_agrees=agrees, by=lead, on=day
        )  # fmt: skip
        if number == 0:
            no_longer_involved(other=made, by=lead, on=day)
    if number == 0:
        kind, called, reach, agrees = OTHERS[3]
        involve_other(case=case, kind=kind, called=called, reach=reach, family_agrees=agrees, by=lead, on=day)
