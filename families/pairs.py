"""Which families on record may be one, pair by pair, and why they look alike: for the manager, who sees them all.

The same likeness as at intake (`FamilyQuerySet.alike`) and at an import (`families.likeness`). A confidential address
is no reason: that two families live at one would be said by naming it. Who only looks alike (`LookAlike`) is left out.
"""

import json
from collections.abc import Collection
from dataclasses import dataclass
from typing import Any

from django.db import connection

from families.likeness import CROWD, SHORTEST_NAME
from families.querysets import ALIKE

TOO_COMMON = 20  # a name that more families have says nothing by itself
NHS, BORN, HOME, NAME = 8, 4, 2, 1  # in a sum each is seen, and a greater one goes before all that are less
QUERY = """
    WITH people AS MATERIALIZED (
        SELECT f.centre_id, c.family_id, c.name, upper(c.name) AS caps, c.date_of_birth AS born, c.nhs_number AS nhs
        FROM families_child c JOIN families_family f ON f.id = c.family_id
        WHERE f.centre_id = ANY (%(centres)s::bigint[]) AND c.merged_into_id IS NULL AND f.merged_into_id IS NULL
        UNION ALL
        SELECT f.centre_id, a.family_id, a.name, upper(a.name), a.date_of_birth, a.nhs_number
        FROM families_adult a JOIN families_family f ON f.id = a.family_id
        WHERE f.centre_id = ANY (%(centres)s::bigint[]) AND a.merged_into_id IS NULL AND f.merged_into_id IS NULL
    ), births AS MATERIALIZED (
        SELECT centre_id, born FROM people WHERE born IS NOT NULL
        GROUP BY centre_id, born HAVING count(*) BETWEEN 2 AND %(crowd)s
    ), neighbours AS MATERIALIZED (
        SELECT DISTINCT p.centre_id, a.postcode, p.family_id, p.name
        FROM families_address a JOIN people p ON p.family_id = a.family_id WHERE NOT a.confidential
    ), homes AS MATERIALIZED (
        SELECT centre_id, postcode FROM neighbours
        GROUP BY centre_id, postcode HAVING count(*) BETWEEN 2 AND %(crowd)s
    ), rare AS MATERIALIZED (
        SELECT centre_id, caps FROM people WHERE length(caps) >= %(shortest)s
        GROUP BY centre_id, caps HAVING count(DISTINCT family_id) BETWEEN 2 AND %(common)s
    ), found AS (
        SELECT a.family_id AS one, b.family_id AS other, %(by_nhs)s AS why, a.name AS mine, b.name AS theirs
        FROM people a JOIN people b ON b.centre_id = a.centre_id AND b.nhs = a.nhs AND b.family_id > a.family_id
        WHERE a.nhs <> ''
        UNION
        SELECT a.family_id, b.family_id, %(by_born)s, a.name, b.name
        FROM births d JOIN people a ON a.centre_id = d.centre_id AND a.born = d.born
        JOIN people b ON b.centre_id = d.centre_id AND b.born = d.born AND b.family_id > a.family_id
        WHERE least(length(a.name), length(b.name)) >= %(shortest)s AND similarity(a.name, b.name) >= %(alike)s
        UNION
        SELECT a.family_id, b.family_id, %(by_home)s, a.name, b.name
        FROM homes h JOIN neighbours a ON a.centre_id = h.centre_id AND a.postcode = h.postcode
        JOIN neighbours b ON b.centre_id = h.centre_id AND b.postcode = h.postcode AND b.family_id > a.family_id
        WHERE least(length(a.name), length(b.name)) >= %(shortest)s AND similarity(a.name, b.name) >= %(alike)s
        UNION
        SELECT a.family_id, b.family_id, %(by_name)s, a.name, b.name
        FROM rare r JOIN people a ON a.centre_id = r.centre_id AND a.caps = r.caps
        JOIN people b ON b.centre_id = r.centre_id AND b.caps = r.caps AND b.family_id > a.family_id
    ), pairs AS (
        SELECT one, other, bit_or(why) AS strength,
            jsonb_agg(jsonb_build_array(why, mine, theirs) ORDER BY why DESC, mine, theirs) AS reasons
        FROM found GROUP BY one, other
    ), different AS (
        SELECT coalesce(x.merged_into_id, x.id) AS one, coalesce(y.merged_into_id, y.id) AS other
        FROM families_lookalike l JOIN families_family x ON x.id = l.one_id JOIN families_family y ON y.id = l.other_id
        WHERE l.taken_back_at IS NULL
    )
    SELECT one, other, strength, reasons FROM pairs
    WHERE NOT EXISTS (SELECT 1 FROM different d WHERE least(d.one, d.other) = pairs.one
                      AND greatest(d.one, d.other) = pairs.other)
    AND (%(of)s::bigint IS NULL OR %(of)s::bigint IN (one, other))
    AND (%(after)s::bigint[] IS NULL OR ARRAY[-strength, one, other]::bigint[] > %(after)s::bigint[])
    ORDER BY strength DESC, one, other LIMIT %(most)s
"""


@dataclass(frozen=True)
class Pair:
    """Two families that may be one; `reasons`: (kind of reason, name of the first, name of the second)."""

    one: int
    other: int
    strength: int
    reasons: tuple[tuple[int, str, str], ...]

    @property
    def place(self) -> str:
        """Where it stands in the list: for the address of the next page."""
        return f"{self.strength}-{self.one}-{self.other}"


def likely_pairs(centre_ids: Collection[int], *, of: int | None = None, after: str = "", most: int) -> list[Pair]:
    """The likely pairs of the centres, the likeliest first, `most` of them after the place `after`; one query.

    With `of`, only those with this family.
    """
    facts: dict[str, Any] = {
        "centres": list(centre_ids), "of": of, "after": _place(after), "most": most, "alike": ALIKE,
        "shortest": SHORTEST_NAME, "common": TOO_COMMON, "crowd": CROWD, "by_nhs": NHS, "by_born": BORN,
        "by_home": HOME, "by_name": NAME,
    }  # fmt: skip
    with connection.cursor() as cursor:
        cursor.execute(QUERY, facts)
        return [Pair(one, other, strength, _reasons(reasons)) for one, other, strength, reasons in cursor.fetchall()]


def _reasons(found: Any) -> tuple[tuple[int, str, str], ...]:
    rows = json.loads(found) if isinstance(found, str) else found
    return tuple((why, mine, theirs) for why, mine, theirs in rows)


def _place(text: str) -> list[int] | None:
    """What stands in the address of a next page; None for the first, and for anything else that somebody types."""
    parts = text.split("-")
    if len(parts) != 3 or not all(part.isascii() and part.isdecimal() and len(part) < 19 for part in parts):
        return None
    strength, one, other = map(int, parts)
    return [-strength, one, other]
