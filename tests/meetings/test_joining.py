"""Two items of one family, discussed and decided together."""

from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction

from cases.models import Case
from inputs.errors import NotAllowed
from meetings.models import AgendaItem, Decision
from meetings.services import (
    close_meeting,
    decide,
    fill_agenda,
    put_off,
    take_apart,
    take_together,
    take_up_again,
    undo_decision,
)
from meetings.status import DecisionKind, ItemStatus
from referrals.status import FeedbackKind, ReferralStatus
from tests.at_once import at_once
from tests.days import today
from tests.factories import meetings
from tests.meetings.asking import refused
from tests.meetings.joined import both_of_a_family, together

pytestmark = pytest.mark.django_db


def go_on(item, team, **facts):
    """Decide on the case."""
    item.refresh_from_db()
    given = {"version": item.version, "kind": DecisionKind.GO_ON, "reason": "It helps.", "by": team.manager}
    return decide(item=item, on=today(), **{**given, **facts})


def test_what_is_taken_along_no_longer_waits(team, meeting):
    referral, case = both_of_a_family(meeting, team)
    together(referral, case, team.manager)
    assert list(meeting.items.waiting()) == [case]


def test_one_decision_answers_the_referrer_and_opens_no_second_case(team, meeting):
    referral, case = both_of_a_family(meeting, team)
    together(referral, case, team.manager)
    go_on(case, team)
    told = referral.referral
    told.refresh_from_db()
    assert (told.status, Case.objects.filter(family=case.family).count()) == (ReferralStatus.ACCEPTED, 1)
    words = told.feedback.get(kind=FeedbackKind.DECISION).words
    assert "No second case is opened." in words
    assert "Sam Worth is the family's lead professional." in words
    assert "Why: It helps." in words


def test_the_referral_is_joined_to_the_case(team, meeting):
    referral, case = both_of_a_family(meeting, team)
    together(referral, case, team.manager)
    go_on(case, team)
    referral.refresh_from_db()
    assert (referral.case_id, referral.status) == (case.case_id, ItemStatus.TOGETHER)


def test_taking_the_decision_back_takes_both_back(team, meeting):
    referral, case = both_of_a_family(meeting, team)
    together(referral, case, team.manager)
    go_on(case, team)
    undo_decision(item=case, by=team.manager, on=today())
    referral.refresh_from_db()
    assert referral.referral.status == ReferralStatus.SUBMITTED
    assert (referral.case_id, referral.status, Decision.objects.count()) == (None, ItemStatus.TOGETHER, 0)


def test_taking_apart_is_the_way_back(team, meeting):
    referral, case = both_of_a_family(meeting, team)
    meetings.view(referral, team.trust, by=team.health_visitor)
    together(referral, case, team.manager)
    take_apart(item=referral, by=team.manager)
    referral.refresh_from_db()
    assert (referral.status, referral.taken_with, referral.views.count()) == (ItemStatus.WAITING, None, 1)


def test_what_is_decided_together_is_not_taken_apart(team, meeting):
    referral, case = both_of_a_family(meeting, team)
    together(referral, case, team.manager)
    go_on(case, team)
    refused("decided_together", take_apart, item=referral, by=team.manager)


def test_only_what_is_together_is_taken_apart(team, meeting):
    referral, _ = both_of_a_family(meeting, team)
    refused("not_together", take_apart, item=referral, by=team.manager)


def test_a_case_is_not_closed_with_an_unanswered_referral_on_it(team, meeting):
    referral, case = both_of_a_family(meeting, team)
    together(referral, case, team.manager)
    refused("referral_with_it", go_on, item=case, team=team, kind=DecisionKind.CLOSE, closing="needs_met")


def test_two_families_are_never_one_item(team, meeting):
    referral, _ = both_of_a_family(meeting, team)
    _, other = both_of_a_family(meeting, team, name="Other")
    refused("other_family", take_together, item=referral, host=other, by=team.manager)


def test_the_database_keeps_two_families_apart(team, meeting):
    referral, _ = both_of_a_family(meeting, team)
    _, other = both_of_a_family(meeting, team, name="Other")
    with pytest.raises(IntegrityError, match="item_taken_with_its_own_family"):
        AgendaItem.objects.filter(pk=referral.pk).update(taken_with=other, status=ItemStatus.TOGETHER)


def test_the_database_keeps_two_meetings_apart(team, meeting):
    family = meetings.known_family(team)
    case = meetings.led_case(team, family=family)
    before = meetings.progress_item(meetings.closed_meeting(team), team, case=case)
    referral = meetings.referral_item(meeting, team, family=family)
    with pytest.raises(IntegrityError, match="item_taken_with_its_own_family"):
        AgendaItem.objects.filter(pk=referral.pk).update(taken_with=before, status=ItemStatus.TOGETHER)


@pytest.mark.parametrize("change", [{"status": ItemStatus.TOGETHER}, {"taken_with": True}])
def test_the_database_wants_the_other_item_named(team, meeting, change):
    referral, case = both_of_a_family(meeting, team)
    if "taken_with" in change:
        change = {"taken_with": case}
    with pytest.raises(IntegrityError, match="item_together_with_another"):
        AgendaItem.objects.filter(pk=referral.pk).update(**change)


