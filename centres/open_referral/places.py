"""Where a service is: in words, and as first halves of postcodes for looking near by."""

from collections.abc import Iterable
from typing import Any

from centres.open_referral.texts import district, plain, shortened

MOST_DISTRICTS = 30


def read_places(locations: Iterable[Any], most: int) -> tuple[str, tuple[str, ...]]:
    """The places in words, and the districts they are in."""
    words: list[str] = []
    districts: list[str] = []
    for one in locations:
        if not isinstance(one, dict):
            continue
        said = "Online" if one.get("location_type") == "virtual" else _in_words(one)
        if said and said not in words:
            words.append(said)
        for address in _addresses(one):
            found = district(address.get("postal_code"))
            if found and found not in districts:
                districts.append(found)
    return shortened("; ".join(words), most), tuple(sorted(districts[:MOST_DISTRICTS]))


def _in_words(location: dict[str, Any]) -> str:
    parts = [plain(location.get("name"), 150)]
    for address in _addresses(location)[:1]:
        parts += [plain(address.get(name), 100) for name in ("address_1", "city")]
    kept: list[str] = []
    for part in parts:
        if part and not any(part.lower() in before.lower() for before in kept):
            kept.append(part)
    return ", ".join(kept)


def _addresses(location: dict[str, Any]) -> list[dict[str, Any]]:
    found = location.get("addresses")
    return [one for one in found if isinstance(one, dict)] if isinstance(found, list) else []
