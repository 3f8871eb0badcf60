"""What each seat may ever read of each family, on whatever page or file: the table of docs/access.md in words.

Nothing of a family that is not named here may be in any answer to that seat, in the body or in the headers.
"""

from tests.access.audiences import MEMBERS
from tests.access.seats import SEATS

NAMES = "name child mother father"
HEADER = "name child"
CARE = "language safecontact phone"
HOME = "address postcode area"
IDENTITY = "born nhs email"
REFERRAL = "worries strengths familywants tried"
TOLD = "told"
AGREED = "witness wish"
NOTES = "note"
WORK = "offer offerrefused offeranswer progress changed familywords reviewreason norating"
# What only the case shows of its plan and reviews.
RATED = "goal goalbefore givenup goalnorating helpwords helpnotasked present"
ACTIONS = "ownaction leftaction leadaction doneaction result"
PASSED = "passedwhy passedno passedfirst"
BRIEFED = "matters briefedgoal briefedsafe"
ENDED_BEFORE = "endedwords endedtold unmetwords nocheck checkwords checksettled reopenedwhy"
PEOPLE = "familyview leadended leadno notasked contribution sharereason"
MEETING = "why title putoff view earlierview typed"
DECIDED = "reason alternatives dissent donenow"
SHARING = (
    "sharingwhy sharingwhat sharingoutside sharinghow sharingdecidedby sharingnotasked sharingnottold sharinginterest"
)
RESTRICTED = "restricted"
STEPPED = "steppedworries steppedby steppedanswer steppedsummary"

CASE = f"{NAMES} language {REFERRAL} {TOLD} {AGREED} {NOTES} {WORK} {RATED} {ACTIONS} {PEOPLE} {ENDED_BEFORE}"
BESIDES = "withdrawnby closing toldsince managersaction emergencywhy"
EVERYTHING = f"{CASE} {CARE} {HOME} {IDENTITY} {MEETING} {DECIDED} {BESIDES} {SHARING} {RESTRICTED} {BRIEFED} {PASSED}"
EVERYTHING = f"{EVERYTHING} {STEPPED}"
# Whoever is invited to an item sees a summary of the case: no address, no note of a contact, no telephone.
SUMMARY = f"{NAMES} language {REFERRAL} {WORK} {ACTIONS} familyview contribution wish {MEETING} {DECIDED}"
# What the referrer keeps: what they wrote, what they were told, what the family agreed to; half the postcode.
OWN_REFERRAL = f"{NAMES} language safecontact {REFERRAL} {TOLD} {AGREED} area"
READS_CASE = f"{CASE} area"
WORKS_WITH = f"{CASE} {CARE} {HOME} {SHARING}"

OPEN = ("harbour", "mooring")
ENDED = ("ferry", "anchor")
OURS = ("harbour", "ferry", "anchor", "lantern", "mooring", "cutter", "quay", "skiff", "tiller")
AT_MEETING = ("harbour", "mooring", "lantern", "quay", "cutter")

# seat, families, what
KNOWS: list[tuple[str, tuple[str, ...], str]] = [
    ("manager", OURS, EVERYTHING),
    ("lead", OPEN, f"{WORKS_WITH} {BRIEFED} {PASSED} {STEPPED}"),  # the briefing was written for them
    ("lead", ENDED, f"{WORKS_WITH} {BRIEFED} {PASSED} {STEPPED} withdrawnby"),
    ("team", OPEN, f"{WORKS_WITH} {RESTRICTED}"),  # wrote the note
    ("supervisor", OPEN, f"{READS_CASE} {SHARING} {RESTRICTED} {STEPPED}"),  # is named as its reader
    ("reader", OPEN, READS_CASE),
    ("emergency", OPEN, WORKS_WITH),  # what a member of the team reads
    ("agency_reader", OPEN, READS_CASE),
    ("owner", OPEN, f"{HEADER} ownaction"),
    # What their own action is they know, and have to settle it; whose family it is about they are not told any more.
    ("owner", ENDED, "ownaction"),
    # A closed case leaves what is still to do with its owners, and whose it is.
    ("owner", ("lantern",), f"{HEADER} ownaction"),
    ("lead", ("lantern",), f"{HEADER} leadaction doneaction result {PASSED}"),
    # Whoever asks the family how it goes reads how to reach it, and nothing of the work that ended.
    ("checker", ("lantern",), f"{NAMES} safecontact phone"),
    ("asked", ("cutter",), f"{HEADER} language area familyview"),
    ("asked", OPEN, f"{HEADER} leadaction passedwhy"),  # the action they are asked to take on, and why they are
    ("referrer", ("harbour", "ferry", "anchor", "lantern", "mooring", "cutter", "quay"), f"{OWN_REFERRAL} withdrawnby"),
    ("referrer", ("skiff",), OWN_REFERRAL),
    # They keep what they wrote and were told before; not how the family is today.
    ("excluded_referrer", ("tiller",), f"name {REFERRAL} told"),
    ("chair", AT_MEETING, SUMMARY),
    ("invited", AT_MEETING, SUMMARY),
    ("guest", ("harbour",), SUMMARY),
    ("information_lead", OURS, f"{NAMES} {AGREED} withdrawnby {SHARING}"),
    ("information_lead", OPEN, "emergencywhy"),
    ("other_manager", ("beacon",), EVERYTHING),
    ("other_worker", ("beacon",), f"{WORKS_WITH} {BRIEFED} {PASSED} {STEPPED}"),
]
# A confidential address is shown to nobody, on no page and in no file.
NEVER = {("mooring", what) for what in HOME.split()}
# The other centre's people and services are its own.
DIRECTORY_WORDS = (
    "commits",
    "service",
    "centre",
    "wording",
    "council",
    "trust",
    "charity",
    "nursery",
    "school",
    "housing",
)
DIRECTORY = {"rowan": MEMBERS.split(), "beacon": ["other_manager", "other_worker"]}


def allowed(seat: str) -> set[tuple[str, str]]:
    """Everything the seat may ever read."""
    assert seat in SEATS
    known = {(family, what) for who, of, words in KNOWS if who == seat for family in of for what in words.split()}
    directory = {(name, what) for name, seats in DIRECTORY.items() if seat in seats for what in DIRECTORY_WORDS}
    return (known | directory) - NEVER
