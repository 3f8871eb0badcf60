"""A family goes from one lead professional to the next, with a briefing and with what is still to do."""

from collections.abc import Iterable
from datetime import date
from typing import Any

from django.db import transaction

from audit.services import record
from cases.briefing import written
from cases.models import Briefing, Case, Lead, PassOn
from cases.policies import may_hand_over
from cases.rules import (
    require_agreement,
    require_family_asked,
    require_may_lead,
    require_no_other_offer,
    require_not_leading,
    require_open,
    require_own_actions,
    require_somebody_leads,
    require_words,
)
from cases.services.locks import locked_case
from cases.services.telling import tell_of_offer


@transaction.atomic
def hand_over(
    *, case: Case, user: Any, matters: str, family_view: str = "", family_not_asked: str = "",
    actions: Iterable[int] = (), by: Any, on: date,
) -> Lead:  # fmt: skip
    """Offer the family to a successor, with a briefing out of the record and the ticked actions of whoever leads now.

    Nothing changes until they accept: then they lead, and the actions are theirs, all at once. Raises NotAllowed,
    RuleBroken.
    """
    case = locked_case(case)
    may_hand_over(by, case).require()
    require_open(case)
    current = require_somebody_leads(case)
    require_agreement(case.family, on)
    require_no_other_offer(case)
    require_not_leading(case, user)
    membership = require_may_lead(case, user, on)
    require_family_asked(family_view, family_not_asked)
    require_words(matters, "no_words", "Say what whoever takes over has to know first.", "matters")
    along = require_own_actions(case, current.user, set(actions))
    lead = Lead.objects.create(
        case=case, user=user, agency=membership.agency, offered_on=on, offered_by=by,
        family_view=family_view.strip(), family_not_asked=family_not_asked.strip(),
    )  # fmt: skip
    content = written(case, {one.pk for one in along}, on)
    Briefing.objects.create(lead=lead, matters=matters, content=content, made_by=by)
    for action in along:
        PassOn.objects.create(
            action=action, owner_id=action.owner_id, to=user, agency=membership.agency, asked_by=by, asked_on=on,
            because="It goes with the family.", lead=lead,
        )  # fmt: skip
    record(by=by, verb="hand_over", subject=case, lead=lead.pk, to=user.pk, actions=[one.pk for one in along])
    tell_of_offer(lead, on)
    return lead
