"""What each relation opens, and what ends it: one table, written by hand from access.md.

Each relation is made once, for a person and a case of its own, beside all the others; then something happens to one of
them, and it is looked what they see of their case. So nothing that belongs to another case can be taken for theirs.
"""

from contextlib import contextmanager
from datetime import timedelta

import pytest
from django.db import transaction
from django.utils import timezone

from cases.access import grant
from cases.models import Case, CaseShareWithAgency, CaseShareWithPerson, PassOn
from cases.status import PassOnStatus
from centres.models import Membership
from centres.status import Role
from consent.models import SharingWish
from tests.days import days_ago, today
from tests.factories import cases, centres, families

pytestmark = pytest.mark.django_db
FILE, HEADER, NOTHING = "file", "header", "nothing"


def as_manager(case, agency):
    return centres.manager(case.centre, of=agency)


def as_lead(case, agency):
    who = centres.health_visitor(case.centre, of=agency)
    cases.lead(case, who)
    return who


def as_team(case, agency):
    who = centres.health_visitor(case.centre, of=agency)
    cases.team_member(case, who)
    return who


def as_deputy(case, agency):
    who = centres.health_visitor(case.centre, of=agency)
    cases.lead(case, centres.support_worker(case.centre))
    cases.deputy(case, who)
    return who


def before_they_stand_in(case, agency):
    who = as_deputy(case, agency)
    case.deputies.update(starts_on=days_ago(-1))
    return who


def for_nobody_any_more(case, agency):
    who = as_deputy(case, agency)
    case.leads.update(status="ended", ended_on=today())
    return who


def as_asked_to_deputise(case, agency):
    who = centres.health_visitor(case.centre, of=agency)
    cases.lead(case, centres.support_worker(case.centre))
    cases.asked_to_deputise(case, who)
    return who


def asked_for_advice(case, who):
    cases.advice(case, who, by=centres.health_visitor(case.centre), asked_at=timezone.now() - timedelta(days=20))
    return who


def as_adviser(case, agency):
    return asked_for_advice(case, centres.member(case.centre, Role.LINK_SOCIAL_WORKER, of=agency))


def whose_question_was_taken_back(case, agency):
    who = as_adviser(case, agency)
    case.advice.update(taken_back_at=timezone.now())
    return who


def as_supervisor(case, agency):
    who = centres.health_visitor(case.centre, of=agency)
    cases.lead(case, centres.support_worker(case.centre, supervisor=who))
    return who


def who_advised_elsewhere_too(case, agency):
    """A link social worker of another centre, who is asked here; their job here is another one."""
    who = centres.health_visitor(case.centre, of=agency)
    centres.member(centres.centre(), Role.LINK_SOCIAL_WORKER, user=who)
    return asked_for_advice(case, who)


def shared_with(case, to):
    grant(case=case, to=to, until=days_ago(-1), reason="Joint visit", by=centres.manager(case.centre))


def as_reader(case, agency):
    who = centres.health_visitor(case.centre, of=agency)
    shared_with(case, who)
    return who


def as_agency(case, agency):
    shared_with(case, agency)
    return centres.health_visitor(case.centre, of=agency)


def in_emergency(case, agency):
    who = centres.health_visitor(case.centre, of=agency)
    cases.break_glass(case, who)
    return who


def after_an_emergency(case, agency):
    who = centres.health_visitor(case.centre, of=agency)
    cases.break_glass(case, who, opened_at=timezone.now() - timedelta(hours=3))
    return who


def as_owner(case, agency):
    who = centres.health_visitor(case.centre, of=agency)
    cases.action(who, case.centre, case=case)
    return who


def as_asked(case, agency):
    who = centres.health_visitor(case.centre, of=agency)
    cases.lead_offer(case, who)
    return who


def as_asked_to_take(case, agency):
    who = centres.health_visitor(case.centre, of=agency)
    owner = centres.support_worker(case.centre)
    cases.pass_on(cases.action(owner, case.centre, case=case), who)
    return who


def who_did_not_take_it(case, agency):
    who = as_asked_to_take(case, agency)
    answer = {"status": PassOnStatus.DECLINED, "answered_on": today(), "reason": "On leave too."}
    PassOn.objects.filter(to=who).update(**answer)
    return who


def as_checker(case, agency):
    who = centres.health_visitor(case.centre, of=agency)
    cases.to_check(case, who)
    return who


def on_the_first_day_to_check(case, agency):
    who = centres.health_visitor(case.centre, of=agency)
    cases.to_check(case, who, check_opens_on=today())
    return who


