"""Two at the same moment, on connections of their own: nothing is half merged, and nothing is hung on what is gone."""

import pytest
from django.core.exceptions import ObjectDoesNotExist
from django.db import IntegrityError

from cases.models import Contact
from cases.services import record_contact
from config.refusals import overtaken
from consent.models import Agreement
from consent.services import record_agreement
from families.models import Family, FormerName
from merging.changes import digest_of
from merging.models import Merge
from merging.planning import Same
from merging.services import merge_families, planned_merge, undo_merge
from merging.services.undoing import planned_undoing
from tests.at_once import at_once
from tests.days import today
from tests.factories import cases, families
from tests.merging.twice import merged, twice

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def of():
    made = twice()
    families.wording(made.at)
    return made


def merging(of, kept, gone, same=None):
    facts = {"kept": kept, "gone": gone, "same": same or Same(), "by": of.manager, "on": today()}
    shown = digest_of(planned_merge(**facts)[1])
    return lambda: merge_families(**facts, reason="Registered twice", shown=shown).pk


def test_two_managers_who_merge_the_same_two_do_it_once(of):
    one, other = (merging(of, of.kept, of.gone) for _ in range(2))
    assert "stale_family" in at_once(one, other)
    assert Merge.objects.count() == 1


def test_each_into_the_other_is_done_one_way(of):
    found = at_once(merging(of, of.kept, of.gone), merging(of, of.gone, of.kept))
    assert "stale_family" in found and Family.objects.count() == 1


def test_a_chain_is_made_whole_or_not_at_all(of):
    third = families.family(of.at)
    at_once(merging(of, of.kept, of.gone), merging(of, third, of.kept))
    into = dict(Family.every.filter(merged_into__isnull=False).values_list("pk", "merged_into"))
    assert not set(into.values()) & set(into)  # nothing leads to something that is gone itself


def test_two_who_undo_it_undo_it_once(of):
    merge = merged(of)
    shown = digest_of(planned_undoing(merge=merge, by=of.manager, on=today()).changes)
    undo = lambda: undo_merge(merge=merge, reason="Two", shown=shown, by=of.manager, on=today()).pk  # noqa: E731
    assert "already_undone" in at_once(undo, undo)
    assert Family.objects.count() == 2


def tried(verb):
    """What came of a verb whose family may be merged away meanwhile, as a person would be told."""

    def run():
        try:
            return verb()
        except (ObjectDoesNotExist, IntegrityError) as error:
            broken = overtaken(error)
            assert broken is not None
            return broken.code

    return run


def test_an_agreement_that_is_recorded_meanwhile_is_kept_or_refused_and_never_lost(of):
    mother = of.gone.adults.get()
    give = lambda: record_agreement(  # noqa: E731
        family=of.gone, given_by=mother, capacity="parent_with_pr", how="signed", given_on=today(),
        by=of.manager, on=today(),
    )  # fmt: skip
    given, _ = at_once(tried(give), merging(of, of.kept, of.gone, of.same))
    stands = list(Agreement.objects.values_list("family__merged_into", flat=True))
    assert stands == ([] if given == "stale_family" else [None])


def test_whoever_works_on_the_case_meanwhile_names_people_of_what_remains(of):
    case = cases.case_led_by(of.manager, of.at, of=of.gone)
    ada = of.gone.children.get()
    contact = lambda: record_contact(  # noqa: E731
        case=case, kind="visit", reached=True, saw_children=[ada], happened_on=today(),
        by=of.manager, on=today(),
    )  # fmt: skip
    at_once(tried(contact), merging(of, of.kept, of.gone, of.same))
    for one in Contact.objects.all():
        assert {child.family for child in one.saw_children.all()} <= set(Family.objects.filter(pk=one.case.family_id))
        assert not type(one).saw_children.through.objects.exclude(child__merged_into=None).exists()


def test_a_row_that_is_written_past_the_verbs_waits_and_is_refused(of):
    write = lambda: families.former_name(of.gone, recorded_by=of.manager).pk  # noqa: E731
    written, _ = at_once(tried(write), merging(of, of.kept, of.gone))
    left = FormerName.objects.filter(family__merged_into__isnull=False)
    assert not left.exists() and (written == "stale_family" or FormerName.objects.filter(pk=written).exists())
