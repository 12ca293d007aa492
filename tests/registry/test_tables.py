"""Reading tables that people send: strict with what is strange, patient with what is usual."""

from __future__ import annotations

import io
import zipfile
from typing import Any

import pytest
from openpyxl import Workbook

from tests.registry.factories import place
from twiza.packs.models import Country
from twiza.registry.loading import columns, tables
from twiza.registry.loading.places import Places
from twiza.registry.loading.tables import Unreadable

HEAD = ["اسم التعاونية", "رقم التسجيل", "date de création", "commune"]
LINE = ["تعاونية الأمل", "1/2015", "14/03/2015", "Marsa Qamar"]


def workbook(*rows: list[Any], merge: str = "") -> bytes:
    book = Workbook()
    sheet = book.active
    for row in rows:
        sheet.append(row)
    if merge:
        sheet.merge_cells(merge)
    held = io.BytesIO()
    book.save(held)
    return held.getvalue()


def packed(**parts: bytes) -> bytes:
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(name.replace("__", "/").replace("_dot_", "."), content)
    return held.getvalue()


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp1256"])
@pytest.mark.parametrize("mark", [",", ";", "\t", "|"])
def test_text_is_read_in_every_usual_encoding_and_with_every_mark(encoding: str, mark: str) -> None:
    told = [one.replace("é", "e") if encoding == "cp1256" else one for one in HEAD]
    content = "\r\n".join(mark.join(row) for row in (told, LINE, LINE)).encode(encoding)
    assert tables.read(content).rows == [(1, told), (2, LINE), (3, LINE)]


def test_french_in_the_code_page_of_windows_is_french() -> None:
    content = "Dénomination;Numéro\nCoopérative Été fleuri à Fès;7\n".encode("latin-1")
    assert tables.read(content).rows[1] == (2, ["Coopérative Été fleuri à Fès", "7"])


def test_a_workbook_gives_days_and_whole_numbers_as_one_writes_them() -> None:
    import datetime

    content = workbook(["a", "b", "c"], [datetime.datetime(2015, 3, 14), 12.0, 12.5])
    assert tables.read(content).rows[1][1] == ["2015-03-14", "12", "12.5"]


def test_a_formula_is_seen_as_one() -> None:
    assert tables.read(workbook(["a", "b"], ["=1+1", "x"])).rows[1][1][0] == f"{tables.FORMULA}=1+1"


def test_a_formula_in_text_is_seen_as_one_too() -> None:
    assert tables.read(b"a,b\n=1+1,x\n").rows[1][1] == [f"{tables.FORMULA}=1+1", "x"]


def test_empty_lines_keep_the_numbers_of_the_others() -> None:
    assert [number for number, _cells in tables.read(b"a,b\n,\n\nc,d\n").rows] == [1, 4]


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"   \n\n",
        b"only one line\n",
        b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR",
        b"%PDF-1.7\n\x00\x01\x02",
        b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\x00" * 600,
        b"PK\x03\x04 but no archive",
        packed(**{"hello_dot_txt": b"x"}),
        packed(**{"xl__workbook_dot_xml": b"<workbook/>", "xl__vbaProject_dot_bin": b"x"}),
        packed(**{"xl__workbook_dot_xml": b'<!DOCTYPE x [<!ENTITY a "b">]><workbook/>'}),
        packed(**{"xl__workbook_dot_xml": b"<workbook>" + b" " * 20_000_000 + b"</workbook>"}),
        workbook(["a"], ["b"])[:900],
        ("a,b\n" + "x,y\n" * 20_100).encode(),
        (",".join("x" * 80) + "\n" + "1\n" * 3).encode(),
        ("a,b\n" + '"' + "x" * 3_000 + '",1\n').encode(),
        b"a,b\n" + b"x" * 200_000 + b",1\n",
    ],
    ids=[
        "empty", "blank", "one-line", "picture", "pdf", "old-workbook", "no-archive", "no-workbook", "macros",
        "entities", "bomb", "cut", "many-lines", "many-columns", "long-cell", "longer-cell",
    ],
)  # fmt: skip
def test_what_is_no_table_is_refused_with_a_reason(content: bytes) -> None:
    with pytest.raises(Unreadable) as caught:
        tables.read(content)
    assert str(caught.value).endswith((".", "?"))


