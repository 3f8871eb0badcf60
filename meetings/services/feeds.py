"""The private address of somebody's meetings for their calendar program."""

import hashlib
import secrets
from datetime import date, timedelta

from django.db import transaction
from django.db.models import F, Q
from django.utils import timezone

from accounts.models import User
from audit.services import record
from centres.models import Centre
from centres.querysets import centre_ids
from centres.status import CASEWORK_ROLES
from meetings.calendar import published
from meetings.models import Attendance, CalendarFeed, Meeting
from meetings.services.slots import organiser, slot_of

BYTES = 32  # 256 random bits: nobody guesses one, so a plain hash of it is enough
LONGEST = 100
BACK = timedelta(days=28)


def _hash(secret: str) -> str:
    return hashlib.sha256(secret.encode()).hexdigest()


@transaction.atomic
def make_feed(*, by: User) -> str:
    """Give `by` a new private address; the one before, if there was one, works no longer. Returns its secret, once."""
    User.objects.select_for_update(no_key=True).get(pk=by.pk)
    secret = secrets.token_urlsafe(BYTES)
    CalendarFeed.objects.update_or_create(user=by, defaults={"token_hash": _hash(secret), "made_at": timezone.now()})
    record(by=by, verb="make_feed", subject=by)
    return secret


@transaction.atomic
def revoke_feed(*, by: User) -> None:
    """Let the private address of `by` work no longer; without one it changes nothing."""
    User.objects.select_for_update(no_key=True).get(pk=by.pk)
    gone, _ = CalendarFeed.objects.filter(user=by).delete()
    if gone:
        record(by=by, verb="revoke_feed", subject=by)


def person_of_feed(secret: str) -> User | None:
    """Whose address it is, if it is anybody's. A second step that was reset ends it, as it ends tokens."""
    if len(secret) > LONGEST:
        return None
    found = User.objects.filter(is_active=True, calendar_feed__token_hash=_hash(secret))
    return found.filter(Q(signed_out_at=None) | Q(signed_out_at__lt=F("calendar_feed__made_at"))).first()


def feed_of(person: User, *, on: date) -> bytes | None:
    """The meetings at which `person` is expected, from four weeks ago on; None for who works with families nowhere."""
    centres = list(Centre.objects.filter(pk__in=centre_ids(person, *CASEWORK_ROLES)).values_list("pk", flat=True))
    if not centres:
        return None
    mine = Attendance.objects.filter(user=person).values("meeting")
    meetings = Meeting.objects.filter(pk__in=mine, centre__in=centres, on__gte=on - BACK)
    slots = [slot_of(one) for one in meetings.select_related("series").order_by("on", "id")]
    return published(slots, name="Fortnight", organiser=organiser(), now=timezone.now())
