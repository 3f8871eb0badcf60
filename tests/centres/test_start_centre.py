"""The first step of a new installation."""

import re
from io import StringIO

import pytest
from django.core.management import CommandError, call_command

from centres.models import Centre, Membership
from centres.services import invite_practitioner
from centres.status import Role
from tests.days import today

pytestmark = pytest.mark.django_db
GIVEN = {
    "name": "Rowan Tree", "address": "1 Rowan Road", "postcode": "ls14ap", "phone": "01632 960001",
    "duty_phone": "01632 960100", "duty_phone_out_of_hours": "01632 960199", "agency": "Moorland Council",
    "signed_by": "Director", "admin_email": "ada@example.org", "admin_name": "Ada Wren",
}  # fmt: skip


def start(**fields):
    said = StringIO()
    call_command("start_centre", stdout=said, **{**GIVEN, **fields})
    return said.getvalue()


def test_a_centre_is_set_up_with_an_administrator():
    start()
    assert Membership.objects.get(user__email="ada@example.org").role == Role.ADMINISTRATOR
    assert Centre.objects.get().postcode == "LS1 4AP"


def test_the_administrator_can_let_in_a_manager_at_once():
    start()
    first = Membership.objects.get()
    invite_practitioner(
        email="m@example.org", name="Mo", centre=first.centre, agency=first.agency, role=Role.CENTRE_MANAGER,
        starts_on=today(), by=first.user, on=today(),
    )  # fmt: skip
    assert Membership.objects.filter(role=Role.CENTRE_MANAGER).exists()


def test_the_link_to_choose_a_password_is_printed_and_works(client):
    link = re.search(r"https?://[^/]+(/account/password/reset/key/\S+)", start())[1]
    assert client.get(link, follow=True).status_code == 200


def test_what_comes_next_is_printed_in_the_words_of_the_pages():
    said = start()
    for page in ("Add a partner agency", "Add somebody", "Words families hear", "Start a series of meetings"):
        assert f'"{page}"' in said


@pytest.mark.parametrize("fields", [{"postcode": "nowhere"}, {"phone": "12"}, {"admin_email": "ada"}])
def test_what_is_wrong_is_said_and_nothing_is_made(fields):
    with pytest.raises(CommandError):
        start(**fields)
    assert not Centre.objects.exists()


def test_a_centre_is_not_set_up_twice():
    start()
    with pytest.raises(CommandError, match="already"):
        start()
