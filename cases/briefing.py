"""The briefing of whoever leads next, written from the record: what matters, what is agreed, what is next."""

from datetime import date
from typing import Any

from cases.models import Case
from cases.status import OfferStatus
from consent.models import Agreement

UNSETTLED = (OfferStatus.WAITING, OfferStatus.LATER, OfferStatus.REFUSED)


def written(case: Case, along: set[int], on: date) -> dict[str, Any]:
    """What the record says on `on`, with a part for each kind of information that may be kept from an agency.

    `along`: the actions that go with the family. Nothing of restricted notes, and no address: the case has them for
    those who may read them.
    """
    agreement = Agreement.objects.in_force(on).filter(family=case.family_id).order_by("-until").first()
    return {
        "agreement_until": day_in_letters(agreement.until if agreement else None),
        "not_to_know": [one.agency.name for one in _excluded(case)],
        "involved": _involved(case.others.current().but_health()),
        "health": {"involved": _involved(case.others.current().telling_of_health())},
        "safeguarding": {"safe_contact": case.family.safe_contact},
        "plan": {
            "goals": [
                {"words": one.words, "outcome": one.get_outcome_display(), "reached_on": day_in_letters(one.reached_on)}
                for one in case.goals.all()
            ],
            "actions": [
                _action(one, along) for one in case.actions.open().select_related("owner", "agency", "for_adult")
            ],
            "last_review": _last_review(case),
            "next_review_on": day_in_letters(case.reviews.to_come().values_list("due_on", flat=True).first()),
        },
        "contacts": {
            "offers": [
                {
                    "what": one.what,
                    "on": day_in_letters(one.on),
                    "answer": one.get_status_display(),
                    "words": one.words,
                    "next": one.next_because or one.get_next_step_display(),
                }
                for one in case.offers.filter(status__in=UNSETTLED)
            ],
            "visits": [
                {"on": day_in_letters(one.on), "who": [worker.user.name for worker in one.workers.all()]}
                for one in case.visits.planned().prefetch_related("workers__user")
            ],
        },
    }


def _excluded(case: Case) -> Any:
    return case.family.wishes.excluded().select_related("agency").order_by("agency__name")


def _action(action: Any, along: set[int]) -> dict[str, Any]:
    return {
        "what": action.what, "owner": action.doer, "agency": action.agency.name,
        "due_on": day_in_letters(action.due_on),
        "goes_along": action.pk in along,
    }  # fmt: skip


def _involved(others: Any) -> list[dict[str, Any]]:
    """Who helps the family without being in the team, and whether they may be rung."""
    return [
        {"who": str(one), "reach": one.reach, "family_agrees": one.family_agrees} for one in others.order_by("called")
    ]


def _last_review(case: Case) -> dict[str, Any] | None:
    """What was decided last, what had changed until then, and what the family said about it."""
    last = case.reviews.held().first()
    if last is None:
        return None
    return {"what_changed": last.what_changed, "family_words": last.family_words, **(last_review_of(case) or {})}


def last_review_of(case: Case) -> dict[str, Any] | None:
    """What was decided last, and why."""
    last = case.reviews.held().first()
    if last is None:
        return None
    return {"on": day_in_letters(last.held_on), "decision": last.get_decision_display(), "reason": last.reason}


def day_in_letters(day: date | None) -> str | None:
    """For JSON: `with_dates` makes it a date again."""
    return day.isoformat() if day else None


def with_dates(record: Any) -> Any:
    """The same with dates instead of their letters, for a page to write them in words."""
    if isinstance(record, list):
        return [with_dates(one) for one in record]
    if not isinstance(record, dict):
        return record
    return {name: _dated(name, part) for name, part in record.items()}


def _dated(name: str, part: Any) -> Any:
    if isinstance(part, str) and (name == "on" or name.endswith(("_on", "_until"))):
        return date.fromisoformat(part)
    return with_dates(part)
