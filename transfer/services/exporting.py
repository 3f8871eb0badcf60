"""Ordering an export of everything, stopping it, taking the file. What a worker does of it is in `making`."""

from collections.abc import Iterator
from datetime import timedelta

from django.conf import settings
from django.db import transaction
from django.db.models import QuerySet
from django.db.models.functions import Length
from django.urls import reverse
from django.utils import timezone

from accounts.models import User
from audit.models import Kind
from audit.services import record, record_reads
from centres.models import Centre, Membership
from centres.status import Role
from queues.nudging import nudge
from reminders.services import tell_at_once
from row_security.acting import act_for
from transfer.models import Export, ExportPiece, ExportWork
from transfer.policies import may_download_export, may_export_everything, may_stop_export
from transfer.rules import (
    require_export_can_become,
    require_export_reason,
    require_no_other_export,
    require_somebody_else_told,
    require_to_be_had,
)
from transfer.status import ExportStatus

ORDERED = "An export of everything that your centre has on record was ordered. Stop it if that is not right."
DOWNLOADED = "An export of everything that your centre has on record was downloaded. Look whether that is right."


@transaction.atomic
def order_export(*, centre: Centre, reason: str, by: User) -> Export:
    """Have everything of the centre made into one file, after the time in which it can be stopped.

    Every other information lead and the manager are told at once. Raises NotAllowed, RuleBroken.
    """
    Centre.objects.select_for_update(no_key=True).get(pk=centre.pk)
    may_export_everything(by, centre.pk).require()
    require_no_other_export(centre.pk)
    require_export_reason(reason)
    others = others_told(centre.pk, by)
    require_somebody_else_told(others)
    now = timezone.now()
    begins_at = now + timedelta(hours=settings.EXPORT_WAIT_HOURS)
    made = Export.objects.create(centre=centre, by=by, reason=reason.strip(), ordered_at=now, begins_at=begins_at)
    ExportWork.objects.create(of=made)
    record(by=by, verb="order_export", subject=made, told=[one.pk for one in others], begins_at=begins_at.isoformat())
    _tell(made, others, ORDERED, "ordered")
    if begins_at <= now:
        nudge("transfer.tasks.work_on_exports")
    return made


def others_told(centre_id: int, by: User) -> list[User]:
    """The information leads and managers of the centre today, but for who does it."""
    jobs = Membership.objects.filter(
        centre_id=centre_id, role__in=(Role.INFORMATION_LEAD, Role.CENTRE_MANAGER), user__is_active=True
    ).in_force(timezone.localdate())
    return sorted({job.user for job in jobs.select_related("user")} - {by}, key=lambda user: user.pk)


def _tell(export: Export, others: list[User], sentence: str, occasion: str) -> None:
    tell_at_once(
        to=others, kind="export", key=f"export:{export.pk}:{occasion}", sentence=sentence,
        path=reverse("everything_show", args=[export.pk]), on=timezone.localdate(),
    )  # fmt: skip


@transaction.atomic
def stop_export(*, export: Export, by: User) -> Export:
    """Stop it before it is made, or have the file deleted before its time. Raises NotAllowed, RuleBroken.

    From this moment nobody can have it; a worker takes the bytes away within a minute.
    """
    export = Export.objects.select_for_update().get(pk=export.pk)
    may_stop_export(by, export.centre_id).require()
    require_export_can_become(export, ExportStatus.STOPPED)
    export.status, export.stopped_by, export.stopped_at = ExportStatus.STOPPED, by, timezone.now()
    export.save(update_fields=["status", "stopped_by", "stopped_at"])
    record(by=by, verb="stop_export", subject=export)
    nudge("transfer.tasks.work_on_exports")
    return export


@transaction.atomic
def download_export(*, export: Export, by: User, start: int = 0) -> Iterator[bytes]:
    """The file, piece by piece, having recorded that it was taken. Raises NotAllowed, RuleBroken("not_there").

    `start`: the first byte that is wanted; a browser goes on so where a long download broke off. What is returned is
    read after this transaction: each piece in one of its own, which asks again.
    """
    export = Export.objects.select_for_update().get(pk=export.pk)
    may_download_export(by, export).require()
    require_to_be_had(export, timezone.now())
    record_reads(
        by=by, subjects=[export], where="download_export", kind=Kind.EXPORT, sha256=export.sha256, bytes=export.size,
        start=start,
    )  # fmt: skip
    _tell(export, others_told(export.centre_id, by), DOWNLOADED, f"downloaded:{timezone.now():%Y%m%d%H%M%S%f}")
    return _pieces(export, by, start)


def _pieces(export: Export, by: User, start: int) -> Iterator[bytes]:
    number, skip = 0, start
    while True:
        with transaction.atomic():
            act_for(by)
            require_to_be_had(Export.objects.get(pk=export.pk), timezone.now())
            found = ExportPiece.objects.filter(of=export, number=number)
            if skip:  # the size alone, of a piece that is not wanted
                size = found.values_list(Length("content"), flat=True).first()
                content = None if size is None else b"" if size <= skip else _content(found)
            else:
                size, content = 0, _content(found)
        if content is None:
            return
        if content[skip:]:
            yield content[skip:]
        skip = max(0, skip - (size or 0))
        number += 1


def _content(found: QuerySet[ExportPiece]) -> bytes | None:
    content = found.values_list("content", flat=True).first()
    return None if content is None else bytes(content)
