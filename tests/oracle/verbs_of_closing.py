"""After the work has ended: who asks the family three months later how it goes."""

from cases import services
from cases.models import Case, Closure
from tests.oracle import facts
from tests.oracle.steps import BY, FAMILY, SOMEBODY, verb
from tests.oracle.verbs_of_advice import AdviceVerbs


def is_closed(case: facts.Case) -> bool:
    """Whether the work has ended."""
    return not case.is_open


class ClosingVerbs(AdviceVerbs):
    """What comes after a closing."""

    def _closing(self, case: Case) -> Closure:
        return self.pick(case.closures.current().select_related("case__family", "check_by"), 0)

    @verb(name=FAMILY, who=SOMEBODY, by=BY)
    def complete_closing(self, name: str, who: str, by: str) -> None:
        """Somebody is chosen to ask the family later."""
        name, case, told = self.case(name, is_closed)
        after = self.afterwards(told, who)
        services.complete_closing(closure=self._closing(case), afterwards=after, by=self.person(by, name), on=self.on)
        self.read_checks(case, told)

    @verb(name=FAMILY)
    def three_months_pass(self, name: str) -> None:
        """As if the case had been closed long ago: now is the time to ask."""
        _, case, told = self.case(name, lambda case: is_closed(case) and case.checker)
        case.closures.current().update(check_opens_on=self.on, check_on=self.on)
        self.read_checks(case, told)

    @verb(name=FAMILY)
    def check_later(self, name: str) -> None:
        """Whoever is to ask the family has asked."""
        _, case, told = self.case(name, lambda case: is_closed(case) and case.checker)
        closing = self._closing(case)
        services.check_later(closure=closing, result="well", by=closing.check_by, on=self.on)
        self.read_checks(case, told)
