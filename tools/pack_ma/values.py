"""Indicators of 2024 and of 2014 for every unit, from the tables and the ground."""

from __future__ import annotations

import math
from dataclasses import dataclass

from tools.pack_ma.hcp import COUNTRY, Row, Table, Tables
from tools.pack_ma.shrink import PRIOR_STRENGTH, distinct_quotient, one_person_share

Value = float | None
OLDER = ("age_60_64", "age_65_69", "age_70_74", "age_75_plus")
AMAZIGH = ("local_languages_tachelhit", "local_languages_tamazight", "local_languages_tarifit")
SECTORS_2014 = (
    "agriculture", "industry", "utilities", "construction", "commerce", "transport", "market_services",
    "public_services", "other",
)  # fmt: skip
AGES = {
    "age_under_5": ("age_0_4",),
    "age_5_14": ("age_5_9", "age_10_14"),
    "age_15_34": ("age_15_19", "age_20_24", "age_25_29", "age_30_34"),
    "age_35_59": ("age_35_39", "age_40_44", "age_45_49", "age_50_54", "age_55_59"),
    "age_60_plus": OLDER,
}


@dataclass(frozen=True)
class Year:
    """The tables of one census year."""

    people: Table
    women: Table
    men: Table
    households: Table


def read_year(tables: Tables, year: int) -> Year:
    """All census tables of *year*."""
    everybody, women, men = (tables.people(year, sex) for sex in ("all", "female", "male"))
    return Year(everybody, women, men, tables.households(year))


def add(row: Row, columns: tuple[str, ...]) -> Value:
    """Sum of columns, unknown if one is."""
    cells = [row.get(column) for column in columns]
    return None if None in cells else sum(cell for cell in cells if cell is not None)


def per(amount: Value, base: Value, scale: float) -> Value:
    """*amount* for *scale* of *base*; unknown where the base is unknown or nil."""
    return scale * amount / base if amount is not None and base else None


def minus(left: Value, right: Value) -> Value:
    """Difference, unknown if a side is."""
    return left - right if left is not None and right is not None else None


def entropy(shares: list[Value]) -> Value:
    """Shannon's entropy (natural logarithm) of shares; 0 for one sector, ln 9 for nine equal ones."""
    known = [share for share in shares if share]
    total = sum(known)
    if not known or None in shares:
        return None
    return -sum(share / total * math.log(share / total) for share in known)


def people_values(year: Year, code: str) -> dict[str, Value]:
    """Indicators that both censuses hold under the same name."""
    p, f, m = year.people[code], year.women[code], year.men[code]
    h = year.households.get(code, {})
    values: dict[str, Value] = {
        "population": p["population_legal"],
        "female_share": per(f["population_municipal"], p["population_municipal"], 100),
        "illiteracy": p["illiteracy_rate_10_plus"],
        "illiteracy_gap": minus(f["illiteracy_rate_10_plus"], m["illiteracy_rate_10_plus"]),
        "secondary_education": add(p, ("education_upper_secondary", "education_higher")),
        "disability": p["disability_prevalence"],
        "speaks_amazigh": add(p, AMAZIGH),
        "fertility": p["fertility_total_fertility_rate"],
        "activity_rate": p["labour_activity_rate"],
        "female_activity": f["labour_activity_rate"],
        "unemployment": p["labour_unemployment_rate"],
        "female_unemployment": f["labour_unemployment_rate"],
        "employers": p["employment_status_employer"],
        "self_employed": p["employment_status_self_employed"],
        "family_workers": p["employment_status_family_worker"],
        "private_employees": p["employment_status_private_sector"],
        "cooperative_or_partner": p["employment_status_cooperative_member"],
    }
    if values["speaks_amazigh"] is not None:
        values["speaks_amazigh"] = min(values["speaks_amazigh"], 100.0)
    return values | {key: add(p, columns) for key, columns in AGES.items()} | _home_values(h)


def _home_values(h: Row) -> dict[str, Value]:
    return {
        "households": h.get("households_count"),
        "household_size": h.get("households_average_size"),
        "running_water": h.get("amenities_running_water"),
        "electricity": h.get("amenities_electricity"),
        "no_sewer": h.get("wastewater_other"),
        "road_distance": h.get("households_distance_to_paved_road_km"),
        "people_per_room": h.get("households_people_per_room"),
        "basic_dwellings": h.get("dwelling_type_basic_or_slum"),
        "old_dwellings": h.get("dwelling_age_50_plus"),
    }


def values_2014(year: Year, code: str, area: Value) -> dict[str, Value]:
    """What the census of 2014 asked and that of 2024 did not publish by commune."""
    p, h = year.people[code], year.households.get(code, {})
    employed = p["commute_employed"]
    work = {f"workers_{s}": p[f"work_sector_{s}"] for s in SECTORS_2014[:6] if s != "utilities"}
    return (
        people_values(year, code)
        | work
        | {
            "density": per(p["population_legal"], area, 1),
            "vocational_diploma": minus(100.0, p["vocational_diploma_none"]),
            "farmers": p["profession_farmers"],
            "farm_labourers": p["profession_farm_labourers"],
            "artisans": p["profession_artisans"],
            "sector_diversity": entropy([p[f"work_sector_{s}"] for s in SECTORS_2014]),
            "work_elsewhere": add(p, ("workplace_other_commune", "workplace_other_province")) if employed else None,
            "internet": h.get("equipment_internet"),
            "mobile_phone": h.get("equipment_mobile_phone"),
            "refrigerator": h.get("equipment_refrigerator"),
            "computer": h.get("equipment_computer"),
        }
    )


