"""Reading a PDF as somebody would who looks for what was not meant for them."""

import io
from typing import Any

import pypdf
from pypdf.generic import ByteStringObject, IndirectObject, StreamObject


def in_text(pdf: bytes) -> str:
    """What a reader finds on its pages."""
    pages = pypdf.PdfReader(io.BytesIO(pdf)).pages
    return "".join(page.extract_text() for page in pages).replace("\u00ad", "")


def in_objects(pdf: bytes) -> str:
    """Every string and every stream of every object, unpacked, in each encoding that a PDF writes words in."""
    reader, found = pypdf.PdfReader(io.BytesIO(pdf)), [_decoded(pdf)]
    for number in range(1, len(reader.xref_objStm) + sum(map(len, reader.xref.values())) + 1):
        _strings(reader.get_object(number), found, deep=0)
    return "\n".join(found)


def _strings(one: Any, found: list[str], deep: int) -> None:
    if deep > 20 or isinstance(one, IndirectObject):
        return
    if isinstance(one, StreamObject):
        found.append(_decoded(one.get_data()))
    if isinstance(one, ByteStringObject):
        found.append(_decoded(bytes(one)))
    elif isinstance(one, str):
        found.append(str(one))
    for inner in [*one.keys(), *one.values()] if isinstance(one, dict) else one if isinstance(one, list) else ():
        _strings(inner, found, deep + 1)


def _decoded(raw: bytes) -> str:
    return raw.decode("latin-1") + raw.decode("utf-16-be", errors="replace")