def whose_check_was_overtaken(case, agency):
    """The case was opened again before anybody asked."""
    who = as_checker(case, agency)
    again = {"reopened_on": today(), "reopened_by": case.referral.referred_by, "reopened_because": "Asked for it."}
    case.closures.update(**again)
    return who


def before_it_is_time_to_check(case, agency):
    who = centres.health_visitor(case.centre, of=agency)
    cases.to_check(case, who, check_opens_on=days_ago(-1))
    return who


def after_the_check(case, agency):
    who = centres.health_visitor(case.centre, of=agency)
    cases.to_check(case, who, checked_on=days_ago(1), checked_by=who, check_result="well")
    return who


def in_work(case, who):
    """As it is."""


def closed(case, who):
    Case.objects.filter(pk=case.pk).update(status="closed", closed_on=today(), closing="moved")


def withdrawn(case, who):
    cases.without_agreement(case)


def excluded(case, who):
    """The family does not want their agency to know."""
    wish = {"family": case.family, "agency": cases.agency_of(who, case.centre), "until": None}
    by = case.referral.referred_by
    SharingWish.objects.update_or_create(**wish, defaults={"included": False, "recorded_by": by, "since": days_ago(1)})


def excluded_beside_a_second_job(case, who):
    """The family excludes the agency for which they came into the case, and not the one of their second job."""
    excluded(case, who)
    has_a_second_job(case, who)


def others_excluded(case, who):
    """This family excludes another agency, once excluded theirs; another family excludes theirs."""
    agency = cases.agency_of(who, case.centre)
    other, by = cases.case_without_lead(case.centre).family, case.referral.referred_by
    last = {"until": days_ago(2), "since": days_ago(9), "included": False, "recorded_by": by}
    SharingWish.objects.create(family=case.family, agency=agency, **last)
    families.wish(case.family, centres.partner(case.centre), by=by, included=False)
    SharingWish.objects.filter(family=other, agency=agency).delete()
    families.wish(other, agency, by=by, included=False)


def moved(case, who):
    """They work for an agency now that the family excludes; what ties them was made for the one before."""
    Membership.objects.filter(user=who).update(agency=centres.partner(case.centre))
    excluded(case, who)


def left_for_a_second_job(case, who):
    """The job for which they came into the case has ended; they work here for another agency, in another."""
    has_left(case, who)
    has_a_second_job(case, who)


def works_elsewhere(case, who):
    """They work for the same agency at another centre now."""
    Membership.objects.filter(user=who).update(centre=centres.centre())


def time_passed(case, who):
    """What ends on a day has ended."""
    case.team.update(until=days_ago(1))
    case.deputies.update(starts_on=days_ago(9), ends_on=days_ago(1))
    answered = {"answer": "Ring.", "answered_at": timezone.now() - timedelta(days=15)}
    case.advice.filter(taken_back_at=None).update(**answered)
    for table in (CaseShareWithPerson, CaseShareWithAgency):
        table.objects.update(until=days_ago(1))


def administers(case, who):
    Membership.objects.filter(user=who).update(role=Role.ADMINISTRATOR)


def also_administers(case, who):
    centres.administrator(case.centre, user=who)


def also_looks_afterwards(case, who):
    centres.member(case.centre, Role.INFORMATION_LEAD, user=who)


def has_a_second_job(case, who):
    visits = Membership.objects.filter(user=who, role=Role.HEALTH_VISITOR).exists()
    role = Role.SPECIALIST if visits else Role.HEALTH_VISITOR
    centres.member(case.centre, role, user=who, of=centres.partner(case.centre))


def has_left(case, who):
    Membership.objects.filter(user=who).update(ends_on=days_ago(1))


