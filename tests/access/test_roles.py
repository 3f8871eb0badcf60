"""What each role alone may: one line for each policy that asks nothing but the role, written by hand.

Tried for every role, for the same role at another centre, for one that has ended and for one that has not begun.
"""

from collections.abc import Callable
from typing import Any

import pytest

from cases.policies import (
    may_agree_action,
    may_bring_cases,
    may_coordinate,
    may_find,
    may_offer_lead,
    may_open,
    may_see_uses,
    may_try_break_glass,
)
from centres.policies import may_change_directory, may_start_membership
from centres.status import Role
from consent.policies import (
    may_bring_agreements,
    may_keep_wordings,
    may_list_decisions,
    may_mark_decision_seen,
    may_record_agreement,
    may_record_decision,
    may_withdraw_agreement,
)
from families.policies import (
    may_bring_families,
    may_change_family,
    may_list_families,
    may_register_family,
    may_see_address,
)
from meetings.policies import may_keep_series
from referrals.policies import may_answer, may_bring_referrals, may_join, may_refer, may_withdraw
from reports.policies import (
    may_have_copy,
    may_read_log,
    may_see_decisions_on_copy,
    may_see_health_on_copy,
    may_see_reports,
)
from tests.days import days_ago
from tests.factories import cases, centres, sharing
from transfer.policies import may_export_everything, may_import, may_see_exports, may_stop_export

pytestmark = pytest.mark.django_db

MANAGER = {Role.CENTRE_MANAGER}
CASEWORK = {
    Role.CENTRE_MANAGER, Role.FAMILY_SUPPORT_WORKER, Role.HEALTH_VISITOR, Role.ANCILLARY_HEALTH_WORKER,
    Role.SPECIALIST, Role.LINK_SOCIAL_WORKER,
}  # fmt: skip
KEEPERS = {Role.CENTRE_MANAGER, Role.ADMINISTRATOR}
INFORMATION_LEAD = {Role.INFORMATION_LEAD}

