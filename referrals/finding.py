"""Finding a family that is to be referred, among those that somebody may refer again (`families_known_to`)."""

from typing import Any

from django.db.models import Q, QuerySet

from centres.querysets import centre_ids
from centres.status import Role
from families.finding import Among, families_found, tidy_query
from families.models import Family
from referrals.querysets import families_known_to


def known_families_found(user: Any, typed: str) -> QuerySet[Family]:
    """The families `user` may refer again and may mean by what they typed; every one of them if nothing was typed.

    By names, also misspelt or former, and by references. By home, birthday or NHS number a manager alone: to anybody
    else a hit would confirm what their pages mask.
    """
    known, query = families_known_to(user), tidy_query(typed)
    if not query:
        return known
    managed = list(centre_ids(user, Role.CENTRE_MANAGER).values_list("centre_id", flat=True))
    theirs = list(known.exclude(centre_id__in=managed).values_list("pk", flat=True))
    hits = families_found(query, Among(managed=managed, named=theirs))
    searched = known.filter(centre_id__in=managed).search(query)
    referred = known.filter(reference__iexact=query) | known.referred_to_before(query)
    by_text = Q(pk__in=searched.values("pk")) | Q(pk__in=referred.values("pk"))
    return known.filter(by_text | Q(pk__in=list(hits.likeness)))
