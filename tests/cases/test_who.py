"""Who can see a case, and why: compared with the decision itself, for everybody in a world where every route exists."""

from datetime import timedelta

import pytest
from django.utils import timezone

from accounts.models import User
from cases.access import grant
from cases.models import Case
from cases.policies import standing_of, why_seen
from cases.relations import RELATIONS
from cases.who import who_can_see
from centres.models import Membership
from centres.status import Role
from tests.cases.test_relations import NOTHING, TABLE, as_manager, in_emergency
from tests.days import days_ago, today
from tests.factories import cases, centres, families
from tests.queries import asked

pytestmark = pytest.mark.django_db


def world():
    """Two centres, a case for each state, and in each of them somebody for every route, alive and ended."""
    here, elsewhere = centres.centre(), centres.centre()
    shared = centres.partner(here)
    manager = centres.manager(here)
    centres.manager(elsewhere)
    centres.manager(here, ends_on=days_ago(1))
    centres.administrator(here)
    centres.member(here, Role.INFORMATION_LEAD)
    centres.user(is_superuser=True)
    excluded = centres.partner(here)
    found = []
    for state in ("open", "withdrawn", "excluded", "closed"):
        supervisor = centres.member(here, Role.LINK_SOCIAL_WORKER)
        case = cases.case_led_by(centres.support_worker(here, supervisor=supervisor, ends_on=days_ago(-90)), here)
        with_routes(case, shared, excluded, elsewhere)
        if state == "withdrawn":
            cases.without_agreement(case)
        if state == "excluded":
            for agency in Membership.objects.filter(user__in=[supervisor, cases.lead_of(case)]).values_list(
                "agency", flat=True
            ):
                case.family.wishes.filter(agency=agency).delete()
                case.family.wishes.create(agency_id=agency, included=False, recorded_by=manager)
        if state == "closed":
            Case.objects.filter(pk=case.pk).update(status="closed", closed_on=today(), closing="moved")
        found.append(case)
    found.append(cases.case_led_by(centres.support_worker(elsewhere), elsewhere))
    found.append(cases.case_without_lead(here))
    return found


def with_routes(case, agency, excluded, elsewhere):
    """Somebody in the team, somebody who left it, shares alive and over, an action, an offer, emergencies."""
    here, lead = case.centre, cases.lead_of(case)
    families.wish(case.family, excluded, by=lead, included=False)
    member, past, both = (centres.health_visitor(here) for _ in range(3))
    cases.team_member(case, member, until=days_ago(-30))
    cases.team_member(case, past, until=days_ago(1))
    cases.team_member(case, centres.health_visitor(here, ends_on=days_ago(1)))
    reader, late = centres.health_visitor(here), centres.health_visitor(here)
    terms = {"reason": "Joint visit", "by": lead}
    grant(case=case, to=reader, until=days_ago(-3), **terms)
    grant(case=case, to=late, until=days_ago(1), **terms)
    grant(case=case, to=agency, until=days_ago(-9), **terms)
    grant(case=case, to=excluded, until=days_ago(-9), **terms)
    for each in (agency, excluded):
        centres.health_visitor(here, of=each)
        centres.health_visitor(elsewhere, of=each)
    cases.action(centres.health_visitor(here), here, case=case)
    cases.done_action(centres.health_visitor(here), here, case=case)
    cases.lead_offer(case, centres.support_worker(here))
    to_do = cases.action(centres.health_visitor(here), here, case=case)
    cases.pass_on(to_do, centres.health_visitor(here))
    cases.pass_on(cases.action(to_do.owner, here, case=case), centres.health_visitor(here, of=excluded))
    with_deputies(case)
    cases.team_member(case, both)
    grant(case=case, to=both, until=days_ago(-3), **terms)
    cases.to_check(case, centres.health_visitor(here))
    with_emergencies(case, excluded)


def with_emergencies(case, excluded):
    """Emergencies that run, that are over, of somebody who left, of somebody who looks at them now."""
    here = case.centre
    cases.break_glass(case, centres.health_visitor(here, of=excluded))
    cases.break_glass(case, centres.health_visitor(here), opened_at=timezone.now() - timedelta(hours=5))
    cases.break_glass(case, centres.health_visitor(here, ends_on=days_ago(1)))
    turned = centres.health_visitor(here)
    cases.break_glass(case, turned)
    centres.member(here, Role.INFORMATION_LEAD, user=turned)


def with_deputies(case):
    """Somebody who stands in, somebody who did, somebody who is asked to; and who is asked for advice."""
    now, before, later = (centres.health_visitor(case.centre) for _ in range(3))
    cases.deputy(case, now)
    cases.deputy(case, before, starts_on=days_ago(30), ends_on=days_ago(20))
    cases.asked_to_deputise(case, later, starts_on=days_ago(-20), ends_on=days_ago(-30))
    with_advisers(case)


