"""After a refusal: what comes next."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from cases.forms import RefusalForm
from cases.forms.engagement import SOON
from cases.models import Offer
from cases.policies import may_work, standing_of
from cases.serializers import OfferSerializer
from cases.services import say_what_next
from cases.status import NextStep, OfferStatus
from cases.views.frame import case_page, found_of_case, looked_for, to_case, tried

SAID = {
    NextStep.NOTHING_NOW: "It is recorded why nothing more is offered now.",
    NextStep.OTHER_WORKER: "It is in the plan, and the manager is told.",
}


@require_http_methods(["GET", "HEAD", "POST"])
def refusal_next(request: HttpRequest, pk: int) -> HttpResponse:
    """What is done after a refusal, by whom and by when; or why nothing is."""
    rows = Offer.objects.visible_to(request.user).select_related("by", "next_action__owner")
    offer = found_of_case(request, rows, pk)
    case, today = offer.case, timezone.localdate()
    may_work(request.user, case).require()
    standing = standing_of(request.user, case)
    form = RefusalForm(
        request.POST if request.method == "POST" else None, offer=offer, by=request.user, on=today,
        standing=standing, words=looked_for(request), initial={"due_on": today + SOON},
    )  # fmt: skip
    if form.is_valid() and tried(form, say_what_next, offer=offer, by=request.user, on=today, **form.facts()):
        step = NextStep(form.cleaned_data["step"])
        messages.success(request, SAID.get(step, "It is in the plan, with its day."))
        return to_case(case.pk)
    context = {"form": form, "offer": OfferSerializer(offer).data, "standing": standing, "agreed": standing.agreement,
               "refused": offer.status == OfferStatus.REFUSED, "look": looked_for(request)}  # fmt: skip
    return case_page(request, "refusal_next", case, **context)
