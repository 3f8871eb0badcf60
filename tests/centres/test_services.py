"""Letting people in and out."""

import pytest
from django.core import mail
from django.db import IntegrityError, transaction

from accounts.models import User
from audit.models import Entry
from centres.models import Membership
from centres.services import end_membership, invite_practitioner, send_invitation_again
from centres.status import Role
from inputs.errors import NotAllowed, RuleBroken
from tests.at_once import at_once
from tests.days import days_ago, today
from tests.factories import centres as make

pytestmark = pytest.mark.django_db
committing = pytest.mark.django_db(transaction=True)


def started(at, by, **fields):
    given = {"email": "sam@example.org", "name": "Sam Hill", "role": Role.HEALTH_VISITOR, "starts_on": today()}
    agency = fields.pop("agency", None) or make.partner(at)
    return invite_practitioner(centre=at, agency=agency, by=by, on=today(), **{**given, **fields})


def ended(membership, by, ends_on=None):
    return end_membership(membership=membership, ends_on=ends_on or today(), by=by, on=today())


def code_of(call, *args, **fields):
    with pytest.raises(RuleBroken) as broken:
        call(*args, **fields)
    return broken.value.code


@pytest.mark.parametrize("keeper", [make.administrator, make.manager])
def test_an_administrator_or_manager_lets_somebody_in(keeper):
    at = make.centre()
    membership = started(at, keeper(at))
    assert Membership.objects.of(membership.user, Role.HEALTH_VISITOR).filter(centre=at).exists()


@pytest.mark.parametrize("other", [make.health_visitor, make.support_worker])
def test_nobody_else_lets_anybody_in(other):
    at = make.centre()
    with pytest.raises(NotAllowed):
        started(at, other(at))


def test_the_administrator_of_another_centre_lets_nobody_in():
    at = make.centre()
    with pytest.raises(NotAllowed):
        started(at, make.administrator(make.centre()))


def test_an_administrator_whose_membership_ended_lets_nobody_in():
    at = make.centre()
    with pytest.raises(NotAllowed):
        started(at, make.administrator(at, ends_on=days_ago(1)))


def test_nobody_gives_themselves_a_role():
    at = make.centre()
    by = make.administrator(at)
    with pytest.raises(NotAllowed, match="cannot give yourself"):
        started(at, by, email=by.email.upper(), role=Role.CENTRE_MANAGER)


def test_who_is_refused_leaves_no_account_behind():
    at = make.centre()
    with pytest.raises(NotAllowed):
        started(at, make.health_visitor(at))
    assert not User.objects.filter(email="sam@example.org").exists()


def test_somebody_with_an_account_gets_another_role_and_no_invitation(django_capture_on_commit_callbacks):
    at, known = make.centre(), make.user(email="sam@example.org")
    with django_capture_on_commit_callbacks(execute=True):
        assert started(at, make.administrator(at)).user == known
    assert not mail.outbox


def test_staff_of_an_agency_without_a_protocol_cannot_take_part():
    at = make.centre()
    assert code_of(started, at, make.administrator(at), agency=make.agency()) == "no_protocol"


def test_staff_of_an_agency_whose_protocol_is_past_its_review_cannot_be_added():
    at, agency = make.centre(), make.agency()
    make.protocol(at, agency, review_on=days_ago(1))
    assert code_of(started, at, make.administrator(at), agency=agency) == "no_protocol"


def test_a_broken_rule_leaves_no_account_behind():
    at = make.centre()
    code_of(started, at, make.administrator(at), agency=make.agency())
    assert not User.objects.filter(email="sam@example.org").exists()


def test_nobody_has_the_same_role_twice_at_the_same_time():
    at = make.centre()
    by = make.administrator(at)
    started(at, by)
    assert code_of(started, at, by) == "already_member"


def test_somebody_can_have_two_roles():
    at = make.centre()
    by = make.administrator(at)
    started(at, by)
    assert started(at, by, role=Role.SPECIALIST)


def test_somebody_can_come_back_after_their_membership_ended():
    at = make.centre()
    by = make.administrator(at)
    ended(started(at, by, starts_on=days_ago(30)), by, days_ago(2))
    assert started(at, by)