def values_2024(year: Year, code: str, land: dict[str, Value]) -> dict[str, Value]:
    """What the census of 2024 alone holds, with the measures of the ground."""
    p, f, h = year.people[code], year.women[code], year.households.get(code, {})
    return (
        people_values(year, code)
        | {
            "density": per(p["population_legal"], land["area"], 1),
            "schooling_rate": p["schooling_rate_6_to_11"],
            "inactive_women": per(f["labour_inactive"], p["population_legal"], 100),
            "waste_in_open": h.get("household_waste_in_the_open"),
            "firewood": h.get("cooking_fuel_firewood"),
            "bathroom": h.get("amenities_bathroom"),
        }
        | land
    )


def establishment_values(row: Row, nation: Row, population: Value) -> dict[str, Value]:
    """Businesses, jobs, souks, associations and public services of one unit."""
    total = row["establishments_business"]
    out: dict[str, Value] = {
        "businesses": total,
        "businesses_per_1000": per(total, population, 1000),
        "business_jobs": row["establishments_jobs"],
        "jobs_per_1000": per(row["establishments_jobs"], population, 1000),
        "founded_2011_2019_per_1000": per(row["founded_2011_2019"], population, 1000),
        "founded_since_2020_per_1000": per(row["founded_2020_plus"], population, 1000),
        "recent_business_share": per(row["founded_2020_plus"], total, 100),
        "weekly_souks": row["establishments_weekly_souks"],
        "souks_per_10000": per(row["establishments_weekly_souks"], population, 10_000),
        "associations_per_10000": per(row["establishments_non_profit"], population, 10_000),
        "public_services_per_1000": per(row["establishments_public_services"], population, 1000),
    }
    ones = row["size_1"]
    out["one_person_businesses"] = one_person_share(ones, total) if total and ones is not None else None
    for sector, strength in PRIOR_STRENGTH.items():
        column = f"sector_{sector}"
        share = per(nation[column], nation["establishments_business"], 1)
        hits = row[column]
        out[f"spec_{sector}"] = None
        if total and share and hits is not None:
            out[f"spec_{sector}"] = distinct_quotient(hits, total, share, strength)
    return out


CHANGES = {
    "illiteracy_change": "illiteracy",
    "female_activity_change": "female_activity",
    "running_water_change": "running_water",
    "electricity_change": "electricity",
}


def change_values(now: dict[str, Value], before: dict[str, Value]) -> dict[str, Value]:
    """Changes 2014 to 2024: people in percent, rates in points."""
    growth = per(minus(now["population"], before.get("population")), before.get("population"), 100)
    return {"population_change": growth} | {key: minus(now[of], before.get(of)) for key, of in CHANGES.items()}


def all_values(
    tables: Tables, land: dict[str, dict[str, Value]], urban: set[str]
) -> tuple[dict[str, dict[str, Value]], dict[str, dict[str, Value]], dict[str, int]]:
    """Values of 2024 and of 2014 by code, and what was rebuilt or left out.

    :param land: measures of the ground by code, for every unit; :param urban: codes of urban communes.
    """
    now, before = read_year(tables, 2024), read_year(tables, 2014)
    firms, dwellings = tables.establishments(), tables.dwellings()
    values24: dict[str, dict[str, Value]] = {}
    values14: dict[str, dict[str, Value]] = {}
    for code in sorted(land):
        counted14 = code in before.people and before.people[code]["population_legal"]
        old = values_2014(before, code, land[code]["area"]) if counted14 else {}
        new = values_2024(now, code, land[code])
        new |= establishment_values(firms[code], firms[COUNTRY], new["population"])
        new |= change_values(new, old)
        new["seasonal_homes"] = dwellings[code]["occupancy_seasonal"] if code in dwellings else None
        for values in (new, old):
            if code in urban and values and values["running_water"] is not None:
                values["road_distance"] = values["road_distance"] or 0.0
        values24[code] = new
        if old:
            values14[code] = old
    return values24, values14, _counts(tables, values24, values14, urban)


def _counts(
    tables: Tables, now: dict[str, dict[str, Value]], before: dict[str, dict[str, Value]], urban: set[str]
) -> dict[str, int]:
    communes = [row["code"] for row in tables.units["communes"]]
    raw = tables.households(2024)
    distinct = {f"distinct_{s}": sum(now[c][f"spec_{s}"] not in (None, 1.0) for c in communes) for s in PRIOR_STRENGTH}
    return {
        "cities_rebuilt_2014": len(tables.cities),
        "counts_only_2024": sum(now[c]["illiteracy"] is None for c in communes),
        "no_row_2014": sum(c not in before for c in communes),
        "road_distance_set_to_0_in_towns": sum(
            raw[c]["households_distance_to_paved_road_km"] is None and now[c]["road_distance"] == 0 for c in communes
        ),
        "without_business": sum(not now[c]["businesses"] for c in communes),
    } | distinct


DECIMALS: dict[str, int] = {
    "population": 0, "households": 0, "businesses": 0, "business_jobs": 0, "weekly_souks": 0, "altitude": 0,
    "market_access": 0, "density": 3, "distance_to_sea": 1, "arid_share": 1, "souks_nearby": 2, "sector_diversity": 3,
    "spec_industry": 3, "spec_commerce": 3, "spec_services": 3, "spec_construction": 3,
}  # fmt: skip


def written(key: str, value: Value) -> str:
    """A value as it stands in the file: at most two decimals unless said above, no needless zeros."""
    if value is None:
        return ""
    text = f"{value:.{DECIMALS.get(key, 2)}f}"
    text = text.rstrip("0").rstrip(".") if "." in text else text
    return "0" if text == "-0" else text
