"""What would become of each family of a list: what it says, held against the rules of those who own the records.

The dry run and the carrying out ask here, so that what was shown is what is done.
"""

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import partial
from typing import Any

from cases.rosters import caseworkers
from cases.rules import require_case_in_time, require_meeting_tier
from centres.models import Agency, Centre, Membership
from centres.status import LEADING_ROLES
from consent.models import Wording
from consent.rules import a_year_after, running_agency_ids
from families.rules import (
    require_born_or_expected,
    require_nhs_numbers,
    require_people,
    require_registered_by_now,
    require_whole_address,
)
from inputs.dates import in_words
from inputs.errors import RuleBroken
from transfer.cells import Problem
from transfer.models import Import
from transfer.status import Agreed
from transfer.told import CaseTold, Row, Told, implied_relations, told
from transfer.told_agreement import NOT_SAID, AgreementTold

PEOPLE = ("child_", "adult_")


@dataclass(frozen=True)
class Around:
    """What is the same for every family of a list; asked for once."""

    centre: Centre
    on: date
    wording: Wording | None  # what the families heard, if the manager has said so
    in_use: Wording | None
    leads: Mapping[str, Membership]  # who can lead, by e-mail address
    runners: frozenset[int]  # the agencies that families who agreed let know: those that run the meeting
    implied: Mapping[str, str]


@dataclass
class Planned:
    """A family of the list: its rows, what it says, who would be asked to lead."""

    rows: Sequence[Row]
    told: Told
    lead: Membership | None = None
    problems: list[Problem] = field(default_factory=list)
    remarks: list[str] = field(default_factory=list)
    resembles: int | None = None  # the number of a row that may be the same family

    @property
    def number(self) -> int:
        """The number of its first row."""
        return self.rows[0].number


def around(found: Import, on: date) -> Around:
    """What the plans of `found` have in common; five queries."""
    centre = found.centre
    jobs = caseworkers(centre.pk, on).filter(role__in=LEADING_ROLES)
    partners = set(Agency.objects.partners_of(centre.pk, on).values_list("pk", flat=True))
    return Around(
        centre=centre, on=on, wording=found.wording, in_use=Wording.objects.in_use(centre.pk, on).first(),
        leads={job.user.email.casefold(): job for job in reversed(jobs)},
        runners=frozenset(running_agency_ids(centre.pk, on) & partners), implied=implied_relations(found.matching),
    )  # fmt: skip


def grouped(found: Import, rows: Iterable[tuple[int, Sequence[str]]]) -> list[list[Row]]:
    """The rows (number, cells) of each family: those with the same number of its own, or else one row each."""
    codes = [found.matching.get(column, "") for column in found.columns]
    families: dict[Any, list[Row]] = defaultdict(list)
    for number, cells in rows:
        said = {code: cell for code, cell in zip(codes, cells, strict=False) if code and cell}
        families[said.get("key", "").casefold() or number].append(Row(number, said))
    return list(families.values())


def planned(rows: Sequence[Row], about: Around) -> Planned:
    """What would become of one family."""
    said = told(rows, about.implied)
    plan = Planned(rows, said, problems=list(said.problems), remarks=list(said.remarks))
    _look_at_people(plan, about.on)
    _look_at_agreement(plan, about)
    if said.case:
        _look_at_case(plan, said.case, about)
    return plan


def _look_at_people(plan: Planned, on: date) -> None:
    family = plan.told.family
    if not family.name and family.adults:
        _wrong(plan, "name", "Enter the name of the family.")
    _ask(plan, "", lambda: require_people(family.children, family.adults), PEOPLE)
    for child in family.children:
        _ask(plan, "", partial(require_born_or_expected, child, on), ("child_",))
    numbers = [one.nhs_number for one in (*family.children, *family.adults)]
    _ask(plan, "", lambda: require_nhs_numbers(numbers), PEOPLE)
    _ask(plan, "address", lambda: require_whole_address(family.address), ("address", "postcode"))
    _ask(plan, "registered_on", lambda: require_registered_by_now(family.registered_on, on))
    if any(adult.date_of_birth and adult.date_of_birth > on for adult in family.adults):
        _wrong(plan, "adult_1_born", "The date of birth of an adult must be in the past.")


def _look_at_agreement(plan: Planned, about: Around) -> None:
    agreement = plan.told.agreement
    said_on = agreement.withdrawn_on or agreement.on
    if said_on and said_on > about.on:
        _wrong(plan, "agreed_on", "The date must be today or in the past.")
    elif agreement.state == Agreed.AGREED and agreement.on:
        if about.wording is None:
            _to_confirm(plan, "it was not said, when the columns were matched, which words the families heard.")
        elif a_year_after(agreement.on) < about.on:
            _to_confirm(plan, f"the one of {in_words(agreement.on)} has run out. Ask the family again.")
    elif agreement.state in (Agreed.REFUSED, Agreed.WITHDRAWN) and (about.wording or about.in_use) is None:
        _wrong(plan, "agreement", "A no cannot be kept yet: first put the words in use that families hear.")


def _look_at_case(plan: Planned, case: CaseTold, about: Around) -> None:
    _ask(plan, "tier", lambda: require_meeting_tier(case.tier))
    _ask(plan, "next_review_on", lambda: require_case_in_time(case, about.centre, about.on))
    if case.next_review_on and case.next_review_on < about.on:
        plan.remarks.append(f"The review of {in_words(case.next_review_on)} is late.")
    if not case.lead_email:
        plan.remarks.append("Nobody is asked to lead: the case will be among those without a lead professional.")
        return
    lead = about.leads.get(case.lead_email.casefold())
    if lead is None:
        _wrong(plan, "lead_email", "Nobody with this address works with families here. Correct it, or leave it out.")
    elif plan.told.agreement.state != Agreed.AGREED:
        plan.remarks.append(f"{lead.user.name} is not asked to lead until the family’s agreement is recorded.")
    elif lead.agency_id not in about.runners:
        plan.remarks.append(
            f"{lead.user.name} is not asked to lead until it is recorded that the family lets {lead.agency.name} know."
        )
    else:
        plan.lead = lead


def _to_confirm(plan: Planned, why: str) -> None:
    plan.told.agreement = AgreementTold(Agreed.TO_CONFIRM)
    plan.remarks.append(f"{NOT_SAID}{why}")


def _wrong(plan: Planned, code: str, sentence: str) -> None:
    plan.problems.append(Problem(plan.number, code, sentence))


def _ask(plan: Planned, code: str, rule: Callable[[], None], unless: tuple[str, ...] = ("none",)) -> None:
    """A rule's refusal is a problem of the family's first row, unless a cell it asks about is known to be wrong."""
    if any(problem.field.startswith(unless) for problem in plan.told.problems):
        return
    try:
        rule()
    except RuleBroken as broken:
        _wrong(plan, code, broken.sentence)
