"""Explicit sharing of one case with a person or an agency: the only module that touches django-guardian's tables.

They are its direct-foreign-key tables, with an end date, read as one subquery: no checker, no
`get_objects_for_user` (measured: 40 times slower per list). What a foreign key already says is not stored here.
The verbs `share_case` and `end_share` are in `cases.services`; they call `grant` and `revoke`.
"""

from datetime import date, datetime, timedelta
from typing import Any

from django.apps import apps
from django.contrib.auth.models import Group, Permission
from django.db import models
from django.db.models import CharField, Exists, OuterRef, Value
from django.db.models.functions import Cast, Concat

from centres.asking import person_id, within
from centres.status import CASEWORK_ROLES

OPEN_SHARED_CASE = "open_shared_case"
AGENCY_GROUP = "agency:"


def _table(name: str) -> Any:
    return apps.get_model("cases", name).objects


def _permission() -> Permission:
    return Permission.objects.get_by_natural_key(OPEN_SHARED_CASE, "cases", "case")


def shared_in_person_ids(user: Any, on: date, now: datetime) -> models.QuerySet:
    """Ids of the cases shared on `on` with `user` in person. A subquery."""
    return current_shares("CaseShareWithPerson", on).filter(user_id=person_id(user)).values("content_object_id")


def shared_with_agency_ids(user: Any, on: date, now: datetime) -> models.QuerySet:
    """Ids of the cases shared on `on` with an agency for which `user` works with families at that centre. A subquery.

    Who does the agency's office work, and families' work for another agency, is not meant. An agency that the family
    excludes opens nothing, whatever was shared before.
    """
    wishes = apps.get_model("consent", "SharingWish").objects.order_by()
    excluded = wishes.filter(
        family_id=OuterRef(OuterRef("content_object__family_id")), agency_id=OuterRef("agency_id"), included=False,
        until=None,
    )  # fmt: skip
    jobs = apps.get_model("centres", "Membership").objects.order_by().in_force(on)
    jobs = jobs.annotate(group_name=Concat(Value(AGENCY_GROUP), Cast("agency_id", CharField()))).filter(
        ~Exists(excluded), user_id=person_id(within(user)), role__in=CASEWORK_ROLES,
        centre_id=OuterRef("content_object__centre_id"), group_name=OuterRef("group__name"),
    )  # fmt: skip
    return current_shares("CaseShareWithAgency", on).filter(Exists(jobs)).values("content_object_id")


def current_shares(table: str, on: date) -> models.QuerySet:
    """The rows of one of the two tables that open their case on `on`."""
    return _table(table).order_by().filter(permission__codename=OPEN_SHARED_CASE, until__gte=on)


def shares_of(case: Any, on: date) -> list[Any]:
    """Who the case is shared with on `on`, people first: `share.who` is a name, `share.kind` person or agency."""
    people = list(current_shares("CaseShareWithPerson", on).filter(content_object=case).select_related("user"))
    agencies = list(current_shares("CaseShareWithAgency", on).filter(content_object=case).select_related("group"))
    ids = [int(share.group.name.removeprefix(AGENCY_GROUP)) for share in agencies]
    names = apps.get_model("centres", "Agency").objects.in_bulk(ids)
    for share in people:
        share.kind, share.who = "person", share.user.name
    for share, agency_id in zip(agencies, ids, strict=True):
        share.kind, share.who = "agency", names[agency_id].name
    return people + agencies


def last_days_of_shares(case: Any, on: date) -> tuple[dict[int, Any], dict[int, Any]]:
    """The last day of each share that opens the case on `on`: by person's id, and by agency's id."""
    people = current_shares("CaseShareWithPerson", on).filter(content_object=case).values_list("user_id", "until")
    groups = current_shares("CaseShareWithAgency", on).filter(content_object=case).values_list("group__name", "until")
    return dict(people), {int(name.removeprefix(AGENCY_GROUP)): until for name, until in groups}


def grant(*, case: Any, to: Any, until: date, reason: str, by: Any) -> Any:
    """Write a share with a person or an agency; one that exists gets the new date and reason."""
    terms = {"until": until, "reason": reason, "shared_by": by}
    key = {"permission": _permission(), "content_object": case}
    if to._meta.label_lower == "centres.agency":
        key["group"], _ = Group.objects.get_or_create(name=f"{AGENCY_GROUP}{to.pk}")
        share, _ = _table("CaseShareWithAgency").update_or_create(**key, defaults=terms)
    else:
        share, _ = _table("CaseShareWithPerson").update_or_create(user=to, **key, defaults=terms)
    return share


def revoke(*, share: Any, on: date) -> None:
    """End a share from `on`: its last day was the day before."""
    share.until = on - timedelta(days=1)
    share.save(update_fields=["until"])
