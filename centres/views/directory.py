"""The directory: who works with the centre, for which agency, and on which days it is closed."""

from typing import Any

from django.contrib import messages
from django.core.paginator import Page, Paginator
from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accounts.confirming import confirm_first
from accounts.second_factor import with_second_factor
from centres.directory import partners
from centres.forms import (
    ClosedDaysForm,
    DirectorySearch,
    MembershipChangeForm,
    MembershipStartForm,
    PartnerForm,
)
from centres.models import Agency, Centre, ClosedDays, Membership
from centres.policies import (
    may_change_directory,
    may_change_membership,
    may_reset_second_factor,
)
from centres.querysets import STALE_AFTER, centre_ids
from centres.services import (
    add_partner,
    change_membership,
    close_on,
    confirm_membership,
    invite_practitioner,
    open_again,
    reset_second_factor,
    send_invitation_again,
)
from centres.status import DIRECTORY_ROLES
from inputs.errors import RuleBroken
from inputs.requests import number_in

ROWS = 50


@require_safe
def directory(request: HttpRequest) -> HttpResponse:
    """The people and agencies of the centres where the reader works, with a search."""
    today = timezone.localdate()
    search = DirectorySearch(request.GET)
    words = search.cleaned_data["q"] if search.is_valid() else ""
    people = Membership.objects.visible_to(request.user).current_or_coming(today).matching(words)
    old = request.GET.get("old") == "yes"
    if old:
        people = people.stale(today)
    centres = list(Centre.objects.visible_to(request.user))
    page = page_of(request, people.shown().order_by("user__name", "id"))
    kept = list(centre_ids(request.user, *DIRECTORY_ROLES).values_list("centre_id", flat=True).distinct())
    shown = {
        "search": search,
        "words": words,
        "old": old,
        "stale_before": today - STALE_AFTER,
        "centres": centres,
        "partners": partners(centres, today),
        "kept": kept,
        "page": page,
        "with_second_factor": with_second_factor(person.user_id for person in page.object_list) if kept else set(),
        "today": today,
    }
    return render(request, "centres/directory.html", shown)


def page_of(request: HttpRequest, rows: QuerySet) -> Page:
    """The page of the rows that the address asks for; the first, if it asks for none."""
    return Paginator(rows, ROWS).get_page(request.GET.get("page"))


@require_http_methods(["GET", "HEAD", "POST"])
@confirm_first()
def membership_start(request: HttpRequest, pk: int) -> HttpResponse:
    """Give somebody a role at the centre."""
    centre = get_object_or_404(Centre.objects.visible_to(request.user), pk=pk)
    may_change_directory(request.user, centre.pk).require()
    today = timezone.localdate()
    form = MembershipStartForm(request.POST or None, centre=centre, on=today)
    if form.is_valid():
        try:
            made = invite_practitioner(**form.cleaned_data, centre=centre, by=request.user, on=today)
        except RuleBroken as broken:
            broken.add_to(form)
        else:
            messages.success(request, _welcome(made))
            return redirect("directory")
    return render(
        request,
        "centres/membership_start.html",
        {"form": form, "centre": centre},
        status=422 if form.errors else 200,
    )


def _welcome(membership: Membership) -> str:
    if membership.user.has_usable_password():
        return f"{membership.user} works with {membership.centre} now."
    return f"{membership.user} was sent an e-mail to {membership.user.email} with a link to choose a password."


@require_http_methods(["GET", "HEAD", "POST"])
@confirm_first()
def membership_change(request: HttpRequest, pk: int) -> HttpResponse:
    """What somebody's job is called, what they can commit, and to whom they answer."""
    membership = get_object_or_404(Membership.objects.visible_to(request.user).shown(), pk=pk)
    may_change_membership(request.user, membership).require()
    today = timezone.localdate()
    form = MembershipChangeForm(request.POST if request.method == "POST" else None, membership=membership, on=today)
    if form.is_valid():
        try:
            change_membership(membership=membership, **form.cleaned_data, by=request.user, on=today)
        except RuleBroken as broken:
            broken.add_to(form)
        else:
            messages.success(request, f"What is recorded about the part of {membership.user} is changed.")
            return redirect("directory")
    shown = {"form": form, "membership": membership, "gone": _no_longer_here(membership, form)}
    return render(request, "centres/membership_change.html", shown, status=422 if form.errors else 200)


def _no_longer_here(membership: Membership, form: MembershipChangeForm) -> list[str]:
    """Who is recorded as line manager or supervisor and cannot be chosen any more, because they have left."""
    fields: dict[str, Any] = form.fields
    named = {name: getattr(membership, name) for name in ("line_manager", "supervisor")}
    return [
        f"{fields[name].label}: {one.name}"
        for name, one in named.items()
        if one is not None and not fields[name].queryset.filter(pk=one.pk).exists()
    ]


