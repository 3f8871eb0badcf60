"""Everybody outside the demo has a second factor, and reaches nothing before it."""

import re

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from django.core import mail
from django.core.management import CommandError, call_command

from accounts.models import ApiToken
from accounts.services import create_token, reset_second_factor
from audit.models import Entry
from inputs.errors import RuleBroken
from tests.at_once import at_once
from tests.factories import centres as make
from tests.signing_in import PASSWORD, code_of, give_app

pytestmark = pytest.mark.django_db
SET_UP = "/account/second-step/"
APP = "/account/second-step/app/"


@pytest.fixture(autouse=True)
def _demanded(settings):
    settings.SECOND_FACTOR_REQUIRED = True


@pytest.fixture
def who():
    return make.manager(make.centre())


def sign_in(client, user, **more):
    return client.post("/account/login/", {"login": user.email, "password": PASSWORD}, **more)


def text(answer):
    return re.sub(r"\s+", " ", answer.content.decode())


def test_who_has_none_is_led_to_set_one_up(client, who):
    page = sign_in(client, who, follow=True)
    assert page.redirect_chain[-1][0] == SET_UP
    assert "Everybody needs one" in text(page)


@pytest.mark.parametrize("path", ["/", "/cases/", "/directory/", "/account/tokens/", "/account/password/change/"])
def test_who_has_none_reaches_nothing_else(client, who, path):
    sign_in(client, who)
    assert client.get(path).url == SET_UP


def test_who_has_none_is_told_so_by_the_api(client, who):
    sign_in(client, who)
    answer = client.get("/api/v1/me/")
    assert (answer.status_code, answer.json()["code"]) == (403, "second_factor")


def test_the_set_up_page_has_no_way_round(client, who):
    page = text(sign_in(client, who, follow=True))
    assert "/cases/" not in page
    assert "/account/tokens/" not in page


def test_who_has_none_can_sign_out(client, who):
    sign_in(client, who)
    client.post("/account/logout/")
    assert "_auth_user_id" not in client.session


def test_an_app_is_set_up_right_after_the_password_and_opens_everything(client, who):
    sign_in(client, who)
    secret = re.search(r"<dd[^>]*>([A-Z2-7]{32})</dd>", client.get(APP).content.decode())[1]
    answer = client.post(APP, {"code": code_of(secret)})
    assert answer.url == "/account/second-step/codes/"
    assert len(re.findall(r"<li>[0-9a-f ]+</li>", client.get(answer.url).content.decode())) == 10
    assert client.get("/directory/").status_code == 200


@pytest.mark.django_db(transaction=True)
def test_setting_up_is_logged_and_told(client, who):
    sign_in(client, who)
    secret = re.search(r"<dd[^>]*>([A-Z2-7]{32})</dd>", client.get(APP).content.decode())[1]
    client.post(APP, {"code": code_of(secret)})
    assert Entry.objects.get(verb="add_second_factor").detail == {"type": "totp"}
    assert mail.outbox[-1].subject == "A second step was added to your account for Fortnight"


@pytest.mark.django_db(transaction=True)
def test_setting_up_stands_though_the_mail_server_is_down(client, who, monkeypatch):
    def refuse(self):
        raise ConnectionRefusedError

    monkeypatch.setattr("django.core.mail.EmailMultiAlternatives.send", refuse)
    sign_in(client, who)
    secret = re.search(r"<dd[^>]*>([A-Z2-7]{32})</dd>", client.get(APP).content.decode())[1]
    assert client.post(APP, {"code": code_of(secret)}).status_code == 302
    assert client.get("/directory/").status_code == 200


def test_a_window_found_open_sets_up_nothing(client, who):
    client.force_login(who)
    assert client.get(APP).url.startswith("/account/reauthenticate/")


def test_the_code_is_asked_for_after_the_password(client, who):
    secret = give_app(who)
    assert sign_in(client, who).url == "/account/second-step/authenticate/"
    assert "_auth_user_id" not in client.session
    client.post("/account/second-step/authenticate/", {"code": code_of(secret)})
    assert client.get("/directory/").status_code == 200


def test_a_wrong_code_signs_nobody_in(client, who):
    give_app(who)
    sign_in(client, who)
    answer = client.post("/account/second-step/authenticate/", {"code": "000000"})
    assert "This code is not right" in text(answer)
    assert "_auth_user_id" not in client.session


def test_a_code_is_good_once(client, who):
    code = code_of(give_app(who))
    sign_in(client, who)
    client.post("/account/second-step/authenticate/", {"code": code})
    client.logout()
    sign_in(client, who)
    client.post("/account/second-step/authenticate/", {"code": code})
    assert "_auth_user_id" not in client.session


def test_a_recovery_code_signs_in_once(client, who):
    give_app(who)
    code = RecoveryCodes.activate(who).get_unused_codes()[0]
    for signed_in in (True, False):
        sign_in(client, who)
        client.post("/account/second-step/authenticate/", {"code": code})
        assert ("_auth_user_id" in client.session) == signed_in
        client.logout()


