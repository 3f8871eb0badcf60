"""Texts of a feed, which anybody may have written, in a form that a page can show."""

import html
import re
from typing import Any
from urllib.parse import urlsplit

from django.core.exceptions import SuspiciousOperation, ValidationError
from django.core.validators import EmailValidator, URLValidator
from django.utils.html import strip_tags

from inputs.validators import CONTROLS, INVISIBLE, LONE_SURROGATE, TAGS, normal_phone, normal_postcode, tidy

LONGEST_LOOKED_AT = 20_000
FIRST_HALF = re.compile(r"[A-Z]{1,2}[0-9][A-Z0-9]?", re.ASCII)
_email, _address = EmailValidator(), URLValidator(schemes=["http", "https"])


def plain(value: Any, most: int) -> str:
    """One line of at most `most` characters, without mark-up and without characters that hide; "" for no text."""
    if isinstance(value, bool) or not isinstance(value, str | int | float):
        return ""
    text = str(value)[:LONGEST_LOOKED_AT]
    if "<" in text:
        try:
            text = strip_tags(re.sub(r"<(br|p|li|div)\b", r" <\1", text, flags=re.IGNORECASE))
        except SuspiciousOperation:  # far more opening brackets than any text has
            text = text.replace("<", " ")
    text = html.unescape(text)
    for hidden in (CONTROLS, LONE_SURROGATE, INVISIBLE, TAGS):
        text = hidden.sub(" ", text)
    return shortened(" ".join(tidy(text).split()), most)


def shortened(text: str, most: int) -> str:
    """The text, cut at a word if it is longer."""
    if len(text) <= most:
        return text
    cut = text[: most - 1]
    return (cut.rsplit(" ", 1)[0] if " " in cut[most // 2 :] else cut).rstrip(" ,.;:") + "…"


def email(value: Any) -> str:
    """An e-mail address, or "" for what is none."""
    typed = plain(value, 255)
    return typed if typed and len(typed) <= 254 and _passes(_email, typed) else ""


def website(value: Any) -> str:
    """A web address that may become a link (http and https alone), or "" for anything else."""
    typed = plain(value, 301)
    if not typed or len(typed) > 300 or not _passes(_address, typed):
        return ""
    return "" if "@" in urlsplit(typed).netloc else typed


def phone(value: Any) -> str:
    """A telephone number, or "" for what is none."""
    typed = plain(value, 60).strip("\"' ")
    try:
        found = normal_phone(typed) if typed else ""
    except ValidationError:
        return ""
    return found if len(found) <= 30 else ""


def district(value: Any) -> str:
    """The first half of a UK postcode, of which the second may be missing; "" for what is none."""
    typed = plain(value, 12).upper()
    if FIRST_HALF.fullmatch(typed):
        return typed
    try:
        return normal_postcode(typed).split(" ")[0] if typed else ""
    except ValidationError:
        return ""


def _passes(validator: Any, typed: str) -> bool:
    try:
        validator(typed)
    except ValidationError:
        return False
    return True
