"""The pages on which everything is taken away."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from audit.models import Entry
from centres.status import Role
from tests.factories import centres as make
from tests.factories import exports
from tests.factories.exports import REASON
from tests.signing_in import confirm
from transfer.models import Export, ExportWork
from transfer.services import work_on_exports
from transfer.status import ExportStatus

pytestmark = pytest.mark.django_db


@pytest.fixture
def at():
    return make.centre()


@pytest.fixture
def manager(at):
    return make.manager(at)


@pytest.fixture
def lead(client, at, manager):
    who = make.member(at, Role.INFORMATION_LEAD)
    client.force_login(who)
    return who


def text(answer):
    return " ".join(answer.content.decode().split())


def page(name, export):
    return reverse(name, args=[export.pk])


def test_an_export_all_the_way(client, at, lead, settings):
    settings.EXPORT_WAIT_HOURS = 0
    assert "Order an export of" in text(client.get(reverse("everything")))
    confirm(client)
    answer = client.post(reverse("everything_order"), {"reason": REASON})
    made = Export.objects.get()
    assert answer.url == page("everything_show", made)
    assert "<progress" in text(client.get(answer.url))
    work_on_exports()
    assert "Download the file" in text(client.get(answer.url))
    answer = client.get(page("everything_download", made))
    content = b"".join(answer.streaming_content)
    assert content.startswith(b"PK")
    assert answer["Content-Length"] == str(len(content))
    assert answer["Content-Disposition"].endswith('.zip"')
    assert "no-store" in answer["Cache-Control"]


def test_a_browser_goes_on_where_a_download_broke_off(client, at, lead):
    made = exports.ready(at, by=lead, content=b"everything")
    confirm(client)
    answer = client.get(
        page("everything_download", made), headers={"range": "bytes=4-", "if-range": f'"{made.sha256}"'}
    )
    assert (answer.status_code, answer["Content-Range"]) == (206, "bytes 4-9/10")
    assert b"".join(answer.streaming_content) == b"ything"
    other = client.get(page("everything_download", made), headers={"range": "bytes=4-", "if-range": '"another"'})
    assert b"".join(other.streaming_content) == b"everything"


def test_before_the_order_it_is_said_what_is_in_it_and_who_must_not_get_it(client, lead):
    confirm(client)
    shown = text(client.get(reverse("everything_order")))
    assert "confidential addresses too" in shown
    assert "Who must not get it" in shown
    assert "after 24 hours" in shown


def test_the_order_asks_who_it_is_first(client, lead):
    answer = client.get(reverse("everything_order"))
    assert (answer.status_code, "reauthenticate" in answer.url) == (302, True)
    assert client.post(reverse("everything_order"), {"reason": REASON}).status_code == 403
    assert not Export.objects.exists()


def test_the_download_asks_who_it_is_first(client, at, lead):
    made = exports.ready(at, by=lead)
    answer = client.get(page("everything_download", made))
    assert "reauthenticate" in answer.url
    assert page("everything_show", made) in answer.url.replace("%2F", "/")
    assert not Entry.objects.filter(verb="download_export").exists()


def test_a_reason_that_is_too_short_is_said_beside_the_field_with_nothing_lost(client, lead):
    confirm(client)
    answer = client.post(reverse("everything_order"), {"reason": "We move"})
    assert answer.status_code == 422
    assert "in at least 20 characters" in text(answer)
    assert "We move" in text(answer)


def test_a_second_order_is_refused_on_the_page(client, at, lead):
    exports.ordered(at, by=lead)
    confirm(client)
    answer = client.post(reverse("everything_order"), {"reason": REASON})
    assert answer.status_code == 422
    assert "There is an export of this centre already" in text(answer)
    assert "Order an export of" not in text(client.get(reverse("everything")))


def test_how_far_it_is_survives_a_reload(client, at, lead):
    made = exports.ordered(at, by=lead, begins_at=timezone.now())
    ExportWork.objects.filter(of=made).update(done=1250, in_all=5000)
    for name in ("everything_show", "everything_state"):
        answer = client.get(page(name, made))
        assert 'max="5000" value="1250"' in text(answer)
    assert answer.status_code == 202


def test_the_manager_sees_the_reason_and_stops_it_but_has_no_file(client, at, lead, manager):
    made = exports.ready(at, by=lead)
    client.force_login(manager)
    shown = text(client.get(page("everything_show", made)))
    assert REASON in shown
    assert "Download the file" not in shown
    assert "Delete the file" in shown
    confirm(client)
    assert client.get(page("everything_download", made)).status_code == 403
    client.post(page("everything_stop", made))
    made.refresh_from_db()
    assert made.status == ExportStatus.STOPPED
    assert f"Stopped by {manager.name}" in text(client.get(page("everything_show", made)))


def test_one_that_waits_says_when_it_is_made(client, at, lead):
    made = exports.ordered(at, by=lead)
    shown = text(client.get(page("everything_show", made)))
    assert "Until then there is no file" in shown
    assert "Stop the export" in shown


@pytest.mark.parametrize(
    ("fields", "sentence"),
    [({"status": ExportStatus.FAILED, "failure": "It could not be made."}, "It could not be made."),
     ({"status": ExportStatus.GONE}, "It is gone.")],
)  # fmt: skip
def test_one_that_is_over_says_so(client, at, lead, fields, sentence):
    made = exports.ready(at, by=lead, until=timezone.now() - timedelta(minutes=1), **fields)
    shown = text(client.get(page("everything_show", made)))
    assert sentence in shown
    assert "Stop the export" not in shown


def test_an_export_of_another_centre_is_not_there(client, lead):
    other = make.centre()
    made = exports.ready(other, by=make.member(other, Role.INFORMATION_LEAD))
    confirm(client)
    names = ("everything_show", "everything_state", "everything_download")
    assert {client.get(page(name, made)).status_code for name in names} == {404}
    assert client.post(page("everything_stop", made)).status_code == 404


def test_the_queries_of_the_list_do_not_grow_with_the_exports(client, at, lead, django_assert_max_num_queries):
    for _ in range(20):
        exports.ordered(at, by=lead, status=ExportStatus.FAILED, failure="No")
    client.get(reverse("everything"))
    with django_assert_max_num_queries(14):
        client.get(reverse("everything"))
