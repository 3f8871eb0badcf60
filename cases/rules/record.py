"""What must be true of what was done: contacts, and support offered."""

from collections.abc import Iterable
from datetime import date, datetime, time
from typing import Any

from cases.models import Case, Offer
from cases.rosters import caseworkers, wished_agency_ids
from cases.rules.typed import require_can_become
from cases.status import FACE_TO_FACE, OfferStatus
from centres.rules import require_offered
from families.models import Adult, Child
from inputs.dates import in_words
from inputs.errors import RuleBroken


def require_seen_means_reached(reached: bool, child_seen: bool, people: Iterable[Any] = ()) -> None:
    """A child was seen, and anybody else seen or spoken to, only if somebody was reached."""
    if child_seen and not reached:
        raise RuleBroken("seen_not_reached", "A child cannot have been seen if nobody was reached.", "child_seen")
    named = next(iter(people), None)
    if named and not reached:
        field = "saw_children" if isinstance(named, Child) else "saw_adults"
        raise RuleBroken("seen_not_reached", f"You cannot have seen {named} if nobody was reached.", field)


def require_seen_face_to_face(kind: str, child_seen: bool) -> None:
    """Whoever writes or telephones has not seen a child: whether one was seen is what others rely on (002 §5)."""
    if child_seen and kind not in FACE_TO_FACE:
        sentence = "A child is seen on a visit or in a group, not on the telephone or in writing."
        raise RuleBroken("not_face_to_face", sentence, "child_seen")


def require_of_family(case: Case, children: Iterable[Child], adults: Iterable[Adult], on: date) -> None:
    """Who was seen belongs to the family, and a child was born by then."""
    for field, people in (("saw_children", children), ("saw_adults", adults)):
        if any(one.family_id != case.family_id for one in people):
            raise RuleBroken("not_of_the_family", "Choose people of this family.", field)
    unborn = next((one for one in children if one.date_of_birth is None or one.date_of_birth > on), None)
    if unborn:
        raise RuleBroken("not_born_yet", f"{unborn} was not born yet on {in_words(on)}.", "saw_children")


def require_time_passed(happened_on: date, at: time | None, now: datetime) -> None:
    """A time of day, if one is given, has been."""
    if at is not None and (happened_on, at) > (now.date(), now.time()):
        raise RuleBroken("time_too_late", "This time has not come yet.", "at")


def agencies_of_colleagues(case: Case, colleagues: Iterable[Any], happened_on: date, by: Any) -> dict[int, int]:
    """Of each colleague the agency for which they were there: they worked here that day, for one that may know."""
    colleagues = list(colleagues)
    if by in colleagues:
        raise RuleBroken("oneself", "You record this contact: choose who else was there.", "with_users")
    jobs = list(caseworkers(case.centre_id, happened_on).filter(user__in=colleagues))
    wished = wished_agency_ids(case.family)
    known = {job.user_id: job.agency_id for job in reversed(jobs) if job.agency_id in wished}
    for one in colleagues:
        if one.pk not in {job.user_id for job in jobs}:
            sentence = f"{one.name} did not work with families at this centre on {in_words(happened_on)}."
            raise RuleBroken("not_a_member", sentence, "with_users")
        if one.pk not in known:
            sentence = f"The family has not said that the agency of {one.name} may know. Ask the family first."
            raise RuleBroken("not_wished", sentence, "with_users")
    return known


def require_stands_once(case: Case, *, by: Any, at: time | None, **same: Any) -> None:
    """A contact that two made together stands once and names both; another of that day is told apart by its time."""
    theirs = case.contacts.filter(colleagues__user=by, **same).select_related("by")
    found = next((one for one in theirs if at in (None, one.at)), None)
    if found:
        sentence = (
            f"{found.by.name} has recorded this and named you: it stands once, for both of you. "
            "If this was another one, give its time of day."
        )
        raise RuleBroken("stands_already", sentence, "at")


def require_service_here(case: Case, service: Any) -> None:
    """A service offered is one of the centre's directory, and has not ended."""
    if service is not None and service.centre_id != case.centre_id:
        raise RuleBroken("service_elsewhere", "Choose a service of this centre's directory.", "service")
    if service is not None:
        require_offered(service)


def require_taken_up(offer: Offer) -> None:
    """Whether something helped is asked of what the family accepted."""
    if offer.status != OfferStatus.ACCEPTED:
        answer = offer.get_status_display().lower()
        raise RuleBroken("not_taken_up", f"The family has not accepted this. Its answer so far: {answer}.")


def require_answer(offer: Offer, status: str) -> None:
    """An answer is one the table allows: it can change, but not back to none."""
    sentence = f"This answer is already recorded: {offer.get_status_display().lower()}."
    require_can_become("offer", offer.status, OfferStatus(status), sentence)
