"""What typed text must be, wherever it comes in: form, API or import. Each refusal says what to do."""

import re
import unicodedata

import nhs_number as nhs
from django.core.exceptions import ValidationError
from localflavor.gb.forms import GBPostcodeField

# C0 and C1 controls but tab, line feed and carriage return.
CONTROLS = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f]")
# Bidirectional overrides and isolates can make a name read as another. Zero-width characters make two texts that
# look the same differ: a search then misses a family. The joiners that emoji and some scripts need stay allowed.
INVISIBLE = re.compile("[\u061c\u180e\u200b\u200e\u200f\u202a-\u202e\u2060-\u2069\ufeff\ufff9-\ufffb]")
TAGS = re.compile("[\U000e0000-\U000e007f]")
LONE_SURROGATE = re.compile("[\ud800-\udfff]")


def no_control_characters(value: str) -> None:
    """Refuse control characters, bidirectional overrides and invisible characters in what somebody typed.

    Raises ValidationError (code "control_characters") with a sentence that says how to mend it.
    """
    if CONTROLS.search(value) or LONE_SURROGATE.search(value):
        raise ValidationError(
            "This text has characters in it that cannot be shown, often from copying out of another program. "
            "Delete them, or type the text again.",
            code="control_characters",
        )
    if INVISIBLE.search(value) or TAGS.search(value):
        raise ValidationError(
            "This text has invisible characters in it, often from copying out of another program. "
            "Paste it as plain text, or type it again.",
            code="control_characters",
        )


def nhs_number(value: str) -> None:
    """Refuse what is not an NHS number: ten digits, the last a check digit (modulus 11), not all the same.

    Raises ValidationError (code "nhs_number").
    """
    digits = nhs_digits(value)
    if not digits.isdigit() or not digits.isascii():
        raise ValidationError(
            "An NHS number has digits only, like 943 476 5919. Take out everything else.", code="nhs_number"
        )
    if len(digits) != 10:
        raise ValidationError(
            f"An NHS number has 10 digits, like 943 476 5919. You have typed {len(digits)}.", code="nhs_number"
        )
    if len(set(digits)) == 1 or not nhs.is_valid(digits):
        raise ValidationError(
            "This is not a valid NHS number: one of its digits is wrong. "
            "Check it against the letter or record you have.",
            code="nhs_number",
        )


def nhs_digits(value: str) -> str:
    """The number without the spaces and hyphens that people write in it."""
    return re.sub(r"[\s\-\u2010-\u2015]", "", value)


def normal_postcode(value: str) -> str:
    """A UK postcode in its one form, "BS1 4DJ". Raises ValidationError (code "postcode")."""
    squeezed = re.sub(r"[\s\-.]", "", value)
    try:
        return str(GBPostcodeField().clean(squeezed))
    except ValidationError as error:
        raise ValidationError("Enter a full UK postcode, like BS1 4DJ.", code="postcode") from error


def postcode(value: str) -> None:
    """Refuse what is not a UK postcode (code "postcode")."""
    normal_postcode(value)


def normal_phone(value: str) -> str:
    """A telephone number with single spaces, as it was grouped when typed. Raises ValidationError (code "phone").

    Lenient on purpose: extensions and numbers from abroad must fit, and a number that looks odd may be the
    only safe way to reach a family.
    """
    tidy = " ".join(value.split())
    number, extension = re.fullmatch(r"(.*?)((?:\s*(?:ext\.?|extension|x)\s*\d{1,6})?)", tidy, re.IGNORECASE).groups()  # type: ignore[union-attr]
    digits = re.sub(r"[\s().\-/\u2010-\u2015]", "", number)
    if not re.fullmatch(r"\+?[0-9]+", digits):
        raise ValidationError(
            "Enter a telephone number with digits only, like 0117 496 0123 or 07700 900 123.", code="phone"
        )
    length = len(digits.lstrip("+"))
    # A few landlines have ten digits; no mobile telephone has.
    if (
        digits.startswith("0")
        and not digits.startswith("00")
        and length not in ((11,) if digits[1:2] == "7" else (10, 11))
    ):
        raise ValidationError(
            f"A UK telephone number has 11 digits, like 07700 900 123. You have typed {length}.", code="phone"
        )
    if not 7 <= length <= 15:
        raise ValidationError(f"A telephone number has 7 to 15 digits. You have typed {length}.", code="phone")
    return f"{number.strip()}{extension}"


def phone(value: str) -> None:
    """Refuse what cannot be a telephone number (code "phone")."""
    normal_phone(value)


def tidy(value: str) -> str:
    """Text in one form: composed letters, line feeds only, nothing at the end of lines but what was meant."""
    return unicodedata.normalize("NFC", value.replace("\r\n", "\n").replace("\r", "\n"))


def too_long(name: str, limit: int, typed: int) -> str:
    """The sentence for a text over its limit."""
    return f"{name} must be {limit:,} characters or fewer. You have typed {typed:,}."
