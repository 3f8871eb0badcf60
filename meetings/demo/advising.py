"""Advice asked of the link social worker, yesterday afternoon, and a note of supervision."""

from datetime import date, time
from typing import Any

from cases.models import Case
from cases.services import answer_advice, ask_advice, write_note
from cases.status import NoteKind
from consent.querysets import agreed
from inputs.errors import NotAllowed, RuleBroken
from meetings.demo.world import World

QUESTIONS = (
    "He ducks when somebody lifts an arm, twice this week, and nobody at home wants to talk about it. What now?",
    "Mum asks me not to write down that her sister sleeps there with a new partner. May I leave it out?",
)
ANSWER = (
    "Do not ask him about it yourself. Write down what you saw, word for word, with the date, and see him at nursery "
    "before Friday. Ring me afterwards: if there is a second thing, we ring children's social care together."
)
SUPERVISED = (
    "Talked for half an hour. Finds it hard that the family cancels. Agreed: two calls a week at most, and to bring "
    "the question of a joint visit to the meeting."
)


def live(world: World, day: date) -> None:
    """Live through it."""
    world.clock.go(day, time(14, 5))
    asked = [made for case in _led(world, day) if (made := _ask(world, case, day))]
    _supervise(world, day)
    world.clock.go(day, time(15, 20))
    if asked:
        answer_advice(advice=asked[0], answer=ANSWER, by=asked[0].of, on=day)


def _led(world: World, day: date) -> list[Case]:
    """Two families of those that no story is about."""
    fillers = {one.case.pk for one in world.threads if one.story.filler and one.case}
    rows = Case.objects.open().filter(agreed(day), centre=world.centre, pk__in=fillers, leads__status="accepted")
    return list(rows.order_by("-pk")[: len(QUESTIONS)])


def _ask(world: World, case: Case, day: date) -> Any:
    asker = case.leads.current().select_related("user").get().user
    question = QUESTIONS[case.advice.model.objects.filter(case__centre=world.centre).count() % len(QUESTIONS)]
    try:
        return ask_advice(case=case, of=world.users["lsw"], question=question, by=asker, on=day)
    except (RuleBroken, NotAllowed):
        return None


def _supervise(world: World, day: date) -> None:
    """Whoever supervises writes about the first family where they may."""
    supervisor = world.users["lsw"]
    for case in Case.objects.open().visible_to(supervisor).filter(centre=world.centre).order_by("pk"):
        try:
            write_note(case=case, kind=NoteKind.SUPERVISION, words=SUPERVISED, by=supervisor, on=day)
        except (RuleBroken, NotAllowed):
            continue
        return
