"""Recording agreements and wishes, and who reaches the pages."""

import pytest
from django.urls import reverse

from centres.models import Agency
from consent.models import Agreement
from consent.status import AgreementStatus
from tests.days import today
from tests.factories import centres, families, referrals


@pytest.fixture
def at(db):
    made = centres.centre()
    families.wording(made)
    return made


@pytest.fixture
def manager(at, client):
    person = centres.manager(at)
    client.force_login(person)
    return person


@pytest.fixture
def home(at):
    return families.family(at)


def text(response):
    return response.content.decode()


def typed(home, **fields):
    given_on = today().strftime("%d %m %Y")
    given = {"given_by": home.adults.get().pk, "capacity": "parent_with_pr", "how": "signed", "given_on": given_on}
    return {**given, **fields}


def test_a_new_agreement_is_recorded(client, manager, home):
    client.post(reverse("agreement_record", args=[home.pk]), typed(home))
    assert Agreement.objects.in_force(today()).get().taken_by == manager


def test_the_words_the_family_heard_are_on_the_page_and_recorded(client, manager, home):
    shown = text(client.get(reverse("agreement_record", args=[home.pk])))
    assert "We would like to talk about how we can help." in shown
    client.post(reverse("agreement_record", args=[home.pk]), typed(home, wording=families.wording(home.centre).pk))
    assert Agreement.objects.get().wording == families.wording(home.centre)


@pytest.mark.parametrize(
    ("fields", "sentence"),
    [
        ({"given_on": "30 2 2026"}, "30 February 2026 is not a date"),
        ({"how": "verbal"}, "a spoken agreement needs a witness"),
        ({"given_by": "999999"}, "Select a valid choice"),
        ({"capacity": "expectant_parent"}, "No unborn child is recorded"),
        ({"witness": "x" * 121}, "must be 120 characters or fewer"),
    ],
)
def test_what_is_wrong_is_said(client, manager, home, fields, sentence):
    answer = client.post(reverse("agreement_record", args=[home.pk]), typed(home, **fields))
    assert answer.status_code == 422 and sentence in text(answer)


def test_a_refusal_is_recorded(client, manager, home):
    client.post(reverse("refusal_record", args=[home.pk]), typed(home))
    assert Agreement.objects.get().status == AgreementStatus.REFUSED


def test_a_refusal_beside_an_agreement_in_force_is_explained(client, manager, home):
    families.agreement(home, by=manager)
    answer = client.post(reverse("refusal_record", args=[home.pk]), typed(home))
    assert answer.status_code == 422 and "An agreement is in force" in text(answer)


def test_a_withdrawal_asks_who(client, manager, home):
    families.agreement(home, by=manager)
    answer = client.post(reverse("agreement_withdraw", args=[home.pk]), {"withdrawn_by": ""})
    assert answer.status_code == 422


def test_a_withdrawal_is_recorded_by_who_took_the_agreement(client, at):
    sent = referrals.submitted_referral(at=at)
    client.force_login(sent.referred_by)
    client.post(reverse("agreement_withdraw", args=[sent.family_id]), {"withdrawn_by": "Grace"})
    assert not Agreement.objects.in_force(today()).exists()


def test_a_withdrawal_sent_twice_is_answered(client, manager, home):
    families.agreement(home, by=manager)
    url = reverse("agreement_withdraw", args=[home.pk])
    assert [client.post(url, {"withdrawn_by": "Grace"}).status_code for _ in range(2)] == [302, 302]


def test_wishes_are_changed(client, at, manager, home):
    nursery = centres.partner(at)
    url = reverse("wishes_change", args=[home.pk])
    client.post(url, {f"agency_{nursery.pk}": "must_not", f"words_{nursery.pk}": "They talk"} | others(at, nursery))
    assert (home.wishes.get(agency=nursery).included, home.wishes.get(agency=nursery).words) == (False, "They talk")


def others(at, asked):
    partners = Agency.objects.partners_of(at.pk, today()).exclude(pk=asked.pk)
    return {f"agency_{one.pk}": "may" for one in partners}


@pytest.mark.parametrize("name", ["agreement_record", "agreement_withdraw", "refusal_record", "wishes_change"])
def test_a_family_one_has_nothing_to_do_with_is_not_found(client, at, home, name):
    client.force_login(centres.health_visitor(at))
    assert client.get(reverse(name, args=[home.pk])).status_code == 404
    assert client.post(reverse(name, args=[home.pk]), {"withdrawn_by": "x"}).status_code == 404


@pytest.mark.parametrize("where", ["https://evil.example/", "//evil.example", "javascript:alert(1)"])
def test_the_way_back_never_leads_out(client, manager, home, where):
    families.agreement(home, by=manager)
    url = reverse("agreement_withdraw", args=[home.pk])
    assert "evil" not in text(client.get(url, {"next": where})) and "alert" not in text(
        client.get(url, {"next": where})
    )
    answer = client.post(url, {"withdrawn_by": "Grace", "next": where})
    assert answer.url == reverse("family", args=[home.pk])


def test_the_page_records_whom_an_agreement_covers(client, manager, home):
    child = home.children.get()
    client.post(reverse("agreement_record", args=[home.pk]), typed(home, covers=[f"child-{child.pk}"]))
    assert list(Agreement.objects.get().children.all()) == [child]


def test_the_page_records_what_is_kept_from_an_agency(client, at, manager, home):
    nursery = centres.partner(at)
    page = reverse("wishes_change", args=[home.pk])
    client.post(page, {f"agency_{nursery.pk}": "may", f"kept_{nursery.pk}": ["health"]})
    assert home.kind_wishes.kept().get().kind == "health"
    assert "checked" in text(client.get(page))
