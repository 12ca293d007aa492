"""``manage.py staff add|role|organisation|list|password|remove|out``: who signs in, and with which roles."""

from __future__ import annotations

import getpass
import secrets
from argparse import ArgumentParser
from typing import Any

from django.core.exceptions import ValidationError
from django.core.management.base import BaseCommand, CommandError
from django.db import transaction

from twiza.accounts import addresses, commands, ending, queries
from twiza.accounts.commands import Refused
from twiza.accounts.models import Organisation, Role, RoleAssignment, User
from twiza.territories.models import Territory


class Command(BaseCommand):
    help = "Open and close staff sign-ins, give and take roles. Everything is written to the journal."

    def add_arguments(self, parser: ArgumentParser) -> None:
        verbs = parser.add_subparsers(
            dest="verb", required=True, metavar="add|role|organisation|list|password|remove|out"
        )
        add = verbs.add_parser("add", help="open a sign-in, with a first role")
        self._person(add)
        self._place(add, required=True)
        add.add_argument("--name", default="", help="the person's name, as colleagues see it")
        add.add_argument("--ask-password", action="store_true", help="ask for the password instead of making one")
        role = verbs.add_parser("role", help="give a further role, or take one with --take")
        self._person(role)
        self._place(role, required=True)
        role.add_argument("--take", action="store_true", help="take the role away")
        organisation = verbs.add_parser("organisation", help="make a body known that roles are held for")
        organisation.add_argument("name")
        organisation.add_argument("--kind", required=True, choices=Organisation.Kind.values)
        organisation.add_argument("--territory", default="", help="official code; the whole country when left out")
        verbs.add_parser("list", help="everybody with a sign-in, and their roles")
        password = verbs.add_parser("password", help="give somebody a new password")
        self._person(password)
        password.add_argument("--ask-password", action="store_true", help="ask for it instead of making one")
        remove = verbs.add_parser("remove", help="close a sign-in; roles and sessions end")
        self._person(remove)
        remove.add_argument("--erase", action="store_true", help="forget name and e-mail too; cannot be undone")

        out = verbs.add_parser("out", help="end all sessions of somebody; the sign-in and the roles stay")
        self._person(out)

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            getattr(self, f"_{options['verb']}")(options)
        except Refused as refusal:
            raise CommandError(str(refusal)) from refusal

    @staticmethod
    def _person(parser: ArgumentParser) -> None:
        parser.add_argument("address", help="the e-mail or phone number that the person signs in with")

    @staticmethod
    def _place(parser: ArgumentParser, *, required: bool) -> None:
        parser.add_argument("--role", required=required, choices=Role.values)
        parser.add_argument("--territory", default="", help="official code; the whole country when left out")
        parser.add_argument("--for", dest="organisation", default="", help="for this organisation alone, by its name")

    def _add(self, options: dict[str, Any]) -> None:
        territory = _territory(options["territory"])
        password = _asked() if options["ask_password"] else secrets.token_urlsafe(12)
        with transaction.atomic():
            user = commands.add_staff(
                email=options["address"], name=options["name"], password=password, by="command-line"
            )
            commands.give_role(
                user=user, role=options["role"], territory=territory, by="command-line",
                organisation=_organisation(options["organisation"], territory),
            )  # fmt: skip
        self.stdout.write(f"{user.email} may sign in: {options['role']} in {territory.code} {territory.name}.")
        self._tell(password, asked=options["ask_password"])

    def _role(self, options: dict[str, Any]) -> None:
        user, territory = _user(options["address"]), _territory(options["territory"])
        change = commands.take_role if options["take"] else commands.give_role
        organisation = _organisation(options["organisation"], territory)
        change(user=user, role=options["role"], territory=territory, by="command-line", organisation=organisation)
        word = "is no longer" if options["take"] else "is now"
        self.stdout.write(f"{_named(user)} {word} {options['role']} in {territory.code} {territory.name}.")

    def _organisation(self, options: dict[str, Any]) -> None:
        territory = _territory(options["territory"])
        made = commands.add_organisation(
            kind=options["kind"], name=options["name"], territory=territory, by="command-line"
        )
        self.stdout.write(f"{made.name} is known in {territory.code} {territory.name}.")

    def _list(self, options: dict[str, Any]) -> None:
        for user in queries.staff():
            roles = ", ".join(map(_told, user.held)) or "no role"  # type: ignore[attr-defined]
            state = roles if user.is_active else "closed"
            self.stdout.write("  ".join(part for part in (_named(user), user.name, state) if part))

    def _password(self, options: dict[str, Any]) -> None:
        user = _user(options["address"])
        password = _asked() if options["ask_password"] else secrets.token_urlsafe(12)
        commands.set_password(user=user, password=password, by="command-line")
        self.stdout.write(f"{_named(user)} has a new password; sessions that were open have ended.")
        self._tell(password, asked=options["ask_password"])

    def _remove(self, options: dict[str, Any]) -> None:
        user = _user(options["address"])
        commands.remove_staff(user=user, by="command-line", erase=options["erase"])
        self.stdout.write(
            f"{options['address']} can no longer sign in" + (" and is forgotten." if options["erase"] else ".")
        )

    def _out(self, options: dict[str, Any]) -> None:
        user = _user(options["address"])
        count = ending.end_sessions(user=user, by="command-line")
        self.stdout.write(f"{_named(user)} is signed out everywhere ({count} sessions).")

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


def _user(address: str) -> User:
    try:
        user = queries.person_at(addresses.read(address))
    except ValidationError as error:
        raise CommandError(" ".join(error.messages)) from error
    if user is None:
        raise CommandError(f"Nobody signs in as {address}. `manage.py staff list` names everybody.")
    return user


def _named(user: User) -> str:
    return user.email or user.phone or ""


def _told(held: RoleAssignment) -> str:
    whose = f" for {held.organisation.name}" if held.organisation else ""
    return f"{held.role} in {held.territory.code}{whose}"


def _organisation(name: str, territory: Territory) -> Organisation | None:
    if not name:
        return None
    found = queries.organisations_in(territory).filter(name__iexact=name).first()
    if found is None:
        raise CommandError(
            f"No organisation {name} is known in {territory.name}. `staff organisation` makes one known."
        )
    return found


def _asked() -> str:
    first, second = getpass.getpass("Password: "), getpass.getpass("Again: ")
    if first != second:
        raise CommandError("The two are not the same; nothing was changed.")
    return first
