"""What belongs on the agenda of a meeting, and why. Reads only; every question is asked once for the whole centre."""

from dataclasses import dataclass
from datetime import date, timedelta
from itertools import chain
from typing import Any

from django.db.models import Count, Exists, F, OuterRef, Q

from cases.models import Action, Case, Lead, Offer, Progress, Review
from cases.status import CaseStatus, LeadStatus
from consent.querysets import agreed
from inputs.dates import in_words
from meetings.leaderless import declined_in_vain, not_taken_over, said_no
from meetings.models import AgendaItem, Decision, Meeting
from meetings.status import ItemKind, ItemStatus, MeetingStatus
from referrals.models import Referral
from referrals.status import ReferralStatus

OFFER_WAITS = timedelta(days=7)  # a lead offered longer ago and not answered is for the meeting again


@dataclass(frozen=True)
class Proposal:
    """One item that belongs on the agenda."""

    kind: str
    why: str
    family_id: int | None = None
    referral_id: int | None = None
    case_id: int | None = None
    review_id: int | None = None
    title: str = ""
    carried_from_id: int | None = None

    @property
    def subject(self) -> tuple[Any, ...]:
        """What the item is about: the same subject is on an agenda once."""
        if self.case_id and self.kind != ItemKind.PART:
            return ("case", self.case_id)
        if self.referral_id:
            return ("referral", self.referral_id)
        return (self.kind, self.carried_from_id)


def subject_of(item: AgendaItem) -> tuple[Any, ...]:
    """The same for an item that is there already. A referral that became a case today is still that referral's item."""
    if item.kind == ItemKind.REFERRAL:
        return ("referral", item.referral_id)
    if item.kind == ItemKind.PART:
        # What is split from an item here is nobody's proposal; what was put off is, as the item that it was.
        return (item.kind, item.carried_from_id) if item.carried_from_id else (item.kind, "here", item.pk)
    if item.case_id:
        return ("case", item.case_id)
    return (item.kind, item.carried_from_id)


def previous_meeting(meeting: Meeting) -> Meeting | None:
    """The last closed meeting of the series before this one."""
    closed = Meeting.objects.filter(series_id=meeting.series_id, status=MeetingStatus.CLOSED, on__lt=meeting.on)
    return closed.order_by("-on", "-id").first()


def following_date(meeting: Meeting) -> date:
    """The date of the meeting after this one: as planned, else by the rhythm."""
    later = Meeting.objects.filter(series_id=meeting.series_id, status=MeetingStatus.PLANNED, on__gt=meeting.on)
    following = later.order_by("on").values_list("on", flat=True).first()
    return following or meeting.on + timedelta(weeks=meeting.series.every_weeks)


def proposals(meeting: Meeting, on: date, *, late_too: bool = False) -> list[Proposal]:
    """Everything that belongs on the agenda, in the order in which it is discussed."""
    before = previous_meeting(meeting)
    put_off = _put_off(before)
    found = [
        *_waiting_referrals(meeting, on, put_off, late_too=late_too),
        *_of_cases(meeting, on, put_off),
        *_parts_carried_over(before, on),
        *_carried_over(before),
        *_reflection(meeting),
    ]
    return list({one.subject: one for one in reversed(found)}.values())[::-1]


def _put_off(before: Meeting | None) -> dict[tuple[Any, ...], str]:
    """What the last meeting put off, and the words for it."""
    if before is None:
        return {}
    both = Q(status=ItemStatus.DEFERRED) | Q(taken_with__status=ItemStatus.DEFERRED)
    items = before.items.filter(both).exclude(kind=ItemKind.PART)
    return {subject_of(item): f"Put off on {in_words(before.on)}. " for item in items}


def waiting_referrals(meeting: Meeting, on: date, *, late: bool) -> Any:
    """Referrals the centre has not decided, agreement in force; `late`: those that came after papers closed."""
    waiting = Referral.objects.waiting().filter(agreed(on), centre_id=meeting.centre_id, case=None)
    after = Q(submitted_at__date__gt=meeting.papers_close_on)
    taken = meeting.items.filter(referral_id=OuterRef("pk"))
    found = waiting.filter(after, ~Exists(taken)) if late else waiting.exclude(after)
    return found.select_related("referred_by", "family").order_by("submitted_at", "id")


