"""The family's copy of an assessment: for one person, with the texts that whoever makes it has looked at. Reads only.

The Information Commissioner has reprimanded for one unredacted assessment that was sent to a mother and to two former
partners. So a copy is for one named person; what is hard, and what somebody said, stand in it only if they are ticked.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from cases.assessment_words import FIELDS, FOR_FAMILY
from cases.copy_end import CopyEnd, end_of
from cases.models import Assessment
from centres.models import Centre


@dataclass(frozen=True)
class AssessmentCopy:
    """Everything that stands on the copy."""

    to: str
    centre: Centre
    finished_on: date
    made_on: date
    said: list[tuple[str, str]]
    words: str
    end: CopyEnd


def copy_of(assessment: Assessment, on: date, *, to: str, tell: Iterable[str], words: str = "") -> AssessmentCopy:
    """The copy of a finished version for `to`, with the texts named in `tell` and what its maker adds."""
    case, told = assessment.case, set(tell)
    said = [(FOR_FAMILY[name], getattr(assessment, name)) for name in FIELDS if name in told]
    return AssessmentCopy(
        to=to, centre=case.centre, finished_on=assessment.finished_on or on, made_on=on,
        said=said, words=words,
        end=end_of(case, on),
    )  # fmt: skip
