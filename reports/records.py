"""Which family a line of the log is about: by the foreign keys that lead from the record to it."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from typing import Any

from django.apps import apps
from django.core.exceptions import FieldDoesNotExist
from django.db.models import CharField, Model, Q, Value

from audit.models import Entry
from families.models import Family
from families.querysets import remaining_ids
from merging.models import Merge

# In the order in which they are tried; a record with none of them is about no one family (a meeting, a centre).
WAYS = ("family", "case__family", "referral__family", "item__family", "agreement__family", "child__family")


def way_to_family(model: type[Model]) -> str | None:
    """The lookup that leads from a record of `model` to its family, or None."""
    if model is Family:
        return "pk"
    for way in WAYS:
        try:
            field = model._meta.get_field(way.partition("__")[0])
        except FieldDoesNotExist:
            continue
        if field.many_to_one or field.one_to_one:
            return way
    return None


def with_a_family() -> dict[str, tuple[type[Model], str]]:
    """The models whose records are about one family, by their label in the log. History tables are none of them."""
    found = {}
    for model in apps.get_models():
        way = way_to_family(model)
        if way and not model._meta.proxy and not hasattr(model, "pgh_trackers"):
            found[model._meta.label_lower] = (model, way)
    return found


def families_of(entries: Iterable[Entry]) -> dict[tuple[str, int], Family]:
    """The family of each record in `entries` that has one: a query for each kind of record and one for the families."""
    wanted: dict[str, set[int]] = defaultdict(set)
    for entry in entries:
        wanted[entry.subject_type].add(entry.subject_id)
    known = with_a_family()
    family_ids: dict[tuple[str, int], int] = {}
    for label, numbers in wanted.items():
        if label in known:
            model, way = known[label]
            rows = model._base_manager.filter(pk__in=numbers, **{f"{way}__isnull": False}).order_by()
            family_ids |= {(label, pk): family for pk, family in rows.values_list("pk", way)}
    merged = remaining_ids(family_ids.values())
    family_ids = {record: merged.get(pk, pk) for record, pk in family_ids.items()}
    families = Family.objects.in_bulk(set(family_ids.values()))
    return {record: families[pk] for record, pk in family_ids.items() if pk in families}


def records_about(family: Family) -> Mapping[str, list[int]]:
    """Every record about `family`, and those that were joined or merged into it, as the log names them."""
    found: dict[str, list[int]] = defaultdict(list)
    ids = [family.pk, *merged_into(family)]
    queries: list[Any] = [
        model._base_manager.filter(**{f"{way}__in": ids})
        .order_by()
        .values_list(Value(label, output_field=CharField()), "pk")
        for label, (model, way) in with_a_family().items()
    ]
    for label, pk in queries[0].union(*queries[1:], all=True):
        found[label].append(pk)
    joined = Entry.objects.filter(subject_type=Family._meta.label_lower, subject_id__in=ids, verb="join_families")
    found[Family._meta.label_lower] += [pk for pk in joined.values_list("detail__joined", flat=True) if pk]
    return found


def about(family: Family) -> Q:
    """The lines of the log that are about `family`."""
    found = Q(pk__in=[])
    for label, numbers in records_about(family).items():
        found |= Q(subject_type=label, subject_id__in=numbers)
    return found | seen_as_one(family)


def merged_into(family: Family) -> list[int]:
    """The records that are this family since they were merged into it."""
    return list(Family.every.filter(merged_into=family).order_by().values_list("pk", flat=True))


def seen_as_one(family: Family) -> Q:
    """The lines of the log about the other record, of the days on which the two were one: who was shown it then was
    shown this one as well, although they are two again."""
    found = Q(pk__in=[])
    for merge in Merge.objects.about(family.pk).filter(undone_at__isnull=False).select_related("kept", "gone"):
        other = merge.gone if merge.kept_id == family.pk else merge.kept
        for label, numbers in records_about(other).items():
            found |= Q(subject_type=label, subject_id__in=numbers, at__gte=merge.at, at__lte=merge.undone_at)
    return found
