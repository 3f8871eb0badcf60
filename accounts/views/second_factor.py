"""The pages about one's own second step: the library's views, with what the log and the demand for one need."""

from typing import Any

from allauth.account.internal.flows.login import record_authentication
from allauth.mfa.models import Authenticator
from allauth.mfa.recovery_codes.views import GenerateRecoveryCodesView
from allauth.mfa.totp.views import ActivateTOTPView, DeactivateTOTPView
from allauth.mfa.webauthn.views import AddWebAuthnView, ReauthenticateWebAuthnView, RemoveWebAuthnView
from django.db import transaction
from django.http import HttpResponse
from django.urls import reverse_lazy
from django.views.generic.edit import FormView

from accounts.second_factor import SecondFactorAdapter
from accounts.services import log_second_factor
from inputs.errors import RuleBroken


class Logged:
    """A form of the library whose success is logged in the same transaction."""

    verb = ""
    kind = ""
    gives = False  # whether it shows that the person holds a second factor now

    @transaction.atomic
    def form_valid(self, form: Any) -> HttpResponse:
        """Do it, log it, and let it count as given in this session."""
        answer = super().form_valid(form)  # type: ignore[misc]
        request = self.request  # type: ignore[attr-defined]
        log_second_factor(verb=self.verb, kind=self.kind, by=request.user)
        if self.gives:
            record_authentication(request, request.user, "mfa", type=self.kind, reauthenticated=True)
        return answer


class ActivateApp(Logged, ActivateTOTPView):
    """Begin to use an authenticator app."""

    verb, kind, gives = "add_second_factor", Authenticator.Type.TOTP.value, True


class AddKey(Logged, AddWebAuthnView):
    """Begin to use a security key."""

    verb, kind, gives = "add_second_factor", Authenticator.Type.WEBAUTHN.value, True


class DeactivateApp(Logged, DeactivateTOTPView):
    """Stop using the authenticator app."""

    verb, kind = "remove_second_factor", Authenticator.Type.TOTP.value


class RemoveKey(Logged, RemoveWebAuthnView):
    """Stop using a security key."""

    verb, kind = "remove_second_factor", Authenticator.Type.WEBAUTHN.value
    template_name = "mfa/webauthn/remove.html"
    success_url = reverse_lazy("mfa_index")

    def form_valid(self, form: Any) -> HttpResponse:
        """Unless it is the last second factor. Raises RuleBroken("only_second_factor")."""
        adapter = SecondFactorAdapter()
        if not adapter.can_delete_authenticator(self.object):
            raise RuleBroken("only_second_factor", adapter.error_messages["cannot_delete_authenticator"])
        return super().form_valid(form)


class NewCodes(Logged, GenerateRecoveryCodesView):
    """Make new recovery codes."""

    verb, kind = "new_recovery_codes", Authenticator.Type.RECOVERY_CODES.value


class ConfirmWithKey(ReauthenticateWebAuthnView):
    """Confirm with a security key; what went wrong is told where it went wrong."""

    def form_invalid(self, form: Any) -> HttpResponse:
        """The same page with the sentence (the library would lead to the sign-in page)."""
        return FormView.form_invalid(self, form)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """With the form as it was sent: the library starts anew."""
        return {**super().get_context_data(**kwargs), **kwargs}


activate_totp = ActivateApp.as_view()
deactivate_totp = DeactivateApp.as_view()
add_webauthn = AddKey.as_view()
remove_webauthn = RemoveKey.as_view()
reauthenticate_webauthn = ConfirmWithKey.as_view()
generate_recovery_codes = NewCodes.as_view()
