"""Who may see what, written once more from docs/access.md: plain Python, no database, nothing of the product.

The state machine tells it what happens, and asks it what each person may see. Everybody and everything is a number.
"""

from dataclasses import dataclass, field
from datetime import date, datetime, timedelta

from tests.oracle.facts import Action, Case, Deputy, Family, Job, Meeting, Referral

MANAGER, ADMINISTRATOR, INFORMATION_LEAD = "centre_manager", "administrator", "information_lead"
NO_CASEWORK = {ADMINISTRATOR, INFORMATION_LEAD}
KINDS = ("contacts", "plan", "health", "safeguarding")
HEADER_ONLY = {"action_owner", "asked_to_lead", "asked_to_take", "asked_to_deputise", "adviser", "checker"}


@dataclass
class Oracle:
    """Everything that has happened, and the questions."""

    now: datetime
    jobs: dict[int, list[Job]]
    families: dict[int, Family]
    cases: dict[int, Case] = field(default_factory=dict)
    actions: dict[int, Action] = field(default_factory=dict)
    referrals: dict[int, Referral] = field(default_factory=dict)
    meetings: dict[int, Meeting] = field(default_factory=dict)
    reviews: dict[int, int] = field(default_factory=dict)  # the case of each
    assessments: dict[int, tuple[int, bool]] = field(default_factory=dict)  # the case of each, and whether it is done

    # --- who works where -------------------------------------------------------------------------------------

    @property
    def today(self) -> date:
        """The day it is."""
        return self.now.date()

    def jobs_at(self, person: int, centre: int) -> list[Job]:
        """What somebody is at a centre today: the last day still counts."""
        mine = [job for job in self.jobs.get(person, []) if job.centre == centre]
        return [job for job in mine if job.starts <= self.today and (job.ends is None or job.ends >= self.today)]

    def casework(self, person: int, centre: int) -> list[Job]:
        """Their jobs in which they work with families."""
        return [job for job in self.jobs_at(person, centre) if job.role not in NO_CASEWORK]

    def has_role(self, person: int, centre: int, *roles: str) -> bool:
        """Whether they are one of these there."""
        return any(job.role in roles for job in self.jobs_at(person, centre))

    def manages(self, person: int, centre: int) -> bool:
        """Whether they run the centre."""
        return self.has_role(person, centre, MANAGER)

    def has_left(self, person: int) -> bool:
        """Whether every job they had is over: then so is their session."""
        jobs = self.jobs.get(person, [])
        return bool(jobs) and all(job.ends is not None and job.ends < self.today for job in jobs)

    # --- what families want ----------------------------------------------------------------------------------

    def agreed(self, family: int) -> bool:
        """Whether an agreement is in force."""
        given = self.families[family].agreements
        return any(not one.withdrawn and one.given_on <= self.today <= one.until for one in given)

    def excluded(self, family: int, agency: int) -> bool:
        """Whether the agency must not know."""
        return self.families[family].wishes.get(agency) is False

    def keeps(self, family: int, agency: int, kind: str) -> bool:
        """Whether the family keeps a kind of information from an agency that may know of it."""
        return kind in self.families[family].kept.get(agency, set())

    def knows(self, person: int, family: int, kind: str = "") -> bool:
        """Whether somebody works here for an agency that may know (of this kind, too)."""
        jobs = self.casework(person, self.families[family].centre)
        return any(not self.excluded(family, job.agency) and not self.keeps(family, job.agency, kind) for job in jobs)

    # --- cases -----------------------------------------------------------------------------------------------

    def centre_of(self, case: int) -> int:
        """The centre of a case is its family's."""
        return self.families[self.cases[case].family].centre

    def routes(self, person: int, case: int) -> set[str]:
        """Every relation that shows somebody the case, or its header."""
        about, centre = self.cases[case], self.centre_of(case)
        found = {"manager"} if self.manages(person, centre) else set()
        if about.is_open and self.in_emergency(person, case):
            found.add("break_glass")
        if not self.knows(person, about.family):
            return found
        if about.is_open and about.lead == person and not self.excluded(about.family, about.leads_for or 0):
            found.add("lead")
        if self.stands_in(person, case):
            found.add("deputy")
        if not self.agreed(about.family):
            return found
        found |= self._asked(person, case)
        return found | self._parts(person, case) if about.is_open else found

    def _asked(self, person: int, case: int) -> set[str]:
        """What shows the header only, while the family agrees."""
        about = self.cases[case]
        mine = [one for one in self.actions.values() if one.case == case]
        holds = {
            "asked_to_lead": about.asked == person and not self.excluded(about.family, about.asked_for or 0),
            "action_owner": any(one.owner == person and one.is_open for one in mine),
            "asked_to_take": about.is_open and any(self.is_asked(person, one) for one in mine),
            "asked_to_deputise": self.is_asked_to_stand_in(person, case),
            "checker": about.checker == person and about.asks_from and about.asks_from <= self.today,
            "adviser": self.advises(person, case) and self.knows(person, about.family, "safeguarding"),
        }
        return {name for name, yes in holds.items() if yes}

    def _deputies(self, person: int, case: int) -> list[Deputy]:
        """Where somebody stands in or is asked to, for an agency that may know: as long as whoever leads can act."""
        about = self.cases[case]
        leads = about.lead and not self.excluded(about.family, about.leads_for or 0) and self.knows(
            about.lead, about.family
        )  # fmt: skip
        mine = [one for one in about.deputies if one.person == person and one.ends >= self.today]
        return [one for one in mine if about.is_open and leads and not self.excluded(about.family, one.agency)]

    def stands_in(self, person: int, case: int) -> bool:
        """Whether they stand in today for whoever leads the case."""
        return any(one.accepted and one.starts <= self.today for one in self._deputies(person, case))

    def is_asked_to_stand_in(self, person: int, case: int) -> bool:
        """Whether they are asked to, and could still."""
        return any(not one.accepted for one in self._deputies(person, case))

    def advises(self, person: int, case: int) -> bool:
        """Whether a question about an open case waits for their advice, or they answered one in the last two weeks."""
        return any(self.reads_question(person, case, number) for number in self.cases[case].questions)

    def reads_question(self, person: int, case: int, number: int) -> bool:
        """Whether who is asked reads a question: also if they may not know whose family it is about."""
        about, one = self.cases[case], self.cases[case].questions[number]
        lately = one.answered is None or one.answered + timedelta(days=14) > self.now
        there = self.has_role(person, self.centre_of(case), "link_social_worker")
        return about.is_open and one.person == person and not one.taken_back and lately and there

    def finds_question(self, person: int, case: int, number: int) -> bool:
        """Whether they find a question, and the answer: who is asked, who takes part in the work, who supervises it."""
        return self.reads_question(person, case, number) or self.reads_decisions(person, case)

    def is_asked(self, person: int, one: Action) -> bool:
        """Whether somebody is asked to take an action on by itself, for an agency that may know of its family."""
        family = self.cases[one.case].family if one.case else None
        excluded = family is not None and self.excluded(family, one.asked_for or 0)
        return one.is_open and one.asked == person and not one.with_family and not excluded

    def finds_asked(self, person: int, action: int) -> bool:
        """Whether they find that they are asked to take an action on."""
        one = self.actions[action]
        if not self.is_asked(person, one):
            return False
        if one.case is None:
            return bool(self.casework(person, one.centre))
        return "asked_to_take" in self.routes(person, one.case)

    def settled(self, case: int, taker: int | None = None) -> None:
        """What was to go with the family has gone (to `taker`), or stays whose it is."""
        for one in self.actions.values():
            if one.case == case and one.asked and one.with_family:
                one.owner, one.asked = taker or one.owner, None

    def _parts(self, person: int, case: int) -> set[str]:
        about, centre, today = self.cases[case], self.centre_of(case), self.today
        agencies = {job.agency for job in self.casework(person, centre)}
        led = about.lead and not self.excluded(about.family, about.leads_for or 0)
        leads = self.jobs_at(about.lead, centre) if led else []
        in_team = any(
            one.person == person and one.since <= today and (one.until is None or today <= one.until)
            and not self.excluded(about.family, one.agency) for one in about.team
        )  # fmt: skip
        parts = {
            "team": in_team,
            "supervisor": any(job.supervisor == person for job in leads),
            "person_share": about.shared_with_person.get(person, date.min) >= today,
            "agency_share": any(
                until >= today and agency in agencies and not self.excluded(about.family, agency)
                for agency, until in about.shared_with_agency.items()
            ),
        }
        return {name for name, holds in parts.items() if holds}

    def in_emergency(self, person: int, case: int) -> bool:
        """Whether they have it open in an emergency now: by the clock, and only who does casework and nothing else."""
        jobs = self.jobs_at(person, self.centre_of(case))
        running = any(who == person and since <= self.now < until for who, since, until in self.cases[case].emergencies)
        return running and bool(jobs) and not any(job.role in NO_CASEWORK for job in jobs)

    def opens(self, person: int, case: int) -> bool:
        """Whether they may open the case."""
        return bool(self.routes(person, case) - HEADER_ONLY)

    def sees_offer(self, person: int, case: int) -> bool:
        """Whether they find that they are asked to lead: as whoever is asked, or as somebody who opens the case."""
        asked = self.cases[case].asked == person
        return asked and (self.opens(person, case) or "asked_to_lead" in self.routes(person, case))

    def reads(self, person: int, case: int, kind: str) -> bool:
        """Whether they find this kind of information on a case that they may open."""
        everything = self.routes(person, case) & {"manager", "break_glass"}
        return self.opens(person, case) and (bool(everything) or self.knows(person, self.cases[case].family, kind))

    def keeps_something(self, person: int, case: int) -> bool:
        """Whether a kind of information is kept from somebody who may open the case."""
        return self.opens(person, case) and not all(self.reads(person, case, kind) for kind in KINDS)

    def near(self, person: int, case: int) -> bool:
        """Whether they contact the family: they work with it, or opened its case in an emergency."""
        return bool(self.routes(person, case) & {"manager", "lead", "deputy", "team", "break_glass"})

    def reaches(self, person: int, case: int) -> bool:
        """Whether they are told how to contact the family safely."""
        return self.near(person, case) and self.reads(person, case, "safeguarding")

    def shown_as_led(self, person: int, case: int) -> bool:
        """Whether the first page names the case among those that they lead or stand in for."""
        about = self.cases[case]
        leads = about.is_open and about.lead == person and not self.excluded(about.family, about.leads_for or 0)
        return bool(leads or self.stands_in(person, case)) and self.opens(person, case)

    def tells_at_home(self, person: int, case: int) -> bool:
        """Whether it says there how to contact the family safely, rather than that this is kept from them."""
        return self.manages(person, self.centre_of(case)) or self.knows(person, self.cases[case].family, "safeguarding")

    def reads_decisions(self, person: int, case: int) -> bool:
        """Whether they read on what grounds information was shared."""
        involved = self.routes(person, case) & {"manager", "lead", "deputy", "team", "supervisor", "break_glass"}
        return bool(involved) and self.reads(person, case, "safeguarding")

    def reads_messages(self, person: int, case: int) -> bool:
        """Whether they read what colleagues write to each other: not somebody with whom the case was only shared."""
        involved = self.routes(person, case) & {"manager", "lead", "deputy", "team", "supervisor", "break_glass"}
        return bool(involved) and self.reads(person, case, "contacts")

    def looks_who_has_seen(self, person: int, case: int) -> bool:
        """Whether they are told who has seen the record: who answers for the work with the family."""
        return bool(self.routes(person, case) & {"manager", "lead", "deputy"})

    def sees_home(self, person: int, case: int) -> bool:
        """Whether the case shows them where the family lives; a confidential address is shown to nobody there."""
        near = self.routes(person, case) & {"lead", "deputy", "team", "break_glass"}
        return bool(near) and not self.families[self.cases[case].family].confidential

    # --- what hangs on them ----------------------------------------------------------------------------------

    def sees_action(self, person: int, action: int) -> bool:
        """An action: its owner, whoever reads the plan of its case, the manager."""
        about = self.actions[action]
        if self.manages(person, about.centre):
            return True
        if not self.casework(person, about.centre):
            return False
        if about.case is None:
            return about.owner == person
        mine = about.owner == person and self.knows(person, self.cases[about.case].family)
        return mine or self.reads(person, about.case, "plan")

    def sees_review(self, person: int, review: int) -> bool:
        """A review is part of the plan."""
        return self.reads(person, self.reviews[review], "plan")

    def sees_assessment(self, person: int, assessment: int) -> bool:
        """It speaks of the plan and of health; one that is still being written is for those who work there."""
        case, finished = self.assessments[assessment]
        works = bool(self.routes(person, case) & {"manager", "lead", "deputy", "team"})
        return (finished or works) and all(self.reads(person, case, kind) for kind in ("plan", "health"))

    def sees_referral(self, person: int, referral: int) -> bool:
        """Their own, a draft only while the family does not exclude their agency; what was sent, the manager."""
        about = self.referrals[referral]
        if about.by == person and self.casework(person, about.centre):
            return about.sent or self.knows(person, about.family)
        return about.sent and self.manages(person, about.centre)

    def reads_family_in(self, person: int, referral: int) -> bool:
        """Whether a referral shows the family as it is today: not to who referred for an agency excluded since."""
        about = self.referrals[referral]
        return self.manages(person, about.centre) or self.knows(person, about.family)

    def copy(self, person: int, family: int) -> int:
        """The family's copy: 200 for its manager, its lead and who stands in, 403 for others who open the case, 404."""
        cases = [pk for pk, case in self.cases.items() if case.family == family]
        leads = any({"lead", "deputy"} & self.routes(person, pk) for pk in cases)
        if self.manages(person, self.families[family].centre) or leads:
            return 200
        return 403 if any(self.opens(person, pk) for pk in cases) else 404

    def finds(self, person: int, family: int, by: str) -> bool:
        """Whether a search shows them a family: by what it is called, by a child, by an adult, by where it lives."""
        of = self.families[family]
        routes = {one for pk, case in self.cases.items() if case.family == family for one in self.routes(person, pk)}
        made = [pk for pk, one in self.referrals.items() if one.family == family and one.by == person]
        mine = [pk for pk in made if self.sees_referral(person, pk)]
        manages, reads = self.manages(person, of.centre), any(self.reads_family_in(person, pk) for pk in mine)
        return {
            "called": manages or bool(routes) or bool(mine),
            "child": manages or bool(routes) or reads,
            "adult": manages or bool(routes - HEADER_ONLY) or reads,
            "home": not of.confidential and (manages or bool(routes & {"lead", "deputy", "team", "break_glass"})),
        }[by]

    # --- meetings --------------------------------------------------------------------------------------------

    def sees_meeting(self, person: int, meeting: int) -> bool:
        """That there is a meeting, and when."""
        at = self.meetings[meeting]
        invited = person in at.expected or at.chair == person
        office = self.has_role(person, at.centre, MANAGER, ADMINISTRATOR)
        return office or (invited and bool(self.casework(person, at.centre)))

    def comes_for(self, person: int, meeting: int) -> int | None:
        """The agency for which they are expected, as long as they work for it."""
        at = self.meetings[meeting]
        agency = at.expected.get(person)
        return agency if agency in {job.agency for job in self.casework(person, at.centre)} else None

    def may_know_at(self, person: int, meeting: int, family: int) -> bool:
        """Whether the family agrees today, and wishes the agency to know for which they come."""
        agency = self.comes_for(person, meeting)
        return agency is not None and self.agreed(family) and self.families[family].wishes.get(agency) is True

    def sees_item(self, person: int, meeting: int, item: int) -> bool:
        """An item: the manager; who is expected, until the minutes are approved; a guest only those they come for."""
        at = self.meetings[meeting]
        family = at.items[item]
        if self.manages(person, at.centre):
            return True
        if at.approved or person not in at.expected or not self.casework(person, at.centre):
            return False
        return self.comes_to(person, meeting, item) and (family is None or self.may_know_at(person, meeting, family))

    def comes_to(self, person: int, meeting: int, item: int) -> bool:
        """Whether they are there for the item: who is no guest is there for everything."""
        guests = self.meetings[meeting].guests
        return person not in guests or item in guests[person]

    def reads_minutes(self, person: int, meeting: int) -> bool:
        """Whether they have an edition of the minutes."""
        at = self.meetings[meeting]
        if at.known_at_close is None:
            return False
        invited = at.chair == person or (at.released and person in at.expected)
        return self.manages(person, at.centre) or (invited and bool(self.casework(person, at.centre)))

    def in_edition(self, person: int, meeting: int, family: int | None, kind: str = "") -> bool:
        """Whether their edition of the minutes has what is about a family: its agency could know then, and may now."""
        at = self.meetings[meeting]
        if family is None or self.manages(person, at.centre):
            return True
        agency = self.comes_for(person, meeting)
        knew = agency is not None and agency in (at.known_at_close or {}).get(family, set())
        return knew and self.may_know_at(person, meeting, family) and not self.keeps(family, agency or 0, kind)

    def shown_in_edition(self, person: int, meeting: int, items: set[int]) -> bool:
        """Whether somebody stands in an edition with these items as one who came: a guest only with one of theirs."""
        at = self.meetings[meeting]
        if person not in at.guests:
            return person in at.expected
        return bool({at.together.get(item, item) for item in at.guests[person]} & items)

    # --- names -----------------------------------------------------------------------------------------------

    def named(self, person: int) -> set[str]:
        """The names of the families of which they may learn on any page."""
        found = {pk for pk, family in self.families.items() if self.manages(person, family.centre)}
        found |= {case.family for pk, case in self.cases.items() if self.routes(person, pk)}
        found |= {one.family for pk, one in self.referrals.items() if self.sees_referral(person, pk)}
        for pk, at in self.meetings.items():
            about = {family for family in self.families if self.families[family].centre == at.centre}
            if person in at.guests:
                about &= {at.items.get(item) for item in at.guests[person]}
            if person in at.expected and self.casework(person, at.centre):
                found |= {family for family in about if self.may_know_at(person, pk, family)}
        return {self.families[pk].name for pk in found}