def _waiting_referrals(
    meeting: Meeting, on: date, put_off: dict[tuple[Any, ...], str], *, late_too: bool
) -> list[Proposal]:
    found = list(waiting_referrals(meeting, on, late=False))
    if late_too:
        found += waiting_referrals(meeting, on, late=True)
    return [
        Proposal(
            kind=ItemKind.REFERRAL,
            family_id=one.family_id,
            referral_id=one.pk,
            why=put_off.get(("referral", one.pk), "") + _why_referred(one),
        )
        for one in found
    ]


def _why_referred(referral: Referral) -> str:
    if referral.status == ReferralStatus.MORE_NEEDED:
        return "The last meeting asked the referrer for more"
    sent = in_words(referral.submitted_at.date()) if referral.submitted_at else "an unknown date"
    return f"Referred by {referral.referred_by}, {referral.get_source_display().lower()}, on {sent}"


def _of_cases(meeting: Meeting, on: date, put_off: dict[tuple[Any, ...], str]) -> list[Proposal]:
    """Reviews due first, and what was put off last; a case once, with every reason it is there."""
    reviews = {one.case_id: one for one in _reviews_due(meeting, on)}
    put_off_here = {subject[1]: words.rstrip(". ") for subject, words in put_off.items() if subject[0] == "case"}
    reasons = [
        {pk: _why_review(review, on) for pk, review in reviews.items()},
        _reported(meeting, on),
        _led_by_nobody(meeting),
        _declined_to_take_over(meeting),
        _refused(meeting),
        _late(meeting, on),
    ]
    in_order = list(dict.fromkeys([*chain(*reasons), *sorted(put_off_here)]))
    open_cases = Case.objects.open().filter(agreed(on), centre_id=meeting.centre_id, pk__in=in_order)
    families = dict(open_cases.values_list("pk", "family_id"))
    return [
        Proposal(
            kind=ItemKind.REVIEW if pk in reviews else ItemKind.PROGRESS,
            family_id=families[pk],
            case_id=pk,
            review_id=reviews[pk].pk if pk in reviews else None,
            why=". ".join(words[pk] for words in (put_off_here, *reasons) if pk in words),
        )
        for pk in in_order
        if pk in families
    ]


def _reviews_due(meeting: Meeting, on: date) -> Any:
    """Reviews whose date comes before the meeting after this one: the last chance to be held on time."""
    due = Review.objects.pending().filter(case__centre_id=meeting.centre_id, due_on__lt=following_date(meeting))
    return due.filter(agreed(on, "case__family_id")).order_by("due_on", "id")


def _why_review(review: Review, on: date) -> str:
    return f"Review {'was due' if review.due_on < on else 'due'} on {in_words(review.due_on)}"


def _reported(meeting: Meeting, on: date) -> dict[int, str]:
    """Open cases with progress that no meeting has discussed since."""
    discussed = Decision.objects.filter(
        Q(decided_on__gt=OuterRef("on")) | Q(decided_on=OuterRef("on"), recorded_at__gte=OuterRef("entered_at")),
        item__case_id=OuterRef("case_id"),
    )
    fresh = Progress.objects.filter(
        ~Exists(discussed), case__centre_id=meeting.centre_id, case__status=CaseStatus.OPEN, on__lte=on
    )
    cases = fresh.order_by("case_id").values_list("case_id", flat=True).distinct()
    return dict.fromkeys(cases, "Progress reported")


def _led_by_nobody(meeting: Meeting) -> dict[int, str]:
    """Open cases without a lead professional, unless somebody was asked a short while ago; who said no last."""
    asked = Lead.objects.filter(
        case_id=OuterRef("pk"), status=LeadStatus.OFFERED, offered_on__gt=meeting.on - OFFER_WAITS
    )
    cases = Case.objects.filter(~Exists(asked), centre_id=meeting.centre_id).without_lead().order_by("pk")
    found = list(cases.values_list("pk", flat=True))
    said_no_there = declined_in_vain(meeting.centre_id) if found else {}
    return {
        pk: ". ".join(["No lead professional", *(words.rstrip(".") for words in said_no_there.get(pk, [])[:1])])
        for pk in found
    }