def test_a_session_from_before_the_second_factor_must_give_it(client, who):
    client.force_login(who)
    secret = give_app(who)
    asked = client.get("/directory/?q=a")
    assert asked.url == "/account/second-step/reauthenticate/?next=%2Fdirectory%2F%3Fq%3Da"
    assert client.post(asked.url, {"code": code_of(secret), "next": "/directory/?q=a"}).url == "/directory/?q=a"
    assert client.get("/directory/").status_code == 200


def test_the_only_one_is_not_turned_off(client, who):
    secret = give_app(who)
    sign_in(client, who)
    client.post("/account/second-step/authenticate/", {"code": code_of(secret)})
    code = RecoveryCodes.activate(who).get_unused_codes()[0]
    client.post("/account/second-step/reauthenticate/", {"code": code})
    answer = client.post("/account/second-step/app/remove/")
    assert "Add another first" in text(answer)
    assert Authenticator.objects.filter(user=who, type="totp").exists()


def test_the_password_does_not_confirm_for_who_has_a_second_factor(client, who):
    secret = give_app(who)
    sign_in(client, who)
    client.post("/account/second-step/authenticate/", {"code": code_of(secret)})
    client.post("/account/reauthenticate/", {"password": PASSWORD})
    assert client.get("/account/tokens/").url.startswith("/account/second-step/reauthenticate/")
    assert client.post("/account/tokens/", {"name": "x", "days": "7", "confirm-password": PASSWORD}).status_code == 422
    assert not ApiToken.objects.exists()


def test_a_form_sent_too_late_goes_on_with_the_code(client, who):
    secret = give_app(who)
    client.force_login(who)
    client.post("/account/second-step/reauthenticate/", {"code": code_of(secret)})
    session = client.session
    session["account_authentication_methods"][0]["at"] -= 301
    session.save()
    typed = {"name": "x", "days": "7"}
    assert client.post("/account/tokens/", typed).status_code == 403
    recovery = RecoveryCodes.activate(who).get_unused_codes()[0]
    assert client.post("/account/tokens/", {**typed, "confirm-code": recovery}).status_code == 200


def test_the_demo_does_without_and_says_so(client, settings, who):
    settings.SECOND_FACTOR_REQUIRED = False
    client.force_login(who)
    assert "This is a demonstration" in text(client.get(SET_UP))
    assert client.get("/directory/").status_code == 200


# --- a second factor that is lost ---------------------------------------------------------------------------


def test_a_reset_takes_everything_away_and_is_logged(who):
    give_app(who)
    RecoveryCodes.activate(who)
    by = make.manager(make.centre())
    reset_second_factor(user=who, by=by, centre_id=7)
    entry = Entry.objects.get(verb="reset_second_factor")
    assert not Authenticator.objects.filter(user=who).exists()
    assert (entry.by, entry.subject_id, entry.centre_id) == (by, who.pk, 7)
    assert entry.detail == {"kinds": ["recovery_codes", "totp"]}


def test_a_reset_ends_every_session_with_the_next_click(client, who):
    secret = give_app(who)
    sign_in(client, who)
    client.post("/account/second-step/authenticate/", {"code": code_of(secret)})
    assert client.get("/directory/").status_code == 200
    reset_second_factor(user=who, by=None)
    assert client.get("/directory/").url == "/account/login/?next=/directory/"


def test_a_reset_ends_every_token(client, who):
    give_app(who)
    _, secret = create_token(name="x", days=7, by=who)
    reset_second_factor(user=who, by=None)
    assert client.get("/api/v1/me/", headers={"authorization": f"Token {secret}"}).status_code == 403


def test_after_a_reset_signing_in_leads_to_setting_one_up(client, who):
    give_app(who)
    reset_second_factor(user=who, by=None)
    assert sign_in(client, who, follow=True).redirect_chain[-1][0] == SET_UP


def test_a_reset_is_told_to_the_person_without_a_name(who, django_capture_on_commit_callbacks):
    give_app(who)
    with django_capture_on_commit_callbacks(execute=True):
        reset_second_factor(user=who, by=None)
    (message,) = mail.outbox
    assert (message.to, message.subject) == ([who.email], "Your second step for Fortnight was reset")
    assert who.name not in message.body


def test_there_must_be_one_to_reset(who):
    with pytest.raises(RuleBroken, match="has no second step"):
        reset_second_factor(user=who, by=None)


@pytest.mark.django_db(transaction=True)
def test_two_resets_at_once_are_one():
    who = make.manager(make.centre())
    give_app(who)
    answers = at_once(*[lambda: reset_second_factor(user=who, by=None)] * 2)
    assert sorted(map(str, answers)) == ["None", "already_without"]
    assert Entry.objects.filter(verb="reset_second_factor").count() == 1


def test_whoever_runs_the_server_resets_it_for_the_first_administrator(who):
    give_app(who)
    call_command("reset_second_factor", who.email.upper())
    assert (Entry.objects.get(verb="reset_second_factor").by, Authenticator.objects.count()) == (None, 0)


@pytest.mark.parametrize("email", ["nobody@example.org", "person"])
def test_the_command_says_what_it_cannot_do(who, email):
    with pytest.raises(CommandError, match=r"Nobody signs in|has no second step"):
        call_command("reset_second_factor", who.email if email == "person" else email)
