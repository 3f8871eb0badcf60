"""A file, or the pages of a feed, as services of the directory."""

import json
import math
from collections.abc import Iterable
from datetime import date
from typing import Any

from centres.open_referral.listed import ANY_AGE, LONGEST, Listed, NotReadable, Problem, Read
from centres.open_referral.needs import read_needs
from centres.open_referral.places import read_places
from centres.open_referral.texts import email, phone, plain, website
from centres.open_referral.times import read_times

MOST_BYTES = 10 * 1024 * 1024
MOST_SERVICES = 5000
MOST_PARTS = 100  # schedules, places or contacts of one service
OLDEST = 120
OFFERED = {"active": True, "inactive": False, "defunct": False, "temporarily closed": False}


class _LeftOut(Exception):
    """This one service cannot be taken; the message says why."""


def read_file(content: bytes, on: date) -> Read:
    """The services of a file. Raises NotReadable if it is no Open Referral at all, or only a part of a feed."""
    document = parse(content)
    if isinstance(document, dict) and _number(document.get("total_pages"), 1) > 1:
        raise NotReadable(
            f"This file is one page of {_number(document['total_pages'], 1):.0f} of a feed. Enter the address of the "
            "feed instead, or put all its services into one file: what is not in it would count as no longer offered."
        )
    return read_services(entries_of(document, "This file"), on)


def parse(content: bytes, what: str = "This file") -> Any:
    """The JSON in it. Raises NotReadable."""
    if len(content) > MOST_BYTES:
        raise NotReadable(f"{what} is larger than {MOST_BYTES // 1024 // 1024} MB, which is more than is read.")
    if not content.strip():
        raise NotReadable(f"{what} is empty.")
    if content.startswith(b"PK\x03\x04"):
        raise NotReadable(f"{what} is a ZIP or a spreadsheet. Open Referral is read as JSON here.")
    try:
        return json.loads(content.decode("utf-8-sig"), parse_constant=_no_number)
    except UnicodeDecodeError as wrong:
        raise NotReadable(
            f"{what} is not in UTF-8, as JSON has to be: look at byte {wrong.start + 1:,}. Save it as UTF-8."
        ) from wrong
    except json.JSONDecodeError as wrong:
        raise NotReadable(
            f"{what} is not JSON that can be read: look at line {wrong.lineno:,}, character {wrong.colno:,}."
        ) from wrong
    except RecursionError as wrong:
        raise NotReadable(f"{what} has so many brackets inside each other that it cannot be Open Referral.") from wrong
    except ValueError as wrong:
        raise NotReadable(f"{what} has a number in it that is none, or far too long.") from wrong


def _no_number(name: str) -> Any:
    raise ValueError(name)


def entries_of(document: Any, what: str) -> list[Any]:
    """The services in it, whichever of the usual ways they are wrapped. Raises NotReadable."""
    found = document
    if isinstance(document, dict):
        inside = [document[name] for name in ("contents", "services") if name in document]
        found = inside[0] if inside else [document] if {"id", "name"} <= document.keys() else None
    if not isinstance(found, list):
        raise NotReadable(
            f"{what} has no list of services. Open Referral UK has it under “contents”, as the address /services "
            "of a feed gives it."
        )
    if len(found) > MOST_SERVICES:
        raise NotReadable(f"{what} has {len(found):,} services. At most {MOST_SERVICES:,} are read.")
    return found


def read_services(entries: Iterable[Any], on: date) -> Read:
    """Each service, or why it was left out. Raises NotReadable if two have the same id: one would overwrite the other.

    One service that is wrong does not keep the others out, and does not count as gone.
    """
    services: list[Listed] = []
    problems: list[Problem] = []
    places: dict[str, str] = {}
    for number, entry in enumerate(entries, start=1):
        place = _place(number, entry)
        ref = _ref(entry)
        if ref and ref in places:
            raise NotReadable(f"{place} has the same id as {places[ref]}: {ref}. Ids have to be different.")
        places[ref] = place
        try:
            service, notes = _read_one(entry, ref, on)
        except _LeftOut as wrong:
            problems.append(Problem(place, str(wrong), ref))
            continue
        services.append(service)
        problems += [Problem(place, note, ref, left_out=False) for note in notes]
    return Read(tuple(services), tuple(problems))


def _place(number: int, entry: Any) -> str:
    name = plain(entry.get("name"), 60) if isinstance(entry, dict) else ""
    return f"Service {number:,}, “{name}”" if name else f"Service {number:,}"


def _ref(entry: Any) -> str:
    given = entry.get("id") if isinstance(entry, dict) else None
    ref = plain(given, LONGEST["ref"] + 1)
    return ref if len(ref) <= LONGEST["ref"] and ref == str(given) else ""


