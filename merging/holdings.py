"""Everything that hangs on two records of a family, read once: rules and plans look at this and ask no database.

What is read is as the tables name it ("family_id"); what hangs on a case hangs on the case, and goes where it goes.
"""

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from typing import Any

from django.apps import apps
from django.db.models import Q

Row = dict[str, Any]
FAMILY, CHILD, ADULT, CARE = "families.Family", "families.Child", "families.Adult", "families.Care"
ADDRESS, SHOWN, FORMER = "families.Address", "families.AddressShown", "families.FormerName"
AGREEMENT, WISH, KIND = "consent.Agreement", "consent.SharingWish", "consent.KindWish"
COVERED_CHILD, COVERED_ADULT = "consent.Agreement_children", "consent.Agreement_adults"
DECISION, REFERRAL, REFERRED = "consent.SharingDecision", "referrals.Referral", "referrals.Referral_children"
CASE, STEP, ACTION = "cases.Case", "cases.SteppingUp", "cases.Action"
SEEN_CHILD, SEEN_ADULT = "cases.Contact_saw_children", "cases.Contact_saw_adults"
ITEM, IMPORTED = "meetings.AgendaItem", "transfer.ImportRow"
PEOPLE = (CHILD, ADULT)
PERSON = ("family_id", "merged_into_id", "name", "date_of_birth", "nhs_number")

# Of each kind: what is read, and by which way it is of a family. Twenty queries, however much there is.
READ: dict[str, tuple[tuple[str, ...], tuple[str, ...]]] = {
    FAMILY: (
        ("merged_into_id", "name", "language", "interpreter_needed", "safe_contact", "registered_on"),
        ("pk", "merged_into"),
    ),
    CHILD: ((*PERSON, "expected_on"), ("family", "merged_into__family")),
    ADULT: ((*PERSON, "phone", "email"), ("family", "merged_into__family")),
    CARE: (("adult_id", "child_id", "responsibility"), ("adult__family", "child__family")),
    ADDRESS: (("family_id", "lines", "postcode", "confidential", "since", "until"), ("family",)),
    SHOWN: (("family_id", "address_id"), ("family",)),
    FORMER: (("family_id", "child_id", "adult_id", "name"), ("family",)),
    AGREEMENT: (("family_id", "given_by_id", "status", "given_on", "until", "withdrawn_on"), ("family",)),
    COVERED_CHILD: (("agreement_id", "child_id"), ("agreement__family",)),
    COVERED_ADULT: (("agreement_id", "adult_id"), ("agreement__family",)),
    WISH: (("family_id", "agency_id", "included", "words", "until"), ("family",)),
    KIND: (("family_id", "agency_id", "kind", "included", "until"), ("family",)),
    DECISION: (("family_id", "corrects_id"), ("family",)),
    REFERRAL: (("family_id", "agreement_id", "status", "reference"), ("family",)),
    REFERRED: (("referral_id", "child_id"), ("referral__family",)),
    CASE: (("family_id", "referral_id", "status", "reference"), ("family",)),
    STEP: (("case_id", "decision_id"), ("case__family",)),
    ACTION: (("case_id", "for_adult_id"), ("case__family",)),
    SEEN_CHILD: (("contact__case_id", "child_id"), ("contact__case__family",)),
    SEEN_ADULT: (("contact__case_id", "adult_id"), ("contact__case__family",)),
    ITEM: (
        ("family_id", "case_id", "referral_id", "part_of_id", "taken_with_id", "status"),
        ("family",),
    ),
    IMPORTED: (("known_id",), ("known",)),
}
# What hangs on a family itself, with the key that says so; what hangs on these hangs on it through them.
OF_FAMILY = {label: "family_id" for label, (fields, _) in READ.items() if "family_id" in fields}
OF_FAMILY[IMPORTED] = "known_id"
# What names somebody of a family: the key, whom it names, and what it hangs on with the key that leads there.
NAMES_A_PERSON: tuple[tuple[str, str, str, str, str], ...] = (
    (FORMER, "child_id", CHILD, FORMER, ""),
    (FORMER, "adult_id", ADULT, FORMER, ""),
    (AGREEMENT, "given_by_id", ADULT, AGREEMENT, ""),
    (COVERED_CHILD, "child_id", CHILD, AGREEMENT, "agreement_id"),
    (COVERED_ADULT, "adult_id", ADULT, AGREEMENT, "agreement_id"),
    (REFERRED, "child_id", CHILD, REFERRAL, "referral_id"),
    (ACTION, "for_adult_id", ADULT, CASE, "case_id"),
    (SEEN_CHILD, "child_id", CHILD, CASE, "contact__case_id"),
    (SEEN_ADULT, "adult_id", ADULT, CASE, "contact__case_id"),
)


@dataclass
class Holdings:
    """The rows by kind and number."""

    rows: dict[str, dict[int, Row]]

    def of(self, label: str, family_id: int) -> Iterator[tuple[int, Row]]:
        """The rows of one kind that hang on a family's record, with their numbers."""
        key = OF_FAMILY[label]
        return ((pk, row) for pk, row in self.rows[label].items() if row[key] == family_id)

    def people(self, label: str, family_id: int) -> dict[int, Row]:
        """The children, or the adults, who are on a record today."""
        return {pk: row for pk, row in self.of(label, family_id) if row["merged_into_id"] is None}

    def family_of(self, label: str, pk: int | None) -> int | None:
        """The family on which a row hangs; None if it is not among these."""
        row = self.rows[label].get(pk or 0)
        return row[OF_FAMILY[label]] if row else None

    def copy(self) -> "Holdings":
        """The same, to be changed."""
        return Holdings({label: {pk: dict(row) for pk, row in rows.items()} for label, rows in self.rows.items()})


def holdings_of(family_ids: Collection[int]) -> Holdings:
    """Everything that hangs on these records, also what was merged away."""
    found: dict[str, dict[int, Row]] = {}
    for label, (fields, ways) in READ.items():
        of = Q()
        for way in ways:
            of |= Q(**{f"{way}__in": list(family_ids)})
        rows = apps.get_model(label)._base_manager.filter(of).order_by("pk")
        found[label] = {row.pop("pk"): row for row in rows.values("pk", *fields)}
    return Holdings(found)
