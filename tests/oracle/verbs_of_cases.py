"""The work with a family: who leads, who takes part, with whom it is shared, what there is to do."""

from datetime import timedelta

from django.utils import timezone
from hypothesis import strategies as st

from cases import services
from cases.access import shares_of
from cases.models import Action, Case, Lead
from cases.status import LeadStatus
from centres.models import Membership
from tests.factories import sharing
from tests.oracle import facts
from tests.oracle.steps import AGENCY, BY, FAMILY, SOMEBODY, WHICH, Nothing, Steps, verb

REASON = "A neighbour rang: the baby is alone at home."
UNTIL = st.sampled_from((0, 1, 5, 60, 60, 60))


def is_open(case: facts.Case) -> bool:
    """Whether work goes on."""
    return case.is_open


class CaseVerbs(Steps):
    """Everything that is done to a case outside the meeting."""

    def _asked(self, case: Case, status: str = LeadStatus.OFFERED) -> Lead:
        return self.pick(Lead.objects.filter(case=case, status=status).select_related("user", "case"), 0)

    @verb(name=FAMILY, who=SOMEBODY, by=BY)
    def offer_lead(self, name: str, who: str, by: str) -> None:
        """Somebody is asked to lead."""
        name, case, told = self.case(name, is_open)
        self._offer(name, case, told, who, by)

    def _offer(self, name: str, case: Case, told: facts.Case, who: str, by: str) -> None:
        made = services.offer_lead(case=case, user=self.person(who), by=self.person(by, name), on=self.on)
        told.asked, told.asked_for = made.user_id, made.agency_id

    @verb(name=FAMILY, who=SOMEBODY)
    def accept_lead(self, name: str, who: str) -> None:
        """Who was asked leads now; whoever led has handed over. If nobody was asked, somebody is."""
        name, case, told = self.case(name, is_open)
        if not told.asked:
            self._offer(name, case, told, who, "boss")
        lead = self._asked(case)
        services.accept_lead(lead=lead, by=lead.user, on=self.on)
        told.lead, told.leads_for, told.asked, told.deputies = lead.user_id, lead.agency_id, None, []
        self.oracle.settled(case.pk, lead.user_id)

    @verb(name=FAMILY)
    def decline_lead(self, name: str) -> None:
        """Who was asked says no."""
        _, case, told = self.case(name, lambda case: case.asked)
        lead = self._asked(case)
        services.decline_lead(lead=lead, reason="Too much to do", by=lead.user, on=self.on)
        told.asked = None
        self.oracle.settled(case.pk)

    @verb(name=FAMILY, who=SOMEBODY, by=BY)
    def take_back_offer(self, name: str, who: str, by: str) -> None:
        """Nobody is asked any more; if nobody was, somebody has been for a moment."""
        name, case, told = self.case(name, is_open)
        if not told.asked:
            self._offer(name, case, told, who, "boss")
        services.take_back_offer(lead=self._asked(case), by=self.person(by, name), on=self.on)
        told.asked = None
        self.oracle.settled(case.pk)

    @verb(name=FAMILY, by=BY)
    def end_lead(self, name: str, by: str) -> None:
        """Nobody leads."""
        name, case, told = self.case(name, lambda case: case.lead)
        lead = self._asked(case, LeadStatus.ACCEPTED)
        services.end_lead(lead=lead, reason="New post", by=self.person(by, name), on=self.on)
        told.lead, told.deputies = None, []

    @verb(name=FAMILY, who=SOMEBODY, by=BY)
    def join_team(self, name: str, who: str, by: str) -> None:
        """Somebody takes part."""
        name, case, told = self.case(name, is_open)
        made = services.join_team(
            case=case, user=self.person(who), contribution="Visits", by=self.person(by, name), on=self.on
        )
        told.team.append(facts.Member(made.user_id, made.agency_id, made.since))

    @verb(name=FAMILY, which=WHICH, by=BY)
    def leave_team(self, name: str, which: int, by: str) -> None:
        """Today is somebody's last day in the team."""
        name, case, told = self.case(name, lambda case: any(one.until is None for one in case.team))
        member = self.pick(case.team.filter(until=None).select_related("case"), which)
        left = services.leave_team(member=member, by=self.person(by, name), on=self.on)
        for one in told.team:
            if one.until is None and one.person == left.user_id:
                one.until = left.until

    @verb(name=FAMILY, who=SOMEBODY, days=UNTIL, by=BY)
    def share_with_person(self, name: str, who: str, days: int, by: str) -> None:
        """The case is shared with a person until a day."""
        name, case, told = self.case(name, is_open)
        to, terms = self.person(who), {"until": self.days(days), "reason": "They visit, too"}
        services.share_case(case=case, to=to, **terms, by=self.person(by, name), on=self.on)
        told.shared_with_person[to.pk] = self.days(days)

    @verb(name=FAMILY, agency=AGENCY, days=UNTIL, by=BY)
    def share_with_agency(self, name: str, agency: str, days: int, by: str) -> None:
        """The case is shared with everybody of an agency until a day."""
        name, case, told = self.case(name, is_open)
        to, terms = self.world.agencies[agency], {"until": self.days(days), "reason": "They visit, too"}
        services.share_case(case=case, to=to, **terms, by=self.person(by, name), on=self.on)
        told.shared_with_agency[to.pk] = self.days(days)

    def is_shared(self, case: facts.Case) -> bool:
        """Whether a share is not over yet."""
        last_days = (*case.shared_with_person.values(), *case.shared_with_agency.values())
        return any(until >= self.on for until in last_days)

    @verb(name=FAMILY, which=WHICH, by=BY)
    def end_share(self, name: str, which: int, by: str) -> None:
        """A share ends now."""
        name, case, told = self.case(name, self.is_shared)
        shares = shares_of(case, self.on)
        share = shares[which % len(shares)]
        services.end_share(share=share, by=self.person(by, name), on=self.on)
        if share.kind == "person":
            del told.shared_with_person[share.user_id]
        else:
            del told.shared_with_agency[int(share.group.name.rpartition(":")[2])]

    @verb(name=FAMILY, who=SOMEBODY, hours=st.sampled_from((1, 2, 4)))
    def break_glass(self, name: str, who: str, hours: int) -> None:
        """Somebody opens the case in an emergency."""
        _, case, told = self.case(name, is_open)
        why = {"reason": REASON, "despite": REASON, "reference": case.reference}
        services.break_glass(**why, hours=hours, by=self.person(who), on=self.on)
        now = timezone.localtime()
        told.emergencies.append((self.person(who).pk, now, now + timedelta(hours=hours)))

    @verb(name=FAMILY, who=SOMEBODY, by=BY)
    def close_case(self, name: str, who: str, by: str) -> None:
        """The case is closed: nobody leads, is asked or takes part any more, and no share holds."""
        name, case, told = self.case(name, is_open)
        self._close_case(name, case, told, by, who)

    def _close_case(self, name: str, case: Case, told: facts.Case, by: str, who: str = "") -> None:
        asks = {"by": self.person(by, name), "on": self.on, "afterwards": self.afterwards(told, who)}
        services.close_case(case=case, closing="goals_met", words="Well", **asks)
        self.closed(told)
        self.read_checks(case, told)
        self.read_reviews(case)

    def afterwards(self, told: facts.Case, who: str) -> services.Afterwards:
        """Somebody asks the family later, if they may."""
        person = self.person(who) if who else None
        if person is None or not self.oracle.knows(person.pk, told.family):
            return services.Afterwards(unmet=(), no_check_because="They said no")
        return services.Afterwards(unmet=("money",), check_by=person)

    def read_checks(self, case: Case, told: facts.Case) -> None:
        """Tell the oracle who asks the family, and from when on."""
        asked = case.closures.current().filter(checked_on=None).values_list("check_by_id", "check_opens_on").first()
        told.checker, told.asks_from = asked or (None, None)

    def closed(self, told: facts.Case) -> None:
        """What closing does to those who take part."""
        told.is_open, told.lead, told.asked, told.deputies = False, None, None, []
        told.checker = None
        for question in told.questions.values():
            question.taken_back = question.taken_back or question.answered is None
        for one in self.oracle.actions.values():
            if one.case is not None and self.oracle.cases[one.case] is told:
                one.asked = None
        told.shared_with_person, told.shared_with_agency = {}, {}
        for one in told.team:
            one.until = one.until or self.on

    @verb(name=FAMILY, by=BY)
    def reopen_case(self, name: str, by: str) -> None:
        """A case is open again, and nobody leads; if none was closed, one is first."""
        closed = [one for one in self.oracle.cases.values() if not one.is_open]
        name, case, told = self.case(name, lambda case: not (closed and case.is_open))
        if told.is_open:
            self._close_case(name, case, told, "boss")
        services.reopen_case(case=case, reason="They asked again", by=self.person(by, name), on=self.on)
        told.is_open, told.checker = True, None
        self.read_reviews(case)

    def read_reviews(self, case: Case) -> None:
        """Tell the oracle which reviews a case has."""
        others = {pk: of for pk, of in self.oracle.reviews.items() if of != case.pk}
        self.oracle.reviews = others | dict.fromkeys(case.reviews.values_list("pk", flat=True), case.pk)

    @verb(name=FAMILY, owner=SOMEBODY, by=BY)
    def agree_action(self, name: str, owner: str, by: str) -> None:
        """Somebody has something to do for the family."""
        name, case, _ = self.case(name, is_open)
        person = self.person(owner)
        job = Membership.objects.filter(user=person, centre=case.centre).in_force(self.on).order_by("pk").last()
        if job is None:
            raise Nothing
        made = services.agree_action(
            centre=case.centre, case=case, what="zqtask", owner=person, agency=job.agency, due_on=self.days(3),
            by=self.person(by, name), on=self.on,
        )  # fmt: skip
        self.oracle.actions[made.pk] = facts.Action(case.centre_id, person.pk, case.pk)

    @verb(which=WHICH)
    def finish_action(self, which: int) -> None:
        """An owner has done it."""
        one = self.pick(Action.objects.open().filter(pk__in=self.oracle.actions).select_related("case", "owner"), which)
        services.finish_action(action=one, status="done", by=one.owner, on=self.on)
        self.oracle.actions[one.pk].is_open, self.oracle.actions[one.pk].asked = False, None

    @verb(which=WHICH, by=BY)
    def reopen_action(self, which: int, by: str) -> None:
        """It is to do again."""
        rows = Action.objects.filter(pk__in=self.oracle.actions, status="done").select_related("case__family")
        one = self.pick(rows, which)
        services.reopen_action(
            action=one, by=self.person(by, one.case.family.name if one.case else "Zqash"), on=self.on
        )
        self.oracle.actions[one.pk].is_open = True

    @verb(name=FAMILY, who=SOMEBODY)
    def record_contact(self, name: str, who: str) -> None:
        """Somebody who works with the family was there."""
        _, case, _ = self.case(name, is_open)
        facts_of = {"kind": "visit", "reached": True, "happened_on": self.on, "note": "zqnote"}
        services.record_contact(case=case, **facts_of, by=self.person(who), on=self.on)

    @verb(name=FAMILY, by=BY)
    def go_on_without_agreement(self, name: str, by: str) -> None:
        """The case goes on by a recorded decision, if need be as soon as the family no longer agrees.

        That opens it to nobody.
        """
        name, case, told = self.case(name, is_open)
        if self.oracle.agreed(told.family):
            self.no_longer_agrees(name, "boss")
        decided = sharing.facts(why="zqpurpose", decided_on=self.on)
        services.go_on_without_agreement(case=case, facts=decided, by=self.person(by, name), on=self.on)
