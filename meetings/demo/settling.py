"""What a meeting of the past decides for an item: what the story says, else something likely."""

from datetime import date, timedelta
from typing import Any

from accounts.models import User
from cases.services import GoalRated
from cases.status import Closing, LeadStatus
from meetings.demo import diary, stepping, words
from meetings.demo.shapes import Held, LeadSketch, Ruling
from meetings.demo.world import Thread, World
from meetings.models import Decision
from meetings.services import NewAction, ReviewRatings, decide, put_off
from meetings.status import DecisionKind, ItemKind

DONE_NOW = (
    "Rang the children's social care duty team at 2.10pm, spoke to the duty social worker, who took the referral; "
    "confirmed in writing the same day. The mother was told before we rang."
)


def settle(world: World, item: Any, number: int, by: User) -> None:
    """Decide one item of the meeting so many before today's."""
    if item.kind in (ItemKind.REFLECTION, ItemKind.OTHER):
        said = words.REFLECTIONS if item.kind == ItemKind.REFLECTION else words.NOTED
        reason = said[abs(number) // 2 % len(said)]
        decide(item=item, version=item.version, kind=DecisionKind.NOTED, reason=reason, by=by, on=item.meeting.on)
        return
    thread = next(one for one in world.threads if one.family and one.family.pk == item.family_id)
    if item.kind == ItemKind.REFERRAL:
        _referral(world, thread, item, number, by)
    elif because := _put_off_because(world, thread, item, number):
        put_off(item=item, because=because, by=by)
    else:
        _case(world, thread, item, number, by)


def _put_off_because(world: World, thread: Thread, item: Any, number: int) -> str:
    """Why the item is left for the next meeting: as the story says, or now and then for one of many."""
    if thread.story.filler and item.kind == ItemKind.REVIEW and number < -2 and world.dice.random() < 0.07:
        return world.dice.choice(words.PUT_OFF)
    return thread.story.put_off.get(number, "")


def _referral(world: World, thread: Thread, item: Any, number: int, by: User) -> None:
    ruling = thread.rulings.pop(0) if thread.rulings else Ruling()
    if ruling.kind == "put_off":
        put_off(item=item, because=ruling.reason, by=by)
        return
    on, support = item.meeting.on, ruling.kind == DecisionKind.SUPPORT
    lead = _lead_for(world, thread, on) if support else None
    services = [one for one in world.services.values() if set(one.needs) & set(item.referral.needs)][:2]
    decision = decide(
        item=item, version=item.version, kind=ruling.kind, alternatives=ruling.alternatives, dissent=ruling.dissent,
        reason=thread.words(ruling.reason) or world.dice.choice(words.REASONS_TO_SUPPORT),
        done_now=DONE_NOW if ruling.kind == DecisionKind.PASS_ON else "",
        actions=_actions(world, thread, ruling, number), lead=lead, family_view=thread.story.lead.family_view,
        services=services if ruling.kind == DecisionKind.SIGNPOST else (), by=by, on=on,
    )  # fmt: skip
    if support:
        item.refresh_from_db()
        thread.case = item.case
        _await_answer(world, thread, decision.lead, thread.story.lead)
        diary.plan(world, thread)


def _lead_for(world: World, thread: Thread, on: date) -> User:
    who = thread.story.lead.who
    return world.users[who if world.works_on(who, on) else "fsw1"]


def _actions(world: World, thread: Thread, ruling: Ruling, number: int) -> list[NewAction]:
    """Each with an owner of an agency that may know, due at one of the next meetings."""
    made = []
    for what, who, meetings_on in ruling.actions:
        if world.works_on(who, world.meeting(number).on):
            due_on = world.meeting(number + meetings_on).on
            made.append(NewAction(thread.words(what), world.users[who], world.agency_of(who), due_on))
    return made


def _await_answer(world: World, thread: Thread, lead: Any, sketch: LeadSketch) -> None:
    """Whoever was asked answers in the next days, or not at all."""
    if sketch.answer != "waiting":
        after = 3 if sketch.answer == LeadStatus.DECLINED else 1
        diary.add(world, thread, lead.offered_on + timedelta(days=after), sketch, lead)


def _case(world: World, thread: Thread, item: Any, number: int, by: User) -> None:
    """A review or progress. Whoever has no lead professional is offered one."""
    on, case = item.meeting.on, item.case
    asked_or_led = case.leads.filter(status__in=[LeadStatus.ACCEPTED, LeadStatus.OFFERED]).exists()
    lead = None if asked_or_led else _lead_for(world, thread, on)
    if item.kind == ItemKind.REVIEW:
        decision = _review(world, thread, item, number, lead, by)
    else:
        reason = world.dice.choice(words.NEW_PLANS)
        decision = decide(
            item=item, version=item.version, kind=DecisionKind.GO_ON, reason=reason, lead=lead, by=by, on=on
        )
    if decision.lead:
        _await_answer(world, thread, decision.lead, LeadSketch())


def _review(world: World, thread: Thread, item: Any, number: int, lead: User | None, by: User) -> Decision:
    held = thread.reviews.pop(0) if thread.reviews else _likely_review(world)
    closes = held.decision == DecisionKind.CLOSE
    current = diary.lead_of(thread)
    who = world.key_of(current) if current else "manager"
    follow_up = Ruling(actions=((world.dice.choice(words.FOLLOW_UPS), who, 1),))
    reason = held.reason or world.dice.choice(words.NEW_PLANS)
    ratings = ReviewRatings(
        worker_rating=held.worker, family_rating=held.family, no_rating_because=held.no_rating,
        what_changed=thread.words(held.changed), family_words=thread.words(held.said), goals=_goals(item, held),
    )  # fmt: skip
    if held.closing == Closing.STEPPED_UP:
        stepping.said_yes(world, item.case, item.meeting.on)
    return decide(
        item=item, version=item.version, kind=held.decision, reason=f"{reason} {held.closing_words}".strip(),
        review=ratings, lead=None if closes else lead, closing=held.closing,
        actions=() if closes or world.dice.random() < 0.4 else _actions(world, thread, follow_up, number),
        tier=_tier(item, held), by=by, on=item.meeting.on,
    )  # fmt: skip


def _goals(item: Any, held: Held) -> list[GoalRated]:
    """Each goal stands where everything stands."""
    because = "" if held.family is not None else held.no_rating
    return [GoalRated(goal.pk, held.worker, held.family, because) for goal in item.case.goals.open()]


def _tier(item: Any, held: Held) -> int | None:
    step = {DecisionKind.STEP_UP: 1, DecisionKind.STEP_DOWN: -1}.get(DecisionKind(held.decision), 0)
    return item.case.tier + step if step else None


def _likely_review(world: World) -> Held:
    """A review of a story that says nothing of it: much the same, a little better."""
    worker = world.dice.randrange(5, 8)
    if world.dice.random() < 0.25:
        return Held(worker, worker - 1, "Some of the plan helps, some does not.", "", "change", words.CHANGED_PLANS[0])
    return Held(worker, worker, "Steady. The family uses what was offered.", "It helps.", "go_on")
