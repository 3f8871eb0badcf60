"""What every page's frame shows: where one can go, which centre, who is signed in.

Everything is lazy: an error page or a fragment without the frame asks the database nothing. A page with it
asks once, however many items the navigation has.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.http import HttpRequest
from django.urls import NoReverseMatch, reverse
from django.utils.functional import SimpleLazyObject

from centres.models import Membership
from centres.status import CASEWORK_ROLES, REPORT_ROLES, Role


@dataclass(frozen=True)
class Item:
    """A place one can go to. No roles: everybody who is signed in."""

    text: str
    name: str
    roles: tuple[str, ...] = ()


NAVIGATION = (
    Item("My fortnight", "my_fortnight"),
    Item("Referrals", "referrals", CASEWORK_ROLES),
    Item("Cases", "cases", CASEWORK_ROLES),
    Item("Actions", "actions", CASEWORK_ROLES),
    Item("Meetings", "meetings", (*CASEWORK_ROLES, Role.ADMINISTRATOR)),
    Item("Directory", "directory"),
    Item("Reports", "reports", REPORT_ROLES),
    Item("Access log", "access_log", (Role.INFORMATION_LEAD,)),
)

FOOTER = (
    Item("Glossary", "glossary"),
    Item("Accessibility", "accessibility"),
    Item("Your password", "account_change_password"),
    Item("Your second step", "mfa_index"),
    Item("Your API tokens", "api_tokens"),
    Item("API", "api_docs"),
)


def shell(request: HttpRequest) -> dict[str, Any]:
    """Context processor: the frame's names; whether a second factor is needed, and somebody held there."""
    return {
        "navigation": SimpleLazyObject(lambda: navigation(request)),
        "footer_links": SimpleLazyObject(lambda: links(FOOTER, request, roles=frozenset()) if goes_on(request) else []),
        "centre_name": SimpleLazyObject(lambda: centre_name(request)),
        "person_name": SimpleLazyObject(lambda: person_name(request)),
        "held_at_second_factor": getattr(request, "held_at_second_factor", False),
        "second_factor_required": settings.SECOND_FACTOR_REQUIRED,
        "signed_in": SimpleLazyObject(lambda: is_signed_in(request)),
    }


def is_signed_in(request: HttpRequest) -> bool:
    """Whether somebody is signed in; a request that failed early has no user."""
    return bool(getattr(getattr(request, "user", None), "is_authenticated", False))


def goes_on(request: HttpRequest) -> bool:
    """Whether somebody is signed in who may go to other pages than that of their second factor."""
    return is_signed_in(request) and not getattr(request, "held_at_second_factor", False)


def navigation(request: HttpRequest) -> list[dict[str, Any]]:
    """The items this person may go to, the one that is open marked."""
    if not goes_on(request):
        return []
    return links(NAVIGATION, request, roles=roles_of(request))


def links(items: Iterable[Item], request: HttpRequest, *, roles: frozenset[str]) -> list[dict[str, Any]]:
    """The items with their addresses; an item whose page does not exist (yet) is left out."""
    found = []
    for item in items:
        if item.roles and roles.isdisjoint(item.roles):
            continue
        try:
            found.append({"text": item.text, "href": reverse(item.name), "active": False})
        except NoReverseMatch:
            continue
    fits = [link for link in found if _leads_to(str(link["href"]), request.path)]
    if fits:
        max(fits, key=lambda link: len(str(link["href"])))["active"] = True
    return found


def _leads_to(href: str, path: str) -> bool:
    return path == href or (href != "/" and path.startswith(href))


def memberships(request: HttpRequest) -> list[Any]:
    """The person's memberships in force today, asked for once per request."""
    if not hasattr(request, "_memberships"):
        request._memberships = list(_memberships_in_force(request))  # type: ignore[attr-defined]
    return request._memberships  # type: ignore[attr-defined]


def _memberships_in_force(request: HttpRequest) -> Iterable[Any]:
    if not is_signed_in(request):
        return ()
    return Membership.objects.of(request.user).select_related("centre", "agency")


def roles_of(request: HttpRequest) -> frozenset[str]:
    """The roles this person has at any centre today."""
    return frozenset(membership.role for membership in memberships(request))


def centre_name(request: HttpRequest) -> str:
    """The names of the centres this person works with today."""
    names = dict.fromkeys(membership.centre.name for membership in memberships(request))
    return ", ".join(names)


def person_name(request: HttpRequest) -> str:
    """The name of the person who is signed in, or nothing."""
    if not is_signed_in(request):
        return ""
    return request.user.get_full_name() or request.user.get_username()  # type: ignore[union-attr]
