"""The extract of the register: one paper, replaced as soon as the register says something else."""

from __future__ import annotations

import io

import pypdf
import pytest
from django.test import Client
from django.urls import reverse
from django.utils import translation

from tests.registry.factories import cooperative
from twiza.files.queries import open_file
from twiza.papers.models import Paper
from twiza.registry import commands
from twiza.registry.models import Cooperative
from twiza.registry.paper import current_extract, issue_extract
from twiza.registry.paper.extract import says
from twiza.registry.paper.words import EXAMPLE

pytestmark = pytest.mark.usefixtures("country")


def take(client: Client, made: Cooperative) -> bytes:
    with translation.override("ar"):
        response = client.get(reverse("registry:extract", args=[made.public_id]))
    assert response.status_code == 200
    return b"".join(getattr(response, "streaming_content"))  # noqa: B009


def test_everybody_takes_the_extract_and_it_is_made_once(client: Client) -> None:
    made = cooperative()
    first, second = take(client, made), take(client, made)
    assert first == second
    assert first.startswith(b"%PDF")
    assert Paper.objects.count() == 1


def test_it_is_one_sheet_however_long_everything_is() -> None:
    made = cooperative(
        "تعاونية " + "ع" * 190, name_latin="Coopérative " + "n " * 90, activity="نحل " * 75, example=True
    )
    with open_file(issue_extract(cooperative=made, by="tests").pdf) as file:
        assert len(pypdf.PdfReader(io.BytesIO(file.read())).pages) == 1


def test_the_extract_of_an_example_says_that_it_is_one() -> None:
    printed = {}
    for example in (True, False):
        with open_file(issue_extract(cooperative=cooperative(example=example), by="tests").pdf) as file:
            printed[example] = pypdf.PdfReader(io.BytesIO(file.read())).pages[0].extract_text()
    told = " ".join(EXAMPLE[1].split())
    assert [told in " ".join(printed[one].split()) for one in (True, False)] == [True, False]


def test_a_correction_replaces_the_extract_and_says_why(client: Client) -> None:
    made = cooperative()
    take(client, made)
    commands.correct(cooperative=made, by="command-line", name_ar="تعاونية النور")
    old, new = Paper.objects.order_by("version")
    assert (old.replaced_because, new.replaced_at) == (["name"], None)
    assert new.data["name"][0] == "تعاونية النور"
    with translation.override("en"):
        assert client.get(reverse("papers:verify", args=[old.code])).status_code == 200


def test_what_the_extract_does_not_say_replaces_nothing(client: Client) -> None:
    made = cooperative()
    take(client, made)
    commands.set_products(cooperative=made, products=["عسل"], by="command-line")
    assert Paper.objects.count() == 1


def test_no_extract_is_made_where_nobody_asked_for_one() -> None:
    made = cooperative()
    commands.correct(cooperative=made, by="command-line", activity="")
    assert current_extract(made) is None


def test_it_names_no_member_and_both_languages() -> None:
    told = str(says(cooperative()))
    assert "Member 1" not in told
    assert "AB12345" not in told
    for word in ("رقم التقييد", "Numéro d’immatriculation", "14 مارس 2026", "14 mars 2026"):
        assert word in told


@pytest.mark.parametrize("name", ['#panic("x")', "$x$ *b* `#eval`", "\\u{202e}", "<script>", '"} #read("/etc/passwd")'])
def test_a_name_is_never_run_as_a_template(name: str) -> None:
    made = cooperative(name, name_latin=name, activity=name)
    assert issue_extract(cooperative=made, by="tests").pdf.size > 1000
