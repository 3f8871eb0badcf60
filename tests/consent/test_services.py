"""What a family agrees to, refuses, withdraws and wishes."""

from concurrent.futures import ThreadPoolExecutor
from datetime import date
from threading import Barrier

import pytest
from django.db import connection

from centres.status import Role
from consent.models import Agreement, Wording
from consent.rules import a_year_after, require_agreement_in_force
from consent.services import record_agreement, record_refusal, record_wishes, withdraw_agreement
from consent.status import AgreementStatus, Capacity, How
from inputs.errors import NotAllowed, RuleBroken
from tests.days import days_ago, later, today
from tests.factories import centres, families


@pytest.fixture
def at(db):
    made = centres.centre()
    families.wording(made)
    return made


@pytest.fixture
def visitor(at):
    return centres.health_visitor(at)


@pytest.fixture
def home(at):
    return families.family(at)


def agree(home, by, verb=record_agreement, **fields):
    given = {
        "given_by": home.adults.get(),
        "capacity": Capacity.PARENT_WITH_PR,
        "how": How.SIGNED,
        "given_on": today(),
    }
    return verb(family=home, **{**given, **fields}, by=by, on=today())


def broken(code, verb, *args, **fields):
    with pytest.raises(RuleBroken) as caught:
        verb(*args, **fields)
    assert caught.value.code == code
    return caught.value


def test_an_agreement_holds_for_a_year_in_the_newest_wording(home, visitor):
    families.wording(home.centre, version="2026.2", text="Newer words", in_use_from=days_ago(1))
    families.wording(home.centre, version="2027.1", text="Words of the future", in_use_from=days_ago(-1))
    families.wording(centres.centre(), version="2028.1", text="Words of another centre", in_use_from=days_ago(0))
    made = agree(home, visitor)
    assert (made.until, made.wording.version) == (a_year_after(today()), "2026.2")


def test_a_year_after_a_leap_day_is_the_last_of_february():
    assert a_year_after(date(2028, 2, 29)) == date(2029, 2, 28)


REFUSED = [
    ("given_later", later(lambda: {"given_on": days_ago(-1)})),
    ("run_out", later(lambda: {"given_on": days_ago(400)})),
    ("too_long", later(lambda: {"until": days_ago(-800)})),
    ("ends_before_start", later(lambda: {"until": days_ago(1)})),
    ("no_witness", {"how": How.VERBAL}),
    ("nobody_expected", {"capacity": Capacity.EXPECTANT_PARENT}),
]


@pytest.mark.parametrize(("code", "fields"), REFUSED)
def test_an_agreement_that_cannot_hold_is_refused(home, visitor, code, fields):
    broken(code, agree, home, visitor, **fields)
    assert not Agreement.objects.exists()


def test_without_a_wording_nobody_can_agree(home, visitor):
    Wording.objects.all().delete()
    broken("no_wording", agree, home, visitor)


def test_an_adult_of_another_family_cannot_agree(at, home, visitor):
    broken("not_of_this_family", agree, home, visitor, given_by=families.family(at).adults.get())


def test_responsibility_that_is_not_known_is_not_taken_for_a_no(home, visitor):
    home.adults.get().cares.update(responsibility="not_known")
    assert agree(home, visitor).pk


def test_a_recorded_no_stands(home, visitor):
    home.adults.get().cares.update(responsibility="no")
    broken("no_responsibility", agree, home, visitor)


@pytest.mark.parametrize("role", [Role.ADMINISTRATOR, Role.INFORMATION_LEAD])
def test_who_does_not_work_with_families_records_nothing(at, home, role):
    person = centres.member(at, role)
    for verb in (record_agreement, record_refusal):
        with pytest.raises(NotAllowed):
            agree(home, person, verb)
    with pytest.raises(NotAllowed):
        record_wishes(family=home, included=[], excluded=[], by=person, on=today())


def test_a_stranger_records_nothing(home):
    with pytest.raises(NotAllowed):
        agree(home, centres.manager(centres.centre()))


def test_a_refusal_is_recorded_and_gives_nothing(home, visitor):
    made = agree(home, visitor, record_refusal)
    assert made.status == AgreementStatus.REFUSED
    broken("no_agreement", require_agreement_in_force, home, today())


def test_a_refusal_beside_an_agreement_in_force_is_sent_to_withdrawal(home, visitor):
    agree(home, visitor)
    broken("agreement_in_force", agree, home, visitor, record_refusal)


def test_a_refusal_of_the_future_is_refused(home, visitor):
    broken("given_later", agree, home, visitor, record_refusal, given_on=days_ago(-1))


def test_who_took_an_agreement_records_its_withdrawal_and_it_is_no_longer_in_force(home, visitor):
    made = agree(home, visitor)
    withdraw_agreement(agreement=made, withdrawn_by="Grace, the mother", by=visitor, on=today())
    broken("no_agreement", require_agreement_in_force, home, today())


