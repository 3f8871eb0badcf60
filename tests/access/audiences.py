"""Who, as a group: the words of docs/access.md."""

from tests.access.policy import minus
from tests.access.seats import SEATS

SIGNED_IN = " ".join(seat for seat in SEATS if seat != "anonymous")

# The people of the families' centre today: "left" is none of them any more.
CASEWORKERS = (
    "manager lead deputy team supervisor reader agency_reader reader_before emergency owner checker asked referrer"
    " excluded_referrer chair invited excluded guest colleague adviser social_worker"
)
MEMBERS = f"{CASEWORKERS} administrator information_lead"
KEEPERS = "manager administrator"
BESIDE = "other_manager other_worker"
NOWHERE = "left stranger superuser"

# An open case while the agreement is in force.
READERS = "supervisor reader agency_reader emergency"
COORDINATES = "manager lead deputy"
LEADS = "manager lead"  # what who stands in does not do
WORKS = "manager lead deputy team"
OPENS = f"{WORKS} {READERS}"
# The agreement is withdrawn or has run out: only those who close the work still see it, and who stands in for them.
STILL_OPENS = "manager lead deputy"

# The meeting.
RUNS = "manager chair"
EXPECTED = "manager chair invited excluded"
KNOWS_OF_MEETING = f"{EXPECTED} administrator"
WITH_GUEST = f"{KNOWS_OF_MEETING} guest"  # of the two meetings to which the guest comes
MAY_KNOW = "manager chair invited"
FOLLOWS = minus(EXPECTED, RUNS)

# The reasons people are given.
ONLY_WORK = "can record work here"
ONLY_COORDINATE = "Only the lead professional or the centre's manager can do this."
ONLY_RUNNING = "Only the chair of this meeting or the manager of the centre can do this."
ONLY_DATES = "Only the chair of this meeting, or the manager or an administrator of the centre, can move or cancel it."
ONLY_DIRECTORY = "Only an administrator or the manager of the centre can change the directory."
ONLY_LETTER = "Only the lead professional, the chair of that meeting or the centre's manager can make the letter."
ONLY_HOW = "Only who is expected at these meetings, the manager or an administrator can see how they went."
ONLY_SERIES = "Only the manager or an administrator of the centre can plan its meetings."
ONLY_REPORTS = "Only an administrator or the manager of the centre can see its reports."
NO_CASEWORK_AGREEMENT = "Only practitioners who work with families at this centre can record a"
