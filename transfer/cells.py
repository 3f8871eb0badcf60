"""Taking cells for what they mean, and keeping what is wrong with which."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

from transfer import values
from transfer.fields import BY_CODE
from transfer.values import NotAValue

Parser = Callable[[str], Any]
# What each field is, and how long; a field of a child or an adult by its last word.
KINDS: dict[str, tuple[Parser, int]] = {
    "name": (values.plain, 120), "born": (values.day, 40), "expected": (values.day, 40),
    "nhs": (values.nhs_number, 40), "relation": (values.relation, 60), "responsibility": (values.responsibility, 60),
    "phone": (values.phone, 60), "email": (values.email, 254), "registered_on": (values.day, 40),
    "language": (values.plain, 60), "interpreter": (values.yes_or_no, 20), "safe_contact": (values.words, 1000),
    "address": (values.plain, 200), "postcode": (values.postcode, 20), "confidential": (values.yes_or_no, 20),
    "agreement": (values.agreed, 200), "agreed_by": (values.plain, 120), "agreed_on": (values.day, 40),
    "agreed_how": (values.how_agreed, 200), "witness": (values.plain, 120), "withdrawn_on": (values.day, 40),
    "case_opened_on": (values.day, 40), "tier": (values.tier, 20), "next_review_on": (values.day, 40),
    "lead_email": (values.email, 254), "worries": (values.words, 2000),
}  # fmt: skip
DATES = {values.day}
NO_TEXT = {"-", "n/a", "?"}  # what people write where there is nothing to write
NOTHING = NO_TEXT | {"na", "none", "unknown", "not known"}  # the same, where it cannot be a name
TEXTS = (values.plain, values.words)


@dataclass(frozen=True)
class Problem:
    """What is wrong with a row, at which field if it is one."""

    row: int
    field: str
    sentence: str

    @property
    def whole(self) -> str:
        """The sentence, after the name of the field."""
        label = BY_CODE[self.field].label if self.field in BY_CODE else ""
        return f"{label}: {self.sentence}" if label else self.sentence


@dataclass
class Cells:
    """The cells of one family."""

    problems: list[Problem] = field(default_factory=list)

    def wrong(self, row: int, code: str, sentence: str) -> None:
        """Keep a problem."""
        self.problems.append(Problem(row, code, sentence))

    def take(self, row: int, code: str, said: Mapping[str, str]) -> Any:
        """The value of a cell, or what stands for none: None for dates, yes or no and tiers, "" for text."""
        last = code.rsplit("_", 1)[-1] if code.startswith(("child_", "adult_")) else code
        parser, longest = KINDS[last]
        text = said.get(code, "")
        nothing = None if parser in DATES or parser in (values.yes_or_no, values.tier) else ""
        if not text or text.casefold() in (NO_TEXT if parser in TEXTS else NOTHING):
            return nothing
        if len(text) > longest:
            self.wrong(row, code, f"This must be {longest:,} characters or fewer.")
            return nothing
        try:
            return parser(text)
        except NotAValue as error:
            self.wrong(row, code, str(error))
            return nothing
