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
from tests.factories import cases, families, referrals
from tests.factories import centres as make
from tests.factories import meetings as meet
from tests.factories.centres import days_ago, today
from tests.queries import queries_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def at():
    return make.centre()


@pytest.fixture
def worker(at):
    return make.support_worker(at, name="Sam Worth")


def home(client, who):
    client.force_login(who)
    answer = client.get("/")
    assert answer.status_code == 200
    return re.sub(r"\s+", " ", answer.content.decode())


def part(shown, number):
    """The text of the panel with that id."""
    found = re.search(rf'<section[^>]*id="{number}".*?</section>', shown)
    return re.sub(r"<[^>]+>", " ", found[0]) if found else ""


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


def test_the_manager_sees_families_without_a_lead(client, at):
    cases.case_without_lead(at, of=families.family(at, name="Canary"))
    assert "Canary" in part(home(client, make.manager(at)), "leaderless")


def test_the_manager_is_told_of_a_lead_who_no_longer_works_here(client, at, worker):
    cases.case_led_by(worker, at, of=families.family(at, name="Canary"))
    Membership.objects.filter(user=worker).update(ends_on=days_ago(1))
    assert "Sam Worth can no longer lead" in part(home(client, make.manager(at)), "leaderless")


def test_a_family_with_a_lead_is_no_alarm(client, at, worker):
    cases.case_led_by(worker, at, of=families.family(at, name="Canary"))
    assert "Every open case has one" in part(home(client, make.manager(at)), "leaderless")


def test_the_manager_sees_offers_without_an_answer(client, at, worker):
    cases.lead_offer(cases.case_without_lead(at, of=families.family(at, name="Canary")), worker)
    assert re.search(r"Canary.*Sam Worth", part(home(client, make.manager(at)), "unanswered"))


def test_the_manager_sees_reviews_late_and_of_the_next_two_weeks(client, at, worker):
    for name, due_on in (("Late", days_ago(2)), ("Soon", days_ago(-14)), ("Far", days_ago(-15))):
        cases.case_led_by(worker, at, of=families.family(at, name=name + "son"), review_due_on=due_on)
    shown = part(home(client, make.manager(at)), "reviews")
    assert ("Lateson" in shown, "Soonson" in shown, "Farson" in shown) == (True, True, False)


def test_the_manager_sees_referrals_of_families_that_may_be_known(client, at):
    family = families.family(at, name="Canary")
    referrals.submitted_referral(by=make.health_visitor(at), at=at, family=family, maybe_known=True)
    assert "Canary" in part(home(client, make.manager(at)), "maybe-known")


def test_the_manager_of_another_centre_sees_none_of_it(client, at, worker):
    family = families.family(at, name="Canary")
    referrals.submitted_referral(by=make.health_visitor(at), at=at, family=family, maybe_known=True)
    cases.lead_offer(cases.case_without_lead(at, of=families.family(at, name="Canary")), worker)
    assert "Canary" not in home(client, make.manager(make.centre()))


def test_only_the_manager_has_the_list_of_the_centre(client, worker):
    assert "Families without a lead professional" not in home(client, worker)


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


def test_a_manager_sees_who_was_asked_to_lead_who_said_no_and_since_when(client, at, worker):
    manager = make.manager(at)
    case = cases.case_without_lead(of=families.family(at, name="Okonkwo"))
    cases.lead(case, worker, status="declined", reason="No time.", answered_on=days_ago(3))
    assert "Sam Worth said no on" in part(home(client, manager), "leaderless")
    cases.lead_offer(case, make.support_worker(at, name="Ivy Marsh"), offered_on=days_ago(2))
    shown = part(home(client, manager), "leaderless")
    assert "Ivy Marsh was asked on" in shown and "said no" not in shown


def test_a_manager_sees_actions_whose_owner_has_left_and_nobody_elses(client, at, worker):
    manager = make.manager(at)
    cases.action(worker, at, what="Ring the nursery")
    cases.action(manager, at, what="Write to the school")
    assert "None." in part(home(client, manager), "ownerless")
    Membership.objects.filter(user=worker).update(ends_on=days_ago(1))
    shown = part(home(client, manager), "ownerless")
    assert "Ring the nursery" in shown and "Write to the school" not in shown


@pytest.mark.parametrize("then", ["administers", "agency excluded"])
def test_nor_does_anybody_who_may_know_nothing_of_the_family_any_more(client, at, worker, then):
    manager, case = make.manager(at), cases.case_without_lead(at)
    cases.action(worker, at, case=case, what="Ring the nursery")
    assert "None." in part(home(client, manager), "ownerless")
    if then == "administers":
        Membership.objects.filter(user=worker).update(role=Role.ADMINISTRATOR)
    else:
        families.wish(case.family, cases.agency_of(worker, at), by=manager, included=False)
    assert "Ring the nursery" in part(home(client, manager), "ownerless")


def test_actions_whose_owner_has_left_cost_as_much_for_20_as_for_one(client, at, worker):
    manager = make.manager(at)
    gone = make.support_worker(at, name="Ivy Marsh", ends_on=days_ago(1))
    client.force_login(manager)
    asked = []
    for number in (1, 20):
        for _ in range(number):
            case = cases.case_led_by(worker, at)
            cases.action(worker, at, case=case)
            Action.objects.filter(case=case).update(owner=gone)
        queries_of(client, "/")
        asked.append(queries_of(client, "/"))
    assert asked[0] == asked[1]
