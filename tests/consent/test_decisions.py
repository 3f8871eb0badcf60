"""Sharing decisions: the eight questions, who may record them, never edited, seen by the information lead."""

import pytest
from django.db import IntegrityError, connection, transaction
from django.db.utils import InternalError
from django.urls import reverse

from audit.models import Entry
from centres.status import Role
from consent.models import DecisionSeen, SharingDecision
from consent.services import mark_decision_seen, record_sharing_decision
from consent.status import Asked, Basis
from inputs.errors import NotAllowed, RuleBroken
from reminders.models import Reminder
from tests.at_once import at_once
from tests.days import days_ago, later, today
from tests.factories import centres, families, sharing
from tests.queries import queries_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def at():
    return centres.centre()


@pytest.fixture
def home(at):
    return families.family(at)


@pytest.fixture
def manager(at):
    return centres.manager(at)


@pytest.fixture
def information_lead(at):
    return centres.member(at, Role.INFORMATION_LEAD)


def decide(home, by, corrects=None, **fields):
    return record_sharing_decision(family=home, facts=sharing.facts(**fields), corrects=corrects, by=by, on=today())


def broken(code, verb, *args, **fields):
    with pytest.raises(RuleBroken) as caught:
        verb(*args, **fields)
    assert caught.value.code == code, caught.value.sentence


def test_the_manager_records_a_decision_with_all_its_answers(home, manager):
    made = decide(home, manager, asked=Asked.REFUSED, family_told=False, not_told_because="It would endanger the child")
    kept = SharingDecision.objects.get(pk=made.pk)
    assert (kept.recipient, kept.basis, kept.asked, kept.recorded_by) == (
        "Children's social care", Basis.WELFARE_DUTY, Asked.REFUSED, manager,
    )  # fmt: skip


def test_a_decision_is_in_the_log_without_its_words(home, manager):
    decide(home, manager, why="Canary purpose")
    assert "Canary" not in str(Entry.objects.get(verb="record_sharing_decision").detail)


@pytest.mark.parametrize(
    "role", [Role.HEALTH_VISITOR, Role.LINK_SOCIAL_WORKER, Role.ADMINISTRATOR, Role.INFORMATION_LEAD]
)
def test_by_role_alone_nobody_else_records_one(at, home, role):
    with pytest.raises(NotAllowed):
        decide(home, centres.member(at, role))


REFUSED = [
    ("which_recipient", {"outside": ""}),
    ("no_why", {"why": " "}),
    ("no_what", {"what": ""}),
    ("no_decided_by", {"decided_by": ""}),
    ("no_asked", {"asked": "perhaps"}),
    ("no_not_asked_because", {"asked": Asked.NOT_ASKED}),
    ("no_not_told_because", {"family_told": False}),
    ("no_basis", {"basis": ""}),
    ("no_how", {"how": ""}),
    ("no_public_interest", {"asked": Asked.REFUSED, "basis": Basis.PUBLIC_TASK}),
    ("decided_later", later(lambda: {"decided_on": days_ago(-1)})),
]


@pytest.mark.parametrize(("code", "fields"), REFUSED)
def test_a_decision_that_leaves_a_question_open_is_refused(home, manager, code, fields):
    broken(code, decide, home, manager, **fields)
    assert not SharingDecision.objects.exists()


def test_an_agency_and_an_outside_body_at_once_are_refused(at, home, manager):
    broken("which_recipient", decide, home, manager, agency=centres.partner(at))


def test_an_agency_that_does_not_work_here_is_named_as_an_outside_body(home, manager):
    broken("not_a_partner", decide, home, manager, agency=centres.agency(), outside="")


def test_not_to_share_needs_no_basis_and_no_way(home, manager):
    assert not decide(home, manager, shared=False, basis="", how="").shared


def test_a_duty_needs_no_public_interest(home, manager):
    assert decide(home, manager, asked=Asked.REFUSED, basis=Basis.COURT_ORDER).pk


def test_a_correction_names_the_old_decision_which_stays(home, manager):
    old = decide(home, manager)
    new = decide(home, manager, corrects=old, what="Only the name")
    old.refresh_from_db()
    assert (old.corrected_by, old.what) == (new, "What was seen at the last visit")


def test_a_decision_is_corrected_once(home, manager):
    old = decide(home, manager)
    decide(home, manager, corrects=old)
    broken("already_corrected", decide, home, manager, corrects=old)


def test_a_decision_about_another_family_is_not_corrected_here(at, home, manager):
    broken("not_of_this_family", decide, home, manager, corrects=sharing.decision(families.family(at), by=manager))


@pytest.mark.parametrize(
    "sql", ["UPDATE consent_sharingdecision SET what = 'x'", "DELETE FROM consent_sharingdecision"]
)
def test_postgresql_refuses_to_change_a_decision(home, manager, sql):
    decide(home, manager)
    with pytest.raises(InternalError), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(sql)


