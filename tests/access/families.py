"""Families whose every sensitive field holds a canary, and the work with them in each state."""

from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from typing import Any

from django.utils import timezone

from accounts.models import User
from cases.access import grant
from cases.assessment_words import FIELDS
from cases.models import BreakGlass, Case, TeamMember
from cases.status import LeadStatus, NoteKind, OfferStatus
from centres.models import Agency, Centre
from consent.models import SharingWish
from consent.status import Asked
from families.models import Address, AddressShown, Adult, Family
from families.status import ParentalResponsibility, Relation
from referrals.models import Feedback, Referral
from referrals.status import FeedbackKind
from tests.access import canaries
from tests.access.canaries import word
from tests.days import days_ago, today
from tests.factories import cases, centres, families, notes, sharing


@dataclass
class Cast:
    """A centre with its agencies and the people of the seats."""

    centre: Centre
    included: list[Agency]
    excluded: Agency
    seats: dict[str, User] = field(default_factory=dict)

    def __getitem__(self, seat: str) -> User:
        return self.seats[seat]


def made_family(name: str, at: Centre, *, confidential: bool = False) -> Family:
    """A family with a mother, a father and a child: a canary in every field."""
    made = families.family(
        at, name=word(name, "name"), child_name=word(name, "child"), confidential=confidential,
        safe_contact=word(name, "safecontact"), language=word(name, "language"),
    )  # fmt: skip
    child, mother = made.children.get(), made.adults.get()
    made.children.update(date_of_birth=canaries.born(name), nhs_number=canaries.nhs_number(name))
    Adult.objects.filter(pk=mother.pk).update(
        name=word(name, "mother"), phone=canaries.telephone(name), email=f"{word(name, 'email')}@example.org",
        date_of_birth=canaries.born(name, adult=True), nhs_number=canaries.nhs_number(name, adult=True),
    )  # fmt: skip
    father = Adult.objects.create(family=made, name=word(name, "father"))
    families.former_name(made, name=word(name, "former"), adult=mother)
    father.cares.create(child=child, relation=Relation.FATHER, responsibility=ParentalResponsibility.NO)
    Address.objects.filter(family=made).update(lines=word(name, "address"), postcode=canaries.postcode(name))
    return made


def agreed_family(name: str, cast: Cast, *, taken_by: User, **fields: Any) -> Family:
    """A family that agreed 300 days ago, for a year, and said which agencies may know."""
    made = made_family(name, cast.centre, **fields)
    families.agreement(made, by=taken_by, given_on=days_ago(300), how="verbal", witness=word(name, "witness"))
    for agency in [*cast.included, cast.excluded]:
        SharingWish.objects.create(
            family=made, agency=agency, included=agency in cast.included, words=word(name, "wish"),
            recorded_by=taken_by, since=days_ago(300),
        )  # fmt: skip
    return made


def words_of_referral(name: str) -> dict[str, str]:
    """The free text of a referral."""
    return {one: word(name, one.replace("_", "")) for one in ("worries", "strengths", "family_wants", "tried")}


def referred(name: str, of: Family, *, by: User, **fields: Any) -> Referral:
    """A referral that the meeting accepted, and what its referrer was told."""
    made = cases.accepted_referral(of, by=by, **{**words_of_referral(name), **fields})
    told(made, word(name, "told"), on=days_ago(30))
    return made


def told(referral: Referral, words: str, *, on: date) -> None:
    """Something the referrer was told on a day."""
    Feedback.objects.create(referral=referral, kind=FeedbackKind.DECISION, words=words, on=on, by=referral.referred_by)


