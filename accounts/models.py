"""The person who signs in, and the tokens their programs sign in with.

What they may do comes from their memberships, never from flags on these rows.
"""

import uuid

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.contrib.auth.models import PermissionsMixin
from django.db import models
from django.db.models.functions import Lower
from django.utils import timezone
from knox.models import AbstractAuthToken

from audit.history import keep_history


class UserManager(BaseUserManager["User"]):
    """Makes users whose login is their e-mail address."""

    def create_user(self, email: str, name: str, password: str | None = None, **fields: object) -> "User":
        """Make a user; without a password they must set one through the reset link before they can sign in."""
        user = self.model(email=email.strip().lower(), name=name, **fields)
        user.set_password(password)
        user.save()
        return user

    def get_by_natural_key(self, email: str | None) -> "User":
        """Find a user by e-mail, whatever its capitals."""
        return self.get(email__iexact=email)


@keep_history(exclude=("password", "last_login"))
class User(AbstractBaseUser, PermissionsMixin):
    """A practitioner's own sign-in: never shared, never deleted (the log names them), only made inactive.

    PermissionsMixin is here for django-guardian's explicit shares; `is_superuser` opens no case content.
    """

    email = models.EmailField("e-mail address")
    name = models.CharField("full name", max_length=120)
    phone = models.CharField("work phone", max_length=30, blank=True)
    is_active = models.BooleanField(default=True)
    is_staff = False  # there is no Django admin site: case content is reached through the product only
    created_at = models.DateTimeField(default=timezone.now, editable=False)
    # Sessions that began before this are over: set when somebody may have got hold of what the person signs in with.
    signed_out_at = models.DateTimeField(null=True, editable=False)

    objects = UserManager()

    USERNAME_FIELD = "email"
    EMAIL_FIELD = "email"
    REQUIRED_FIELDS = ["name"]

    class Meta:
        ordering = ["name", "id"]
        constraints = [models.UniqueConstraint(Lower("email"), name="user_email_once")]

    def __str__(self) -> str:
        return self.name

    def get_full_name(self) -> str:
        """The name as others see it."""
        return self.name


@keep_history(exclude=("digest", "token_key"), secret_key=True)
class ApiToken(AbstractAuthToken):
    """What a program of a person signs in with, in that person's name. Only its hash is kept (KNOX_TOKEN_MODEL)."""

    name = models.CharField("what it is for", max_length=80)
    number = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)  # to name it by, as the key is secret

    class Meta:
        ordering = ["-created"]

    def __str__(self) -> str:
        return self.name
