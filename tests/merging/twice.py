"""A centre in which one family is on record twice, and merging the two."""

from dataclasses import dataclass, field
from typing import Any

from accounts.models import User
from centres.models import Centre
from families.models import Family
from merging.changes import digest_of
from merging.models import Merge
from merging.planning import Same
from merging.services import merge_families, planned_merge, planned_undoing, undo_merge
from tests.days import today
from tests.factories import centres, families


@dataclass
class Twice:
    """The record that stays, the one that goes, and the manager. Ada is on both, and so is Grace."""

    at: Centre
    manager: User
    kept: Family
    gone: Family
    extra: dict[str, Any] = field(default_factory=dict)

    @property
    def same(self) -> Same:
        """Both children are one, and both mothers."""
        child, adult = (
            {getattr(self.gone, people).first().pk: getattr(self.kept, people).first().pk}
            for people in ("children", "adults")
        )
        return Same(child, adult)


def twice(**fields: Any) -> Twice:
    """One family twice, without any work; `fields` are of the record that goes."""
    at = centres.centre()
    manager = centres.manager(at)
    kept = families.family(at)
    return Twice(at, manager, kept, families.family(at, **fields))


def merged(of: Twice, same: Same | None = None, **fields: Any) -> Merge:
    """The two, merged as the preview shows it."""
    facts: dict[str, Any] = {"kept": of.kept, "gone": of.gone, "same": same or of.same, "by": of.manager, "on": today()}
    _, changes = planned_merge(**facts)
    made = merge_families(**facts, **{"reason": "Registered twice", "shown": digest_of(changes), **fields})
    of.kept, of.gone = Family.every.get(pk=of.kept.pk), Family.every.get(pk=of.gone.pk)
    return made


def undone(merge: Merge, by: User, **fields: Any) -> Merge:
    """It, undone as the preview shows it."""
    given = {"on": today(), "reason": "Two families after all"} | fields
    found = planned_undoing(merge=merge, by=by, on=given["on"])
    return undo_merge(merge=merge, by=by, shown=digest_of(found.changes), **given)
