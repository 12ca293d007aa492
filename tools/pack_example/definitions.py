"""The indicators of the invented country and how their definitions are written."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass


@dataclass(frozen=True)
class Definition:
    """One line of the table of indicators; readings are ``end:meaning``."""

    facet: str
    unit: str
    years: tuple[int, ...]
    names: tuple[str, str, str]
    collection: str = "sample"
    reading: str = ""
    base: str = "population"
    decimals: int = 1
    headline: int = 0


INVENTED = ("، في بلد مخترع.", ", dans un pays inventé.", ", in an invented country.")
METHOD = ("قيم تخترعها أداة.", "Valeurs inventées par un outil.", "Values invented by a tool.")
LIMIT = ("لا تقول شيئا عن بلد حقيقي.", "Ne dit rien d’un pays réel.", "Says nothing of a real country.")
SUMS = {"population", "households", "businesses", "weekly_souks", "area"}
BOTH, OLD, NEW = (2014, 2024), (2014,), (2024,)
INDICATORS: dict[str, Definition] = {
    "population": Definition(
        "people", "people", BOTH, ("عدد السكان", "Population", "Population"), "count", "", "", 0, 1
    ),
    "households": Definition("people", "household", BOTH, ("عدد الأسر", "Ménages", "Households"), "count", "", "", 0),
    "density": Definition("people", "people_per_km2", BOTH, ("الكثافة", "Densité", "Density"), "derived"),
    "age_15_34": Definition(
        "people", "percent", BOTH, ("من 15 إلى 34 سنة", "15 à 34 ans", "Aged 15 to 34"), "count", "high:potential"
    ),
    "illiteracy": Definition(
        "people", "percent", BOTH, ("الأمية", "Analphabétisme", "Illiteracy"), "sample", "high:need", headline=5
    ),
    "secondary_education": Definition(
        "people",
        "percent",
        BOTH,
        ("التعليم الثانوي أو أكثر", "Niveau secondaire ou plus", "Secondary education or more"),
        "sample",
        "high:potential",
    ),
    "female_activity": Definition(
        "work",
        "percent",
        BOTH,
        ("نشاط النساء", "Activité des femmes", "Women in the labour force"),
        "sample",
        "low:need",
        headline=3,
    ),
    "inactive_women": Definition(
        "work",
        "per_100",
        NEW,
        ("نساء خارج سوق الشغل", "Femmes hors du marché du travail", "Women outside the labour force"),
        "sample",
        "high:need",
    ),
    "unemployment": Definition(
        "work", "percent", BOTH, ("البطالة", "Chômage", "Unemployment"), "sample", "high:need", headline=4
    ),
    "businesses": Definition(
        "work", "establishments", NEW, ("المؤسسات", "Établissements", "Businesses"), "count", "", "", 0
    ),
    "businesses_per_1000": Definition(
        "work",
        "per_1000",
        NEW,
        ("مؤسسات لكل 1000 نسمة", "Établissements pour 1000 habitants", "Businesses per 1,000"),
        "derived",
        "high:potential",
        "businesses",
        2,
        6,
    ),
    "founded_since_2020_per_1000": Definition(
        "work",
        "per_1000",
        NEW,
        ("مؤسسات جديدة لكل 1000 نسمة", "Établissements récents pour 1000 habitants", "New businesses per 1,000"),
        "derived",
        "high:potential",
        "businesses",
        2,
    ),
    "farmers": Definition("work", "percent", OLD, ("الفلاحون", "Agriculteurs", "Farmers"), "count"),
    "artisans": Definition("work", "percent", OLD, ("الحرفيون", "Artisans", "Artisans"), "count", "high:potential"),
    "weekly_souks": Definition(
        "work", "souks", NEW, ("الأسواق الأسبوعية", "Souks hebdomadaires", "Weekly markets"), "count", "", "", 0
    ),
    "souks_nearby": Definition(
        "work", "souks", NEW, ("أسواق قريبة", "Souks proches", "Markets nearby"), "derived", "high:potential", "", 0
    ),
    "associations_per_10000": Definition(
        "work",
        "per_10000",
        NEW,
        ("جمعيات لكل 10000 نسمة", "Associations pour 10 000 habitants", "Associations per 10,000"),
        "derived",
        "high:potential",
    ),
    "running_water": Definition(
        "living",
        "percent",
        BOTH,
        ("الماء في البيت", "Eau courante", "Running water"),
        "sample",
        "low:need",
        "households",
    ),
    "electricity": Definition(
        "living", "percent", BOTH, ("الكهرباء", "Électricité", "Electricity"), "sample", "low:need", "households"
    ),
    "waste_in_open": Definition(
        "living",
        "percent",
        NEW,
        ("نفايات مرمية", "Déchets jetés dehors", "Waste dumped in the open"),
        "sample",
        "high:need",
        "households",
    ),
    "road_distance": Definition(
        "living",
        "km",
        NEW,
        ("البعد عن الطريق", "Distance à la route", "Distance to a road"),
        "sample",
        "high:need",
        "households",
    ),
    "seasonal_homes": Definition(
        "living",
        "percent",
        NEW,
        ("مساكن موسمية", "Logements saisonniers", "Seasonal homes"),
        "count",
        "high:potential",
        "households",
    ),
    "internet": Definition(
        "living", "percent", OLD, ("الإنترنت", "Internet", "Internet"), "count", "high:potential", "households"
    ),
    "population_change": Definition(
        "dynamics",
        "percent",
        NEW,
        ("تغير عدد السكان", "Évolution de la population", "Population change"),
        "derived",
        "low:need",
        headline=2,
    ),
    "area": Definition("land", "km2", NEW, ("المساحة", "Superficie", "Area"), "derived", "", ""),
    "altitude": Definition("land", "m", NEW, ("الارتفاع", "Altitude", "Altitude"), "modelled", "", "", 0),
    "distance_to_sea": Definition(
        "land", "km", NEW, ("البعد عن البحر", "Distance à la mer", "Distance to the sea"), "derived", "", ""
    ),
    "arid_share": Definition(
        "land", "percent", NEW, ("الأراضي الجافة", "Part aride", "Arid share"), "modelled", "", ""
    ),
    "market_access": Definition(
        "land", "people", NEW, ("قرب الأسواق", "Accès aux marchés", "Market access"), "derived", "high:potential", "", 0
    ),
}


def quoted(text: str) -> str:
    """A YAML text between single quotes."""
    return "'" + text.replace("'", "''") + "'"


def texts(ar: str, fr: str, en: str) -> str:
    """One text in three languages, as YAML."""
    return f"{{ar: {quoted(ar)}, fr: {quoted(fr)}, en: {quoted(en)}}}"


def definition_lines(key: str, one: Definition) -> Iterator[str]:
    """The YAML of one indicator."""
    ar, fr, en = one.names
    yield f"- key: {key}"
    yield f"  name: {texts(ar, fr, en)}"
    yield f"  facet: {one.facet}"
    yield f"  unit: {one.unit}"
    yield f"  decimals: {one.decimals}"
    yield f"  definition: {texts(*(name + end for name, end in zip(one.names, INVENTED, strict=True)))}"
    yield f"  method: {texts(*METHOD)}"
    yield f"  cannot_say: {texts(*LIMIT)}"
    yield f"  source: {'map' if one.facet == 'land' else 'census-2014' if one.years == OLD else 'census-2024'}"
    yield f"  years: [{', '.join(map(str, one.years))}]"
    yield f"  collection: {one.collection}"
    if one.years == BOTH:
        yield "  comparable: true"
    if one.base:
        yield f"  base: {one.base}"
    if key == "population_change":
        yield "  minimum: -100\n  maximum: 1000"
    elif one.unit != "percent":
        yield "  minimum: 0"
    if one.reading:
        end, _, meaning = one.reading.partition(":")
        words = {
            "high": (f"{ar}: أكثر من غيرها", f"{fr} : plus qu'ailleurs", f"{en}: more than elsewhere"),
            "low": (f"{ar}: أقل من غيرها", f"{fr} : moins qu'ailleurs", f"{en}: less than elsewhere"),
        }
        yield f"  {end}: {{means: {meaning}, text: {texts(*words[end])}}}"
    if one.headline:
        yield f"  headline: {one.headline}"
    if key in SUMS:
        yield "  additive: true"
