"""Invented people: one of every role, and founders."""

from __future__ import annotations

import secrets
from dataclasses import dataclass

from twiza.accounts import commands as accounts
from twiza.accounts.models import Role, User
from twiza.portal.demonstration import DOMAIN
from twiza.territories.models import Territory

WORDS = (
    "almond amber cedar clay copper date fig flint honey indigo linen mint olive palm reed rose saffron salt".split()
)


@dataclass(frozen=True)
class Part:
    """Whom somebody plays. ``reach``: how many levels above the commune her role holds; none without a role."""

    key: str
    name: str
    role: str = ""
    reach: int = 0


PARTS = (
    Part("founder", "فاطمة الزهراء المثال"),
    Part("second-founder", "خديجة المثال"),
    Part("filing-founder", "نعيمة المثال"),
    Part("manager", "مليكة المثال", Role.COOPERATIVE_MANAGER),
    Part("advisor", "يوسف المثال", Role.ADVISOR, 2),
    Part("analyst", "سناء المثال", Role.ANALYST, 9),
    Part("officer", "عبد الرحيم المثال", Role.AUTHORITY_OFFICER, 1),
    Part("administrator", "نادية المثال", Role.ADMINISTRATOR, 9),
)


@dataclass(frozen=True)
class SignIn:
    """What is shown once, on the terminal."""

    part: str
    email: str
    password: str


def new_password() -> str:
    """Four words and a number that can be typed on a phone."""
    return "-".join(secrets.choice(WORDS) for _ in range(4)) + f"-{secrets.randbelow(90) + 10}"


def add_people(commune: Territory) -> tuple[dict[str, User], list[SignIn]]:
    """Everybody but the manager's role, which needs her cooperative; by part, and how they sign in."""
    people, sign_ins = {}, []
    for part in PARTS:
        email, password = f"{part.key}@{DOMAIN}", new_password()
        people[part.key] = accounts.add_staff(email=email, name=part.name, password=password, by="command-line")
        sign_ins.append(SignIn(part.key, email, password))
        if part.reach:
            place = above(commune, part.reach)
            accounts.give_role(user=people[part.key], role=part.role, territory=place, by="command-line")
    return people, sign_ins


def above(territory: Territory, levels: int) -> Territory:
    """The unit so many levels above, or the country."""
    for _ in range(levels):
        if territory.parent is None:
            break
        territory = territory.parent
    return territory


def invented() -> list[User]:
    """Everybody whose address is an invented one."""
    return list(User.objects.filter(email__endswith=f"@{DOMAIN}").order_by("pk"))
