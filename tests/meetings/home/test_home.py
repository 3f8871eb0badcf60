"""My fortnight: what is mine, what is late, and nothing else."""

import re

import pytest

from audit.models import Entry
from cases.models import Action, Case, Lead, Review
from centres.models import Membership
from centres.status import Role
from referrals.status import ReferralStatus
from reminders.models import Reminder
from reminders.services import remind
from tests.days import days_ago, today
from tests.factories import cases, families, referrals
from tests.factories import centres as make
from tests.factories import meetings as meet
from tests.meetings.home.shown import home, part
from tests.queries import queries_of

pytestmark = pytest.mark.django_db


def test_without_signing_in_there_is_no_home_page(client):
    assert client.get("/").status_code == 302


def test_somebody_who_works_nowhere_is_told_what_to_do(client):
    assert "You do not work with a centre at present" in home(client, make.user())


def test_somebody_whose_membership_ended_sees_nothing_of_it(client, at):
    who = make.support_worker(at)
    cases.case_led_by(who, at, of=families.family(at, name="Canary"))
    Membership.objects.filter(user=who).update(ends_on=days_ago(1))
    make.support_worker(make.centre(), user=who)  # works elsewhere now
    assert "Canary" not in home(client, who)


def test_each_empty_list_says_what_will_be_there(client, worker):
    shown = home(client, worker)
    assert "Nothing to do at present" in shown
    assert "You lead no family" in shown
    assert "No referral is waiting" in shown
    assert "No meeting is planned" in shown


def test_the_next_meeting_says_when_papers_close_and_who_chairs(client):
    team = meet.team()
    meet.meeting(team, on=days_ago(-9), chair=team.manager)
    shown = home(client, team.health_visitor)
    assert "Papers close on" in shown
    assert "Marion Field chairs it" in shown


def test_the_chair_is_told_so(client):
    team = meet.team()
    meet.meeting(team, on=days_ago(-9), chair=team.health_visitor)
    assert "You chair it." in home(client, team.health_visitor)


def test_a_family_one_leads_is_shown_with_its_review(client, at, worker):
    cases.case_led_by(worker, at, of=families.family(at, name="Canary"), review_due_on=days_ago(-5))
    assert re.search(r"Canary.*Review by", part(home(client, worker), "families"))


def test_a_late_review_is_marked_late(client, at, worker):
    cases.case_led_by(worker, at, of=families.family(at, name="Canary"), review_due_on=days_ago(3))
    assert "3 days late" in part(home(client, worker), "families")


def test_a_family_somebody_else_leads_is_not_shown(client, at, worker):
    cases.case_led_by(make.support_worker(at), at, of=families.family(at, name="Canary"))
    assert "Canary" not in home(client, worker)


def test_an_offer_to_lead_asks_for_an_answer(client, at, worker):
    case = cases.case_without_lead(at, of=families.family(at, name="Canary"))
    offer = cases.lead_offer(case, worker)
    shown = home(client, worker)
    assert "Canary" in part(shown, "offers")
    assert f"/leads/{offer.pk}/answer/" in shown


def test_an_offer_is_not_shown_after_the_agreement_was_withdrawn(client, at, worker):
    case = cases.case_without_lead(at, of=families.family(at, name="Canary"))
    cases.lead_offer(case, worker)
    cases.without_agreement(case)
    assert "Canary" not in home(client, worker)


def test_ones_actions_are_shown_with_the_late_ones_first(client, at, worker):
    cases.action(worker, at, what="Later thing", due_on=days_ago(-3))
    cases.action(worker, at, what="Late thing", due_on=days_ago(2))
    shown = part(home(client, worker), "actions")
    assert shown.index("Late thing") < shown.index("Later thing")
    assert "2 days late" in shown


def test_an_action_that_is_done_is_not_shown(client, at, worker):
    cases.done_action(worker, at, what="Done thing")
    assert "Done thing" not in home(client, worker)


def test_somebody_elses_action_is_not_shown(client, at, worker):
    cases.action(make.support_worker(at), at, what="Other thing")
    assert "Other thing" not in home(client, worker)


def test_an_action_on_a_family_that_withdrew_names_it_no_longer(client, at, worker):
    case = cases.case_without_lead(at, of=families.family(at, name="Canary"))
    cases.action(worker, at, what="Ring the library", case=case)
    assert "Canary" in home(client, worker)
    cases.without_agreement(case)
    shown = home(client, worker)
    assert "Ring the library" in shown
    assert "Canary" not in shown


def test_ones_referral_is_shown_with_where_it_stands(client, at):
    who = make.health_visitor(at)
    referrals.submitted_referral(by=who, at=at, family=families.family(at, name="Canary"))
    assert re.search(r"Canary.*" + ReferralStatus.SUBMITTED.label, part(home(client, who), "referrals"))


