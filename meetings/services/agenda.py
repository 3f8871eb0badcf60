"""The agenda fills itself; people add what only they know."""

from datetime import date

from django.db import transaction
from django.db.models import Max
from django.urls import reverse

from accounts.models import User
from audit.services import record
from centres.policies import manages
from consent.models import Agreement, SharingWish
from consent.querysets import agreed
from inputs.dates import in_words
from meetings.models import AgendaItem, Meeting
from meetings.policies import may_fill, may_run
from meetings.proposals import Proposal, proposals, subject_of
from meetings.rules import require_next_of_its_series, require_not_over, require_title
from meetings.services.arranging import USUAL_MINUTES, arrange
from meetings.services.carrying import take_over_cancelled
from meetings.services.guests import let_guests_of_nothing_go
from meetings.services.locking import locked_meeting
from meetings.services.planning import expect_members
from meetings.status import ItemKind, ItemStatus, MeetingStatus
from referrals.models import Referral
from reminders.services import remind


@transaction.atomic
def fill_agenda(*, meeting: Meeting, by: User | None, on: date, late_too: bool = False) -> list[AgendaItem]:
    """Put on the agenda what belongs there and is not yet; return what is new. Running it again changes nothing.

    What a cancelled meeting would have discussed comes here first, with everything that was written on it. Until the
    meeting opens, what no longer belongs there (a referral withdrawn, a lead accepted) goes again unless
    somebody has written something on it. `late_too`: also referrals that came after papers closed, because the
    chair asked for them. Raises RuleBroken("meeting_over"), RuleBroken("not_next").
    """
    meeting = locked_meeting(meeting.pk)
    may_fill(by, meeting).require()
    require_not_over(meeting)
    require_next_of_its_series(meeting, on)
    if meeting.status == MeetingStatus.PLANNED:
        take_over_cancelled(meeting)
        expect_members(meeting)
    wanted = proposals(meeting, on, late_too=late_too)
    if meeting.status == MeetingStatus.PLANNED:
        _drop_what_no_longer_belongs(meeting, {one.subject for one in wanted}, on)
        let_guests_of_nothing_go(meeting)
    new = _add(meeting, wanted)
    arrange(meeting)
    if new:
        record(by=by, verb="fill_agenda", subject=meeting, items=[item.pk for item in new])
    return new


def _drop_what_no_longer_belongs(meeting: Meeting, wanted: set[tuple[object, ...]], on: date) -> None:
    untouched = meeting.items.untouched().exclude(kind=ItemKind.OTHER)
    left = [item for item in untouched if subject_of(item) not in wanted]
    # A referral the chair took although papers had closed stays as long as it waits for the meeting.
    late = Referral.objects.waiting().filter(agreed(on), pk__in=[item.referral_id for item in left if item.referral_id])
    stays = set(late.values_list("pk", flat=True))
    gone = [item.pk for item in left if item.kind != ItemKind.REFERRAL or item.referral_id not in stays]
    ended = AgendaItem.objects.filter(~agreed(on), pk__in=gone, family__isnull=False)
    for item in ended.select_related("meeting__chair", "case", "referral", "part_of__referral"):
        tell_chair_of_withdrawal(item, on)
    AgendaItem.objects.filter(pk__in=gone).delete()


def tell_chair_of_withdrawal(item: AgendaItem, on: date) -> int:
    """Tell the chair that an item is not for the meeting any more: a reference and a link.

    Once per meeting and agreement: a family can agree again before the meeting, and withdraw again.

    Only a chair who could know of it until then.
    """
    whole = item.part_of or item
    ended = Agreement.objects.given_once().filter(family_id=item.family_id).aggregate(last=Max("pk"))["last"]
    about, meeting = item.case or whole.referral or "a family", item.meeting
    comes_for = meeting.attendance.filter(user_id=meeting.chair_id).values("agency_id")
    wished = SharingWish.objects.current().filter(family_id=item.family_id, agency_id__in=comes_for, included=True)
    if not (wished.exists() or manages(meeting.chair, meeting.centre_id)):
        return 0
    return remind(
        to=[meeting.chair],
        kind="agreement",
        key=f"withdrawn:{ended}:meeting:{item.meeting_id}",
        sentence=f"The agreement for {about} has ended: it is not for the meeting on {in_words(meeting.on)}.",
        path=reverse("meeting", args=[item.meeting_id]),
        on=on,
    )


def _add(meeting: Meeting, wanted: list[Proposal]) -> list[AgendaItem]:
    there = {subject_of(item): item for item in meeting.items.all()}
    last = max((item.position for item in there.values()), default=0)
    # A referral that became a case today is talked about already, under the referral.
    taken = there.keys() | {("case", item.case_id) for item in there.values() if _is_of_case(item)}
    missing = [one for one in wanted if one.subject not in taken]
    if meeting.status == MeetingStatus.PLANNED:
        _say_why_now(wanted, there)
    return AgendaItem.objects.bulk_create(
        [
            AgendaItem(
                meeting=meeting,
                kind=one.kind,
                family_id=one.family_id,
                referral_id=one.referral_id,
                case_id=one.case_id,
                review_id=one.review_id,
                title=one.title,
                why=one.why[:200],
                carried_from_id=one.carried_from_id,
                position=place,
                slot=USUAL_MINUTES[ItemKind(one.kind)],
            )
            for place, one in enumerate(missing, start=last + 1)
        ]
    )


def _is_of_case(item: AgendaItem) -> bool:
    """Whether the item is where its case is talked about; a part is not."""
    return item.case_id is not None and item.kind != ItemKind.PART


def _say_why_now(wanted: list[Proposal], there: dict[tuple[object, ...], AgendaItem]) -> None:
    """An item that is there for a new reason too (its review has come near) says so, until the meeting opens."""
    changed = []
    for one in wanted:
        item = there.get(one.subject)
        if item is None or item.status != ItemStatus.WAITING:
            continue
        if (item.kind, item.review_id, item.why) != (one.kind, one.review_id, one.why[:200]):
            item.kind, item.review_id, item.why = one.kind, one.review_id, one.why[:200]
            changed.append(item)
    AgendaItem.objects.bulk_update(changed, ["kind", "review", "why"])


@transaction.atomic
def add_item(*, meeting: Meeting, title: str, by: User) -> AgendaItem:
    """Add a matter of the team. Raises RuleBroken("no_title") or RuleBroken("meeting_over")."""
    meeting = locked_meeting(meeting.pk)
    may_run(by, meeting).require()
    require_not_over(meeting)
    require_title(title)
    last = meeting.items.order_by("-position").values_list("position", flat=True).first() or 0
    item = AgendaItem.objects.create(
        meeting=meeting, kind=ItemKind.OTHER, title=title.strip(), why=f"Added by {by}", position=last + 1
    )
    arrange(meeting)
    record(by=by, verb="add_item", subject=item, centre_id=meeting.centre_id)
    item.refresh_from_db(fields=["position", "slot"])
    return item
