"""What a cell means: a date, a number, a yes. Each refuses with a sentence that says how to mend the cell.

Dates: the day is always first (3/4/2026 is 3 April), the year has four digits; the pages say so.
"""

import re
from datetime import date

from django.core.exceptions import ValidationError
from django.core.validators import validate_email

from consent.status import How
from families.status import ParentalResponsibility, Relation
from inputs import validators
from inputs.dates import NotADate, parse_date
from transfer.status import Agreed

YES = {"yes", "y", "true", "1", "x"}
NO = {"no", "n", "false", "0"}
RELATIONS: dict[str, str] = {
    "mum": Relation.MOTHER, "mam": Relation.MOTHER, "mummy": Relation.MOTHER, "birth mother": Relation.MOTHER,
    "dad": Relation.FATHER, "daddy": Relation.FATHER, "birth father": Relation.FATHER,
    "stepmother": Relation.STEP_PARENT, "stepfather": Relation.STEP_PARENT, "step-mother": Relation.STEP_PARENT,
    "step-father": Relation.STEP_PARENT, "step mother": Relation.STEP_PARENT, "step father": Relation.STEP_PARENT,
    "stepmum": Relation.STEP_PARENT, "stepdad": Relation.STEP_PARENT, "step parent": Relation.STEP_PARENT,
    "grandmother": Relation.GRANDPARENT, "grandfather": Relation.GRANDPARENT, "gran": Relation.GRANDPARENT,
    "nan": Relation.GRANDPARENT, "grandma": Relation.GRANDPARENT, "grandad": Relation.GRANDPARENT,
    "aunt": Relation.OTHER_RELATIVE, "uncle": Relation.OTHER_RELATIVE, "sister": Relation.OTHER_RELATIVE,
    "brother": Relation.OTHER_RELATIVE, "foster parent": Relation.FOSTER_CARER, "foster mother": Relation.FOSTER_CARER,
    "foster father": Relation.FOSTER_CARER, "partner": Relation.PARTNER, "carer": Relation.OTHER,
    "guardian": Relation.OTHER, "friend": Relation.OTHER,
}  # fmt: skip
AGREED = {
    "agreed": Agreed.AGREED, "given": Agreed.AGREED, "yes": Agreed.AGREED, "y": Agreed.AGREED,
    "consented": Agreed.AGREED, "consent given": Agreed.AGREED, "in force": Agreed.AGREED,
    # A bare "no" may mean that nobody has asked: it is to be confirmed.
    "refused": Agreed.REFUSED, "declined": Agreed.REFUSED, "consent refused": Agreed.REFUSED,
    "withdrawn": Agreed.WITHDRAWN, "consent withdrawn": Agreed.WITHDRAWN, "ended": Agreed.WITHDRAWN,
}  # fmt: skip
WAYS = {
    "signed": How.SIGNED, "signed form": How.SIGNED, "paper": How.SIGNED, "written": How.SIGNED, "form": How.SIGNED,
    "verbal": How.VERBAL, "spoken": How.VERBAL, "oral": How.VERBAL, "spoken, with a witness": How.VERBAL,
    "electronic": How.ELECTRONIC, "electronically": How.ELECTRONIC, "online": How.ELECTRONIC,
}  # fmt: skip


class NotAValue(ValueError):
    """What a cell says cannot be taken; the message is the sentence for a person."""


def plain(text: str) -> str:
    """Text in one line, without characters that hide."""
    try:
        validators.no_control_characters(text)
    except ValidationError as error:
        raise NotAValue(error.messages[0]) from None
    return " ".join(text.split())


def words(text: str) -> str:
    """Text that may have several lines."""
    plain(text)
    return text.strip()


def day(text: str) -> date:
    """A date: 21/11/2026, 2026-11-21 or 21 November 2026. Midnight behind it, as some programs write it, is ignored."""
    try:
        return parse_date(re.sub(r"[T ]00:00(:00(\.0+)?)?$", "", text))
    except NotADate as error:
        raise NotAValue(f"{error}.") from None


def yes_or_no(text: str) -> bool:
    """Yes or no."""
    said = text.casefold()
    if said in YES:
        return True
    if said in NO:
        return False
    raise NotAValue(f"Write yes or no. It says “{_short(text)}”.")


def nhs_number(text: str) -> str:
    """Ten digits with their check digit."""
    try:
        validators.nhs_number(text)
    except ValidationError as error:
        raise NotAValue(error.messages[0]) from None
    return validators.nhs_digits(text)


def postcode(text: str) -> str:
    """A full postcode in its one form."""
    try:
        return validators.normal_postcode(text)
    except ValidationError as error:
        raise NotAValue(error.messages[0]) from None


def phone(text: str) -> str:
    """A telephone number; one that a spreadsheet took for a number has lost its zero."""
    try:
        number = validators.normal_phone(text)
    except ValidationError as error:
        raise NotAValue(error.messages[0]) from None
    if re.fullmatch(r"[127]\d{9}", text):
        raise NotAValue("The zero at the beginning is missing. Make the column one of text, and type the number again.")
    if len(number) > 30:
        raise NotAValue("A telephone number must be 30 characters or fewer.")
    return number


def email(text: str) -> str:
    """An e-mail address."""
    try:
        validate_email(text)
    except ValidationError:
        raise NotAValue("Enter an e-mail address in the correct format, like name@example.com.") from None
    return text


def relation(text: str) -> str:
    """How an adult is related to the child."""
    said = " ".join(text.casefold().replace("’", "'").split())
    for one in Relation:
        if said in (one.value, one.label.casefold(), one.value.replace("_", " ")):
            return one.value
    if said in RELATIONS:
        return RELATIONS[said]
    known = ", ".join(one.label.lower() for one in Relation)
    raise NotAValue(f"Write one of: {known}. It says “{_short(text)}”.")


def responsibility(text: str) -> str:
    """Whether an adult holds parental responsibility: what is neither yes nor no is not known, and never guessed."""
    said = text.casefold()
    if said in YES or said == ParentalResponsibility.YES.label.casefold():
        return ParentalResponsibility.YES
    if said in NO or said == ParentalResponsibility.NO.label.casefold():
        return ParentalResponsibility.NO
    return ParentalResponsibility.NOT_KNOWN


def agreed(text: str) -> Agreed:
    """What the family said; anything that is not clearly one of the others is to be confirmed."""
    return AGREED.get(" ".join(text.casefold().split()), Agreed.TO_CONFIRM)


def how_agreed(text: str) -> str:
    """In which way; nothing if that is not clear."""
    return WAYS.get(" ".join(text.casefold().split()), "")


def tier(text: str) -> int:
    """The tier of need."""
    found = re.fullmatch(r"(?:tier|level)?\s*([1-4])(?:\.0)?", text.casefold())
    if not found:
        raise NotAValue(f"Write the tier of need as 2 or 3. It says “{_short(text)}”.")
    return int(found[1])


def _short(text: str) -> str:
    return text if len(text) <= 30 else f"{text[:30]}…"
