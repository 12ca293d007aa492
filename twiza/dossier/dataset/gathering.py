"""From rows to the dataset, in a constant number of queries."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from django.utils import timezone

from twiza.dossier.dataset.shape import Attendance, Dataset, Decision, Meeting, Member, Place, Thing
from twiza.dossier.models import Assembly, Dossier, Presence, Resolution
from twiza.dossier.quantities import Facts
from twiza.packs import queries as packs
from twiza.projects.models import Contribution, Founder, Project
from twiza.territories.models import Territory

CENT = Decimal("0.01")


def dataset(dossier: Dossier, facts: Facts | None = None) -> Dataset:
    """Everything the papers of *dossier* say. The same number of queries for one founder as for forty.

    *facts* of today: where they are at hand, the group is not read again.
    """
    project, answers = dossier.project, dossier.answers
    rows, given = (list(facts.founders), list(facts.contributions)) if facts else _group(project)
    identity = packs.country()
    elected, meeting = _meeting(dossier)
    percent = percent_of(answers.get("released_percent"))
    named = {one.pk: one.name for one in rows}
    return Dataset(
        key=dossier.key,
        name=str(answers.get("name") or project.name).strip(),
        name_latin=str(answers.get("name_latin") or "").strip(),
        country=_names(identity.name) if identity else {},
        currency=_names(identity.currency_name) if identity else {},
        agency=_names(identity.agency) if identity and identity.agency else {},
        places=_places(project.territory),
        share_value=project.share_value,
        founders=tuple(_member(one, project.share_value, given, percent, elected.get(one.pk, "")) for one in rows),
        things=tuple(
            Thing(named[one.founder_id], one.text, one.value, one.valued_by) for one in given if one.kind == "kind"
        ),
        meeting=meeting,
        answers=answers,
        example=project.example,
        languages=tuple(identity.languages[:2]) if identity else ("ar", "fr"),
    )


def _group(project: Project) -> tuple[list[Founder], list[Contribution]]:
    rows = list(Founder.objects.present().filter(project=project).order_by("id"))
    given = Contribution.objects.filter(founder__in=[one.pk for one in rows], for_shares=True).order_by("id")
    return rows, list(given)


def percent_of(answer: object) -> Decimal | None:
    """The part released at once, from 0 to 100; nothing where the answer is none."""
    try:
        number = Decimal(str(answer))
    except ArithmeticError:
        return None
    return number if number.is_finite() and 0 <= number <= 100 else None


def _member(
    founder: Founder, value: Decimal | None, given: list[Contribution], percent: Decimal | None, office: str
) -> Member:
    """A founder's part. Released is what she has paid in; while nobody wrote a payment down, the agreed part."""
    own = [one for one in given if one.founder_id == founder.pk]
    amount = (value or Decimal(0)) * founder.shares
    in_kind = min(sum((one.value for one in own if one.kind == "kind"), Decimal(0)), amount)
    received = sum((one.value for one in own if one.kind == "money" and one.received_on), Decimal(0))
    agreed = ((amount - in_kind) * (percent or Decimal(0)) / 100).quantize(CENT)
    return Member(
        key=str(founder.public_id),
        name=founder.name,
        name_latin=founder.name_latin,
        gender=founder.gender,
        born_on=founder.born_on,
        national_id=founder.national_id,
        address=founder.address,
        profession=founder.profession,
        phone=founder.phone,
        shares=founder.shares,
        amount=amount,
        in_kind=in_kind,
        released=min(received or agreed, amount - in_kind),
        office=office,
    )


def _meeting(dossier: Dossier) -> tuple[dict[int, str], Meeting | None]:
    """Who was elected to what, and the latest assembly."""
    row = Assembly.objects.filter(dossier=dossier).select_related("chair", "secretary").order_by("-id").first()
    if row is None:
        return {}, None
    presences = Presence.objects.filter(assembly=row).select_related("founder", "represented_by").order_by("founder_id")
    decisions = list(Resolution.objects.filter(assembly=row).select_related("elected").order_by("position", "id"))
    when = timezone.localtime(row.held_at)
    meeting = Meeting(
        call=row.call,
        day=when.date(),
        hour=f"{when:%H:%M}",
        place=row.place,
        agenda=tuple(str(one) for one in row.agenda),
        chair=called(row.chair),
        secretary=called(row.secretary),
        presences=tuple(
            Attendance(
                str(one.founder.public_id),
                one.founder.name,
                one.represented_by.name if one.represented_by else "",
            )
            for one in presences
        ),
        decisions=tuple(_decision(one) for one in decisions),
        closed=row.closed_at is not None,
        quorum_met=row.quorum_met,
    )
    passed = [one for one in decisions if one.elected_id and one.votes_for > one.votes_against]
    elected = {one.elected_id: one.office for one in passed if one.elected_id} if meeting.held else {}
    return elected, meeting


def called(person: Founder | None) -> dict[str, str]:
    """A person's name by language: in Latin letters where those are read and known. Nobody: nothing."""
    if person is None:
        return {}
    latin = person.name_latin or person.name
    return {"ar": person.name, "fr": latin, "en": latin}


def _decision(one: Resolution) -> Decision:
    name = one.elected.name if one.elected else ""
    return Decision(one.kind, one.text, one.votes_for, one.votes_against, one.abstained, name, one.office)


def _places(territory: Territory) -> tuple[Place, ...]:
    """From the seat's own unit up to below the country. One query."""
    above = Territory.objects.filter(code__in=territory.ancestor_codes, depth__gt=0).order_by("-depth")
    return tuple(Place(one.code, one.names, _called(one)) for one in (territory, *above))


def _called(unit: Territory) -> dict[str, str]:
    """What kind of unit it is. Where its level has two names ("prefecture or province"), the one of its own kind."""
    identity = packs.country()
    level = next((one for one in identity.levels if one.key == unit.level), None) if identity else None
    if identity is None or level is None:
        return {}
    kind = identity.kinds.get(unit.kind)
    own = kind is not None and kind.ar.split()[0] in level.name.ar.split()
    return _names(kind if own else level.name)


def _names(text: Any) -> dict[str, str]:
    return {language: text.get(language) for language in ("ar", "fr", "en")}