def worked_case(name: str, cast: Cast, **fields: Any) -> Case:
    """An open case in which everybody of the cast stands in their relation, and everything has been recorded."""
    of = agreed_family(name, cast, taken_by=cast["referrer"], **fields)
    made = cases.case_without_lead(of=of, referral=referred(name, of, by=cast["referrer"]))
    cases.lead(made, cast["colleague"], status=LeadStatus.ENDED, ended_on=days_ago(29), reason=word(name, "leadended"))
    cases.lead(made, cast["lead"], family_view=word(name, "familyview"))
    cases.team_member(made, cast["team"], contribution=word(name, "contribution"))
    for leaving in ("excluded", "left"):
        TeamMember.objects.create(
            case=made, user=cast[leaving], agency=cases.agency_of(cast[leaving], cast.centre), contribution="Visits",
            since=days_ago(20),
        )  # fmt: skip
    cases.team_member(
        made, cast["colleague"], contribution=word(name, "contributed"), since=days_ago(15), until=days_ago(9)
    )
    for kind, until in (("gp", None), ("midwife", None), ("nursery", days_ago(2))):
        called = {None: f"other{kind}"}.get(until, "otherbefore")
        cases.other_involved(
            made, by=cast["lead"], kind=kind, until=until, called=word(name, called), reach=word(name, f"{called}reach")
        )
    cases.message(made, by=cast["team"], words=word(name, "message"))
    share(name, made, cast)
    restricted(name, made, cast)
    decided_to_share(name, of, by=cast["lead"])
    AddressShown.objects.create(
        family=of, by=cast["lead"], confidential=True, reason=f"{word(name, 'shownwhy')}, on Tuesday morning."
    )
    recorded(name, made, cast)
    closed_before(name, made, cast)
    cases.step_up(
        made, by=cast["lead"], worries=word(name, "steppedworries"), answered_by=word(name, "steppedby"),
        answer_words=word(name, "steppedanswer"), status="refused", answered_on=days_ago(2),
        content={"lead": word(name, "steppedsummary")},
    )  # fmt: skip
    return made


def decided_to_share(name: str, of: Family, *, by: User) -> None:
    """A sharing decision of which the family was told, and one without asking or telling it: every field filled."""
    texts = ("why", "what", "outside", "how", "decided_by")
    sharing.decision(of, by=by, **{one: word(name, f"sharing{one.replace('_', '')}") for one in texts})
    sharing.decision(
        of, by=by, asked=Asked.NOT_ASKED, not_asked_because=word(name, "sharingnotasked"), family_told=False,
        not_told_because=word(name, "sharingnottold"), public_interest=word(name, "sharinginterest"),
    )  # fmt: skip


def share(name: str, case: Case, cast: Cast) -> None:
    """Shared with a person and an agency until tomorrow, with another person until yesterday."""
    agency = cases.agency_of(cast["agency_reader"], cast.centre)
    for to, until in ((cast["reader"], -1), (agency, -1), (cast["reader_before"], 1), (cast["left"], -1)):
        grant(case=case, to=to, until=days_ago(until), reason=word(name, "sharereason"), by=cast["lead"])


def restricted(name: str, case: Case, cast: Cast) -> None:
    """A note of a member of the team, for the lead's supervisor. The others named have no route to the case that
    opens one: the share and the job have ended, the agency is excluded, it is an emergency."""
    named = ("supervisor", "reader_before", "left", "excluded", "emergency", "owner", "referrer")
    readers = tuple(cast[seat] for seat in named if seat in cast.seats)
    notes.note(case, by=cast["team"], readers=readers, words=word(name, "restricted"))
    if "supervisor" in cast.seats:
        of = {"kind": NoteKind.SUPERVISION, "about": cast["lead"]}
        notes.note(case, by=cast["supervisor"], words=word(name, "supervised"), **of)


def in_emergency(name: str, case: Case, cast: Cast) -> BreakGlass:
    """Opened in an emergency, for an agency that the family excludes; nobody has looked at it yet."""
    why = word(name, "emergencywhy")
    said = {"reason": f"{why} and nobody answers.", "despite": f"{why} all the same."}
    typed = f"{word(name, 'attemptwhy')} and nobody answers."
    return cases.break_glass(case, cast["emergency"], typed=typed, excluded=True, hours=4, until=in_hours(4), **said)


def in_hours(hours: int) -> datetime:
    """So many hours from now, less a little."""
    return timezone.now() + timedelta(hours=hours, minutes=-5)


