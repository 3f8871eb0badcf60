"""Accounts are given; tokens are made, shown once, and revoked."""

import re
from datetime import timedelta

import pytest
from django.core import mail
from django.utils import timezone

from accounts import invitations, services
from accounts.models import ApiToken, User
from accounts.services import create_token, invite_again, invite_user, revoke_token
from audit.models import Entry
from inputs.errors import NotAllowed, RuleBroken
from tests.at_once import at_once
from tests.factories import centres as make

pytestmark = pytest.mark.django_db
committing = pytest.mark.django_db(transaction=True)


def invited(**fields):
    return invite_user(**{"email": "sam@example.org", "name": "Sam Hill", "by": make.user(), **fields})


def code_of(call, *args, **fields):
    with pytest.raises(RuleBroken) as broken:
        call(*args, **fields)
    return broken.value.code


def test_an_invited_person_is_a_user_without_a_password():
    user, new = invited()
    assert new
    assert not user.has_usable_password()


def test_who_has_an_account_keeps_it_whatever_the_capitals():
    known = make.user(email="sam@example.org", name="Samantha Hill")
    user, new = invited(email=" Sam@Example.ORG ", name="Other Name")
    assert (user, new, user.name) == (known, False, "Samantha Hill")


def test_who_was_switched_off_is_not_invited():
    make.user(email="sam@example.org", is_active=False)
    assert code_of(invited) == "account_inactive"


@committing
def test_an_invited_person_is_sent_a_link(settings):
    settings.SITE_URL = "https://fortnight.example.org"
    invited()
    assert mail.outbox[0].to == ["sam@example.org"]
    assert re.search(r"https://fortnight\.example\.org/account/password/reset/key/\S+/", mail.outbox[0].body)


@committing
def test_the_invitation_names_nobody():
    invited()
    assert "Sam" not in mail.outbox[0].body


@committing
def test_the_link_lets_them_choose_a_password_and_sign_in(client):
    user, _ = invited()
    link = re.search(r"https?://[^/]+(/account/password/reset/key/\S+)", mail.outbox[0].body)[1]
    page = client.get(link, follow=True)
    answer = client.post(page.redirect_chain[-1][0], {"password1": "a long wren 7", "password2": "a long wren 7"})
    assert answer.status_code == 302
    user.refresh_from_db()
    assert user.check_password("a long wren 7")
    assert client.login(email="sam@example.org", password="a long wren 7")


@committing
def test_an_account_stands_though_the_mail_server_is_down(monkeypatch):
    def refuse(user):
        raise ConnectionRefusedError

    monkeypatch.setattr(services.invitations, "send", refuse)
    user, _ = invited()
    assert User.objects.filter(pk=user.pk).exists()


@committing
def test_invited_twice_at_once_there_is_one_account_and_one_invitation():
    by = make.user()
    users = at_once(*[lambda: invited(by=by)[0].pk] * 3)
    assert len(set(users)) == 1
    assert len(mail.outbox) == 1


@committing
def test_the_link_can_be_sent_again():
    user, _ = invited()
    invite_again(user=user, by=make.user())
    assert len(mail.outbox) == 2


def test_who_has_a_password_is_not_sent_the_link_again():
    assert code_of(invite_again, user=make.user(), by=make.user()) == "already_has_password"


def test_inviting_is_logged():
    user, _ = invited()
    assert Entry.objects.get(verb="invite_user").subject_id == user.pk


def test_a_token_lasts_as_long_as_asked():
    token, _ = create_token(name="warehouse", days=7, by=make.user())
    assert timedelta(days=6.9) < token.expiry - timezone.now() < timedelta(days=7.1)


def test_the_secret_is_not_kept():
    token, secret = create_token(name="warehouse", days=7, by=make.user())
    assert secret not in str(ApiToken.objects.filter(pk=token.pk).values().get())


@pytest.mark.parametrize("days", [0, -1, 366, 10_000])
def test_a_token_ends_within_a_year(days):
    assert code_of(create_token, name="x", days=days, by=make.user()) == "token_days"


def test_there_are_ten_tokens_at_most():
    who = make.user()
    for number in range(10):
        create_token(name=str(number), days=7, by=who)
    assert code_of(create_token, name="more", days=7, by=who) == "token_limit"


def test_a_token_that_ran_out_makes_room():
    who = make.user()
    for number in range(10):
        create_token(name=str(number), days=7, by=who)
    ApiToken.objects.filter(name="3").update(expiry=timezone.now())
    assert create_token(name="more", days=7, by=who)


@committing
def test_the_limit_holds_when_several_are_asked_for_at_once():
    who = make.user()
    for number in range(9):
        create_token(name=str(number), days=7, by=who)
    answers = at_once(*[lambda: create_token(name="more", days=7, by=who)] * 3)
    assert answers.count("token_limit") == 2


def test_a_revoked_token_is_gone():
    who = make.user()
    token, _ = create_token(name="x", days=7, by=who)
    revoke_token(token=token, by=who)
    assert not ApiToken.objects.exists()


def test_revoking_twice_is_logged_once():
    who = make.user()
    token, _ = create_token(name="x", days=7, by=who)
    revoke_token(token=token, by=who)
    token.pk = token.digest
    revoke_token(token=token, by=who)
    assert Entry.objects.filter(verb="revoke_token").count() == 1


def test_nobody_revokes_somebody_elses_token():
    token, _ = create_token(name="x", days=7, by=make.user())
    with pytest.raises(NotAllowed):
        revoke_token(token=token, by=make.user())


def test_an_invitation_says_until_when_it_works(settings):
    settings.PASSWORD_RESET_TIMEOUT = 3 * 24 * 60 * 60
    invitations.send(make.user())
    assert "within 3 days" in mail.outbox[0].body
