"""Accounts (who signs in) and, apart, persons (who acts)."""

from datetime import datetime

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Lower

from portulan.foundations.model.base import Row


class AccountManager(BaseUserManager["Account"]):
    def create_user(self, email: str, password: str | None = None, *, created_at: datetime) -> "Account":
        account = self.model(email=email.strip().lower(), created_at=created_at)
        account.set_password(password)
        account.save(using=self._db)
        return account

    def get_by_natural_key(self, username: str | None) -> "Account":
        return self.get(email=(username or "").lower())


class Account(Row, AbstractBaseUser):
    """The means to sign in; says nothing of what its person may do."""

    email = models.EmailField(unique=True)  # in lower case
    is_active = models.BooleanField(default=True)
    created_at = models.DateTimeField()

    personal_fields = ("email",)

    USERNAME_FIELD = "email"
    EMAIL_FIELD = "email"

    objects = AccountManager()

    class Meta:
        constraints = (
            models.CheckConstraint(condition=Q(email=Lower(F("email"))), name="people_account_email_lower"),
        )

    def __str__(self) -> str:
        return self.email


class Person(Row):
    """A person, with or without an account; business rows point here."""

    account = models.OneToOneField(
        Account, null=True, blank=True, on_delete=models.SET_NULL, related_name="person"
    )
    given_name = models.CharField(max_length=120)
    family_name = models.CharField(max_length=120)
    orcid = models.CharField(max_length=19, null=True, blank=True, unique=True)
    language = models.CharField(max_length=5, blank=True)  # BCP 47; empty: the browser's
    fictitious = models.BooleanField(default=False)

    personal_fields = ("given_name", "family_name", "orcid")

    class Meta:
        ordering = ("family_name", "given_name", "id")

    def __str__(self) -> str:
        return f"{self.given_name} {self.family_name}".strip()
