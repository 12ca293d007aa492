"""``manage.py staff add|role|list|password|remove``: who signs in, and with which roles."""

from __future__ import annotations

import getpass
import secrets
from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.db import transaction

from twiza.accounts import commands, queries
from twiza.accounts.commands import Refused
from twiza.accounts.models import Role, User
from twiza.territories.models import Territory


class Command(BaseCommand):
    help = "Open and close staff sign-ins, give and take roles. Everything is written to the journal."

    def add_arguments(self, parser: ArgumentParser) -> None:
        verbs = parser.add_subparsers(dest="verb", required=True, metavar="add|role|list|password|remove")
        add = verbs.add_parser("add", help="open a sign-in, with a first role")
        self._person(add)
        self._place(add, required=True)
        add.add_argument("--name", default="", help="the person's name, as colleagues see it")
        add.add_argument("--ask-password", action="store_true", help="ask for the password instead of making one")
        role = verbs.add_parser("role", help="give a further role, or take one with --take")
        self._person(role)
        self._place(role, required=True)
        role.add_argument("--take", action="store_true", help="take the role away")
        verbs.add_parser("list", help="everybody with a sign-in, and their roles")
        password = verbs.add_parser("password", help="give somebody a new password")
        self._person(password)
        password.add_argument("--ask-password", action="store_true", help="ask for it instead of making one")
        remove = verbs.add_parser("remove", help="close a sign-in; roles and sessions end")
        self._person(remove)
        remove.add_argument("--erase", action="store_true", help="forget name and e-mail too; cannot be undone")

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            getattr(self, f"_{options['verb']}")(options)
        except Refused as refusal:
            raise CommandError(str(refusal)) from refusal

    @staticmethod
    def _person(parser: ArgumentParser) -> None:
        parser.add_argument("email", help="the e-mail that the person signs in with")

    @staticmethod
    def _place(parser: ArgumentParser, *, required: bool) -> None:
        parser.add_argument("--role", required=required, choices=Role.values)
        parser.add_argument("--territory", default="", help="official code; the whole country when left out")

    def _add(self, options: dict[str, Any]) -> None:
        territory = _territory(options["territory"])
        password = _asked() if options["ask_password"] else secrets.token_urlsafe(12)
        with transaction.atomic():
            user = commands.add_staff(
                email=options["email"], name=options["name"], password=password, by="command-line"
            )
            commands.give_role(user=user, role=options["role"], territory=territory, by="command-line")
        self.stdout.write(f"{user.email} may sign in: {options['role']} in {territory.code} {territory.name}.")
        self._tell(password, asked=options["ask_password"])

    def _role(self, options: dict[str, Any]) -> None:
        user, territory = _user(options["email"]), _territory(options["territory"])
        change = commands.take_role if options["take"] else commands.give_role
        change(user=user, role=options["role"], territory=territory, by="command-line")
        word = "is no longer" if options["take"] else "is now"
        self.stdout.write(f"{user.email} {word} {options['role']} in {territory.code} {territory.name}.")

    def _list(self, options: dict[str, Any]) -> None:
        for user in queries.staff():
            roles = ", ".join(f"{one.role} in {one.territory.code}" for one in user.held) or "no role"  # type: ignore[attr-defined]
            state = roles if user.is_active else "closed"
            self.stdout.write("  ".join(part for part in (user.email, user.name, state) if part))

    def _password(self, options: dict[str, Any]) -> None:
        user = _user(options["email"])
        password = _asked() if options["ask_password"] else secrets.token_urlsafe(12)
        commands.set_password(user=user, password=password, by="command-line")
        self.stdout.write(f"{user.email} has a new password; sessions that were open have ended.")
        self._tell(password, asked=options["ask_password"])

    def _remove(self, options: dict[str, Any]) -> None:
        user = _user(options["email"])
        commands.remove_staff(user=user, by="command-line", erase=options["erase"])
        self.stdout.write(
            f"{options['email']} can no longer sign in" + (" and is forgotten." if options["erase"] else ".")
        )

    def _tell(self, password: str, *, asked: bool) -> None:
        if not asked:
            self.stdout.write(f"Password, shown this once: {password}")
            self.stdout.write("Hand it over in person; it is changed on the page /account/password/change/.")


def _territory(code: str) -> Territory:
    found = Territory.objects.filter(code=code, retired=False).first() if code else queries.country_territory()
    if found is None:
        known = "" if code else " Load a country first: manage.py pack load packs/ma"
        raise CommandError(f"There is no territory {code or 'yet'}.{known}")
    return found


def _user(email: str) -> User:
    user = User.objects.filter(email=User.objects.normalize_email(email.strip()).lower()).first()
    if user is None:
        raise CommandError(f"Nobody signs in as {email}. `manage.py staff list` names everybody.")
    return user


def _asked() -> str:
    first, second = getpass.getpass("Password: "), getpass.getpass("Again: ")
    if first != second:
        raise CommandError("The two are not the same; nothing was changed.")
    return first
