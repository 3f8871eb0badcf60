"""A part of a family's item that is an item of its own."""

from datetime import timedelta

import pytest
from django.db import IntegrityError

from cases.models import Action, Case
from cases.status import ActionStatus
from consent.status import AgreementStatus, Information
from inputs.errors import NotAllowed
from meetings.editions import agency_edition
from meetings.models import AgendaItem
from meetings.screen import board_of
from meetings.services import (
    NewAction,
    close_meeting,
    decide,
    fill_agenda,
    put_off,
    save_item_draft,
    split_item,
    take_apart,
    take_together,
    undo_decision,
)
from meetings.status import DecisionKind, ItemKind, ItemStatus
from tests.days import days_ago, today
from tests.factories import meetings, sharing
from tests.meetings.asking import refused

pytestmark = pytest.mark.django_db


def split(item, team, title="Housing"):
    """Split the item."""
    return split_item(item=item, title=title, by=team.manager)


def ring(team):
    """An action of the family support worker."""
    return NewAction("Ring the landlord", team.support_worker, team.council, days_ago(-7))


def agreed(part, team, **facts):
    """Decide on the part: one action."""
    part.refresh_from_db()
    given = {"kind": DecisionKind.AGREED, "reason": "The flat is damp.", "actions": [ring(team)], "by": team.manager}
    return decide(item=part, version=part.version, on=today(), **{**given, **facts})


def test_a_part_stands_right_after_the_whole(team, meeting):
    first = meetings.progress_item(meeting, team, position=1)
    last = meetings.other_item(meeting, position=2)
    part = split(first, team)
    assert list(meeting.items.in_order()) == [first, part, last]


def test_a_part_is_of_the_same_family_and_case(team, meeting):
    whole = meetings.progress_item(meeting, team)
    part = split(whole, team)
    assert (part.kind, part.family_id, part.case_id, part.title) == (
        ItemKind.PART, whole.family_id, whole.case_id, "Housing",
    )  # fmt: skip


def test_a_part_is_seen_by_exactly_those_who_see_the_whole(team, meeting):
    whole = meetings.progress_item(meeting, team)
    part = split(whole, team)
    for who in team.everybody:
        seen = AgendaItem.objects.visible_to(who)
        assert seen.filter(pk=part.pk).exists() == seen.filter(pk=whole.pk).exists()
    assert not AgendaItem.objects.visible_to(team.housing_officer).filter(pk=part.pk).exists()


def test_a_part_is_decided_on_its_own_by_actions_of_the_case(team, meeting):
    whole = meetings.progress_item(meeting, team)
    agreed(split(whole, team), team)
    whole.refresh_from_db()
    assert Action.objects.get().case_id == whole.case_id
    assert whole.status == ItemStatus.WAITING


@pytest.mark.parametrize("kind", [DecisionKind.SUPPORT, DecisionKind.CLOSE, DecisionKind.GO_ON])
def test_a_part_decides_nothing_that_the_whole_decides(team, meeting, kind):
    part = split(meetings.progress_item(meeting, team), team)
    refused("wrong_decision", agreed, part=part, team=team, kind=kind)


def test_agreed_actions_are_at_least_one(team, meeting):
    part = split(meetings.progress_item(meeting, team), team)
    refused("no_action", agreed, part=part, team=team, actions=[])


def test_a_part_without_an_action_is_noted(team, meeting):
    part = split(meetings.progress_item(meeting, team), team)
    assert agreed(part, team, kind=DecisionKind.NOTED, actions=[]).pk


def test_a_part_begins_nothing_without_the_familys_agreement(team, meeting):
    part = split(meetings.progress_item(meeting, team), team)
    part.family.agreements.update(status=AgreementStatus.WITHDRAWN, withdrawn_on=today(), withdrawn_by="Mother")
    refused("no_agreement", agreed, part=part, team=team)


def test_a_part_gives_no_work_to_an_agency_that_may_not_know(team, meeting):
    part = split(meetings.progress_item(meeting, team), team)
    given = [NewAction("Look at the flat", team.housing_officer, team.housing, days_ago(-7))]
    refused("agency_left_out", agreed, part=part, team=team, actions=given)


