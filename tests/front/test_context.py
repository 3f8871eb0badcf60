"""The frame around a page: where one can go, which centre, who is signed in; asked for at most once."""

import pytest
from django.contrib.auth.models import AnonymousUser
from django.http import HttpRequest
from django.test import RequestFactory

from config import context
from config.context import Item
from tests.factories.centres import administrator, centre, health_visitor, member

ITEMS = (
    Item("Form", "style_form"),
    Item("Blocks", "style_blocks", ("administrator",)),
    Item("Not built", "no_such_page"),
)


@pytest.fixture(autouse=True)
def pages(monkeypatch, settings):
    settings.ROOT_URLCONF = "tests.front.urls"
    monkeypatch.setattr(context, "NAVIGATION", ITEMS)


def request_of(user, path: str = "/") -> HttpRequest:
    request = RequestFactory().get(path)
    request.user = user
    return request


def texts(request: HttpRequest) -> list[str]:
    return [item["text"] for item in context.Frame(request).navigation]


@pytest.mark.django_db
def test_an_item_is_shown_to_its_role():
    assert texts(request_of(administrator(centre()))) == ["Form", "Blocks"]


@pytest.mark.django_db
def test_an_item_is_not_shown_to_another_role():
    assert texts(request_of(health_visitor(centre()))) == ["Form"]


def test_somebody_who_is_not_signed_in_can_go_nowhere():
    assert texts(request_of(AnonymousUser())) == []


@pytest.mark.django_db
def test_the_open_item_is_marked():
    frame = context.Frame(request_of(administrator(centre()), "/style/blocks/7/"))
    assert [item["text"] for item in frame.navigation if item["active"]] == ["Blocks"]


@pytest.mark.django_db
def test_the_whole_frame_asks_once_however_many_memberships(django_assert_num_queries):
    user = administrator(centre(name="A"))
    for number in range(10):
        member(centre(name=f"B{number}"), "health_visitor", user=user)
    request = request_of(user)
    with django_assert_num_queries(1):
        frame = context.Frame(request)
        assert frame.navigation
        assert "A" in frame.centre_name
        assert frame.person_name == user.name


@pytest.mark.django_db
def test_a_fragment_without_the_frame_asks_nothing(django_assert_num_queries):
    request = request_of(administrator(centre()))
    with django_assert_num_queries(0):
        context.frame(request)
