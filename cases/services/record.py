"""What was done with the family: contacts and attempts, offers and answers, progress."""

from collections.abc import Iterable
from datetime import date, time
from typing import Any

from django.db import transaction
from django.utils import timezone

from audit.services import record
from cases.going_on import require_agreement_or_decision
from cases.models import Case, Contact, ContactWith, Offer, Progress, Visit
from cases.policies import may_coordinate, may_take_back_contact, may_work
from cases.rules import (
    agencies_of_colleagues,
    require_agreement,
    require_answer,
    require_happened,
    require_not_twice,
    require_of_family,
    require_open,
    require_seen_face_to_face,
    require_seen_means_reached,
    require_service_here,
    require_stands_once,
    require_time_passed,
    require_words,
)
from cases.services.engagement import forget_next
from cases.services.locks import locked_case, locked_of_case
from cases.services.signposting import forget_what_came
from cases.services.visits import keep_visit, locked_visit, plan_again
from cases.status import FACE_TO_FACE, ContactKind, OfferStatus
from families.models import Adult, Child
from referrals.services import tell_referrer
from referrals.status import FeedbackKind


@transaction.atomic
def record_contact(
    *,
    case: Case,
    kind: str,
    reached: bool,
    child_seen: bool = False,
    saw_children: Iterable[Child] = (),
    saw_adults: Iterable[Adult] = (),
    with_users: Iterable[Any] = (),
    happened_on: date,
    at: time | None = None,
    note: str = "",
    visit: Visit | None = None,
    by: Any,
    on: date,
) -> Contact:
    """Record a contact or an attempt, also after the agreement ended: it happened. Raises NotAllowed, RuleBroken.

    Children and adults are those seen or spoken to; a child named on a visit or in a group was seen. `with_users` are
    the colleagues who were there too: naming them lets nobody read anything. `visit` is the planned visit of which
    this is what came.
    """
    saw_children, saw_adults = list(saw_children), list(saw_adults)
    case = locked_case(case)
    may_work(by, case).require()
    require_open(case)
    planned = locked_visit(visit, case, kind) if visit else None
    require_happened(case, happened_on, on, "happened_on")
    require_time_passed(happened_on, at, timezone.localtime())
    require_seen_means_reached(reached, child_seen, [*saw_children, *saw_adults])
    require_seen_face_to_face(kind, child_seen)
    require_of_family(case, saw_children, saw_adults, happened_on)
    colleagues = agencies_of_colleagues(case, with_users, happened_on, by)
    child_seen = child_seen or (bool(saw_children) and kind in FACE_TO_FACE)
    same = {"kind": ContactKind(kind), "reached": reached, "on": happened_on}
    require_not_twice(case.contacts, by=by, child_seen=child_seen, at=at, note=note, **same)
    require_stands_once(case, by=by, at=at, **same)
    contact = Contact.objects.create(case=case, by=by, child_seen=child_seen, at=at, note=note, **same)
    contact.saw_children.set(saw_children)
    contact.saw_adults.set(saw_adults)
    ContactWith.objects.bulk_create(
        ContactWith(contact=contact, user_id=user, agency_id=agency) for user, agency in colleagues.items()
    )
    if planned:
        keep_visit(planned, contact)
    record(by=by, verb="record_contact", subject=case, contact=contact.pk, reached=reached, colleagues=[*colleagues])
    return contact


@transaction.atomic
def take_back_contact(*, contact: Contact, by: Any, on: date) -> None:
    """Undo a contact recorded by mistake, on the day of entry. Raises NotAllowed, RuleBroken."""
    contact = locked_of_case(contact)
    may_take_back_contact(by, contact).require()
    require_open(contact.case)
    details: dict[str, Any] = {"kind": contact.kind, "reached": contact.reached, "happened_on": str(contact.on)}
    record(by=by, verb="take_back_contact", subject=contact.case, contact=contact.pk, on=str(on), **details)
    plan_again(contact)
    contact.colleagues.all().delete()
    contact.delete()


@transaction.atomic
def record_offer(*, case: Case, what: str = "", service: Any = None, offered_on: date, by: Any, on: date) -> Offer:
    """Record support offered: a service of the directory, or in own words. Raises NotAllowed, RuleBroken."""
    case = locked_case(case)
    may_work(by, case).require()
    require_open(case)
    require_agreement_or_decision(case, on)
    require_service_here(case, service)
    require_happened(case, offered_on, on, "offered_on")
    what = what or (service.name if service else "")
    require_words(what, "no_offer", "Choose a service, or say what was offered.", "what")
    require_not_twice(case.offers, by=by, what=what, service=service, on=offered_on)
    offer = Offer.objects.create(case=case, service=service, what=what, by=by, on=offered_on)
    record(by=by, verb="record_offer", subject=case, offer=offer.pk, service=service.pk if service else None)
    return offer


@transaction.atomic
def answer_offer(*, offer: Offer, status: str, words: str = "", by: Any, on: date) -> Offer:
    """Record the family's answer, or that it changed.

    After a refusal `say_what_next`. Raises NotAllowed, RuleBroken.
    """
    offer = locked_of_case(offer)
    may_work(by, offer.case).require()
    require_open(offer.case)
    require_answer(offer, status)
    before = offer.status
    offer.status, offer.answered_on, offer.words = OfferStatus(status), on, words
    forget_next(offer)
    forget_what_came(offer)
    offer.save()
    record(by=by, verb="answer_offer", subject=offer.case, offer=offer.pk, before=before, after=status)
    return offer


@transaction.atomic
def report_progress(*, case: Case, words: str, by: Any, on: date) -> Progress:
    """Report to the next meeting and to the original referrer (001). Raises NotAllowed, RuleBroken."""
    case = locked_case(case)
    may_coordinate(by, case).require()
    require_open(case)
    require_agreement(case.family, on)
    require_words(words, "no_words", "Say how it goes.", "words")
    require_not_twice(case.progress, by=by, words=words)
    progress = Progress.objects.create(case=case, by=by, on=on, words=words)
    tell_referrer(referral=case.referral, kind=FeedbackKind.PROGRESS, words=words, by=by, on=on)
    record(by=by, verb="report_progress", subject=case, progress=progress.pk)
    return progress