def _read_one(entry: Any, ref: str, on: date) -> tuple[Listed, list[str]]:
    if not isinstance(entry, dict):
        raise _LeftOut("This is no service: it has no fields.")
    if not ref:
        raise _LeftOut(f"It has no id, or one of more than {LONGEST['ref']} characters.")
    name = plain(entry.get("name"), LONGEST["name"])
    if not name:
        raise _LeftOut("It has no name.")
    youngest, oldest = _ages(entry)
    at = [one for one in _list(entry, "service_at_locations") if isinstance(one, dict)]
    locations = [one.get("location") for one in at]
    schedules = [one for part in (entry, *at, *locations) for one in _list(part, "schedules")]
    days, when = read_times(schedules, on, LONGEST["when"])
    where, districts = read_places(locations, LONGEST["where"])
    needs, told = read_needs(entry, name)
    organisation = entry.get("organization")
    organisation = organisation if isinstance(organisation, dict) else {}
    reached, notes = _reached(entry, at, organisation)
    made = Listed(
        ref=ref, name=name, provider=plain(organisation.get("name"), LONGEST["provider"]),
        about=plain(entry.get("description"), LONGEST["about"]), needs=needs, needs_told=told,
        from_age_months=youngest, to_age_months=oldest, when=when, days=days, where=where, districts=districts,
        offered=_offered(entry), **reached,
    )  # fmt: skip
    return made, notes


def _offered(entry: dict[str, Any]) -> bool:
    status = entry.get("status", "active")
    if not isinstance(status, str) or status.lower() not in OFFERED:
        raise _LeftOut("Its status is none of active, inactive, defunct and temporarily closed.")
    return OFFERED[status.lower()]


def _ages(entry: dict[str, Any]) -> tuple[int, int]:
    """In months, both ends included. Open Referral has years, and a "maximum age" of 4 is a child until five."""
    youngest, oldest = (_age(entry, name) for name in ("minimum_age", "maximum_age"))
    if youngest is not None and oldest is not None and youngest > oldest:
        raise _LeftOut(f"Its minimum age, {youngest:g}, is more than its maximum age, {oldest:g}.")
    from_months = round((youngest or 0) * 12)
    if oldest is None or oldest >= ANY_AGE / 12:
        return from_months, ANY_AGE
    return from_months, int(oldest) * 12 + 11 if oldest == int(oldest) else round(oldest * 12)


def _age(entry: dict[str, Any], name: str) -> float | None:
    given = entry.get(name)
    if given is None or given == "":
        return None
    age = _number(given, -1)
    if not 0 <= age <= OLDEST:
        raise _LeftOut(f"Its {name.replace('_', ' ')} is no age in years.")
    return age


def _number(value: Any, otherwise: float) -> float:
    """What was given as a number, also as a text of one."""
    if isinstance(value, bool) or not isinstance(value, str | int | float):
        return otherwise
    try:
        number = float(value)
    except (ValueError, OverflowError):
        return otherwise
    return number if math.isfinite(number) else otherwise


def _list(part: Any, name: str) -> list[Any]:
    found = part.get(name) if isinstance(part, dict) else None
    return found[:MOST_PARTS] if isinstance(found, list) else []


def _reached(entry: dict[str, Any], at: list[Any], organisation: dict[str, Any]) -> tuple[dict[str, str], list[str]]:
    """How to reach it: what the service itself says comes before what its places and its organisation say."""
    notes: list[str] = []
    contacts = [one for part in (entry, *at, organisation) for one in _list(part, "contacts") if isinstance(one, dict)]
    named = (plain(one.get("name"), 80) for one in contacts)
    titles = (plain(one.get("title"), 80) for one in contacts)
    who = next((", ".join(filter(None, pair)) for pair in zip(named, titles, strict=True) if any(pair)), "")
    phones = [one.get("number") for part in (entry, *contacts, *at, organisation) for one in _list(part, "phones")
              if isinstance(one, dict)]  # fmt: skip
    found = {"contact": plain(who, LONGEST["contact"])}
    for field, read, given in (
        ("phone", phone, phones),
        ("email", email, [entry.get("email"), *(one.get("email") for one in contacts), organisation.get("email")]),
        ("website", website, [entry.get("url"), organisation.get("website")]),
    ):
        told = [one for one in given if one not in (None, "")]
        found[field] = next(filter(None, map(read, told)), "")
        if told and not found[field]:
            notes.append(f"Its {FIELDS[field]} cannot be used and is left out.")
    return found, notes


FIELDS = {"phone": "telephone number", "email": "e-mail address", "website": "web address"}
