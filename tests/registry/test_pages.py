"""What everybody reads of the register: the list, the map, one cooperative, the table to take away."""

from __future__ import annotations

import csv
import datetime
import io
import re

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import translation

from tests.registry.factories import cooperative
from twiza.bank.models import ProjectModel
from twiza.registry import commands
from twiza.registry.mapping import class_words
from twiza.registry.mapping import shown as shown_on_map
from twiza.registry.models import Cooperative
from twiza.territories.models import Territory

pytestmark = pytest.mark.usefixtures("country")
HOSTILE = "<script>alert(1)</script>"


def get(client: Client, name: str, *args: object, query: str = "", language: str = "en") -> str:
    with translation.override(language):
        response = client.get(reverse(f"registry:{name}", args=args) + query)
    assert response.status_code == 200
    return response.content.decode()


def listed(client: Client, query: str = "", language: str = "ar") -> list[str]:
    text = get(client, "cooperatives", query=query, language=language)
    return re.findall(r'entry-title"><a href="[^"]+"><bdi>([^<]+)</bdi>', text)


def honey() -> ProjectModel:
    return ProjectModel.objects.get(key="honey")


def test_an_empty_register_says_what_to_do(client: Client) -> None:
    text = get(client, "cooperatives")
    assert "The register holds no cooperative yet" in text
    assert "/match/" in text or "match" in text


def test_cooperatives_are_listed_by_name(client: Client) -> None:
    for name in ("تعاونية ج", "تعاونية أ", "تعاونية ب"):
        cooperative(name)
    assert listed(client) == ["تعاونية أ", "تعاونية ب", "تعاونية ج"]


def test_by_name_is_by_the_name_that_is_read(client: Client) -> None:
    for arabic, latin in (("أ", "zohra"), ("ب", "Amal"), ("ج", "")):
        cooperative(arabic, name_latin=latin)
    assert listed(client) == ["أ", "ب", "ج"]
    assert listed(client, language="fr") == ["Amal", "zohra", "ج"]


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("?territory=01", ["أ", "ب"]),
        ("?territory=01.01.13", ["أ"]),
        ("?territory=02", ["ج"]),
        ("?territory=nowhere", []),
        ("?sector=agriculture", ["أ"]),
        ("?model=honey", ["أ"]),
        ("?status=dormant", ["ب"]),
        ("?year=2020", ["ج"]),
        ("?year=never&status=odd", ["أ", "ب", "ج"]),
        ("?sort=oldest", ["ج", "أ", "ب"]),
        ("?sort=newest", ["ب", "أ", "ج"]),
        ("?q=arganier", ["ج"]),
        ("?q=7777", ["أ"]),
        ("?q=ARGANYER&territory=02", ["ج"]),
        ("?q=arganier&territory=01", []),
    ],
)
def test_each_filter_keeps_what_answers_it(client: Client, query: str, expected: list[str]) -> None:
    region = {
        code: Territory.objects.filter(path__startswith=f"XE/{code}/").order_by("-depth", "code")
        for code in ("01", "02")
    }
    cooperative("أ", name_latin="", project_model=honey(), number="7777", registered_on=datetime.date(2024, 1, 1))
    other = region["01"].exclude(code="01.01.13")[0].code
    dormant = cooperative("ب", name_latin="", territory=other, registered_on=datetime.date(2025, 1, 1))
    commands.set_status(cooperative=dormant, status="dormant", by="command-line")
    cooperative("ج", name_latin="Arganier", territory=region["02"][0].code, registered_on=datetime.date(2020, 1, 1))
    expected_sector = honey().sector.key
    assert listed(client, query.replace("agriculture", expected_sector)) == expected


def test_the_filter_offers_the_small_place_that_was_chosen(client: Client) -> None:
    cooperative()
    chosen = re.compile(r'<option value="01.01.13" selected>')
    assert chosen.search(get(client, "cooperatives", query="?territory=01.01.13"))
    assert not chosen.search(get(client, "cooperatives"))


def test_what_was_searched_comes_likeliest_first_unless_another_order_is_asked_for(client: Client) -> None:
    cooperative("ب", name_latin="Zouhour", registered_on=datetime.date(2022, 1, 1))
    cooperative("أ", name_latin="Zouhour Tafraout Argane", registered_on=datetime.date(2021, 1, 1))
    assert listed(client, "?q=zouhour") == ["ب", "أ"]
    assert listed(client, "?q=zouhour&sort=oldest") == ["أ", "ب"]


def test_the_list_asks_as_much_for_one_as_for_three(client: Client) -> None:
    def asked(name: str, query: str = "") -> int:
        get(client, name, query=query)
        with CaptureQueriesContext(connection) as caught:
            get(client, name, query=query)
        return len(caught)

    cooperative(project_model=honey())
    names = [("cooperatives", ""), ("cooperatives", "?q=amal"), ("map", "")]
    one = [asked(*name) for name in names]
    for _ in range(2):
        cooperative(project_model=honey())
    assert [asked(*name) for name in names] == one
    assert max(one) <= 14


def test_examples_are_marked_and_counted_nowhere(client: Client) -> None:
    cooperative("حقيقية")
    cooperative("مثال", example=True)
    text = get(client, "cooperatives")
    assert text.count("mark-example") == 1
    assert ">1</bdi> cooperative<" in text or "1 cooperative" in re.sub("<[^>]+>", "", text)
    assert [row["name_ar"] for row in table(client)] == ["حقيقية"]


