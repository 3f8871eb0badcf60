"""Where my referrals stand, finding a family, one referral, the manager's page of a family."""

import pytest
from django.urls import reverse

from audit.models import Entry
from centres.models import Membership
from referrals.models import Referral
from referrals.status import ReferralStatus
from tests.days import days_ago
from tests.factories import centres, families, referrals
from tests.queries import asked


@pytest.fixture
def at(db):
    return centres.centre()


@pytest.fixture
def visitor(at, client):
    person = centres.health_visitor(at)
    client.force_login(person)
    return person


@pytest.fixture
def manager(at):
    return centres.manager(at)


def text(response):
    return response.content.decode()


def seen(client, name, *args, **query):
    return text(client.get(reverse(name, args=args), query))


def test_the_list_shows_my_referrals_and_where_each_stands(client, visitor):
    referrals.submitted_referral(by=visitor)
    assert "Okafor-Lind" in seen(client, "referrals") and "Waiting for the meeting" in seen(client, "referrals")


def test_a_colleagues_referral_is_not_in_my_list(client, at, visitor):
    other = referrals.submitted_referral(at=at)
    assert other.reference not in seen(client, "referrals")


def test_the_manager_sees_every_sent_referral_and_no_colleagues_draft(client, at, manager):
    sent, draft = referrals.submitted_referral(at=at), referrals.draft(by=centres.health_visitor(at))
    client.force_login(manager)
    assert sent.reference in seen(client, "referrals") and draft.reference not in seen(client, "referrals")


def test_the_list_shows_only_what_waits_if_asked(client, at, visitor):
    waits, done = referrals.submitted_referral(by=visitor), referrals.answered_referral(by=visitor)
    shown = seen(client, "referrals", show="waiting")
    assert waits.reference in shown and done.reference not in shown


def test_the_list_shows_only_what_is_answered_if_asked(client, at, visitor):
    waits, done = referrals.submitted_referral(by=visitor), referrals.answered_referral(by=visitor)
    shown = seen(client, "referrals", show="answered")
    assert done.reference in shown and waits.reference not in shown


def test_an_empty_list_says_how_to_begin(client, visitor):
    assert "No referrals yet" in seen(client, "referrals")


def test_the_list_goes_on_on_the_next_page(client, at, visitor):
    made = referrals.many_submitted(26, by=visitor, at=at)
    first = seen(client, "referrals")
    assert made[0].reference not in first and f"before={made[1].pk}" in first
    assert made[0].reference in seen(client, "referrals", before=made[1].pk)


@pytest.mark.parametrize("before", ["x", "-1", "9" * 50, "١"])
def test_a_made_up_place_in_the_list_is_the_first_page(client, visitor, before):
    assert client.get(reverse("referrals"), {"before": before}).status_code == 200


def test_every_family_in_the_list_is_in_the_log(client, at, visitor):
    made = referrals.many_submitted(3, by=visitor, at=at)
    seen(client, "referrals")
    logged = Entry.objects.filter(verb="referrals", by=visitor).values_list("subject_id", flat=True)
    assert set(logged) == {one.pk for one in made}


@pytest.mark.parametrize("by", ["visitor", "manager"])
def test_queries_of_the_list_do_not_grow_with_its_rows(client, at, visitor, manager, by):
    client.force_login({"visitor": visitor, "manager": manager}[by])
    counts = []
    for more in (10, 290):
        referrals.many_submitted(more, by=visitor, at=at)
        with asked() as caught:
            seen(client, "referrals")
        counts.append(len(caught))
    assert counts[0] == counts[1] <= 16


def test_finding_shows_the_families_one_knows(client, at, visitor):
    known = referrals.submitted_referral(by=visitor).family
    assert f'value="{known.pk}"' in seen(client, "referral_start")


@pytest.mark.parametrize("typed", ["okafor", "ada oka", "grace"])
def test_a_family_is_found_by_what_somebody_would_type(client, at, visitor, typed):
    known = referrals.submitted_referral(by=visitor).family
    assert f'value="{known.pk}"' in seen(client, "referral_start", q=typed)


def test_a_family_is_found_by_its_reference(client, at, visitor):
    known = referrals.submitted_referral(by=visitor).family
    assert f'value="{known.pk}"' in seen(client, "referral_start", q=known.reference.lower())


@pytest.mark.parametrize("what", ["LS14AP", "ls1 4ap", "943 476 5919", "birthday"])
def test_home_birthday_and_nhs_number_find_it_for_the_manager_and_confirm_no_guess_of_others(
    client, at, visitor, manager, what
):
    known = referrals.submitted_referral(by=visitor).family
    known.children.update(nhs_number="9434765919")
    born = known.children.get().date_of_birth
    typed = f"{born.day}/{born.month}/{born.year}" if what == "birthday" else what
    assert f'value="{known.pk}"' not in seen(client, "referral_start", q=typed)
    client.force_login(manager)
    assert f'value="{known.pk}"' in seen(client, "referral_start", q=typed)