def test_the_manager_records_a_withdrawal(at, home, visitor):
    made = agree(home, visitor)
    gone = withdraw_agreement(agreement=made, withdrawn_by="Grace", by=centres.manager(at), on=today())
    assert (gone.status, gone.withdrawn_on) == (AgreementStatus.WITHDRAWN, today())


def test_a_no_ends_every_agreement_of_the_family(at, home, visitor):
    agree(home, centres.health_visitor(at))
    withdraw_agreement(agreement=agree(home, visitor), withdrawn_by="Grace", by=visitor, on=today())
    assert not Agreement.objects.in_force(today()).exists()


def test_any_practitioner_whom_the_family_tells_records_a_withdrawal(at, home, visitor):
    made = agree(home, visitor)
    gone = withdraw_agreement(agreement=made, withdrawn_by="Grace", by=centres.support_worker(at), on=today())
    assert gone.status == AgreementStatus.WITHDRAWN


@pytest.mark.parametrize("role", [Role.ADMINISTRATOR, Role.INFORMATION_LEAD])
def test_who_does_not_work_with_families_cannot_record_a_withdrawal(at, home, visitor, role):
    made = agree(home, visitor)
    with pytest.raises(NotAllowed):
        withdraw_agreement(agreement=made, withdrawn_by="Grace", by=centres.member(at, role), on=today())


def test_a_practitioner_of_another_centre_cannot_record_a_withdrawal(home, visitor):
    made = agree(home, visitor)
    with pytest.raises(NotAllowed):
        withdraw_agreement(
            agreement=made, withdrawn_by="Grace", by=centres.health_visitor(centres.centre()), on=today()
        )


def test_who_took_it_and_has_left_cannot_record_a_withdrawal(home, visitor):
    made = agree(home, visitor)
    visitor.memberships.update(ends_on=days_ago(1))
    with pytest.raises(NotAllowed):
        withdraw_agreement(agreement=made, withdrawn_by="Grace", by=visitor, on=today())


def test_a_withdrawal_says_who(home, visitor):
    broken("who_withdrew", withdraw_agreement, agreement=agree(home, visitor), withdrawn_by=" ", by=visitor, on=today())


def test_an_agreement_is_withdrawn_once(home, visitor):
    made = agree(home, visitor)
    withdraw_agreement(agreement=made, withdrawn_by="Grace", by=visitor, on=today())
    broken("not_given", withdraw_agreement, agreement=made, withdrawn_by="Grace", by=visitor, on=today())


def test_a_new_agreement_after_a_withdrawal_is_in_force(home, visitor):
    withdraw_agreement(agreement=agree(home, visitor), withdrawn_by="Grace", by=visitor, on=today())
    again = agree(home, visitor)
    assert require_agreement_in_force(home, today()) == again


def test_the_last_day_of_an_agreement_counts_and_the_next_does_not(home, visitor):
    families.agreement(home, by=visitor, until=today())
    assert Agreement.objects.in_force(today()).exists()
    assert not Agreement.objects.in_force(days_ago(-1)).exists()


def test_wishes_are_recorded_and_a_change_keeps_the_old_one(at, home, visitor):
    nursery = centres.partner(at)
    record_wishes(family=home, included=[nursery.pk], excluded=[], by=visitor, on=days_ago(3))
    record_wishes(family=home, included=[], excluded=[nursery.pk], words={nursery.pk: "No"}, by=visitor, on=today())
    assert sorted(home.wishes.values_list("included", "until", "words")) == [
        (False, None, "No"),
        (True, today(), ""),
    ]


def test_the_same_wish_again_changes_nothing(at, home, visitor):
    nursery = centres.partner(at)
    for day in (days_ago(3), today()):
        record_wishes(family=home, included=[nursery.pk], excluded=[], by=visitor, on=day)
    assert home.wishes.get().since == days_ago(3)


def test_an_agency_cannot_be_both(at, home, visitor):
    nursery = centres.partner(at)
    broken("both", record_wishes, family=home, included=[nursery.pk], excluded=[nursery.pk], by=visitor, on=today())


def test_an_agency_whose_protocol_has_run_out_is_no_partner(at, home, visitor):
    gone = centres.agency()
    centres.protocol(at, gone, review_on=days_ago(1))
    broken("not_a_partner", record_wishes, family=home, included=[gone.pk], excluded=[], by=visitor, on=today())


def test_the_agency_that_runs_the_meeting_cannot_be_left_out(at, home, visitor):
    council = centres.partner(at)
    centres.manager(at, of=council)
    broken("runs_the_meeting", record_wishes, family=home, included=[], excluded=[council.pk], by=visitor, on=today())


@pytest.mark.django_db(transaction=True)
def test_withdrawn_twice_at_once_is_withdrawn_once():
    at = centres.centre()
    families.wording(at)
    visitor = centres.health_visitor(at)
    made, start = agree(families.family(at), visitor), Barrier(2)

    def withdraw(name):
        start.wait()
        try:
            withdraw_agreement(agreement=made, withdrawn_by=name, by=visitor, on=today())
        except RuleBroken as refused:
            return refused.code
        finally:
            connection.close()

    with ThreadPoolExecutor(2) as pool:
        answers = list(pool.map(withdraw, ["Grace", "Her partner"]))
    assert sorted(answers, key=str) == [None, "not_given"]


