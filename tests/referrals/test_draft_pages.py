"""The page of a draft: nothing typed is lost, what is wrong is said beside its field, a family known is shown."""

from urllib.parse import urlencode

import pytest
from django.urls import reverse

from audit.models import Entry
from referrals.models import Referral
from referrals.status import ReferralStatus
from tests.days import days_ago, later
from tests.factories import centres, families, referrals
from tests.referrals.typed import known_family_form, new_family_form, on, page_of


@pytest.fixture
def at(db):
    return centres.centre()


@pytest.fixture
def visitor(at, client):
    person = centres.health_visitor(at)
    client.force_login(person)
    families.wording(at)
    return person


@pytest.fixture
def draft(visitor):
    return referrals.draft(by=visitor)


def text(response):
    return response.content.decode()


def test_a_new_family_is_referred(client, draft):
    answer = client.post(page_of(draft), new_family_form(), follow=True)
    draft.refresh_from_db()
    assert (draft.status, draft.family.name) == (ReferralStatus.SUBMITTED, "Bellweather")
    assert "Waiting for the meeting" in text(answer)


def test_the_new_familys_unborn_child_and_postcode_are_on_record(client, draft):
    client.post(page_of(draft), new_family_form())
    draft.refresh_from_db()
    assert [child.unborn for child in draft.family.children.all()] == [False, True]
    assert draft.family.addresses.get().postcode == "LS1 4BB"


def test_a_family_on_record_is_referred(client, at, visitor):
    known = families.family(at, created_by=visitor)
    draft = referrals.draft(by=visitor, family=known)
    client.post(page_of(draft), known_family_form(known))
    draft.refresh_from_db()
    assert (draft.status, draft.agreement.given_by) == (ReferralStatus.SUBMITTED, known.adults.get())


def test_an_agreement_in_force_serves_again(client, at, visitor):
    known = families.family(at, created_by=visitor)
    agreement = families.agreement(known, by=visitor)
    draft = referrals.draft(by=visitor, family=known)
    sent = {name: value for name, value in known_family_form(known).items() if name not in ("given_by", "how")}
    client.post(page_of(draft), {**sent, "agreed": "in_force", "capacity": "", "given_on": ""})
    draft.refresh_from_db()
    assert draft.agreement == agreement


def test_which_agencies_may_know_is_recorded(client, at, draft):
    nursery, housing = centres.partner(at), centres.partner(at)
    client.post(page_of(draft), new_family_form(**{f"agency_{nursery.pk}": "may", f"agency_{housing.pk}": "must_not"}))
    draft.refresh_from_db()
    assert [draft.family.wishes.get(agency=one).included for one in (nursery, housing)] == [True, False]


def test_every_agency_has_to_be_asked_about(client, at, draft):
    nursery = centres.partner(at, name="Little Acorns")
    answer = client.post(page_of(draft), new_family_form())
    assert answer.status_code == 422
    assert "Say whether Little Acorns may know" in text(answer)
    assert nursery.wishes.count() == 0


@pytest.mark.parametrize("agreed", ["", "no"])
def test_without_agreement_nothing_is_sent_and_the_page_says_what_can_be_done_instead(client, at, draft, agreed):
    centres.service(at, name="Chatterbox")
    answer = client.post(page_of(draft), new_family_form(agreed=agreed))
    draft.refresh_from_db()
    assert (answer.status_code, draft.status) == (422, ReferralStatus.DRAFT)
    shown = text(answer)
    assert "What you can do instead" in shown and "Chatterbox" in shown and at.duty_phone in shown
    assert reverse("referral_advice", args=[draft.pk]) in shown


def test_saying_no_stands_even_if_an_older_agreement_is_in_force(client, at, visitor):
    known = families.family(at, created_by=visitor)
    families.agreement(known, by=visitor)
    draft = referrals.draft(by=visitor, family=known)
    client.post(page_of(draft), known_family_form(known, agreed="no"))
    draft.refresh_from_db()
    assert draft.status == ReferralStatus.DRAFT


def test_the_missing_agreement_is_said_beside_its_field(client, draft):
    answer = client.post(page_of(draft), new_family_form(agreed=""))
    assert 'id="agreed-error"' in text(answer) or 'id="id_agreed-error"' in text(answer)


def test_tier_4_shows_whom_to_ring_now(client, at, draft):
    answer = client.post(page_of(draft), new_family_form(tier="4"))
    assert "Ring children’s social care now" in text(answer) and at.duty_phone_out_of_hours in text(answer)


