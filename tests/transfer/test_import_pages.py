"""The pages on which a list is brought along."""

import csv
from html import unescape
from io import StringIO

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from audit.models import Entry
from families.models import Family
from tests.factories import centres, families
from tests.signing_in import confirm
from tests.transfer.listed import agreed, brought, checked, file_of, first, open_case, place, row, uploaded, worked
from tests.transfer.made import separated, workbook
from transfer.fields import BY_CODE
from transfer.models import Import
from transfer.status import Decision, ImportStatus

pytestmark = pytest.mark.django_db


@pytest.fixture
def at():
    return place()


@pytest.fixture
def manager(client, at):
    client.force_login(at.manager)
    return client


def sent(client, content, name="families.csv"):
    return client.post(reverse("import_upload"), {"file": SimpleUploadedFile(name, content)})


def text(answer):
    return " ".join(unescape(answer.content.decode()).split())


def matching(found):
    """What the page proposes, sent as it is."""
    labels = {field.label: field.code for field in BY_CODE.values()}
    return {f"column_{place}": labels[column] for place, column in enumerate(found.columns)}


def test_a_manager_of_two_centres_brings_a_list_along_to_each(manager, at):
    assert "Bring a list along<" in text(manager.get(reverse("imports")))
    other = place()
    centres.manager(other.centre, user=at.manager)
    uploaded(at, row())
    page = text(manager.get(reverse("imports")))
    assert f"Bring a list along to {other.centre}" in page
    assert f"Bring a list along to {at.centre}<" not in page  # one list at a time
    assert "Bring a list of families along to " + str(other.centre) in text(
        manager.get(reverse("import_upload"), {"centre": other.centre.pk})
    )


def test_a_list_all_the_way(manager, at):
    answer = sent(manager, file_of(row() | agreed() | open_case()))
    found = Import.objects.get()
    assert answer.url == reverse("import_match", args=[found.pk])
    assert "Lind0001" in text(manager.get(answer.url))
    answer = manager.post(answer.url, matching(found) | {"wording": str(at.wording.pk)})
    assert answer.url == reverse("import_show", args=[found.pk])
    assert "<progress" in text(manager.get(answer.url))
    worked(found)
    assert "1 new" in text(manager.get(answer.url))
    confirm(manager)
    manager.post(reverse("import_carry_out", args=[found.pk]))
    worked(found)
    assert "Brought along on" in text(manager.get(answer.url))
    assert Family.objects.get().name == "Lind0001"


@pytest.mark.parametrize(
    ("content", "sentence"),
    [(separated([["a", "b"], ["x" * 2001, ""]]), "Row 2, column A"), (b"", "file is empty"),
     (separated(encoding="utf-16-le"), "not text that can be read"),
     (workbook(change=lambda sheet: sheet.merge_cells("A2:A3")), "A2 to A3"),
     (b"PK\x03\x04", "damaged"), (b"x" * (10 * 1024 * 1024 + 1), "may have 10 MB")],
    ids=["cell too long", "empty", "encoding", "merged", "damaged", "too large"],
)  # fmt: skip
def test_a_broken_file_is_refused_beside_the_field_and_leaves_nothing(manager, content, sentence):
    answer = sent(manager, content)
    assert answer.status_code == 422
    assert sentence in text(answer)
    assert not Import.objects.exists()


def test_matching_the_same_field_twice_is_refused_with_nothing_lost(manager, at):
    found = uploaded(at, row())
    answer = manager.post(
        reverse("import_match", args=[found.pk]), matching(found) | {"column_1": "name", "wording": "none"}
    )
    assert answer.status_code == 422
    assert "are both matched with" in text(answer)
    assert '<option value="name" selected' in text(answer)


def test_what_was_matched_last_time_is_proposed(manager, at):
    found = checked(at, row())
    Import.objects.filter(pk=found.pk).update(status=ImportStatus.DISCARDED)
    again = uploaded(at, row())
    assert '<option value="child_1_born" selected' in text(manager.get(reverse("import_match", args=[again.pk])))


