"""People who sign in, and the roles they hold in a place."""

from __future__ import annotations

import uuid
from functools import cached_property
from typing import Any, ClassVar

from django.conf import settings
from django.contrib.auth.models import AbstractBaseUser, BaseUserManager, PermissionsMixin
from django.db import models
from django.utils.translation import gettext_lazy as _


class UserManager(BaseUserManager["User"]):
    """Makes people; there is no user name, the e-mail or the phone number is one."""

    def create_user(
        self, email: str | None = None, password: str | None = None, *, phone: str | None = None, **fields: Any
    ) -> User:
        """A person in the database. ``commands`` is where people are added, which tells the journal."""
        user = self.model(email=self.normalize_email(email) if email else None, phone=phone or None, **fields)
        user.set_password(password)
        user.save(using=self._db)
        return user


class User(AbstractBaseUser, PermissionsMixin):
    """A person with a sign-in. ``public_id`` is what addresses and the journal show."""

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    email = models.EmailField(_("e-mail"), unique=True, null=True, blank=True)
    phone = models.CharField(_("phone number"), max_length=16, unique=True, null=True, blank=True, help_text="E.164")
    phone_verified = models.BooleanField(default=False)
    name = models.CharField(_("name"), max_length=150, blank=True)
    language = models.CharField(max_length=2, blank=True, help_text="What she reads; empty while nobody knows")
    is_active = models.BooleanField(default=True)
    joined_at = models.DateTimeField(auto_now_add=True)

    objects: ClassVar[UserManager] = UserManager()

    USERNAME_FIELD = "email"
    EMAIL_FIELD = "email"
    REQUIRED_FIELDS: ClassVar[list[str]] = []

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=models.Q(email__isnull=False) | models.Q(phone__isnull=False), name="user_can_be_reached"
            ),
        ]

    def __str__(self) -> str:
        return self.name or self.email or self.phone or ""

    @property
    def actor(self) -> str:
        """The stable pseudonymous text that stands for this person in the journal."""
        return f"user:{self.public_id}"

    @property
    def reads(self) -> str:
        """The language in which she is written to: hers, or the first of the site while nobody knows."""
        return self.language or settings.LANGUAGE_CODE

    @cached_property
    def assignments(self) -> list[RoleAssignment]:
        """The roles held, with their territories; read once, until ``forget_assignments``."""
        return list(self.role_assignments.select_related("territory", "organisation"))

    def forget_assignments(self) -> None:
        """Read the roles again when next asked: they have changed."""
        self.__dict__.pop("assignments", None)


class Organisation(models.Model):
    """A body that people act for: an agency, an authority, a cooperative, a partner."""

    class Kind(models.TextChoices):
        AGENCY = "agency", _("Agency")
        AUTHORITY = "authority", _("Authority")
        COOPERATIVE = "cooperative", _("Cooperative")
        PARTNER = "partner", _("Partner")

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    kind = models.CharField(max_length=20, choices=Kind.choices)
    name = models.CharField(max_length=200)
    territory = models.ForeignKey("territories.Territory", on_delete=models.PROTECT, related_name="+")

    class Meta:
        ordering = ["name", "id"]

    def __str__(self) -> str:
        return self.name


class Role(models.TextChoices):
    """What somebody may do; where is the territory of the assignment, for whom its organisation.

    Being a founder is no assignment: it is a place in a project (``projects.Founder``).
    """

    COOPERATIVE_MANAGER = "cooperative_manager", _("Cooperative manager")
    ADVISOR = "advisor", _("Advisor")
    ANALYST = "analyst", _("Analyst")
    AUTHORITY_OFFICER = "authority_officer", _("Authority officer")
    ADMINISTRATOR = "administrator", _("Administrator")


class RoleAssignment(models.Model):
    """One role of one person in one territory and all below it, perhaps for one organisation alone."""

    user = models.ForeignKey(User, on_delete=models.CASCADE, related_name="role_assignments")
    role = models.CharField(max_length=30, choices=Role.choices)
    territory = models.ForeignKey("territories.Territory", on_delete=models.PROTECT, related_name="+")
    organisation = models.ForeignKey(
        Organisation, on_delete=models.CASCADE, related_name="assignments", null=True, blank=True
    )
    given_at = models.DateTimeField(auto_now_add=True)
    given_by = models.CharField(max_length=100)

    class Meta:
        ordering = ["user_id", "role", "territory_id"]
        constraints = [
            models.UniqueConstraint(
                fields=["user", "role", "territory"],
                condition=models.Q(organisation__isnull=True),
                name="one_assignment_per_role_and_place",
            ),
            models.UniqueConstraint(
                fields=["user", "role", "territory", "organisation"], name="one_assignment_per_role_place_and_body"
            ),
            models.CheckConstraint(condition=models.Q(role__in=Role.values), name="role_is_known"),
            models.CheckConstraint(
                condition=~models.Q(role="cooperative_manager") | models.Q(organisation__isnull=False),
                name="manager_has_a_cooperative",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.user} {self.role} in {self.territory_id}"


class Consent(models.Model):
    """That somebody agreed to one text, in the version she read."""

    user = models.ForeignKey(User, on_delete=models.CASCADE, related_name="consents")
    text = models.CharField(max_length=60, help_text="Key of twiza.accounts.consents")
    version = models.CharField(max_length=20)
    language = models.CharField(max_length=2)
    at = models.DateTimeField(auto_now_add=True)
    withdrawn_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["user_id", "-id"]

    def __str__(self) -> str:
        return f"{self.text} {self.version}"


class Code(models.Model):
    """A one-time code for a phone number or an e-mail, kept as a fingerprint; ends by time, or by wrong tries."""

    address_print = models.CharField(max_length=64, db_index=True)
    purpose = models.CharField(max_length=60, help_text="sign-in, sign:PAPER …")
    code_print = models.CharField(max_length=64)
    tries = models.PositiveSmallIntegerField(default=0)
    made_at = models.DateTimeField(auto_now_add=True)
    ends_at = models.DateTimeField()
    used_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["-id"]

    def __str__(self) -> str:
        return f"code for {self.purpose}"
