"""Two records that were merged, by the verb itself: what it leaves behind is what matters."""

from typing import Any

from accounts.models import User
from centres.models import Centre
from merging.changes import digest_of
from merging.models import Merge
from merging.planning import Same
from merging.services import merge_families, planned_merge
from tests.days import today
from tests.factories import families


def merge(at: Centre, *, by: User) -> Merge:
    """A family on record twice, without any work, that was merged a moment ago."""
    kept, gone = (families.family(at, name=name, child_name=name) for name in ("Stern", "Bow"))
    facts: dict[str, Any] = {"kept": kept, "gone": gone, "same": Same(), "by": by, "on": today()}
    shown = digest_of(planned_merge(**facts)[1])
    return merge_families(**facts, reason="Registered twice", shown=shown)
