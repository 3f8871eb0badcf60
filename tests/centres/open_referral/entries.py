"""Services as a feed has them, made up."""

import json
from typing import Any
from uuid import UUID, uuid5

SPACE = UUID("5f0c2a52-6a6b-4d0e-9f1c-3a8d6f1a2b3c")


def ref(name: str) -> str:
    """The id of a made-up service."""
    return str(uuid5(SPACE, name))


def entry(name: str = "Chatterbox", **fields: Any) -> dict[str, Any]:
    """One service with what a feed says of it; None leaves a field out."""
    given: dict[str, Any] = {
        "id": ref(name),
        "name": name,
        "status": "active",
        "description": "Songs and talk.",
        "minimum_age": 0,
        "maximum_age": 4,
        "url": "https://example.org/chatterbox",
        "email": "hello@example.org",
        "organization": {"id": ref("Library"), "name": "Rowan Library", "description": "Books"},
        "contacts": [{"id": ref("Ann"), "name": "Ann", "title": "Librarian", "phones": [{"number": "01632 960001"}]}],
        "schedules": [{"freq": "WEEKLY", "byday": "TU,TH", "opens_at": "10:00", "closes_at": "11:30"}],
        "service_at_locations": [{"id": ref("at"), "location": place()}],
        "attributes": [{"taxonomy_term": {"name": "Speech and language", "taxonomy": "anything"}}],
    }  # fmt: skip
    return {key: value for key, value in {**given, **fields}.items() if value is not None}


def place(name: str = "Library", postcode: str = "BS1 4DJ", **fields: Any) -> dict[str, Any]:
    """A location."""
    address = {"address_1": "1 High Street", "city": "Rowanton", "postal_code": postcode, "country": "GB"}
    return {"id": ref(name), "location_type": "physical", "name": name, "addresses": [address], **fields}


def page(*entries: Any, **fields: Any) -> bytes:
    """A file, or one page of a feed."""
    return json.dumps({"contents": list(entries), **fields}).encode()
