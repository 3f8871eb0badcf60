"""A zip from outside is believed nothing: what is wrong is said, with file, row and column, and nothing changes."""

import zipfile
from io import BytesIO

import pytest

from accounts.models import User
from centres.models import Centre
from tests.transfer.whole.packed import brought, changed, packed, put, table
from transfer.whole import opening
from transfer.whole.opening import NotThisZip

pytestmark = pytest.mark.django_db


@pytest.fixture
def refused(tmp_path):
    """Why a zip is refused; nothing was changed."""

    def why(content: bytes) -> str:
        before = Centre.objects.count(), User.objects.count()
        with pytest.raises(NotThisZip) as caught:
            brought(content, tmp_path)
        assert (Centre.objects.count(), User.objects.count()) == before
        return str(caught.value)

    return why


def zipped(**files: bytes) -> bytes:
    out = BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in files.items():
            archive.writestr(name, content)
    return out.getvalue()


@pytest.mark.parametrize("content", [b"", b"PK\x03\x04", b"%PDF-1.7", b"a,b\r\n1,2\r\n"])
def test_what_is_no_zip_is_refused(refused, content):
    assert "not a zip file" in refused(content)


def test_another_zip_is_refused(refused):
    assert "no manifest.json" in refused(zipped(**{"a.txt": b"x"}))


