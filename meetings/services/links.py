"""The link to join from afar, of a series and of one meeting."""

from datetime import date

from django.db import transaction

from accounts.models import User
from audit.services import record
from meetings.models import Meeting, Series
from meetings.policies import may_change_date, may_keep_series
from meetings.rules import require_goes_on, require_not_over, require_secure_link
from meetings.services.locking import locked_meeting
from meetings.status import MeetingStatus


@transaction.atomic
def give_series_link(*, series: Series, join_link: str, by: User, on: date) -> Series:
    """Say where the meetings of a series are joined from afar ("": nowhere). What is planned follows.

    A meeting that was given a link of its own keeps it. Raises NotAllowed, RuleBroken("series_ended" |
    "link_not_secure").
    """
    series = Series.objects.select_for_update(of=("self",)).get(pk=series.pk)
    may_keep_series(by, series.centre_id).require()
    require_goes_on(series, on)
    link = join_link.strip()
    require_secure_link(link)
    planned = Meeting.objects.filter(series=series, status=MeetingStatus.PLANNED, on__gte=on)
    locked = list(planned.select_for_update().order_by("on", "id"))
    Meeting.objects.filter(pk__in=[one.pk for one in locked], join_link=series.join_link).update(join_link=link)
    series.join_link = link
    series.save(update_fields=["join_link"])
    record(by=by, verb="give_series_link", subject=series, given=bool(link))
    return series


@transaction.atomic
def give_meeting_link(*, meeting: Meeting, join_link: str, by: User) -> Meeting:
    """Say where this one meeting is joined from afar ("": nowhere).

    Raises NotAllowed, RuleBroken("meeting_over" | "link_not_secure").
    """
    meeting = locked_meeting(meeting.pk)
    may_change_date(by, meeting).require()
    require_not_over(meeting)
    require_secure_link(join_link.strip())
    meeting.join_link = join_link.strip()
    meeting.save(update_fields=["join_link"])
    record(by=by, verb="give_meeting_link", subject=meeting, given=bool(meeting.join_link))
    return meeting
