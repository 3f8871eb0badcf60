"""The row that a verb is about, locked: always the case first, then what hangs on it, so that nobody deadlocks."""

from typing import Any

from cases.models import Action, Case


def locked_case(case: Case) -> Case:
    """The case as it is now, locked until the end of the transaction."""
    rows = Case.objects.select_for_update(of=("self",), no_key=True)
    return rows.select_related("centre", "family", "referral").get(pk=case.pk)


def locked_of_case(row: Any) -> Any:
    """A lead, review, offer, goal, member or contact as it is now, its case locked first (`row.case` is that case)."""
    case = locked_case(row.case)
    fresh = type(row)._default_manager.select_for_update(of=("self",), no_key=True).get(pk=row.pk)
    fresh.case = case
    return fresh


def locked_action(action: Action) -> Action:
    """An action as it is now; its case, if it has one, is locked first."""
    case = locked_case(action.case) if action.case else None
    fresh = Action.objects.select_for_update(of=("self",), no_key=True).get(pk=action.pk)
    if case:
        fresh.case = case
    return fresh
