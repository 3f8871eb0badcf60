"""What of an agenda item somebody reads, if its family keeps kinds of information from whoever they work for.

One rule for pages, the API and the minutes. Pages and the API read an item's words as `item.shown`: an item of which
nobody has asked what its reader may know has none, so that a page fails and the API leaves them out.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from centres.status import AgencyKind
from consent.querysets import kinds_kept_from_person
from consent.status import Information
from meetings.models import AgencyView, AgendaItem, Decision

# An item's own words, and the kinds of information of which they tell. As the name of a part somebody types anything.
TELLS_OF: dict[str, frozenset[str]] = {
    "title": frozenset(Information.values),
    "why": frozenset({Information.PLAN}),
    "put_off_because": frozenset({Information.PLAN}),
}


def words_kept(kept: frozenset[str]) -> set[str]:
    """Which of an item's words are left out for somebody from whom its family keeps these kinds."""
    return {name for name, kinds in TELLS_OF.items() if kinds & kept}


def decision_kept(kept: frozenset[str], passed_on: bool) -> bool:
    """Whether the decision is left out: it is part of the plan; passing a family on is a safeguarding note."""
    return Information.PLAN in kept or (passed_on and Information.SAFEGUARDING in kept)


@dataclass(frozen=True)
class Shown:
    """An item without what its family keeps from its reader; a word that is left out is empty."""

    item: AgendaItem
    kept: frozenset[str]

    @property
    def title(self) -> str:
        """What somebody typed as the name of a part, or of a matter of the team."""
        return self._word("title")

    @property
    def why(self) -> str:
        """Why it stands on the agenda."""
        return self._word("why")

    @property
    def put_off_because(self) -> str:
        """Why it was put off."""
        return self._word("put_off_because")

    @property
    def decision(self) -> Decision | None:
        """What was decided."""
        made: Decision | None = getattr(self.item, "decision", None)
        return None if made is None or decision_kept(self.kept, bool(made.done_now)) else made

    @property
    def views(self) -> list[AgencyView]:
        """What each agency thinks."""
        given = self.item.views.all()
        return [one for one in given if Information.HEALTH not in self.kept or one.agency.kind != AgencyKind.NHS]

    def _word(self, name: str) -> str:
        return "" if name in words_kept(self.kept) else str(getattr(self.item, name))


def show_to(user: Any, items: Iterable[AgendaItem]) -> list[AgendaItem]:
    """The items, which `user` may see, each with `shown`: what they read of it. One query, however many."""
    found = list(items)
    kept = kinds_kept_from_person(user, {one.family_id for one in found if one.family_id})
    for one in found:
        one.shown = Shown(one, kept.get(one.family_id or 0, frozenset()))
    return found
