"""The team around the family, and explicit shares."""

from datetime import date
from typing import Any

from django.db import transaction

from audit.services import record
from cases.access import grant, revoke
from cases.models import Case, CaseShareWithAgency, CaseShareWithPerson, TeamMember
from cases.policies import may_change_contribution, may_coordinate, may_leave_team
from cases.rules import (
    require_agreement,
    require_in_team,
    require_membership,
    require_not_in_team,
    require_open,
    require_share_dates,
    require_wished,
    require_words,
)
from cases.services.locks import locked_case, locked_of_case
from centres.models import Agency
from inputs.errors import RuleBroken


@transaction.atomic
def join_team(*, case: Case, user: Any, contribution: str, by: Any, on: date, in_meeting: bool = False) -> TeamMember:
    """Bring somebody into the team, with what they contribute. Raises NotAllowed, RuleBroken."""
    case = locked_case(case)
    may_coordinate(by, case, in_meeting=in_meeting).require()
    require_open(case)
    require_agreement(case.family, on)
    require_words(contribution, "no_contribution", "Say what they contribute.", "contribution")
    memberships = require_membership(case.centre_id, user, on, "user")
    agency_id = require_wished(case.family, {membership.agency_id for membership in memberships}, "user")
    require_not_in_team(case, user, on)
    member = TeamMember.objects.create(case=case, user=user, agency_id=agency_id, contribution=contribution, since=on)
    record(by=by, verb="join_team", subject=case, member=user.pk)
    return member


@transaction.atomic
def change_contribution(*, member: TeamMember, contribution: str, by: Any, on: date) -> TeamMember:
    """Say anew what a member contributes; what it was stays in the history. Raises NotAllowed, RuleBroken."""
    member = locked_of_case(member)
    may_change_contribution(by, member).require()
    require_open(member.case)
    require_in_team(member)
    require_words(contribution, "no_contribution", "Say what they contribute.", "contribution")
    member.contribution = contribution
    member.save(update_fields=["contribution"])
    record(by=by, verb="change_contribution", subject=member.case, member=member.user_id, on=str(on))
    return member


@transaction.atomic
def leave_team(*, member: TeamMember, by: Any, on: date) -> TeamMember:
    """End somebody's part in the team; today is their last day. Raises NotAllowed, RuleBroken."""
    member = locked_of_case(member)
    may_leave_team(by, member).require()
    require_in_team(member)
    member.until = max(on, member.since)
    member.save(update_fields=["until"])
    record(by=by, verb="leave_team", subject=member.case, member=member.user_id)
    return member


@transaction.atomic
def share_case(*, case: Case, to: Any, until: date, reason: str, by: Any, on: date) -> Any:
    """Let one more person (a User) or everybody of an Agency at the centre read the case, until a date.

    Raises NotAllowed, RuleBroken.
    """
    case = locked_case(case)
    may_coordinate(by, case).require()
    require_open(case)
    require_agreement(case.family, on)
    require_words(reason, "no_reason", "Say why they need to know.", "reason")
    require_share_dates(until, on)
    if isinstance(to, Agency):
        agency_ids = {to.pk}
    else:
        agency_ids = {found.agency_id for found in require_membership(case.centre_id, to, on, "to")}
    require_wished(case.family, agency_ids, "to")
    share = grant(case=case, to=to, until=until, reason=reason, by=by)
    record(by=by, verb="share_case", subject=case, to=to._meta.label_lower, to_id=to.pk, until=str(until))
    return share


@transaction.atomic
def end_share(*, share: CaseShareWithPerson | CaseShareWithAgency, by: Any, on: date) -> None:
    """End a share now. Raises NotAllowed, RuleBroken."""
    case = locked_case(share.content_object)
    share = type(share).objects.select_for_update().get(pk=share.pk)
    may_coordinate(by, case).require()
    if share.until < on:
        raise RuleBroken("already_ended", "This share has already ended.")
    revoke(share=share, on=on)
    record(by=by, verb="end_share", subject=case, share=share.pk, kind=share._meta.model_name)
