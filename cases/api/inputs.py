"""What programs send for each verb. Shapes only; the verbs check what must be true."""

from typing import Any

from django.utils import timezone
from rest_framework import serializers

from cases.api.inputs_closing import AfterwardsInput
from cases.status import (
    HELP_QUESTIONS,
    NEXT_WORDS,
    WITH_FAMILY_CHOICES,
    ActionStatus,
    CameOf,
    Closing,
    ContactKind,
    HelpAnswer,
    NextStep,
    OfferStatus,
    OtherKind,
    Outcome,
    ReviewDecision,
)
from inputs.serializers import DateField, LineField, RatingField, TextField
from referrals.models import MEETING_TIERS


class ContactInput(serializers.Serializer):
    """A contact or an attempt."""

    kind = serializers.ChoiceField(ContactKind.choices)
    reached = serializers.BooleanField()
    child_seen = serializers.BooleanField(default=False)
    saw_children = serializers.ListField(child=serializers.IntegerField(), default=list, max_length=50)
    saw_adults = serializers.ListField(child=serializers.IntegerField(), default=list, max_length=50)
    with_users = serializers.ListField(child=serializers.IntegerField(), default=list, max_length=50)
    happened_on = DateField(past=True, default=timezone.localdate)
    at = serializers.TimeField(default=None, allow_null=True)
    note = TextField(default="", allow_blank=True)
    visit = serializers.IntegerField(default=None, allow_null=True, help_text="The planned visit, by its id.")


class VisitInput(serializers.Serializer):
    """A visit to come: when, who, and what for."""

    visit_on = DateField(future=True)
    at = serializers.TimeField(default=None, allow_null=True)
    workers = serializers.ListField(child=serializers.IntegerField(), max_length=50)
    purpose = LineField(default="", allow_blank=True)


class VisitMoveInput(serializers.Serializer):
    """Another day or time."""

    visit_on = DateField(future=True)
    at = serializers.TimeField(default=None, allow_null=True)


class VisitCancelInput(serializers.Serializer):
    """Why a visit is cancelled."""

    because = LineField(max_length=300)


class OfferInput(serializers.Serializer):
    """Support offered: a service of the directory by its id, or own words."""

    service = serializers.IntegerField(default=None, allow_null=True)
    what = LineField(default="", allow_blank=True)
    offered_on = DateField(past=True, default=timezone.localdate)


class OfferAnswerInput(serializers.Serializer):
    """The family's answer."""

    status = serializers.ChoiceField([choice for choice in OfferStatus.choices if choice[0] != OfferStatus.WAITING])
    words = LineField(max_length=300, default="", allow_blank=True)


class CameInput(serializers.Serializer):
    """Whether support that the family accepted helped."""

    came_of = serializers.ChoiceField(CameOf.choices)


class NextInput(serializers.Serializer):
    """What comes after a refusal: by when, and of whom it is asked; or why nothing more is offered now."""

    step = serializers.ChoiceField(NextStep.choices)
    what = LineField(max_length=NEXT_WORDS, default="", allow_blank=True)
    service = serializers.IntegerField(default=None, allow_null=True)
    to = serializers.IntegerField(default=None, allow_null=True)
    due_on = DateField(future=True, default=None, allow_null=True)
    because = LineField(max_length=300, default="", allow_blank=True)


class WordsInput(serializers.Serializer):
    """Words."""

    words = TextField()


class MessageInput(serializers.Serializer):
    """What the others who work with the family should know."""

    words = TextField(max_length=500)


class GoalInput(serializers.Serializer):
    """A goal."""

    words = LineField(max_length=300)
    outcome = serializers.ChoiceField(Outcome.choices)
    start_rating = RatingField()
    target_rating = RatingField()


class GiveUpInput(serializers.Serializer):
    """Why a goal is given up."""

    because = LineField(max_length=300)


class ActionInput(serializers.Serializer):
    """An action: of a case, or (with a centre) of the team."""

    case = serializers.IntegerField(default=None, allow_null=True)
    centre = serializers.IntegerField(default=None, allow_null=True)
    what = LineField(max_length=300)
    goal = serializers.IntegerField(default=None, allow_null=True, help_text="The goal that it serves")
    for_adult = serializers.IntegerField(default=None, allow_null=True, help_text="Who of the family does it")
    done_by = LineField(max_length=100, default="", allow_blank=True, help_text="Who outside the team does it")
    owner = serializers.IntegerField(help_text="Who does it, or sees to it that it is done")
    agency = serializers.IntegerField()
    due_on = DateField(future=True)


class ServeInput(serializers.Serializer):
    """The goal of the plan that an action serves; null: none."""

    goal = serializers.IntegerField(allow_null=True)


