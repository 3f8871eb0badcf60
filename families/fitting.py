"""Services that fit a family: by what it wants help with, how old its children are and roughly where it lives."""

from datetime import date

from centres.models import Service
from centres.querysets import ServiceQuerySet
from families.models import Family

MOST_FITTING = 12  # beside a decision, and in a form: more would hide what fits best


def services_for(family: Family | None, centre_id: int, needs: list[str], on: date) -> ServiceQuerySet:
    """The centre's services for any of `needs`, for children of these ages; the nearest first.

    A confidential address moves nothing to the front: the order would tell where they live.
    """
    if family is None:
        return Service.objects.fitting(centre_id, needs)
    home = next((one for one in family.addresses.all() if one.until is None), None)
    district = home.masked if home and not home.confidential else ""
    months = [child.months(on) for child in family.children.all()]
    return Service.objects.fitting(centre_id, needs, months=months, district=district)
