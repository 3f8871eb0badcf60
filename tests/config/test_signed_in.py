"""Who is signed in stays so as long as they should: a while without a click, a day's work, a job."""

from datetime import timedelta

import pytest
import time_machine
from django.utils import timezone

from accounts.models import ApiToken
from accounts.services import create_token
from centres.models import Membership
from centres.services import end_membership, invite_practitioner
from centres.status import Role
from tests.days import days_ago, today
from tests.factories import centres as make
from tests.signing_in import PASSWORD

pytestmark = pytest.mark.django_db
PAGE = "/directory/"
SIGN_IN = "/account/login/?next=/directory/"


@pytest.fixture
def clock():
    with time_machine.travel(timezone.now(), tick=False) as stands:
        yield stands


def signed_in(client):
    """Somebody who signed in on the page."""
    person = make.support_worker(make.centre())
    client.post("/account/login/", {"login": person.email, "password": PASSWORD})
    return person


def of(token):
    return {"authorization": f"Token {token}"}


def test_half_an_hour_without_a_click_signs_out(client, clock):
    signed_in(client)
    clock.shift(30 * 60 - 1)
    assert client.get(PAGE).status_code == 200
    clock.shift(30 * 60 + 1)
    assert client.get(PAGE).url == SIGN_IN


def test_every_click_begins_the_half_hour_anew(client, clock):
    signed_in(client)
    for _ in range(3):
        clock.shift(29 * 60)
        assert client.get(PAGE).status_code == 200


def test_after_twelve_hours_even_the_busy_sign_in_again(client, clock):
    signed_in(client)
    for _ in range(35):
        clock.shift(20 * 60)
        assert client.get(PAGE).status_code == 200
    clock.shift(20 * 60)
    assert client.get(PAGE).url == SIGN_IN
    assert "You had been signed in for 12 hours" in client.get(SIGN_IN).content.decode()


def test_confirming_or_a_new_password_does_not_begin_the_twelve_hours_anew(client, clock, settings):
    settings.SESSION_COOKIE_AGE = 24 * 60 * 60
    signed_in(client)
    clock.shift(11 * 60 * 60)
    client.post("/account/reauthenticate/", {"password": PASSWORD})
    new = "a kettle on a bicycle"
    client.post("/account/password/change/", {"oldpassword": PASSWORD, "password1": new, "password2": new})
    assert client.get(PAGE).status_code == 200
    clock.shift(60 * 60)
    assert client.get(PAGE).url == SIGN_IN


def test_the_longest_time_is_a_setting(client, clock, settings):
    settings.SESSION_LONGEST_SECONDS = 60
    signed_in(client)
    clock.shift(60)
    assert client.get(PAGE).url == SIGN_IN


def test_the_api_says_why_a_session_is_over(client, clock, settings):
    settings.SESSION_LONGEST_SECONDS = 60
    signed_in(client)
    clock.shift(60)
    answer = client.get("/api/v1/me/")
    assert (answer.status_code, answer.json()["code"]) == (403, "signed_out")


def test_ending_the_last_membership_signs_out_with_the_next_click(client):
    person = signed_in(client)
    membership = person.memberships.get()
    end_membership(membership=membership, ends_on=days_ago(1), by=make.manager(membership.centre), on=today())
    assert client.get(PAGE).url == SIGN_IN
    assert "Your work with the centre has ended" in client.get(SIGN_IN).content.decode()
    assert "_auth_user_id" not in client.session


def test_a_last_day_that_passes_signs_out_by_itself(client, settings):
    settings.SESSION_COOKIE_AGE = settings.SESSION_LONGEST_SECONDS = 9 * 24 * 60 * 60
    person = signed_in(client)
    person.memberships.update(ends_on=today())
    assert client.get(PAGE).status_code == 200
    with time_machine.travel(timezone.now() + timedelta(days=1), tick=False):
        assert client.get(PAGE).url == SIGN_IN


def test_nobody_whose_work_has_ended_signs_in(client):
    person = make.support_worker(make.centre(), ends_on=days_ago(1))
    page = client.post("/account/login/", {"login": person.email, "password": PASSWORD}, follow=True)
    assert "Your work with the centre has ended" in page.content.decode()
    assert "_auth_user_id" not in client.session


def test_who_still_works_elsewhere_stays_signed_in(client):
    person = signed_in(client)
    make.member(make.centre(), Role.HEALTH_VISITOR, user=person, ends_on=days_ago(1))
    assert client.get(PAGE).status_code == 200


def test_who_starts_later_can_sign_in_and_sees_nobody(client):
    at = make.centre()
    make.manager(at, name="Jo Park")
    client.force_login(make.support_worker(at, starts_on=days_ago(-3)))
    assert "Jo Park" not in client.get(PAGE).content.decode()


def test_an_account_switched_off_is_signed_out_with_the_next_click(client):
    person = signed_in(client)
    person.is_active = False
    person.save()
    assert client.get(PAGE).url == SIGN_IN


def test_ending_the_last_membership_ends_tokens_with_the_next_request(client):
    person = make.support_worker(make.centre())
    _, token = create_token(name="x", days=7, by=person)
    assert client.get("/api/v1/me/", headers=of(token)).status_code == 200
    person.memberships.update(ends_on=days_ago(1))
    answer = client.get("/api/v1/me/", headers=of(token))
    assert (answer.status_code, "no longer works with the centre" in answer.json()["detail"]) == (403, True)


def test_who_comes_back_does_not_find_old_tokens_working_again(client):
    at = make.centre()
    person = make.support_worker(at)
    _, token = create_token(name="x", days=300, by=person)
    Membership.objects.filter(user=person).update(ends_on=days_ago(1))
    invite_practitioner(email=person.email, name=person.name, centre=at, agency=make.partner(at),
                        role=Role.SPECIALIST, starts_on=today(), by=make.manager(at), on=today())  # fmt: skip
    assert client.get("/api/v1/me/", headers=of(token)).status_code == 403
    assert not ApiToken.objects.exists()


def test_a_new_role_works_with_the_next_click(client):
    """Nothing about roles is kept in a session, so a change of role needs no new sign-in."""
    person = signed_in(client)
    assert client.get("/reports/").status_code == 403
    person.memberships.update(role=Role.CENTRE_MANAGER)
    assert client.get("/reports/").status_code == 200


def test_a_token_leaves_no_session_behind(client):
    _, token = create_token(name="x", days=7, by=make.support_worker(make.centre()))
    assert "session" not in client.get("/api/v1/me/", headers=of(token)).cookies
