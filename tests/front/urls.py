"""Pages that show every building block, for looking at and for testing; no part of the product."""

from collections.abc import Callable

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.urls import include, path

from inputs import fields
from inputs.autosave import not_saved, saved
from inputs.errors import NotAllowed
from inputs.words import counted

AGREED = [
    ("mother", "The mother"),
    ("father", "The father"),
    ("other", "Somebody else who has parental responsibility"),
]


class EveryField(forms.Form):
    """One field of each kind."""

    family_name = fields.LineField(label="Family name", max_length=60)
    born = fields.DateField(label="Date of birth", past=True)
    nhs_number = fields.NHSNumberField(required=False)
    postcode = fields.PostcodeField(required=False)
    phone = fields.PhoneField(label="Telephone", required=False)
    tier = forms.ChoiceField(
        label="Tier of need", choices=[("", "---------"), ("2", "2, vulnerable"), ("3", "3, complex")]
    )
    agreed_by = forms.ChoiceField(label="Who agreed?", choices=AGREED, widget=forms.RadioSelect)
    agencies = forms.MultipleChoiceField(
        label="Agencies that may know",
        choices=[("nhs", "The NHS trust"), ("council", "The council")],
        widget=forms.CheckboxSelectMultiple,
        required=False,
    )
    heard = forms.BooleanField(label="They heard the wording above")
    worries = fields.TextField(label="Worries", help_text="What are you, or they, worried about?", max_length=5000)
    rating = fields.RatingField(
        label="How are things now?", low="as bad as can be", high="as good as can be", required=False
    )
    time = fields.TimeField(label="Time", required=False)
    count = forms.IntegerField(label="Children", required=False)
    email = forms.EmailField(label="E-mail address", required=False)
    password = forms.CharField(label="Password", widget=forms.PasswordInput, required=False)
    letter = forms.FileField(label="Letter", required=False)
    version = forms.IntegerField(widget=forms.HiddenInput, required=False)


EveryField.base_fields["agreed_by"].choice_hints = {"other": "Say who, and how you know"}


class Action(forms.Form):
    """One row."""

    what = fields.LineField(label="What")
    due = fields.DateField(label="By when", future=True, required=False)


Actions = forms.formset_factory(Action, extra=2, can_delete=True)


def every_field(request: HttpRequest) -> HttpResponse:
    """A form with all fields and repeated rows."""
    form = EveryField(request.POST or None, initial={"version": 1})
    actions = Actions(request.POST or None, prefix="actions")
    if request.method == "POST" and form.is_valid() and actions.is_valid():
        messages.success(request, f"Saved with {counted(len([row for row in actions.cleaned_data if row]), 'action')}.")
    return render(request, "style_guide/form.html", {"form": form, "actions": actions, "forms": [form, actions]})


def blocks(request: HttpRequest) -> HttpResponse:
    """Every other block."""
    messages.success(request, "The referral is sent.")
    messages.warning(request, "Papers close tomorrow.")
    return render(request, "style_guide/blocks.html", {})


def board(request: HttpRequest) -> HttpResponse:
    """The chair's three columns."""
    return render(request, "style_guide/board.html", {"form": EveryField()})


def autosave(request: HttpRequest) -> JsonResponse:
    """Says that it is saved, unless the family name asks for something else."""
    asked = request.POST.get("family_name", "")
    if asked == "conflict":
        return not_saved("Somebody else has sent this referral. Load the page again to see it.", status=409)
    form = EveryField(request.POST)
    return saved(
        version=int(request.POST.get("version") or 0) + 1, errors={n: e for n, e in form.errors.items() if n == "born"}
    )


def ready(request: HttpRequest) -> HttpResponse:
    """Not ready at the first question, ready at the second."""
    asked = request.session.get("asked", 0)
    request.session["asked"] = asked + 1
    if not asked:
        return HttpResponse(status=204)
    return HttpResponse('<p class="govuk-body">The minutes are ready.</p>')


def refuse(request: HttpRequest) -> HttpResponse:
    """Somebody inside without the right."""
    raise NotAllowed("Only the manager of the centre can do this.")


def fail(request: HttpRequest) -> HttpResponse:
    """A mistake of ours."""
    raise RuntimeError("on purpose")


def _open(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    view.login_required = False  # type: ignore[attr-defined]
    return view


urlpatterns = [
    path("style/form/", _open(every_field), name="style_form"),
    path("style/blocks/", _open(blocks), name="style_blocks"),
    path("style/board/", _open(board), name="style_board"),
    path("style/autosave/", _open(autosave), name="style_autosave"),
    path("style/ready/", _open(ready), name="style_ready"),
    path("style/refuse/", _open(refuse), name="style_refuse"),
    path("style/fail/", _open(fail), name="style_fail"),
    path("", include("config.urls")),
]
