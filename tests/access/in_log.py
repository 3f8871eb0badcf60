"""What is shown is in the log, and nothing else: the families in an answer are the families in its lines of the log."""

from audit.models import Entry
from families.models import Family
from reports.records import families_of
from tests.access.canaries import FAMILIES
from tests.access.doors import Tried
from tests.access.policy import Row

# What is said of a family without naming it: an action whose owner is no longer told whose it is.
NAMELESS = {"ownaction", "leftaction", "leadaction", "doneby", "doneaction", "result"}
# Answers that name their case by number alone.
BY_NUMBER = {
    "break_glass_uses",
    "case-advice",
    "case-assessments",
    "case-closures",
    "case-deputies",
    "case-goals",
    "case-messages",
    "case-notes",
    "case-offers",
    "case-others",
    "case-reviews",
    "case-seen-by",
    "case-shares",
    "case-sharing-decisions",
    "case-step-ups",
    "case-team",
    "case-visits",
    "leaving",
    "leaving-detail",
    "leaving-list",
    "review-list",
    "sharing_decisions",
}
# What a referral says of a family is logged under the family that it is about from then on.
JOINED = {"referral-choose-family", "referral-join"}


class InLog:
    """The families that somebody dealt with in one request, as the log says it; called when it is answered."""

    def __init__(self, by: int) -> None:
        self.by, self.families = by, set[str]()
        self.since = Entry.objects.order_by("-pk").values_list("pk", flat=True).first() or 0

    def __call__(self) -> None:
        """Read the lines that the request has written; one without its centre is about no family."""
        entries = list(Entry.objects.filter(pk__gt=self.since, by=self.by, centre_id__isnull=False))
        found = {family.pk for family in families_of(entries).values()}
        for entry in entries:
            found |= set(entry.detail.get("families", []))
        names = Family.objects.filter(pk__in=found).values_list("name", flat=True)
        self.families = {name.lower().partition("zq")[0] for name in names if "zq" in name}  # canaries can be seen

    def unlike(self, row: Row, tried: Tried) -> str:
        """What is shown and not in the log, or in the log and not shown."""
        shown = {family for family, what in tried.seen if family in FAMILIES and what not in NAMELESS | {"area"}}
        shown -= {"rowan"} | _places_named(tried.seen)
        missing, more = shown - self.families, self.families - shown
        if row.method != "GET" or row.route in BY_NUMBER:
            more = set()
        missing -= {row.at.partition(".")[0]} if row.route in JOINED else set()
        if missing or more:
            return f"{tried.status}: not in the log {sorted(missing)}, only in the log {sorted(more)}"
        return ""


def _places_named(seen: frozenset[tuple[str, str]]) -> set[str]:
    """The other centre is called like its family: its words are no family's."""
    words = {what for family, what in seen if family == "beacon"}
    return (
        {"beacon"} if words <= {"centre", "service", "wording", "council", "housing", "nursery", "commits"} else set()
    )
