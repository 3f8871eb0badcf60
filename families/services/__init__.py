"""The verbs of a family's record."""

from families.people import NewAddress, NewAdult, NewChild
from families.services.addresses import address_typed, give_address, show_address
from families.services.joining import join_families
from families.services.records import change_address, record_birth, register_family, update_contact

__all__ = [
    "NewAddress",
    "NewAdult",
    "NewChild",
    "address_typed",
    "change_address",
    "give_address",
    "join_families",
    "record_birth",
    "register_family",
    "show_address",
    "update_contact",
]