def test_postgresql_refuses_a_decision_with_two_recipients(at, home, manager):
    with pytest.raises(IntegrityError), transaction.atomic():
        sharing.decision(home, by=manager, agency=centres.partner(at))


def test_two_records_of_one_family_that_become_one_keep_the_decisions(at, manager):
    from families.services import join_families

    known, new = families.family(at), families.family(at, name="Okafor")
    made = sharing.decision(new, by=manager)
    join_families(known=known, new=new, by=manager, on=today())
    made.refresh_from_db()
    assert made.family == known


def test_the_information_lead_is_reminded_of_each_by_reference_only(home, manager, information_lead):
    decide(home, manager)
    told = Reminder.objects.get(to=information_lead)
    assert home.reference in told.sentence
    assert home.name not in told.sentence


def test_the_information_lead_marks_a_decision_as_seen(home, manager, information_lead):
    made = decide(home, manager)
    assert mark_decision_seen(decision=made, by=information_lead, on=today()).decision == made


def test_nobody_else_marks_a_decision_as_seen(home, manager):
    with pytest.raises(NotAllowed):
        mark_decision_seen(decision=decide(home, manager), by=manager, on=today())


def test_a_decision_is_seen_once(home, manager, information_lead):
    made = decide(home, manager)
    mark_decision_seen(decision=made, by=information_lead, on=today())
    broken("already_seen", mark_decision_seen, decision=made, by=information_lead, on=today())


@pytest.mark.django_db(transaction=True)
def test_two_information_leads_at_once_see_it_once():
    at = centres.centre()
    made = sharing.decision(families.family(at), by=centres.manager(at))
    first, second = (centres.member(at, Role.INFORMATION_LEAD) for _ in range(2))
    told = at_once(*(lambda by=by: mark_decision_seen(decision=made, by=by, on=today()) for by in (first, second)))
    assert "already_seen" in told
    assert DecisionSeen.objects.count() == 1


@pytest.mark.django_db(transaction=True)
def test_two_corrections_at_once_are_one():
    at = centres.centre()
    home, by = families.family(at), centres.manager(at)
    old = sharing.decision(home, by=by)
    told = at_once(*(lambda: decide(home, by, corrects=old) for _ in range(2)))
    assert "already_corrected" in told
    assert SharingDecision.objects.filter(corrects=old).count() == 1


def test_whoever_recorded_a_decision_reads_it_on_the_case_alone(at, home):
    worker = centres.support_worker(at)
    assert sharing.decision(home, by=worker) not in SharingDecision.objects.visible_to(worker)


def test_the_information_lead_of_another_centre_reads_nothing(home, manager):
    made = decide(home, manager)
    assert made not in SharingDecision.objects.visible_to(centres.member(centres.centre(), Role.INFORMATION_LEAD))


def test_the_page_records_a_decision(client, home, manager):
    client.force_login(manager)
    client.post(reverse("sharing_decision_record", args=[home.pk]), sharing.typed())
    assert SharingDecision.objects.get().outside == "Children's social care"


def test_the_page_keeps_what_was_typed_and_says_what_is_missing(client, home, manager):
    client.force_login(manager)
    answer = client.post(reverse("sharing_decision_record", args=[home.pk]), sharing.typed(basis="", why="Kept words"))
    assert answer.status_code == 422
    assert b"Choose the lawful basis." in answer.content
    assert b"Kept words" in answer.content


def test_the_information_lead_has_the_list_and_marks_one_on_its_page(client, home, manager, information_lead):
    made = decide(home, manager)
    client.force_login(information_lead)
    assert home.reference in client.get(reverse("sharing_decisions") + "?show=unseen").content.decode()
    client.post(reverse("decision_seen", args=[made.pk]))
    assert home.reference not in client.get(reverse("sharing_decisions") + "?show=unseen").content.decode()


def test_the_list_costs_the_same_for_ten_and_thirty_decisions(client, home, manager, information_lead):
    client.force_login(information_lead)
    costs = []
    for number in (10, 20):
        for _ in range(number):
            sharing.decision(home, by=manager)
        costs.append(queries_of(client, reverse("sharing_decisions")))
    assert costs[0] == costs[1]


def test_a_program_records_and_sees_a_decision(client, home, manager, information_lead):
    client.force_login(manager)
    body = sharing.sent(family=home.pk)
    made = client.post(reverse("sharing-decision-list"), body, content_type="application/json")
    assert made.status_code == 201, made.content
    client.force_login(information_lead)
    seen = client.post(reverse("sharing-decision-seen", args=[made.json()["id"]]))
    assert seen.json()["seen_by"] == information_lead.name