@require_POST
def membership_confirm(request: HttpRequest, pk: int) -> HttpResponse:
    """What the directory says of somebody is right today."""
    membership = get_object_or_404(Membership.objects.visible_to(request.user).shown(), pk=pk)
    try:
        confirm_membership(membership=membership, by=request.user, on=timezone.localdate())
        messages.success(request, f"What the directory says of {membership.user} is right, you said today.")
    except RuleBroken as broken:
        messages.error(request, broken.sentence)
    return redirect("directory")


@require_http_methods(["GET", "HEAD", "POST"])
@confirm_first()
def second_factor_reset(request: HttpRequest, pk: int) -> HttpResponse:
    """Take somebody's lost second step away."""
    people = Membership.objects.visible_to(request.user).select_related("user", "centre", "agency")
    membership = get_object_or_404(people, pk=pk)
    may_reset_second_factor(request.user, membership).require()
    errors = []
    if request.method == "POST":
        try:
            reset_second_factor(membership=membership, by=request.user, on=timezone.localdate())
        except RuleBroken as broken:
            errors.append({"text": broken.sentence})
        else:
            messages.success(request, f"The second step of {membership.user} is reset. They were told by e-mail.")
            return redirect("directory")
    shown = {"membership": membership, "errors": errors}
    return render(request, "centres/second_factor_reset.html", shown, status=422 if errors else 200)


@require_POST
@confirm_first()
def invitation_send(request: HttpRequest, pk: int) -> HttpResponse:
    """Send the link to choose a first password once more."""
    people = Membership.objects.visible_to(request.user).select_related("user", "centre")
    membership = get_object_or_404(people, pk=pk)
    try:
        send_invitation_again(membership=membership, by=request.user)
        messages.success(request, f"The invitation was sent to {membership.user.email} again.")
    except RuleBroken as broken:
        messages.error(request, broken.sentence)
    return redirect("directory")


def centre_asked_for(request: HttpRequest, *roles: str) -> Centre:
    """The centre named in `?centre=`; else the first at which the reader has one of `roles`, or works at all.

    Whether they may do there what they want is asked afterwards. 404 if they do not work there.
    """
    mine = Centre.objects.visible_to(request.user)
    asked = request.GET.get("centre")
    if asked is not None:
        return get_object_or_404(mine, pk=number_in(asked))
    found = mine.filter(pk__in=centre_ids(request.user, *roles)).first() or mine.first()
    if found is None:
        raise Http404
    return found


@require_http_methods(["GET", "HEAD", "POST"])
def partner_add(request: HttpRequest) -> HttpResponse:
    """Record an agency's sharing protocol with the centre, the first or a newer version."""
    centre = centre_asked_for(request, *DIRECTORY_ROLES)
    may_change_directory(request.user, centre.pk).require()
    known = _agency_asked_for(request, centre)
    form = PartnerForm(request.POST or None, initial=known)
    if form.is_valid():
        try:
            made = add_partner(**form.cleaned_data, centre=centre, by=request.user, on=timezone.localdate())
        except RuleBroken as broken:
            broken.add_to(form)
        else:
            renewed = f"The newer version of the protocol with {made.agency} is recorded."
            added = f"{made.agency} is a partner of {centre}. Its staff can be added now."
            messages.success(request, renewed if known else added)
            return redirect("directory")
    return render(
        request, "centres/partner_add.html", {"form": form, "centre": centre, "renews": known.get("name")},
        status=422 if form.errors else 200,
    )  # fmt: skip


def _agency_asked_for(request: HttpRequest, centre: Centre) -> dict[str, str]:
    """What is known of the partner whose protocol is renewed (`?agency=`)."""
    asked = number_in(request.GET.get("agency"))
    agency = Agency.objects.filter(pk=asked, protocols__centre=centre).first()
    return {"name": agency.name, "kind": agency.kind, "phone": agency.phone} if agency else {}


@require_http_methods(["GET", "HEAD", "POST"])
def closed_days(request: HttpRequest, pk: int) -> HttpResponse:
    """The days to come on which the centre is closed, and entering more."""
    centre = get_object_or_404(Centre.objects.visible_to(request.user), pk=pk)
    may_change_directory(request.user, centre.pk).require()
    today = timezone.localdate()
    form = ClosedDaysForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        try:
            close_on(**form.cleaned_data, centre=centre, by=request.user, on=today)
        except RuleBroken as broken:
            broken.add_to(form)
        else:
            messages.success(request, "The days are recorded. Next reviews are proposed for days before them.")
            return redirect("closed_days", pk=pk)
    to_come = centre.closed_days.filter(last_on__gte=today)[:ROWS]
    shown = {"form": form, "centre": centre, "to_come": to_come}
    return render(request, "centres/closed_days.html", shown, status=422 if form.errors else 200)


@require_POST
def closed_days_end(request: HttpRequest, pk: int) -> HttpResponse:
    """The centre is open on these days after all."""
    days = get_object_or_404(ClosedDays.objects.visible_to(request.user), pk=pk)
    open_again(days=days, by=request.user)
    messages.success(request, "Those days are days like others again. Dates that were set stay as they are.")
    return redirect("closed_days", pk=days.centre_id)