@committing
def test_added_twice_at_once_there_is_one_membership_and_the_other_is_told():
    at = make.centre()
    by, agency = make.administrator(at), make.partner(at)
    answers = at_once(*[lambda: started(at, by, agency=agency).pk] * 2)
    assert answers.count("already_member") == 1
    assert Membership.objects.filter(user__email="sam@example.org").count() == 1


def test_postgresql_refuses_the_same_role_twice_at_the_same_time():
    at = make.centre()
    who = make.health_visitor(at)
    with pytest.raises(IntegrityError, match="membership_not_twice_at_once"), transaction.atomic():
        make.health_visitor(at, user=who)


@pytest.mark.parametrize("field", ["supervisor", "line_manager"])
def test_a_supervisor_or_line_manager_works_with_the_centre(field):
    at = make.centre()
    assert code_of(started, at, make.administrator(at), **{field: make.manager(make.centre())}) == "not_a_member"


def test_a_supervisor_of_the_centre_is_kept():
    at = make.centre()
    supervisor = make.manager(at)
    assert started(at, make.administrator(at), supervisor=supervisor).supervisor == supervisor


def test_letting_in_is_logged():
    at = make.centre()
    membership = started(at, make.administrator(at))
    entry = Entry.objects.get(verb="start_membership")
    assert (entry.subject_id, entry.centre_id, entry.detail["role"]) == (membership.pk, at.pk, "health_visitor")


def test_the_last_day_still_counts():
    at = make.centre()
    membership = Membership.objects.get(user=make.health_visitor(at))
    ended(membership, make.administrator(at))
    assert Membership.objects.of(membership.user).exists()


def test_after_the_last_day_the_role_gives_nothing():
    at = make.centre()
    membership = Membership.objects.get(user=make.health_visitor(at))
    ended(membership, make.administrator(at), days_ago(1))
    assert not Membership.objects.of(membership.user).exists()


def test_nobody_but_the_directorys_keepers_ends_a_membership():
    at = make.centre()
    membership = Membership.objects.get(user=make.health_visitor(at))
    with pytest.raises(NotAllowed):
        ended(membership, make.support_worker(at))


def test_nobody_ends_their_own():
    at = make.centre()
    by = make.administrator(at)
    make.manager(at)
    with pytest.raises(NotAllowed, match="cannot end your own"):
        ended(Membership.objects.get(user=by), by)


def test_a_membership_does_not_end_before_it_starts():
    at = make.centre()
    membership = Membership.objects.get(user=make.health_visitor(at))
    assert code_of(ended, membership, make.administrator(at), days_ago(500)) == "ends_before_start"


def test_what_has_ended_stays_as_it_was():
    at = make.centre()
    membership = Membership.objects.get(user=make.health_visitor(at, ends_on=days_ago(3)))
    assert code_of(ended, membership, make.administrator(at)) == "already_ended"


def test_somebody_is_always_left_to_keep_the_directory():
    at = make.centre()
    manager, administrator = make.manager(at, ends_on=days_ago(-5)), make.administrator(at)
    last = Membership.objects.get(user=administrator)
    assert code_of(ended, last, manager, days_ago(-9)) == "last_keeper"


@committing
def test_two_last_keepers_cannot_end_each_other_at_once():
    at = make.centre()
    first, second = make.manager(at), make.administrator(at)
    of = {person: Membership.objects.get(user=person) for person in (first, second)}
    answers = at_once(
        lambda: ended(of[second], first, days_ago(-1)).pk, lambda: ended(of[first], second, days_ago(-1)).pk
    )
    assert answers.count("last_keeper") == 1


def test_ending_is_logged():
    at = make.centre()
    membership = Membership.objects.get(user=make.health_visitor(at))
    ended(membership, make.administrator(at))
    assert Entry.objects.get(verb="end_membership").subject_id == membership.pk


def test_an_invitation_is_sent_again_to_who_has_no_password(django_capture_on_commit_callbacks):
    at = make.centre()
    by = make.administrator(at)
    membership = started(at, by)
    with django_capture_on_commit_callbacks(execute=True):
        send_invitation_again(membership=membership, by=by)
    assert len(mail.outbox) == 1


def test_nobody_else_sends_an_invitation_again():
    at = make.centre()
    membership = started(at, make.administrator(at))
    with pytest.raises(NotAllowed):
        send_invitation_again(membership=membership, by=make.health_visitor(at))
