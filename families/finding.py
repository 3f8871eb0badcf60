"""Finding families by what somebody types of them: among those they may find, and by what they may know of each.

PostgreSQL folds and compares names (migration 0003). Which families are whose is for `cases.finding` to say.
"""

import re
from collections.abc import Collection
from dataclasses import dataclass, field
from typing import Any

from django.core.exceptions import ValidationError
from django.db import connection

from families.models import Address, Adult, Child
from inputs.validators import CONTROLS, nhs_digits, normal_postcode

MOST_TYPED = 100  # characters
FEWEST_LETTERS = 2
CANDIDATES = 200  # of a centre's families that are called so this many are compared: who wants one types more
EXACT = 1.5  # from here on nothing is spelt otherwise (`fortnight_likeness`)
FEW = 3  # as long as fewer are called exactly so, those that are called nearly so are found as well
NAME, POSTCODE, NHS_NUMBER = "name", "postcode", "nhs_number"


@dataclass(frozen=True)
class Among:
    """The families that somebody may find. Nobody finds one by what its page would not show them.

    A confidential address is on no page, so nobody finds a family by one: a search must confirm no guess (access.md).
    """

    managed: Collection[int] = ()  # centres: each family by all its names, where it lives now, and NHS numbers
    near: Collection[int] = ()  # families: by all their names, and where they live now
    named: Collection[int] = ()  # families: by all their names
    headed: Collection[int] = ()  # families: by what they and their children are called
    called: Collection[int] = ()  # families: by what they are called


@dataclass(frozen=True)
class Hits:
    """The families found, the likest first, and what they were looked for by."""

    by: str = NAME
    likeness: dict[int, float] = field(default_factory=dict)
    words: list[str] = field(default_factory=list)


def tidy_query(typed: str) -> str:
    """What was typed, as it is looked for and shown again."""
    return " ".join(CONTROLS.sub(" ", typed).split())[:MOST_TYPED]


def families_found(typed: str, among: Among) -> Hits:
    """The families of `among` that somebody may mean who typed this: an NHS number, a whole postcode, or names."""
    digits = nhs_digits(typed)
    if re.fullmatch(r"[0-9]{10}", digits):
        return Hits(NHS_NUMBER, dict.fromkeys(_with_nhs_number(digits, among), EXACT))
    try:
        living = _living_at(normal_postcode(typed), among)
    except ValidationError:
        words = _words(typed)
        return Hits(NAME, _called(words, among), words)
    return Hits(POSTCODE, dict.fromkeys(living, EXACT))


def _with_nhs_number(digits: str, among: Among) -> list[int]:
    if not among.managed:
        return []
    rows: list[Any] = [
        people.objects.filter(nhs_number=digits, family__centre_id__in=among.managed).order_by()
        for people in (Child, Adult)
    ]
    return list(dict.fromkeys(pk for one in rows for pk in one.values_list("family_id", flat=True)[:CANDIDATES]))


def _living_at(postcode: str, among: Among) -> list[int]:
    homes: Any = Address.objects.filter(postcode=postcode, until=None, confidential=False).order_by("-family_id")
    found: list[int] = []
    if among.managed:
        found += homes.filter(family__centre_id__in=among.managed).values_list("family_id", flat=True)[:CANDIDATES]
    if among.near:
        found += homes.filter(family_id__in=among.near).values_list("family_id", flat=True)
    return list(dict.fromkeys(found))


def _called(words: list[str], among: Among) -> dict[int, float]:
    """Likeness by family: of those called exactly so, and, if they are few, of those called nearly so."""
    if sum(map(len, words)) < FEWEST_LETTERS:
        return {}
    found = _of_families(words, among)
    exact = {pk: likeness for pk, likeness in found.items() if likeness >= EXACT}
    if among.managed:
        exact |= _of_centres(words, among, misspelt=False)
    if len(exact) >= FEW:
        return _likest_first(exact)
    if among.managed:
        found = _of_centres(words, among, misspelt=True) | found
    return _likest_first(found | exact)


def _likest_first(found: dict[int, float]) -> dict[int, float]:
    return dict(sorted(found.items(), key=lambda one: (-one[1], -one[0])))


# --- SQL ---------------------------------------------------------------------------------------------------------

OF_FAMILIES = """
    SELECT family_id, likeness FROM families_searchrow, LATERAL fortnight_likeness(%(words)s::text[], CASE
        WHEN family_id = ANY (%(named)s::bigint[]) THEN named
        WHEN family_id = ANY (%(headed)s::bigint[]) THEN headed ELSE called END) likeness
    WHERE family_id = ANY (%(all)s::bigint[]) AND likeness > 0
"""
# With what of a family the words go together. Of a few families, by their keys: within row-level security.
MATCHING = """
    SELECT family_id, kind, name, likeness FROM (
        SELECT id AS family_id, 'family' AS kind, name FROM families_family WHERE id = ANY (%(ids)s::bigint[])
        UNION ALL SELECT family_id, 'child', name FROM families_child WHERE family_id = ANY (%(ids)s::bigint[])
        UNION ALL SELECT family_id, 'adult', name FROM families_adult WHERE family_id = ANY (%(ids)s::bigint[])
        UNION ALL SELECT family_id, 'former', name FROM families_formername WHERE family_id = ANY (%(ids)s::bigint[])
    ) names, LATERAL (
        SELECT max(fortnight_likeness(ARRAY[word], fortnight_found_by(fortnight_fold(name)))) AS likeness
        FROM unnest(%(words)s::text[]) word
    ) how WHERE likeness > 0 ORDER BY family_id, likeness DESC, kind, name
"""


def _rows(sql: str, facts: Any) -> list[Any]:
    with connection.cursor() as cursor:
        cursor.execute(sql, facts)
        return list(cursor.fetchall())


def _words(typed: str) -> list[str]:
    return list(_rows("SELECT fortnight_words(%s)", [typed])[0][0])


def _of_families(words: list[str], among: Among) -> dict[int, float]:
    named, headed = [*among.near, *among.named], list(among.headed)
    every = [*named, *headed, *among.called]
    if not every:
        return {}
    return dict(_rows(OF_FAMILIES, {"words": words, "named": named, "headed": headed, "all": every}))


def _of_centres(words: list[str], among: Among, *, misspelt: bool) -> dict[int, float]:
    facts = [words, list(among.managed), misspelt, CANDIDATES]
    found = _rows("SELECT * FROM fortnight_find_families(%s::text[], %s::bigint[], %s, %s)", facts)
    return {pk: likeness for pk, likeness in found if likeness > 0}


def names_matching(hits: Hits, family_ids: Collection[int]) -> dict[int, list[tuple[str, str]]]:
    """Of each family the names that the words go with, as (kind, name); those spelt so, or if none is, those alike.

    Of every kind, whoever asks: who may know which is for whoever shows them.
    """
    found: dict[int, list[tuple[str, str, float]]] = {}
    if hits.words and family_ids:
        for pk, kind, name, likeness in _rows(MATCHING, {"words": hits.words, "ids": list(family_ids)}):
            found.setdefault(pk, []).append((kind, name, likeness))
    return {
        pk: [(kind, name) for kind, name, likeness in names if likeness >= EXACT or hits.likeness[pk] < EXACT]
        for pk, names in found.items()
    }
