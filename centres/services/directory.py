"""Letting people and agencies into a centre's work and people out of it, its closed days, and the first centre."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db import transaction

from accounts import services as accounts
from accounts.models import User
from accounts.services import invite_again, invite_user, revoke_every_token
from audit.services import record
from centres import rules
from centres.models import Agency, Centre, ClosedDays, Membership, SharingProtocol
from centres.policies import (
    may_change_directory,
    may_change_membership,
    may_confirm_membership,
    may_end_membership,
    may_reset_second_factor,
    may_start_membership,
)
from centres.status import AgencyKind, Role


@transaction.atomic
def invite_practitioner(
    *,
    email: str,
    name: str,
    centre: Centre,
    agency: Agency,
    role: str,
    title: str = "",
    may_commit: str = "",
    reach: str = "",
    phone: str = "",
    employer: Agency | None = None,
    supervisor: User | None = None,
    line_manager: User | None = None,
    starts_on: date,
    by: Any,
    on: date,
) -> Membership:
    """Give somebody a role at the centre; who has no account yet gets one, and an e-mail to choose a password.

    Raises NotAllowed, and RuleBroken: no_protocol, already_member, not_a_member, oneself, agency_elsewhere,
    account_inactive.
    """
    Centre.objects.select_for_update().get(pk=centre.pk)
    known = User.objects.filter(email__iexact=email.strip()).first()
    may_start_membership(by, centre.pk, known).require()
    rules.require_partner(centre, agency, on)
    _require_can_answer_to(centre, known, employer, line_manager, supervisor, on)
    person, _ = invite_user(email=email, name=name, phone=phone, by=by)
    if Membership.objects.have_all_ended(person):
        revoke_every_token(user=person, by=by)  # who comes back does not find old ways in open again
    rules.require_same_role_only_once(centre, person, role, starts_on)
    membership = Membership.objects.create(
        user=person,
        centre=centre,
        agency=agency,
        role=role,
        title=title,
        may_commit=may_commit,
        reach=reach,
        verified_on=on,
        employer=_another(employer, agency),
        supervisor=supervisor,
        line_manager=line_manager,
        starts_on=starts_on,
    )
    record(by=by, verb="start_membership", subject=membership, role=role, agency=agency.pk, starts_on=str(starts_on))
    return membership


def _require_can_answer_to(
    centre: Centre, person: User | None, employer: Agency | None, line_manager: User | None, supervisor: User | None,
    on: date,
) -> None:  # fmt: skip
    rules.require_of_directory(centre, employer)
    for field, boss in (("line_manager", line_manager), ("supervisor", supervisor)):
        rules.require_somebody_else(person, boss, field)
        rules.require_works_here(centre, boss, on, field)


def _another(employer: Agency | None, agency: Agency) -> Agency | None:
    """The employer, if it is not the agency for which they act."""
    return None if employer is not None and employer.pk == agency.pk else employer


@transaction.atomic
def change_membership(
    *, membership: Membership, title: str, may_commit: str, reach: str, employer: Agency | None,
    line_manager: User | None, supervisor: User | None, by: Any, on: date,
) -> Membership:  # fmt: skip
    """Say anew what a job is called, what they can commit, how to reach them and to whom they answer; it goes on.

    The families that they lead open to the new supervisor, and close to the former one, with the next request. Raises
    NotAllowed, and RuleBroken: already_ended, not_a_member, oneself, agency_elsewhere.
    """
    Centre.objects.select_for_update(no_key=True).get(pk=membership.centre_id)
    membership = Membership.objects.select_for_update(of=("self",)).shown().get(pk=membership.pk)
    may_change_membership(by, membership).require()
    rules.require_not_ended(membership, on)
    _require_can_answer_to(membership.centre, membership.user, employer, line_manager, supervisor, on)
    membership.title, membership.may_commit, membership.reach = title, may_commit, reach
    membership.verified_on = on
    membership.employer = _another(employer, membership.agency)
    membership.line_manager, membership.supervisor = line_manager, supervisor
    membership.save(
        update_fields=["title", "may_commit", "reach", "verified_on", "employer", "line_manager", "supervisor"]
    )
    record(
        by=by, verb="change_membership", subject=membership, employer=membership.employer_id,
        line_manager=membership.line_manager_id, supervisor=membership.supervisor_id,
    )  # fmt: skip
    return membership


@transaction.atomic
def confirm_membership(*, membership: Membership, by: Any, on: date) -> Membership:
    """Say that what the directory says of somebody is right today. Raises NotAllowed, RuleBroken("already_ended")."""
    membership = Membership.objects.select_for_update(of=("self",)).shown().get(pk=membership.pk)
    may_confirm_membership(by, membership).require()
    rules.require_not_ended(membership, on)
    membership.verified_on = on
    membership.save(update_fields=["verified_on"])
    record(by=by, verb="confirm_membership", subject=membership, on=str(on))
    return membership


@transaction.atomic
def end_membership(*, membership: Membership, ends_on: date, by: Any, on: date) -> Membership:
    """Let `ends_on` be the last day of a membership; from the next day it gives nothing.

    A day before `on` ends it at once. Raises NotAllowed, and RuleBroken: already_ended, ends_before_start, last_keeper.
    """
    Centre.objects.select_for_update().get(pk=membership.centre_id)  # two last keepers cannot end each other
    membership = Membership.objects.select_for_update(of=("self",)).select_related("user").get(pk=membership.pk)
    may_end_membership(by, membership).require()
    rules.require_not_ended(membership, on)
    rules.require_end_after_start(membership, ends_on)
    rules.require_somebody_left(membership, ends_on)
    membership.ends_on = ends_on
    membership.save(update_fields=["ends_on"])
    record(by=by, verb="end_membership", subject=membership, ends_on=str(ends_on))
    return membership


@transaction.atomic
def send_invitation_again(*, membership: Membership, by: Any) -> None:
    """Send somebody the link to choose their first password once more. Raises NotAllowed, RuleBroken."""
    may_start_membership(by, membership.centre_id, membership.user).require()
    invite_again(user=membership.user, by=by)


@transaction.atomic
def reset_second_factor(*, membership: Membership, by: Any, on: date) -> None:
    """Take somebody's lost second step away: they are signed out, told, and set a new one up when they sign in.

    Raises NotAllowed, RuleBroken("already_without"), RuleBroken("already_ended").
    """
    may_reset_second_factor(by, membership).require()
    rules.require_not_ended(membership, on)
    accounts.reset_second_factor(user=membership.user, by=by, centre_id=membership.centre_id)


@transaction.atomic
def add_partner(
    *,
    centre: Centre,
    name: str,
    kind: str,
    phone: str = "",
    version: str,
    signed_by: str,
    signed_on: date,
    review_on: date | None = None,
    by: Any,
    on: date,
) -> SharingProtocol:
    """Record that an agency signed the centre's sharing protocol, or a newer version of it: its staff can take part.

    An agency of that name that is known already, here or at another centre, is taken as it is; only a telephone
    number it lacks is added. Raises NotAllowed, RuleBroken: version_signed, signed_before_another, not_signed_yet,
    review_past.
    """
    Centre.objects.select_for_update(no_key=True).get(pk=centre.pk)
    may_change_directory(by, centre.pk).require()
    rules.require_signed_and_current(signed_on, review_on, on)
    agency = _agency_called(name.strip(), kind, phone)
    rules.require_version_signed_once(centre, agency, version.strip())
    rules.require_newest_signature(centre, agency, signed_on)
    protocol = SharingProtocol.objects.create(
        centre=centre,
        agency=agency,
        version=version.strip(),
        signed_by=signed_by.strip(),
        signed_on=signed_on,
        review_on=review_on,
    )
    record(by=by, verb="add_partner", subject=protocol, agency=agency.pk, signed_on=str(signed_on))
    return protocol


def _agency_called(name: str, kind: str, phone: str) -> Agency:
    agency = Agency.objects.filter(name__iexact=name).order_by("id").first()
    if agency is None:  # get_or_create: another centre may add the same agency at this moment
        agency, _ = Agency.objects.get_or_create(name=name, defaults={"kind": kind, "phone": phone})
    if phone and not agency.phone:
        agency.phone = phone
        agency.save(update_fields=["phone"])
    return agency


@transaction.atomic
def close_on(*, centre: Centre, first_on: date, last_on: date, why: str, by: Any, on: date) -> ClosedDays:
    """Record days on which the centre is closed: no review falls due on them from now on.

    Raises NotAllowed, and RuleBroken: ends_before_start, over_already, closed_too_long, closed_already.
    """
    centre = Centre.objects.select_for_update(no_key=True).get(pk=centre.pk)
    may_change_directory(by, centre.pk).require()
    rules.require_days_to_close(centre, first_on, last_on, on)
    days = ClosedDays.objects.create(centre=centre, first_on=first_on, last_on=last_on, why=why.strip())
    record(by=by, verb="close_on", subject=centre, centre_id=centre.pk, first_on=str(first_on), last_on=str(last_on))
    return days


@transaction.atomic
def open_again(*, days: ClosedDays, by: Any) -> None:
    """The centre is not closed on these days after all; the history keeps that it was to be. Raises NotAllowed."""
    centre = Centre.objects.select_for_update(no_key=True).get(pk=days.centre_id)
    may_change_directory(by, centre.pk).require()
    record(by=by, verb="open_again", subject=centre, centre_id=centre.pk, first_on=str(days.first_on))
    days.delete()


@dataclass(frozen=True)
class NewCentre:
    """What a first centre needs."""

    name: str
    address: str
    postcode: str
    phone: str
    duty_phone: str
    duty_phone_out_of_hours: str
    agency: str  # who runs it
    agency_kind: str = AgencyKind.COUNCIL


@transaction.atomic
def start_centre(*, new: NewCentre, email: str, name: str, signed_by: str, on: date, by: Any = None) -> Membership:
    """Set up a centre, the agency that runs it and its first administrator, who can let in everybody else.

    Only whoever runs the installation does this, from the command line: `by` is None, the system.
    """
    centre = Centre.objects.create(
        name=new.name,
        address=new.address,
        postcode=new.postcode,
        phone=new.phone,
        duty_phone=new.duty_phone,
        duty_phone_out_of_hours=new.duty_phone_out_of_hours,
    )
    agency, _ = Agency.objects.get_or_create(name=new.agency, defaults={"kind": new.agency_kind})
    SharingProtocol.objects.create(centre=centre, agency=agency, version="1.0", signed_by=signed_by, signed_on=on)
    person, _ = invite_user(email=email, name=name, by=by)
    membership = Membership.objects.create(
        user=person, centre=centre, agency=agency, role=Role.ADMINISTRATOR, starts_on=on
    )
    record(by=by, verb="start_centre", subject=centre, centre_id=centre.pk, administrator=membership.pk)
    return membership
