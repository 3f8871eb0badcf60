"""Advice asked of the link social worker."""

from django.utils import timezone

from cases import services
from cases.models import Advice
from tests.oracle import facts
from tests.oracle.steps import BY, FAMILY, WHICH, verb
from tests.oracle.verbs_of_cases import is_open
from tests.oracle.verbs_of_deputies import DeputyVerbs


class AdviceVerbs(DeputyVerbs):
    """Questions and answers."""

    def _ask_advice(self, name: str, by: str, words: str) -> Advice:
        name, case, told = self.case(name, is_open)
        made = services.ask_advice(
            case=case, of=self.person("lee"), question=words, by=self.person(by, name), on=self.on
        )
        told.questions[made.pk] = facts.Question(made.of_id)
        return made

    @verb(name=FAMILY, which=WHICH, by=BY)
    def ask_advice(self, name: str, which: int, by: str) -> None:
        """A question is put to the link social worker."""
        self._ask_advice(name, by, f"Question {which}?")

    def _waiting_advice(self, name: str, which: int) -> tuple[Advice, facts.Question]:
        """A question that waits; if none does, one will."""
        rows = Advice.objects.waiting().filter(case__in=self.oracle.cases, case__status="open").order_by("pk")
        found = list(rows) or [self._ask_advice(name, "boss", "What now?")]
        one = Advice.objects.select_related("case__family", "of", "asked_by").get(pk=found[which % len(found)].pk)
        return one, self.oracle.cases[one.case_id].questions[one.pk]

    @verb(name=FAMILY, which=WHICH)
    def answer_advice(self, name: str, which: int) -> None:
        """Who is asked answers."""
        one, told = self._waiting_advice(name, which)
        services.answer_advice(advice=one, answer="Ring me", by=one.of, on=self.on)
        told.answered = timezone.localtime()

    @verb(name=FAMILY, which=WHICH)
    def take_back_advice(self, name: str, which: int) -> None:
        """The question needs no answer any more."""
        one, told = self._waiting_advice(name, which)
        services.take_back_advice(advice=one, by=self.person("boss", one.case.family.name), on=self.on)
        told.taken_back = True
