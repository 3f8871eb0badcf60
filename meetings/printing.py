"""The minutes' PDFs: the same body as the page, one document per edition, made by `documents`."""

import hashlib
from typing import Any

from django.template.loader import render_to_string
from django.utils import timezone

from documents.models import Document
from documents.services import ask_for
from inputs.dates import in_words
from meetings.editions import Edition, agency_edition, full_edition
from meetings.models import Minutes

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


def ask_for_all_editions(minutes: Minutes, *, by: Any) -> None:
    """Have every edition made that somebody expected at the meeting will read."""
    today = timezone.localdate()
    agencies = minutes.meeting.attendance.order_by().values_list("agency_id", flat=True).distinct()
    editions = [full_edition(minutes), *(agency_edition(minutes, agency_id, today) for agency_id in agencies)]
    for edition in editions:
        ask_for_edition(minutes, edition, by=by)
