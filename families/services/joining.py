"""Making one record of two that turn out to be the same family."""

from datetime import date
from typing import Any

from django.db import models, transaction

from accounts.models import User
from audit.services import record
from families.models import Address, Adult, Care, Child, Family
from families.policies import may_change_family
from families.rules import require_nothing_merged_into, require_one_centre
from families.services.names import keep_former_name
from families.services.records import keep_confidential
from families.status import ParentalResponsibility
from inputs.errors import RuleBroken


@transaction.atomic
def join_families(*, known: Family, new: Family, by: User, on: date) -> Family:
    """Make `new` part of `known` and return `known`; every record about `new` is about `known` from then on.

    People who are on both (same NHS number, or same name and date of birth) become one, the others are added; the
    address that `new` was registered with is the current one; how to contact safely is what both say; a name that
    only `new` has is kept as a former one. Which records those are is read from the foreign keys that point here, so
    that no upper app need be known.
    Raises NotAllowed, RuleBroken.
    """
    locked = {
        one.pk: one for one in Family.objects.select_for_update().filter(pk__in=[known.pk, new.pk]).order_by("pk")
    }
    if len(locked) != 2:
        raise RuleBroken("same_family", "Choose another family: these two are one record already.", "family")
    known, new = locked[known.pk], locked[new.pk]
    may_change_family(by, known).require()
    may_change_family(by, new).require()
    require_one_centre(known, new)
    require_nothing_merged_into(new)
    _join_wishes(known, new, on)
    _join_addresses(known, new, on)
    for model in (Child, Adult):
        _join_people(model, known, new, by, on)
    if new.name.casefold() != known.name.casefold():
        keep_former_name(family=known, name=new.name, by=by, on=on)
    _keep_what_was_said_last(known, new)
    number, reference = new.pk, new.reference
    _point_to(new, known)
    keep_confidential(known)
    new.delete()
    record(by=by, verb="join_families", subject=known, joined=number, reference=reference)
    return known


def _join_wishes(known: Family, new: Family, on: date) -> None:
    """The newer wish about an agency holds; the older is kept with its last day.

    But who must not know does not come in this way: a referral of a "new" family lets its referrer's agency know by
    itself, so it would lift the exclusion without anybody having asked the family. The manager can record a new wish.
    """
    kept_out = known.wishes.filter(until=None, included=False).values("agency_id")
    new.wishes.filter(until=None, included=True, agency_id__in=kept_out).update(until=on)
    newer = new.wishes.filter(until=None).values("agency_id")
    known.wishes.filter(until=None, agency_id__in=newer).update(until=on)
    for wish in new.kind_wishes.filter(until=None):  # what either record keeps from an agency stays kept
        same = known.kind_wishes.filter(until=None, agency_id=wish.agency_id, kind=wish.kind)
        if not wish.included:
            same.update(until=on)
        elif same.exists():
            new.kind_wishes.filter(pk=wish.pk).update(until=on)


def _join_addresses(known: Family, new: Family, on: date) -> None:
    """The newer address is the current one. What was confidential stays so: silence does not lift it."""
    home, before = _home(new), _home(known)
    if home is None or before is None:
        return
    if (home.lines, home.postcode) == (before.lines, before.postcode):
        if home.confidential and not before.confidential:
            before.confidential = True
            before.save(update_fields=["confidential"])
        home.delete()
        return
    if before.confidential and not home.confidential:
        home.confidential = True
        home.save(update_fields=["confidential"])
    before.until = max(on, before.since)
    before.save(update_fields=["until"])


def _home(family: Family) -> Address | None:
    return family.addresses.filter(until=None).first()


def _join_people(model: type[Child] | type[Adult], known: Family, new: Family, by: User, on: date) -> None:
    free: list[Any] = list(model._default_manager.filter(family=known))
    joining: list[Any] = list(model._default_manager.filter(family=new))
    for person in joining:
        same = next((one for one in free if _same_person(one, person)), None)
        if same is None:
            continue
        free.remove(same)
        _fill_gaps(same, person)
        if person.name.casefold() != same.name.casefold():  # the same NHS number: who referred them finds them still
            child, adult = (same, None) if model is Child else (None, same)
            keep_former_name(family=known, name=person.name, by=by, on=on, child=child, adult=adult)
        _drop_double_cares(same, person)
        _point_to(person, same)
        person.delete()


def _same_person(one: Any, other: Any) -> bool:
    if one.nhs_number and other.nhs_number:
        return bool(one.nhs_number == other.nhs_number)
    if one.name.casefold() != other.name.casefold():
        return False
    if isinstance(one, Child):
        if not one.name and one.unborn and other.unborn:  # one pregnancy, dated twice
            return abs((one.expected_on - other.expected_on).days) <= 60
        return one.date_of_birth == other.date_of_birth
    return not (one.date_of_birth and other.date_of_birth) or one.date_of_birth == other.date_of_birth


def _fill_gaps(kept: Any, told: Any) -> None:
    filled = [
        name
        for name in ("nhs_number", "phone", "email")
        if hasattr(kept, name) and getattr(told, name) and not getattr(kept, name)
    ]
    if not isinstance(kept, Child) and told.date_of_birth and not kept.date_of_birth:
        filled.append("date_of_birth")
    for name in filled:
        setattr(kept, name, getattr(told, name))
    kept.save(update_fields=filled)


def _drop_double_cares(kept: Any, told: Any) -> None:
    """One adult cares for one child once: what is on record stays, but for a "not known" that is known now."""
    side, other = ("child_id", "adult_id") if isinstance(kept, Child) else ("adult_id", "child_id")
    cares = {getattr(care, other): care for care in kept.cares.all()}
    for double in Care.objects.filter(**{side: told.pk, f"{other}__in": list(cares)}):
        care = cares[getattr(double, other)]
        if care.responsibility == ParentalResponsibility.NOT_KNOWN:
            care.responsibility = double.responsibility
            care.save(update_fields=["responsibility"])
        double.delete()


def _keep_what_was_said_last(known: Family, new: Family) -> None:
    known.interpreter_needed = known.interpreter_needed or new.interpreter_needed
    known.language = new.language or known.language
    known.safe_contact = "\n".join(dict.fromkeys(filter(None, (new.safe_contact, known.safe_contact))))
    known.registered_on = known.registered_on or new.registered_on
    known.save(update_fields=["interpreter_needed", "language", "safe_contact", "registered_on"])


def _point_to(old: models.Model, kept: models.Model) -> None:
    """Have every foreign key and link to `old` point to `kept`."""
    relation: Any
    for relation in old._meta.related_objects:
        if relation.many_to_many:
            link = relation.through._base_manager
            name = relation.field.m2m_reverse_field_name()
            taken = link.filter(**{name: kept}).values(relation.field.m2m_field_name())
            link.filter(**{name: old, f"{relation.field.m2m_field_name()}__in": taken}).delete()
        else:
            link, name = relation.related_model._base_manager, relation.field.name
        link.filter(**{name: old}).update(**{name: kept})