def test_tier_1_shows_other_services(client, at, draft):
    centres.service(at, name="Chatterbox")
    answer = client.post(page_of(draft), new_family_form(tier="1"))
    assert "Tier 1 does not need the meeting" in text(answer) and "Chatterbox" in text(answer)


WRONG = [
    ("children-0-date_of_birth", "31 2 2024", "31 February 2024 is not a date"),
    ("children-0-date_of_birth", later(lambda: on(days_ago(-3))), "must be today or in the past"),
    ("children-0-nhs_number", "943 476 5918", "not a valid NHS number"),
    ("family-postcode", "LS1", "Enter a full UK postcode"),
    ("given_on", later(lambda: on(days_ago(-1))), "must be today or in the past"),
    ("worries", "x" * 100_000, "must be 5,000 characters or fewer. You have typed 100,000."),
    ("worries", "bell \x07 here", "cannot be shown"),
    ("adults-0-name", "Tam\u202esin", "invisible characters"),
    ("adults-0-phone", "07700 9004", "A UK telephone number has 11 digits"),
    ("adults-0-responsibility", "", "Say whether the adult has parental responsibility"),
    ("children-1-expected_on", later(lambda: on(days_ago(-700))), "within the next 42 weeks"),
    ("how", "verbal", "a spoken agreement needs a witness"),
    ("adults-0-gave", "", "Tick the one adult who agrees"),
    ("children-0-name", "", "Enter the child’s name"),
    ("tier", "9", "Select a valid choice"),
]


@pytest.mark.parametrize(("name", "typed", "sentence"), WRONG)
def test_what_is_wrong_is_said_and_what_was_typed_comes_back(client, draft, name, typed, sentence):
    answer = client.post(page_of(draft), new_family_form(**{name: typed}))
    draft.refresh_from_db()
    assert (answer.status_code, draft.status) == (422, ReferralStatus.DRAFT)
    assert sentence in text(answer)
    assert "Iris Bellweather" in text(answer) or name == "children-0-name"
    assert draft.typed[name] == [typed]


def test_somebody_elses_child_is_refused(client, at, visitor):
    known, other = families.family(at, created_by=visitor), families.family(at)
    draft = referrals.draft(by=visitor, family=known)
    answer = client.post(page_of(draft), known_family_form(known, children=[str(other.children.get().pk)]))
    assert answer.status_code == 422


def test_a_draft_comes_back_as_it_was_typed_right_or_wrong(client, draft):
    client.post(page_of(draft), new_family_form(later="yes", given_on="31 31 2026"))
    shown = text(client.get(page_of(draft)))
    assert 'value="31 31 2026"' in shown and 'value="Iris Bellweather"' in shown
    assert "There is a problem" not in shown


def test_save_and_come_back_later_asks_for_nothing(client, draft):
    answer = client.post(page_of(draft), {"later": "yes", "worries": "half a sen"}, follow=True)
    assert draft.reference in text(answer) and "There is a problem" not in text(answer)


def test_the_enter_key_saves_and_stays(client, draft):
    answer = client.post(page_of(draft), {"stay": "yes", "worries": "half"})
    assert answer.url == page_of(draft)


def test_several_drafts_stand_side_by_side(client, visitor, draft):
    second = referrals.draft(by=visitor)
    for one, words in ((draft, "first"), (second, "second")):
        client.post(page_of(one), {"later": "yes", "worries": words})
    assert [Referral.objects.get(pk=one.pk).typed["worries"] for one in (draft, second)] == [["first"], ["second"]]


def test_sent_twice_shows_where_it_stands(client, draft):
    client.post(page_of(draft), new_family_form())
    answer = client.post(page_of(draft), new_family_form(), follow=True)
    assert "You have dealt with this referral already" in text(answer)
    assert Referral.objects.count() == 1


def test_a_sent_referral_has_no_draft_page_any_more(client, visitor):
    sent = referrals.submitted_referral(by=visitor)
    assert client.get(page_of(sent)).url == reverse("referral", args=[sent.pk])


def test_autosave_keeps_what_is_typed_and_says_what_is_wrong(client, draft):
    url = reverse("referral_autosave", args=[draft.pk])
    answer = client.post(url, new_family_form(**{"family-postcode": "nowhere", "worries": ""}))
    draft.refresh_from_db()
    assert draft.typed["family-postcode"] == ["nowhere"]
    assert list(answer.json()["errors"]) == ["family-postcode"]


