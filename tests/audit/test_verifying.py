"""A thousand tamperings with the log, all found; and what `manage.py verify_audit` says."""

from datetime import timedelta
from io import StringIO

import pytest
from django.core.management import CommandError, call_command
from django.db import transaction
from django.utils import timezone

from audit import heads
from audit.models import Kind, Seal
from audit.services import record, record_reads, seal_entries
from audit.verifying import Finding, findings
from tests.audit.tampering import Tampering, sql, swap_places, tamperings
from tests.factories import centres as make

pytestmark = pytest.mark.django_db
LATER = timezone.now() + timedelta(days=1)


@pytest.fixture
def log(tmp_path, settings) -> dict[int, list[int]]:
    """Three chains of real entries, sealed in several portions and exported: chain -> entries in order."""
    settings.AUDIT_HEADS = tmp_path / "heads"
    people = [make.user(), make.user()]
    for portion in range(4):
        for number in range(3):
            for centre in (None, 1, 2):
                record(by=people[number % 2], verb="close_case", subject=people[0], centre_id=centre, tier=portion)
            record_reads(by=people[1], subjects=people[:1], where="case", centre_id=1, kind=Kind.READ)
        seal_entries()
    chains: dict[int, list[int]] = {}
    for seal in Seal.objects.order_by("chain", "number"):
        chains.setdefault(seal.chain, []).append(seal.pk)
    return chains


def told() -> list[heads.Head]:
    return list(heads.read(heads.files_in([heads.folder()])))


def test_a_whole_log_has_no_findings(log):
    assert list(findings(told(), exported_by=LATER)) == []


@pytest.fixture
def unprotected(log) -> None:
    """What an owner of the tables can do: triggers and constraints away, until the test's rollback."""
    sql("SET CONSTRAINTS ALL IMMEDIATE")
    sql("SET LOCAL ROLE NONE")
    sql("SET LOCAL session_replication_role = replica")
    sql("ALTER TABLE audit_seal DROP CONSTRAINT seal_is_whole_or_waits")


def missed(one: Tampering, found: list[Finding]) -> bool:
    """Whether the check says nothing, says something else than what was done, or names another entry."""
    said_what = {finding.what for finding in found}
    named = {finding.entry for finding in found}
    return not found or not one.entries <= named or bool(one.what and one.what.isdisjoint(said_what))


def test_a_thousand_tamperings_are_all_found(log, unprotected):
    exported, tried, not_found = told(), 0, []
    for one in tamperings(log):
        tried += 1
        with transaction.atomic():
            one.do()
            found = list(findings(exported, exported_by=LATER))
            transaction.set_rollback(True)
        if missed(one, found):
            not_found.append((one.name, [str(finding) for finding in found]))
    assert not_found == []
    assert tried >= 1000
    assert list(findings(exported, exported_by=LATER)) == []


def test_each_tampering_is_another_one(log):
    names = [one.name for one in tamperings(log)]
    assert len(names) == len(set(names))


def only(found: list[Finding]) -> tuple[str, int | None, int | None]:
    """What the one finding says."""
    (one,) = found
    return (one.what, one.number, one.entry)


def test_one_edited_entry_is_one_finding(log, unprotected):
    sql("UPDATE audit_entry SET verb = 'x' WHERE id = %s", log[1][4])
    assert only(list(findings(told()))) == ("edited", 5, log[1][4])


def test_one_removed_entry_is_one_finding(log, unprotected):
    sql("DELETE FROM audit_entry WHERE id = %s", log[1][4])
    assert only(list(findings(told()))) == ("removed", 5, log[1][4])


def test_an_entry_that_goes_with_its_seal_leaves_its_number(log, unprotected):
    sql("DELETE FROM audit_entry WHERE id = %s", log[1][4])
    sql("DELETE FROM audit_seal WHERE entry_id = %s", log[1][4])
    assert only(list(findings(told()))) == ("removed", 5, None)


def test_two_swapped_entries_are_two_findings(log, unprotected):
    one, other = log[1][4], log[1][9]
    swap_places(one, other)
    found = {(finding.what, finding.number, finding.entry) for finding in findings(told())}
    assert found == {("reordered", 10, one), ("reordered", 5, other)}


