"""The manager's pages of likely duplicates: looking, deciding, merging, undoing, and what is typed wrongly."""

import re

import pytest
from django.urls import reverse

from audit.models import Entry
from families.models import Child, Family, LookAlike
from merging.models import Merge
from tests.factories import cases, centres, families
from tests.merging.twice import merged, twice, undone
from tests.queries import queries_of
from tests.signing_in import confirm

pytestmark = pytest.mark.django_db


@pytest.fixture
def of():
    return twice()


@pytest.fixture
def manager(client, of):
    client.force_login(of.manager)
    return client


def text(answer):
    return " ".join(answer.content.decode().split())


def pair(of):
    return [of.kept.pk, of.gone.pk]


def chosen(of, **fields):
    child, adult = of.gone.children.get().pk, of.gone.adults.get().pk
    return {
        "keep": str(of.kept.pk), f"child_{child}": of.kept.children.get().pk,
        f"adult_{adult}": of.kept.adults.get().pk, **fields,
    }  # fmt: skip


def previewed(client, of, **fields):
    """The address of the preview, and its page."""
    to = client.get(reverse("merge_people", args=pair(of)), chosen(of, **fields)).url
    return to, client.get(to)


def digest(page):
    return re.search(r'name="shown" value="([0-9a-f]+)"', text(page))[1]


def test_from_the_list_to_one_record_and_back(manager, of):
    confirm(manager)
    listed = text(manager.get(reverse("duplicates")))
    assert "Same date of birth, and names alike" in listed and reverse("merge_people", args=pair(of)) in listed
    asked = text(manager.get(reverse("merge_people", args=pair(of))))
    assert "Suggested: same first name and date of birth." in asked
    to, page = previewed(manager, of)
    assert "are one child" in text(page)
    answer = manager.post(to, {"reason": "Registered twice", "shown": digest(page)})
    assert answer.url == reverse("family", args=[of.kept.pk])
    assert of.gone.reference in text(manager.get(answer.url))
    assert "Registered twice" in text(manager.get(reverse("merges")))
    undo = reverse("merge_undo", args=[Merge.objects.get().pk])
    page = manager.get(undo)
    answer = manager.post(undo, {"reason": "They are cousins", "shown": digest(page)})
    assert answer.url == reverse("family", args=[of.gone.pk])
    assert "They are cousins" in text(manager.get(reverse("merges")))


def test_who_it_is_is_asked_before_merging_and_before_undoing(manager, of):
    merge = merged(twice())
    for to in (reverse("merge", args=pair(of)), reverse("merge_undo", args=[merge.pk])):
        assert "/reauthenticate/" in manager.get(to).url
    answer = manager.post(reverse("merge", args=pair(of)), {"reason": "Why", "shown": ""})
    assert answer.status_code == 403 and Family.objects.count() == 3


def test_the_record_that_goes_can_be_the_first(manager, of):
    confirm(manager)
    to, _ = previewed(manager, of, keep=str(of.gone.pk))
    assert to.startswith(reverse("merge", args=[of.gone.pk, of.kept.pk]))


def test_the_number_of_a_merged_record_leads_to_what_remains(manager, of):
    merged(of)
    assert manager.get(reverse("family", args=[of.gone.pk])).url == reverse("family", args=[of.kept.pk])


def test_a_merged_record_is_on_no_page(manager, of):
    Family.objects.filter(pk=of.gone.pk).update(name="Brandt")
    merged(of)
    for to in ("/families/", "/api/v1/families/", "/families/duplicates/", "/families/?q=Ada"):
        assert "Brandt" not in text(manager.get(to)), to
    assert manager.get(f"/api/v1/families/{of.gone.pk}/").status_code == 404


# --- what is wrong -----------------------------------------------------------------------------------------------


def test_without_a_choice_it_is_asked_which_stays(manager, of):
    answer = manager.get(reverse("merge_people", args=pair(of)), {"keep": ""})
    assert answer.status_code == 422 and "Choose which record stays" in text(answer)


def test_somebody_who_is_not_on_the_list_is_refused_beside_the_question(manager, of):
    child = of.gone.children.get().pk
    answer = manager.get(reverse("merge_people", args=pair(of)), chosen(of, **{f"child_{child}": "999999"}))
    assert answer.status_code == 422 and "Choose somebody of the list" in text(answer)


def test_what_a_rule_says_stands_beside_the_question(manager, of):
    Child.objects.update(nhs_number="9014076000")
    child = of.gone.children.get().pk
    answer = manager.get(reverse("merge_people", args=pair(of)), chosen(of, **{f"child_{child}": ""}))
    assert answer.status_code == 422 and "have the same NHS number" in text(answer)


def test_two_open_cases_are_told_before_anything_else(manager, of):
    by = centres.health_visitor(of.at)
    for family in (of.kept, of.gone):
        cases.case_without_lead(of=family, by=by)
    confirm(manager)
    assert "Both records have an open case" in text(manager.get(reverse("merge", args=pair(of))))


@pytest.mark.parametrize("reason", ["", "   "])
def test_without_a_reason_nothing_is_done_and_it_is_said(manager, of, reason):
    confirm(manager)
    to, page = previewed(manager, of)
    answer = manager.post(to, {"reason": reason, "shown": digest(page)})
    assert answer.status_code == 422 and "Say why" in text(answer) and Family.objects.count() == 2