@pytest.mark.parametrize("typed", ["okafro", "lind ada", "Brook"])
def test_a_family_one_knows_is_found_misspelt_in_another_order_and_by_a_former_name(client, at, visitor, typed):
    known = referrals.submitted_referral(by=visitor).family
    families.former_name(known, name="Brook")
    assert f'value="{known.pk}"' in seen(client, "referral_start", q=typed)


def test_a_family_one_does_not_know_is_never_found(client, at, visitor):
    hidden = families.family(at)
    shown = seen(client, "referral_start", q="Okafor")
    assert f'value="{hidden.pk}"' not in shown and hidden.reference not in shown


def test_the_manager_finds_every_family_of_the_centre(client, at, manager):
    known = families.family(at)
    client.force_login(manager)
    assert f'value="{known.pk}"' in seen(client, "referral_start", q="Okafor")


def test_what_is_found_as_one_types_is_the_list_alone(client, visitor):
    answer = client.get(reverse("referral_start"), {"q": "zzz"}, headers={"X-Requested-With": "fetch"})
    assert "<html" not in text(answer) and "zzz" in text(answer)


def test_a_search_for_nonsense_is_answered(client, visitor):
    assert client.get(reverse("referral_start"), {"q": "%_\\'\"<b>\x00" + "x" * 5000}).status_code == 200


def test_starting_with_a_family_on_record_opens_its_draft(client, visitor):
    known = referrals.withdrawn_referral(by=visitor).family
    client.post(reverse("referral_start"), {"family": known.pk})
    assert Referral.objects.get(status=ReferralStatus.DRAFT).family == known


def test_starting_with_a_strangers_family_is_not_found(client, at, visitor):
    assert client.post(reverse("referral_start"), {"family": families.family(at).pk}).status_code == 404


def test_starting_at_a_centre_where_one_does_not_work_is_not_found(client, visitor):
    assert client.post(reverse("referral_start"), {"centre": centres.centre().pk}).status_code == 404


def test_an_administrator_is_told_that_they_cannot_refer(client, at):
    client.force_login(centres.administrator(at))
    assert "You cannot refer a family" in seen(client, "referral_start")


def test_the_safeguarding_panel_has_the_centres_own_numbers(client, at, visitor):
    shown = seen(client, "referral_start")
    assert at.duty_phone in shown and at.duty_phone_out_of_hours in shown


def test_the_referrer_sees_what_happens_next_and_what_they_were_told(client, visitor):
    done = referrals.answered_referral(by=visitor)
    shown = seen(client, "referral", done.pk)
    assert "A lead professional is offered the family" in shown and "The meeting agreed support." in shown


@pytest.mark.parametrize("confidential", [True, False])
def test_an_address_is_masked_for_the_referrer(client, at, visitor, confidential):
    home = families.family(at, confidential=confidential)
    shown = seen(client, "referral", referrals.submitted_referral(by=visitor, family=home).pk)
    assert "12 Elm Street" not in shown and "4AP" not in shown
    assert ("Confidential" in shown) is confidential


@pytest.mark.parametrize("name", ["referral", "referral_withdraw"])
def test_a_referral_of_others_is_not_found(client, at, visitor, name):
    other = referrals.submitted_referral(at=at)
    assert client.get(reverse(name, args=[other.pk])).status_code == 404


@pytest.mark.parametrize("name", ["referral_add", "referral_join", "referral_not_known", "referral_withdraw"])
def test_a_referral_of_another_centre_is_not_found_by_its_manager(client, db, name):
    other = referrals.submitted_referral()
    client.force_login(centres.manager(centres.centre()))
    assert client.post(reverse(name, args=[other.pk]), {"family": 1, "words": "x"}).status_code == 404


def test_a_membership_that_ended_shows_nothing_any_more(client, visitor):
    sent = referrals.submitted_referral(by=visitor)
    Membership.objects.filter(user=visitor).update(ends_on=days_ago(1))
    centres.support_worker(centres.centre(), user=visitor)  # works elsewhere now
    assert client.get(reverse("referral", args=[sent.pk])).status_code == 404


def test_a_referral_is_taken_back_after_one_question(client, visitor):
    sent = referrals.submitted_referral(by=visitor)
    assert "Take the referral" in seen(client, "referral_withdraw", sent.pk)
    client.post(reverse("referral_withdraw", args=[sent.pk]))
    sent.refresh_from_db()
    assert sent.status == ReferralStatus.WITHDRAWN


