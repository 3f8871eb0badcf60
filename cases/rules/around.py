"""What must be true of who is around the family outside the team."""

from cases.models import Case, OtherInvolved
from cases.rules.typed import require_words
from inputs.dates import in_words
from inputs.errors import RuleBroken


def require_new_on_list(case: Case, kind: str, called: str, *, but: int | None = None) -> None:
    """Whoever is involved has a name, and stands on the list once."""
    require_words(called, "no_name", "Say who it is: a name, or that of the practice or nursery.", "called")
    if case.others.current().filter(kind=kind, called__iexact=called.strip()).exclude(pk=but or 0).exists():
        raise RuleBroken("already_involved", f"{called.strip()} is already on the list.", "called")


def require_still_involved(other: OtherInvolved) -> None:
    """What has ended stays as it was."""
    if other.until is not None:
        raise RuleBroken("already_ended", f"{other.called} is no longer involved since {in_words(other.until)}.")
