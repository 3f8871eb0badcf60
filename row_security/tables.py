"""To which centre each row belongs: the whole second line of defence on one page.

`visible_to` and the policies decide who may see what. If one of them is wrong one day, PostgreSQL still gives a request
no row of a centre with which its person does not work today, and without a person no row at all. A model that is named
neither here nor under `OPEN_TABLES` cannot be migrated.
"""

from dataclasses import dataclass


@dataclass(frozen=True)
class Rows:
    """A rule of a table's own, in SQL; `{me}` is the person's number, `{centres}` an array of their centres' numbers.

    `written`: what may be written, where that is more than what may be read.
    """

    seen: str
    written: str = ""


COLLEAGUES = "EXISTS (SELECT 1 FROM centres_membership works WHERE works.user_id = {{table}}.{column})"
NOBODY, ANYTHING = "false", "true"

# Each table with the relation that leads to its centre: the centre itself, or a row that belongs to one.
BELONGS: dict[str, str | Rows] = {
    "centres.Centre": Rows("id = ANY ({centres})"),
    "centres.Membership": Rows("user_id = {me} OR centre_id = ANY ({centres})", "centre_id = ANY ({centres})"),
    "centres.SharingProtocol": "centre",
    "centres.ServiceSource": "centre",
    "centres.Service": "centre",
    "centres.SourceReading": "source",
    "centres.ClosedDays": "centre",
    "families.Family": "centre",
    "families.Child": "family",
    "families.Adult": "family",
    "families.Care": "child",
    "families.Address": "family",
    "families.AddressShown": "family",
    "families.FormerName": "family",
    "families.SearchRow": "centre",
    "families.LookAlike": "one",
    "consent.Wording": "centre",
    "consent.Agreement": "family",
    "consent.Agreement_children": "agreement",
    "consent.Agreement_adults": "agreement",
    "consent.SharingWish": "family",
    "consent.KindWish": "family",
    "consent.SharingDecision": "family",
    "consent.DecisionSeen": "decision",
    "referrals.Referral": "centre",
    "referrals.Referral_children": "referral",
    "referrals.Feedback": "referral",
    "cases.Case": "centre",
    "cases.Lead": "case",
    "cases.Deputy": "case",
    "cases.TeamMember": "case",
    "cases.OtherInvolved": "case",
    "cases.Message": "case",
    "cases.GoingOn": "case",
    "cases.CaseShareWithPerson": "content_object",
    "cases.CaseShareWithAgency": "content_object",
    # Kept before anything is looked up, so it has no centre: one's own, and those of colleagues, which are looked at.
    "cases.EmergencyAttempt": Rows(f"by_id = {{me}} OR {COLLEAGUES.format(column='by_id')}"),
    "cases.BreakGlass": "case",
    "cases.Assessment": "case",
    "cases.Closure": "case",
    "cases.SteppingUp": "case",
    "cases.Goal": "case",
    "cases.Action": "centre",
    "cases.PassOn": "action",
    "cases.Briefing": "lead",
    "cases.Review": "case",
    "cases.GoalRating": "review",
    "cases.HelpAsked": "review",
    "cases.Contact": "case",
    "cases.Contact_saw_children": "contact",
    "cases.Contact_saw_adults": "contact",
    "cases.ContactWith": "contact",
    "cases.Visit": "case",
    "cases.VisitWorker": "visit",
    "cases.Offer": "case",
    "cases.Progress": "case",
    "cases.Advice": "case",
    "cases.RestrictedNote": "case",
    "cases.NoteReader": "note",
    "meetings.Series": "centre",
    "meetings.SeriesMember": "series",
    "meetings.Meeting": "centre",
    "meetings.Absence": "centre",
    "meetings.Attendance": "meeting",
    "meetings.Invitation": "meeting",
    "meetings.AgendaItem": "meeting",
    "meetings.AgencyView": "item",
    "meetings.GuestItem": "item",
    "meetings.Decision": "item",
    "meetings.Reflection": "decision",
    "meetings.Decision_actions": "decision",
    "meetings.Decision_services": "decision",
    "meetings.Minutes": "meeting",
    "merging.Merge": "centre",
    "merging.Moved": "merge",
    "transfer.Import": "centre",
    "transfer.ImportRow": "of",
    "transfer.ColumnMatch": "centre",
    "transfer.Export": "centre",
    "transfer.ExportWork": "of",
    # Everything that a centre has on record, in one file: a request writes none of it, and reads it for those alone who
    # may have it.
    "transfer.ExportPiece": Rows(
        "EXISTS (SELECT 1 FROM transfer_export whole JOIN centres_membership works ON works.centre_id = whole.centre_id"
        " WHERE whole.id = of_id AND whole.centre_id = ANY ({centres}) AND works.user_id = {me}"
        " AND works.role = 'information_lead' AND (works.ends_on IS NULL OR works.ends_on >= current_date))",
        NOBODY,
    ),
    "meetings.Leaving": "membership",
    "meetings.SeenTo": "leaving",
    # Whoever does something tells colleagues of it, and takes it back when it has become untrue.
    "reminders.Reminder": Rows(f"to_id = {{me}} OR {COLLEAGUES.format(column='to_id')}"),
    "reminders.Digest": Rows("to_id = {me}"),
    # A document belongs to what it is about.
    "documents.Document": Rows(
        "CASE subject_type"
        " WHEN 'centres.centre' THEN subject_id = ANY ({centres})"
        " WHEN 'meetings.minutes' THEN EXISTS (SELECT 1 FROM meetings_minutes WHERE id = subject_id)"
        " WHEN 'families.family' THEN EXISTS (SELECT 1 FROM families_family WHERE id = subject_id)"
        " ELSE false END"
    ),
    "documents.Opening": "document",
    # What a request did is written whatever it was about: a refusal, or a sign-in, has no centre.
    "audit.Entry": Rows(
        "by_id = {me} OR centre_id = ANY ({centres}) OR (by_id IS NULL AND centre_id IS NULL)", ANYTHING
    ),
    "audit.Seal": Rows(NOBODY, ANYTHING),
}

# Tables without anybody's personal data but the team's own sign-in, each with the reason why it stands open.
OPEN_TABLES = {
    "accounts.User": "whoever signs in is looked up before anybody is known",
    "accounts.ApiToken": "a program is known by it: looked up before anybody is known",
    "meetings.CalendarFeed": "a calendar program is known by its address: looked up before anybody is known",
    "accounts.User_groups": "an agency's group, to which a case is shared: no personal data",
    "accounts.User_user_permissions": "not used",
    "centres.Agency": "agencies work with several centres; no personal data",
}
