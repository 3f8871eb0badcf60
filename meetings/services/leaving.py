"""Somebody leaves: asked for, handed over, accepted."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from django.db import transaction
from django.urls import reverse

from audit.services import record
from cases.reminding import managers_of_centres
from centres.models import Centre, Membership
from centres.policies import may_end_membership
from centres.services import end_membership
from inputs.dates import in_words
from meetings import rules
from meetings.models import Leaving, SeenTo
from meetings.owned import Owned, left_by
from meetings.policies import may_see_to
from meetings.status import LeavingStatus
from reminders.services import remind, tell_at_once


@transaction.atomic
def ask_to_leave(*, memberships: Sequence[Membership], ends_on: date, by: Any, on: date) -> list[Leaving]:
    """Let `ends_on` be the last day of these memberships. Whoever has nothing here ends at once with that day; for the
    others it waits until everything has gone to somebody, and the managers are told.

    Raises NotAllowed, RuleBroken: nobody, leaving_already, and as `end_membership` does.
    """
    rules.require_somebody_leaves(memberships)
    made = []
    for membership in sorted(memberships, key=lambda one: (one.centre_id, one.pk)):
        Centre.objects.select_for_update().get(pk=membership.centre_id)
        membership = Membership.objects.select_for_update(of=("self",)).shown().get(pk=membership.pk)
        may_end_membership(by, membership).require()
        rules.require_can_end(membership, ends_on, on)
        rules.require_not_asked_yet(membership)
        leaving = Leaving.objects.create(membership=membership, ends_on=ends_on, asked_by=by, asked_on=on)
        record(by=by, verb="ask_to_leave", subject=leaving, centre_id=membership.centre_id, ends_on=str(ends_on))
        left = left_by([leaving])[leaving.pk]
        if left:
            _tell_managers(leaving, on)
        else:
            _accept(leaving, by, on)
        made.append(leaving)
    return made


@transaction.atomic
def see_to(*, leaving: Leaving, things: Sequence[str], by: Any, on: date) -> list[Owned]:
    """The manager will see to these things: they are listed as nobody's from the last day on, and late ones are told
    to the manager. Raises NotAllowed, RuleBroken: settled, nothing_chosen, not_theirs."""
    leaving = _locked(leaving)
    may_see_to(by, leaving).require()
    rules.require_leaving_can_become(leaving, LeavingStatus.ACCEPTED)
    chosen = rules.require_owned(things, left_by([leaving])[leaving.pk])
    SeenTo.objects.bulk_create(SeenTo(leaving=leaving, kind=one.kind, thing=one.pk, by=by, on=on) for one in chosen)
    record(by=by, verb="see_to", subject=leaving, centre_id=leaving.membership.centre_id, things=list(things))
    return chosen


@transaction.atomic
def accept_leaving(*, leaving: Leaving, by: Any, on: date) -> Leaving:
    """The last day stands. Raises NotAllowed, RuleBroken: settled, something_left, and as `end_membership` does."""
    leaving = _locked(leaving)
    may_end_membership(by, leaving.membership).require()
    rules.require_leaving_can_become(leaving, LeavingStatus.ACCEPTED)
    rules.require_nothing_left(left_by([leaving])[leaving.pk])
    _accept(leaving, by, on)
    return leaving


@transaction.atomic
def take_back_leaving(*, leaving: Leaving, by: Any, on: date) -> Leaving:
    """They stay. What has gone to others stays with them. Raises NotAllowed, RuleBroken("settled")."""
    leaving = _locked(leaving)
    may_end_membership(by, leaving.membership).require()
    rules.require_leaving_can_become(leaving, LeavingStatus.TAKEN_BACK)
    _settle(leaving, LeavingStatus.TAKEN_BACK, by, on)
    record(by=by, verb="take_back_leaving", subject=leaving, centre_id=leaving.membership.centre_id)
    return leaving


@transaction.atomic
def end_at_once(*, leaving: Leaving, because: str, by: Any, on: date) -> Leaving:
    """Somebody's access ends now, whatever is left: that is the manager's, who is told at once. For safety alone.

    Raises NotAllowed, RuleBroken: settled, no_reason, and as `end_membership` does.
    """
    leaving = _locked(leaving)
    may_end_membership(by, leaving.membership).require()
    rules.require_leaving_can_become(leaving, LeavingStatus.ACCEPTED)
    rules.require_said_why_at_once(because)
    left = left_by([leaving])[leaving.pk]
    leaving.ends_on = rules.last_day_at_once(leaving.membership, on)
    leaving.at_once_because = because.strip()
    _accept(leaving, by, on)
    record(by=by, verb="end_at_once", subject=leaving, centre_id=leaving.membership.centre_id, left=len(left))
    if left:
        tell_at_once(
            to=_managers(leaving, on), kind="leaving", key=f"at_once:{leaving.pk}", path=_page(leaving), on=on,
            sentence="Somebody’s access at your centre ended at once. See to what they had.",
        )  # fmt: skip
    return leaving


def _accept(leaving: Leaving, by: Any, on: date) -> None:
    end_membership(membership=leaving.membership, ends_on=leaving.ends_on, by=by, on=on)
    _settle(leaving, LeavingStatus.ACCEPTED, by, on)


def _settle(leaving: Leaving, status: LeavingStatus, by: Any, on: date) -> None:
    leaving.status, leaving.settled_by, leaving.settled_on = status, by, on
    leaving.save()


def _locked(leaving: Leaving) -> Leaving:
    Centre.objects.select_for_update().get(pk=leaving.membership.centre_id)
    rows = Leaving.objects.select_for_update(of=("self",)).select_related("membership__user", "membership__centre")
    return rows.get(pk=leaving.pk)


def _tell_managers(leaving: Leaving, on: date) -> None:
    remind(
        to=_managers(leaving, on), kind="leaving", key=f"leaving:{leaving.pk}", path=_page(leaving), on=on,
        sentence=f"Somebody leaves your centre after {in_words(leaving.ends_on)}. Say who takes over what they have.",
    )  # fmt: skip
    remind(
        to=[leaving.membership.user], kind="leaving", key=f"leaving:own:{leaving.pk}", path=_page(leaving), on=on,
        sentence=f"Your part at a centre ends on {in_words(leaving.ends_on)}. Hand over what you have there.",
    )  # fmt: skip


def _managers(leaving: Leaving, on: date) -> list[Any]:
    return managers_of_centres(on)[leaving.membership.centre_id]


def _page(leaving: Leaving) -> str:
    return reverse("leaving", args=[leaving.pk])
