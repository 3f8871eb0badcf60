"""Two records again of one: everything back where it was, what came since where it is said to go."""

from datetime import timedelta

import pytest
from django.apps import apps
from django.utils import timezone

from audit.models import Entry
from cases.models import Case, Contact
from cases.services import record_contact
from consent.models import Agreement, SharingWish
from consent.services import record_wishes
from families.models import Address, Child, Family
from families.services import NewAddress, change_address
from inputs.errors import NotAllowed, RuleBroken
from merging.holdings import READ, holdings_of
from merging.models import Merge
from merging.services import planned_undoing
from merging.status import UNDO_WITHIN
from tests.days import days_ago, today
from tests.factories import cases, centres, families, meetings, referrals, sharing
from tests.merging.twice import Twice, merged, twice, undone

pytestmark = pytest.mark.django_db


@pytest.fixture
def of():
    return twice()


def everything(of):
    return holdings_of([of.kept.pk, of.gone.pk]).rows


def refused(code, merge, by, **fields):
    with pytest.raises(RuleBroken) as broken:
        undone(merge, by, **fields)
    assert broken.value.code == code
    return broken.value.sentence


def full(**fields):
    """A family twice with something of every kind on the record that goes."""
    of = twice(name="Lind", **fields)
    team = meetings.team(of.at)
    case = cases.case_led_by(team.support_worker, of.at, of=of.gone, by=team.health_visitor)
    meetings.progress_item(meetings.meeting(team), team, case=case)
    cases.contact(case, by=team.health_visitor, saw=[of.gone.children.get(), of.gone.adults.get()])
    cases.action(team.health_visitor, of.at, case=case, for_adult=of.gone.adults.get())
    sharing.decision(of.gone, by=of.manager)
    families.former_name(of.gone, child=of.gone.children.get())
    for agency, mine, theirs in ((team.trust, True, False), (team.council, True, True), (team.housing, False, True)):
        of.gone.wishes.filter(agency=agency).delete()  # who leads was let know
        families.wish(of.kept, agency, by=of.manager, included=mine)
        families.wish(of.gone, agency, by=of.manager, included=theirs)
    sharing.kept(of.gone, team.council, "health", by=of.manager)
    Child.objects.create(family=of.gone, name="Ben", date_of_birth=days_ago(300))
    of.gone.addresses.update(confidential=True, lines="9 New Road", since=days_ago(5))
    of.gone.children.filter(name__startswith="Ada").update(nhs_number="9014076000", name="Adah")
    of.extra = {"team": team, "case": case}
    return of


def same_of(of):
    ada = of.gone.children.get(name="Adah").pk
    return type(of.same)({ada: of.kept.children.get().pk}, of.same.adults)


def test_everything_goes_back_where_it_was():
    of = full()
    before = everything(of)
    merge = merged(of, same_of(of))
    assert everything(of) != before
    undone(merge, of.manager)
    assert everything(of) == before
    assert Family.objects.count() == 2


def test_every_kind_was_on_the_record_that_went():
    of = full()
    held = holdings_of([of.gone.pk]).rows
    missing = {label for label in READ if not held[label]}
    assert missing == {
        "families.AddressShown", "consent.Agreement_children", "consent.Agreement_adults", "cases.SteppingUp",
        "transfer.ImportRow",
    }  # fmt: skip


def test_a_merged_record_is_found_again_under_its_own_names(of):
    Family.objects.filter(pk=of.gone.pk).update(name="Brandt")
    undone(merged(of), of.manager)
    row = apps.get_model("families", "SearchRow").objects
    assert "brandt" in row.get(family=of.gone).named and "brandt" not in row.get(family=of.kept).named


def test_what_was_recorded_since_in_a_case_goes_with_the_case_and_names_its_own_people():
    of = full()
    merge = merged(of, same_of(of))
    ada = of.kept.children.get(name__startswith="Ada")
    worker = of.extra["team"].support_worker
    record_contact(
        case=Case.objects.get(), kind="visit", reached=True, saw_children=[ada], happened_on=today(), by=worker,
        on=today(),
    )  # fmt: skip
    undone(merge, of.manager)
    newest = Contact.objects.latest("pk")
    assert (newest.case.family, [child.family for child in newest.saw_children.all()]) == (of.gone, [of.gone])


def test_what_was_added_since_to_the_family_stays_with_what_remained(of):
    merge = merged(of)
    change_address(family=of.kept, address=NewAddress("2 Ash St", "LS2 9JT"), by=of.manager, on=today())
    found = planned_undoing(merge=merge, by=of.manager, on=today())
    assert found.stays == {"families.Address": 1}
    undone(merge, of.manager)
    assert Address.objects.get(lines="2 Ash St").family == of.kept


