"""The clock's way in: each sweep finds what is due and not yet told."""

from datetime import date

from celery import shared_task
from django.utils import timezone

from cases import reminding, stopping


def _day(on: str | None) -> date:
    return date.fromisoformat(on) if on else timezone.localdate()


@shared_task
def remind_actions(on: str | None = None) -> int:
    """Actions due tomorrow, today and late."""
    return reminding.remind_of_actions(_day(on))


@shared_task
def remind_pass_ons(on: str | None = None) -> int:
    """Actions passed on that nobody has answered."""
    return reminding.remind_of_pass_ons(_day(on))


@shared_task
def remind_reviews(on: str | None = None) -> int:
    """Reviews due within a week and late."""
    return reminding.remind_of_reviews(_day(on))


@shared_task
def remind_closings(on: str | None = None) -> int:
    """After cases were closed: what was not said, whom to ask how it goes, and who needs help again."""
    day = _day(on)
    return reminding.remind_of_closings(day) + reminding.remind_of_checks(day)


@shared_task
def remind_step_ups(on: str | None = None) -> int:
    """Services that were asked to lead and have not answered."""
    return reminding.remind_of_step_ups(_day(on))


@shared_task
def remind_lead_offers(on: str | None = None) -> int:
    """Offers to lead that nobody has answered."""
    return reminding.remind_of_lead_offers(_day(on))


@shared_task
def remind_assessments(on: str | None = None) -> int:
    """Assessments begun and not finished."""
    return reminding.remind_of_assessments(_day(on))


@shared_task
def remind_deputies(on: str | None = None) -> int:
    """Standing in for a lead professional: not answered, about to begin, about to end."""
    return reminding.remind_of_deputies(_day(on))


@shared_task
def remind_agreements(on: str | None = None) -> int:
    """Agreements that run out."""
    return reminding.remind_of_agreements(_day(on))


@shared_task
def remind_refusals(on: str | None = None) -> int:
    """Refusals after which nothing comes next."""
    return reminding.remind_of_refusals(_day(on))


@shared_task
def remind_visits(on: str | None = None) -> int:
    """Planned visits of which nobody has said what came of them."""
    return reminding.remind_of_visits(_day(on))


@shared_task
def remind_withdrawals(on: str | None = None) -> int:
    """Agreements withdrawn: who must stop, and who decides what happens now."""
    return stopping.remind_of_withdrawals(_day(on))


@shared_task
def remind_advice(on: str | None = None) -> int:
    """Questions to the link social worker that nobody has answered."""
    return reminding.remind_of_advice(_day(on))
