"""The words families hear: who puts them in use, that they stay as they were heard, and their pages."""

import re
from html import unescape

import pytest
from django.db import DatabaseError, IntegrityError, transaction
from django.db.models import ProtectedError
from django.urls import reverse
from rest_framework.test import APIClient

from audit.models import Entry
from centres.status import Role
from consent.models import Wording
from consent.services import put_wording_in_use, record_agreement
from consent.starting_words import starting_words
from inputs.errors import NotAllowed, RuleBroken
from tests.at_once import at_once
from tests.browser import assert_accessible, assert_no_sideways_scroll, check_page, sign_in
from tests.days import days_ago, later, today
from tests.factories import centres, families, referrals
from tests.queries import queries_of
from tests.referrals.typed import new_family_form, on, page_of

pytestmark = pytest.mark.django_db
committing = pytest.mark.django_db(transaction=True)
WORDS = "We would like to talk with others about how we can help you."
LIST, ADD, API = "/directory/wordings/", "/directory/wordings/new/", "/api/v1/wordings/"


@pytest.fixture
def at():
    return centres.centre(name="Willow Lane")


@pytest.fixture
def admin(at):
    return centres.administrator(at)


def put(at, by, **fields):
    given = {"version": "1.0", "language": "English", "text": WORDS, "in_use_from": today()}
    return put_wording_in_use(centre=at, by=by, on=today(), **{**given, **fields})


def code_of(call, *args, **fields):
    with pytest.raises(RuleBroken) as broken:
        call(*args, **fields)
    return broken.value.code


def in_use(at, day=None):
    return [(one.version, one.language) for one in Wording.objects.in_use(at.pk, day or today())]


def text(answer):
    return re.sub(r"\s+", " ", answer.content.decode())


def shown_in(answer):
    """What the form on the page holds, as a browser would send it."""
    page = answer.content.decode()
    fields = re.findall(r'<input class="govuk-input[^>]* name="(\w+)"[^>]*? value="([^"]*)"', page)
    areas = re.findall(r'<textarea[^>]* name="(\w+)"[^>]*>(.*?)</textarea>', page, re.S)
    return {name: unescape(value) for name, value in [*fields, *areas]}


def typed(**fields):
    return {"version": "1.0", "language": "English", "text": WORDS, "in_use_from": on(today()), **fields}


# The verb


@pytest.mark.parametrize("keeper", [centres.administrator, centres.manager])
def test_an_administrator_or_manager_puts_words_in_use(at, keeper):
    put(at, keeper(at))
    assert in_use(at) == [("1.0", "English")]


@pytest.mark.parametrize("role", [Role.HEALTH_VISITOR, Role.FAMILY_SUPPORT_WORKER, Role.INFORMATION_LEAD])
def test_nobody_else_puts_words_in_use(at, role):
    with pytest.raises(NotAllowed):
        put(at, centres.member(at, role))


def test_the_administrator_of_another_centre_puts_no_words_in_use(at):
    with pytest.raises(NotAllowed):
        put(at, centres.administrator(centres.centre()))


@pytest.mark.parametrize(
    ("code", "fields"),
    [("no_words", {"text": " \n"}), ("in_use_before", later(lambda: {"in_use_from": days_ago(1)}))],
)
def test_words_that_cannot_be_are_refused_and_nothing_is_made(at, admin, code, fields):
    assert code_of(put, at, admin, **fields) == code
    assert not Wording.objects.exists()


@pytest.mark.parametrize("again", [{}, {"version": " 1.0A "}, {"version": "1.0a", "language": "english"}])
def test_a_version_is_put_in_use_once(at, admin, again):
    put(at, admin, version="1.0a")
    put(at, admin, version="1.0")
    assert code_of(put, at, admin, **again) == "version_known"


def test_each_language_and_each_centre_has_its_own_versions(at, admin):
    other = centres.centre()
    put(at, admin)
    put(at, admin, language="Polish")
    put(other, centres.administrator(other))
    assert in_use(at) == [("1.0", "English"), ("1.0", "Polish")]


def test_a_newer_version_takes_the_place_of_the_one_before_from_its_day_on(at, admin):
    put(at, admin)
    put(at, admin, version="2.0", in_use_from=days_ago(-7))
    assert in_use(at) == [("1.0", "English")]
    assert in_use(at, days_ago(-7)) == [("2.0", "English")]


@pytest.mark.parametrize(("first", "then"), [("English", "ENGLISH"), ("Polish", "polish")])
def test_two_spellings_of_a_language_are_one_language(at, admin, first, then):
    put(at, admin, language=first)
    put(at, admin, version="2.0", language=then)
    assert in_use(at) == [("2.0", first)]


def test_putting_words_in_use_is_logged_without_the_words(at, admin):
    made = put(at, admin)
    entry = Entry.objects.get(verb="put_wording_in_use")
    assert (entry.subject_id, entry.centre_id, entry.by) == (made.pk, at.pk, admin)
    assert WORDS not in str(entry.detail)


