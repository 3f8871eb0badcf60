"""The manager's pages of the centre's families."""

from http import HTTPStatus
from typing import Any
from urllib.parse import urlencode

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from audit.services import record_reads
from families.forms import AddressForm, AddressReasonForm, BirthForm, NameForm
from families.models import Child, Family
from families.policies import may_change_family, may_list_families, may_see_address
from families.serializers import FamilyHeader, FamilyRecord, of_record
from families.services import change_address, change_name, record_birth, show_address
from inputs.errors import RuleBroken
from inputs.requests import number_in

PAGE = 25


@require_safe
def families(request: HttpRequest) -> HttpResponse:
    """The families of the centres I manage, by name, found by name, date of birth, NHS number or postcode."""
    may_list_families(request.user).require()
    query = request.GET.get("q", "").strip()[:100]
    found = Family.objects.visible_to(request.user).search(query).shown()
    shown, after = keyset_page(found, request.GET.get("after", ""))
    record_reads(by=request.user, subjects=shown, where="families")
    context = {
        "families": FamilyHeader(shown, many=True).data,
        "q": query,
        "first_href": f"?{urlencode({'q': query})}" if "after" in request.GET else "",
        "next_href": f"?{urlencode({'q': query, 'after': after})}" if after else "",
    }
    return render(request, "families/families.html", context)


def keyset_page(found: Any, after: str) -> tuple[list[Family], int | None]:
    """The families after the family numbered `after` by name, and the number after which the next page begins."""
    if number_in(after):
        found = found.after(number_in(after))
    shown = list(found.order_by("name", "pk")[: PAGE + 1])
    return shown[:PAGE], shown[PAGE - 1].pk if len(shown) > PAGE else None


def visible(request: HttpRequest, pk: int) -> Family:
    """A family this person may open by their role, or 404."""
    return get_object_or_404(of_record().filter(pk__in=Family.objects.visible_to(request.user).values("pk")), pk=pk)


@require_http_methods(["GET", "HEAD", "POST"])
def birth_record(request: HttpRequest, pk: int, child: int) -> HttpResponse:
    """Record that a child is born."""
    family = visible(request, pk)
    may_change_family(request.user, family).require()
    unborn = get_object_or_404(Child.objects.filter(family=family), pk=child)
    form = BirthForm(request.POST or None, child=unborn)
    if request.method == "POST" and form.is_valid():
        try:
            born = record_birth(child=unborn, **form.cleaned_data, by=request.user, on=timezone.localdate())
        except RuleBroken as broken:
            broken.add_to(form)
        else:
            messages.success(request, f"The birth of {born.name} is recorded.")
            return redirect("family", pk)
    record_reads(by=request.user, subjects=[family], where="birth_record")
    context = {"family": FamilyHeader(family).data, "child": unborn, "form": form}
    return render(request, "families/birth_record.html", context, status=answer_to(form))


@require_http_methods(["GET", "HEAD", "POST"])
def name_change(request: HttpRequest, pk: int) -> HttpResponse:
    """Record that the family, or somebody of it, has another name now."""
    family = visible(request, pk)
    may_change_family(request.user, family).require()
    form = NameForm(request.POST or None, family=family)
    if request.method == "POST" and form.is_valid():
        try:
            change_name(family=family, **form.told(), by=request.user, on=timezone.localdate())
        except RuleBroken as broken:
            broken.add_to(form)
        else:
            messages.success(request, "The new name is recorded; the one until today is kept.")
            return redirect("family", pk)
    record_reads(by=request.user, subjects=[family], where="name_change")
    context = {"family": FamilyRecord(family).data, "form": form}
    return render(request, "families/name_change.html", context, status=answer_to(form))


@require_http_methods(["GET", "HEAD", "POST"])
def address_change(request: HttpRequest, pk: int) -> HttpResponse:
    """Record that the family lives elsewhere now."""
    family = visible(request, pk)
    may_change_family(request.user, family).require()
    form = AddressForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            change_address(family=family, address=form.told(), by=request.user, on=timezone.localdate())
        except RuleBroken as broken:
            broken.add_to(form)
        else:
            messages.success(request, "The new address is recorded; the old one is kept with its last day.")
            return redirect("family", pk)
    record_reads(by=request.user, subjects=[family], where="address_change")
    shown = FamilyRecord(family).data
    context = {"family": shown, "form": form}
    return render(request, "families/address_change.html", context, status=answer_to(form))


@require_http_methods(["GET", "HEAD", "POST"])
def address_show(request: HttpRequest, pk: int) -> HttpResponse:
    """Where the family lives, on request: shown on the answer to the form, once, and nowhere else."""
    family = visible(request, pk)
    may_see_address(request.user, family).require()
    home = next((one for one in family.addresses.all() if one.until is None), None)
    form = AddressReasonForm(request.POST if request.method == "POST" else None)
    if home is None or not home.confidential:
        del form.fields["reason"]
    shown = ""
    if request.method == "POST" and form.is_valid():
        try:
            given = show_address(family=family, by=request.user, on=timezone.localdate(), **form.cleaned_data)
            shown = given.in_full
        except RuleBroken as broken:
            broken.add_to(form)
    record_reads(by=request.user, subjects=[family], where="address_show")
    context = {"family": FamilyHeader(family).data, "form": form, "shown": shown,
               "confidential": bool(home and home.confidential)}  # fmt: skip
    return render(request, "families/address_show.html", context, status=answer_to(form))


def answer_to(form: Any) -> int:
    """The status of a page with a form: 422 if it says what is wrong."""
    return HTTPStatus.UNPROCESSABLE_ENTITY if form.errors else HTTPStatus.OK


def may_show_address(request: HttpRequest, family: Family) -> bool:
    """Whether the full address was asked for and may be shown; asking for it is a read of its own in the log."""
    if request.GET.get("address") != "yes" or not may_see_address(request.user, family):
        return False
    record_reads(by=request.user, subjects=[family], where="family_address")
    return True
