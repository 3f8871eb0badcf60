"""What must be true of an early help assessment."""

from typing import Any

from cases.assessment_words import CARERS_VOICE, CONCLUSION, FIELDS, VOICES
from cases.models import Assessment
from cases.rules.typed import require_words
from inputs.dates import in_words
from inputs.errors import RuleBroken


def require_draft(assessment: Assessment) -> None:
    """A finished version is never changed: what is different now is another version."""
    if assessment.finished_on:
        raise RuleBroken(
            "already_finished",
            f"This version was finished on {in_words(assessment.finished_on)}. Begin a new version: it starts with "
            "these words.",
        )


def require_nobody_else_saved(assessment: Assessment, revision: int, by: Any) -> None:
    """Nobody writes over what a colleague saved after they began to type."""
    if assessment.revision != revision and assessment.saved_by_id != by.pk:
        raise RuleBroken(
            "stale_assessment",
            f"{assessment.saved_by.name} has saved this draft meanwhile. Yours is not saved yet: look at both.",
        )


def require_concluded(assessment: Assessment) -> None:
    """It hears somebody of the family, and says what follows; nothing else has to be filled in."""
    if not any(getattr(assessment, name).strip() for name in VOICES):
        sentence = "Write down what the child, or what the parents and carers, say in their own words."
        raise RuleBroken("no_voice", sentence, CARERS_VOICE)
    require_words(assessment.conclusion, "no_conclusion", "Say what you conclude together.", CONCLUSION)


def require_something_new(assessment: Assessment, before: Assessment | None) -> None:
    """A version that says what the last one says is none."""
    if before and all(getattr(assessment, name) == getattr(before, name) for name in FIELDS):
        raise RuleBroken(
            "nothing_new",
            f"It says what version {before.version} says. Write down what is different now, or throw this draft away.",
        )
