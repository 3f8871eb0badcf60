"""Finding a family: by what it is called, by a child, by a parent, by where it lives."""

from tests.oracle.looking import Look
from tests.oracle.world import NAMES

TYPED = (("child", "ada"), ("adult", "grace"), ("misspelt adult", "graec"), ("home", "ls14ap"))


def family_search(look: Look, which: int) -> None:
    """What a search finds is what its finder may know, over the API and on the page."""
    oracle, name = look.oracle, NAMES[which % len(NAMES)]
    looks = any(oracle.casework(look.pk, at.pk) for at in look.world.centres.values())
    for by, typed in (("called", name), *TYPED):
        may = {
            family.name
            for pk, family in oracle.families.items()
            if looks and oracle.finds(look.pk, pk, by.split()[-1]) and (by != "called" or family.name == name)
        }
        status, data = look.get(f"/api/v1/find/?q={typed}")
        look.same("whether they may look for a family", status, 200 if looks else 403)
        if looks:
            look.same(f"API search by {by}", {row["name"] for row in data}, may)
            adults = {row["name"] for row in data if row["adults"]}
            knows = {one.name for pk, one in oracle.families.items() if oracle.finds(look.pk, pk, "adult")}
            look.same("names in a search", adults, may & knows)
    by, typed = TYPED[which % len(TYPED)]
    status, text = look.get(f"/families/find/?q={typed}")
    look.same("page of a search", status, 200 if looks else 403)
    may = {one.name for pk, one in oracle.families.items() if looks and oracle.finds(look.pk, pk, by.split()[-1])}
    look.same(f"search by {by}", {one for one in NAMES if one in text}, may)