THEN = (
    in_work, closed, withdrawn, excluded, excluded_beside_a_second_job, others_excluded, moved, administers,
    also_administers, also_looks_afterwards, has_a_second_job, has_left, left_for_a_second_job, works_elsewhere,
    time_passed,
)  # fmt: skip
F, H, N = FILE, HEADER, NOTHING
TABLE = {
    #               work closed withdr excl excl2 others moved admin also also second left left2 elsewh time
    as_manager:    (F,   F,     F,     F,   F,    F,     F,    N,    F,   F,   F,     N,   N,    N,     F),
    as_lead:       (F,   N,     F,     N,   N,    F,     N,    N,    F,   F,   F,     N,   F,    N,     F),
    as_deputy:     (F,   N,     F,     N,   N,    F,     N,    N,    F,   F,   F,     N,   F,    N,     N),
    before_they_stand_in: (N,) * len(THEN),
    for_nobody_any_more: (N,) * len(THEN),
    as_asked_to_deputise: (H, N, N,    N,   N,    H,     N,    N,    H,   H,   H,     N,   H,    N,     N),
    as_adviser:    (H,   N,     N,     N,   H,    H,     N,    N,    H,   H,   H,     N,   N,    N,     N),
    whose_question_was_taken_back: (N,) * len(THEN),
    who_advised_elsewhere_too: (N,) * len(THEN),
    as_team:       (F,   N,     N,     N,   N,    F,     N,    N,    F,   F,   F,     N,   F,    N,     N),
    as_supervisor: (F,   N,     N,     N,   F,    F,     N,    N,    F,   F,   F,     N,   F,    N,     F),
    as_reader:     (F,   N,     N,     N,   F,    F,     N,    N,    F,   F,   F,     N,   F,    N,     N),
    as_agency:     (F,   N,     N,     N,   N,    F,     N,    N,    F,   F,   F,     N,   N,    N,     N),
    in_emergency:  (F,   N,     F,     F,   F,    F,     F,    N,    N,   N,   F,     N,   F,    N,     F),
    after_an_emergency: (N,) * len(THEN),
    as_owner:      (H,   H,     N,     N,   H,    H,     N,    N,    H,   H,   H,     N,   H,    N,     H),
    as_asked:      (H,   H,     N,     N,   N,    H,     N,    N,    H,   H,   H,     N,   H,    N,     H),
    as_asked_to_take: (H, N,   N,     N,   N,    H,     N,    N,    H,   H,   H,     N,   H,    N,     H),
    who_did_not_take_it: (N,) * len(THEN),
    as_checker:    (H,   H,     N,     N,   H,    H,     N,    N,    H,   H,   H,     N,   H,    N,     H),
    on_the_first_day_to_check: (H, H, N, N,  H,   H,     N,    N,    H,   H,   H,     N,   H,    N,     H),
    whose_check_was_overtaken: (N,) * len(THEN),
    before_it_is_time_to_check: (N,) * len(THEN),
    after_the_check: (N,) * len(THEN),
}  # fmt: skip
COLUMNS = [pytest.param(place, id=then.__name__) for place, then in enumerate(THEN)]


@pytest.fixture
def everybody():
    """A case for each relation with whoever stands in it, each for an agency of its own, all at one centre."""
    at = centres.centre()
    made = {relation: cases.case_without_lead(at) for relation in TABLE}
    return {relation: (case, relation(case, centres.partner(at))) for relation, case in made.items()}


@contextmanager
def for_a_moment():
    """What happens within it has not happened afterwards."""
    with transaction.atomic():
        yield
        transaction.set_rollback(True)


def opened_to(who, case):
    """What `who` sees of the case."""
    if Case.objects.opens(who, case.pk):
        return FILE
    return HEADER if Case.objects.header_visible_to(who).filter(pk=case.pk).exists() else NOTHING


@pytest.mark.parametrize("column", COLUMNS)
def test_relations(everybody, column):
    found = {}
    for relation, (case, who) in everybody.items():
        with for_a_moment():
            THEN[column](case, who)
            found[relation.__name__] = opened_to(who, case)
    assert found == {relation.__name__: row[column] for relation, row in TABLE.items()}


def test_none_of_them_sees_anothers_case_but_the_manager(everybody):
    elsewhere = cases.led_case()
    for relation, (mine, who) in everybody.items():
        others = [case for case, _ in everybody.values() if case != mine]
        seen = {opened_to(who, case) for case in others}
        assert seen == {FILE if relation is as_manager else NOTHING}, relation.__name__
        assert opened_to(who, elsewhere) == NOTHING


@pytest.mark.parametrize(("then", "expected"), [(then, seen) for then, seen in zip(THEN, TABLE[as_lead], strict=True)])
def test_a_case_that_its_lead_cannot_open_is_an_alarm(then, expected):
    case, other = cases.case_without_lead(), cases.case_without_lead()
    then(case, as_lead(case, centres.partner(case.centre)))
    in_work = Case.objects.filter(pk=case.pk).open().exists()
    alarms = set(Case.objects.without_lead().filter(pk__in=[case.pk, other.pk]).values_list("pk", flat=True))
    assert alarms == ({case.pk, other.pk} if in_work and expected == NOTHING else {other.pk})


@pytest.mark.parametrize("relation", [one for one in TABLE if one is not as_manager], ids=lambda one: one.__name__)
def test_it_opens_one_case_and_to_one_person(relation):
    case = cases.case_without_lead()
    other = cases.case_without_lead(case.centre)
    who = relation(case, centres.partner(case.centre))
    colleague = centres.health_visitor(case.centre)
    centres.support_worker(case.centre, supervisor=colleague)  # who leads another family
    assert (opened_to(who, other), opened_to(colleague, case)) == (NOTHING, NOTHING)
