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
WORK = "offer offerrefused offeranswer nextwhy progress changed familywords reviewreason norating"
# What only the case shows of its plan and reviews.
RATED = "goal goalbefore givenup goalnorating helpwords helpnotasked present visitfor visitno"
ASSESSED = "childstrengths childneeds childvoice carersstrengths carersneeds carersvoice familystrengths"
ASSESSED += " familyneeds conclusion"
HALF_SAID = "halfsaid"
ACTIONS = "ownaction leftaction leadaction doneby doneaction result"
PASSED = "passedwhy passedno passedfirst"
# What colleagues write to each other, and who helps the family outside the team.
MESSAGE = "message"
OTHERS = "othergp othergpreach othermidwife othermidwifereach otherbefore otherbeforereach"
BRIEFED = "matters briefedgoal briefedsafe briefedmidwife deputymatters"
PEOPLE = "familyview leadended leadno notasked contribution contributed sharereason deputyno"
ENDED_BEFORE = "endedwords endedtold unmetwords nocheck checkwords checksettled reopenedwhy"
MEETING = "why title putoff view earlierview typed"
DECIDED = "reason alternatives dissent donenow"
SHARING = (
    "sharingwhy sharingwhat sharingoutside sharinghow sharingdecidedby sharingnotasked sharingnottold sharinginterest"
)
RESTRICTED = "restricted"
SUPERVISED = "supervised"  # who supervises wrote it, about who leads
ADVICE = "question questionbefore advised"
# What who is asked for advice is shown, beside the header.
ADVISED_ON = "question goal ownaction leftaction leadaction"
STEPPED = "steppedworries steppedby steppedanswer steppedsummary"

FORMER = "former"  # a search says with which name it found them
CASE = f"{NAMES} language {REFERRAL} {TOLD} {AGREED} {NOTES} {WORK} {RATED} {ASSESSED} {ACTIONS} {PEOPLE} {OTHERS}"
CASE += f" {ENDED_BEFORE} {FORMER}"
BESIDES = f"{HALF_SAID} withdrawnby closing nottried toldsince managersaction emergencywhy"
EVERYTHING = (
    f"{CASE} {CARE} {HOME} {IDENTITY} {MEETING} {DECIDED} {BESIDES} {SHARING} {RESTRICTED} {BRIEFED} {PASSED} {MESSAGE}"
    f" {ADVICE} {SUPERVISED} {STEPPED}"
)
# Whoever is invited to an item sees a summary of the case: no address, no note of a contact, no telephone.
SUMMARY = f"{NAMES} language {REFERRAL} {WORK} goal conclusion {ACTIONS} familyview contribution wish"
SUMMARY += f" {MEETING} {DECIDED}"
# What the referrer keeps: what they wrote, what they were told, what the family agreed to; half the postcode.
OWN_REFERRAL = f"{NAMES} {FORMER} language safecontact {REFERRAL} {TOLD} {AGREED} area"
READS_CASE = f"{CASE} area"
WORKS_WITH = f"{CASE} {CARE} {HOME} {SHARING} {MESSAGE} {ADVICE}"
LEADS = f"{WORKS_WITH} {HALF_SAID} {BRIEFED} {PASSED} {STEPPED}"

OPEN = ("harbour", "mooring")
ENDED = ("ferry", "anchor")
OURS = ("harbour", "ferry", "anchor", "lantern", "mooring", "cutter", "quay", "skiff", "tiller")
AT_MEETING = ("harbour", "mooring", "lantern", "quay", "cutter")

# seat, families, what
KNOWS: list[tuple[str, tuple[str, ...], str]] = [
    ("manager", OURS, EVERYTHING),
    ("lead", OPEN, f"{LEADS} {SUPERVISED}"),  # the briefing was written for them
    ("lead", ENDED, f"{LEADS} {SUPERVISED} withdrawnby"),
    ("deputy", OPEN, LEADS),  # stands in for them
    ("deputy", ENDED, f"{LEADS} withdrawnby"),
    ("team", OPEN, f"{WORKS_WITH} {HALF_SAID} {RESTRICTED}"),  # wrote the note
    # Is named as the reader of the note.
    ("supervisor", OPEN, f"{READS_CASE} {SHARING} {RESTRICTED} {MESSAGE} {ADVICE} {SUPERVISED} {STEPPED}"),
    ("reader", OPEN, READS_CASE),
    ("emergency", OPEN, WORKS_WITH),  # what a member of the team reads
    ("agency_reader", OPEN, READS_CASE),
    ("owner", OPEN, f"{HEADER} ownaction mother"),
    # What their own action is they know, and have to settle it; whose family it is about they are not told any more.
    ("owner", ENDED, "ownaction"),
    # A closed case leaves what is still to do with its owners, and whose it is.
    ("owner", ("lantern",), f"{HEADER} ownaction mother"),
    ("lead", ("lantern",), f"{HEADER} leadaction doneby doneaction result {PASSED}"),
    # Whoever asks the family how it goes reads how to reach it, and nothing of the work that ended.
    ("checker", ("lantern",), f"{NAMES} safecontact phone"),
    ("asked", ("cutter",), f"{HEADER} language area familyview"),
    ("asked", OPEN, f"{HEADER} leadaction doneby passedwhy"),  # the action they are asked to take on, and why they are
    ("referrer", ("harbour", "ferry", "anchor", "lantern", "mooring", "cutter", "quay"), f"{OWN_REFERRAL} withdrawnby"),
    ("referrer", ("skiff",), OWN_REFERRAL),
    # They keep what they wrote and were told before; not how the family is today.
    ("excluded_referrer", ("tiller",), f"name {REFERRAL} told"),
    ("adviser", OPEN, f"{HEADER} {ADVISED_ON}"),
    ("adviser", ENDED, "question"),  # and not whose family it is about
    ("chair", AT_MEETING, SUMMARY),
    ("invited", AT_MEETING, SUMMARY),
    ("guest", ("harbour",), SUMMARY),
    ("information_lead", OURS, f"{NAMES} {AGREED} withdrawnby {SHARING}"),
    ("information_lead", OPEN, "emergencywhy"),
    ("other_manager", ("beacon",), EVERYTHING),
    ("other_worker", ("beacon",), LEADS),
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
