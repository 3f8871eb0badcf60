"""The agenda fills itself."""

from datetime import timedelta

import pytest
from django.utils import timezone

from cases.status import LeadStatus
from inputs.errors import NotAllowed, RuleBroken
from meetings.models import AgendaItem
from meetings.services import add_item, fill_agenda
from meetings.status import ItemKind, ItemStatus, MeetingStatus
from referrals.status import ReferralStatus
from tests.days import days_ago, today
from tests.factories import cases, centres, meetings
from tests.queries import asked

pytestmark = pytest.mark.django_db


def filled(meeting, **facts):
    """Fill the agenda as the clock does; its items."""
    fill_agenda(meeting=meeting, by=None, on=today(), **facts)
    return list(meeting.items.in_order())


def only(items):
    """The one item there is."""
    assert len(items) == 1, items
    return items[0]


def test_a_waiting_referral_is_on_the_agenda_with_the_reason_why():
    team = meetings.team()
    referral = meetings.waiting_referral(team)
    item = only(filled(meetings.meeting(team)))
    assert (item.kind, item.referral, item.family) == (ItemKind.REFERRAL, referral, referral.family)
    assert item.why.startswith("Referred by Hanna Visser, health visitor, on ")


def test_filling_again_changes_nothing():
    team = meetings.team()
    meetings.waiting_referral(team)
    meeting = meetings.meeting(team)
    first = [item.pk for item in filled(meeting)]
    assert [item.pk for item in filled(meeting)] == first


def test_a_referral_after_papers_closed_waits_until_the_chair_asks_for_it():
    team = meetings.team()
    meetings.waiting_referral(team, submitted_at=timezone.now())
    meeting = meetings.meeting(team)
    assert filled(meeting) == []
    assert only(filled(meeting, late_too=True)).kind == ItemKind.REFERRAL
    assert only(filled(meeting)).kind == ItemKind.REFERRAL


def test_a_referral_that_became_a_case_today_is_not_put_on_a_second_time():
    team = meetings.team()
    meeting = meetings.running_meeting(team)
    item = meetings.referral_item(meeting, team)
    case = cases.case_without_lead(team.centre, of=item.family, referral=item.referral)
    AgendaItem.objects.filter(pk=item.pk).update(case=case)
    assert only(filled(meeting, late_too=True)) == item


def test_a_referral_the_meeting_asked_more_about_comes_back():
    team = meetings.team()
    meetings.waiting_referral(team, status=ReferralStatus.MORE_NEEDED)
    assert only(filled(meetings.meeting(team))).why == "The last meeting asked the referrer for more"


def test_a_referral_of_another_centre_is_not_on_the_agenda():
    meetings.waiting_referral(meetings.team())
    assert filled(meetings.meeting(meetings.team())) == []


def test_a_family_that_no_longer_agrees_is_not_put_on_the_agenda():
    team = meetings.team()
    meetings.waiting_referral(team).family.agreements.update(until=days_ago(1))
    assert filled(meetings.meeting(team)) == []


def test_a_withdrawn_referral_leaves_the_agenda_again():
    team = meetings.team()
    referral = meetings.waiting_referral(team)
    meeting = meetings.meeting(team)
    filled(meeting)
    referral.status = ReferralStatus.WITHDRAWN
    referral.save()
    assert filled(meeting) == []


def test_an_item_somebody_has_written_on_stays():
    team = meetings.team()
    referral = meetings.waiting_referral(team)
    meeting = meetings.meeting(team)
    meetings.view(only(filled(meeting)), team.trust, by=team.health_visitor)
    referral.status = ReferralStatus.WITHDRAWN
    referral.save()
    assert only(filled(meeting)).referral == referral


def test_a_review_due_before_the_meeting_after_this_one_is_on_the_agenda():
    team = meetings.team()
    case = meetings.led_case(team, review_due_on=days_ago(-13))
    item = only(filled(meetings.meeting(team)))
    assert (item.kind, item.case, item.review) == (ItemKind.REVIEW, case, cases.pending_review(case))
    assert item.why.startswith("Review due on ")


