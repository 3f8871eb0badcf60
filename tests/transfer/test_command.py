"""`manage.py import_caseload`: the same steps from the command line."""

import pytest
from django.core.management import CommandError, call_command

from centres.models import Membership
from families.models import Family
from tests.days import days_ago
from tests.factories import centres as make
from tests.factories import families
from tests.transfer.listed import agreed, file_of, open_case, place, row
from transfer.models import Import

pytestmark = pytest.mark.django_db


@pytest.fixture
def at():
    return place()


@pytest.fixture
def run(at, tmp_path, capsys):
    def command(*rows, **options):
        (file := tmp_path / "families.csv").write_bytes(file_of(*rows))
        call_command("import_caseload", str(file), **{"by": at.manager.email, **options})
        return capsys.readouterr().out

    return command


def test_a_dry_run_says_row_by_row_what_would_happen_and_changes_nothing(run):
    said = run(row(), row(2, child_1_born="30/2/2024"), dry_run=True)
    assert "Row 2: A new family." in said
    assert "Row 3: Cannot be brought along as it is. Child: date of birth: 30 February 2024 is not a date." in said
    assert "Nothing was changed." in said
    assert (Import.objects.count(), Family.objects.count()) == (0, 0)


def test_it_is_carried_out(run, at):
    run(row() | agreed() | open_case(), words=at.wording.version)
    family = Family.objects.get()
    assert (family.cases.count(), family.agreements.count()) == (1, 1)


def test_the_one_manager_need_not_be_named_and_one_of_several_must(run, at):
    assert "Row 2: A new family." in run(row(), by=None, dry_run=True)
    other = make.manager(make.centre())
    with pytest.raises(CommandError, match=r"More than one person .*--by"):
        run(row(), by=None, dry_run=True)
    assert "Nothing was changed." in run(row(), by=None, centre=at.centre.name, dry_run=True)
    Membership.objects.filter(user__in=(at.manager, other)).update(ends_on=days_ago(1))
    with pytest.raises(CommandError, match=r"Nobody manages .*--by"):
        run(row(), by=None, dry_run=True)


def test_what_is_not_decided_stops_it_and_leaves_nothing_open(run, at):
    families.family(at.centre, name="Lind0001", child_name="Bo Lind0001")
    with pytest.raises(CommandError, match="your decision"):
        run(row(), row(2))
    assert Family.objects.count() == 1
    run(row(), row(2), leave_out=["maybe_known"])
    assert Family.objects.count() == 2


@pytest.mark.parametrize(
    ("options", "sentence"),
    [({"by": "nobody@example.org"}, "Nobody signs in"), ({"words": "1900"}, "No version 1900"),
     ({"centre": "Elsewhere"}, "no such centre")],
)  # fmt: skip
def test_what_is_named_must_be_there(run, options, sentence):
    with pytest.raises(CommandError, match=sentence):
        run(row(), **options)


def test_a_broken_file_is_refused_with_its_place(run, at, tmp_path):
    (file := tmp_path / "broken.csv").write_bytes(b"Family,Child\r\nLind,Bo,Eva\r\n")
    with pytest.raises(CommandError, match="Row 2, column C"):
        call_command("import_caseload", str(file), by=at.manager.email, dry_run=True)
