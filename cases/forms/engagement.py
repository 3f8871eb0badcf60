"""The shape of what is typed after a refusal."""

from datetime import date, timedelta
from typing import Any

from django import forms

from cases.fitting import offered_to
from cases.forms.choices import CHOOSE, MembershipChoice
from cases.models import Case, Offer
from cases.policies import Standing
from cases.rosters import caseworkers
from cases.status import NEXT_WORDS, NextStep, OfferStatus
from centres.models import Membership, Service
from inputs.fields import DateField, LineField
from inputs.requests import number_in

SOON = timedelta(days=7)
HINTS = {
    NextStep.JOINT_VISIT: "Somebody the family knows comes along: two of you, once.",
    NextStep.OTHER_WORKER: "The centre’s manager is told, and settles who.",
    NextStep.OTHER_SERVICE: "Choose below which.",
    NextStep.ASK: "Ask openly: what would make a difference to them?",
    NextStep.NOTHING_NOW: "Say why. The family can come back at any time.",
}


class RefusalForm(forms.Form):
    """What comes next after a refusal."""

    step = forms.ChoiceField(
        label="What comes next?", choices=NextStep.choices, widget=forms.RadioSelect,
        error_messages={"required": "Choose what comes next"},
    )  # fmt: skip
    service = forms.ModelChoiceField(
        label="If another service: which?", queryset=Service.objects.none(), required=False
    )
    what = LineField(
        label="What exactly?", max_length=NEXT_WORDS, required=False,
        help_text="If there is more to say. For example: on a Thursday, when her mother is there",
    )  # fmt: skip
    person = MembershipChoice(
        label="Who does it?", queryset=Membership.objects.none(), required=False, empty_label="I do",
        help_text="Somebody else is asked, and accepts or declines. Until they accept it is yours.",
    )  # fmt: skip
    due_on = DateField(label="By when?", future=True, required=False)
    because = LineField(label="If nothing more is offered now: why?", max_length=300, required=False)

    def __init__(
        self, *args: Any, offer: Offer, by: Any, on: date, standing: Standing, words: str = "", **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.words, self.needs_known = words, standing.sees_health
        case = offer.case
        excluded = case.family.wishes.excluded().values("agency_id")
        people = caseworkers(case.centre_id, on).exclude(agency__in=excluded).exclude(user=by)
        self.fields["person"].queryset = people
        self._offer_steps(case, by, standing.agreement, {one.user_id for one in people})
        self._offer_services(case, on)

    def _offer_steps(self, case: Case, by: Any, agreed: bool, people: set[int]) -> None:
        """Without an agreement nothing new begins; who referred the family can go back only if they work here."""
        referrer = case.referral.referrer
        hints: dict[str, str] = {**HINTS}
        if referrer:
            hints[NextStep.REFERRER] = "That is you." if referrer == by else f"{referrer.name} is asked to."
        left_out = set() if referrer and (referrer.pk in people or referrer == by) else {NextStep.REFERRER}
        steps = [choice for choice in NextStep.choices if choice[0] not in left_out]
        if not agreed:
            steps = [choice for choice in NextStep.choices if choice[0] == NextStep.NOTHING_NOW]
            for name in ("service", "what", "person", "due_on"):
                del self.fields[name]
        self.fields["step"].choices = steps
        self.fields["step"].choice_hints = hints

    def _offer_services(self, case: Case, on: date) -> None:
        """Those that fit what the family was referred for first, without those that it has refused."""
        if "service" not in self.fields:
            return
        rows = case.offers.filter(status=OfferStatus.REFUSED).exclude(service=None)
        refused = list(rows.values_list("service_id", flat=True))
        chosen = number_in(self.data.get("service"))
        fitting, others = offered_to(
            case, on, needs_known=self.needs_known, words=self.words, chosen=chosen, but=refused
        )
        groups = [("Fits what the family was referred for", fitting), ("Other services", others)]
        field = self.fields["service"]
        field.queryset = Service.objects.offered().filter(centre_id=case.centre_id).exclude(pk__in=refused)
        field.choices = [*CHOOSE, *((name, [(one.pk, one.name) for one in rows]) for name, rows in groups if rows)]

    def facts(self) -> dict[str, Any]:
        """What `say_what_next` takes."""
        typed = dict(self.cleaned_data)
        job = typed.pop("person", None)
        return {**typed, "to": job.user if job else None}
