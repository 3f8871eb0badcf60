"""What people are told of meetings and centres."""

from collections.abc import Iterable
from datetime import date, timedelta

from tests.reminders.year.facts import Facts, Row, in_words, those
from tests.reminders.year.occasions import Told, told_as
from tests.reminders.year.of_cases import ABOUT, DAY


def _coming(facts: Facts, day: date) -> list[Row]:
    return [one for one in facts.all("meetings", status="planned") if one.on >= day]


@told_as(rf"Papers for the meeting on {DAY} close on {DAY}\.")
def papers_close_soon(facts: Facts, day: date) -> Iterable[Told]:
    for meeting in _coming(facts, day):
        closes = meeting.on - timedelta(days=facts.one("series", meeting.series_id).papers_close_days)
        if closes - timedelta(days=2) <= day <= closes:
            rows = facts.all("attendance", meeting_id=meeting.id, guest=False)
            works = {one.user_id for one in facts.jobs(meeting.centre_id, meeting.on)}
            drafts = facts.all("referrals", centre_id=meeting.centre_id, status="draft")
            to = works & {*(one.user_id for one in rows), *(one.referred_by_id for one in drafts)}
            yield from those(to, (in_words(meeting.on), in_words(closes)), ("papers", meeting.id, meeting.on))


@told_as(rf"The agreement for {ABOUT} has ended: it is not for the meeting on {DAY}\.")
def an_item_is_not_for_the_meeting(facts: Facts, day: date) -> Iterable[Told]:
    for meeting in _coming(facts, day):
        for item in facts.all("items", meeting_id=meeting.id, status="waiting"):
            if item.family_id and not facts.agreed(item.family_id, day):
                subject = facts.one("cases", item.case_id) or facts.one("referrals", item.referral_id)
                given = [one for one in facts.all("agreements", family_id=item.family_id) if one.status != "refused"]
                about = (subject.reference, in_words(meeting.on))
                once = ("item", meeting.id, max(one.id for one in given))
                yield from those(_chair(facts, meeting, item, day), about, once)


def _chair(facts: Facts, meeting: Row, item: Row, day: date) -> set[int]:
    """Whoever has the chair, if they could know of it: they run the centre, or come for an agency that may."""
    comes_for = {one.agency_id for one in facts.all("attendance", meeting_id=meeting.id, user_id=meeting.chair_id)}
    wished = facts.all("wishes", family_id=item.family_id, included=True, until=None)
    may = meeting.chair_id in facts.managers(meeting.centre_id, day) or comes_for & {one.agency_id for one in wished}
    return {meeting.chair_id} if may else set()


@told_as(r"Your centre has no manager: nobody is told there of what is late\. Give somebody that role\.")
def a_centre_has_no_manager(facts: Facts, day: date) -> Iterable[Told]:
    for centre in {one.centre_id for one in facts.all("jobs")}:
        jobs = facts.all("jobs", centre_id=centre)
        over = [one.ends_on for one in jobs if one.role == "centre_manager" and one.ends_on and one.ends_on < day]
        if not facts.managers(centre, day):
            since = max(over) if over else min(one.starts_on for one in jobs)
            once = ("no manager", centre, since, max(0, (day - since).days - 1) // 7)
            yield from those(facts.with_role(centre, day, "administrator"), (), once)


def _keepers(facts: Facts, centre: int, day: date) -> set[int]:
    return facts.with_role(centre, day, "administrator") or facts.managers(centre, day)


@told_as(r"People in your directory have not been checked for half a year\. Look whether all of it is still right\.")
def the_directory_is_old(facts: Facts, day: date) -> Iterable[Told]:
    for centre in {one.centre_id for one in facts.all("jobs")}:
        checked = [one.verified_on or one.starts_on for one in facts.jobs(centre, day)]
        if any(day - one >= timedelta(days=182) for one in checked):
            yield from those(_keepers(facts, centre, day), (), ("old entries", centre, day.year, day.month))


@told_as(r"A sharing protocol of your centre is past the day of its review\. Have it looked at and signed again\.")
def a_protocol_is_past_its_review(facts: Facts, day: date) -> Iterable[Told]:
    newest = {}
    for one in sorted(facts.all("protocols"), key=lambda row: (row.signed_on, row.id)):
        if one.signed_on <= day:
            newest[one.centre_id, one.agency_id] = one
    for centre in {one.centre_id for one in newest.values() if one.review_on and one.review_on < day}:
        yield from those(_keepers(facts, centre, day), (), ("review of a protocol", centre, day.year, day.month))