def test_a_review_that_can_wait_for_the_next_meeting_is_not_on_the_agenda():
    team = meetings.team()
    meetings.led_case(team, review_due_on=days_ago(-14))
    assert filled(meetings.meeting(team)) == []


def test_a_late_review_says_that_it_is_late():
    team = meetings.team()
    meetings.led_case(team, review_due_on=days_ago(3))
    assert only(filled(meetings.meeting(team))).why.startswith("Review was due on ")


def test_progress_that_was_reported_is_on_the_agenda():
    team = meetings.team()
    case = meetings.led_case(team, review_due_on=days_ago(-40))
    cases.progress(case, by=team.support_worker)
    item = only(filled(meetings.meeting(team)))
    assert (item.kind, item.case, item.why) == (ItemKind.PROGRESS, case, "Progress reported")


def test_progress_that_was_discussed_is_not_on_the_agenda_again():
    team = meetings.team()
    case = meetings.led_case(team, review_due_on=days_ago(-40))
    cases.progress(case, by=team.support_worker, on=days_ago(20))
    meetings.decision(meetings.progress_item(meetings.closed_meeting(team), team, case=case), by=team.manager)
    assert filled(meetings.meeting(team)) == []


def test_a_family_nobody_leads_is_on_the_agenda():
    team = meetings.team()
    case = meetings.led_case(team, review_due_on=days_ago(-40))
    case.leads.update(status=LeadStatus.ENDED)
    assert only(filled(meetings.meeting(team))).why == "No lead professional"


def test_a_family_somebody_was_asked_to_lead_yesterday_is_not_on_the_agenda_for_that():
    team = meetings.team()
    case = meetings.led_case(team, review_due_on=days_ago(-40))
    case.leads.update(status=LeadStatus.OFFERED, offered_on=days_ago(1), answered_on=None)
    assert filled(meetings.meeting(team)) == []


def test_an_offer_to_lead_not_answered_for_a_week_is_for_the_meeting_again():
    team = meetings.team()
    case = meetings.led_case(team, review_due_on=days_ago(-40))
    case.leads.update(status=LeadStatus.OFFERED, offered_on=days_ago(7), answered_on=None)
    assert only(filled(meetings.meeting(team))).why == "No lead professional"


def test_a_case_is_on_the_agenda_once_with_every_reason():
    team = meetings.team()
    case = meetings.led_case(team, review_due_on=days_ago(-1))
    cases.progress(case, by=team.support_worker)
    case.leads.update(status=LeadStatus.ENDED)
    item = only(filled(meetings.meeting(team)))
    assert item.kind == ItemKind.REVIEW
    assert item.why.endswith(". Progress reported. No lead professional")


def test_what_was_put_off_last_time_is_on_the_agenda_again():
    team = meetings.team()
    case = meetings.led_case(team, review_due_on=days_ago(-40))
    meetings.progress_item(meetings.closed_meeting(team), team, case=case, status=ItemStatus.DEFERRED)
    item = only(filled(meetings.meeting(team)))
    assert item.case == case
    assert item.why.startswith("Put off on ")


def test_a_matter_of_the_team_not_reached_is_taken_over_once():
    team = meetings.team()
    meetings.other_item(meetings.closed_meeting(team), status=ItemStatus.DEFERRED)
    meeting = meetings.meeting(team)
    filled(meeting)
    assert only(filled(meeting)).title == "Summer play scheme"


def test_every_so_many_meetings_there_is_time_to_reflect():
    team = meetings.team()
    team.series.reflection_every = 2
    team.series.save()
    meetings.closed_meeting(team)
    assert only(filled(meetings.meeting(team))).kind == ItemKind.REFLECTION


def test_in_between_there_is_no_reflection():
    team = meetings.team()
    team.series.reflection_every = 2
    team.series.save()
    assert filled(meetings.meeting(team)) == []


