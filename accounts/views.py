"""The pages about one's own account that are ours (signing in and passwords are allauth's)."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST

from accounts.confirming import confirm_first
from accounts.forms import TokenForm
from accounts.models import ApiToken
from accounts.services import create_token, revoke_token
from inputs.errors import RuleBroken


@require_http_methods(["GET", "HEAD", "POST"])
@confirm_first()
def api_tokens(request: HttpRequest) -> HttpResponse:
    """The person's tokens, and a form for another; its secret is on the answer to the form and nowhere else.

    A token outlives the window that somebody found open, so it is confirmed first that it is them.
    """
    form = TokenForm(request.POST or None)
    made = secret = None
    if form.is_valid():
        try:
            made, secret = create_token(**form.cleaned_data, by=request.user)
            form = TokenForm()
        except RuleBroken as broken:
            broken.add_to(form)
    shown = {
        "form": form,
        "made": made,
        "secret": secret,
        "tokens": ApiToken.objects.filter(user=request.user, expiry__gt=timezone.now()).order_by("-created"),
    }
    return render(request, "accounts/api_tokens.html", shown, status=422 if form.errors else 200)


@require_POST
def api_token_revoke(request: HttpRequest, number: str) -> HttpResponse:
    """End a token."""
    token = get_object_or_404(ApiToken, number=number, user=request.user)
    revoke_token(token=token, by=request.user)
    messages.success(request, f"The token “{token.name}” no longer works.")
    return redirect("api_tokens")