def test_how_far_it_is_survives_a_reload(manager, at):
    found = checked(at, row())
    Import.objects.filter(pk=found.pk).update(status=ImportStatus.ORDERED, rows_in_all=5000, rows_done=1250)
    for name in ("import_show", "import_state"):
        answer = manager.get(reverse(name, args=[found.pk]))
        assert 'max="5000" value="1250"' in text(answer)
    assert answer.status_code == 202


def test_when_it_is_done_the_state_leads_on(manager, at):
    answer = manager.get(reverse("import_state", args=[checked(at, row()).pk]))
    assert answer.status_code == 200
    assert "Go on" in text(answer)


def test_the_dry_run_shows_problems_and_whom_a_row_may_be(manager, at):
    known = families.family(at.centre, name="Lind0002", child_name="Bo Lind0002")
    found = checked(at, row(child_1_born="30/2/2024"), row(2), row(3))
    shown = text(manager.get(reverse("import_show", args=[found.pk])))
    assert "30 February 2024 is not a date" in shown
    assert known.reference in shown
    assert Entry.objects.filter(verb="import_rows", subject_id=known.pk, by=at.manager).exists()


def test_rows_are_filtered(manager, at):
    found = checked(at, row(child_1_born="30/2/2024"), row(2))
    shown = text(manager.get(reverse("import_show", args=[found.pk]), {"show": "cannot"}))
    assert "Lind0001" in shown
    assert "Lind0002" not in shown


def test_more_rows_than_a_page_are_paged(manager, at):
    found = checked(at, *[row(number) for number in range(1, 61)])
    page = manager.get(reverse("import_show", args=[found.pk]), {"after": "51"})
    assert "Lind0060" in text(page)
    assert "Lind0010" not in text(page)


def test_the_queries_of_the_dry_run_do_not_grow_with_the_rows(manager, at, django_assert_max_num_queries):
    found = checked(at, *[row(number) for number in range(1, 51)])
    manager.get(reverse("import_show", args=[found.pk]))
    with django_assert_max_num_queries(16):
        manager.get(reverse("import_show", args=[found.pk]))


def test_a_decision_is_taken_on_the_row(manager, at):
    families.family(at.centre, name="Lind0001", child_name="Bo Lind0001")
    found = checked(at, row())
    answer = manager.post(reverse("import_row_decide", args=[first(found).pk]), {"decision": "new"})
    assert answer.url.endswith("#row-2")
    assert first(found).decision == Decision.NEW


def test_carrying_out_asks_who_it_is_first(manager, at):
    found = checked(at, row())
    answer = manager.post(reverse("import_carry_out", args=[found.pk]))
    assert answer.status_code == 403
    found.refresh_from_db()
    assert found.status == ImportStatus.CHECKED


def test_the_report_names_nobody_and_runs_no_formula(manager, at):
    families.family(at.centre, name="Lind0002", child_name="Bo Lind0002")
    found = brought(at, row(), row(2))
    confirm(manager)
    answer = manager.get(reverse("import_report", args=[found.pk]))
    lines = list(csv.reader(StringIO(answer.content.decode("utf-8-sig"))))
    assert [line[:2] for line in lines[1:]] == [["2", "Brought along"], ["3", "Brought along"]]
    assert "Lind" not in answer.content.decode()


def test_undo_from_the_page(manager, at):
    found = brought(at, row())
    confirm(manager)
    manager.post(reverse("import_undo", args=[found.pk]))
    worked(found)
    assert not Family.objects.exists()
    assert "taken back" in text(manager.get(reverse("import_show", args=[found.pk])))


def test_a_list_is_discarded(manager, at):
    found = uploaded(at, row())
    manager.post(reverse("import_discard", args=[found.pk]))
    assert found.rows.count() == 0


def test_an_import_of_another_centre_is_not_there(manager):
    other = place()
    found = checked(other, row())
    names = ("import_show", "import_match", "import_state", "import_carry_out", "import_undo", "import_report")
    confirm(manager)
    assert {manager.get(reverse(name, args=[found.pk])).status_code for name in names} <= {302, 404}
    assert manager.post(reverse("import_row_decide", args=[first(found).pk]), {"decision": "new"}).status_code == 404
