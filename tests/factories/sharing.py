"""Sharing decisions and wishes about kinds of information for tests."""

from typing import Any

from accounts.models import User
from centres.models import Agency
from consent.details import SharingFacts
from consent.models import KindWish, SharingDecision
from consent.status import Asked, Basis
from families.models import Family
from tests.days import days_ago, today


def facts(**fields: Any) -> SharingFacts:
    """A decision to share with children's social care, with the family's agreement, of which the family was told."""
    given: dict[str, Any] = {
        "shared": True,
        "outside": "Children's social care",
        "why": "To keep the child safe",
        "what": "What was seen at the last visit",
        "identifies": True,
        "confidential": True,
        "asked": Asked.AGREED,
        "basis": Basis.WELFARE_DUTY,
        "how": "By telephone to the duty social worker",
        "decided_by": "Sam Hill, centre manager",
        "decided_on": today(),
        "family_told": True,
    }
    return SharingFacts(**{**given, **fields})


def typed(**fields: Any) -> dict[str, Any]:
    """The same as the form of a page sends it."""
    plain = {name: value for name, value in vars(facts()).items() if name != "agency"}
    yes_no = {name: "yes" if value else "no" for name, value in plain.items() if isinstance(value, bool)}
    return {**plain, **yes_no, "decided_on": today().isoformat(), "recipient": "outside", **fields}


def sent(**fields: Any) -> dict[str, Any]:
    """The same as a program sends it."""
    return {**vars(facts()), "decided_on": today().isoformat(), **fields}


def decision(of: Family, *, by: User, **fields: Any) -> SharingDecision:
    """A recorded decision, written straight into the table."""
    corrects = fields.pop("corrects", None)
    given = vars(facts(decided_on=days_ago(2), **fields))
    return SharingDecision.objects.create(family=of, recorded_by=by, corrects=corrects, **given)


def kept(of: Family, agency: Agency, kind: str, *, by: User) -> KindWish:
    """A kind of information that the family keeps from an agency which may know of it."""
    return KindWish.objects.create(
        family=of, agency=agency, kind=kind, included=False, recorded_by=by, since=days_ago(2)
    )
