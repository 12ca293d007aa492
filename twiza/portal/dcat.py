"""The catalogue of the open data for other catalogues: DCAT 2 as JSON-LD, in the profile of Europe's portals."""

from __future__ import annotations

import datetime
from collections.abc import Callable
from typing import Any

from django.db.models import Max, Min
from django.urls import reverse
from django.utils import translation
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as lazy

from twiza.packs import queries as packs
from twiza.packs.models import Country, Source
from twiza.packs.schema import Identity, LocalText
from twiza.portal import datasets
from twiza.portal.datasets import Dataset
from twiza.territories import queries, snapshot
from twiza.territories.models import Outline
from twiza.ui.context import NATIVE_NAMES

LANGUAGES = {"ar": "ARA", "fr": "FRA", "en": "ENG"}
AUTHORITY = "http://publications.europa.eu/resource/authority"
FORMATS = {
    "csv": ("CSV", "text/csv"),
    "xlsx": ("XLSX", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"),
    "geojson": ("GEOJSON", "application/geo+json"),
}
CONTEXT = {
    "dcat": "http://www.w3.org/ns/dcat#",
    "dct": "http://purl.org/dc/terms/",
    "foaf": "http://xmlns.com/foaf/0.1/",
    "locn": "http://www.w3.org/ns/locn#",
    "rdfs": "http://www.w3.org/2000/01/rdf-schema#",
    "skos": "http://www.w3.org/2004/02/skos/core#",
    "xsd": "http://www.w3.org/2001/XMLSchema#",
    "gsp": "http://www.opengis.net/ont/geosparql#",
}
Absolute = Callable[[str], str]


def in_languages(words: str | Promise) -> list[dict[str, str]]:
    """Words of the interface in each language of the product."""
    told = []
    for language in NATIVE_NAMES:
        with translation.override(language):
            told.append({"@language": language, "@value": str(words)})
    return told


def literals(text: LocalText) -> list[dict[str, str]]:
    """A text of the pack, in the languages that it has."""
    return [{"@language": language, "@value": told} for language, told in text.model_dump().items() if told]


def catalogue(absolute: Absolute) -> dict[str, Any]:
    """The whole catalogue; *absolute* makes a full address of a path. ValueError while no country is loaded."""
    row = Country.objects.select_related("load").first()
    if row is None:
        raise ValueError("no country is loaded: there is nothing to catalogue")
    identity, modified = row.identity, row.load.at.date()
    about = _About(absolute, identity, modified, _spatial(identity))
    tables = [about.table(one) for one in datasets.TABLES]
    indicators = [about.indicator(one.key) for one in queries.comparer().shown]
    home = absolute(reverse("portal:home"))
    return {
        "@context": CONTEXT,
        "@id": absolute(reverse("portal:catalogue")),
        "@type": "dcat:Catalog",
        "dct:title": in_languages(lazy("Open data of the Cooperative Projects Bank")),
        "dct:description": in_languages(
            lazy("Territories, what is measured of them, project models, and what fits where and why.")
        ),
        "dct:publisher": about.publisher,
        "dct:language": about.languages,
        "dct:license": {"@id": datasets.LICENCES[datasets.OWN_LICENCE]},
        "dct:issued": _date(identity.date),
        "dct:modified": _date(modified),
        "dct:spatial": about.spatial,
        "foaf:homepage": {"@id": home},
        "dcat:dataset": [*tables, about.outlines(), *indicators],
        "dcat:service": about.service(),
    }


class _About:
    """What all entries of the catalogue share."""

    def __init__(
        self, absolute: Absolute, identity: Identity, modified: datetime.date, spatial: dict[str, Any]
    ) -> None:
        self.absolute, self.identity, self.modified, self.spatial = absolute, identity, modified, spatial
        self.page = absolute(reverse("portal:data"))
        self.publisher = {
            "@id": f"{absolute(reverse('portal:home'))}#publisher",
            "@type": "foaf:Agent",
            "foaf:name": in_languages(lazy("Twiza")),
        }
        self.languages = [{"@id": f"{AUTHORITY}/language/{code}"} for code in LANGUAGES.values()]

    def table(self, one: Dataset) -> dict[str, Any]:
        """A table, with a distribution for each form."""
        forms = {form: reverse("portal:dataset", args=[one.name, form]) for form in one.forms}
        told = (in_languages(one.title), in_languages(one.about))
        return self._entry(one.name, told, forms, one.sources, one.years)

    def outlines(self) -> dict[str, Any]:
        """The outlines of the finest level."""
        matrix = snapshot.current()
        code = next(c for c, parent in zip(matrix.codes, matrix.parents, strict=True) if parent < 0)
        forms = {"geojson": reverse("territories:outlines", args=[code])}
        one = datasets.OUTLINES
        return self._entry(one.name, (in_languages(one.title), in_languages(one.about)), forms, one.sources, [])

    def indicator(self, key: str) -> dict[str, Any]:
        """The table of one indicator."""
        one = next(d for d in queries.comparer().shown if d.key == key)
        forms = {form: reverse("territories:indicator-table", args=[key, form]) for form in ("csv", "xlsx")}
        told = (literals(one.name), literals(one.definition))
        entry = self._entry(f"indicator-{key}", told, forms, [packs.source(one.source)], list(one.years))
        return entry | {"dcat:landingPage": {"@id": self.absolute(reverse("territories:indicator", args=[key]))}}

    def service(self) -> dict[str, Any]:
        """The machine interface."""
        return {
            "@id": f"{self.page}#api",
            "@type": "dcat:DataService",
            "dct:title": in_languages(lazy("Machine interface")),
            "dct:publisher": {"@id": self.publisher["@id"]},
            "dcat:endpointURL": {"@id": self.absolute(reverse("api:api-root"))},
            "dcat:endpointDescription": {"@id": self.absolute(reverse("api:openapi-json"))},
            "dcat:landingPage": {"@id": self.absolute(reverse("api:openapi-view"))},
            "dct:license": {"@id": datasets.LICENCES[datasets.OWN_LICENCE]},
        }

    def _entry(
        self,
        name: str,
        told: tuple[list[dict[str, str]], list[dict[str, str]]],
        forms: dict[str, str],
        sources: list[Source],
        years: list[int],
    ) -> dict[str, Any]:
        licences = list(dict.fromkeys(str(s.content["licence"]) for s in sources)) or [datasets.OWN_LICENCE]
        entry = {
            "@id": f"{self.page}#{name}",
            "@type": "dcat:Dataset",
            "dct:identifier": name,
            "dct:title": told[0],
            "dct:description": told[1],
            "dct:publisher": {"@id": self.publisher["@id"]},
            "dct:issued": _date(self.identity.date),
            "dct:modified": _date(self.modified),
            "dct:language": self.languages,
            "dct:spatial": self.spatial,
            "dcat:landingPage": {"@id": f"{self.page}#{name}"},
            "dcat:distribution": [self._distribution(form, path, licences) for form, path in forms.items()],
        }
        if sources:
            entry["dct:creator"] = [_agent(publisher) for publisher in _unique([s.publisher for s in sources])]
            entry["dct:source"] = [_source(s.content) for s in sources]
        if years:
            entry["dct:temporal"] = _period(years)
        return entry

    def _distribution(self, form: str, path: str, licences: list[str]) -> dict[str, Any]:
        kind, media = FORMATS[form]
        address = self.absolute(path)
        licence = datasets.address_of_licence(licences[0])
        return {
            "@id": address,
            "@type": "dcat:Distribution",
            "dct:title": [{"@language": "en", "@value": kind}],
            "dct:format": {"@id": f"{AUTHORITY}/file-type/{kind}"},
            "dcat:mediaType": {"@id": f"https://www.iana.org/assignments/media-types/{media}"},
            "dcat:accessURL": {"@id": address},
            "dcat:downloadURL": {"@id": address},
            "dct:license": {"@id": licence} if licence else {"@type": "dct:LicenseDocument", "rdfs:label": licences[0]},
            "dct:rights": {"@type": "dct:RightsStatement", "rdfs:label": " · ".join(licences)},
            "dct:modified": _date(self.modified),
        }


def _date(day: datetime.date) -> dict[str, str]:
    return {"@type": "xsd:date", "@value": day.isoformat()}


def _period(years: list[int]) -> dict[str, Any]:
    first, last = datetime.date(min(years), 1, 1), datetime.date(max(years), 12, 31)
    return {"@type": "dct:PeriodOfTime", "dcat:startDate": _date(first), "dcat:endDate": _date(last)}


def _agent(publisher: LocalText) -> dict[str, Any]:
    return {"@type": "foaf:Agent", "foaf:name": literals(publisher)}


def _source(content: dict[str, Any]) -> dict[str, Any]:
    told: dict[str, Any] = {"dct:title": literals(LocalText.model_validate(content["title"]))}
    if content.get("url"):
        told["@id"] = content["url"]
    if content.get("changes"):
        changes = LocalText.model_validate(content["changes"])
        told["dct:provenance"] = {"@type": "dct:ProvenanceStatement", "rdfs:label": literals(changes)}
    return told


def _unique(texts: list[LocalText]) -> list[LocalText]:
    return list({text.ar: text for text in texts}.values())


def _spatial(identity: Identity) -> dict[str, Any]:
    """The country by name, and the box around its outlines."""
    box = Outline.objects.aggregate(w=Min("west"), s=Min("south"), e=Max("east"), n=Max("north"))
    told: dict[str, Any] = {"@type": "dct:Location", "skos:prefLabel": literals(identity.name)}
    if box["w"] is not None:
        w, s, e, n = (round(box[side], 4) for side in "wsen")
        ring = f"POLYGON(({w} {s},{e} {s},{e} {n},{w} {n},{w} {s}))"
        told["dcat:bbox"] = {"@type": "gsp:wktLiteral", "@value": ring}
    return told
