"""Services of the directory as Open Referral UK: what `/services` of a feed gives, each service with all of its parts.

Ids have to be UUIDs there. Those of parts are made from what they are: the same part has the same id every time.
"""

import json
from collections.abc import Iterable
from typing import Any
from uuid import UUID, uuid5

from centres.open_referral.listed import ANY_AGE, Listed
from centres.open_referral.needs import OURS
from centres.status import Need

HERE = UUID("6f2d3c1e-5b0a-5c67-9a54-0f6a1c9f7b11")  # a name space of our own


def uuid_of(ref: str) -> str:
    """The ref if it is a UUID, as every id of Open Referral is; else one that is always the same for it."""
    try:
        return str(UUID(ref))
    except ValueError:
        return str(uuid5(HERE, ref))


def write(services: Iterable[Listed]) -> bytes:
    """One page with all of them."""
    contents = [_service(one) for one in services]
    page = {
        "total_items": len(contents), "total_pages": 1, "page_number": 1, "size": len(contents), "first_page": True,
        "last_page": True, "empty": not contents, "contents": contents,
    }  # fmt: skip
    return json.dumps(page, ensure_ascii=False, indent=1).encode()


def _service(one: Listed) -> dict[str, Any]:
    ref = uuid_of(one.ref)
    made: dict[str, Any] = {
        "id": ref, "name": one.name, "description": one.about, "url": one.website, "email": one.email,
        "status": "active" if one.offered else "inactive", "minimum_age": _years(one.from_age_months),
        "maximum_age": None if one.to_age_months >= ANY_AGE else _oldest(one.to_age_months),
        "organization": {"id": _id("organization", one.provider), "name": one.provider, "description": one.provider},
        "contacts": _contacts(one, ref), "schedules": _schedules(one, ref),
        "service_at_locations": _places(one, ref), "attributes": [_need(need, ref) for need in one.needs],
    }  # fmt: skip
    return {name: value for name, value in made.items() if value not in ("", None, [])}


def _id(*parts: str) -> str:
    return str(uuid5(HERE, "\n".join(parts)))


def _years(months: int) -> float | int:
    return months // 12 if months % 12 == 0 else round(months / 12, 2)


def _oldest(months: int) -> float | int:
    """A child of four is four until the month before the fifth birthday: "maximum age 4" says both."""
    return months // 12 if months % 12 == 11 else _years(months)


def _contacts(one: Listed, ref: str) -> list[dict[str, Any]]:
    if not one.contact and not one.phone:
        return []
    phones = [{"id": _id(ref, "phone", one.phone), "number": one.phone}] if one.phone else []
    return [{"id": _id(ref, "contact"), **({"name": one.contact} if one.contact else {}), "phones": phones}]


def _schedules(one: Listed, ref: str) -> list[dict[str, Any]]:
    if not one.when and not one.days:
        return []
    made = {"id": _id(ref, "schedule"), "description": one.when}
    return [made | ({"freq": "WEEKLY", "byday": ",".join(one.days)} if one.days else {})]


def _places(one: Listed, ref: str) -> list[dict[str, Any]]:
    """One location with what is known in words; the districts as addresses without their second half."""
    if not one.where and not one.districts:
        return []
    addresses = [
        {"id": _id(ref, "address", code), "address_1": one.where, "city": "", "state_province": "", "postal_code": code,
         "country": "GB", "address_type": "physical"}
        for code in one.districts or ("",)
    ]  # fmt: skip
    place = {"id": _id(ref, "location"), "location_type": "physical", "name": one.where, "addresses": addresses}
    return [{"id": _id(ref, "at"), "location": place}]


def _need(need: str, ref: str) -> dict[str, Any]:
    label = str(Need(need).label)
    term = {"id": _id(OURS, need), "name": label, "description": label, "taxonomy": OURS, "term": need}
    return {"id": _id(ref, "attribute", need), "taxonomy_term": term}
