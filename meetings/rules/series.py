"""What must be true of a series of meetings and its members."""

from collections.abc import Iterable
from datetime import date

from django.db.models import Q

from centres.models import Centre, Membership
from centres.status import CASEWORK_ROLES
from inputs.dates import in_words
from inputs.errors import RuleBroken
from meetings.models import Series


def require_name_free(centre: Centre, name: str, on: date) -> None:
    """Two series that go on at one centre have two names."""
    going_on = Series.objects.filter(Q(ended_on=None) | Q(ended_on__gte=on), centre=centre, name__iexact=name)
    if going_on.exists():
        raise RuleBroken("series_exists", f"{centre} has a series with this name already. Change that one.", "name")


def require_rhythm_ahead(first_on: date, every_weeks: int, papers_close_days: int, on: date) -> None:
    """A series begins today or later, and papers close after the meeting before."""
    if first_on < on:
        raise RuleBroken("first_past", "The first meeting must be today or in the future.", "first_on")
    if not 1 <= every_weeks <= 12:
        raise RuleBroken("rhythm", "Choose a rhythm from every week to every 12 weeks.", "every_weeks")
    if papers_close_days >= every_weeks * 7:
        raise RuleBroken("papers_too_early", "Papers must close after the meeting before.", "papers_close_days")


def require_goes_on(series: Series, on: date) -> None:
    """A series that has ended stays as it was."""
    if series.ended_on is not None and series.ended_on < on:
        raise RuleBroken("series_ended", f"This series ended on {in_words(series.ended_on)}.")


def require_can_be_expected(centre: Centre, people: Iterable[Membership], on: date) -> None:
    """Expected at every meeting is who works with families here: administrators hear of no family."""
    chosen = {one.pk for one in people}
    fit = Membership.objects.filter(pk__in=chosen, centre=centre, role__in=CASEWORK_ROLES).current_or_coming(on)
    if fit.count() < len(chosen):
        raise RuleBroken("cannot_attend", "Choose people who work with families at this centre.", "members")


def require_members(people: Iterable[Membership], on: date) -> None:
    """A series has members, and each comes for one agency: what they may hear depends on it."""
    users = [one.user_id for one in people if one.ends_on is None or one.ends_on >= on]
    if not users:
        raise RuleBroken("no_members", "Choose who is expected at the meetings.", "members")
    if len(set(users)) < len(users):
        raise RuleBroken("person_twice", "Somebody is chosen twice. Choose one role for each person.", "members")


def require_chairs_expected(chairs: Iterable[Membership], members: Iterable[Membership]) -> None:
    """Who takes turns in the chair comes to every meeting, and has one turn (001: the chair rotates)."""
    turns = [one.pk for one in chairs]
    if not set(turns) <= {one.pk for one in members}:
        raise RuleBroken("chair_not_expected", "Whoever takes turns in the chair must be expected too.", "members")
    if len(set(turns)) < len(turns):
        raise RuleBroken("chair_twice", "Give each person one turn in the chair.", "members")


def require_quorum(quorum: int) -> None:
    """At least one agency, and no more than a team has."""
    if not 1 <= quorum <= 10:
        raise RuleBroken("quorum", "Enter how many agencies have to be there, from 1 to 10", "quorum")