@pytest.mark.parametrize("name", ["text", "version", "language", "in_use_from"])
def test_postgresql_refuses_to_change_a_wording(at, admin, name):
    made = put(at, admin)
    setattr(made, name, today() if name == "in_use_from" else "Other")
    with pytest.raises(DatabaseError, match="Cannot update"), transaction.atomic():
        made.save()


def test_words_that_somebody_agreed_to_are_not_removed(at, admin):
    heard = put(at, admin)
    families.agreement(families.family(at), by=centres.health_visitor(at), wording=heard)
    with pytest.raises(ProtectedError):
        heard.delete()


def test_postgresql_refuses_a_version_twice_however_it_is_spelt(at):
    families.wording(at, version="1.0a")
    with pytest.raises(IntegrityError, match="wording_version_once"), transaction.atomic():
        families.wording(at, version="1.0A", language="ENGLISH")


@committing
def test_put_in_use_twice_at_once_there_is_one_and_the_other_is_told():
    at = centres.centre()
    first, second = centres.administrator(at), centres.manager(at)
    answers = at_once(lambda: put(at, first).pk, lambda: put(at, second).pk)
    assert answers.count("version_known") == 1
    assert Wording.objects.count() == 1


def test_a_family_agrees_in_the_words_of_its_own_centre(at):
    home, words = families.family(at), families.wording(centres.centre())
    given = {"given_by": home.adults.get(), "capacity": "parent_with_pr", "how": "signed", "given_on": today()}
    refused = code_of(record_agreement, family=home, **given, wording=words, by=centres.health_visitor(at), on=today())
    assert refused == "wording_elsewhere"


def test_the_starting_words_name_the_centre_and_fit_the_form():
    words = starting_words("Willow Lane {x}")
    assert "Willow Lane {x}" in words
    assert len(words) <= 5000


# The pages


def test_an_administrator_puts_the_starting_words_in_use_with_one_click(client, at, admin):
    client.force_login(admin)
    sent = shown_in(client.get(ADD))
    assert "is in use from" in text(client.post(ADD, sent, follow=True))
    assert Wording.objects.get(centre=at).text == starting_words("Willow Lane")


def test_a_newer_version_starts_from_the_one_before(client, at, admin):
    before = put(at, admin, language="Polish")
    client.force_login(admin)
    shown = shown_in(client.get(ADD, {"newer": before.pk}))
    assert (shown["language"], shown["text"], shown.get("version", "")) == ("Polish", WORDS, "")


def test_another_language_starts_empty(client, at, admin):
    put(at, admin)
    client.force_login(admin)
    shown = shown_in(client.get(ADD))
    assert (shown.get("language", ""), shown["text"]) == ("", "")


@pytest.mark.parametrize("asked", ["other", "x", "99999999999999999999"])
def test_words_of_another_centre_are_no_beginning(client, admin, asked):
    other = families.wording(centres.centre(), text="Canary")
    client.force_login(admin)
    assert "Canary" not in text(client.get(ADD, {"newer": other.pk if asked == "other" else asked}))


def test_who_cannot_put_words_in_use_is_told_why(client, at):
    client.force_login(centres.health_visitor(at))
    answer = client.post(ADD, typed())
    assert answer.status_code == 403
    assert "Only an administrator or the manager" in text(answer)


def test_to_a_stranger_the_centre_does_not_exist(client, admin):
    client.force_login(admin)
    assert client.get(ADD, {"centre": centres.centre().pk}).status_code == 404


def test_what_is_wrong_stands_beside_its_field_and_what_was_typed_stays(client, admin):
    client.force_login(admin)
    answer = client.post(ADD, typed(version="", in_use_from="31 2 2027"))
    assert answer.status_code == 422
    for part in ('href="#id_version"', 'href="#id_in_use_from"', WORDS):
        assert part in text(answer)


def test_a_broken_rule_stands_beside_its_field(client, at, admin):
    put(at, admin)
    client.force_login(admin)
    answer = client.post(ADD, typed())
    assert answer.status_code == 422
    assert 'href="#id_version"' in text(answer)


def test_the_list_shows_what_is_in_use_what_comes_and_what_was_before(client, at, admin):
    families.wording(at, version="0.9", text="Old words", in_use_from=days_ago(30))
    put(at, admin)
    put(at, admin, version="2.0", text="New words", in_use_from=days_ago(-7))
    client.force_login(centres.health_visitor(at))
    shown = text(client.get(LIST))
    order = [shown.index(words) for words in (WORDS, "Coming<", "New words", "Before<", "Old words")]
    assert order == sorted(order)


def test_words_of_another_centre_are_not_listed(client, admin):
    families.wording(centres.centre(), text="Canary")
    client.force_login(admin)
    assert "Canary" not in text(client.get(LIST))


def test_an_empty_list_leads_who_may_to_the_page_and_tells_the_others_whom_to_ask(client, at, admin):
    client.force_login(admin)
    assert ADD in text(client.get(LIST))
    client.force_login(centres.health_visitor(at))
    shown = text(client.get(LIST))
    assert ADD not in shown
    assert "The administrator or the manager of Willow Lane puts them in use" in shown


