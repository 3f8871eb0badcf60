"""Nothing that hangs on a family, or on somebody of one, is forgotten when two records become one."""

import pytest
from django.apps import apps
from django.db import IntegrityError, connection, transaction

from families.models import Adult, Child, Family
from merging.holdings import NAMES_A_PERSON, OF_FAMILY, READ
from merging.status import GOES, Goes
from merging.words import KINDS
from tests.factories import families
from tests.merging.twice import merged, twice

FOUND = {
    f"{model._meta.label}.{field.name}": (model, field)
    for model in apps.get_models(include_auto_created=True)
    if not model._meta.proxy and not hasattr(model, "pgh_tracked_model")
    for field in model._meta.concrete_fields
    if field.is_relation and field.related_model in (Family, Child, Adult)
}
MERGED_ONLY = {name for name in GOES if name.endswith("merged_into")}


def test_every_key_to_a_family_or_somebody_of_one_is_named():
    assert set(FOUND) == set(GOES)


@pytest.mark.parametrize("name", [name for name, goes in GOES.items() if goes == Goes.MOVES])
def test_what_moves_is_read_and_moved(name):
    label = name.rpartition(".")[0]
    key = FOUND[name][1].attname
    assert key in READ[label][0] and (OF_FAMILY.get(label) == key or name in MERGED_ONLY)


@pytest.mark.parametrize(
    "name", [name for name, goes in GOES.items() if goes == Goes.BY_PERSON and name not in MERGED_ONLY]
)
def test_what_names_a_person_is_read_and_named_anew(name):
    label, key = name.rpartition(".")[0], FOUND[name][1].attname
    assert label == "families.Care" or (label, key) in {(one[0], one[1]) for one in NAMES_A_PERSON}


def test_every_kind_has_words():
    assert READ.keys() - KINDS.keys() == {"cases.SteppingUp"}  # never counted: it goes with its case


GUARDED = sorted(
    name
    for name, goes in GOES.items()
    if goes in (Goes.MOVES, Goes.BY_PERSON) and name not in MERGED_ONLY and name != "transfer.ImportRow.known"
)


@pytest.mark.django_db
@pytest.mark.parametrize("name", GUARDED)
def test_postgresql_guards_every_key(name):
    model, field = FOUND[name]
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT 1 FROM pg_trigger WHERE tgrelid = %s::regclass AND tgname = %s",
            [model._meta.db_table, f"not_merged_{field.column}"],
        )
        assert cursor.fetchone()


@pytest.mark.django_db
def test_nothing_is_hung_on_a_record_that_was_merged_away():
    of = twice()
    merged(of)
    with pytest.raises(IntegrityError, match="merged into another"), transaction.atomic():
        families.family(of.at).addresses.update(family=of.gone)


@pytest.mark.django_db
def test_nothing_names_somebody_who_was_merged_into_another():
    of = twice()
    child = of.gone.children.get()
    merged(of)
    with pytest.raises(IntegrityError, match="merged into another"), transaction.atomic():
        families.former_name(of.kept, child=child)
