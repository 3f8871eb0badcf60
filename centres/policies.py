"""Who may do what because of their role at a centre."""

from typing import Any

from centres.models import Membership
from centres.status import DIRECTORY_ROLES, Role
from inputs.answers import Answer, no, yes


def has_role(user: Any, centre_id: int, *roles: str) -> bool:
    """Whether `user` has one of `roles` (any, if none is given) at the centre today."""
    return Membership.objects.of(user, *roles).filter(centre_id=centre_id).exists()


def manages(user: Any, centre_id: int) -> bool:
    """Whether `user` is a manager of the centre today."""
    return has_role(user, centre_id, Role.CENTRE_MANAGER)


def may_change_directory(user: Any, centre_id: int) -> Answer:
    """Administrators and managers keep the centre's directory: people, agencies, services."""
    if has_role(user, centre_id, *DIRECTORY_ROLES):
        return yes()
    return no("Only an administrator or the manager of the centre can change the directory.")


def may_start_membership(user: Any, centre_id: int, person: Any) -> Answer:
    """Whoever keeps the directory, for others: nobody gives themselves a role, and with it what the role may see."""
    if person is not None and person.pk == user.pk:
        return no("You cannot give yourself a role. Ask another administrator or the manager of the centre.")
    return may_change_directory(user, centre_id)


def may_end_membership(user: Any, membership: Membership) -> Answer:
    """Whoever keeps the directory, for others."""
    if membership.user_id == user.pk:
        return no("You cannot end your own membership. Ask another administrator or the manager of the centre.")
    return may_change_directory(user, membership.centre_id)


def may_change_membership(user: Any, membership: Membership) -> Answer:
    """Whoever keeps the directory, for others: a supervisor opens the families that somebody leads."""
    if membership.user_id == user.pk:
        return no("You cannot change your own membership. Ask another administrator or the manager of the centre.")
    return may_change_directory(user, membership.centre_id)


def may_confirm_membership(user: Any, membership: Membership) -> Answer:
    """That an entry is right says whoever keeps the directory, or the person it is about: it changes nothing."""
    if membership.user_id == user.pk:
        return yes()
    return may_change_directory(user, membership.centre_id)


def may_reset_second_factor(user: Any, membership: Membership) -> Answer:
    """Whoever keeps the directory, for others: whoever reset their own would sign in with a stolen password alone."""
    if membership.user_id == user.pk:
        return no("You cannot reset your own second step. Ask another administrator or the manager of the centre.")
    return may_change_directory(user, membership.centre_id)