def test_who_works_nowhere_is_told_so(client):
    client.force_login(centres.user())
    assert "You do not work with a centre at present" in text(client.get(LIST))


def test_the_directory_leads_there(client, admin):
    client.force_login(admin)
    assert f'href="{LIST}"' in text(client.get("/directory/"))


def test_the_number_of_queries_does_not_grow_with_the_versions(client, at, admin):
    put(at, admin)
    client.force_login(admin)
    few = queries_of(client, LIST), queries_of(client, ADD)
    for number in range(30):
        put(at, admin, version=f"2.{number}", language=f"Language {number % 10}")
    assert (queries_of(client, LIST), queries_of(client, ADD)) == few


# Where families are asked


def test_without_words_a_referral_says_what_to_do_and_keeps_what_was_typed(client, at):
    visitor = centres.health_visitor(at)
    draft = referrals.draft(by=visitor)
    Wording.objects.all().delete()
    client.force_login(visitor)
    answer = client.post(page_of(draft), new_family_form())
    assert answer.status_code == 422
    assert f'href="{LIST}"' in text(answer)
    assert "No agreement can be recorded yet" in text(answer)
    assert "Few words at two" in text(answer)


def test_words_that_changed_while_a_referral_was_written_are_shown_and_asked_about_again(client, at, admin):
    visitor = centres.health_visitor(at)
    draft = referrals.draft(by=visitor)
    old, new = Wording.objects.get(), put(at, admin, version="2.0", text="New words")
    client.force_login(visitor)
    answer = client.post(page_of(draft), new_family_form(wording=old.pk))
    assert answer.status_code == 422
    assert "The words that families hear have changed" in text(answer)
    assert f'name="wording" value="{new.pk}"' in text(answer)


def test_a_draft_kept_from_before_the_words_changed_goes_on_with_the_new_ones(client, at, admin):
    visitor = centres.health_visitor(at)
    draft = referrals.draft(by=visitor)
    client.force_login(visitor)
    client.post(page_of(draft), new_family_form(wording=Wording.objects.get().pk, later="1"))
    new = put(at, admin, version="2.0", text="New words")
    shown = text(client.get(page_of(draft)))
    assert "New words" in shown
    assert f'name="wording" value="{new.pk}"' in shown


def test_a_referral_never_shows_the_words_of_another_centre(client, at):
    visitor = centres.health_visitor(at)
    draft = referrals.draft(by=visitor)
    families.wording(centres.centre(), version="9", text="Canary", in_use_from=today())
    client.force_login(visitor)
    assert "Canary" not in text(client.get(page_of(draft)))


def test_an_agreement_page_without_words_leads_to_where_they_are_put_in_use(client, at):
    home = families.family(at)
    client.force_login(centres.manager(at))
    assert f'href="{LIST}"' in text(client.get(reverse("agreement_record", args=[home.pk])))


# The API


def api(who):
    client = APIClient()
    client.force_login(who)
    return client


def body(at, **fields):
    return {"centre": at.pk, "version": "1.0", "text": WORDS, "in_use_from": str(today()), **fields}


def test_words_are_put_in_use_and_read_over_the_api(at, admin):
    made = api(admin).post(API, body(at), format="json")
    assert made.status_code == 201
    assert api(centres.health_visitor(at)).get(f"{API}{made.data['id']}/").data["text"] == WORDS


def test_the_api_refuses_with_the_same_reasons(at, admin):
    put(at, admin)
    assert api(centres.health_visitor(at)).post(API, body(at), format="json").status_code == 403
    assert api(admin).post(API, body(at), format="json").data["code"] == "version_known"
    assert api(admin).post(API, body(centres.centre()), format="json").status_code == 404


def test_the_api_has_no_way_to_change_or_remove_words(at, admin):
    made = put(at, admin)
    for verb in ("put", "patch", "delete"):
        assert getattr(api(admin), verb)(f"{API}{made.pk}/", {}, format="json").status_code == 405


def test_the_api_lists_only_the_words_of_ones_centres(at, admin):
    families.wording(centres.centre())
    mine = put(at, admin)
    assert [one["id"] for one in api(admin).get(API).data["results"]] == [mine.pk]


# In a browser


@committing
@pytest.mark.parametrize("window", ["page", "narrow_page"])
def test_the_pages_are_accessible_empty_with_errors_and_full(request, live_server, window):
    opened, at = request.getfixturevalue(window), centres.centre()
    admin = centres.administrator(at)
    sign_in(opened, live_server, admin)
    for address in (LIST, ADD):
        check_page(opened, live_server.url + address)
    opened.get_by_label("Version").fill("")
    opened.get_by_role("button", name="Put the words in use").click()
    opened.get_by_text("There is a problem").wait_for()
    assert_accessible(opened)
    assert_no_sideways_scroll(opened)
    families.wording(at, version="0.9", in_use_from=days_ago(30))
    put(at, admin)
    put(at, admin, language="Polish", in_use_from=days_ago(-7))
    check_page(opened, live_server.url + LIST)
