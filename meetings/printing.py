"""The minutes' PDFs: the same body as the page, one document per recipient, made by `documents`."""

import hashlib
from typing import Any

from django.template.loader import render_to_string
from django.utils import timezone

from accounts.models import User
from documents.models import Document
from documents.services import ask_for
from inputs.dates import in_words
from meetings.editions import Edition, edition_for
from meetings.models import Minutes
from meetings.recipients import recipients_of

KIND = "minutes"


def body(minutes: Minutes, edition: Edition) -> str:
    """The body of page and PDF, from one template."""
    return render_to_string("meetings/_minutes_body.html", {"minutes": minutes, "edition": edition})


def ask_for_edition(minutes: Minutes, edition: Edition, *, by: Any) -> Document:
    """The document of an edition as it reads now; one that reads differently (approved since, agreement withdrawn) is
    another document."""
    html = body(minutes, edition)
    fingerprint = hashlib.sha256(html.encode()).hexdigest()[:16]
    return ask_for(
        kind=KIND, subject=minutes, edition=f"{edition.key}:{fingerprint}", html=html, by=by,
        title=f"Minutes of the multi-agency meeting on {in_words(minutes.meeting.on)}",
        centre_id=minutes.meeting.centre_id,
    )  # fmt: skip


def ask_for_all_editions(minutes: Minutes, *, by: Any) -> list[tuple[User, Edition]]:
    """Have the edition of everybody who was expected made; return each with whose it is."""
    today = timezone.localdate()
    editions = [(person, edition_for(minutes, person, today)) for person in recipients_of(minutes.meeting)]
    for _, edition in editions:
        ask_for_edition(minutes, edition, by=by)
    return editions
