"""Children's social care is asked to lead: it said yes, it said no, it has not answered, it is no longer asked."""

from datetime import date, time
from typing import Any

from cases.models import Case, SteppingUp
from cases.services import answer_step_up, step_up, take_back_step_up
from cases.status import LeadStatus, StepUpStatus
from consent.details import SharingFacts
from consent.querysets import agreed
from consent.status import Asked, Basis
from meetings.demo.world import World

WORRIES = (
    "On Tuesday there was a hole in the kitchen door at the height of a child, and nobody would say how it came there. "
    "The oldest asked twice who would fetch him. His mother said that she does not feel safe in the evenings."
)
NO = "Looked at with us: the threshold is not met. Go on, and ring again if anything changes."
MISTAKEN = "Their grandmother rang: it was the dog, and she was there. The social worker knows."
YES = "A social worker is named and visits with us on Thursday."


def facts(by: Any, on: date) -> SharingFacts:
    """To children's social care, with the family's agreement."""
    return SharingFacts(
        shared=True,
        outside="Children’s social care",
        why="They can look whether the children are safe at home, and act if they are not.",
        what="What was seen and heard on the last visits, who works with the family, and what it works on",
        identifies=True,
        confidential=True,
        asked=Asked.AGREED,
        basis=Basis.WELFARE_DUTY,
        how="By telephone to the duty desk, then the printed summary by hand",
        decided_by=f"{by.name}",
        decided_on=on,
        family_told=True,
    )


def said_yes(world: World, case: Case, on: date) -> None:
    """Before the meeting closes a case because another service leads, that service has said that it does."""
    asked = _ask(world, case, on)
    answer_step_up(
        step_up=asked, status=StepUpStatus.ACCEPTED, answered_by="The duty manager", words=YES, by=asked.by, on=on
    )


def live(world: World, day: date) -> None:
    """Yesterday: one service said no, another has not answered yet."""
    world.clock.go(day, time(14, 20))
    fillers = {one.case.pk for one in world.threads if one.story.filler and one.case}
    rows = Case.objects.open().filter(agreed(day), centre=world.centre, pk__in=fillers)
    led = rows.filter(leads__status=LeadStatus.ACCEPTED).order_by("-tier", "-pk")[:3]
    for number, one in enumerate([_ask(world, case, day) for case in led]):
        if number == 1:
            said = {"answered_by": "The duty social worker", "words": NO}
            answer_step_up(step_up=one, status=StepUpStatus.REFUSED, **said, by=one.by, on=day)
        if number == 2:
            take_back_step_up(step_up=one, words=MISTAKEN, by=one.by, on=day)


def _ask(world: World, case: Case, on: date) -> SteppingUp:
    lead = case.leads.current().select_related("user").first()
    by = lead.user if lead else world.users["manager"]
    seen = list(case.contacts.filter(reached=True).exclude(note="").values_list("pk", flat=True)[:2])
    return step_up(case=case, facts=facts(by, on), worries=WORRIES, contacts=seen, by=by, on=on)