def test_an_agreement_given_since_goes_with_who_gave_it(of):
    uncle = of.gone.adults.create(name="Uncle Ray")
    merge = merged(of)
    given = families.agreement(of.kept, by=of.manager, given_by=uncle)
    undone(merge, of.manager)
    given.refresh_from_db()
    assert given.family == of.gone


def test_whom_the_family_kept_out_since_is_kept_out_of_both(of):
    agency = centres.partner(of.at)
    merge = merged(of)
    record_wishes(family=of.kept, included=[], excluded=[agency.pk], by=of.manager, on=today())
    undone(merge, of.manager)
    assert set(SharingWish.objects.values_list("family", "included", "until")) == {
        (of.kept.pk, False, None), (of.gone.pk, False, None),
    }  # fmt: skip


def test_a_wish_that_was_changed_since_stays_changed(of):
    agency = centres.partner(of.at)
    families.wish(of.kept, agency, by=of.manager)
    families.wish(of.gone, agency, by=of.manager, included=False)
    merge = merged(of)
    record_wishes(family=of.kept, included=[agency.pk], excluded=[], by=of.manager, on=today())
    undone(merge, of.manager)
    assert [wish.included for wish in of.kept.wishes.current()] == [True]


def test_it_is_refused_when_something_since_is_about_both(of):
    ben = Child.objects.create(family=of.gone, name="Ben", date_of_birth=days_ago(300))
    case = cases.case_without_lead(of=of.kept, by=centres.health_visitor(of.at))
    merge = merged(of)
    contact = cases.contact(case, by=of.manager, saw=[ben])
    assert "contact in which a child was seen" in refused("between_both", merge, of.manager)
    contact.saw_children.clear()
    assert undone(merge, of.manager)


def test_it_is_refused_when_a_referral_since_rests_on_an_agreement_that_goes_back(of):
    given = families.agreement(of.gone, by=of.manager)
    merge = merged(of)
    referrals.submitted_referral(by=centres.health_visitor(of.at), at=of.at, family=of.kept, agreement=given)
    refused("between_both", merge, of.manager)


def test_the_thirtieth_day_still_counts_and_the_next_does_not(of):
    merge = merged(of)
    last = today() + UNDO_WITHIN
    refused("too_late", merge, of.manager, on=last + timedelta(days=1))
    assert undone(merge, of.manager, on=last)


def test_merges_are_undone_in_the_opposite_order(of):
    first = merged(of)
    later = Twice(of.at, of.manager, families.family(of.at), of.kept)
    before = everything(later)
    second = merged(later)
    assert later.gone.reference in refused("undo_later_first", first, of.manager)
    undone(second, of.manager)
    assert everything(later) == before
    undone(first, of.manager)
    assert Family.objects.count() == 3


def test_another_merge_into_the_same_record_is_undone_first(of):
    first = merged(of)
    second = merged(Twice(of.at, of.manager, of.kept, families.family(of.at)))
    refused("undo_later_first", first, of.manager)
    undone(second, of.manager)
    assert undone(first, of.manager)


def test_it_is_undone_once(of):
    merge = merged(of)
    undone(merge, of.manager)
    refused("already_undone", Merge.objects.get(), of.manager)


def test_what_was_undone_can_be_merged_and_undone_again(of):
    undone(merged(of), of.manager)
    of.kept, of.gone = (Family.objects.get(pk=one.pk) for one in (of.kept, of.gone))
    assert undone(merged(of), of.manager)


def test_nobody_but_the_manager_undoes_it(of):
    merge = merged(of)
    with pytest.raises(NotAllowed):
        undone(merge, centres.administrator(of.at))


def test_it_is_in_the_log_of_both_and_the_merge_stays(of):
    merge = undone(merged(of), of.manager)
    lines = Entry.objects.filter(verb="undo_merge")
    assert set(lines.values_list("subject_id", flat=True)) == {of.kept.pk, of.gone.pk}
    assert merge.moved.exists() and merge.undone_at <= timezone.now()


def test_the_agreement_of_a_merged_record_that_was_withdrawn_since_stays_withdrawn(of):
    from consent.services import withdraw_agreement

    given = families.agreement(of.gone, by=of.manager)
    merge = merged(of)
    given.refresh_from_db()
    withdraw_agreement(agreement=given, withdrawn_by="Mother", by=of.manager, on=today())
    undone(merge, of.manager)
    assert Agreement.objects.get().status == "withdrawn"
