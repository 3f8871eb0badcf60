"""What is true of every answer: nobody keeps it, nothing foreign runs in it, and a refusal says why."""

import pytest
from django.contrib.auth.models import AnonymousUser
from django.http import HttpRequest, HttpResponse
from django.test import Client, RequestFactory

from config.api import exception_handler
from config.middleware import RefusalMiddleware
from inputs.errors import NotAllowed, RuleBroken

pytestmark = pytest.mark.django_db


def broken(code: str) -> RuleBroken:
    return RuleBroken(code, "Record the family's agreement first.", field="agreement")


def page_for(exception: Exception) -> HttpResponse | None:
    request: HttpRequest = RequestFactory().get("/")
    request.user = AnonymousUser()
    return RefusalMiddleware(lambda _: HttpResponse()).process_exception(request, exception)


def test_no_answer_is_kept_by_a_browser_or_a_proxy(client: Client) -> None:
    assert client.get("/account/login/")["Cache-Control"] == "no-store, private"


def test_a_page_runs_nothing_but_our_own_scripts(client: Client) -> None:
    policy = client.get("/account/login/")["Content-Security-Policy"]

    assert "script-src 'self'" in policy
    assert "default-src 'none'" in policy
    assert "unsafe" not in policy
    assert "data:" not in policy


@pytest.mark.parametrize("address", ["/", "/api/v1/docs/"])
def test_whoever_is_not_signed_in_is_asked_to_sign_in(client: Client, address: str) -> None:
    assert client.get(address).headers["Location"].startswith("/account/login/")


def test_a_broken_rule_that_reached_the_top_is_a_page_with_its_sentence() -> None:
    answer = page_for(broken("agreement_missing"))

    assert answer is not None
    assert answer.status_code == 400
    assert "Record the family&#39;s agreement first." in answer.content.decode()


@pytest.mark.parametrize("code", ["stale_version", "already_submitted"])
def test_coming_second_is_a_conflict(code: str) -> None:
    answer = page_for(broken(code))

    assert answer is not None
    assert answer.status_code == 409


def test_other_exceptions_are_left_to_django() -> None:
    assert page_for(ValueError("anything")) is None


def test_the_api_answers_a_broken_rule_with_code_sentence_and_field() -> None:
    answer = exception_handler(broken("agreement_missing"), {})

    assert answer is not None
    assert answer.status_code == 400
    assert answer.data == {
        "code": "agreement_missing",
        "sentence": "Record the family's agreement first.",
        "field": "agreement",
    }


def test_the_api_answers_a_refusal_with_its_reason() -> None:
    answer = exception_handler(NotAllowed("Only the manager may do this."), {})

    assert answer is not None
    assert (answer.status_code, answer.data) == (403, {"detail": "Only the manager may do this."})


def test_a_form_without_its_token_is_refused_with_a_page_that_says_what_to_do() -> None:
    answer = Client(enforce_csrf_checks=True).post("/account/login/", {"login": "a@example.org"})

    assert answer.status_code == 403
    assert "open for too long" in answer.content.decode()