def test_ones_draft_can_be_gone_on_with(client, at):
    who = make.health_visitor(at)
    draft = referrals.draft(by=who, at=at)
    assert f"/referrals/{draft.pk}/draft/" in home(client, who)


def test_a_referral_answered_long_ago_is_on_its_own_page_only(client, at):
    who = make.health_visitor(at)
    made = referrals.answered_referral(by=who, at=at, family=families.family(at, name="Canary"))
    assert "Canary" in home(client, who)
    made.decided_on = days_ago(60)
    made.save()
    assert "Canary" not in home(client, who)


def test_somebody_elses_referral_is_not_shown(client, at):
    referrals.submitted_referral(by=make.health_visitor(at), at=at, family=families.family(at, name="Canary"))
    assert "Canary" not in home(client, make.health_visitor(at))


def test_the_administrator_gets_to_directory_and_reports(client, at):
    shown = home(client, make.administrator(at))
    assert 'href="/reports/"' in shown
    assert 'href="/directory/"' in shown


def test_the_administrator_sees_no_family(client, at, worker):
    cases.case_led_by(worker, at, of=families.family(at, name="Canary"), review_due_on=days_ago(3))
    assert "Canary" not in home(client, make.administrator(at))


def test_the_information_lead_is_led_to_the_log(client, at):
    cases.case_without_lead(at, of=families.family(at, name="Canary"))
    shown = home(client, make.member(at, Role.INFORMATION_LEAD))
    assert 'href="/access-log/"' in shown
    assert "Canary" not in shown


def test_reminders_are_shown_and_can_be_put_away(client, worker):
    remind(to=[worker], kind="x", key="x", sentence="Action A-1 is due.", path="/actions/", on=today())
    assert "Action A-1 is due." in home(client, worker)
    client.post("/reminders/seen/", {"reminder": [Reminder.objects.get().pk]})
    assert "Action A-1 is due." not in home(client, worker)


@pytest.mark.parametrize("number", ["x", "-1", "9" * 30, ""])
def test_an_odd_reminder_number_is_ignored(client, worker, number):
    client.force_login(worker)
    assert client.post("/reminders/seen/", {"reminder": [number]}).status_code == 302


def test_somebody_elses_reminder_is_not_put_away(client, at, worker):
    remind(to=[worker], kind="x", key="x", sentence="Action A-1 is due.", path="/actions/", on=today())
    client.force_login(make.support_worker(at))
    client.post("/reminders/seen/", {"reminder": [Reminder.objects.get().pk]})
    assert "Action A-1 is due." in home(client, worker)


def test_what_waits_for_an_answer_is_listed_whole(client, at, worker):
    for _ in range(11):
        cases.lead_offer(cases.case_without_lead(at), worker)
    assert part(home(client, worker), "offers").count("Answer ") == 11


def test_a_long_list_says_how_many_more_there_are(client, at, worker):
    for number in range(11):
        cases.action(worker, at, what=f"Thing {number}")
    assert "3 more" in part(home(client, worker), "actions")


def test_what_the_page_shows_of_families_is_logged_once_each(client, at, worker):
    case = cases.case_led_by(worker, at)
    cases.action(worker, at, case=case)
    home(client, worker)
    read = Entry.objects.filter(kind="read", verb="my_fortnight").values_list("subject_type", "subject_id")
    assert list(read) == [("cases.case", case.pk)]


def fill(at, who, number, start=0):
    for n in range(start, start + number):
        family = families.family(at, name=f"Family {n:03}")
        case = cases.case_without_lead(at, of=family, by=who)
        Lead.objects.bulk_create([cases_lead(case, who, offered=n % 2)])
        Action.objects.bulk_create([plain_action(case, who)])
        referrals.submitted_referral(
            by=who, at=at, family=families.family(at, name=f"Waiting {n:03}"), maybe_known=True
        )
        referrals.draft(by=who, at=at)
    remind(to=[who], kind="x", key=f"x{start}", sentence="Due.", path="/actions/", on=today())


def cases_lead(case, who, *, offered):
    agency = cases.agency_of(who, case.centre)
    cases.wishes_to_include(case.family, agency, by=who)
    answered = {"status": "offered"} if offered else {"status": "accepted", "answered_on": today()}
    return Lead(case=case, user=who, agency=agency, offered_on=today(), offered_by=who, **answered)


def plain_action(case, who):
    return Action(
        centre=case.centre, case=case, what="Ring", owner=who, agency=cases.agency_of(who, case.centre),
        due_on=days_ago(1), agreed_on=days_ago(9), agreed_by=who,
    )  # fmt: skip


def test_the_page_costs_the_same_for_10_and_for_300_families(client, at):
    who = make.manager(at)
    client.force_login(who)
    fill(at, who, 10)
    few = queries_of(client, "/")
    fill(at, who, 290, start=10)
    assert Case.objects.count() == Review.objects.count() == 300
    assert queries_of(client, "/") == few
