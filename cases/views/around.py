"""What members of the team contribute and write to each other, and who helps the family outside the team."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST

from cases.forms import ContributionForm, MessageForm, OtherForm
from cases.models import OtherInvolved, TeamMember
from cases.policies import may_change_contribution, may_work, may_write_message
from cases.services import change_contribution, change_other, involve_other, no_longer_involved, write_message
from cases.views.frame import case_page, found_case, found_of_case, pressed, to_case, tried


@require_http_methods(["GET", "HEAD", "POST"])
def team_change(request: HttpRequest, pk: int) -> HttpResponse:
    """What somebody in the team contributes from now on."""
    member = found_of_case(request, TeamMember.objects.select_related("user"), pk)
    may_change_contribution(request.user, member).require()
    now = {"contribution": member.contribution}
    form = ContributionForm(request.POST if request.method == "POST" else None, initial=now)
    facts = {"member": member, "by": request.user, "on": timezone.localdate()}
    if form.is_valid() and tried(form, change_contribution, **facts, **form.cleaned_data):
        messages.success(request, f"What {member.user.name} contributes is changed.")
        return to_case(member.case_id, "people")
    return case_page(request, "team_change", member.case, form=form, member_name=member.user.name)


@require_http_methods(["GET", "HEAD", "POST"])
def other_involve(request: HttpRequest, pk: int) -> HttpResponse:
    """Name somebody who helps the family outside the team."""
    case = found_case(request, pk)
    may_work(request.user, case).require()
    form = OtherForm(request.POST if request.method == "POST" else None)
    facts = {"case": case, "by": request.user, "on": timezone.localdate()}
    if form.is_valid() and tried(form, involve_other, **facts, **form.cleaned_data):
        messages.success(request, f"{form.cleaned_data['called']} is on the list.")
        return to_case(pk, "people")
    return case_page(request, "other_involve", case, form=form)


@require_http_methods(["GET", "HEAD", "POST"])
def other_change(request: HttpRequest, pk: int) -> HttpResponse:
    """Another number, or the family agrees now."""
    other = found_of_case(request, OtherInvolved.objects.visible_to(request.user), pk)
    may_work(request.user, other.case).require()
    now = {"kind": other.kind, "called": other.called, "reach": other.reach}
    now["family_agrees"] = "yes" if other.family_agrees else "no"
    form = OtherForm(request.POST if request.method == "POST" else None, initial=now)
    facts = {"other": other, "by": request.user, "on": timezone.localdate()}
    if form.is_valid() and tried(form, change_other, **facts, **form.cleaned_data):
        messages.success(request, f"What is recorded about {form.cleaned_data['called']} is changed.")
        return to_case(other.case_id, "people")
    return case_page(request, "other_change", other.case, form=form, other=other)


@require_POST
def other_end(request: HttpRequest, pk: int) -> HttpResponse:
    """They do not help this family any more."""
    other = found_of_case(request, OtherInvolved.objects.visible_to(request.user), pk)
    may_work(request.user, other.case).require()
    pressed(request, f"{other.called} is no longer involved.", no_longer_involved, other=other)
    return to_case(other.case_id, "people")


@require_http_methods(["GET", "HEAD", "POST"])
def message_write(request: HttpRequest, pk: int) -> HttpResponse:
    """Write to the others who work with the family."""
    case = found_case(request, pk)
    may_write_message(request.user, case).require()
    form = MessageForm(request.POST if request.method == "POST" else None)
    facts = {"case": case, "by": request.user, "on": timezone.localdate()}
    if form.is_valid() and tried(form, write_message, **facts, **form.cleaned_data):
        messages.success(request, "Sent. The others are told that there is something to read on the case.")
        return to_case(pk)
    return case_page(request, "message_write", case, form=form)
