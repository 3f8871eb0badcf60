"""An agency that a family leaves out gets minutes without a trace of it: page, API, PDF and its objects."""

import io
from collections.abc import Iterator
from typing import Any

import pypdf
import pytest
from django.test import Client
from django.urls import reverse

from documents.models import Document
from documents.services import render_due
from meetings.models import Minutes
from meetings.services import close_meeting, record_view, release_minutes, split_item, take_together
from tests.days import today
from tests.factories import cases, meetings
from tests.meetings.reading import in_objects, in_text

pytestmark = pytest.mark.django_db
NAMES = ("Quennell", "Ottoline", "Zephyrine")
WORDS = ("quokka", "xylophone", "jacaranda")
TRACES = (*NAMES, *WORDS)


@pytest.fixture
def minutes(team) -> Minutes:
    """Released minutes of a family that leaves housing out, with words of its own in every place of an item.

    One part of it was decided on its own, another was taken back into it.
    """
    meeting = meetings.running_meeting(team)
    family = meetings.known_family(team, name=NAMES[0])
    family.adults.update(name=f"{NAMES[1]} {NAMES[0]}")
    family.children.update(name=f"{NAMES[2]} {NAMES[0]}")
    item = meetings.referral_item(meeting, team, family=family, why=f"New: {WORDS[0]}")
    record_view(item=item, agency=team.trust, words=f"She likes the {WORDS[1]}", by=team.health_visitor)
    part = split_item(item=item, title=f"About the {WORDS[1]}", by=team.manager)
    meetings.decision(part, by=team.manager, kind="noted", reason=f"For the {WORDS[0]}")
    taken_back = split_item(item=item, title=f"And the {WORDS[2]}", by=team.manager)
    record_view(item=taken_back, agency=team.trust, words=f"It is a {WORDS[0]}", by=team.health_visitor)
    take_together(item=taken_back, host=item, by=team.manager)
    item.refresh_from_db()
    decided = meetings.decision(item, by=team.manager, reason=f"Under the {WORDS[2]}")
    decided.actions.add(cases.action(team.support_worker, team.centre, what=f"Ring about the {WORDS[1]}"))
    made = close_meeting(meeting=meeting, by=team.manager, on=today())
    return release_minutes(minutes=made, by=team.manager, on=today())


def outputs(client: Client, who: Any, minutes: Minutes) -> Iterator[tuple[str, str]]:
    """Everything somebody gets of the minutes, as text: page, API, and what stands in the PDF and in its objects."""
    client.force_login(who)
    at = minutes.meeting_id
    yield "page", client.get(reverse("minutes", args=[at])).content.decode()
    yield "API", client.get(reverse("minutes-detail", args=[minutes.pk])).content.decode()
    pdf = b"".join(client.get(reverse("minutes_pdf", args=[at])))
    assert pdf.startswith(b"%PDF-")
    yield "text of the PDF", in_text(pdf)
    yield "objects of the PDF", in_objects(pdf)


def test_who_is_left_out_finds_no_trace(client, team, minutes):
    render_due()
    for where, text in outputs(client, team.housing_officer, minutes):
        assert [trace for trace in TRACES if trace.lower() in text.lower()] == [], where
        assert "2 items are not part" in text or where != "page"


def test_the_traces_are_there_to_be_found(client, team, minutes):
    render_due()
    found = dict(outputs(client, team.support_worker, minutes))
    for where in ("page", "API", "text of the PDF"):
        assert [trace for trace in WORDS if trace not in found[where]] == [], where


def test_the_pdf_says_of_itself_only_that_it_is_minutes(client, team, minutes):
    render_due()
    for document in Document.objects.filter(kind="minutes"):
        told = pypdf.PdfReader(io.BytesIO(bytes(document.pdf))).metadata
        assert set(told) <= {"/Title", "/Author", "/Producer"}
        assert told["/Author"] == "Fortnight"
        assert not [trace for trace in TRACES if trace in str(told)]