def test_too_large_a_file_is_not_even_looked_at() -> None:
    with pytest.raises(Unreadable, match="12 MB"):
        tables.read(b"a" * (tables.LARGEST + 1))


def test_headings_below_a_title_and_in_two_lines_are_found() -> None:
    rows = tables.read(
        workbook(
            ["سجل التعاونيات 2025"],
            [],
            ["التعاونية", None, "المقر", None],
            ["الاسم", "رقم التسجيل", "الجماعة", "الإقليم"],
            ["تعاونية الأمل", "1", "Marsa Qamar", "Marafi"],
            merge="A1:D1",
        )
    ).rows
    header = columns.header_line(rows)
    assert header == 4
    told = columns.headings(rows, header)
    assert columns.guessed(told) == {"name_ar": 0, "number": 1, "territory": 2, "above": 3}
    assert [number for number, _cells in columns.body(rows, header)] == [5]


def test_merged_headings_fill_what_the_line_below_leaves_open() -> None:
    rows = tables.read(
        workbook(
            ["Dénomination", "Immatriculation", None, "Commune"],
            [None, "Numéro", "Date", None],
            ["Al Amal", "1", "1/1/2015", "Marsa Qamar"],
            merge="B1:C1",
        )
    ).rows
    header = columns.header_line(rows)
    told = columns.headings(rows, header)
    assert {"name_ar", "number", "territory"} <= set(columns.guessed(told))
    assert columns.body(rows, header)[-1][1][0] == "Al Amal"


@pytest.mark.parametrize(
    ("heading", "key"),
    [
        ("N° d’immatriculation", "number"),
        ("DATE DE CRÉATION", "registered_on"),
        ("الجماعة الترابية", "territory"),
        ("Province/Préfecture", "above"),
        ("dont femmes", "women_count"),
        ("Registration number", "number"),
        ("عدد المنخرطين", "members_count"),
        ("Observations", ""),
        ("", ""),
    ],
)
def test_headings_are_understood_in_three_languages(heading: str, key: str) -> None:
    assert columns.meaning(heading) == key


@pytest.mark.parametrize(
    ("told", "above", "code"),
    [
        ("01.01.13", "", "01.01.13"),
        ("مرسى القمر", "", "01.01.13"),
        ("Commune de Marsa Qamar", "", "01.01.13"),
        ("MARSA  QAMAR", "Marafi", "01.01.13"),
        ("marssa kamar", "", "01.01.13"),
        ("Atlantis", "", ""),
        ("", "", ""),
    ],
)
def test_places_are_understood_as_people_write_them(country: Country, told: str, above: str, code: str) -> None:
    assert Places(place("XE"), {}).find(told, above).code == code


def test_a_place_outside_the_territory_of_the_load_is_not_known(country: Country) -> None:
    assert Places(place("02"), {}).find("Marsa Qamar", "").code == ""


def test_a_place_nearly_right_is_suggested(country: Country) -> None:
    assert "01.01.13" in Places(place("XE"), {}).find("Marsa Qamarr Xy", "").suggestions


def test_of_two_names_the_one_that_says_arabic_is_arabic() -> None:
    assert columns.guessed(["Nom de la coopérative", "Nom en arabe", "Commune"]) == {
        "name_ar": 1, "name_latin": 0, "territory": 2,
    }  # fmt: skip
    assert columns.guessed(["اسم التعاونية", "الاسم بالفرنسية"]) == {"name_ar": 0, "name_latin": 1}
