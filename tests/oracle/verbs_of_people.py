"""Around a family: what colleagues write to each other, and who helps it outside the team."""

from hypothesis import strategies as st

from cases import services
from tests.oracle.steps import BY, FAMILY, SOMEBODY, verb
from tests.oracle.verbs_of_cases import is_open
from tests.oracle.verbs_of_closing import ClosingVerbs


class PeopleVerbs(ClosingVerbs):
    """What is said and who is named: none of it opens anything to anybody."""

    @verb(name=FAMILY, who=SOMEBODY)
    def write_message(self, name: str, who: str) -> None:
        """Somebody who works with the family writes to the others, each time something else."""
        _, case, _ = self.case(name, is_open)
        words = f"zqmessage {case.messages.count()}"
        services.write_message(case=case, words=words, by=self.person(who), on=self.on)

    @verb(name=FAMILY, kind=st.sampled_from(("gp", "health", "midwife")), by=BY)
    def involve_other(self, name: str, kind: str, by: str) -> None:
        """Somebody helps the family outside the team."""
        name, case, _ = self.case(name, is_open)
        services.involve_other(
            case=case, kind=kind, called=f"zqother{kind} {case.others.count()}", family_agrees=True,
            by=self.person(by, name), on=self.on,
        )  # fmt: skip