def test_the_minutes_of_all_items_add_up_to_the_time_there_is():
    team = meetings.team()
    for number in range(20):
        meetings.waiting_referral(team, family=meetings.known_family(team, name=f"Family {number}"))
    assert sum(item.slot for item in filled(meetings.meeting(team))) <= team.series.minutes - 10


def test_only_the_next_meeting_fills_itself():
    team = meetings.team()
    meetings.meeting(team)
    with pytest.raises(RuleBroken) as error:
        fill_agenda(meeting=meetings.meeting(team, on=days_ago(-14)), by=None, on=today())
    assert error.value.code == "not_next"


def test_the_agenda_of_a_closed_meeting_does_not_change():
    team = meetings.team()
    with pytest.raises(RuleBroken) as error:
        fill_agenda(meeting=meetings.closed_meeting(team), by=None, on=today())
    assert error.value.code == "meeting_over"


def test_a_participant_cannot_fill_the_agenda():
    team = meetings.team()
    with pytest.raises(NotAllowed):
        fill_agenda(meeting=meetings.meeting(team), by=team.support_worker, on=today())


def test_somebody_who_has_joined_the_series_is_expected_once_the_agenda_fills():
    team = meetings.team()
    meeting = meetings.meeting(team)
    psychologist = centres.member(team.centre, "specialist", of=team.trust)
    meetings.member_of(team.series, psychologist)
    filled(meeting)
    assert meeting.attendance.filter(user=psychologist).exists()


def test_what_is_about_one_family_stands_together():
    team = meetings.team()
    known, other = meetings.known_family(team, name="Known"), meetings.known_family(team, name="Other")
    meetings.waiting_referral(team, family=known)
    meetings.waiting_referral(team, family=other)
    meetings.led_case(team, family=known, review_due_on=days_ago(1))
    meeting = meetings.meeting(team)
    filled(meeting)
    found = [(item.family.name, item.kind) for item in meeting.items.in_order()]
    together = [("Known", ItemKind.REFERRAL), ("Known", ItemKind.REVIEW), ("Other", ItemKind.REFERRAL)]
    assert found == together


def test_the_number_of_queries_does_not_grow_with_the_agenda():
    def queries(number):
        team = meetings.team()
        for n in range(number):
            meetings.waiting_referral(team, family=meetings.known_family(team, name=f"Family {n}"))
            meetings.led_case(team, family=meetings.known_family(team, name=f"Case {n}"), review_due_on=days_ago(1))
        meeting = meetings.meeting(team)
        with asked() as counted:
            filled(meeting)
        return len(counted)

    assert queries(8) == queries(16)  # more than fit: all are given less time


def test_the_chair_adds_a_matter_of_the_team():
    team = meetings.team()
    item = add_item(meeting=meetings.meeting(team), title="Room for the summer", by=team.manager)
    assert (item.kind, item.title, item.position) == (ItemKind.OTHER, "Room for the summer", 1)


def test_an_item_needs_a_title():
    team = meetings.team()
    with pytest.raises(RuleBroken) as error:
        add_item(meeting=meetings.meeting(team), title="  ", by=team.manager)
    assert error.value.code == "no_title"


def test_a_participant_cannot_add_an_item():
    team = meetings.team()
    with pytest.raises(NotAllowed):
        add_item(meeting=meetings.meeting(team), title="Room", by=team.support_worker)


def test_what_belongs_on_the_agenda_changes_nothing_of_a_running_meeting_but_the_new():
    team = meetings.team()
    meeting = meetings.running_meeting(team)
    item = meetings.referral_item(meeting, team)
    meetings.led_case(team, family=meetings.known_family(team, name="Late"), review_due_on=today() - timedelta(days=1))
    assert next(one.pk for one in filled(meeting)) == item.pk
    assert AgendaItem.objects.filter(meeting=meeting).count() == 2
    assert meeting.status == MeetingStatus.RUNNING