def test_a_parts_decision_is_taken_back_with_its_actions(team, meeting):
    part = split(meetings.progress_item(meeting, team), team)
    agreed(part, team)
    undo_decision(item=part, by=team.manager, on=today())
    part.refresh_from_db()
    assert (part.status, Action.objects.get().status) == (ItemStatus.WAITING, ActionStatus.TAKEN_BACK)


def test_a_part_of_a_referral_joins_the_case_that_it_leads_to(team, meeting):
    whole = meetings.referral_item(meeting, team)
    part = split(whole, team)
    decide(
        item=whole, version=1, kind="support", reason="Yes.", lead=team.support_worker, by=team.manager, on=today()
    )  # fmt: skip
    agreed(part, team)
    assert Action.objects.get(what="Ring the landlord").case == Case.objects.get()


def test_a_case_is_not_taken_back_under_a_part_that_was_decided_on_it(team, meeting):
    whole = meetings.referral_item(meeting, team)
    part = split(whole, team)
    facts = {"kind": "support", "reason": "Yes.", "lead": team.support_worker, "by": team.manager, "on": today()}
    decide(item=whole, version=1, **facts)
    agreed(part, team)
    refused("part_decided", undo_decision, item=whole, by=team.manager, on=today())
    undo_decision(item=part, by=team.manager, on=today())
    undo_decision(item=whole, by=team.manager, on=today())
    part.refresh_from_db()
    assert (part.case_id, Case.objects.count()) == (None, 0)


def test_a_part_is_taken_back_while_it_waits_with_its_words_in_it(team, meeting):
    whole = meetings.progress_item(meeting, team)
    part = split(whole, team)
    save_item_draft(item=part, typed={"reason": "The flat is damp."}, version=1, by=team.manager)
    take_together(item=part, host=whole, by=team.manager)
    part.refresh_from_db()
    assert (list(meeting.items.waiting()), part.typed) == ([whole], {"reason": "The flat is damp."})
    take_apart(item=part, by=team.manager)
    assert meeting.items.waiting().count() == 2


def test_a_part_that_is_decided_is_not_taken_back(team, meeting):
    whole = meetings.progress_item(meeting, team)
    part = split(whole, team)
    agreed(part, team)
    refused("already_decided", take_together, item=part, host=whole, by=team.manager)


def test_something_with_a_part_in_it_is_not_taken_along_itself(team, meeting):
    family = meetings.known_family(team)
    case = meetings.progress_item(meeting, team, case=meetings.led_case(team, family=family))
    referral = meetings.referral_item(meeting, team, family=family)
    take_together(item=split(referral, team), host=referral, by=team.manager)
    refused("has_others", take_together, item=referral, host=case, by=team.manager)


def test_a_part_says_what_it_is_about(team, meeting):
    refused("no_title", split, item=meetings.progress_item(meeting, team), team=team, title="  ")


@pytest.mark.parametrize("make", [lambda at, team: meetings.other_item(at), lambda at, team: None])
def test_only_a_familys_whole_item_is_split(team, meeting, make):
    item = make(meeting, team) or split(meetings.progress_item(meeting, team), team)
    refused("cannot_be_split", split, item=item, team=team)


def test_what_is_decided_is_not_split(team, meeting):
    item = meetings.progress_item(meeting, team)
    meetings.decision(item, by=team.manager)
    refused("already_decided", split, item=item, team=team)


def test_only_who_runs_the_meeting_splits(team, meeting):
    with pytest.raises(NotAllowed):
        split_item(item=meetings.progress_item(meeting, team), title="Housing", by=team.support_worker)


def test_a_chair_does_not_split_what_is_not_for_their_agency(team, meeting):
    item = meetings.progress_item(
        meeting, team, case=meetings.led_case(team, family=meetings.known_family(team, to=[team.trust]))
    )
    meeting.chair = team.housing_officer
    meeting.save()
    with pytest.raises(NotAllowed):
        split_item(item=item, title="Housing", by=team.housing_officer)


