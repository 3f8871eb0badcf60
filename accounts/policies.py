"""Who may do what with a sign-in."""

from typing import Any

from accounts.models import ApiToken
from inputs.answers import Answer, no, yes


def may_revoke_token(user: Any, token: ApiToken) -> Answer:
    """One's own only."""
    return yes() if token.user_id == user.pk else no("Only the person whose token it is can revoke it.")