def test_what_came_since_is_shown_first(manager, of):
    confirm(manager)
    to, page = previewed(manager, of)
    families.agreement(of.gone, by=of.manager)
    answer = manager.post(to, {"reason": "Registered twice", "shown": digest(page)})
    assert answer.status_code == 422 and "since you looked" in text(answer)
    assert manager.post(to, {"reason": "Registered twice", "shown": digest(answer)}).status_code == 302


@pytest.mark.parametrize("asked", ["child_x=1", "child_1=x", "adult_=", "child_99999999999999999999=1", "keep=1"])
def test_a_made_up_address_is_answered(manager, of, asked):
    confirm(manager)
    assert manager.get(f"{reverse('merge', args=pair(of))}?{asked}").status_code == 200


def test_too_late_to_undo_is_said(manager, of):
    import datetime

    import time_machine

    merge = merged(of)
    with time_machine.travel(merge.at + datetime.timedelta(days=32)):
        manager.force_login(of.manager)
        confirm(manager)
        answer = manager.get(reverse("merge_undo", args=[merge.pk]))
        assert "This could be undone until" in text(answer)
        assert "Too late" in text(manager.get(reverse("merges")))


# --- only looking alike ------------------------------------------------------------------------------------------


def test_marked_and_taken_back(manager, of):
    to = reverse("look_alike_mark", args=pair(of))
    assert manager.post(to, {"reason": ""}).status_code == 422
    assert manager.post(to, {"reason": "I met both"}).url == reverse("duplicates")
    assert "No two families look like one" in text(manager.get(reverse("duplicates")))
    assert "I met both" in text(manager.get(reverse("look_alikes")))
    manager.post(reverse("look_alike_take_back", args=[LookAlike.objects.get().pk]))
    assert "No families are marked so" in text(manager.get(reverse("look_alikes")))


def test_another_record_is_found_by_its_reference(manager, of):
    to = {"of": of.kept.pk, "reference": of.gone.reference.lower()}
    assert manager.get(reverse("duplicates"), to).url == reverse("merge_people", args=pair(of))


@pytest.mark.parametrize("reference", ["F-2222222", "nonsense", "x" * 40])
def test_a_reference_that_is_none_is_answered(manager, of, reference):
    answer = manager.get(reverse("duplicates"), {"of": of.kept.pk, "reference": reference})
    assert answer.status_code == 200


def test_a_reference_of_another_centre_is_as_unknown_as_none(manager, of):
    stranger = families.family(centres.centre())
    answer = manager.get(reverse("duplicates"), {"of": of.kept.pk, "reference": stranger.reference})
    assert "No other family of your centre" in text(answer)


# --- who may -----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("name", ["duplicates", "look_alikes", "merges"])
def test_nobody_but_a_manager_has_the_lists(client, of, name):
    client.force_login(centres.health_visitor(of.at))
    answer = client.get(reverse(name))
    assert answer.status_code == 403 and "Only a centre’s manager" in text(answer)


@pytest.mark.parametrize("name", ["merge_people", "look_alike_mark", "merge"])
def test_to_everybody_else_the_two_do_not_exist(client, of, name):
    for who in (centres.support_worker(of.at), centres.manager(centres.centre())):
        client.force_login(who)
        confirm(client)
        assert client.get(reverse(name, args=pair(of))).status_code == 404


def test_a_family_of_another_centre_is_not_compared(manager, of):
    of.gone = families.family(centres.centre())
    assert manager.get(reverse("merge_people", args=pair(of))).status_code == 404
    assert manager.get(reverse("duplicates"), {"of": of.gone.pk}).status_code == 404


def test_a_merge_of_another_centre_is_not_undone(client, of):
    merge = merged(of)
    client.force_login(centres.manager(centres.centre()))
    confirm(client)
    assert client.get(reverse("merge_undo", args=[merge.pk])).status_code == 404


# --- what it costs, what is kept ---------------------------------------------------------------------------------


def test_both_families_are_in_the_log(manager, of):
    manager.get(reverse("duplicates"))
    seen = Entry.objects.filter(verb="duplicates", by=of.manager).values_list("subject_id", flat=True)
    assert set(seen) == set(pair(of))


def test_a_confidential_address_is_on_no_page(manager, of):
    of.gone.addresses.update(confidential=True, lines="9 Hidden Row", postcode="LS9 7QQ")
    confirm(manager)
    _, page = previewed(manager, of)
    pages = [manager.get(reverse("duplicates")), manager.get(reverse("merge_people", args=pair(of))), page]
    assert not any("Hidden" in text(one) or "LS9" in text(one) for one in pages)


def test_queries_of_the_list_do_not_grow_with_its_rows(manager, of):
    before = queries_of(manager, reverse("duplicates"))
    for _ in range(4):
        families.family(of.at)
    assert queries_of(manager, reverse("duplicates")) == before <= 22


def test_queries_of_the_preview_do_not_grow_with_what_is_on_record(manager, of):
    confirm(manager)
    to = reverse("merge", args=pair(of))
    before = queries_of(manager, to)
    for _ in range(6):
        Child.objects.create(family=of.gone, name="Ben", date_of_birth="2024-03-01")
        families.former_name(of.gone)
        families.withdrawn_agreement(of.gone, by=of.manager)
    assert queries_of(manager, to) == before <= 60


def test_an_undone_merge_says_so(manager, of):
    undone(merged(of), of.manager)
    confirm(manager)
    answer = manager.get(reverse("merge_undo", args=[Merge.objects.get().pk]))
    assert "was undone already" in text(answer)
