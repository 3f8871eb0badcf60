"""The manager's page of one family. It stands here because it shows what families and consent cannot: referrals."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_safe

from audit.services import record_reads
from consent.policies import may_withdraw_agreement
from consent.serializers import AgreementRecord, SharingDecisionRecord, agreements_of, wishes_of
from consent.status import AgreementStatus
from families.models import Family
from families.policies import may_change_family
from families.querysets import remaining_ids
from families.serializers import FamilyRecord
from families.views import may_show_address, visible
from inputs.dates import in_words
from referrals.models import Referral
from referrals.serializers import ReferralRow, rows


@require_safe
def family(request: HttpRequest, pk: int) -> HttpResponse:
    """People, who cares for whom, where they live, what they agreed to and wish, and their referrals."""
    remains = Family.objects.visible_to(request.user).filter(pk=remaining_ids([pk]).get(pk)).first()
    if remains:  # the number of a record that was merged leads to what remains
        return redirect("family", remains.pk)
    found, today = visible(request, pk), timezone.localdate()
    show_address = may_show_address(request, found)
    record_reads(by=request.user, subjects=[found], where="family")
    agreements = list(agreements_of(found))
    in_force = next((one for one in agreements if one.in_force(today)), None)
    sent = rows(Referral.objects.visible_to(request.user).filter(family=found), request.user).order_by("-pk")
    history = AgreementRecord(agreements, many=True, context={"on": today}).data
    context = {
        "facts": [
            ("Adults", ", ".join(adult.name for adult in found.adults.all())),
            ("Registration form signed", in_words(found.registered_on) if found.registered_on else "Not yet"),
        ],
        "history": [_told(one) for one in history],
        "family": FamilyRecord(found, context={"on": today, "show_address": show_address}).data,
        "show_address": show_address,
        "why": ["You manage this centre."],  # the only way in: `Family.visible_to`
        "agreements": history,
        "in_force": AgreementRecord(in_force, context={"on": today}).data if in_force else None,
        "wishes": wishes_of(found),
        "decisions": SharingDecisionRecord(found.sharing_decisions.shown(), many=True).data,
        "referrals": ReferralRow(sent, many=True).data,
        "merged": list(Family.every.filter(merged_into=found).order_by("pk").values_list("reference", flat=True)),
        "may_change": bool(may_change_family(request.user, found)),
        "may_withdraw": bool(in_force and may_withdraw_agreement(request.user, in_force)),
    }
    return render(request, "referrals/family.html", context)


COLOURS = {"In force": "green", "Run out": "amber", "Refused": "red", "Withdrawn": "red"}


def _told(agreement: Any) -> dict[str, Any]:
    """One agreement as a line of the family's history."""
    words = f"{agreement['capacity_label']}. {agreement['how_label']}"
    if agreement["witness"]:
        words += f", heard by {agreement['witness']}"
    words += f". For {agreement['covers']}. {agreement['wording']}."
    if agreement["status"] == AgreementStatus.GIVEN:
        words += f" Until {in_words(agreement['until'])}."
    if agreement["withdrawn_on"]:
        words += f" Withdrawn on {in_words(agreement['withdrawn_on'])} by {agreement['withdrawn_by']}."
    did = "did not agree" if agreement["status"] == AgreementStatus.REFUSED else "agreed"
    return {
        "title": f"{agreement['given_by']} {did}",
        "when": agreement["given_on"],
        "by": f"taken by {agreement['taken_by']}",
        "text": words,
        "tag": (agreement["status_label"], COLOURS[agreement["status_label"]]),
    }