def test_autosave_tells_a_late_tab_that_the_referral_was_sent(client, visitor):
    sent = referrals.submitted_referral(by=visitor)
    answer = client.post(reverse("referral_autosave", args=[sent.pk]), {"worries": "late"})
    assert answer.status_code == 409 and "You have sent this referral already" in answer.json()["sentence"]


def test_autosave_says_that_the_family_may_be_known_and_no_more(client, at, visitor, draft):
    manager = centres.manager(at, name="Margaret Ellis", phone="01632 960111")
    hidden = families.family(at, name="Bellweather", child_name="Iris Bellweather")
    answer = client.post(reverse("referral_autosave", args=[draft.pk]), new_family_form()).json()["known"]
    assert f"ask the manager, {manager.name}" in answer and "01632 960111" in answer
    assert hidden.reference not in answer and "12 Elm" not in answer and "Iris" not in answer


def test_that_a_name_is_known_is_told_once_it_is_in_the_log(client, at, visitor, draft):
    hidden = families.family(at, name="Bellweather", child_name="Iris Bellweather")
    for ask in (client.get, lambda to: client.post(reverse("referral_autosave", args=[draft.pk]), new_family_form())):
        draft.typed = new_family_form()
        draft.save()
        ask(page_of(draft))
    lines = Entry.objects.filter(by=visitor, verb="name_known", subject_id=draft.pk)
    assert [line.detail for line in lines] == [{"families": [hidden.pk]}] * 2


def test_a_family_one_may_see_is_offered_instead(client, at, visitor, draft):
    known = families.family(at, name="Bellweather", child_name="Iris Bellweather", created_by=visitor)
    answer = client.post(page_of(draft), new_family_form(later="yes"))
    shown = text(client.get(page_of(draft)))
    assert f'name="use_family" value="{known.pk}"' in shown and answer.status_code == 302


def test_the_family_offered_is_taken_and_what_was_typed_stays(client, at, visitor, draft):
    known = families.family(at, name="Bellweather", created_by=visitor)
    client.post(page_of(draft), new_family_form(use_family=str(known.pk)))
    draft.refresh_from_db()
    assert draft.family == known
    assert "Few words at two" in text(client.get(page_of(draft)))


def test_a_strangers_family_cannot_be_taken(client, at, draft):
    answer = client.post(page_of(draft), new_family_form(use_family=str(families.family(at).pk)))
    assert answer.status_code == 404


@pytest.mark.parametrize("number", ["x", "9" * 40, "-1", ""])
def test_what_is_no_family_is_not_found(client, draft, number):
    assert client.post(page_of(draft), {"use_family": number}).status_code == 404


@pytest.mark.parametrize("name", ["referral_draft", "referral_autosave", "referral_advice", "referral_discard"])
def test_somebody_elses_draft_is_not_found_by_anybody(client, at, draft, name):
    for other in (centres.health_visitor(at), centres.manager(at), centres.manager(centres.centre())):
        client.force_login(other)
        assert client.post(reverse(name, args=[draft.pk]), {"advice": "x"}).status_code == 404


def test_advice_is_recorded_and_closes_the_draft(client, draft):
    answer = client.post(reverse("referral_advice", args=[draft.pk]), {"advice": "Chatterbox"}, follow=True)
    draft.refresh_from_db()
    assert draft.status == ReferralStatus.ADVICE_GIVEN and "Chatterbox" in text(answer)


def test_advice_without_words_is_asked_for(client, draft):
    answer = client.post(reverse("referral_advice", args=[draft.pk]), {"advice": ""})
    assert answer.status_code == 422 and "What did you advise or arrange" in text(answer)


def test_a_draft_is_thrown_away_after_one_question(client, draft):
    url = reverse("referral_discard", args=[draft.pk])
    assert "Throw this draft away?" in text(client.get(url))
    client.post(url)
    assert not Referral.objects.exists()


def test_a_broken_form_is_answered_and_not_a_crash(client, draft):
    assert client.post(page_of(draft), {"children-TOTAL_FORMS": "9" * 9, "adults-TOTAL_FORMS": "x"}).status_code == 422
    assert client.get(page_of(draft)).status_code == 200


def test_a_form_that_repeats_every_field_is_answered(client, draft):
    body = urlencode([(name, value) for name, value in new_family_form().items() for _ in range(2)], doseq=True)
    answer = client.post(page_of(draft), body, content_type="application/x-www-form-urlencoded")
    assert answer.status_code in (302, 422)
