"""Recording what was done: contacts and attempts, offers and answers, progress."""

from datetime import date
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST

from cases.forms import ContactForm, OfferAnswerForm, OfferCameForm, OfferForm, ProgressForm
from cases.models import Case, Contact, Offer, Visit
from cases.policies import may_coordinate, may_take_back_contact, may_work, standing_of
from cases.serializers import OfferSerializer
from cases.services import (
    answer_offer,
    record_contact,
    record_offer,
    report_progress,
    say_what_came,
    take_back_contact,
)
from cases.status import OfferStatus
from cases.views.frame import (
    case_page,
    found_case,
    found_of_case,
    looked_for,
    pressed,
    to_case,
    tried,
    wanted_page,
)
from inputs.requests import number_in


@require_http_methods(["GET", "HEAD", "POST"])
def contact_record(request: HttpRequest, pk: int) -> HttpResponse:
    """One short form; the buttons "Called, no answer" of a case and of My fortnight send it filled in."""
    case = found_case(request, pk)
    may_work(request.user, case).require()
    today = timezone.localdate()
    about = {"case": case, "by": request.user, "on": today}
    visit = _visit_of(request, case)
    as_planned = _as_planned(visit, ContactForm(**about), request.user) if visit else {}
    initial = {"happened_on": today, "kind": "visit", **as_planned}
    form = ContactForm(_sent(request, today, as_planned), initial=initial, **about)
    if form.is_valid() and tried(form, record_contact, **about, **form.cleaned_data, visit=visit):
        what = "contact with" if form.cleaned_data["reached"] else "attempt to reach"
        messages.success(request, f"The {what} the {case.family.name} family is recorded.")
        return redirect(wanted_page(request) or reverse("case", args=[pk]))
    return case_page(request, "contact_record", case, form=form, visit=visit)


def _sent(request: HttpRequest, today: date, as_planned: dict[str, Any]) -> QueryDict | None:
    """What was sent. A button says "just now" and no day: the page on which it stands may have been open overnight; or
    "as planned", with what was planned."""
    if request.method != "POST":
        return None
    sent = request.POST.copy()
    if "just_now" in sent:
        sent["happened_on"] = today.isoformat()
    if "as_planned" in sent and as_planned:
        sent["happened_on"] = as_planned["happened_on"].isoformat()
        sent["at"] = f"{as_planned['at']:%H:%M}" if as_planned["at"] else ""
        sent.setlist("with_users", [str(pk) for pk in as_planned["with_users"]])
    return sent


def _visit_of(request: HttpRequest, case: Case) -> Visit | None:
    """The planned visit of which this is what came, if one is named; 404 for one that is not there."""
    wanted = request.POST.get("visit") or request.GET.get("visit") or ""
    if not wanted:
        return None
    rows = Visit.objects.visible_to(request.user).filter(case=case).shown()
    return get_object_or_404(rows, pk=number_in(wanted))


def _as_planned(visit: Visit, form: ContactForm, by: Any) -> dict[str, Any]:
    """What a contact is recorded with if all was as planned: the day, the time, and who of those offered came along."""
    offered = {pk for pk, _ in form.fields["with_users"].choices} if "with_users" in form.fields else set()
    others = [one.user_id for one in visit.workers.all() if one.user_id != by.pk]
    return {"happened_on": visit.on, "at": visit.at, "with_users": [pk for pk in others if pk in offered]}


@require_POST
def contact_take_back(request: HttpRequest, pk: int) -> HttpResponse:
    """Undo a contact recorded by mistake, on the same day."""
    contact = found_of_case(request, Contact.objects.visible_to(request.user), pk)
    may_take_back_contact(request.user, contact).require()
    pressed(request, "The contact is taken back.", take_back_contact, contact=contact)
    return to_case(contact.case_id)


@require_http_methods(["GET", "HEAD", "POST"])
def offer_record(request: HttpRequest, pk: int) -> HttpResponse:
    """A service of the directory that fits, or own words."""
    case = found_case(request, pk)
    may_work(request.user, case).require()
    today = timezone.localdate()
    data = request.POST if request.method == "POST" else None
    needs_known, words = standing_of(request.user, case).sees_health, looked_for(request)
    form = OfferForm(data, case=case, on=today, needs_known=needs_known, words=words, initial={"offered_on": today})
    if form.is_valid() and tried(form, record_offer, case=case, by=request.user, on=today, **form.cleaned_data):
        messages.success(request, "The offer is recorded. Record the family's answer when you have it.")
        return to_case(pk)
    return case_page(request, "offer_record", case, form=form, look=words)


@require_http_methods(["GET", "HEAD", "POST"])
def offer_answer(request: HttpRequest, pk: int) -> HttpResponse:
    """The family's answer to an offer."""
    offer = found_of_case(request, Offer.objects.visible_to(request.user).select_related("by"), pk)
    may_work(request.user, offer.case).require()
    today = timezone.localdate()
    form = OfferAnswerForm(request.POST if request.method == "POST" else None)
    if form.is_valid() and tried(form, answer_offer, offer=offer, by=request.user, on=today, **form.cleaned_data):
        messages.success(request, "The family's answer is recorded.")
        if form.cleaned_data["status"] == OfferStatus.REFUSED:
            return redirect("refusal_next", offer.pk)  # a refusal is no end
        return to_case(offer.case_id)
    return case_page(request, "offer_answer", offer.case, form=form, offer=OfferSerializer(offer).data)


@require_http_methods(["GET", "HEAD", "POST"])
def offer_came(request: HttpRequest, pk: int) -> HttpResponse:
    """Whether support that the family accepted helped."""
    offer = found_of_case(request, Offer.objects.visible_to(request.user).select_related("by", "came_by"), pk)
    may_work(request.user, offer.case).require()
    form = OfferCameForm(request.POST if request.method == "POST" else None, initial={"came_of": offer.came_of})
    today = timezone.localdate()
    if form.is_valid() and tried(form, say_what_came, offer=offer, by=request.user, on=today, **form.cleaned_data):
        messages.success(request, "It is recorded what came of it.")
        return to_case(offer.case_id)
    return case_page(request, "offer_came", offer.case, form=form, offer=OfferSerializer(offer).data)


@require_http_methods(["GET", "HEAD", "POST"])
def progress_report(request: HttpRequest, pk: int) -> HttpResponse:
    """Progress for the next meeting and the referrer."""
    case = found_case(request, pk)
    may_coordinate(request.user, case).require()
    form = ProgressForm(request.POST if request.method == "POST" else None)
    today = timezone.localdate()
    if form.is_valid() and tried(form, report_progress, case=case, by=request.user, on=today, **form.cleaned_data):
        messages.success(
            request, f"The next meeting {'and the referrer ' if case.referral.referrer else ''}will read this."
        )
        return to_case(pk)
    return case_page(request, "progress_report", case, form=form, referrer=case.referral.referrer)