@pytest.mark.django_db(transaction=True)
def test_two_wishes_about_one_agency_at_once_leave_one_current():
    at = centres.centre()
    visitor, home, nursery, start = centres.health_visitor(at), families.family(at), centres.partner(at), Barrier(2)

    def wish(included):
        start.wait()
        try:
            record_wishes(
                family=home,
                included=[nursery.pk] if included else [],
                excluded=[] if included else [nursery.pk],
                by=visitor,
                on=today(),
            )
        finally:
            connection.close()

    with ThreadPoolExecutor(2) as pool:
        list(pool.map(wish, [True, False]))
    assert home.wishes.filter(until=None).count() == 1


def test_an_agreement_covers_the_whole_family_unless_it_names_some(home, visitor):
    assert agree(home, visitor).covers == "the whole family"


def test_an_agreement_for_one_child_says_so(home, visitor):
    from families.models import Child

    child = home.children.get()
    Child.objects.create(family=home, name="Ben", date_of_birth=days_ago(200))
    made = agree(home, visitor, children=[child])
    assert (made.covers, made.children_covered()) == (child.name, [child])


def test_an_agreement_does_not_cover_a_child_of_another_family(at, home, visitor):
    broken("not_of_this_family", agree, home, visitor, children=[families.family(at).children.get()])


def test_an_agency_without_a_current_protocol_is_not_included(at, home, visitor):
    nursery = centres.agency(name="Nursery")
    centres.protocol(at, nursery, review_on=days_ago(1))
    centres.member(at, Role.SPECIALIST, of=nursery)
    refused = broken(
        "no_protocol", record_wishes, family=home, included=[nursery.pk], excluded=[], by=visitor, on=today()
    )
    assert "Nursery has no sharing protocol in force" in refused.sentence


def test_an_agency_without_a_current_protocol_can_be_kept_out(at, home, visitor):
    nursery = centres.agency()
    centres.member(at, Role.SPECIALIST, of=nursery)
    assert record_wishes(family=home, included=[], excluded=[nursery.pk], by=visitor, on=today())


@pytest.mark.parametrize("review_on", [None, -1])
def test_postgresql_refuses_to_include_an_agency_without_a_current_protocol(at, home, visitor, review_on):
    from django.db import IntegrityError, transaction

    nursery = centres.agency()
    if review_on:
        centres.protocol(at, nursery, review_on=days_ago(30))
    with pytest.raises(IntegrityError), transaction.atomic():
        families.wish(home, nursery, by=visitor)


def kinds(home):
    return set(home.kind_wishes.kept().values_list("kind", flat=True))


def test_a_kind_of_information_is_kept_from_an_agency_and_let_out_again(at, home, visitor):
    nursery = centres.partner(at)
    wishes = {"family": home, "included": [nursery.pk], "excluded": [], "by": visitor, "on": today()}
    record_wishes(**wishes, kept={nursery.pk: ["health", "plan"]})
    assert kinds(home) == {"health", "plan"}
    record_wishes(**wishes, kept={nursery.pk: ["plan"]})
    assert (kinds(home), home.kind_wishes.count()) == ({"plan"}, 3)


def test_who_says_nothing_of_kinds_changes_none(at, home, visitor):
    nursery = centres.partner(at)
    wishes = {"family": home, "included": [nursery.pk], "excluded": [], "by": visitor, "on": today()}
    record_wishes(**wishes, kept={nursery.pk: ["health"]})
    record_wishes(**wishes)
    assert kinds(home) == {"health"}


def test_a_kind_that_there_is_none_of_is_refused(at, home, visitor):
    nursery = centres.partner(at)
    wishes = {"family": home, "included": [nursery.pk], "excluded": [], "by": visitor, "on": today()}
    broken("no_such_kind", record_wishes, **wishes, kept={nursery.pk: ["gossip"]})


def test_kinds_are_not_chosen_for_an_agency_that_must_not_know(at, home, visitor):
    nursery = centres.partner(at)
    wishes = {"family": home, "included": [], "excluded": [nursery.pk], "by": visitor, "on": today()}
    broken("kinds_of_excluded", record_wishes, **wishes, kept={nursery.pk: ["health"]})


@pytest.mark.django_db(transaction=True)
def test_two_who_keep_the_same_kind_at_once_leave_one_wish():
    from tests.at_once import at_once

    at = centres.centre()
    home, visitor, nursery = families.family(at), centres.health_visitor(at), centres.partner(at)
    wishes = {"family": home, "included": [nursery.pk], "excluded": [], "by": visitor, "on": today()}
    at_once(*(lambda: record_wishes(**wishes, kept={nursery.pk: ["health"]}) for _ in range(2)))
    assert home.kind_wishes.kept().count() == 1
