"""Drafts: begun, kept, thrown away, closed with advice."""

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest
from django.db import connection

from centres.status import Role
from inputs.errors import NotAllowed, RuleBroken
from referrals.models import Referral
from referrals.services import (
    choose_family,
    discard_draft,
    give_advice_instead,
    save_draft,
    start_draft,
    submit_referral,
)
from referrals.status import ReferralStatus
from tests.days import today
from tests.factories import centres, families, referrals


@pytest.fixture
def at(db):
    return centres.centre()


@pytest.fixture
def visitor(at):
    return centres.health_visitor(at)


def test_a_draft_belongs_to_the_referrers_agency_and_role(at, visitor):
    draft = start_draft(centre=at, by=visitor, on=today())
    assert (draft.source, draft.agency) == (Role.HEALTH_VISITOR, visitor.memberships.get().agency)


def test_with_two_jobs_one_refers_as_the_one_nearest_to_families(at):
    person = centres.manager(at)
    nhs = centres.partner(at)
    centres.member(at, Role.HEALTH_VISITOR, of=nhs, user=person)
    assert start_draft(centre=at, by=person, on=today()).agency == nhs


@pytest.mark.parametrize("role", [Role.ADMINISTRATOR, Role.INFORMATION_LEAD])
def test_who_does_not_work_with_families_starts_no_draft(at, role):
    with pytest.raises(NotAllowed):
        start_draft(centre=at, by=centres.member(at, role), on=today())


def test_nobody_starts_a_draft_at_another_centre(at, visitor):
    with pytest.raises(NotAllowed):
        start_draft(centre=centres.centre(), by=visitor, on=today())


def test_nobody_starts_a_draft_for_a_family_they_do_not_know(at, visitor):
    with pytest.raises(NotAllowed):
        start_draft(centre=at, by=visitor, on=today(), family=families.family(at))


def test_the_manager_starts_a_draft_for_any_family_of_the_centre(at):
    known = families.family(at)
    assert start_draft(centre=at, by=centres.manager(at), on=today(), family=known).family == known


def test_a_family_of_another_centre_is_refused(at):
    other = centres.centre()
    person = centres.manager(at)
    centres.member(other, Role.CENTRE_MANAGER, user=person)
    with pytest.raises(RuleBroken, match="another centre"):
        start_draft(centre=at, by=person, on=today(), family=families.family(other))


def test_a_draft_keeps_whatever_is_typed(at, visitor):
    typed = {"worries": ["x" * 100_000], "given_on": ["31 31 2026"], "bell": ["\x07"]}
    saved = save_draft(referral=referrals.draft(by=visitor), typed=typed, by=visitor)
    saved.refresh_from_db()
    assert saved.typed == typed


def test_what_the_database_cannot_hold_is_made_visible(at, visitor):
    saved = save_draft(referral=referrals.draft(by=visitor), typed={"worries": ["a\x00b\ud800c"]}, by=visitor)
    saved.refresh_from_db()
    assert saved.typed == {"worries": ["a\ufffdb?c"]}


def test_nobody_saves_into_somebody_elses_draft(at, visitor):
    with pytest.raises(NotAllowed):
        save_draft(referral=referrals.draft(by=visitor), typed={}, by=centres.manager(at))


def test_nothing_is_saved_into_a_sent_referral(at, visitor):
    with pytest.raises(RuleBroken) as caught:
        save_draft(referral=referrals.submitted_referral(by=visitor), typed={"worries": ["x"]}, by=visitor)
    assert caught.value.code == "already_sent"


def test_a_draft_can_be_about_another_family_and_keeps_what_was_typed(at, visitor):
    known = families.family(at, created_by=visitor)
    draft = referrals.draft(by=visitor, typed={"worries": ["Few words"]})
    chosen = choose_family(referral=draft, family=known, by=visitor, on=today())
    assert (chosen.family, chosen.typed) == (known, {"worries": ["Few words"]})


def test_a_family_the_writer_does_not_know_cannot_be_chosen(at, visitor):
    with pytest.raises(NotAllowed):
        choose_family(referral=referrals.draft(by=visitor), family=families.family(at), by=visitor, on=today())


def test_a_draft_is_thrown_away_altogether(at, visitor):
    discard_draft(referral=referrals.draft(by=visitor), by=visitor, on=today())
    assert not Referral.objects.exists()


def test_a_sent_referral_cannot_be_thrown_away(at, visitor):
    with pytest.raises(RuleBroken):
        discard_draft(referral=referrals.submitted_referral(by=visitor), by=visitor, on=today())


def test_nobody_throws_somebody_elses_draft_away(at, visitor):
    with pytest.raises(NotAllowed):
        discard_draft(referral=referrals.draft(by=visitor), by=centres.health_visitor(at), on=today())


def test_advice_closes_the_draft_and_forgets_what_was_typed(at, visitor):
    draft = referrals.draft(by=visitor, typed={"needs": ["speech", "nonsense"], "worries": ["Few words"]})
    closed = give_advice_instead(referral=draft, advice="Chatterbox on Tuesdays", by=visitor, on=today())
    assert (closed.status, closed.typed, closed.needs) == (ReferralStatus.ADVICE_GIVEN, {}, ["speech"])


def test_advice_says_something(at, visitor):
    with pytest.raises(RuleBroken) as caught:
        give_advice_instead(referral=referrals.draft(by=visitor), advice=" ", by=visitor, on=today())
    assert caught.value.field == "advice"


def test_nobody_gives_advice_in_somebody_elses_name(at, visitor):
    with pytest.raises(NotAllowed):
        give_advice_instead(referral=referrals.draft(by=visitor), advice="x", by=centres.manager(at), on=today())


def test_advice_is_not_given_twice(at, visitor):
    draft = referrals.draft(by=visitor)
    give_advice_instead(referral=draft, advice="Chatterbox", by=visitor, on=today())
    with pytest.raises(RuleBroken) as caught:
        give_advice_instead(referral=draft, advice="Chatterbox", by=visitor, on=today())
    assert caught.value.code == "already_closed"


@pytest.mark.django_db(transaction=True)
def test_saving_in_one_tab_while_sending_in_another_never_reopens_the_draft():
    at = centres.centre()
    visitor = centres.health_visitor(at)
    draft, details, start = referrals.draft(by=visitor), referrals.details(), Barrier(2)

    def run(verb):
        try:
            start.wait()
            return verb()
        except RuleBroken as broken:
            return broken
        finally:
            connection.close()

    with ThreadPoolExecutor(2) as pool:
        list(
            pool.map(
                run,
                [
                    lambda: submit_referral(referral=draft, details=details, by=visitor, on=today()),
                    lambda: save_draft(referral=draft, typed={"worries": ["late"]}, by=visitor),
                ],
            )
        )
    draft.refresh_from_db()
    assert (draft.status, draft.typed) == (ReferralStatus.SUBMITTED, {})
