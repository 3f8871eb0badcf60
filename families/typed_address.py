"""Whether somebody has typed an address that must not be known into free text: by its postcode, or house and street.

Pure: words and addresses in, names of fields out. It errs on the side of asking: the answer is one tick away.
"""

import re
import unicodedata
from collections.abc import Iterable, Mapping
from typing import Any

KINDS = {
    "st": "street", "rd": "road", "ave": "avenue", "av": "avenue", "ln": "lane", "cl": "close", "dr": "drive",
    "ct": "court", "cres": "crescent", "pl": "place", "sq": "square", "terr": "terrace", "tce": "terrace",
    "gdns": "gardens", "gr": "grove", "pk": "park", "hse": "house",
}  # fmt: skip
STREETS = set(KINDS.values()) | {"way", "walk", "row", "hill", "view", "mews", "rise", "green", "crescent", "gate"}
NUMBER = re.compile(r"\d+[a-z]?$")


def typed_in(words: Mapping[str, str], homes: Iterable[Any]) -> list[str]:
    """The names of those fields in whose words one of the `homes` (each with `lines` and `postcode`) stands."""
    known = [(_postcode(home.postcode), _places(home.lines)) for home in homes]
    return [name for name, text in words.items() if text and any(_stands(text, *home) for home in known)]


def _stands(text: str, postcode: re.Pattern[str] | None, places: list[list[str]]) -> bool:
    plain = unicodedata.normalize("NFKC", text)
    if postcode and postcode.search(plain.upper()):
        return True
    said = _said(plain)
    return any(_follow(said, place) for place in places)


def _postcode(postcode: str) -> re.Pattern[str] | None:
    """The postcode however it is spaced, but not inside a longer word."""
    letters = re.sub(r"[^A-Z0-9]", "", postcode.upper())
    return re.compile(r"(?<![A-Z0-9])" + r"[\W_]*".join(letters) + r"(?![A-Z0-9])") if letters else None


def _said(text: str) -> list[str]:
    words = re.findall(r"\w+", re.sub(r"['’]", "", text.casefold()))
    return [KINDS.get(word, word) for word in words]


def _places(lines: str) -> list[list[str]]:
    """What of an address gives the house away: each number with the name of its street, or the name of the house."""
    found = []
    for part in re.split(r"[,;\n]", lines):
        said = _said(part)
        for place, word in enumerate(said[:-1]):
            if NUMBER.match(word) and not NUMBER.match(said[place + 1]):
                found.append([word, *_named(said[place + 1 :])])
    first = _said(re.split(r"[,;\n]", lines)[0])
    if not found and len(first) > 1:
        found.append(first[:3])
    return found


def _named(words: list[str]) -> list[str]:
    """The name of a street without its kind: "elm" of Elm Street; a street called The Green keeps both words."""
    name = []
    for word in words[:3]:
        if word in STREETS and name and name != ["the"]:
            break
        name.append(word)
    return name


def _follow(said: list[str], place: list[str]) -> bool:
    size = len(place)
    return any(said[start : start + size] == place for start in range(len(said) - size + 1))
