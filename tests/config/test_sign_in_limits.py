"""Guessing passwords is slowed down. The limits are off in every other test."""

from typing import Any

import pytest
from django.test import Client

from tests.factories import centres as make


@pytest.mark.django_db
def test_after_five_wrong_passwords_the_right_one_must_wait_too(client: Client, settings: Any) -> None:
    settings.ACCOUNT_RATE_LIMITS = {}
    user = make.user()
    user.set_password("tea and biscuits")
    user.save()
    for _ in range(5):
        client.post("/account/login/", {"login": user.email, "password": "wrong"})

    answer = client.post("/account/login/", {"login": user.email, "password": "tea and biscuits"})

    assert "_auth_user_id" not in client.session
    assert "Too many" in answer.content.decode()
