"""Of every table of the product: whether it goes along when a centre leaves, and if not, why not.

A model that stands nowhere here fails a test (tests/transfer/whole/test_tables.py). A new one is a line in
`READ_BACK`, after those that it points to; what it is about is read from its docstring and fields.
"""

import inspect
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from django.apps import apps
from django.core.exceptions import ImproperlyConfigured
from django.db import models

from row_security.tables import BELONGS

PEOPLE, AGENCIES, CENTRE = "accounts.User", "centres.Agency", "centres.Centre"
KEYS = {PEOPLE: "email", AGENCIES: "name"}  # named by these everywhere, never by a number
FILES = {PEOPLE: "people", AGENCIES: "agencies"}


@dataclass(frozen=True)
class Table:
    """A model that goes along. `rows`: SQL that says which rows (of the alias t) are the centre's, where that is not
    what row_security/tables.py says; `without`: fields that do not go along, each with the reason."""

    label: str
    rows: str = ""
    without: Mapping[str, str] = field(default_factory=dict)

    @property
    def model(self) -> type[models.Model]:
        """Its model."""
        return apps.get_model(self.label)

    @property
    def db_table(self) -> str:
        """Its table in PostgreSQL."""
        return self.model._meta.db_table

    @property
    def numbered(self) -> str:
        """The temporary table with the number of each of its rows (`transfer.whole.numbering`)."""
        return f"numbered_{self.db_table}"

    @property
    def path(self) -> str:
        """Its file in the zip."""
        return f"{FILES.get(self.label, self.db_table)}.csv"

    @property
    def keyed(self) -> bool:
        """Whether its rows are named by an e-mail address or a name, and have no number."""
        return self.label in KEYS

    @property
    def about(self) -> str:
        """What a row is, in words."""
        if self.model._meta.auto_created:
            one, other = [name for name in self.model._meta.get_fields() if name.is_relation]
            return f"Which {_called(other)} belongs to which {_called(one)}."
        return " ".join((inspect.getdoc(self.model) or "").split("\n\n")[0].split())


def _called(relation: Any) -> str:
    return str(relation.related_model._meta.verbose_name)


_THINGS = " OR ".join(
    f"(t.kind = '{kind}' AND t.thing IN (SELECT id FROM numbered_{table}))"
    for kind, table in (
        ("lead", "cases_lead"), ("action", "cases_action"), ("series", "meetings_seriesmember"),
        ("meeting", "meetings_meeting"), ("deputy", "cases_deputy"),
    )
)  # fmt: skip
SEEN_TO = f"t.leaving_id IN (SELECT id FROM numbered_meetings_leaving) AND ({_THINGS})"  # what is gone was seen to
# Kept before anything is looked up, so they have no centre: those that opened a record here, and those in vain of
# people who have never worked elsewhere.
ATTEMPTS = """
    EXISTS (SELECT 1 FROM cases_breakglass used JOIN numbered_cases_case n ON n.id = used.case_id
            WHERE used.attempt_id = t.id)
    OR (NOT EXISTS (SELECT 1 FROM cases_breakglass used WHERE used.attempt_id = t.id)
        AND EXISTS (SELECT 1 FROM centres_membership works
                    WHERE works.user_id = t.by_id AND works.centre_id = %(centre)s)
        AND NOT EXISTS (SELECT 1 FROM centres_membership works
                        WHERE works.user_id = t.by_id AND works.centre_id <> %(centre)s))
"""
DOCUMENTS = """
    t.status = 'ready' AND (
        (t.subject_type = 'centres.centre' AND t.subject_id = %(centre)s)
        OR (t.subject_type = 'families.family' AND t.subject_id IN (SELECT id FROM numbered_families_family))
        OR (t.subject_type = 'meetings.minutes' AND t.subject_id IN (SELECT id FROM numbered_meetings_minutes))
    )
"""
A_SECRET, OF_A_WORKER = "it is a secret", "a worker's own, of no use afterwards"
SAME_FOR_ALL = "it is the same for every share"

