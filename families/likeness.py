"""Which families of a long list may be on record already: the question of `FamilyQuerySet.alike`, asked once for all.

Asked of so many, a date of birth or a postcode that a crowd shares is no reason: it stands for "not known", most often,
and would hold everybody against everybody.
"""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from django.db import connection

from families.brought import FamilyBrought
from families.querysets import ALIKE

SHORTEST_NAME = 4  # "Al" is like half the register
CROWD = 250  # people of one centre: more than are born there on one day, or live at one postcode
# Every join but the last compares whole values, which PostgreSQL hashes; likeness is asked only of what is left.
QUERY = """
    WITH told AS MATERIALIZED (
        SELECT * FROM unnest(%(place)s::int[], %(name)s::text[], %(born)s::date[], %(nhs)s::text[], %(home)s::text[])
        AS t (place, name, born, nhs, home)
    ), people AS MATERIALIZED (
        SELECT c.family_id, c.name, c.date_of_birth AS born, c.nhs_number AS nhs FROM families_child c
        JOIN families_family f ON f.id = c.family_id WHERE f.centre_id = %(centre)s AND c.merged_into_id IS NULL
        UNION ALL
        SELECT a.family_id, a.name, a.date_of_birth, a.nhs_number FROM families_adult a
        JOIN families_family f ON f.id = a.family_id WHERE f.centre_id = %(centre)s AND a.merged_into_id IS NULL
    ), births AS MATERIALIZED (
        SELECT born FROM people WHERE born IN (SELECT born FROM told) GROUP BY born HAVING count(*) <= %(crowd)s
    ), neighbours AS MATERIALIZED (
        SELECT a.postcode, p.family_id, p.name FROM families_address a JOIN people p ON p.family_id = a.family_id
        WHERE NOT a.confidential AND a.postcode IN (SELECT home FROM told)
    ), homes AS MATERIALIZED (
        SELECT postcode FROM neighbours GROUP BY postcode HAVING count(*) <= %(crowd)s
    )
    SELECT t.place, p.family_id FROM told t JOIN people p ON p.nhs = t.nhs WHERE t.nhs <> ''
    UNION
    SELECT t.place, p.family_id FROM told t JOIN people p ON upper(p.name) = upper(t.name)
    WHERE length(t.name) >= %(shortest)s
    UNION
    SELECT t.place, p.family_id FROM births b JOIN told t ON t.born = b.born JOIN people p ON p.born = b.born
    WHERE length(t.name) >= %(shortest)s AND similarity(p.name, t.name) >= %(alike)s
    UNION
    SELECT t.place, n.family_id
    FROM homes h JOIN told t ON t.home = h.postcode JOIN neighbours n ON n.postcode = h.postcode
    WHERE length(t.name) >= %(shortest)s AND similarity(n.name, t.name) >= %(alike)s
    ORDER BY 1, 2
"""


@dataclass(frozen=True)
class _Person:
    place: int
    name: str
    born: date | None
    nhs: str
    home: str


def alike_among(centre_id: int, told: Sequence[FamilyBrought]) -> dict[int, list[int]]:
    """By place in `told`, the ids of the centre's families that may be the one described; one query for all."""
    people = list(_people(told))
    facts = {"centre": centre_id, "alike": ALIKE, "shortest": SHORTEST_NAME, "crowd": CROWD}
    columns = {name: [getattr(one, name) for one in people] for name in ("place", "name", "born", "nhs", "home")}
    found: dict[int, list[int]] = defaultdict(list)
    with connection.cursor() as cursor:
        cursor.execute(QUERY, columns | facts)
        for place, family_id in cursor.fetchall():
            found[place].append(family_id)
    return found


def _people(told: Sequence[FamilyBrought]) -> Iterable[_Person]:
    for place, family in enumerate(told):
        home = family.address.postcode if family.address else ""
        for one in (*family.children, *family.adults):
            yield _Person(place, one.name.strip(), one.date_of_birth, one.nhs_number, home)
