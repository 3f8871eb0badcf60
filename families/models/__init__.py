"""The record of a family, and which families only look alike."""

from families.models.family import (
    Address,
    AddressShown,
    Adult,
    Care,
    Child,
    Family,
    FormerName,
    SearchRow,
    family_reference,
)
from families.models.look_alike import LookAlike

__all__ = [
    "Address",
    "AddressShown",
    "Adult",
    "Care",
    "Child",
    "Family",
    "FormerName",
    "LookAlike",
    "SearchRow",
    "family_reference",
]
