"""Whom a program's token still signs in. Apart from config.api, which the framework loads later."""

from typing import Any

from knox.auth import TokenAuthentication
from rest_framework.exceptions import AuthenticationFailed

from accounts.models import ApiToken
from centres.models import Membership
from row_security.acting import act_for


class TokenOfAMember(TokenAuthentication):
    """A token works as long as the person whose it is works with a centre."""

    def validate_user(self, auth_token: ApiToken) -> tuple[Any, ApiToken]:
        """The person, for whom the request works from here on. Raises AuthenticationFailed."""
        act_for(auth_token.user)
        if Membership.objects.have_all_ended(auth_token.user):
            raise AuthenticationFailed("The person whose token this is no longer works with the centre.")
        return super().validate_user(auth_token)