class ActionFinishInput(serializers.Serializer):
    """What came of an action."""

    status = serializers.ChoiceField([ActionStatus.DONE, ActionStatus.NOT_DONE])
    result = LineField(max_length=300, default="", allow_blank=True)


class ReasonInput(serializers.Serializer):
    """A reason."""

    reason = LineField(max_length=300)


class LeadOfferInput(serializers.Serializer):
    """Who is asked to lead."""

    user = serializers.IntegerField()
    family_view = LineField(max_length=300, default="", allow_blank=True)


class HandOverInput(serializers.Serializer):
    """Who is asked to take over, and what they have to know; the family's say, or why it was not asked."""

    user = serializers.IntegerField()
    matters = TextField()
    family_view = LineField(max_length=300, default="", allow_blank=True)
    family_not_asked = LineField(max_length=300, default="", allow_blank=True)
    actions = serializers.ListField(child=serializers.IntegerField(), default=list, max_length=200)


class DeputyInput(serializers.Serializer):
    """Who is asked to stand in, from when until when, and what they should know."""

    user = serializers.IntegerField()
    starts_on = DateField(future=True)
    ends_on = DateField(future=True)
    matters = TextField(max_length=2000, default="", allow_blank=True)


class PassOnInput(serializers.Serializer):
    """Who is asked to take an action on, for which agency, and why."""

    user = serializers.IntegerField()
    agency = serializers.IntegerField()
    because = LineField(max_length=300)


class TeamInput(serializers.Serializer):
    """Somebody for the team."""

    user = serializers.IntegerField()
    contribution = LineField()


class ContributionInput(serializers.Serializer):
    """What a member of the team contributes."""

    contribution = LineField()


class OtherInput(serializers.Serializer):
    """Who helps the family outside the team, and whether the family agrees that the team contacts them."""

    kind = serializers.ChoiceField(OtherKind.choices)
    called = LineField(max_length=120)
    reach = LineField(max_length=200, default="", allow_blank=True)
    family_agrees = serializers.BooleanField()


class TierInput(serializers.Serializer):
    """A tier of need."""

    tier = serializers.ChoiceField(list(MEETING_TIERS))


class NextReviewInput(serializers.Serializer):
    """The date of the next review."""

    due_on = DateField(future=True)


class ShareInput(serializers.Serializer):
    """With which person or agency, until when and why."""

    person = serializers.IntegerField(default=None, allow_null=True)
    agency = serializers.IntegerField(default=None, allow_null=True)
    until = DateField(future=True)
    reason = LineField(max_length=300)


class GoalRatedInput(serializers.Serializer):
    """Where one goal stands, by its id."""

    goal = serializers.IntegerField()
    worker_rating = RatingField()
    family_rating = RatingField(default=None, allow_null=True)
    no_rating_because = LineField(default="", allow_blank=True)


class HelpInput(serializers.Serializer):
    """What the family thinks of the help, 1 (no, not at all) to 5 (yes, very much); or why it was not asked."""

    words = LineField(max_length=300, default="", allow_blank=True)
    not_asked_because = LineField(default="", allow_blank=True)

    def get_fields(self) -> dict[str, Any]:
        """The six questions first."""
        asked = {
            name: serializers.ChoiceField(HelpAnswer.choices, default=None, allow_null=True, help_text=question)
            for name, question in HELP_QUESTIONS.items()
        }
        return {**asked, **super().get_fields()}


class ReviewInput(serializers.Serializer):
    """The six-weekly review, as it was held with the family. A meeting records its own: items, decide."""

    held_on = DateField(past=True, default=timezone.localdate)
    held_where = serializers.ChoiceField(WITH_FAMILY_CHOICES)
    present = LineField(max_length=300)
    goals = GoalRatedInput(many=True, default=list)
    help_said = HelpInput()
    worker_rating = RatingField()
    family_rating = RatingField(default=None, allow_null=True)
    no_rating_because = LineField(default="", allow_blank=True)
    what_changed = TextField(default="", allow_blank=True)
    family_words = TextField(max_length=2000, default="", allow_blank=True)
    decision = serializers.ChoiceField(ReviewDecision.choices)
    reason = TextField(max_length=2000)
    next_due_on = DateField(future=True, default=None, allow_null=True)
    closing = serializers.ChoiceField(Closing.choices, default="", allow_blank=True)
    closing_words = TextField(max_length=2000, default="", allow_blank=True)
    not_tried_because = LineField(max_length=300, default="", allow_blank=True)
    told = TextField(max_length=2000, default="", allow_blank=True)
    afterwards = AfterwardsInput(default=None, allow_null=True)
    tier = serializers.ChoiceField(list(MEETING_TIERS), default=None, allow_null=True)
