"""For a link social worker: questions that wait for their advice, and the families whose lead they supervise."""

from typing import Any

from cases.models import Advice, Case
from cases.serializers import AskedAdviceSerializer
from meetings.fortnight.lists import EVERY, Listing, first, headers, with_header
from meetings.fortnight.page import Fortnight


def add_questions(found: Fortnight, user: Any) -> None:
    """What the person is asked, the oldest first; with the family's name where they may know whose it is."""
    rows = first(Advice.objects.asked_of(user).shown().with_family_known(user).order_by("asked_at", "pk"), EVERY)
    shown = AskedAdviceSerializer(rows.rows, many=True).data
    names = [one.case.family.name if one.known else "" for one in rows.rows]
    found.questions = Listing(list(zip(shown, names, strict=True)), rows.number)
    found.seen += [one.case for one in rows.rows if one.known]


def add_supervised(found: Fortnight, user: Any) -> None:
    """The families whose lead professional the person supervises, the next review first."""
    mine = Case.objects.visible_to(user).supervised_by(user)
    rows = first(with_header(mine).order_by("review_due_on", "pk"))
    found.supervised = Listing(headers(rows.rows, found.on), rows.number)
    found.seen += rows.rows
