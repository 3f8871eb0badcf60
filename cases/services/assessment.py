"""The early help assessment: begun from what is known, written by those who work with the family, finished for good."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from django.db import transaction

from audit.services import record
from cases.assessment_words import FIELDS
from cases.going_on import require_agreement_or_decision
from cases.models import Assessment, Case
from cases.policies import may_assess
from cases.rules import (
    require_concluded,
    require_draft,
    require_nobody_else_saved,
    require_open,
    require_something_new,
)
from cases.services.locks import locked_case, locked_of_case
from cases.services.telling import draft_key
from reminders.services import untell


@transaction.atomic
def begin_assessment(*, case: Case, by: Any, on: date) -> Assessment:
    """Begin a version, or go on with the draft that somebody has begun. Raises NotAllowed, RuleBroken.

    The first starts from what the referral said works well and the family wants; each later one from the one before.
    """
    case = locked_case(case)
    may_assess(by, case).require()
    require_open(case)
    require_agreement_or_decision(case, on)
    draft = case.assessments.drafts().first()
    if draft is not None:
        return draft
    before = case.assessments.finished().first()
    words = _of_referral(case) if before is None else {name: getattr(before, name) for name in FIELDS}
    version = before.version + 1 if before else 1
    draft = Assessment.objects.create(case=case, version=version, begun_by=by, begun_on=on, saved_by=by, **words)
    record(by=by, verb="begin_assessment", subject=case, assessment=draft.pk, version=version)
    return draft


def _of_referral(case: Case) -> dict[str, str]:
    """What the referral said that the family would say too. What worries the referrer is theirs: it is shown beside."""
    return {"family_strengths": case.referral.strengths, "carers_voice": case.referral.family_wants}


@transaction.atomic
def save_assessment(
    *, assessment: Assessment, words: Mapping[str, str], revision: int, by: Any, on: date
) -> Assessment:
    """Keep what is written so far, half-filled or not; `revision` is the one that the writer began with.

    Raises NotAllowed, RuleBroken("already_finished" | "already_closed" | "stale_assessment").
    """
    draft = locked_of_case(assessment)
    may_assess(by, draft.case).require()
    require_open(draft.case)
    require_draft(draft)
    require_nobody_else_saved(draft, revision, by)
    changed = [name for name in FIELDS if name in words and words[name] != getattr(draft, name)]
    if not changed:
        return draft
    for name in changed:
        setattr(draft, name, words[name])
    draft.revision, draft.saved_by = draft.revision + 1, by
    draft.save(update_fields=[*changed, "revision", "saved_by"])
    record(by=by, verb="save_assessment", subject=draft.case, assessment=draft.pk, on=str(on), fields=changed)
    return draft


@transaction.atomic
def finish_assessment(*, assessment: Assessment, by: Any, on: date) -> Assessment:
    """Finish the draft: from now on it is read by whoever may, and changed by nobody. Raises NotAllowed, RuleBroken."""
    draft = locked_of_case(assessment)
    may_assess(by, draft.case).require()
    require_open(draft.case)
    require_draft(draft)
    require_agreement_or_decision(draft.case, on)
    require_concluded(draft)
    require_something_new(draft, draft.case.assessments.finished().first())
    draft.finished_by, draft.finished_on = by, on
    draft.save(update_fields=["finished_by", "finished_on"])
    untell(key=draft_key(draft))
    record(by=by, verb="finish_assessment", subject=draft.case, assessment=draft.pk, version=draft.version)
    return draft


@transaction.atomic
def discard_assessment(*, assessment: Assessment, by: Any, on: date) -> None:
    """Throw a draft away; the record's history keeps it. Raises NotAllowed, RuleBroken."""
    draft = locked_of_case(assessment)
    may_assess(by, draft.case).require()
    require_draft(draft)
    untell(key=draft_key(draft))
    record(by=by, verb="discard_assessment", subject=draft.case, assessment=draft.pk, on=str(on))
    draft.delete()