def test_half_a_zip_is_refused(refused, rowan):
    assert "not a zip file" in refused(rowan[: len(rowan) // 2])


def test_a_changed_file_is_refused(refused, rowan):
    content = changed(rowan, put("families_family.csv", 1, name="Other"), manifest=False)
    assert refused(content) == "families_family.csv is not what the manifest says: it was changed, or is damaged."


def test_a_changed_byte_is_refused(refused, rowan):
    middle = len(rowan) // 2
    content = rowan[:middle] + bytes([rowan[middle] ^ 1]) + rowan[middle + 1 :]
    assert refused(content)


def test_a_missing_file_is_refused(refused, rowan):
    assert (
        refused(changed(rowan, {"cases_case.csv": None}, manifest=False)) == "cases_case.csv is missing from the zip."
    )
    assert refused(changed(rowan, {"cases_case.csv": None})) == "cases_case.csv is missing from the zip."


def test_a_file_that_was_added_is_refused(refused, rowan):
    content = changed(rowan, {"more.csv": lambda _: b"x"}, manifest=False)
    assert "more.csv is not in the manifest" in refused(content)


@pytest.mark.parametrize(
    "path", ["../evil.csv", "/etc/passwd.csv", "a/../../b.csv", "C:\\evil.csv", "a.exe", "a\\b.csv"]
)
def test_a_path_that_leads_elsewhere_is_refused(refused, rowan, path):
    assert "which no export has" in refused(changed(rowan, {path: lambda _: b"x"}))


def test_a_file_that_is_there_twice_is_refused(refused, rowan):
    out = BytesIO(rowan)
    with pytest.warns(UserWarning), zipfile.ZipFile(out, "a") as archive:
        archive.writestr("people.csv", b"x")
    assert refused(out.getvalue()) == "The zip has people.csv twice."


def test_a_zip_bomb_is_refused_before_it_is_unpacked(refused, rowan):
    bomb = changed(rowan, {"people.csv": lambda _: b"0" * (20 * 1024 * 1024)})
    assert "times its size" in refused(bomb)


def test_more_files_than_there_can_be_are_refused(refused, rowan, monkeypatch):
    monkeypatch.setattr(opening, "MOST_FILES", 10)
    assert "it may have 10" in refused(rowan)


def test_more_bytes_than_there_can_be_are_refused(refused, rowan, monkeypatch):
    monkeypatch.setattr(opening, "MOST_UNPACKED", 10_000)
    assert "The zip unpacks to more than" in refused(rowan)


@pytest.mark.parametrize(
    "manifest", [b"{", b"[]", b"{}", b'{"format": "fortnight-centre", "version": "x"}', b"[" * 9999]
)
def test_a_manifest_that_cannot_be_read_is_refused(refused, rowan, manifest):
    assert refused(changed(rowan, {"manifest.json": lambda _: manifest})) == "manifest.json cannot be read."


def test_another_version_is_refused(refused, rowan):
    newer = changed(rowan, {"manifest.json": lambda text: text.replace(b'"version": 1', b'"version": 2')})
    assert "version 2; this installation reads version 1" in refused(newer)


def test_columns_of_another_version_are_refused(refused, rowan):
    content = changed(rowan, {"people.csv": lambda part: part.replace(b"email", b"mail", 1)})
    assert "people.csv: its columns are not those of this version; it has mail as well; email is missing" in refused(
        content
    )


def test_an_encoding_that_is_not_utf_8_is_refused_with_its_row(refused, rowan):
    content = changed(rowan, {"agencies.csv": lambda part: part[:-4] + b"\xe9\xff\r\n"})
    assert "this is not UTF-8" in refused(content)


def test_a_row_with_too_few_cells_is_refused(refused, rowan):
    content = changed(rowan, {"agencies.csv": lambda part: part + b"only one\r\n"})
    assert "it has 1 cells; there must be 3." in refused(content)


def test_a_quote_that_is_not_closed_is_refused(refused, rowan):
    assert "this is not CSV" in refused(changed(rowan, {"agencies.csv": lambda part: part + b'"open'}))


@pytest.mark.parametrize(
    ("path", "cells", "sentence"),
    [
        ("families_child.csv", {"date_of_birth": "30/2/2024"}, "row 2, column date_of_birth: This must be a date as"),
        ("families_child.csv", {"family": "999"}, "row 2, column family: “999” is not in the zip."),
        ("families_child.csv", {"family": "-1"}, "row 2, column family: This must be the number of a row"),
        ("families_child.csv", {"family": ""}, "row 2, column family: This must not be empty."),
        ("families_child.csv", {"number": "7"}, "row 2, column number: This must be 1"),
        ("families_family.csv", {"name": "x" * 121}, "row 2, column name: This has 121 characters; it may have 120."),
        ("families_family.csv", {"interpreter_needed": "maybe"}, "interpreter_needed: This must be true or false."),
        ("families_family.csv", {"created_by": "nobody@example.org"}, "“nobody@example.org” is not in the zip."),
        ("centres_membership.csv", {"role": "emperor"}, "row 2, column role: “emperor” is none of: administrator"),
        ("centres_membership.csv", {"agency": "No such"}, "column agency: “No such” is not in the zip."),
        ("centres_membership.csv", {"ends_on": "1999-01-01"}, "row 2: The database refuses this row: membership_ends"),
        ("meetings_minutes.csv", {"content": "[]"}, "column content: This does not have the shape"),
        ("meetings_minutes.csv", {"content": "{"}, "column content: This must be JSON."),
        ("meetings_minutes.csv", {"content": '{"items": [{"may_know": ["Else"]}]}'}, "“Else” is not in the zip"),
        ("meetings_minutes.csv", {"content": '{"items": [{"family_id": 999}]}'}, "“999” is not in the zip"),
        ("documents_document.csv", {"pdf": "../../etc/passwd"}, "pdf: This must be files/documents_document/1.pdf"),
        ("documents_document.csv", {"content_hash": "0" * 64}, "its hash differs"),
    ],
)  # fmt: skip
def test_every_broken_value_is_said_with_file_row_and_column(refused, rowan, path, cells, sentence):
    said = refused(changed(rowan, put(path, 1, **cells)))
    assert said.startswith(f"{path}, row 2")
    assert sentence in said


def test_all_that_is_wrong_is_said_at_once(refused, rowan):
    changes = put("families_child.csv", 1, date_of_birth="x") | put("cases_goal.csv", 2, outcome="nothing")
    said = refused(changed(rowan, changes)).splitlines()
    assert [line.split(",")[0] for line in said] == ["families_child.csv", "cases_goal.csv"]


def test_what_names_each_other_in_a_circle_is_refused(refused, rowan):
    row = next(one for one in table(rowan, "meetings_agendaitem.csv") if one["part_of"])
    said = refused(changed(rowan, put("meetings_agendaitem.csv", int(row["number"]), part_of=row["number"])))
    assert "in a circle" in said


def test_a_person_who_stands_there_twice_is_refused(refused, rowan):
    first = table(rowan, "people.csv")[0]["email"]
    assert "stands twice" in refused(changed(rowan, put("people.csv", 2, email=first.upper())))


def test_a_centre_that_is_here_already_is_not_brought_again(refused, rowan, tmp_path):
    brought(rowan, tmp_path)
    assert "here already" in refused(rowan)


def test_references_that_are_here_already_are_refused(refused, rowan, tmp_path):
    brought(rowan, tmp_path)
    other = changed(
        rowan,
        put("centres_centre.csv", 1, name="Another")
        | {"manifest.json": lambda text: text.replace(b"rowanzqcentre", b"Another")},
    )
    assert "families_family.csv, row 2: The database refuses this row" in refused(other)


def test_somebody_who_has_an_account_here_keeps_it_as_it_is(rowan, tmp_path):
    said = table(rowan, "people.csv")[0]
    known = User.objects.create_user(said["email"].upper(), "Known Here", "correct horse")
    came = brought(rowan, tmp_path)
    known.refresh_from_db()
    assert (known.name, known.check_password("correct horse")) == ("Known Here", True)
    assert known not in came.invited
    assert any("stays as it is" in remark for remark in came.remarks)


def test_an_unchanged_zip_that_was_packed_by_another_program_is_read(rowan, tmp_path):
    came = brought(changed(rowan, {}), tmp_path)
    assert packed(came.centre)
