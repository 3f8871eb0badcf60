"""Around the families, yesterday: who helps them outside the team, what colleagues write to each other, and who in a
team contributes something else than before."""

from datetime import date, time

from cases.models import Case, TeamMember
from cases.services import change_contribution, involve_other, leave_team, no_longer_involved, write_message
from consent.querysets import agreed
from inputs.errors import NotAllowed
from meetings.demo.world import World

# What they are, who, how to reach them, whether the family agrees that the team contacts them. Made-up numbers.
OTHERS = (
    ("gp", "Dr Okafor, Millpond Surgery", "01632 960811, after eleven", True),
    ("nursery", "Little Acorns nursery, Ms Dunne", "01632 960824, at pick-up time", True),
    ("housing", "Housing office, Mr Lacey", "01632 960837", False),
    ("health", "Sleep clinic", "", False),
    ("school", "St Bede's, her brother's class teacher", "office@stbedes.example", True),
)
# What colleagues write to each other in passing.
MESSAGES = (
    "The nursery rang me by mistake: the place is theirs from Monday. Could you tell them on your next visit?",
    "She asked me whether her sister may come along next time. I said that you would know.",
    "I am on leave from Thursday for a week. Ring the centre if anything comes up.",
)
NOW = "A play session every other week, and the nursery forms"


def live(world: World, day: date) -> None:
    """Live through it."""
    world.clock.go(day, time(12, 20))
    rows = Case.objects.without_lead().values("pk")
    led = Case.objects.open().filter(agreed(day), centre=world.centre).exclude(pk__in=rows).order_by("pk")
    for number, case in enumerate(led):
        _others(case, number, day)
    for case, words in zip(led.reverse(), MESSAGES, strict=False):
        _write(world, case, words, day)
    members = TeamMember.objects.in_force(day).filter(case__in=led.values("pk"), until=None).order_by("pk")
    for member, changes in zip(members, (change_contribution, leave_team), strict=False):
        said = {"contribution": NOW} if changes is change_contribution else {}
        changes(member=member, by=member.case.leads.current().get().user, on=day, **said)


def _others(case: Case, number: int, day: date) -> None:
    """So that no two families have the same people; of the first, one is no longer involved."""
    lead = case.leads.current().select_related("user").get().user
    first = number % 3
    wanted = [*OTHERS[first : first + 1 + number % 2], *([OTHERS[3]] if number == 0 else [])]
    for kind, called, reach, agrees in wanted:
        made = involve_other(
            case=case, kind=kind, called=called, reach=reach, family_agrees=agrees, by=lead, on=day
        )  # fmt: skip
        if number == 0 and kind == "gp":
            no_longer_involved(other=made, by=lead, on=day)


def _write(world: World, case: Case, words: str, day: date) -> None:
    member = case.team.in_force(day).select_related("user").first()
    for who in (member.user if member else world.users["manager"], world.users["manager"]):
        try:
            write_message(case=case, words=words, by=who, on=day)
        except NotAllowed:
            continue
        return
