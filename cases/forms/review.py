"""The shape of what is typed at a review."""

from django import forms

from cases.forms.choices import CHOOSE
from cases.status import Closing, ReviewDecision
from inputs.fields import DateField, LineField, RatingField, TextField


class ReviewForm(forms.Form):
    """The six-weekly review."""

    what_changed = TextField(label="What has changed since the last review?", required=False, rows=4)
    family_words = TextField(label="What does the family say?", max_length=2000, required=False, rows=3)
    family_rating = RatingField(
        label="The family's own rating: how are things?",
        low="as bad as can be",
        high="as good as can be",
        required=False,
    )
    no_rating_because = LineField(label="If there is no rating from the family: why?", required=False)
    worker_rating = RatingField(
        label="Your rating: how are things?", low="as bad as can be", high="as good as can be", required=False
    )
    decision = forms.ChoiceField(label="What was decided?", choices=ReviewDecision.choices, widget=forms.RadioSelect)
    reason = TextField(label="Why?", max_length=2000, rows=3, help_text="The referrer will read this.")
    next_due_on = DateField(
        label="Next review",
        future=True,
        required=False,
        help_text="Not needed if the case is closed. For example, 21 11 2026",
    )
    closing = forms.ChoiceField(
        label="If the case is closed: the outcome", choices=CHOOSE + Closing.choices, required=False
    )
    closing_words = TextField(
        label="If the case is closed: how did it end?", max_length=2000, rows=3, required=False,
        help_text="The referrer will read this. If it is empty, the reason above is used.",
    )  # fmt: skip


class NextReviewForm(forms.Form):
    """Another date for the next review."""

    next_due_on = DateField(label="Next review", future=True)
