"""People who sign in, and the roles they hold in a place."""

from __future__ import annotations

import uuid
from functools import cached_property
from typing import Any, ClassVar

from django.contrib.auth.models import AbstractBaseUser, BaseUserManager, PermissionsMixin
from django.db import models
from django.utils.translation import gettext_lazy as _


class UserManager(BaseUserManager["User"]):
    """Makes people; there is no user name, the e-mail is one."""

    def create_user(self, email: str, password: str | None = None, **fields: Any) -> User:
        """A person in the database. Staff are added by ``commands.add_staff``, which tells the journal."""
        user = self.model(email=self.normalize_email(email), **fields)
        user.set_password(password)
        user.save(using=self._db)
        return user


class User(AbstractBaseUser, PermissionsMixin):
    """A person with a sign-in. ``public_id`` is what addresses and the journal show."""

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    email = models.EmailField(_("e-mail"), unique=True)
    name = models.CharField(_("name"), max_length=150, blank=True)
    is_active = models.BooleanField(default=True)
    joined_at = models.DateTimeField(auto_now_add=True)

    objects: ClassVar[UserManager] = UserManager()

    USERNAME_FIELD = "email"
    EMAIL_FIELD = "email"
    REQUIRED_FIELDS: ClassVar[list[str]] = []

    def __str__(self) -> str:
        return self.name or self.email

    @property
    def actor(self) -> str:
        """The stable pseudonymous text that stands for this person in the journal."""
        return f"user:{self.public_id}"

    @cached_property
    def assignments(self) -> list[RoleAssignment]:
        """The roles held, with their territories; read once, until ``forget_assignments``."""
        return list(self.role_assignments.select_related("territory"))

    def forget_assignments(self) -> None:
        """Read the roles again when next asked: they have changed."""
        self.__dict__.pop("assignments", None)


class Role(models.TextChoices):
    """What somebody may do; where is the territory of the assignment."""

    ANALYST = "analyst", _("Analyst")
    ADMINISTRATOR = "administrator", _("Administrator")


class RoleAssignment(models.Model):
    """One role of one person in one territory and all below it."""

    user = models.ForeignKey(User, on_delete=models.CASCADE, related_name="role_assignments")
    role = models.CharField(max_length=30, choices=Role.choices)
    territory = models.ForeignKey("territories.Territory", on_delete=models.PROTECT, related_name="+")
    given_at = models.DateTimeField(auto_now_add=True)
    given_by = models.CharField(max_length=100)

    class Meta:
        ordering = ["user_id", "role", "territory_id"]
        constraints = [
            models.UniqueConstraint(fields=["user", "role", "territory"], name="one_assignment_per_role_and_place"),
            models.CheckConstraint(condition=models.Q(role__in=Role.values), name="role_is_known"),
        ]

    def __str__(self) -> str:
        return f"{self.user} {self.role} in {self.territory_id}"
