"""When two records of a family can become one, and two again.

What must not happen by merging (access.md): nobody sees more than before that the family's wishes keep from them; what
one record agreed to opens nothing of the other; a confidential address stays so; who takes part in one case does not
come into another. Wishes and addresses are merged by the stricter rule (`merging.wishes`, `merging.planning`); where no
rule can say what the family would, merging is refused with what to do first.
"""

from collections.abc import Mapping
from datetime import date

from django.utils import timezone

from cases.status import CaseStatus
from families.models import Family, LookAlike
from families.rules import require_one_centre
from inputs.dates import in_words
from inputs.errors import RuleBroken
from inputs.validators import nhs_digits
from meetings.status import ItemStatus
from merging.holdings import ADULT, CASE, CHILD, FAMILY, ITEM, PEOPLE, REFERRAL, Holdings, Row
from merging.models import Merge
from merging.planning import Setting
from merging.status import UNDO_WITHIN
from merging.undoing import Undoing
from merging.wishes import agreements_in_force, last_no
from merging.words import listed
from referrals.status import WAITING

CHANGED_SINCE = "Something was recorded about one of the two since you looked. Look at what goes where again."


def require_two(kept: Family, gone: Family) -> None:
    """Two records of one centre, of which nobody has said that they only look alike."""
    require_one_centre(kept, gone)
    if gone.pk in LookAlike.objects.others_of(kept.pk):
        raise RuleBroken(
            "marked_look_alike",
            "It is on record that these two families only look alike. If that was wrong, take it back first.",
        )


def require_one_open_case(at: Setting) -> None:
    """A family has one case in work: two teams do not become one by merging, so one is closed or handed on first."""
    open_cases = [_open_case(at.of, one) for one in (at.kept, at.gone)]
    if all(open_cases):
        mine, theirs = (case["reference"] for case in open_cases if case)
        raise RuleBroken(
            "two_open_cases",
            f"Both records have an open case, {mine} and {theirs}. A family has one: agree with both teams who goes "
            "on, and close the other case first. Its story is kept and stands with the family afterwards.",
        )


def require_one_waiting_referral(at: Setting) -> None:
    """The meeting decides once about a family: of two referrals that wait, one is answered or taken back first."""
    waiting = [_waiting_referral(at.of, one) for one in (at.kept, at.gone)]
    if all(waiting):
        mine, theirs = (referral["reference"] for referral in waiting if referral)
        raise RuleBroken(
            "two_waiting",
            f"Both records have a referral that waits for the meeting, {mine} and {theirs}. Take one back first, or "
            "let the meeting answer it.",
        )


def require_no_agreement_opens_the_other(at: Setting) -> None:
    """What one record agreed to does not open the work on the other (001: consent comes first).

    And a no that was said after a yes goes for the family, whichever record it was said on.
    """
    names = {pk: at.of.rows[FAMILY][pk]["name"] for pk in (at.kept, at.gone)}
    for mine, other in ((at.kept, at.gone), (at.gone, at.kept)):
        given, theirs = agreements_in_force(at.of, mine, at.on), agreements_in_force(at.of, other, at.on)
        if not given or theirs:
            continue
        said_no = last_no(at.of, other)
        if said_no and said_no >= max(row["given_on"] for row in given):
            raise RuleBroken(
                "said_no_since",
                f"On the record “{names[other]}” the family said no on {in_words(said_no)}, after it had agreed on the "
                "other one. Ask the family, and record what it says on both records first.",
            )
        if _under_way(at.of, other):
            raise RuleBroken(
                "agreement_would_open",
                f"Work is under way on the record “{names[other]}”, and no agreement is in force there. The other "
                "record’s agreement was not given for it. Ask the family, and record its answer there first.",
            )


def _open_case(of: Holdings, family_id: int) -> Row | None:
    return next((row for _, row in of.of(CASE, family_id) if row["status"] == CaseStatus.OPEN), None)


def _waiting_referral(of: Holdings, family_id: int) -> Row | None:
    return next((row for _, row in of.of(REFERRAL, family_id) if row["status"] in WAITING), None)


