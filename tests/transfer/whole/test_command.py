"""`manage.py import_centre`."""

from io import StringIO

import pytest
from django.core import mail
from django.core.management import CommandError, call_command

from accounts.models import User
from audit.models import Entry
from centres.models import Centre
from tests.transfer.whole.packed import changed, put

pytestmark = pytest.mark.django_db


@pytest.fixture
def file(rowan, tmp_path):
    path = tmp_path / "everything.zip"
    path.write_bytes(rowan)
    return path


def run(*arguments: object) -> str:
    out = StringIO()
    call_command("import_centre", *[str(one) for one in arguments], stdout=out)
    return out.getvalue()


def test_a_centre_is_read_back(file):
    said = run(file)
    assert "is on record" in said
    assert "They have no password" in said
    assert Centre.objects.count() == 1


def test_a_dry_run_says_what_there_is_and_changes_nothing(file):
    assert run(file, "--dry-run").endswith("Nothing was changed.\n")
    assert not Centre.objects.exists()
    assert not User.objects.exists()
    assert not Entry.objects.exists()


def test_a_dry_run_invites_nobody(file, django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks(execute=True):
        run(file, "--dry-run", "--invite")
    assert mail.outbox == []


def test_whoever_is_new_is_invited_if_that_is_asked_for(file, django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks(execute=True):
        run(file, "--invite")
    assert len(mail.outbox) == User.objects.count() > 0
    assert {message.subject for message in mail.outbox} == {"Your account for Fortnight"}


def test_nobody_is_invited_unless_that_is_asked_for(file, django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks(execute=True):
        run(file)
    assert mail.outbox == []


def test_what_is_wrong_is_said_and_nothing_is_changed(file, rowan):
    file.write_bytes(changed(rowan, put("families_child.csv", 1, family="999")))
    with pytest.raises(CommandError, match=r"families_child.csv, row 2, column family") as caught:
        run(file)
    assert str(caught.value).endswith("Nothing was changed.")
    assert not Centre.objects.exists()


def test_a_file_that_is_not_there_is_said(tmp_path):
    with pytest.raises(CommandError, match="No such file"):
        run(tmp_path / "none.zip")
