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
from django.utils.functional import cached_property

from centres.models import Membership
from centres.status import CASEWORK_ROLES, REPORT_ROLES, Role


@dataclass(frozen=True)
class Item:
    """A place one can go to. No roles: everybody who is signed in. `holds`: lists whose pages are found there, too."""

    text: str
    name: str
    roles: tuple[str, ...] = ()
    holds: tuple[str, ...] = ()


NAVIGATION = (
    Item("My fortnight", "my_fortnight"),
    Item("Find a family", "find_family", CASEWORK_ROLES, holds=("families", "imports")),
    Item("Referrals", "referrals", CASEWORK_ROLES),
    Item("Cases", "cases", CASEWORK_ROLES),
    Item("Visits", "visits", CASEWORK_ROLES),
    Item("Actions", "actions", CASEWORK_ROLES),
    Item("Meetings", "meetings", (*CASEWORK_ROLES, Role.ADMINISTRATOR)),
    Item("Directory", "directory", holds=("services",)),
    Item("Reports", "reports", REPORT_ROLES),
    Item("Access log", "access_log", (Role.INFORMATION_LEAD,)),
    Item("Export of everything", "everything", (Role.INFORMATION_LEAD,)),
)

FOOTER = (
    Item("Glossary", "glossary"),
    Item("Accessibility", "accessibility"),
    Item("Your password", "account_change_password"),
    Item("Your second step", "mfa_index"),
    Item("Your API tokens", "api_tokens"),
    Item("API", "api_docs"),
)


class Frame:
    """What the frame shows, each asked for when it is shown."""

    def __init__(self, request: HttpRequest) -> None:
        self._request = request
        self.held = getattr(request, "held_at_second_factor", False)  # nowhere to go before there is a second factor
        self.second_factor_required = settings.SECOND_FACTOR_REQUIRED

    @cached_property
    def signed_in(self) -> bool:
        """Whether somebody is signed in."""
        return is_signed_in(self._request)

    @cached_property
    def navigation(self) -> list[dict[str, Any]]:
        """The items this person may go to, the one that is open marked."""
        return links(NAVIGATION, self._request, roles=roles_of(self._request)) if self._goes_on else []

    @cached_property
    def footer_links(self) -> list[dict[str, Any]]:
        """The places that everybody who is signed in may go to."""
        return links(FOOTER, self._request, roles=frozenset()) if self._goes_on else []

    @cached_property
    def centre_name(self) -> str:
        """The names of the centres this person works with today."""
        return ", ".join(dict.fromkeys(membership.centre.name for membership in memberships(self._request)))

    @cached_property
    def person_name(self) -> str:
        """The name of the person who is signed in, or nothing."""
        user = self._request.user if self.signed_in else None
        return user.get_full_name() or user.get_username() if user else ""  # type: ignore[union-attr]

    @cached_property
    def person(self) -> str:
        """Which person the browser belongs to at present, for what it keeps: a number, or nothing."""
        return str(self._request.user.pk) if self.signed_in else ""  # type: ignore[union-attr]

    @property
    def _goes_on(self) -> bool:
        return self.signed_in and not self.held


def frame(request: HttpRequest) -> dict[str, Frame]:
    """Context processor. One name: Django lays it over a page's own names, so a page must not call anything so."""
    return {"frame": Frame(request)}


def is_signed_in(request: HttpRequest) -> bool:
    """Whether somebody is signed in; a request that failed early has no user."""
    return bool(getattr(getattr(request, "user", None), "is_authenticated", False))


def links(items: Iterable[Item], request: HttpRequest, *, roles: frozenset[str]) -> list[dict[str, Any]]:
    """The items with their addresses; an item whose page does not exist (yet) is left out."""
    found: list[dict[str, Any]] = []
    fits: list[tuple[int, dict[str, Any]]] = []
    for item in items:
        if item.roles and roles.isdisjoint(item.roles):
            continue
        try:
            addresses = [reverse(name) for name in (item.name, *item.holds)]
        except NoReverseMatch:
            continue
        link = {"text": item.text, "href": addresses[0], "active": False}
        found.append(link)
        fits += [(len(one), link) for one in addresses if _leads_to(one, request.path)]
    if fits:
        max(fits, key=lambda fit: fit[0])[1]["active"] = True
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
