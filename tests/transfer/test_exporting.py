"""Ordering an export of everything, stopping it, taking the file: who may, who is told, what is logged."""

from datetime import timedelta

import pytest
from django.conf import settings
from django.db import DatabaseError, connection, transaction
from django.utils import timezone

from audit.models import Entry, Kind
from centres.status import Role
from inputs.errors import NotAllowed, RuleBroken
from reminders.models import Reminder
from row_security.acting import act_for
from row_security.policies import WEB
from tests.days import days_ago
from tests.factories import centres as make
from tests.factories import exports
from tests.factories.exports import REASON
from tests.roles import working_as
from tests.transfer.whole.packed import table
from transfer.models import Export, ExportPiece
from transfer.services import download_export, making, order_export, stop_export, work_on_exports
from transfer.status import ExportStatus

pytestmark = pytest.mark.django_db


@pytest.fixture
def at():
    made = make.centre()
    make.manager(made)
    return made


@pytest.fixture
def lead(at):
    return make.member(at, Role.INFORMATION_LEAD)


@pytest.fixture
def no_wait(settings):
    settings.EXPORT_WAIT_HOURS = 0


def order(at, lead):
    return order_export(centre=at, reason=REASON, by=lead)


def told(kind="export"):
    return set(Reminder.objects.filter(kind=kind).values_list("to_id", flat=True))


@pytest.mark.parametrize("role", [role for role in Role if role != Role.INFORMATION_LEAD])
def test_nobody_but_the_information_lead_orders_one(at, role):
    with pytest.raises(NotAllowed, match="Only the information lead"):
        order(at, make.member(at, role))


def test_the_information_lead_of_another_centre_does_not_order_one(at):
    with pytest.raises(NotAllowed):
        order(at, make.member(make.centre(), Role.INFORMATION_LEAD))


def test_who_was_information_lead_until_yesterday_does_not_order_one(at):
    with pytest.raises(NotAllowed):
        order(at, make.member(at, Role.INFORMATION_LEAD, ends_on=days_ago(1)))


@pytest.mark.parametrize("reason", ["", "   ", "leaving", " " * 30])
def test_an_export_has_a_reason(at, lead, reason):
    with pytest.raises(RuleBroken) as caught:
        order_export(centre=at, reason=reason, by=lead)
    assert (caught.value.code, caught.value.field) == ("no_reason", "reason")


def test_one_at_a_time(at, lead):
    order(at, lead)
    with pytest.raises(RuleBroken, match="There is an export"):
        order(at, lead)


def test_nobody_leaves_unnoticed():
    alone = make.centre()
    with pytest.raises(RuleBroken, match="Nobody else would hear of it"):
        order(alone, make.member(alone, Role.INFORMATION_LEAD))


def test_the_manager_and_every_other_information_lead_are_told_at_once(at, lead):
    other = make.member(at, Role.INFORMATION_LEAD)
    make.support_worker(at)
    make.member(make.centre(), Role.INFORMATION_LEAD)
    order(at, lead)
    managers = {job.user_id for job in at.memberships.filter(role=Role.CENTRE_MANAGER)}
    assert told() == managers | {other.pk}
    assert all(Reminder.objects.values_list("at_once", flat=True))


def test_what_they_are_told_names_nobody(at, lead):
    order(at, lead)
    one = Reminder.objects.first()
    assert lead.name not in one.sentence + one.path
    assert at.name not in one.sentence + one.path


def test_the_order_is_logged_without_its_words(at, lead):
    made = order(at, lead)
    entry = Entry.objects.get(verb="order_export")
    assert (entry.by, entry.centre_id, entry.subject_id) == (lead, at.pk, made.pk)
    assert REASON not in str(entry.detail)


def test_nothing_is_made_before_its_time(at, lead):
    made = order(at, lead)
    assert made.begins_at - made.ordered_at == timedelta(hours=settings.EXPORT_WAIT_HOURS) == timedelta(hours=24)
    assert work_on_exports() == 0
    assert not ExportPiece.objects.exists()


@pytest.mark.usefixtures("no_wait")
def test_it_is_made_and_downloaded_by_who_ordered_it(at, lead):
    made = order(at, lead)
    assert work_on_exports() == 1
    made.refresh_from_db()
    content = b"".join(download_export(export=made, by=lead))
    assert (made.status, made.size) == (ExportStatus.READY, len(content))
    assert table(content, "centres_centre.csv")[0]["name"] == at.name


@pytest.mark.usefixtures("no_wait")
def test_a_file_of_several_pieces_is_whole(at, lead, monkeypatch):
    monkeypatch.setattr(making, "PIECE", 1000)
    made = order(at, lead)
    work_on_exports()
    assert made.pieces.count() > 5
    made.refresh_from_db()
    assert table(b"".join(download_export(export=made, by=lead)), "centres_centre.csv")


def test_each_download_is_logged_and_told(at, lead):
    made = exports.ready(at, by=lead)
    for _ in range(2):
        download_export(export=made, by=lead)
    assert Entry.objects.filter(verb="download_export", kind=Kind.EXPORT, by=lead, subject_id=made.pk).count() == 2
    assert Reminder.objects.filter(key__startswith=f"export:{made.pk}:downloaded").count() == 2


@pytest.mark.parametrize("start", [0, 1, 2, 3, 9])
def test_a_download_that_broke_off_goes_on_from_there(at, lead, start):
    made = exports.ready(at, by=lead, content=b"everything")
    assert b"".join(download_export(export=made, by=lead, start=start)) == b"everything"[start:]