def table(client: Client, query: str = "") -> list[dict[str, str]]:
    with translation.override("en"):
        response = client.get(reverse("registry:table", args=["csv"]) + query)
    return list(csv.DictReader(io.StringIO(response.content.decode("utf-8-sig"))))


def test_the_table_holds_what_is_filtered_and_no_formula(client: Client) -> None:
    cooperative("=cmd|'/c calc'!A1", project_model=honey(), activity="@SUM(1)")
    cooperative("تعاونية النور")
    rows = table(client, "?model=honey")
    assert [(row["name_ar"], row["activity"]) for row in rows] == [("'=cmd|'/c calc'!A1", "'@SUM(1)")]
    assert rows[0]["territory_code"] == "01.01.13"
    with translation.override("en"):
        assert client.get(reverse("registry:table", args=["xlsx"])).content[:2] == b"PK"
        assert client.get(reverse("registry:table", args=["csv"]).replace(".csv", ".pdf")).status_code == 404


def test_no_page_for_all_names_a_member_or_a_number_of_identity(client: Client) -> None:
    made = cooperative()
    texts = [get(client, "cooperative", made.public_id), get(client, "cooperatives"), get(client, "map")]
    texts.append(str(table(client)))
    for text in texts:
        assert "Member 1" not in text
        assert "AB12345" not in text


def test_the_page_of_one_says_what_the_register_says(client: Client) -> None:
    made = cooperative(number="12/2026", project_model=honey(), products=["عسل الزعتر"])
    text = re.sub("<[^>]+>", "", get(client, "cooperative", made.public_id))
    for told in (
        "تعاونية الأمل",
        "Coopérative Al Amal",
        "12/2026",
        "14 March 2026",
        "Active",
        "تربية النحل",
        "عسل الزعتر",
    ):
        assert told in text
    assert "It has not agreed to publish a contact." in text


def test_only_published_contacts_are_shown(client: Client) -> None:
    made = cooperative(contacts={"phone": "+212600112233", "email": "amal@example.org"})
    text = get(client, "cooperative", made.public_id)
    assert "tel:+212600112233" in text
    assert "amal@example.org" in text
    commands.set_contacts(cooperative=made, contacts={}, by="command-line")
    assert "600112233" not in get(client, "cooperative", made.public_id)


def test_what_people_wrote_is_shown_as_text(client: Client) -> None:
    made = cooperative(HOSTILE, name_latin=f"{HOSTILE}\u202e", activity=HOSTILE, products=[HOSTILE], number=HOSTILE)
    for text in (
        get(client, "cooperative", made.public_id),
        get(client, "cooperatives"),
        get(client, "cooperatives", query=f"?q={HOSTILE}"),
        get(client, "map", query=f"?q={HOSTILE}"),
    ):
        assert HOSTILE not in text
    assert "\u202e" not in Cooperative.objects.get().name_latin


def test_a_cooperative_that_is_not_there_is_not_found(client: Client) -> None:
    made = cooperative()
    commands.remove_examples(by="command-line")
    with translation.override("en"):
        address = reverse("registry:cooperative", args=[made.public_id])
        Cooperative.objects.update(removed_at=datetime.datetime(2026, 1, 1, tzinfo=datetime.UTC))
        assert client.get(address).status_code == 404
    assert listed(client) == []


def test_the_map_counts_places_and_leads_to_their_lists(client: Client) -> None:
    cooperative(project_model=honey())
    cooperative("تعاونية النور")
    cooperative("مثال", example=True)
    for query, count in (("", 2), ("?model=honey", 1), ("?territory=01", 2), ("?q=nour", 1)):
        text = get(client, "map", query=query)
        assert f'<bdi class="number" dir="ltr">{count}</bdi></td>' in text or f">{count}<" in text
    assert "?territory=01.01&amp;model=honey" in get(client, "map", query="?model=honey")
    assert "No registered cooperative to be drawn" in get(client, "map", query="?status=dissolved")


def test_the_map_of_a_part_counts_that_part_and_its_places_lead_to_their_own_lists(client: Client) -> None:
    for number in range(2):
        cooperative(f"تعاونية {number}")
    cooperative("تعاونية ثالثة", territory="01.01.11")
    cooperative("تعاونية بعيدة", territory="03.06.14")
    shown = shown_on_map({"territory": "01.01.13"}, Territory.objects.get(code="01.01.13"))

    assert shown.frame.code == "01"
    assert [(row.code, row.count) for row in shown.rows] == [("01.01.13", 2), ("01.01.11", 1)]
    assert shown.rows[1].href.endswith("?territory=01.01.11")


def test_a_map_without_a_cooperative_says_why(client: Client) -> None:
    cooperative("مثال", example=True)
    assert "Take one filter away" not in get(client, "map")
    assert "The register holds no cooperative yet" in get(client, "map")
    assert "Take one filter away" in get(client, "map", query="?status=dormant")


def test_classes_of_a_map_hold_each_number_once() -> None:
    plain = [
        [one.strip("\u2068\u2069") for one in class_words(counts)] for counts in ([1, 1, 2, 3, 4, 7], [4], [2, 2, 9])
    ]
    assert plain == [["1", "2", "3", "4", "7"], ["4"], ["2", "9"]]
    assert class_words([5, 9, 12, 40, 41, 42, 90, 91, 300])[0].strip("\u2068\u2069") == "5 – 9"
