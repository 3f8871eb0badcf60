"""After cases were closed: the manager completes what the meeting left open, families are asked three months later."""

from datetime import date, time, timedelta
from typing import Any

from cases.models import Closure
from cases.services import Afterwards, check_later, complete_closing, settle_check
from cases.status import CheckResult, Closing
from centres.status import Need
from inputs.errors import NotAllowed, RuleBroken
from meetings.demo.world import World

AT = time(15, 40)
NEVER_ASKED = {
    Closing.DECLINED: "They said that they do not want to hear from us for now.",
    Closing.WITHDRAWN: "They withdrew their agreement and asked to be left alone.",
    Closing.NO_CONTACT: "Nobody reached them, so nobody could ask whether they want that.",
    Closing.MOVED: "The new health visitor asks.",
}
SAYS = (
    (CheckResult.WELL, "We go to Stay and Play every week. Tell them thank you."),
    (CheckResult.WELL, "Ups and downs, but we know where to ring now."),
    (CheckResult.NEEDS_HELP, "The debts are back, and I do not open the letters any more."),
    (CheckResult.NOT_REACHED, "Four calls, two texts, one card through the door."),
    (CheckResult.DOES_NOT_WANT, "Kindly meant, but please do not ring again."),
)
DONE = "Rang her the same day. Debt advice at the library on Thursday, and the health visitor goes along."
LATELY = timedelta(days=20)  # what was closed since then the manager has not come to yet


def follow_up(world: World, day: date) -> None:
    """What people do about closed cases in the fortnight before the meeting, on its last working day `day`."""
    world.clock.go(day, AT)
    here = Closure.objects.current().filter(case__centre=world.centre).order_by("closed_on", "pk")
    today = day >= world.today - timedelta(days=3)
    for one in here.incomplete().select_related("case__referral", "case__family"):
        if not (today and one.closed_on > day - LATELY):
            _complete(world, one, day)
    if today:
        return  # what is to be asked now is still to be asked
    for one in here.need_help().select_related("case__family"):
        settle_check(closure=one, words=DONE, by=world.users["manager"], on=day)
    for one in here.to_ask(day).filter(check_on__lte=day + timedelta(days=7)).select_related("case__family"):
        _ask(world, one, day)


def _complete(world: World, closure: Closure, day: date) -> None:
    ended = Closing(closure.closing)
    well = ended in (Closing.GOALS_MET, Closing.UNIVERSAL)
    unmet = [] if well else [Need(code) for code in closure.case.referral.needs[:2] if code != Need.OTHER]
    asks: dict[str, Any] = {"no_check_because": NEVER_ASKED.get(ended, "")}
    if not asks["no_check_because"]:
        last = closure.case.leads.exclude(ended_on=None).order_by("-ended_on", "-pk").select_related("user").first()
        asks = {"check_by": last.user if last else world.users["fsw1"]}
    try:
        _say(world, closure, unmet, asks, day)
    except RuleBroken:  # they have left, or work for an agency now that the family excludes
        _say(world, closure, unmet, {"check_by": world.users["manager"]}, day)


def _say(world: World, closure: Closure, unmet: list[Need], asks: dict[str, Any], day: date) -> None:
    afterwards = Afterwards(unmet=unmet, **asks)
    complete_closing(closure=closure, afterwards=afterwards, by=world.users["manager"], on=day)


def _ask(world: World, closure: Closure, day: date) -> None:
    asked = Closure.objects.filter(case__centre=world.centre).exclude(checked_on=None).count()
    result, words = SAYS[asked % len(SAYS)]
    said: dict[str, Any] = {"closure": closure, "result": result, "words": words, "on": day}
    try:
        check_later(**said, by=closure.check_by)
    except NotAllowed:  # they have left, or the agreement has run out: the manager asks
        check_later(**said, by=world.users["manager"])