def recorded(name: str, case: Case, cast: Cast) -> None:
    """Contacts, offers, progress, goals, actions and reviews."""
    lead = cast["lead"]
    saw = [case.family.children.first(), *case.family.adults.all()]
    cases.contact(case, by=lead, note=word(name, "note"), saw=saw, with_=[cast["team"]])
    cases.offer(case, by=lead, what=word(name, "offer"))
    cases.offer(
        case, by=lead, what=word(name, "offerrefused"), status=OfferStatus.REFUSED, answered_on=days_ago(2),
        words=word(name, "offeranswer"), next_step="nothing_now", next_because=word(name, "nextwhy"),
        next_on=days_ago(1), next_by=lead,
    )  # fmt: skip
    if name == "harbour":  # nobody has said yet what comes after this one
        cases.offer(case, by=lead, what=word(name, "offer"), status=OfferStatus.REFUSED, answered_on=days_ago(2))
    cases.visit(case, by=lead, workers=[lead, cast["team"]], purpose=word(name, "visitfor"))
    cases.visit(case, by=lead, on=days_ago(-3), status="cancelled", cancelled_because=word(name, "visitno"))
    cases.progress(case, by=lead, words=word(name, "progress"))
    goal = cases.goal(case, by=lead, words=word(name, "goal"))
    cases.goal(
        case, by=lead, words=word(name, "goalbefore"), given_up_on=days_ago(3), given_up_because=word(name, "givenup")
    )
    assessed(name, case, lead)
    held = cases.held_review(
        case, by=lead, what_changed=word(name, "changed"), family_words=word(name, "familywords"),
        reason=word(name, "reviewreason"), family_rating=None, no_rating_because=word(name, "norating"),
        present=word(name, "present"),
    )  # fmt: skip
    cases.goal_rating(held, goal, family_rating=None, no_rating_because=word(name, "goalnorating"))
    if name == "mooring":  # a family is asked, or it is said why not
        cases.help_asked(held, staff=None, needs_met=None, not_asked_because=word(name, "helpnotasked"))
    else:
        cases.help_asked(held, words=word(name, "helpwords"))
    for owner, what in (("owner", "ownaction"), ("left", "leftaction"), ("lead", "leadaction")):
        doer = {"owner": {"for_adult": case.family.adults.get(name=word(name, "mother"))},
                "lead": {"done_by": word(name, "doneby"), "goal": goal}}.get(owner, {})  # fmt: skip
        cases.action(
            cast[owner], case.centre, case=case, what=word(name, what), agreed_by=lead, agreed_on=days_ago(14), **doer
        )
    cases.done_action(lead, case.centre, case=case, what=word(name, "doneaction"), result=word(name, "result"))
    handed_on(name, case, cast)
    if "deputy" in cast.seats:
        stood_in(name, case, cast)
        advised(name, case, cast)


def assessed(name: str, case: Case, by: User) -> None:
    """An assessment with a word in every text, and the draft of the next version."""
    texts = {one: word(name, one.replace("_", "")) for one in FIELDS}
    cases.assessment(case, by=by, **texts)
    halves = {one: word(name, "halfsaid") for one in FIELDS}
    cases.assessment(case, by=by, version=2, finished_on=None, **halves)


def handed_on(name: str, case: Case, cast: Cast) -> None:
    """Somebody is asked to take on the lead's action, another declined it; the family was handed over to the lead with
    a briefing, and somebody declined before that."""
    lead = cast["lead"]
    to_do = case.actions.get(owner=lead, status="open")
    no = {"status": "declined", "answered_on": days_ago(3), "reason": word(name, "passedno")}
    cases.pass_on(to_do, cast["colleague"], because=word(name, "passedfirst"), asked_on=days_ago(4), **no)
    if "asked" in cast.seats:
        cases.pass_on(to_do, cast["asked"], because=word(name, "passedwhy"), asked_on=days_ago(1))
    current = case.leads.get(status=LeadStatus.ACCEPTED)
    said = {"goals": [], "actions": [], "last_review": None, "next_review_on": None}
    said["goals"] = [{"words": word(name, "briefedgoal"), "outcome": "Be healthy", "reached_on": None}]
    safe = {"safe_contact": word(name, "briefedsafe")}
    midwife = {"who": word(name, "briefedmidwife"), "reach": "", "family_agrees": True}
    content = {"plan": said, "safeguarding": safe, "health": {"involved": [midwife]}}
    cases.briefing(current, by=cast["colleague"], matters=word(name, "matters"), content=content)
    cases.lead(
        case, cast["colleague"], status=LeadStatus.DECLINED, reason=word(name, "leadno"), answered_on=days_ago(35),
        offered_on=days_ago(36), family_not_asked=word(name, "notasked"),
    )  # fmt: skip


