"""What the rows of a family say of its agreement. Never assumed: what is not whole is to be confirmed.

A yes counts only if the list says who gave it, that they hold parental responsibility (or expect the child), how and on
what date; a no is kept with who said it and when, or the row is refused: a no must not get lost. A date of withdrawal
is a no, whatever the cell of the agreement says or leaves open.
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date

from consent.status import Capacity, How
from families.brought import FamilyBrought
from families.people import NewAdult
from families.status import ParentalResponsibility, Relation
from transfer.cells import Cells
from transfer.status import Agreed

NOT_SAID = "Agreement to be confirmed: "
TAKEN_BACK = "The list does not clearly say whether the family agreed, but has a date of withdrawal: it counts as a no."
SAID_NO, STAYS = "The family said no.", "so that it stays on record."
CALLED = {Relation.MOTHER: ("mother", "mum"), Relation.FATHER: ("father", "dad")}


@dataclass(frozen=True)
class AgreementTold:
    """What the family said. `by`: the place of who said it among the family's adults; `on`: when it was given, or
    refused; `because`: why a yes is to be confirmed, or why a no is kept that is not written as one."""

    state: Agreed
    by: int = 0
    capacity: str = ""
    how: str = ""
    witness: str = ""
    on: date | None = None
    withdrawn_on: date | None = None
    because: tuple[str, ...] = ()


@dataclass(frozen=True)
class _Said:
    """The cells, each taken for what it means."""

    by: int | None
    how: str
    witness: str
    on: date | None
    withdrawn_on: date | None


def agreement_told(row: int, said: Mapping[str, str], family: FamilyBrought, cells: Cells) -> AgreementTold:
    """What the cells say together."""
    state = cells.take(row, "agreement", said) or Agreed.TO_CONFIRM
    found = _Said(
        by=_who(cells.take(row, "agreed_by", said), family), how=cells.take(row, "agreed_how", said),
        witness=cells.take(row, "witness", said), on=cells.take(row, "agreed_on", said),
        withdrawn_on=cells.take(row, "withdrawn_on", said),
    )  # fmt: skip
    if state == Agreed.TO_CONFIRM and found.withdrawn_on:
        return replace(_no(row, Agreed.WITHDRAWN, found, family, cells), because=(TAKEN_BACK,))
    if state == Agreed.TO_CONFIRM:
        return _to_confirm("the list does not say that the family agreed.")
    if state == Agreed.AGREED and not found.withdrawn_on:
        return _yes(found, family)
    return _no(row, state, found, family, cells)


def _yes(said: _Said, family: FamilyBrought) -> AgreementTold:
    if said.by is None:
        return _to_confirm("the list does not name the adult of the family who agreed.")
    if said.on is None:
        return _to_confirm("the list does not say on what date.")
    if not said.how:
        return _to_confirm("the list does not say how: signed, spoken or electronic.")
    if said.how == How.VERBAL and not said.witness:
        return _to_confirm("it was spoken, and the list does not name a witness.")
    capacity = _capacity(family.adults[said.by], family)
    if not capacity:
        return _to_confirm("the list does not say that who agreed has parental responsibility.")
    return AgreementTold(Agreed.AGREED, said.by, capacity, said.how, said.witness, said.on)


def _no(row: int, state: Agreed, said: _Said, family: FamilyBrought, cells: Cells) -> AgreementTold:
    """A refusal, or a withdrawal; one that does not say when the agreement was given is kept as a refusal."""
    when = said.withdrawn_on or said.on
    if said.by is None:
        cells.wrong(row, "agreed_by", f"{SAID_NO} Name the adult of the family who said it, {STAYS}")
    if when is None:
        cells.wrong(row, "agreed_on", f"{SAID_NO} Enter the date, {STAYS}")
    if not said.how:
        cells.wrong(row, "agreed_how", f"{SAID_NO} Write signed, spoken or electronic, {STAYS}")
    if said.how == How.VERBAL and not said.witness:
        cells.wrong(row, "witness", f"{SAID_NO} Enter who heard it, {STAYS}")
    capacity = _capacity(family.adults[said.by], family) if said.by is not None else ""
    if said.by is not None and not capacity:
        cells.wrong(
            row, "agreement", f"{SAID_NO} Say of the adult who said it that they have parental responsibility, {STAYS}"
        )
    if said.by is None or when is None or not capacity:
        return AgreementTold(state)
    if state != Agreed.REFUSED and said.on and said.withdrawn_on and said.on <= said.withdrawn_on:
        return AgreementTold(
            Agreed.WITHDRAWN, said.by, capacity, said.how, said.witness, said.on, withdrawn_on=said.withdrawn_on
        )
    return AgreementTold(Agreed.REFUSED, said.by, capacity, said.how, said.witness, when)


def _who(name: str, family: FamilyBrought) -> int | None:
    """The place of the adult who is named; "mother" or "mum" names one as well, if there is one alone."""
    said = name.casefold()
    if not said:
        return None
    named = [place for place, adult in enumerate(family.adults) if adult.name.casefold() == said]
    related = [place for place, adult in enumerate(family.adults) if said in CALLED.get(adult.relation, ())]
    return next(iter(named or (related if len(related) == 1 else [])), None)


def _capacity(adult: NewAdult, family: FamilyBrought) -> str:
    if adult.responsibility == ParentalResponsibility.YES:
        parent = adult.relation in (Relation.MOTHER, Relation.FATHER)
        return Capacity.PARENT_WITH_PR if parent else Capacity.OTHER_WITH_PR
    expecting = adult.relation == Relation.MOTHER and any(child.expected_on for child in family.children)
    if expecting and adult.responsibility != ParentalResponsibility.NO:
        return Capacity.EXPECTANT_PARENT
    return ""


def _to_confirm(why: str) -> AgreementTold:
    return AgreementTold(Agreed.TO_CONFIRM, because=(f"{NOT_SAID}{why}",))
