"""Recording that information is shared, or is not, and on what grounds; and that the information lead has seen it."""

from datetime import date

from django.db import transaction
from django.urls import reverse

from accounts.models import User
from audit.services import record
from centres.models import Membership
from centres.status import Role
from consent.details import SharingFacts
from consent.models import DecisionSeen, SharingDecision
from consent.policies import may_mark_decision_seen, may_record_decision
from consent.rules import (
    require_answers,
    require_correctable,
    require_decided_by_now,
    require_known_recipient,
    require_not_seen,
    require_one_recipient,
    require_way_to_share,
)
from families.models import Family
from reminders.services import remind


@transaction.atomic
def record_sharing_decision(
    *,
    family: Family,
    facts: SharingFacts,
    corrects: SharingDecision | None = None,
    in_case: bool = False,
    by: User,
    on: date,
) -> SharingDecision:
    """Record a decision to share information about the family, or not to; the information leads are told.

    `in_case`: `cases` has asked its own policy how `by` takes part in the family's case. A decision is never edited: a
    correction is a new one that names the old as `corrects`. Raises NotAllowed, RuleBroken.
    """
    family = Family.objects.select_for_update().get(pk=family.pk)
    may_record_decision(by, family, in_case=in_case).require()
    require_one_recipient(facts)
    require_known_recipient(facts, family, on)
    require_answers(facts)
    require_way_to_share(facts)
    require_decided_by_now(facts.decided_on, on)
    if corrects is not None:
        require_correctable(corrects, family)
    made = SharingDecision.objects.create(
        family=family,
        corrects=corrects,
        recorded_by=by,
        **{name: value.strip() if isinstance(value, str) else value for name, value in vars(facts).items()},
    )
    detail = {"shared": made.shared, "basis": made.basis, "asked": made.asked, "told": made.family_told}
    corrected = corrects.pk if corrects else None
    record(
        by=by, verb="record_sharing_decision", subject=made, centre_id=family.centre_id, family=family.pk,
        corrects=corrected, **detail,
    )  # fmt: skip
    _tell_information_leads(made, on)
    return made


def _tell_information_leads(made: SharingDecision, on: date) -> None:
    """A reference and a link: what was decided is read on the page, by whoever may."""
    leads = Membership.objects.filter(centre_id=made.family.centre_id, role=Role.INFORMATION_LEAD).in_force(on)
    remind(
        to=[lead.user for lead in leads.select_related("user")],
        kind="sharing",
        key=f"sharing:{made.pk}",
        sentence=f"A sharing decision was recorded for {made.family.reference}. Read it and mark it as seen.",
        path=reverse("sharing_decision", args=[made.pk]),
        on=on,
    )


@transaction.atomic
def mark_decision_seen(*, decision: SharingDecision, by: User, on: date) -> DecisionSeen:
    """Record that an information lead has seen the decision. Raises NotAllowed, RuleBroken("already_seen")."""
    decision = SharingDecision.objects.select_for_update(of=("self",)).select_related("family").get(pk=decision.pk)
    may_mark_decision_seen(by, decision).require()
    require_not_seen(decision)
    seen = DecisionSeen.objects.create(decision=decision, by=by, on=on)
    record(by=by, verb="mark_decision_seen", subject=decision, centre_id=decision.family.centre_id)
    return seen
