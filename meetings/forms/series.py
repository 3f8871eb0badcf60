"""The shape of what is typed about a series of meetings. What must be true of it is in `rules`."""

from typing import Any

from django import forms

from centres.models import Membership
from inputs.fields import DateField, LineField, TimeField
from meetings.models import Series
from meetings.over_time import PERIODS
from meetings.status import HolidayRule

MOST_TURNS = 20


def _number(label: str, least: int, most: int, **fields: Any) -> forms.IntegerField:
    sentence = f"Enter a whole number from {least} to {most}"
    wrong = dict.fromkeys(("invalid", "min_value", "max_value"), sentence)
    return forms.IntegerField(label=label, min_value=least, max_value=most, error_messages=wrong, **fields)


class SeriesMembersForm(forms.Form):
    """Everybody who could be expected: whether they are, and their turn in the chair if they take one."""

    # Who was in the series, and in which turns, when the page was opened: what a colleague changed meanwhile stays.
    members_were = forms.CharField(widget=forms.HiddenInput, required=False, max_length=5000)
    chairs_were = forms.CharField(widget=forms.HiddenInput, required=False, max_length=5000)
    quorum_was = forms.IntegerField(widget=forms.HiddenInput, required=False)
    quorum = _number(
        "Agencies that have to be there", 1, 10, initial=2, required=False,
        help_text="With fewer the meeting goes on, and the minutes say so. A deputy counts for the agency.",
    )  # fmt: skip

    def __init__(self, *args: Any, people: list[Membership], series: Series | None = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.people = {str(one.pk): one for one in people}
        self.fields["quorum"].widget.attrs["class"] = "govuk-input--width-2"
        if series:
            self.fields["quorum"].initial = self.fields["quorum_was"].initial = series.quorum
        turns = dict(series.members.order_by("chair_turn").values_list("membership_id", "chair_turn")) if series else {}
        for pk, one in self.people.items():
            self.fields[f"expected_{pk}"] = forms.BooleanField(
                label=f"{one.user}, {one.job}", required=False, initial=one.pk in turns
            )
            self.fields[f"turn_{pk}"] = _number(
                f"Turn of {one.user} in the chair", 1, MOST_TURNS, required=False, initial=turns.get(one.pk)
            )
            self.fields[f"turn_{pk}"].widget.attrs["class"] = "govuk-input--width-2"
        self.fields["members_were"].initial = ",".join(pk for pk, one in self.people.items() if one.pk in turns)
        self.fields["chairs_were"].initial = ",".join(
            str(pk) for pk, turn in turns.items() if turn and str(pk) in self.people
        )

    def rows(self) -> list[tuple[Membership, Any, Any]]:
        """Each person with their two fields."""
        return [(one, self[f"expected_{pk}"], self[f"turn_{pk}"]) for pk, one in self.people.items()]

    def clean(self) -> dict[str, Any]:
        """A turn belongs to one person, who is expected."""
        given, seen = super().clean() or {}, set()
        for pk, one in self.people.items():
            turn = given.get(f"turn_{pk}")
            if not turn:
                continue
            if not given.get(f"expected_{pk}"):
                self.add_error(f"turn_{pk}", f"Tick {one.user} too, or take away the turn in the chair")
            if turn in seen:
                self.add_error(f"turn_{pk}", f"Somebody else has turn {turn} in the chair. Enter another number")
            seen.add(turn)
        return given

    def members(self) -> list[Membership]:
        """Who was ticked."""
        return [one for pk, one in self.people.items() if self.cleaned_data[f"expected_{pk}"]]

    def chairs(self) -> list[Membership]:
        """Who takes turns, the first one first."""
        turns = [(self.cleaned_data[f"turn_{pk}"], one) for pk, one in self.people.items()]
        return [one for turn, one in sorted((turn for turn in turns if turn[0]), key=lambda turn: turn[0])]

    def added_and_removed(self) -> tuple[list[Membership], list[Membership]]:
        """What this person changed, compared with what they were shown."""
        were = self.cleaned_data["members_were"].split(",")
        ticked = {str(one.pk) for one in self.members()}
        add = [one for pk, one in self.people.items() if pk in ticked and pk not in were]
        return add, [one for pk, one in self.people.items() if pk not in ticked and pk in were]

    def quorum_if_changed(self) -> int | None:
        """The number of agencies, if it is not the one that was shown."""
        quorum = self.cleaned_data["quorum"]
        return None if quorum == self.cleaned_data["quorum_was"] else quorum

    def chairs_if_changed(self) -> list[Membership] | None:
        """The turns, if they are not those that were shown."""
        chairs = self.chairs()
        return None if ",".join(str(one.pk) for one in chairs) == self.cleaned_data["chairs_were"] else chairs


class SeriesStartForm(SeriesMembersForm):
    """When and where the team meets, and with whom."""

    name = LineField(label="Name of the series", max_length=120, initial="Multi-agency meeting")
    first_on = DateField(label="First meeting", future=True)
    every_weeks = _number("Weeks from one meeting to the next", 1, 12, initial=2)
    at = TimeField(label="Starts at")
    minutes = _number("How long, in minutes", 15, 480, initial=120)
    place = LineField(label="Place", max_length=200)
    holiday_rule = forms.ChoiceField(
        label="When the date is a bank holiday", choices=HolidayRule.choices, initial=HolidayRule.AFTER,
        widget=forms.RadioSelect,
    )  # fmt: skip
    papers_close_days = _number(
        "Papers close so many days before", 0, 83, initial=2,
        help_text="A referral sent later waits for the meeting after, unless the chair takes it.",
    )  # fmt: skip
    reflection_every = _number(
        "Reflection every so many meetings", 0, 52, initial=6,
        help_text="Time on the agenda for how the team works together. 0: never.",
    )  # fmt: skip

    def rhythm(self) -> dict[str, Any]:
        """When, where and how often."""
        when = {name: self.cleaned_data[name] for name in RHYTHM}
        quorum = self.cleaned_data["quorum"]
        return when if quorum is None else when | {"quorum": quorum}


RHYTHM = [name for name in SeriesStartForm.base_fields if name not in SeriesMembersForm.base_fields]


class LastMeetingsForm(forms.Form):
    """Over how many of the last meetings (?meetings=12)."""

    meetings = forms.TypedChoiceField(
        label="Meetings", choices=[(number, f"The last {number}") for number in PERIODS], coerce=int,
        empty_value=PERIODS[0], required=False, error_messages={"invalid_choice": "Choose how many meetings"},
    )  # fmt: skip

    def __init__(self, asked: Any) -> None:
        super().__init__({"meetings": PERIODS[0], **asked.dict()})
