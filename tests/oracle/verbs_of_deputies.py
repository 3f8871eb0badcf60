"""Somebody stands in for a lead professional: asked, accepted, ended, or over by itself."""

from hypothesis import strategies as st

from cases import services
from cases.models import Case, Deputy
from tests.oracle import facts
from tests.oracle.steps import BY, FAMILY, SOMEBODY, WHICH, verb
from tests.oracle.verbs_of_handover import HandoverVerbs

BEGINS = st.sampled_from((0, 0, 0, 3))
LASTS = st.sampled_from((0, 2, 30, 30))


class DeputyVerbs(HandoverVerbs):
    """Who stands in, and who is asked to."""

    def _led(self, name: str) -> tuple[str, Case, facts.Case]:
        return self.case(name, lambda case: case.is_open and case.lead)

    def _ask(self, name: str, case: Case, told: facts.Case, who: str, by: str, first: int, days: int) -> Deputy:
        made = services.ask_deputy(
            case=case, user=self.person(who), starts_on=self.days(first), ends_on=self.days(first + days),
            by=self.person(by, name), on=self.on,
        )  # fmt: skip
        told.deputies.append(facts.Deputy(made.pk, made.user_id, made.agency_id, made.starts_on, made.ends_on))
        return made

    @verb(name=FAMILY, who=SOMEBODY, first=BEGINS, days=LASTS, by=BY)
    def ask_deputy(self, name: str, who: str, first: int, days: int, by: str) -> None:
        """Somebody is asked to stand in."""
        name, case, told = self._led(name)
        self._ask(name, case, told, who, by, first, days)

    def _asked_deputy(self, name: str, who: str) -> tuple[Deputy, facts.Deputy]:
        """Somebody who is asked; if nobody is, somebody will be."""
        name, case, told = self._led(name)
        waiting = Deputy.objects.waiting(self.on).filter(case=case).first()
        made = waiting or self._ask(name, case, told, who, "boss", 0, 30)
        made = Deputy.objects.select_related("case__family", "user").get(pk=made.pk)
        return made, next(one for one in told.deputies if one.number == made.pk)

    @verb(name=FAMILY, who=SOMEBODY)
    def accept_deputy(self, name: str, who: str) -> None:
        """Who was asked stands in."""
        made, told = self._asked_deputy(name, who)
        services.accept_deputy(deputy=made, by=made.user, on=self.on)
        told.accepted = True

    @verb(name=FAMILY, who=SOMEBODY)
    def decline_deputy(self, name: str, who: str) -> None:
        """Who was asked says no."""
        made, told = self._asked_deputy(name, who)
        services.decline_deputy(deputy=made, reason="Away too", by=made.user, on=self.on)
        self.oracle.cases[made.case_id].deputies.remove(told)

    @verb(name=FAMILY, which=WHICH, by=BY)
    def end_deputy(self, name: str, which: int, by: str) -> None:
        """Somebody stands in no more, or is asked no more."""
        name, case, told = self.case(name, lambda case: case.is_open and case.deputies)
        made = self.pick(case.deputies.filter(pk__in=[one.number for one in told.deputies]), which)
        services.end_deputy(deputy=made, by=self.person(by, name), on=self.on)
        told.deputies = [one for one in told.deputies if one.number != made.pk]