def test_each_place_that_was_cut_off_is_named(log, unprotected):
    gone = log[2][-3:]
    sql("DELETE FROM audit_entry WHERE id = ANY(%s)", gone)
    sql("DELETE FROM audit_seal WHERE entry_id = ANY(%s)", gone)
    assert [(one.what, one.number) for one in findings(told())] == [("cut off", 10), ("cut off", 11), ("cut off", 12)]


def test_a_chain_that_is_gone_as_a_whole_is_found(log, unprotected):
    sql("DELETE FROM audit_entry WHERE id = ANY(%s)", log[2])
    sql("DELETE FROM audit_seal WHERE chain = 2")
    assert {(one.what, one.chain) for one in findings(told())} == {("cut off", 2)}


def test_without_exported_heads_a_cut_is_not_found(log, unprotected):
    """Which is why they are exported."""
    sql("DELETE FROM audit_entry WHERE id = %s", log[2][-1])
    sql("DELETE FROM audit_seal WHERE entry_id = %s", log[2][-1])
    assert list(findings([])) == []


def test_an_entry_removed_before_it_was_sealed_is_found(log, unprotected):
    sql("SET LOCAL session_replication_role = origin")
    entry = record(by=None, verb="x", subject=make.user(), centre_id=1)
    sql("SET LOCAL session_replication_role = replica")
    sql("DELETE FROM audit_entry WHERE id = %s", entry.pk)
    assert only(list(findings(told()))) == ("removed", None, entry.pk)


def verify(*arguments: object) -> tuple[int, str]:
    """Exit code and words of the command."""
    out = StringIO()
    try:
        call_command("verify_audit", *map(str, arguments), stdout=out)
    except CommandError as error:
        return error.returncode, out.getvalue() + str(error)
    return 0, out.getvalue()


def test_the_command_says_that_nothing_was_changed(log):
    code, said = verify()
    assert (code, said.strip()) == (0, "Nothing was changed: 48 entries, compared with 12 exported heads.")


def test_the_command_names_what_was_edited_and_ends_with_1(log, unprotected):
    sql("UPDATE audit_entry SET verb = 'x' WHERE id = %s", log[1][4])
    code, said = verify()
    assert (code, said.splitlines()) == (
        1,
        [
            f"EDITED: centre 1, number 5, entry {log[1][4]}: it is not what was sealed.",
            "The log was changed: 1 finding.",
        ],
    )


def test_the_command_says_how_many_wait(log):
    record(by=None, verb="x", subject=make.user(), centre_id=1)
    assert "1 entry waits to be sealed" in verify()[1]


def test_the_command_compares_with_a_copy_kept_elsewhere(log, unprotected, tmp_path, settings):
    copy = tmp_path / "copy.jsonl"
    copy.write_text("".join(file.read_text() for file in heads.files_in([settings.AUDIT_HEADS])))
    settings.AUDIT_HEADS = tmp_path / "lost"
    sql("DELETE FROM audit_entry WHERE id = %s", log[2][-1])
    sql("DELETE FROM audit_seal WHERE entry_id = %s", log[2][-1])
    code, said = verify("--heads", copy)
    assert (code, "CUT OFF: centre 2, number 12" in said) == (1, True)


def test_a_copy_may_be_older_than_the_log(log, tmp_path, settings):
    copy = tmp_path / "copy.jsonl"
    copy.write_text("".join(file.read_text() for file in heads.files_in([settings.AUDIT_HEADS])))
    record(by=None, verb="x", subject=make.user(), centre_id=1)
    seal_entries()
    assert verify("--heads", copy)[0] == 0


def test_a_file_that_is_not_there_is_an_error(log, tmp_path):
    assert verify("--heads", tmp_path / "none")[0] == 1


def test_the_log_is_read_in_the_same_number_of_queries_however_long_it_is(log, django_assert_num_queries):
    with django_assert_num_queries(5):
        list(findings([]))
    for _ in range(300):
        record(by=None, verb="x", subject=make.user(), centre_id=1)
    seal_entries()
    with django_assert_num_queries(5):
        list(findings([]))
