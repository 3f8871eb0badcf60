"""The clock's way in."""

from datetime import date

from celery import shared_task
from django.utils import timezone

from meetings.services import alarms, invitations, sweeps, unattended


def _day(on: str | None) -> date:
    return date.fromisoformat(on) if on else timezone.localdate()


@shared_task
def plan_ahead(on: str | None = None) -> int:
    """The meetings of the next three months."""
    return sweeps.plan_every_series(on=_day(on))


@shared_task
def fill_agendas(on: str | None = None) -> int:
    """What belongs on the next agenda of each series."""
    return sweeps.fill_next_agendas(on=_day(on))


@shared_task
def send_invitations(on: str | None = None) -> int:
    """What calendars do not know yet."""
    return invitations.send_invitations(on=_day(on))


@shared_task
def remind_papers(on: str | None = None) -> int:
    """Papers that close soon."""
    return sweeps.remind_of_papers(on=_day(on))


@shared_task
def remind_withdrawals(on: str | None = None) -> int:
    """Items that are not for the meeting any more, because the family withdrew its agreement."""
    return sweeps.remind_of_withdrawn_items(on=_day(on))


@shared_task
def remind_leaderless(on: str | None = None) -> int:
    """Families that nobody leads."""
    return alarms.remind_of_families_without_lead(on=_day(on))


@shared_task
def remind_unattended(on: str | None = None) -> int:
    """Lead professionals who are away while nobody stands in."""
    return unattended.remind_of_unattended(on=_day(on))


@shared_task
def remind_unmanaged(on: str | None = None) -> int:
    """Centres that have no manager."""
    return alarms.remind_of_centres_without_manager(on=_day(on))
