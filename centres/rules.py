"""What must be true of a membership, of a partner agency and of days on which a centre is closed, whoever asks."""

from datetime import date, timedelta
from typing import Any

from django.db.models import Q

from centres.models import (
    Agency,
    Centre,
    ClosedDays,
    Membership,
    Service,
    ServiceSource,
    SharingProtocol,
    SourceReading,
)
from centres.open_referral.connecting import require_address
from centres.open_referral.listed import NotReadable
from centres.status import DIRECTORY_ROLES, reading_can_become
from inputs.dates import in_words
from inputs.errors import RuleBroken


def require_partner(centre: Centre, agency: Agency, on: date) -> None:
    """Staff of an agency take part once the agency has signed the centre's sharing protocol, while it is current.

    004: different agencies, different confidentiality rules. Raises RuleBroken("no_protocol").
    """
    if not Agency.objects.partners_of(centre.pk, on).filter(pk=agency.pk).exists():
        raise RuleBroken(
            "no_protocol",
            f"{agency} has no sharing protocol with {centre} that is in force. Have it signed or reviewed first.",
            "agency",
        )


def require_same_role_only_once(centre: Centre, user: Any, role: str, starts_on: date) -> None:
    """Nobody has the same role at a centre twice at the same time. Raises RuleBroken("already_member")."""
    same = Membership.objects.filter(Q(ends_on=None) | Q(ends_on__gte=starts_on), user=user, centre=centre, role=role)
    if same.exists():
        raise RuleBroken("already_member", f"{user} has this role at {centre} already.", "role")


def require_works_here(centre: Centre, person: Any, on: date, field: str) -> None:
    """Managers and supervisors named in a membership work with the centre. Raises RuleBroken("not_a_member")."""
    if person is None:
        return
    if not Membership.objects.filter(user=person, centre=centre).in_force(on).exists():
        raise RuleBroken("not_a_member", f"{person} does not work with {centre}.", field)


def require_somebody_else(person: Any, other: Any, field: str) -> None:
    """Nobody manages or supervises themselves. Raises RuleBroken("oneself")."""
    if other is not None and person is not None and other.pk == person.pk:
        raise RuleBroken("oneself", f"{other} cannot be this for themselves. Choose somebody else.", field)


def require_of_directory(centre: Centre, agency: Agency | None) -> None:
    """An employer is an agency of the centre's directory, whether or not its protocol is in force: it sees nothing.

    Raises RuleBroken("agency_elsewhere").
    """
    if agency is not None and not Agency.objects.known_at(centre.pk).filter(pk=agency.pk).exists():
        raise RuleBroken("agency_elsewhere", f"Choose an agency of the directory of {centre}.", "employer")


def require_end_after_start(membership: Membership, ends_on: date) -> None:
    """A membership ends on or after the day it starts. Raises RuleBroken("ends_before_start")."""
    if ends_on < membership.starts_on:
        started = in_words(membership.starts_on)
        raise RuleBroken("ends_before_start", f"The last day cannot be before {started}, when it starts.", "ends_on")


def require_not_ended(membership: Membership, on: date) -> None:
    """What has ended stays as it was: the log refers to it. Raises RuleBroken("already_ended")."""
    if membership.ends_on is not None and membership.ends_on < on:
        raise RuleBroken("already_ended", "This membership has ended already.")


def require_somebody_left(membership: Membership, ends_on: date) -> None:
    """A centre always has somebody who can keep its directory, or nobody could be let in or out again.

    Raises RuleBroken("last_keeper"). The caller holds the centre's row locked.
    """
    if membership.role not in DIRECTORY_ROLES:
        return
    after = Membership.objects.filter(
        Q(ends_on=None) | Q(ends_on__gt=ends_on),
        centre_id=membership.centre_id,
        role__in=DIRECTORY_ROLES,
        user__is_active=True,
    )
    if not after.exclude(pk=membership.pk).exists():
        raise RuleBroken(
            "last_keeper",
            "Nobody would be left who can look after the directory. Give somebody else this role first.",
        )


def require_version_signed_once(centre: Centre, agency: Agency, version: str) -> None:
    """A version of the sharing protocol is signed once; what was signed is never edited.

    Raises RuleBroken("version_signed").
    """
    signed = SharingProtocol.objects.filter(centre=centre, agency=agency, version__iexact=version).first()
    if signed:
        raise RuleBroken(
            "version_signed",
            f"{agency} signed version {signed.version} on {in_words(signed.signed_on)}. Enter a newer one.",
            "version",
        )


def require_newest_signature(centre: Centre, agency: Agency, signed_on: date) -> None:
    """The protocol that was signed last is the one that counts, so it is recorded last.

    Raises RuleBroken("signed_before_another").
    """
    later = SharingProtocol.objects.filter(centre=centre, agency=agency, signed_on__gt=signed_on).first()
    if later:
        raise RuleBroken(
            "signed_before_another",
            f"{agency} signed version {later.version} on {in_words(later.signed_on)}, which is later.",
            "signed_on",
        )


