"""Who is told that the directory has grown old: entries that nobody has checked, protocols past their review.

Derived from the rows each time, told once a month as long as it is so: a directory is looked through, not chased.
"""

from datetime import date
from typing import Any

from django.urls import reverse

from centres.models import Membership, SharingProtocol
from centres.status import Role
from reminders.services import remind

OLD = "People in your directory have not been checked for half a year. Look whether all of it is still right."
REVIEW = "A sharing protocol of your centre is past the day of its review. Have it looked at and signed again."


def remind_of_directory(on: date) -> int:
    """Tell the administrators of each centre, where there is none its managers; return how many were newly told."""
    stale = set(Membership.objects.order_by().stale(on).values_list("centre_id", flat=True))
    late = set(SharingProtocol.objects.order_by().past_review(on).values_list("centre_id", flat=True))
    keepers, told = _keepers(on), 0
    for centres, what, sentence, query in ((stale, "old", OLD, "?old=yes"), (late, "review", REVIEW, "")):
        for centre_id in sorted(centres):
            told += remind(
                to=keepers.get(centre_id, []), kind="directory", key=f"directory:{what}:{centre_id}:{on:%Y-%m}",
                sentence=sentence, path=reverse("directory") + query, on=on,
            )  # fmt: skip
    return told


def _keepers(on: date) -> dict[int, list[Any]]:
    found: dict[int, dict[str, list[Any]]] = {}
    roles = (Role.ADMINISTRATOR, Role.CENTRE_MANAGER)
    for one in Membership.objects.filter(role__in=roles).in_force(on).select_related("user"):
        found.setdefault(one.centre_id, {}).setdefault(one.role, []).append(one.user)
    return {centre_id: by.get(Role.ADMINISTRATOR) or by.get(Role.CENTRE_MANAGER, []) for centre_id, by in found.items()}
