"""The demo, made once for a module of tests, and how it is looked through."""

import json
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime
from io import StringIO
from typing import Any

import pytest
import time_machine
from django.core.management import call_command
from django.db import transaction
from django.test import Client
from django.urls import reverse

from accounts.models import User
from cases.models import Action, Contact
from families.models import Child, Family
from meetings.demo.build import build
from meetings.demo.places import PLACES
from meetings.demo.situations import SITUATIONS
from meetings.demo.world import World
from meetings.models import Meeting, Minutes
from referrals.models import Referral

DAY = date(2026, 11, 21)
FIRST, SECOND = PLACES


@dataclass
class Made:
    """What came of making the demo, and what the second centre looked like when it was made before, by itself."""

    worlds: list[World]
    second_by_itself: list[Any]


@pytest.fixture(scope="module")
def made(django_db_setup: None, django_db_blocker: Any) -> Iterator[Made]:
    """The demo, made once; all of it is taken back after the module."""
    with django_db_blocker.unblock(), transaction.atomic():
        with transaction.atomic():
            build(DAY, (SECOND,))
            second_by_itself = snapshot()
            transaction.set_rollback(True)
        yield Made(build(DAY), second_by_itself)
        transaction.set_rollback(True)


@pytest.fixture
def demo(made: Made, db: None) -> Made:
    """The demo as it was made: what a test changes is put back."""
    return made


def snapshot() -> list[Any]:
    """Of the second centre: who is there, under which reference, when born and where, and what meetings decided."""

    def rows(of: Any, *fields: str) -> list[Any]:
        return list(of.order_by(*fields).values_list(*fields))

    families = Family.objects.filter(centre__name=SECOND.name)
    minutes = Minutes.objects.filter(meeting__centre__name=SECOND.name).order_by("meeting__on", "version")
    return [
        rows(families, "reference", "name", "addresses__lines", "addresses__postcode", "cases__reference"),
        rows(Child.objects.filter(family__in=families), "name", "date_of_birth", "nhs_number"),
        rows(Referral.objects.filter(family__in=families), "reference", "submitted_at", "worries"),
        rows(
            Action.objects.filter(centre__name=SECOND.name), "due_on", "what", "owner__email", "status", "finished_on"
        ),
        rows(Contact.objects.filter(case__family__in=families), "case__reference", "on", "note", "entered_at"),
        [(one.made_at, one.content["meeting"]["closed"], one.content["attendance"]) for one in minutes],
    ]


def family_of(situation: str) -> Family:
    """The family of a named situation."""
    story = next(one for one in SITUATIONS if one.key == situation)
    return Family.objects.get(name=story.name, centre__name=FIRST.name)


def shown_to(name: str) -> tuple[str, str]:
    """The agenda of the demo's day and My fortnight, as somebody is shown them on that day."""
    browser, agenda = Client(), reverse("meeting", args=[Meeting.objects.get(on=DAY).pk])
    with time_machine.travel(datetime(DAY.year, DAY.month, DAY.day, 9, tzinfo=UTC), tick=False):
        browser.force_login(User.objects.get(name=name))
        return browser.get(agenda).content.decode(), browser.get(reverse("my_fortnight")).content.decode()


def people() -> list[dict[str, str]]:
    """What `demo_people --json` prints: nothing but the list."""
    out = StringIO()
    call_command("demo_people", "--json", stdout=out)
    return json.loads(out.getvalue())