def test_taking_back_twice_is_told_and_not_a_crash(client, visitor):
    sent = referrals.submitted_referral(by=visitor)
    url = reverse("referral_withdraw", args=[sent.pk])
    assert [client.post(url).status_code for _ in range(2)] == [302, 400]


def test_what_the_meeting_asked_for_is_added(client, visitor):
    asked = referrals.more_needed_referral(by=visitor)
    client.post(reverse("referral_add", args=[asked.pk]), {"words": "Hearing is fine"})
    asked.refresh_from_db()
    assert asked.status == ReferralStatus.SUBMITTED


def test_an_addition_without_words_is_asked_for(client, visitor):
    asked = referrals.more_needed_referral(by=visitor)
    assert client.post(reverse("referral_add", args=[asked.pk]), {"words": ""}).status_code == 422


def test_the_manager_is_shown_the_family_it_may_be_and_joins_them(client, at, manager):
    known = families.family(at)
    sent = referrals.submitted_referral(at=at, maybe_known=True)
    client.force_login(manager)
    assert "It is this family" in seen(client, "referral", sent.pk)
    client.post(reverse("referral_join", args=[sent.pk]), {"family": known.pk})
    sent.refresh_from_db()
    assert (sent.family, sent.maybe_known) == (known, False)


def test_the_manager_marks_a_family_as_new(client, at, manager):
    sent = referrals.submitted_referral(at=at, maybe_known=True)
    client.force_login(manager)
    client.post(reverse("referral_not_known", args=[sent.pk]))
    sent.refresh_from_db()
    assert not sent.maybe_known


def test_the_referrer_is_not_shown_the_family_it_may_be(client, at, visitor):
    hidden = families.family(at)
    shown = seen(client, "referral", referrals.submitted_referral(by=visitor, maybe_known=True).pk)
    assert hidden.reference not in shown and "It is this family" not in shown


def test_the_referrer_cannot_join_families(client, at, visitor):
    hidden = families.family(at)
    sent = referrals.submitted_referral(by=visitor, maybe_known=True)
    assert client.post(reverse("referral_join", args=[sent.pk]), {"family": hidden.pk}).status_code == 404
    assert client.post(reverse("referral_not_known", args=[sent.pk])).status_code == 403


def test_a_withdrawn_agreement_shows_on_the_referral_at_once(client, visitor):
    sent = referrals.submitted_referral(by=visitor)
    url = reverse("agreement_withdraw", args=[sent.family_id])
    client.post(url, {"withdrawn_by": "The mother, Grace", "next": reverse("referral", args=[sent.pk])})
    assert "Withdrawn" in seen(client, "referral", sent.pk)


def test_the_manager_opens_the_record_of_a_family(client, at, manager):
    sent = referrals.submitted_referral(at=at)
    client.force_login(manager)
    shown = seen(client, "family", sent.family_id)
    assert "Has parental responsibility" in shown and sent.reference in shown and "12 Elm Street" not in shown


def test_the_address_is_shown_on_request_and_the_look_is_logged(client, at, manager):
    home = families.family(at)
    client.force_login(manager)
    assert "12 Elm Street" in seen(client, "family", home.pk, address="yes")
    assert Entry.objects.filter(verb="family_address", subject_id=home.pk, by=manager).exists()


def test_a_confidential_address_is_shown_to_nobody(client, at, manager):
    home = families.family(at, confidential=True)
    client.force_login(manager)
    for shown in (
        seen(client, "family", home.pk, address="yes"),
        seen(client, "families"),
        seen(client, "address_change", home.pk),
    ):
        assert "12 Elm Street" not in shown and "LS1" not in shown


def test_nobody_but_the_manager_opens_the_record_of_a_family(client, at, visitor):
    sent = referrals.submitted_referral(by=visitor)
    for name in ("family", "address_change"):
        assert client.get(reverse(name, args=[sent.family_id])).status_code == 404


def test_without_agreement_it_is_said_to_be_for_no_meeting(client, at, visitor):
    sent = referrals.submitted_referral(by=visitor)
    before = seen(client, "referral", sent.pk)
    sent.family.agreements.update(status="withdrawn", withdrawn_on=days_ago(0), withdrawn_by="Mother")
    after = seen(client, "referral", sent.pk)
    said = ["on the list for the next", "no meeting talks about it"]
    assert [[words in page for words in said] for page in (before, after)] == [[True, False], [False, True]]


def test_the_managers_page_of_a_family_leads_to_its_case(client, at, manager):
    known = families.family(at)
    client.force_login(manager)
    assert f"{reverse('find_family')}?q={known.reference}" in seen(client, "family", known.pk)