# In the order in which rows can be put on record: what is pointed to first.
READ_BACK: tuple[Table, ...] = (
    Table(
        PEOPLE, rows="true",
        without={
            "password": A_SECRET, "last_login": "of this installation", "signed_out_at": "of this installation",
            "is_superuser": "of this installation: it opens no record",
        },
    ),
    Table(AGENCIES, rows="true"),
    Table(CENTRE, rows="t.id = %(centre)s"),
    Table("centres.ClosedDays"),
    Table("centres.SharingProtocol"),
    Table("centres.Membership", rows="t.centre_id = %(centre)s"),
    Table("centres.ServiceSource"),
    Table("centres.Service"),
    Table("transfer.ColumnMatch"),
    Table("families.Family"),
    Table("families.Child"),
    Table("families.Adult"),
    Table("families.Care"),
    Table("families.Address"),
    Table("families.AddressShown"),
    Table("families.FormerName"),
    Table("families.LookAlike"),
    Table("consent.Wording"),
    Table("consent.Agreement"),
    Table("consent.Agreement_children"),
    Table("consent.Agreement_adults"),
    Table("consent.SharingWish"),
    Table("consent.KindWish"),
    Table("consent.SharingDecision"),
    Table("consent.DecisionSeen"),
    Table("referrals.Referral"),
    Table("referrals.Referral_children"),
    Table("referrals.Feedback"),
    Table("cases.Case"),
    Table("cases.Lead"),
    Table("cases.Deputy"),
    Table("cases.TeamMember"),
    Table("cases.OtherInvolved"),
    Table("cases.Message"),
    Table("cases.GoingOn"),
    Table("cases.CaseShareWithPerson", without={"permission": SAME_FOR_ALL}),
    Table("cases.CaseShareWithAgency", without={"permission": SAME_FOR_ALL}),
    Table("cases.EmergencyAttempt", rows=ATTEMPTS),
    Table("cases.BreakGlass"),
    Table("cases.Assessment"),
    Table("cases.Closure"),
    Table("cases.SteppingUp"),
    Table("cases.Goal"),
    Table("cases.Action"),
    Table("cases.PassOn"),
    Table("cases.Briefing"),
    Table("cases.Review"),
    Table("cases.GoalRating"),
    Table("cases.HelpAsked"),
    Table("cases.Contact"),
    Table("cases.Contact_saw_children"),
    Table("cases.Contact_saw_adults"),
    Table("cases.ContactWith"),
    Table("cases.Visit"),
    Table("cases.VisitWorker"),
    Table("cases.Offer"),
    Table("cases.Progress"),
    Table("cases.Advice"),
    Table("cases.RestrictedNote"),
    Table("cases.NoteReader"),
    Table("meetings.Series"),
    Table("meetings.SeriesMember"),
    Table("meetings.Meeting"),
    Table("meetings.Absence"),
    Table("meetings.Attendance"),
    Table("meetings.Invitation"),
    Table("meetings.AgendaItem"),
    Table("meetings.AgencyView"),
    Table("meetings.GuestItem"),
    Table("meetings.Decision"),
    Table("meetings.Decision_actions"),
    Table("meetings.Decision_services"),
    Table("meetings.Reflection"),
    Table("meetings.Minutes", without={"content_hash": "made anew of the content, whose numbers are other ones"}),
    Table("meetings.Leaving"),
    Table("meetings.SeenTo", rows=SEEN_TO),
    Table(
        "documents.Document", rows=DOCUMENTS,
        without={"claimed_at": OF_A_WORKER, "attempts": OF_A_WORKER, "failure": OF_A_WORKER, "due_at": OF_A_WORKER},
    ),
    Table("documents.Opening"),
)  # fmt: skip

# Goes along to be read by people, and is not read back.
EVIDENCE: dict[str, str] = {
    "audit.Entry": "the log of a new installation is its own, and nothing is written into it afterwards",
    "audit.Seal": "they seal the log as it stands here: with it they can be checked anywhere",
    "transfer.Import": "what came of a list is on record; undoing it would ask the log of the old installation",
    "transfer.ImportRow": "what came of a list is on record; undoing it would ask the log of the old installation",
    "merging.Merge": "what was merged stays so; undoing it would ask the log of the old installation",
    "merging.Moved": "what was merged stays so; undoing it would ask the log of the old installation",
    "centres.SourceReading": "a feed is read again; what was taken over is among the services",
}
# PostgreSQL makes them of the rows that are read back.
REBUILT: dict[str, str] = {"families.SearchRow": "made of the names by triggers"}
LEFT_OUT: dict[str, str] = {
    "reminders.Reminder": "a person's own, from every centre; what is still due is told again",
    "reminders.Digest": "a person's own, from every centre; what is still due is told again",
    "accounts.ApiToken": A_SECRET,
    "accounts.User_groups": "not used",
    "accounts.User_user_permissions": "not used",
    "meetings.CalendarFeed": A_SECRET,
    "transfer.Export": "this export would be in itself; that it was ordered stands in the log",
    "transfer.ExportWork": OF_A_WORKER,
    "transfer.ExportPiece": "the export itself",
}
BY_LABEL = {table.label: table for table in READ_BACK}


def condition(table: Table) -> str:
    """The SQL that says which rows of a table, called t, are the centre's; its parents are numbered already."""
    return table.rows or belongs(table.label)


def belongs(label: str) -> str:
    """The same of any model, as row_security/tables.py says: the centre's own, or of a row that goes along."""
    rule = BELONGS[label]
    if not isinstance(rule, str):
        raise ImproperlyConfigured(f"{label}: say in transfer/whole/tables.py which rows are a centre's.")
    parent = apps.get_model(label)._meta.get_field(rule)
    of = parent.related_model._meta.label
    if of == CENTRE:
        return f"t.{parent.column} = %(centre)s"
    return f"t.{parent.column} IN (SELECT id FROM {BY_LABEL[of].numbered})"


def classified() -> Iterator[str]:
    """The label of every model that stands somewhere here, once for each place."""
    yield from BY_LABEL
    for others in (EVIDENCE, REBUILT, LEFT_OUT):
        yield from others