def with_advisers(case):
    """Link social workers with a question that waits, one answered lately, and one answered long ago."""
    asker = cases.lead_of(case)
    then = timezone.now() - timedelta(days=40)
    for days in (None, 3, 20):
        answered = {"answer": "Ring.", "answered_at": timezone.now() - timedelta(days=days)} if days else {}
        who = centres.member(case.centre, Role.LINK_SOCIAL_WORKER)
        cases.advice(case, who, by=asker, asked_at=then, **answered)


def everybody(shown):
    """For each case of the world the ids of those to whom `shown` shows it."""
    found = {}
    for user in User.objects.all():
        for pk in shown(user).values_list("pk", flat=True):
            found.setdefault(pk, set()).add(user.pk)
    return found


def test_who_can_see_is_everybody_for_whom_the_case_is_visible_and_nobody_else():
    told = {case.pk: {seer.user.pk for seer in who_can_see(case) if seer.opens} for case in world()}
    assert {pk: people for pk, people in told.items() if people} == everybody(Case.objects.visible_to)


def test_who_sees_the_header_is_everybody_for_whom_the_header_is_visible_and_nobody_else():
    told = {case.pk: {seer.user.pk for seer in who_can_see(case)} for case in world()}
    assert {pk: people for pk, people in told.items() if people} == everybody(Case.objects.header_visible_to)


def test_why_names_exactly_the_routes_that_who_names():
    case = world()[0]
    told = {seer.user.pk: [route.relation.you for route in seer.routes] for seer in who_can_see(case)}
    people = User.objects.all()
    assert {user.pk: why_seen(standing_of(user, case)) for user in people} == {
        user.pk: told.get(user.pk, []) for user in people
    }


def test_the_world_of_these_tests_has_every_route():
    names = {route.relation.name for case in world() for seer in who_can_see(case) for route in seer.routes}
    assert names == {relation.name for relation in RELATIONS}


def seer_of(case, user):
    """How one person is listed."""
    return next(seer for seer in who_can_see(case) if seer.user == user)


def test_a_route_is_said_to_end_with_the_first_of_its_dates():
    case = cases.led_case()
    member = centres.health_visitor(case.centre, ends_on=days_ago(-10))
    cases.team_member(case, member, until=days_ago(-30))
    assert seer_of(case, member).routes[0].until == days_ago(-10)


@pytest.mark.parametrize(
    "relation", [one for one in TABLE if one not in (as_manager, in_emergency) and TABLE[one][0] != NOTHING]
)
def test_an_administrators_job_makes_no_relation_last_longer(relation):
    case = cases.case_without_lead()
    who = relation(case, centres.partner(case.centre))
    Membership.objects.filter(user=who).update(ends_on=today())
    centres.administrator(case.centre, user=who)
    assert seer_of(case, who).routes[0].until == today()


def test_a_share_is_said_to_end_on_its_day():
    case = cases.led_case()
    agency = centres.partner(case.centre)
    grant(case=case, to=agency, until=days_ago(-9), reason="Visit", by=cases.lead_of(case))
    assert seer_of(case, centres.health_visitor(case.centre, of=agency)).routes[0].until == days_ago(-9)


def test_standing_in_is_said_to_end_on_its_last_day():
    case, ada = cases.led_case(), centres.health_visitor(centres.centre())
    centres.health_visitor(case.centre, user=ada)
    cases.deputy(case, ada, ends_on=days_ago(-4))
    cases.asked_to_deputise(case, ada, starts_on=days_ago(-20), ends_on=days_ago(-30))
    assert [(one.relation.name, one.until) for one in seer_of(case, ada).routes] == [
        ("deputy", days_ago(-4)), ("asked_to_deputise", days_ago(-30)),
    ]  # fmt: skip


def test_advice_ends_two_weeks_after_the_answer_and_with_the_agreement_while_a_question_waits():
    case = cases.led_case()
    lee = centres.member(case.centre, Role.LINK_SOCIAL_WORKER)
    given = {"asked_at": timezone.now() - timedelta(days=9), "answer": "Ring."}
    cases.advice(case, lee, answered_at=timezone.now() - timedelta(days=4), **given)
    answered = seer_of(case, lee).routes[0].until
    cases.advice(case, lee)
    agreed_until = case.family.agreements.get().until
    assert (answered, seer_of(case, lee).routes[0].until) == (days_ago(-10), agreed_until)


def test_who_can_see_asks_the_same_number_of_questions_however_many_people_there_are():
    case = cases.led_case()

    def questions():
        with asked() as statements:
            who_can_see(case)
        return len(statements)

    few = questions()
    for _ in range(40):
        cases.team_member(case, centres.health_visitor(case.centre))
    assert questions() == few
