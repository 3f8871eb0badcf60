"""Every model of the product is said to go along or not, and every field can be written."""

from collections import Counter

import pytest
from django.core.exceptions import FieldDoesNotExist

from row_security.policies import histories, protected
from row_security.tables import OPEN_TABLES
from transfer.whole.columns import TYPES, columns_of, header_of
from transfer.whole.described import column_lines, readme
from transfer.whole.evidence import _tracked
from transfer.whole.inside import INSIDE
from transfer.whole.tables import BY_LABEL, EVIDENCE, LEFT_OUT, READ_BACK, REBUILT, classified


def ours() -> set[str]:
    return {model._meta.label for model, _ in protected()} | set(OPEN_TABLES)


def test_every_model_is_classified():
    missing = ours() - set(classified())
    assert not missing, (
        f"say in transfer/whole/tables.py whether these go along when a centre leaves: {sorted(missing)}"
    )


def test_nothing_is_classified_twice_or_is_no_model():
    assert [label for label, count in Counter(classified()).items() if count > 1] == []
    assert set(classified()) <= ours()


def test_every_history_is_of_something_that_is_classified():
    assert {_tracked(model) for model in histories()} <= set(classified())


@pytest.mark.parametrize("label", BY_LABEL)
def test_every_field_of_a_table_can_be_written(label):
    assert all(column.kind in TYPES for column in columns_of(label))
    assert len(set(header_of(BY_LABEL[label]))) == len(header_of(BY_LABEL[label]))


def test_what_is_left_out_of_a_table_is_a_field_and_has_a_reason():
    for table in READ_BACK:
        for name, why in table.without.items():
            try:
                table.model._meta.get_field(name)
            except FieldDoesNotExist:
                pytest.fail(f"{table.label} has no field {name}")
            assert why


def test_what_does_not_go_along_has_a_reason():
    assert all(len(why) > 10 for why in (EVIDENCE | REBUILT | LEFT_OUT).values() if why != "not used")


def test_fields_of_json_are_known_to_hold_records_or_not():
    """A new field of JSON may hold numbers of records: say so in transfer/whole/inside.py, or here that it does not."""
    without = {
        "transfer.ColumnMatch.matching": "names of columns and codes",
        "cases.Briefing.content": "words and dates", "cases.SteppingUp.content": "words and dates",
        "meetings.Decision.before": "a tier and a date",
    }  # fmt: skip
    found = {f"{label}.{column.name}" for label in BY_LABEL for column in columns_of(label) if column.kind == "json"}
    assert found == {f"{label}.{name}" for label, name in INSIDE if columns_kind(label, name) == "json"} | set(without)


def columns_kind(label, name):
    return next(column.kind for column in columns_of(label) if column.name == name)


def test_the_readme_names_every_file_and_says_who_must_not_have_it():
    text = readme()
    assert all(table.path in text for table in READ_BACK)
    assert "confidential addresses" in text


def test_columns_csv_tells_of_every_column():
    told = {(line[0], line[1]) for line in column_lines()}
    assert told == {(table.path, name) for table in READ_BACK for name in header_of(table)}
    assert all(line[2] and line[3] for line in column_lines())