def test_a_case_is_not_taken_with_a_referral(team, meeting):
    referral, case = both_of_a_family(meeting, team)
    refused("cannot_be_together", take_together, item=case, host=referral, by=team.manager)


def test_a_matter_of_the_team_is_taken_with_nothing(team, meeting):
    other, another = meetings.other_item(meeting), meetings.other_item(meeting)
    refused("other_family", take_together, item=other, host=another, by=team.manager)


def test_nothing_is_taken_with_itself(team, meeting):
    referral, _ = both_of_a_family(meeting, team)
    refused("with_itself", take_together, item=referral, host=referral, by=team.manager)


def test_only_who_runs_the_meeting_takes_items_together(team, meeting):
    referral, case = both_of_a_family(meeting, team)
    with pytest.raises(NotAllowed):
        together(referral, case, team.support_worker)


def test_only_who_runs_the_meeting_takes_items_apart(team, meeting):
    referral, case = both_of_a_family(meeting, team)
    together(referral, case, team.manager)
    with pytest.raises(NotAllowed):
        take_apart(item=referral, by=team.support_worker)


def test_items_are_taken_together_while_the_meeting_runs(team):
    referral, case = both_of_a_family(meetings.meeting(team), team)
    refused("meeting_not_open", take_together, item=referral, host=case, by=team.manager)


def test_what_is_decided_is_not_taken_along(team, meeting):
    referral, case = both_of_a_family(meeting, team)
    meetings.decision(case, by=team.manager)
    refused("already_decided", take_together, item=referral, host=case, by=team.manager)


def test_whoever_had_the_item_open_is_told_that_it_is_two_now(team, meeting):
    referral, case = both_of_a_family(meeting, team)
    meeting.chair = team.health_visitor
    meeting.save()
    together(referral, case, team.manager)
    refused(
        "stale_item", decide, item=case, version=1, kind="go_on", reason="Fine.", by=team.health_visitor, on=today()
    )


def test_a_referral_that_was_withdrawn_meanwhile_needs_no_answer(team, meeting):
    referral, case = both_of_a_family(meeting, team)
    together(referral, case, team.manager)
    referral.referral.status = ReferralStatus.WITHDRAWN
    referral.referral.save()
    assert go_on(case, team).pk


def test_both_are_put_off_together_and_come_again(team, meeting):
    referral, case = both_of_a_family(meeting, team)
    together(referral, case, team.manager)
    case.refresh_from_db()
    put_off(item=case, because="No time", by=team.manager)
    refused("put_off_together", take_apart, item=referral, by=team.manager)
    meeting.attendance.update(present="present")
    close_meeting(meeting=meeting, by=team.manager, on=today())
    coming = meetings.meeting(team, on=today() + timedelta(days=14))
    fill_agenda(meeting=coming, by=None, on=today())
    assert {one.kind for one in coming.items.waiting()} == {"referral", "review"}  # the case's review is due by then
    assert all(one.why.startswith("Put off on ") for one in coming.items.all())


def test_putting_off_is_taken_back_for_both(team, meeting):
    referral, case = both_of_a_family(meeting, team)
    together(referral, case, team.manager)
    case.refresh_from_db()
    put_off(item=case, because="No time", by=team.manager)
    take_up_again(item=case, by=team.manager)
    take_apart(item=referral, by=team.manager)
    assert meeting.items.waiting().count() == 2


def test_minutes_have_both_once_with_both_reasons_and_all_views(team, meeting):
    referral, case = both_of_a_family(meeting, team)
    AgendaItem.objects.filter(pk=referral.pk).update(why="Referred by the nursery")
    meetings.view(referral, team.trust, by=team.health_visitor, words="Said of the referral.")
    meetings.view(case, team.council, by=team.support_worker, words="Said of the case.")
    referral.refresh_from_db()
    together(referral, case, team.manager)
    go_on(case, team)
    (item,) = close_meeting(meeting=meeting, by=team.manager, on=today()).content["items"]
    assert (item["why"], item["along"][0]["why"]) == ("Progress reported", "Referred by the nursery")
    assert {view["words"] for view in item["views"]} == {"Said of the referral.", "Said of the case."}


@pytest.mark.django_db(transaction=True)
def test_a_decision_and_taking_along_at_once_leave_no_referral_between_them():
    team = meetings.team()
    meeting = meetings.running_meeting(team)
    referral, case = both_of_a_family(meeting, team)

    def join():
        with transaction.atomic():
            return together(referral, case, team.manager)

    def settle():
        return decide(
            item=case, version=case.version, kind="go_on", reason="Fine.", by=team.manager, on=today()
        )  # fmt: skip

    at_once(join, settle)
    referral.refresh_from_db()
    case.refresh_from_db()
    decided = case.status == ItemStatus.DECIDED
    waits = referral.status == ItemStatus.WAITING
    answered = referral.referral.status == ReferralStatus.ACCEPTED
    assert decided
    assert waits != answered