def require_signed_and_current(signed_on: date, review_on: date | None, on: date) -> None:
    """A protocol counts once it is signed, until the day of its review.

    Raises RuleBroken("not_signed_yet"), RuleBroken("review_past").
    """
    if signed_on > on:
        raise RuleBroken("not_signed_yet", "The day it was signed must be today or in the past.", "signed_on")
    if review_on is not None and review_on < on:
        raise RuleBroken("review_past", "The day of its review must be today or in the future.", "review_on")


LONGEST_CLOSED = timedelta(days=31)


def require_days_to_close(centre: Centre, first_on: date, last_on: date, on: date) -> None:
    """Days to come, in their order, not closed already, and not so many that it is a slip of the pen.

    Raises RuleBroken("ends_before_start"), RuleBroken("over_already"), RuleBroken("closed_too_long"),
    RuleBroken("closed_already").
    """
    if last_on < first_on:
        raise RuleBroken("ends_before_start", "The last day cannot be before the first.", "last_on")
    if last_on < on:
        raise RuleBroken("over_already", "These days are over. Enter days to come.", "last_on")
    if last_on - first_on >= LONGEST_CLOSED:
        raise RuleBroken(
            "closed_too_long",
            f"That is more than {LONGEST_CLOSED.days} days. Look at the year; a longer time is entered in parts.",
            "last_on",
        )
    found = ClosedDays.objects.filter(centre=centre).touching(first_on, last_on).first()
    if found:
        raise RuleBroken(
            "closed_already",
            f"{centre} is closed from {in_words(found.first_on)} to {in_words(found.last_on)} already: {found.why}. "
            "Take that out first.",
            "first_on",
        )


def require_ages_in_order(from_months: int, to_months: int) -> None:
    """The youngest is not older than the oldest. Raises RuleBroken("ages_out_of_order")."""
    if from_months > to_months:
        raise RuleBroken("ages_out_of_order", "The oldest age cannot be below the youngest.", "to_age_months")


def require_listed_once(centre: Centre, name: str, but: Service | None = None) -> None:
    """A service that the centre enters itself stands once in its directory. Raises RuleBroken("listed_already")."""
    same = (
        Service.objects.filter(centre=centre, source=None, name__iexact=name).exclude(pk=but.pk if but else 0).first()
    )
    if same:
        ended = " It has ended: offer it again instead." if same.ended_on else ""
        raise RuleBroken("listed_already", f"{same.name} is in the directory already.{ended}", "name")


def require_of_no_source(service: Service) -> None:
    """What comes from a source is changed there: the next reading would undo it. Raises RuleBroken("of_a_source")."""
    if service.kept_by_source:
        raise RuleBroken("of_a_source", f"This comes from {service.source}. Have it changed there, then read it again.")


def require_offered(service: Service) -> None:
    """Nobody is told about what has ended. Raises RuleBroken("has_ended")."""
    if service.ended_on is not None:
        raise RuleBroken("has_ended", f"{service} is no longer offered, since {in_words(service.ended_on)}.", "service")


def require_ended(service: Service) -> None:
    """Only what has ended begins again. Raises RuleBroken("not_ended")."""
    if service.ended_on is None:
        raise RuleBroken("not_ended", f"{service} is offered already.")


def require_source_once(centre: Centre, name: str, address: str) -> None:
    """Two sources with one name, or of one address, would make doubles.

    Raises RuleBroken("source_listed"), RuleBroken("address_listed").
    """
    here = ServiceSource.objects.filter(centre=centre)
    if here.filter(name__iexact=name).exists():
        raise RuleBroken("source_listed", f"There is a source called {name} already.", "name")
    same = here.filter(address=address, stopped_on=None).first() if address else None
    if same:
        raise RuleBroken("address_listed", f"This address is read already, as {same}.", "address")


def require_public_address(address: str) -> None:
    """A feed is on the open internet, by https, without a password. Raises RuleBroken("bad_address")."""
    try:
        if address:
            require_address(address)
    except NotReadable as wrong:
        raise RuleBroken("bad_address", wrong.sentence, "address") from wrong


def require_source_read(source: ServiceSource) -> None:
    """A source that was stopped is read no more. Raises RuleBroken("source_stopped")."""
    if source.stopped_on is not None:
        raise RuleBroken("source_stopped", f"{source} is no longer read, since {in_words(source.stopped_on)}.")


def require_feed(source: ServiceSource) -> None:
    """Only what has an address can be asked. Raises RuleBroken("no_address")."""
    if not source.address:
        raise RuleBroken("no_address", f"{source} comes as a file: choose the newest one.", "file")


def require_no_open_reading(source: ServiceSource) -> None:
    """One reading at a time: two would undo each other. Raises RuleBroken("already_being_read")."""
    if source.readings.open().exists():
        raise RuleBroken("already_being_read", f"{source} is being read, or what was read waits. Settle that first.")


def require_reading_can_become(reading: SourceReading, status: str) -> None:
    """What was read is taken over, or not, once. Raises RuleBroken("not_ready")."""
    if not reading_can_become(reading.status, status):
        now = reading.get_status_display().partition(":")[0].lower()
        raise RuleBroken("not_ready", f"This reading cannot be settled: {now}.")


def require_seen(now: str, seen: str) -> None:
    """Nothing is changed that nobody has looked at. Raises RuleBroken("stale_changes")."""
    if now != seen:
        raise RuleBroken(
            "stale_changes", "The directory has changed since you looked. Look again at what would change."
        )
