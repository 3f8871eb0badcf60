"""After a refusal: what comes next, as people say it; and one of yesterday after which nobody has said it yet."""

from datetime import date, timedelta
from typing import Any

from cases.models import Case, Offer
from cases.services import answer_offer, say_what_next
from cases.status import NextStep, OfferStatus
from consent.querysets import agreed
from inputs.errors import RuleBroken
from meetings.demo.world import World

STEPS = (NextStep.JOINT_VISIT, NextStep.ASK, NextStep.OTHER_SERVICE, NextStep.REFERRER, NextStep.NOTHING_NOW)
WHAT = {
    NextStep.JOINT_VISIT: "with the health visitor, whom they know",
    NextStep.ASK: "on the next walk, without a form",
    NextStep.OTHER_SERVICE: "",
    NextStep.REFERRER: "",
}
WHY_NOTHING = "They are all right with what they have, and know where we are."
NO = "It's kind of you, but no."


def say_next(world: World, offer: Offer, by: Any, on: date, step: str = "") -> None:
    """What comes next; without a `step` another one for each family. Where that cannot be, why nothing does."""
    try:
        _say(world, offer, by, on, step)
    except RuleBroken:  # the referrer has left, or the agreement has ended
        say_what_next(offer=offer, step=NextStep.NOTHING_NOW, because=WHY_NOTHING, by=by, on=on)


def _say(world: World, offer: Offer, by: Any, on: date, step: str) -> None:
    step = step or STEPS[len(offer.case.family.name) % len(STEPS)]
    services = [one for one in world.services.values() if set(one.needs) & set(offer.case.referral.needs)]
    other = next((one for one in services if one.pk != offer.service_id), None)
    if step == NextStep.OTHER_SERVICE and other is None:
        step = NextStep.ASK
    if step == NextStep.NOTHING_NOW:
        say_what_next(offer=offer, step=step, because=WHY_NOTHING, by=by, on=on)
        return
    say_what_next(
        offer=offer, step=step, what=WHAT[NextStep(step)], service=other if step == NextStep.OTHER_SERVICE else None,
        due_on=on + timedelta(days=10), by=by, on=on,
    )  # fmt: skip


def leave_one_open(world: World, day: date) -> None:
    """A family that no story is about said no to what it was offered last."""
    fillers = {one.case.pk for one in world.threads if one.story.filler and one.case}
    rows = Case.objects.open().with_next().filter(agreed(day), centre=world.centre, pk__in=fillers, has_lead=True)
    offers = Offer.objects.filter(case__in=rows.values("pk"), status__in=[OfferStatus.LATER, OfferStatus.ACCEPTED])
    offer = offers.select_related("case").order_by("-on", "pk").first()
    if offer is not None:
        by = offer.case.leads.current().select_related("user").get().user
        answer_offer(offer=offer, status=OfferStatus.REFUSED, words=NO, by=by, on=day)
