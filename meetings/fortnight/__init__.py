"""What one person's fortnight holds, read in a fixed number of queries whatever the number of rows.

Each list is short (the first rows, late ones first, and how many there are in all); the page of each kind has the rest.
"""

from datetime import date
from typing import Any

from centres.models import Membership
from meetings.fortnight import (
    actions,
    advising,
    after_closing,
    coming,
    leaderless,
    leading,
    looking,
    referrals,
    reviews,
    settling,
    standing_in,
    visiting,
)
from meetings.fortnight.page import Fortnight, once
from meetings.times import needed_as_guest

__all__ = ["fortnight_of", "once"]

OWN_WORK = (
    settling.add_ended,
    advising.add_questions,
    leading.add_offers,
    standing_in.add_asked,
    standing_in.add_own_absence,
    leading.add_led,
    standing_in.add_deputised,
    advising.add_supervised,
    visiting.add_visits,
    actions.add_asked,
    after_closing.add_to_ask,
    actions.add_own,
    referrals.add_own,
)
MANAGERS = (
    leaderless.add_leaderless,
    standing_in.add_unattended,
    reviews.add_reviews,
    leaderless.add_unanswered,
    leaderless.add_not_taken_over,
    after_closing.add_after_closing,
    referrals.add_maybe_known,
    actions.add_ownerless,
)
ADMINISTRATORS = (leaderless.add_unmanaged,)
INFORMATION_LEADS = (looking.add_emergencies, looking.add_decisions)


def fortnight_of(user: Any, on: date) -> Fortnight:
    """What `user`'s fortnight holds on `on`."""
    roles = frozenset(Membership.objects.of(user).order_by().values_list("role", flat=True))
    meetings, reminders = coming.meetings_of(user, on), coming.reminders_of(user, on)
    found = Fortnight(roles=roles, on=on, meetings=meetings, reminders=reminders)
    if found.casework:
        found.as_guest = needed_as_guest(user, found.meetings)
    for theirs, sections in (
        (found.casework, OWN_WORK),
        (found.manages, MANAGERS),
        (found.administers, ADMINISTRATORS),
        (found.information_lead, INFORMATION_LEADS),
    ):
        for add in sections if theirs else ():
            add(found, user)
    return found
