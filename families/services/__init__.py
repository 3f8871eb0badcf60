"""The verbs of a family's record."""

from families.people import NewAddress, NewAdult, NewChild
from families.services.addresses import address_typed, give_address, show_address
from families.services.bringing import FamilyMade, bring_families, take_back_families
from families.services.joining import join_families
from families.services.marking import mark_look_alike, take_back_look_alike
from families.services.names import change_name
from families.services.records import change_address, record_birth, register_family, update_contact

__all__ = [
    "FamilyMade",
    "NewAddress",
    "NewAdult",
    "NewChild",
    "address_typed",
    "bring_families",
    "change_address",
    "change_name",
    "give_address",
    "join_families",
    "mark_look_alike",
    "record_birth",
    "register_family",
    "show_address",
    "take_back_families",
    "take_back_look_alike",
    "update_contact",
]
