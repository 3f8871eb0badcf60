"""What a browser sends from the page of a draft."""

from typing import Any

from django.urls import reverse

from families.models import Family
from referrals.models import Referral
from tests.days import days_ago, today


def on(day: Any) -> str:
    """A date as somebody types it."""
    return f"{day.day} {day.month} {day.year}"


def new_family_form(**fields: Any) -> dict[str, Any]:
    """A whole referral of a new family with a toddler and an unborn child."""
    return {
        "family-name": "Bellweather",
        "family-lines": "4 Quarry Lane",
        "family-postcode": "ls1 4bb",
        "children-TOTAL_FORMS": "3",
        "children-INITIAL_FORMS": "0",
        "children-0-name": "Iris Bellweather",
        "children-0-date_of_birth": on(days_ago(800)),
        "children-1-expected_on": on(days_ago(-60)),
        "adults-TOTAL_FORMS": "2",
        "adults-INITIAL_FORMS": "0",
        "adults-0-name": "Tamsin Bellweather",
        "adults-0-relation": "mother",
        "adults-0-responsibility": "yes",
        "adults-0-gave": "on",
        "agreed": "yes",
        "capacity": "parent_with_pr",
        "how": "signed",
        "given_on": on(today()),
        "worries": "Few words at two",
        "tier": "2",
        "needs": ["speech"],
        **fields,
    }


def known_family_form(family: Family, **fields: Any) -> dict[str, Any]:
    """A whole referral of a family on record that agrees now."""
    return {
        "children": [str(child.pk) for child in family.children.all()],
        "agreed": "yes",
        "given_by": str(family.adults.get().pk),
        "capacity": "parent_with_pr",
        "how": "signed",
        "given_on": on(today()),
        "worries": "Few words at two",
        "tier": "3",
        **fields,
    }


def page_of(draft: Referral) -> str:
    """The address of a draft."""
    return reverse("referral_draft", args=[draft.pk])
