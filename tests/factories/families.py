"""Families and their agreements for tests."""

from datetime import timedelta
from typing import Any

from accounts.models import User
from centres.models import Agency, Centre
from consent.models import Agreement, SharingWish, Wording
from consent.status import AgreementStatus, Capacity, How
from families.models import Address, Adult, Care, Child, Family, FormerName
from families.status import ParentalResponsibility, Relation
from tests.days import days_ago, today


def family(at: Centre, **fields: Any) -> Family:
    """A family with a mother and a child of two, at an address that is not confidential; nothing agreed yet."""
    name = fields.pop("name", "Okafor-Lind")
    child_name = fields.pop("child_name", f"Ada {name}")
    confidential = fields.pop("confidential", False)
    made = Family.objects.create(centre=at, **{"name": name, "safe_contact": "Text before calling", **fields})
    born = Child.objects.create(family=made, name=child_name, date_of_birth=days_ago(740))
    mother = Adult.objects.create(family=made, name=f"Grace {name}", phone="07700 900123")
    Care.objects.create(adult=mother, child=born, relation=Relation.MOTHER, responsibility=ParentalResponsibility.YES)
    Address.objects.create(
        family=made, lines="12 Elm Street", postcode="LS1 4AP", confidential=confidential, since=days_ago(500)
    )
    return made


def former_name(of: Family, **fields: Any) -> FormerName:
    """A name that the family, or the `child` or `adult` given, had until last year; whoever works there recorded it."""
    by = fields.pop("recorded_by", None) or User.objects.order_by("pk").first()
    given = {"name": "Brook", "until": days_ago(365), "recorded_by": by}
    return FormerName.objects.create(family=of, **{**given, **fields})


def wording(at: Centre, **fields: Any) -> Wording:
    """The wording in use at the centre."""
    given = {"text": "We would like to talk about how we can help.", "in_use_from": days_ago(500)}
    named = {"version": "2026.1", "language": "English"} | {
        name: fields.pop(name) for name in ("version", "language") if name in fields
    }
    made, _ = Wording.objects.get_or_create(centre=at, **named, defaults={**given, **fields})
    return made


def agreement(of: Family, *, by: User, **fields: Any) -> Agreement:
    """An agreement in force, given by the first adult."""
    given_on = fields.pop("given_on", days_ago(20))
    given = {
        "given_by": of.adults.first(),
        "capacity": Capacity.PARENT_WITH_PR,
        "how": How.SIGNED,
        "wording": wording(of.centre),
        "until": given_on + timedelta(days=365),
    }
    return Agreement.objects.create(family=of, given_on=given_on, taken_by=by, **{**given, **fields})


def withdrawn_agreement(of: Family, *, by: User, **fields: Any) -> Agreement:
    """An agreement that was withdrawn today."""
    return agreement(of, by=by, status=AgreementStatus.WITHDRAWN, withdrawn_on=today(), withdrawn_by="Mother", **fields)


def wish(of: Family, agency: Agency, *, by: User, included: bool = True) -> SharingWish:
    """A current sharing wish."""
    return SharingWish.objects.create(family=of, agency=agency, included=included, recorded_by=by, since=days_ago(20))


def many(number: int, at: Centre, *, by: User) -> list[tuple[Family, Agreement]]:
    """So many families with their agreements, for counting queries: written in bulk."""
    before = Family.objects.count()
    of = Family.objects.bulk_create(Family(centre=at, name=f"Family {before + n:03}") for n in range(number))
    born = Child.objects.bulk_create(
        Child(family=one, name=f"Ada {one.name}", date_of_birth=days_ago(740)) for one in of
    )
    mothers = Adult.objects.bulk_create(Adult(family=one, name=f"Grace {one.name}") for one in of)
    Care.objects.bulk_create(
        Care(adult=mother, child=child, relation=Relation.MOTHER) for mother, child in zip(mothers, born, strict=True)
    )
    Address.objects.bulk_create(
        Address(family=one, lines="12 Elm Street", postcode="LS1 4AP", since=days_ago(500)) for one in of
    )
    words = wording(at)
    agreements = Agreement.objects.bulk_create(
        Agreement(
            family=one,
            given_by=mother,
            capacity=Capacity.PARENT_WITH_PR,
            how=How.SIGNED,
            wording=words,
            given_on=days_ago(20),
            until=days_ago(-345),
            taken_by=by,
        )
        for one, mother in zip(of, mothers, strict=True)
    )
    return list(zip(of, agreements, strict=True))