def stood_in(name: str, case: Case, cast: Cast) -> None:
    """Somebody stands in for the lead, somebody else is asked to later, another declined."""
    cases.deputy(case, cast["deputy"], matters=word(name, "deputymatters"))
    later = {"starts_on": days_ago(-20), "ends_on": days_ago(-25)}
    cases.asked_to_deputise(case, cast["asked"], matters=word(name, "deputymatters"), **later)
    no = {"status": "declined", "answered_on": days_ago(3), "reason": word(name, "deputyno")}
    cases.deputy(case, cast["colleague"], **no)


def advised(name: str, case: Case, cast: Cast) -> None:
    """A question that waits for advice, and one that was answered more than two weeks ago."""
    cases.advice(case, cast["adviser"], question=word(name, "question"))
    then = timezone.now() - timedelta(days=15)
    cases.advice(
        case, cast["adviser"], question=word(name, "questionbefore"), asked_at=then - timedelta(hours=2),
        answer=word(name, "advised"), answered_at=then,
    )  # fmt: skip


def closed_before(name: str, case: Case, cast: Cast) -> None:
    """The work ended twice before, and began again: once nobody asked the family later, once it needed help again."""
    opened = {"reopened_by": cast["lead"], "reopened_because": word(name, "reopenedwhy"), "closed_by": cast["lead"]}
    said = {"words": word(name, "endedwords"), "told": word(name, "endedtold"), "unmet_words": word(name, "unmetwords")}
    cases.closure(
        case, closed_on=days_ago(280), reopened_on=days_ago(250), no_check_because=word(name, "nocheck"), **said,
        **opened,
    )  # fmt: skip
    helped = {"check_result": "needs_help", "check_words": word(name, "checkwords"), "checked_on": days_ago(120)}
    cases.to_check(
        case, cast["lead"], closed_on=days_ago(220), check_on=days_ago(130), check_opens_on=days_ago(144),
        checked_by=cast["lead"], settled_on=days_ago(119), settled_words=word(name, "checksettled"),
        reopened_on=days_ago(110), **said, **helped, **opened,
    )  # fmt: skip


def withdraw(name: str, of: Family) -> None:
    """The family no longer agrees, since today."""
    of.agreements.update(status="withdrawn", withdrawn_on=today(), withdrawn_by=word(name, "withdrawnby"))


def run_out(of: Family) -> None:
    """The agreement ran out yesterday."""
    of.agreements.update(until=days_ago(1))


def close(name: str, case: Case, checker: User) -> None:
    """The case was closed yesterday; its next review falls away. As if that were long ago, somebody is to ask now."""
    case.reviews.filter(held_on=None).delete()
    Case.objects.filter(pk=case.pk).update(
        status="closed",
        closed_on=days_ago(1),
        closing="declined",
        closing_words=word(name, "closing"),
    )
    cases.to_check(
        case, checker, closed_on=days_ago(1), check_opens_on=days_ago(1), words=word(name, "closing"),
        closing="declined", not_tried_because=word(name, "nottried"),
    )  # fmt: skip


def exclude(of: Family, agency: Agency, *, by: User) -> None:
    """The family keeps it from an agency since two days ago."""
    of.wishes.filter(agency=agency).update(until=days_ago(2))
    SharingWish.objects.create(
        family=of, agency=agency, included=False, recorded_by=by, since=today() - timedelta(days=2)
    )


def someone(at: Centre, role: str, **fields: Any) -> User:
    """Somebody who works at the centre."""
    return centres.member(at, role, **fields)