POLICIES: dict[str, tuple[Callable[[Any, Any], Any], set[Role]]] = {
    "change the directory": (lambda who, at: may_change_directory(who, at.centre_id), KEEPERS),
    "give somebody a role": (lambda who, at: may_start_membership(who, at.centre_id, None), KEEPERS),
    "record an agreement": (lambda who, at: may_record_agreement(who, at.family), CASEWORK),
    "record a withdrawal": (lambda who, at: may_withdraw_agreement(who, at.referral.agreement), CASEWORK),
    "keep the wordings": (lambda who, at: may_keep_wordings(who, at.centre_id), KEEPERS),
    "bring a list along": (lambda who, at: may_import(who, at.centre_id), MANAGER),
    "bring a list's families": (lambda who, at: may_bring_families(who, at.centre_id), MANAGER),
    "bring a list's agreements": (lambda who, at: may_bring_agreements(who, at.centre_id), MANAGER),
    "bring a list's referrals": (lambda who, at: may_bring_referrals(who, at.centre_id), MANAGER),
    "bring a list's cases": (lambda who, at: may_bring_cases(who, at.centre_id), MANAGER),
    "decide to share": (lambda who, at: may_record_decision(who, at.family), MANAGER),
    "decide to share in a case": (lambda who, at: may_record_decision(who, at.family, in_case=True), CASEWORK),
    "mark a decision as seen": (
        lambda who, at: may_mark_decision_seen(who, at.family.sharing_decisions.get()), INFORMATION_LEAD,
    ),
    "register a family": (lambda who, at: may_register_family(who, at.centre_id), CASEWORK),
    "change a family's record": (lambda who, at: may_change_family(who, at.family), MANAGER),
    "ask for an address by role": (lambda who, at: may_see_address(who, at.family), MANAGER),
    "refer": (lambda who, at: may_refer(who, at.centre_id), CASEWORK),
    "answer a referral": (lambda who, at: may_answer(who, at.referral), CASEWORK),
    "withdraw somebody else's referral": (lambda who, at: may_withdraw(who, at.referral), MANAGER),
    "join two families": (lambda who, at: may_join(who, at.referral), MANAGER),
    "keep a series": (lambda who, at: may_keep_series(who, at.centre_id), KEEPERS),
    "see the figures": (lambda who, at: may_see_reports(who, at.centre), KEEPERS),
    "read the log": (lambda who, at: may_read_log(who, at.centre), INFORMATION_LEAD),
    "export everything": (lambda who, at: may_export_everything(who, at.centre_id), INFORMATION_LEAD),
    "stop an export of everything": (lambda who, at: may_stop_export(who, at.centre_id), MANAGER | INFORMATION_LEAD),
    "make a copy by role": (lambda who, at: may_have_copy(who, at.family, None), MANAGER),
    "have health on a copy by role": (lambda who, at: may_see_health_on_copy(who, at.family, None), MANAGER),
    "have decisions on a copy by role": (lambda who, at: may_see_decisions_on_copy(who, at.family, None), MANAGER),
    "open a case": (lambda who, at: may_open(who, at.centre_id), CASEWORK),
    "coordinate in the meeting": (lambda who, at: may_coordinate(who, at, in_meeting=True), CASEWORK),
    "coordinate a stranger's case": (lambda who, at: may_coordinate(who, at), MANAGER),
    "offer a lead in the meeting": (lambda who, at: may_offer_lead(who, at, in_meeting=True), CASEWORK),
    "offer a lead between meetings": (lambda who, at: may_offer_lead(who, at), MANAGER),
    "agree an action of the team": (lambda who, at: may_agree_action(who, at.centre_id, None), CASEWORK),
    "agree an action in the meeting": (
        lambda who, at: may_agree_action(who, at.centre_id, at, in_meeting=True), CASEWORK,
    ),
    "agree an action in a stranger's case": (lambda who, at: may_agree_action(who, at.centre_id, at), MANAGER),
}  # fmt: skip
# These ask about any centre: somebody who works at another one may there.
ANYWHERE: dict[str, tuple[Callable[[Any], Any], set[Role]]] = {
    "list families": (may_list_families, MANAGER),
    "list sharing decisions": (may_list_decisions, MANAGER | INFORMATION_LEAD),
    "see the uses of the emergency": (may_see_uses, INFORMATION_LEAD),
    "see that everything is exported": (may_see_exports, MANAGER | INFORMATION_LEAD),
    "try to open in an emergency": (may_try_break_glass, CASEWORK),
    "look for a family": (may_find, CASEWORK),
}


@pytest.fixture
def case():
    """A case in which nobody of these people takes part."""
    made = cases.case_without_lead()
    sharing.decision(made.family, by=centres.manager(made.centre))
    return made


@pytest.mark.parametrize("policy", POLICIES)
def test_each_role_may_what_the_line_says_here_and_now(case, policy):
    may, roles = POLICIES[policy]
    assert {role for role in Role if may(centres.member(case.centre, role), case)} == roles


@pytest.mark.parametrize("policy", POLICIES)
def test_a_role_at_another_centre_one_that_ended_and_one_to_come_give_nothing(case, policy):
    may, roles = POLICIES[policy]
    elsewhere = centres.centre()
    people = [person for role in roles for person in (
        centres.member(elsewhere, role), centres.member(case.centre, role, ends_on=days_ago(1)),
        centres.member(case.centre, role, starts_on=days_ago(-1)),
    )]  # fmt: skip
    assert [person for person in [*people, centres.user(is_superuser=True)] if may(person, case)] == []


@pytest.mark.parametrize("policy", ANYWHERE)
def test_each_role_may_what_the_line_says_wherever_it_is(policy):
    may, roles = ANYWHERE[policy]
    at = centres.centre()
    assert {role for role in Role if may(centres.member(at, role))} == roles


@pytest.mark.parametrize("policy", ANYWHERE)
def test_a_role_that_ended_gives_nothing_anywhere(policy):
    may, roles = ANYWHERE[policy]
    at = centres.centre()
    assert [role for role in roles if may(centres.member(at, role, ends_on=days_ago(1)))] == []