def _under_way(of: Holdings, family_id: int) -> bool:
    items = any(row["status"] in (ItemStatus.WAITING, ItemStatus.DEFERRED) for _, row in of.of(ITEM, family_id))
    return items or bool(_open_case(of, family_id) or _waiting_referral(of, family_id))


def require_people_of_both(at: Setting) -> None:
    """Whoever is said to be one is on one record each, and nobody is two people of the other."""
    for label in PEOPLE:
        pairs = at.same.of(label)
        theirs, mine = at.of.people(label, at.gone), at.of.people(label, at.kept)
        if pairs.keys() - theirs.keys() or set(pairs.values()) - mine.keys():
            raise RuleBroken("stale_people", "Somebody you chose is not on these records any more. Choose again.")
        if len(set(pairs.values())) < len(pairs):
            raise RuleBroken("one_is_two", "Two people of one record cannot both be the same person of the other.")


def require_nhs_numbers_fit(at: Setting) -> None:
    """An NHS number is one person's: two who have different ones are two, two who have the same are one."""
    for label in PEOPLE:
        theirs, mine = at.of.people(label, at.gone), at.of.people(label, at.kept)
        for pk, row in theirs.items():
            twin = mine.get(at.same.of(label).get(pk, 0))
            number = nhs_digits(row["nhs_number"])
            if twin and number and twin["nhs_number"] and nhs_digits(twin["nhs_number"]) != number:
                raise RuleBroken(
                    "two_nhs_numbers",
                    f"{row['name']} and {twin['name']} have different NHS numbers, so they are two people. If a number "
                    "is wrong, correct it first.",
                    field_of(label, pk),
                )
            owner = _whose(number, mine) if number else None
            if owner and owner is not twin:
                raise RuleBroken(
                    "one_nhs_number",
                    f"{row['name']} and {owner['name']} have the same NHS number, so they are one person.",
                    field_of(label, pk),
                )


def _whose(number: str, people: Mapping[int, Row]) -> Row | None:
    return next((row for row in people.values() if nhs_digits(row["nhs_number"]) == number), None)


def field_of(label: str, pk: int) -> str:
    """What the question about one person is called in a form."""
    return f"{ {CHILD: 'child', ADULT: 'adult'}[label] }_{pk}"


def require_why(reason: str) -> None:
    """It is said why, for whoever wonders later."""
    if not reason.strip():
        raise RuleBroken("no_reason", "Say why, for whoever wonders later.", "reason")


def require_as_shown(shown: str, now: str) -> None:
    """What is done is what was shown, and nothing that came since."""
    if shown != now:
        raise RuleBroken("stale_preview", CHANGED_SINCE)


def require_not_undone(merge: Merge) -> None:
    """Undone once is undone."""
    if merge.undone_at:
        raise RuleBroken("already_undone", "This merge was undone already.")


def last_day_to_undo(merge: Merge) -> date:
    """The thirtieth day after it, by the centre's calendar; that day still counts."""
    return timezone.localdate(merge.at) + UNDO_WITHIN


def require_in_time(merge: Merge, on: date) -> None:
    """A merge can be undone within thirty days."""
    if on > last_day_to_undo(merge):
        raise RuleBroken(
            "too_late",
            f"This could be undone until {in_words(last_day_to_undo(merge))}. What belongs to another family now is "
            "corrected record by record.",
        )


def require_latest(merge: Merge) -> None:
    """Several merges are undone in the opposite order: what came later stands on what came before."""
    later = Merge.objects.standing().filter(pk__gt=merge.pk)
    blocking = later.about(merge.kept_id).select_related("kept", "gone").order_by("pk").last()
    if blocking:
        raise RuleBroken(
            "undo_later_first",
            f"{blocking.gone.reference} was merged into {blocking.kept.reference} since. Undo that first.",
        )


def require_nothing_between(undoing: Undoing) -> None:
    """What was recorded since is about one of the two families: else nobody could say whose it is."""
    if undoing.between:
        raise RuleBroken(
            "between_both",
            f"It cannot be undone: since then something was recorded that is about both, namely "
            f"{listed(undoing.between)}. It names somebody of one family in the other’s record, or rests on the "
            "other’s agreement. If it was recorded by mistake, take it back there first.",
        )
