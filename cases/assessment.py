"""The early help assessment as it is read: part by part, what changed since the version before, what is known already.

Reads only.
"""

from dataclasses import dataclass
from datetime import date
from typing import Any

from cases.assessment_words import LABELS, PARTS
from cases.models import Assessment, Case
from centres.status import Need
from families.serializers import AdultHeader


@dataclass(frozen=True)
class Said:
    """One text of an assessment; `before`: what the version before said, if that was something else."""

    name: str
    label: str
    words: str
    before: str | None = None

    @property
    def changed(self) -> bool:
        """Whether the version before said something else."""
        return self.before is not None


@dataclass(frozen=True)
class PartRead:
    """One part of an assessment as it is read."""

    title: str
    said: list[Said]

    @property
    def empty(self) -> bool:
        """Whether nothing is written down in it."""
        return not any(one.words or one.before for one in self.said)


def read_of(assessment: Assessment, before: Assessment | None = None) -> list[PartRead]:
    """The version part by part, beside the one before it."""
    return [PartRead(part.title, [_said(assessment, name, before) for name in part.fields]) for part in PARTS]


def _said(assessment: Assessment, name: str, before: Assessment | None) -> Said:
    words, earlier = getattr(assessment, name), getattr(before, name) if before else None
    return Said(name, LABELS[name], words, earlier if earlier != words else None)


def known_of(case: Case, on: date) -> dict[str, Any]:
    """What the record holds and nobody has to be asked again, for whoever writes the assessment."""
    referral = case.referral
    adults = case.family.adults.prefetch_related("cares__child")
    return {
        "children": [(str(child), child.age(on)) for child in case.family.children.all()],
        "adults": AdultHeader(adults, many=True, context={"near": False, "rings": False}).data,
        "language": case.family.language,
        "interpreter": case.family.interpreter_needed,
        "needs": [Need(code).label for code in referral.needs],
        "worries": referral.worries,
        "strengths": referral.strengths,
        "wants": referral.family_wants,
        "tried": referral.tried,
        "referred_by": referral.referrer.name if referral.referrer else "",
        "team": [(one.user.name, one.contribution) for one in case.team.in_force(on).select_related("user")],
        "goals": [goal.words for goal in case.goals.open()],
    }