def test_another_information_lead_does_not_download_it(at, lead):
    made = exports.ready(at, by=lead)
    with pytest.raises(NotAllowed, match="Only the person who ordered"):
        download_export(export=made, by=make.member(at, Role.INFORMATION_LEAD))


def test_who_is_no_information_lead_any_more_does_not_download_it(at, lead):
    made = exports.ready(at, by=lead)
    at.memberships.filter(user=lead).update(ends_on=days_ago(1))
    with pytest.raises(NotAllowed, match="Only the information lead"):
        download_export(export=made, by=lead)


def test_after_its_time_nobody_has_it_even_if_no_worker_came(at, lead):
    made = exports.ready(at, by=lead, until=timezone.now() - timedelta(seconds=1))
    with pytest.raises(RuleBroken, match="its time is over"):
        download_export(export=made, by=lead)


def test_after_its_time_the_file_is_deleted_and_that_is_logged(at, lead):
    made = exports.ready(at, by=lead, until=timezone.now() - timedelta(seconds=1))
    work_on_exports()
    made.refresh_from_db()
    assert made.status == ExportStatus.GONE
    assert not ExportPiece.objects.exists()
    assert Entry.objects.filter(verb="delete_export", subject_id=made.pk, by=None).exists()


@pytest.mark.parametrize("role", [Role.CENTRE_MANAGER, Role.INFORMATION_LEAD])
def test_whoever_is_told_can_stop_it(at, lead, role):
    by = make.member(at, role)
    made = stop_export(export=exports.ordered(at, by=lead, begins_at=timezone.now()), by=by)
    assert (made.status, made.stopped_by) == (ExportStatus.STOPPED, by)
    assert work_on_exports() == 0
    assert Entry.objects.filter(verb="stop_export", by=by).exists()


@pytest.mark.parametrize("role", [Role.ADMINISTRATOR, Role.FAMILY_SUPPORT_WORKER, Role.LINK_SOCIAL_WORKER])
def test_nobody_else_stops_it(at, lead, role):
    with pytest.raises(NotAllowed, match="can see and stop"):
        stop_export(export=exports.ordered(at, by=lead), by=make.member(at, role))


def test_the_manager_of_another_centre_does_not_stop_it(at, lead):
    with pytest.raises(NotAllowed):
        stop_export(export=exports.ordered(at, by=lead), by=make.manager(make.centre()))


def test_a_file_that_was_stopped_is_gone_at_once_and_deleted_by_a_worker(at, lead):
    made = exports.ready(at, by=lead)
    stop_export(export=made, by=lead)
    with pytest.raises(RuleBroken):
        download_export(export=made, by=lead)
    work_on_exports()
    assert not ExportPiece.objects.exists()


def test_a_download_ends_when_the_file_is_stopped_meanwhile(at, lead):
    pieces = download_export(export=(made := exports.ready(at, by=lead)), by=lead)
    next(pieces)
    stop_export(export=made, by=make.manager(at))
    with pytest.raises(RuleBroken):
        next(pieces)


def test_what_is_over_is_not_stopped(at, lead):
    made = stop_export(export=exports.ready(at, by=lead), by=lead)
    with pytest.raises(RuleBroken, match="“Stopped” now"):
        stop_export(export=made, by=lead)


def test_what_cannot_be_made_is_tried_three_times_and_says_so(at, lead, monkeypatch):
    def broken(*_, **__):
        raise ValueError("no")

    monkeypatch.setattr(making, "pack", broken)
    made = exports.ordered(at, by=lead, begins_at=timezone.now())
    work_on_exports()
    made.refresh_from_db()
    assert (made.status, made.work.attempts) == (ExportStatus.FAILED, 3)
    assert "3 attempts" in made.failure


def test_a_new_one_can_be_ordered_after_one_that_failed(at, lead):
    exports.ordered(at, by=lead, status=ExportStatus.FAILED, failure="No")
    assert order(at, lead)


def seen_by(user):
    with working_as(WEB), connection.cursor() as cursor:
        act_for(user)
        cursor.execute("SELECT count(*) FROM transfer_exportpiece")
        return cursor.fetchone()[0]


def test_postgresql_shows_the_file_to_information_leads_of_the_centre_alone(at, lead):
    exports.ready(at, by=lead)
    others = [make.member(at, role) for role in Role if role != Role.INFORMATION_LEAD]
    others += [make.member(make.centre(), Role.INFORMATION_LEAD), make.user()]
    assert seen_by(lead) == 2
    assert [seen_by(user) for user in others] == [0] * len(others)


def test_no_request_writes_a_piece_of_a_file(at, lead):
    made = exports.ready(at, by=lead)
    with working_as(WEB):
        act_for(lead)
        assert ExportPiece.objects.filter(of=made).count() == 2
        with pytest.raises(DatabaseError, match="row-level security"), transaction.atomic():
            ExportPiece.objects.create(of=made, number=9, content=b"x")


def test_exports_are_seen_by_whoever_is_told_of_them(at, lead):
    made = exports.ordered(at, by=lead)
    assert set(Export.objects.visible_to(make.manager(at))) == {made}
    assert not Export.objects.visible_to(make.administrator(at)).exists()
    assert not Export.objects.visible_to(make.manager(make.centre())).exists()
