"""The shape of what is typed when the work ends, and three months later."""

from collections.abc import Collection, Iterable
from datetime import date
from typing import Any

from django import forms

from cases.forms.choices import NotTriedField
from cases.models import Action, Case, Closure
from cases.rosters import may_be_asked_to_check
from cases.services import Afterwards
from cases.status import ActionStatus, CheckResult, Closing
from centres.status import Need
from inputs.fields import LineField, TextField

NOTHING = "nothing"  # left to need: said, and not merely left empty
UNMET = [*Need.choices, (NOTHING, "Nothing: it has what it needed")]
SEVERAL = "Choose what the family still needs, or “Nothing”, not both"
AFTERWARDS = ("unmet", "unmet_words", "check_by", "no_check_because")


def asked_afterwards(case: Case, on: date, *, required: bool) -> tuple[dict[str, forms.Field], dict[int, Any]]:
    """The fields about what comes after, and the people whom one can choose."""
    people = {one.user_id: one for one in reversed(may_be_asked_to_check(case, on))}
    choices = [(pk, f"{one.user.name}, {one.job}") for pk, one in sorted(people.items(), key=_by_name)]
    fields = {
        "unmet": forms.MultipleChoiceField(
            label="What does the family still need?", choices=UNMET, required=required,
            widget=forms.CheckboxSelectMultiple(attrs={"class": "govuk-checkboxes--small"}),
            error_messages={"required": "Choose what the family still needs, or “Nothing”"},
        ),
        "unmet_words": LineField(label="If you want to say more about it", max_length=300, required=False),
        "check_by": forms.TypedChoiceField(
            label="Who asks the family in three months how it goes?", choices=[("", "Nobody"), *choices],
            coerce=int, empty_value=None, required=False,
            help_text="Only if the family agrees to be asked. They are told how to reach the family two weeks before.",
        ),
        "no_check_because": LineField(
            label="If nobody asks: why?", max_length=300, required=False,
            help_text="For example: the family does not want to be asked, or has moved away",
        ),
    }  # fmt: skip
    return fields, {pk: one.user for pk, one in people.items()}


def _by_name(pair: Any) -> str:
    return pair[1].user.name


def told_afterwards(typed: dict[str, Any], people: dict[int, Any]) -> Afterwards:
    """What the verbs take; takes the fields out of `typed`."""
    unmet, words, check_by, because = (typed.pop(name) for name in AFTERWARDS)
    said = None if not unmet else [code for code in unmet if code != NOTHING]
    return Afterwards(said, words, people.get(check_by), because)


def only_nothing(form: forms.Form) -> None:
    """“Nothing” beside a need says nothing."""
    unmet: Collection[str] = form.cleaned_data.get("unmet") or []
    if NOTHING in unmet and len(unmet) > 1:
        form.add_error("unmet", SEVERAL)


class CloseForm(forms.Form):
    """The outcome, what comes after, and each open action settled."""

    closing = forms.ChoiceField(label="Outcome", choices=Closing.choices, widget=forms.RadioSelect)
    closing_words = TextField(label="How did it end?", max_length=2000)
    told = TextField(label="What does the referrer read, if not this?", max_length=2000, required=False)
    not_tried_because = NotTriedField()

    def __init__(self, *args: Any, case: Case, actions: Iterable[Action], on: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        asked, self.people = asked_afterwards(case, on, required=True)
        self.fields.update(asked)
        self.actions = list(actions)
        for action in self.actions:
            self.fields[f"action-{action.pk}"] = forms.ChoiceField(
                label=action.what,
                help_text=f"{action.owner.name}, {action.agency.name}",
                choices=[
                    (ActionStatus.DONE, "It was done"),
                    (ActionStatus.TAKEN_BACK, "It is no longer needed"),
                    ("open", "It stays with its owner"),
                ],
                widget=forms.RadioSelect,
            )
        self.order_fields(["closing", "closing_words", "told", "not_tried_because", "unmet", "unmet_words"])

    def clean(self) -> None:
        """“Nothing” stands alone."""
        only_nothing(self)

    def facts(self) -> dict[str, Any]:
        """What `close_case` takes."""
        typed = dict(self.cleaned_data)
        after = told_afterwards(typed, self.people)
        answers = {action.pk: typed[f"action-{action.pk}"] for action in self.actions}
        settled = {pk: answer for pk, answer in answers.items() if answer != "open"}
        return {
            "closing": typed["closing"], "words": typed["closing_words"], "told": typed["told"], "afterwards": after,
            "actions": settled, "not_tried_because": typed["not_tried_because"],
        }  # fmt: skip


class CompleteClosingForm(forms.Form):
    """What was not said when the case was closed."""

    def __init__(self, *args: Any, closure: Closure, on: date, **kwargs: Any) -> None:
        if closure.unmet is not None:
            begun = {"unmet": closure.unmet or [NOTHING], "unmet_words": closure.unmet_words}
            begun |= {"check_by": closure.check_by_id, "no_check_because": closure.no_check_because}
            kwargs.setdefault("initial", begun)
        super().__init__(*args, **kwargs)
        asked, self.people = asked_afterwards(closure.case, on, required=True)
        self.fields.update(asked)

    def clean(self) -> None:
        """“Nothing” stands alone."""
        only_nothing(self)

    def afterwards(self) -> Afterwards:
        """What `complete_closing` takes."""
        return told_afterwards(dict(self.cleaned_data), self.people)


class LaterCheckForm(forms.Form):
    """What came of asking the family three months later."""

    result = forms.ChoiceField(
        label="How does it go?", choices=CheckResult.choices, widget=forms.RadioSelect,
        error_messages={"required": "Choose what came of it"},
    )  # fmt: skip
    words = LineField(
        label="What does the family say?", max_length=300, required=False,
        help_text="If it needs help again: with what? The centre’s manager reads it.",
    )  # fmt: skip


class SettleCheckForm(forms.Form):
    """What was done for a family that needs help again."""

    words = LineField(label="What was done, if the case is not opened again?", max_length=300)
