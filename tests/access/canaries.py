"""What must not get out, and finding it in an answer.

Every sensitive field of every family of the world holds a word that stands nowhere else: the family, "zq" and what it
is ("harbourzqnote"). Numbers and dates cannot hold words: each family has its own.
"""

import io
import re
import zipfile
from collections.abc import Iterator
from datetime import date
from functools import lru_cache
from typing import Any

import pypdf

# A family's number, for what cannot hold a word: NHS numbers, telephone, postcode, dates of birth.
FAMILIES = (
    "harbour", "ferry", "anchor", "lantern", "mooring", "cutter", "quay", "skiff", "tiller", "beacon", "rowan",
)  # fmt: skip
MONTHS = ("", "January", "February", "March")


def word(family: str, what: str) -> str:
    """The canary of a text field."""
    return f"{family}zq{what}"


def number(family: str) -> int:
    """The family's number, from 1."""
    return FAMILIES.index(family) + 1


def born(family: str, *, adult: bool = False) -> date:
    """A date of birth that nobody else has."""
    return date(1991, 2, 10 + number(family)) if adult else date(2024, 3, 10 + number(family))


def nhs_number(family: str, *, adult: bool = False) -> str:
    """An NHS number that nobody else has."""
    return f"9{number(family):02}4{int(adult)}76000"


def telephone(family: str) -> str:
    """A telephone number that nobody else has."""
    return f"07700 91{number(family):02}77"


def area(family: str) -> str:
    """The first half of a postcode that nobody else has."""
    return f"ZQ{number(family)}"


def postcode(family: str) -> str:
    """A postcode that nobody else has."""
    return f"{area(family)} 7AB"


WORD = re.compile(r"zq([a-z]*)")
LONGEST = max(map(len, FAMILIES))
AREA = re.compile(r"(?<![A-Za-z0-9])ZQ(\d{1,2})(\s*7AB)?(?![A-Za-z0-9])")


@lru_cache(maxsize=1)
def _numbers() -> tuple[re.Pattern[str], dict[str, tuple[str, str]]]:
    known: dict[str, tuple[str, str]] = {}
    for family in FAMILIES:
        for adult in (False, True):
            day = born(family, adult=adult)
            for shown in (day.isoformat(), f"{day.day}{MONTHS[day.month]}{day.year}"):
                known[shown] = (family, "born")
            known[nhs_number(family, adult=adult)] = (family, "nhs")
        known[telephone(family)] = known[telephone(family).replace(" ", "")] = (family, "phone")
    spaced = [re.sub(r"(?<=\d)(?=[A-Z])|(?<=[a-z])(?=\d)", r"\\s?", shown) for shown in known]
    return re.compile(rf"(?<!\d)(?=\d)(?:{'|'.join(spaced)})"), known  # asked at digits alone: pages are long


def found_in(text: str) -> set[tuple[str, str]]:
    """The canaries in a text: (family, what)."""
    found = set(_words_in(text.lower()))
    for which, rest in AREA.findall(text):
        if 0 < int(which) <= len(FAMILIES):
            found.add((FAMILIES[int(which) - 1], "postcode" if rest else "area"))
    numbers, known = _numbers()
    found |= {known.get(one) or known[re.sub(r"\s", "", one)] for one in numbers.findall(text)}
    return found


def _words_in(text: str) -> Iterator[tuple[str, str]]:
    for one in WORD.finditer(text):
        before = text[max(0, one.start() - LONGEST) : one.start()]
        yield from ((family, one[1]) for family in FAMILIES if before.endswith(family))


def seen_in(response: Any) -> set[tuple[str, str]]:
    """The canaries in an answer: its body, whatever its form, and its headers."""
    headers = "\n".join(f"{name}: {value}" for name, value in response.items())
    return found_in(headers + "\n" + text_of(b"".join(response), response.get("Content-Type", "")))


@lru_cache(maxsize=64)
def text_of(body: bytes, kind: str) -> str:
    """The text of an answer: of a page or JSON as it is, of a PDF or a spreadsheet what a reader finds in it."""
    if body.startswith(b"%PDF"):
        pdf = pypdf.PdfReader(io.BytesIO(body))
        pages = "".join(page.extract_text() for page in pdf.pages)
        return pages.replace("\u00ad", "") + str(pdf.metadata)
    if body.startswith(b"PK"):
        with zipfile.ZipFile(io.BytesIO(body)) as book:
            return "\n".join(book.read(name).decode(errors="replace") for name in book.namelist())
    return body.decode(errors="replace")
