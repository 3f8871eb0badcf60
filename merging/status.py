"""What becomes of a record when the family that it is about, or somebody of it, is merged into another."""

from datetime import timedelta
from enum import StrEnum

from django.db.models import TextChoices

UNDO_WITHIN = timedelta(days=30)  # calendar days, by the centre's clock; the thirtieth still counts


class What(TextChoices):
    """What a line of the ledger is about."""

    CHANGED = "changed", "Changed"
    MADE = "made", "Made"


class Goes(StrEnum):
    """Where the foreign key of a record leads after a merge."""

    MOVES = "moves"  # to what remains
    BY_PERSON = "by person"  # of two people who are one: to the one who remains; else it stays with its person
    STAYS = "stays"  # it tells what was done with that record
    WRITTEN = "written"  # by PostgreSQL, whichever way a record changes


# Every foreign key to a family or to somebody of one. A test fails as soon as there is one that is not named here.
GOES: dict[str, Goes] = {
    "families.Family.merged_into": Goes.MOVES,
    "families.Child.merged_into": Goes.BY_PERSON,
    "families.Adult.merged_into": Goes.BY_PERSON,
    "families.Child.family": Goes.MOVES,  # but one who is on both records stays, merged into the other
    "families.Adult.family": Goes.MOVES,
    "families.Care.adult": Goes.BY_PERSON,
    "families.Care.child": Goes.BY_PERSON,
    "families.Address.family": Goes.MOVES,
    "families.AddressShown.family": Goes.MOVES,
    "families.FormerName.family": Goes.MOVES,
    "families.FormerName.child": Goes.BY_PERSON,
    "families.FormerName.adult": Goes.BY_PERSON,
    "families.SearchRow.family": Goes.WRITTEN,
    "families.LookAlike.one": Goes.STAYS,  # and holds for the family that remains: `LookAlikeQuerySet.of`
    "families.LookAlike.other": Goes.STAYS,
    "consent.Agreement.family": Goes.MOVES,
    "consent.Agreement.given_by": Goes.BY_PERSON,
    "consent.Agreement_children.child": Goes.BY_PERSON,
    "consent.Agreement_adults.adult": Goes.BY_PERSON,
    "consent.SharingWish.family": Goes.MOVES,
    "consent.KindWish.family": Goes.MOVES,
    "consent.SharingDecision.family": Goes.MOVES,
    "referrals.Referral.family": Goes.MOVES,
    "referrals.Referral_children.child": Goes.BY_PERSON,
    "cases.Case.family": Goes.MOVES,
    "cases.Action.for_adult": Goes.BY_PERSON,
    "cases.Contact_saw_children.child": Goes.BY_PERSON,
    "cases.Contact_saw_adults.adult": Goes.BY_PERSON,
    "meetings.AgendaItem.family": Goes.MOVES,
    "merging.Merge.kept": Goes.STAYS,
    "merging.Merge.gone": Goes.STAYS,
    "transfer.ImportRow.known": Goes.MOVES,
    "transfer.ImportRow.family": Goes.STAYS,  # what an import made is what it made
}