def test_the_database_lets_a_part_be_of_no_other_family(team, meeting):
    part = split(meetings.progress_item(meeting, team), team)
    other = meetings.progress_item(meeting, team)
    with pytest.raises(IntegrityError, match="item_part_of_its_own_family"):
        AgendaItem.objects.filter(pk=part.pk).update(part_of=other)


@pytest.mark.parametrize("change", [{"title": ""}, {"kind": ItemKind.OTHER}])
def test_the_database_wants_a_part_to_have_a_family_and_a_title(team, meeting, change):
    part = split(meetings.progress_item(meeting, team), team)
    with pytest.raises(IntegrityError, match=r"item_is_of_what_its_kind_says|item_split_from_another_is_a_part"):
        AgendaItem.objects.filter(pk=part.pk).update(**change)


def test_a_part_that_was_put_off_comes_again_on_its_own(team, meeting):
    whole = meetings.progress_item(meeting, team)
    part = split(whole, team)
    put_off(item=part, because="The landlord has not answered", by=team.manager)
    whole.refresh_from_db()
    decide(item=whole, version=whole.version, kind="go_on", reason="Fine.", by=team.manager, on=today())
    close_meeting(meeting=meeting, by=team.manager, on=today())
    coming = meetings.meeting(team, on=today() + timedelta(days=14))
    for _ in range(2):
        fill_agenda(meeting=coming, by=None, on=today())
    again = coming.items.get(kind=ItemKind.PART)
    assert (again.kind, again.title, again.carried_from, again.case_id) == (
        ItemKind.PART, "Housing", part, whole.case_id,
    )  # fmt: skip


def test_a_part_that_comes_again_does_not_hide_its_case(team, meeting):
    whole = meetings.progress_item(meeting, team)
    put_off(item=split(whole, team), because="Not here", by=team.manager)
    put_off(item=whole, because="No time", by=team.manager)
    close_meeting(meeting=meeting, by=team.manager, on=today())
    coming = meetings.meeting(team, on=today() + timedelta(days=14))
    fill_agenda(meeting=coming, by=None, on=today())
    assert {one.kind for one in coming.items.all()} == {ItemKind.PART, ItemKind.REVIEW}


def test_an_excluded_agencys_edition_has_neither_part_nor_what_was_taken_along(team, meeting):
    family = meetings.known_family(team)
    case = meetings.progress_item(meeting, team, case=meetings.led_case(team, family=family))
    referral = meetings.referral_item(meeting, team, family=family, why="Referred by the quokka")
    take_together(item=referral, host=case, by=team.manager)
    part = split(AgendaItem.objects.get(pk=case.pk), team, title="Jacaranda")
    agreed(part, team)
    minutes = close_meeting(meeting=meeting, by=team.manager, on=today())
    shown = str(agency_edition(minutes, team.housing.pk, today()).content)
    assert "quokka" not in shown
    assert "Jacaranda" not in shown
    known = str(agency_edition(minutes, team.council.pk, today()).content)
    assert ("quokka" in known, "Jacaranda" in known) == (True, True)


def test_the_name_of_a_part_is_not_for_an_agency_that_something_is_kept_from(team, meeting):
    whole = meetings.progress_item(meeting, team)
    split(whole, team, title="Jacaranda")
    sharing.kept(whole.family, team.council, Information.HEALTH, by=team.manager)
    minutes = close_meeting(meeting=meeting, by=team.manager, on=today())
    assert "Jacaranda" not in str(agency_edition(minutes, team.council.pk, today()).content)


def test_the_last_decision_on_the_screen_is_the_one_on_the_whole(team, meeting):
    before = meetings.closed_meeting(team)
    case = meetings.led_case(team)
    whole = meetings.progress_item(before, team, case=case)
    meetings.decision(whole, by=team.manager, reason="The whole.")
    part = AgendaItem.objects.create(
        meeting=before, kind=ItemKind.PART, family=case.family, case=case, part_of=whole, title="Housing", position=9
    )
    meetings.decision(part, by=team.manager, kind=DecisionKind.NOTED)
    board = board_of(meetings.progress_item(meeting, team, case=case), team.manager, today())
    assert board.last_decision.reason == "The whole."