def _declined_to_take_over(meeting: Meeting) -> dict[int, str]:
    """Cases whose lead professional goes on, since whoever was asked to take over said no."""
    declined = not_taken_over(case__centre_id=meeting.centre_id)
    words = {lead.case_id: f"Nobody took over. {said_no(lead)}".rstrip(".") for lead in declined}
    return dict(sorted(words.items()))


def _refused(meeting: Meeting) -> dict[int, str]:
    """Cases whose family said no, and nobody has said what comes next (004: "they refused" is no outcome)."""
    waiting = Offer.objects.waiting_for_next().filter(case__centre_id=meeting.centre_id, case__status=CaseStatus.OPEN)
    cases = waiting.order_by("case_id").values_list("case_id", flat=True).distinct()
    return dict.fromkeys(cases, "The family said no to what was offered, and it is open what comes next")


def _late(meeting: Meeting, on: date) -> dict[int, str]:
    """Cases with late actions of a plan or a review. Those of a meeting are asked about when the next one opens."""
    late = Action.objects.overdue(on).filter(case__centre_id=meeting.centre_id, case__status=CaseStatus.OPEN)
    numbers = late.filter(decisions=None).order_by("case_id").values_list("case_id").annotate(number=Count("pk"))
    return {pk: "An action is late" if number == 1 else f"{number} actions are late" for pk, number in numbers}


def _carried_over(before: Meeting | None) -> list[Proposal]:
    """The team's own matters that the last meeting did not reach."""
    if before is None:
        return []
    items = before.items.filter(status=ItemStatus.DEFERRED, kind=ItemKind.OTHER)
    return [
        Proposal(
            kind=ItemKind.OTHER, title=item.title, carried_from_id=item.pk, why=f"Put off on {in_words(before.on)}"
        )
        for item in items
    ]


def _parts_carried_over(before: Meeting | None, on: date) -> list[Proposal]:
    """Parts of a family's item that the last meeting put off on their own: they stand on their own here too."""
    if before is None:
        return []
    parts = before.items.filter(agreed(on), status=ItemStatus.DEFERRED, kind=ItemKind.PART)
    items = list(parts.order_by("position", "id"))
    of_families = Case.objects.open().filter(family__in=[item.family_id for item in items])
    cases = dict(of_families.values_list("family_id", "pk"))
    return [
        Proposal(
            kind=ItemKind.PART, title=item.title, family_id=item.family_id, case_id=cases.get(item.family_id),
            carried_from_id=item.pk, why=f"Put off on {in_words(before.on)}",
        )
        for item in items
    ]  # fmt: skip


def _reflection(meeting: Meeting) -> list[Proposal]:
    """Every so many meetings, time to look at how the team works."""
    every = meeting.series.reflection_every
    held = Meeting.objects.filter(series_id=meeting.series_id, on__lte=meeting.on)
    if not every or held.exclude(status=MeetingStatus.CANCELLED).count() % every:
        return []
    words = f"Every {every} meetings the team looks at how it works together"
    return [Proposal(kind=ItemKind.REFLECTION, title="How do we work together?", why=words)]


def without_agreement(meeting: Meeting, on: date) -> tuple[list[Referral], list[Review]]:
    """What would be on the agenda had the family's agreement not ended: for the manager, who alone may know."""
    referrals = Referral.objects.waiting().filter(~agreed(on), centre_id=meeting.centre_id).select_related("family")
    due = Review.objects.pending().filter(
        ~agreed(on, "case__family_id"), case__centre_id=meeting.centre_id, due_on__lt=following_date(meeting)
    )
    return list(referrals), list(due.select_related("case__family").annotate(family_id=F("case__family_id")))
