"""A register is loaded whole or not at all, looked through by a person, and undone whole or not at all."""

from __future__ import annotations

import csv
import io
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tests.accounts.factories import person
from tests.registry.factories import cooperative, manager_of, place
from twiza.accounts.commands import Refused
from twiza.accounts.models import Organisation
from twiza.journal.models import Entry
from twiza.papers.models import Paper
from twiza.registry import commands as register
from twiza.registry.loading import commands, tasks, writing
from twiza.registry.loading.reading import Reader
from twiza.registry.models import Cooperative, Import
from twiza.registry.paper import issue_extract
from twiza.registry.search import KIND
from twiza.search.queries import find

pytestmark = pytest.mark.usefixtures("country")
HEAD = ["الاسم", "الاسم بالفرنسية", "رقم التسجيل", "تاريخ التسجيل", "الجماعة", "النشاط", "عدد المنخرطين", "النساء"]
GOOD = ["تعاونية الأمل", "Coopérative Al Amal", "1/2015", "14/03/2015", "مرسى القمر", "النحل", "12", "7"]


def line(**changed: str) -> list[str]:
    keys = ["name", "latin", "number", "day", "place", "activity", "members", "women"]
    return [changed.get(key, told) for key, told in zip(keys, GOOD, strict=True)]


def upload(*rows: list[str], head: list[str] = HEAD) -> SimpleUploadedFile:
    held = io.StringIO()
    csv.writer(held).writerows([head, *rows])
    return SimpleUploadedFile("register.csv", held.getvalue().encode())


def begun(*rows: list[str], territory: str = "XE", by: Any = "command-line", **options: Any) -> Import:
    return commands.start(upload=upload(*rows, **options), territory=place(territory), by=by)


def checked(*rows: list[str], **options: Any) -> Import:
    load = begun(*rows, **options)
    mapping = load.mapping
    commands.set_columns(load=load, columns=mapping["columns"], header=mapping["header"], by="command-line")
    return load


def loaded(*rows: list[str], **options: Any) -> Import:
    load = checked(*rows, **options)
    writing.load_all(load=load, leave_out_wrong=False, by="command-line")
    return load


def keys(load: Import) -> list[list[str]]:
    return [[one["key"] for one in each.problems] for each in load.lines.order_by("number")]


def names() -> list[str]:
    return list(Cooperative.objects.current().order_by("pk").values_list("name_ar", flat=True))


def test_columns_are_guessed_and_nothing_is_loaded_yet() -> None:
    load = begun(GOOD)
    assert load.mapping["columns"] == {
        "name_ar": 0, "name_latin": 1, "number": 2, "registered_on": 3, "territory": 4, "activity": 5,
        "members_count": 6, "women_count": 7,
    }  # fmt: skip
    assert (load.state, names()) == ("mapping", [])


def test_a_table_is_loaded_whole() -> None:
    load = loaded(GOOD, line(name="تعاونية النور", latin="Nour", number="2/2015"))
    made = Cooperative.objects.get(number="1/2015")

    assert (load.state, load.counts["made"]) == ("done", 2)
    assert (made.name_latin, str(made.registered_on), made.territory.code) == (
        "Coopérative Al Amal", "2015-03-14", "01.01.13",
    )  # fmt: skip
    assert (made.members_count, made.women_count, made.activity) == (12, 7, "النحل")
    assert made.organisation.name == "تعاونية الأمل"
    assert find("nour", kind=KIND)[0].key == str(Cooperative.objects.get(number="2/2015").public_id)
    assert Entry.objects.get(action="registry.loaded").details["after"]["made"] == 2


@pytest.mark.parametrize(
    ("changed", "key", "wrong"),
    [
        ({"name": "", "latin": ""}, "no_name", True),
        ({"name": "ن" * 201}, "too_long", True),
        ({"place": ""}, "no_place", True),
        ({"place": "Atlantis"}, "unknown_place", True),
        ({"day": "31/02/2015"}, "bad_date", True),
        ({"day": "soon"}, "bad_date", True),
        ({"day": "1/1/2199"}, "strange_date", True),
        ({"day": "2015"}, "year_alone", False),
        ({"members": "many"}, "bad_number", False),
        ({"women": "13"}, "more_women", False),
        ({"activity": "ن" * 301}, "cut", False),
    ],
)
def test_each_mistake_is_named_line_by_line(changed: dict[str, str], key: str, wrong: bool) -> None:
    load = checked(line(**changed))
    assert (keys(load), load.counts["wrong"]) == ([[key]], int(wrong))


def test_a_wrong_line_keeps_everything_out_until_it_is_left_out() -> None:
    load = checked(GOOD, line(number="2", name="تعاونية أخرى", latin="x", day="31/02/2015"))
    with pytest.raises(Refused, match="something wrong"):
        writing.load_all(load=load, leave_out_wrong=False, by="command-line")
    load.refresh_from_db()
    assert (load.state, names()) == ("preview", [])
    writing.load_all(load=load, leave_out_wrong=True, by="command-line")
    assert (names(), load.counts["left_out"]) == (["تعاونية الأمل"], 1)


def test_a_formula_in_a_cell_is_wrong() -> None:
    from tests.registry.test_tables import workbook

    content = workbook(HEAD, ["=HYPERLINK(1)", *GOOD[1:]])
    load = commands.start(upload=SimpleUploadedFile("r.xlsx", content), territory=place("XE"), by="command-line")
    commands.set_columns(load=load, columns=load.mapping["columns"], header=1, by="command-line")
    assert "formula" in keys(load)[0]


def test_an_unknown_place_is_chosen_once_for_all_its_lines() -> None:
    load = checked(line(place="Marssa-Q"), line(place="Marssa-Q", number="2", name="تعاونية أخرى", latin="Ukhra"))
    assert load.counts["wrong"] == 2
    commands.choose_places(load=load, chosen={"Marssa-Q": "01.01.13"}, by="command-line")
    assert load.counts["wrong"] == 0
    with pytest.raises(Refused):
        commands.choose_places(load=load, chosen={"Marssa-Q": "nowhere"}, by="command-line")


@pytest.mark.parametrize(
    ("changed", "why"),
    [
        ({"number": "1/2015", "name": "تعاونية أخرى تماما", "latin": ""}, "same_number"),
        ({"number": "", "name": "Coopérative Al Amal", "latin": ""}, "same_name"),
        ({"number": "9", "name": "التعاونية الأمل", "latin": ""}, "same_name"),
        ({"number": "", "name": "", "latin": "Cooperative AMMAL"}, "same_name"),
        ({"number": "", "name": "تعاونية الأمال", "latin": ""}, "same_name"),
    ],
)
@pytest.mark.parametrize("inside", [True, False])
def test_doubles_are_found_in_the_file_and_in_the_register_across_scripts(
    changed: dict[str, str], why: str, inside: bool
) -> None:
    if inside:
        load = checked(GOOD, line(**changed))
    else:
        loaded(GOOD)
        load = checked(line(**changed))
    last = load.lines.order_by("-number")[0]
    assert last.doubtful
    assert why in last.twins[0]["why"]
    assert last.twins[0]["kind"] == ("line" if inside else "register")
    assert 0.74 <= last.twins[0]["score"] <= 1


def test_a_usual_name_far_away_is_no_double() -> None:
    loaded(GOOD)
    assert checked(line(number="77", place="03.06.14", day="1/1/2001")).counts["doubtful"] == 0


def test_another_name_in_the_same_place_is_no_double() -> None:
    loaded(GOOD)
    assert checked(line(number="77", name="تعاونية الصيادين", latin="Pêcheurs")).counts["doubtful"] == 0


def test_doubtful_lines_must_be_decided_by_a_person() -> None:
    loaded(GOOD)
    load = checked(line(number="", members="30"))
    with pytest.raises(Refused, match="Decide first"):
        writing.load_all(load=load, leave_out_wrong=False, by="command-line")
    commands.decide(load=load, decisions={2: "same"}, by="command-line")
    writing.load_all(load=load, leave_out_wrong=False, by="command-line")
    assert (names(), load.counts["left_out"]) == (["تعاونية الأمل"], 1)


def test_a_line_can_update_the_register_and_leaves_what_it_does_not_say() -> None:
    loaded(GOOD)
    held = Cooperative.objects.get()
    issue_extract(cooperative=held, by="tests")
    load = checked(line(number="", members="30", activity=""))
    commands.decide(load=load, decisions={2: "update"}, by="command-line")
    writing.load_all(load=load, leave_out_wrong=False, by="command-line")
    held.refresh_from_db()

    assert (held.members_count, held.activity, held.number, held.version) == (30, "النحل", "1/2015", 2)
    assert Paper.objects.filter(replaced_at__isnull=True).get().version == 2
    noted = Entry.objects.get(action="registry.loaded_over").details
    assert [noted[when][str(held.public_id)] for when in ("before", "after")] == [
        {"members_count": 12}, {"members_count": 30},
    ]  # fmt: skip

    writing.undo(load=load, by="command-line")
    held.refresh_from_db()
    assert (held.members_count, held.version) == (12, 3)


def test_two_lines_with_one_number_cannot_both_be_loaded() -> None:
    load = checked(GOOD, line(name="تعاونية أخرى تماما", latin=""))
    assert keys(load)[1] == ["number_twice"]
    commands.decide(load=load, decisions={3: "different"}, by="command-line")
    with pytest.raises(Refused, match="1/2015"):
        writing.load_all(load=load, leave_out_wrong=False, by="command-line")
    load.refresh_from_db()
    assert (load.state, names(), Organisation.objects.count()) == ("preview", [], 0)


def test_a_number_that_was_registered_meanwhile_keeps_everything_out() -> None:
    load = checked(GOOD, line(number="2", name="تعاونية النور", latin="Nour"))
    cooperative("تعاونية بعيدة", number="2")
    with pytest.raises(Refused, match="belongs to"):
        writing.load_all(load=load, leave_out_wrong=False, by="command-line")
    assert names() == ["تعاونية بعيدة"]


def test_undoing_takes_everything_out_and_it_can_be_loaded_again() -> None:
    load = loaded(GOOD)
    issue_extract(cooperative=Cooperative.objects.get(), by="tests")
    writing.undo(load=load, by="command-line")
    assert (load.state, names(), find("amal", kind=KIND)) == ("undone", [], [])
    assert not Paper.objects.filter(replaced_at__isnull=True).exists()
    assert loaded(GOOD).counts["made"] == 1
    with pytest.raises(Refused):
        writing.undo(load=load, by="command-line")


def test_undoing_is_refused_where_somebody_changed_a_cooperative_since_and_says_which() -> None:
    load = loaded(GOOD, line(number="2", name="تعاونية النور", latin=""))
    register.correct(cooperative=Cooperative.objects.get(number="2"), by="command-line", activity="الزراعة")
    with pytest.raises(Refused, match="النور"):
        writing.undo(load=load, by="command-line")
    load.refresh_from_db()
    assert (load.state, len(names())) == ("done", 2)


def test_undoing_is_refused_where_somebody_manages_a_cooperative() -> None:
    load = loaded(GOOD)
    manager_of(Cooperative.objects.get())
    with pytest.raises(Refused, match=r"Amal|الأمل"):
        writing.undo(load=load, by="command-line")


def test_needed_columns_and_columns_named_twice() -> None:
    load = begun(GOOD)
    with pytest.raises(Refused, match="Place"):
        commands.set_columns(load=load, columns={"name_ar": 0}, header=1, by="command-line")
    with pytest.raises(Refused, match="twice"):
        commands.set_columns(load=load, columns={"name_ar": 0, "territory": 0}, header=1, by="command-line")
    with pytest.raises(Refused, match="no line"):
        commands.set_columns(load=load, columns={"name_ar": 0, "territory": 4}, header=99, by="command-line")


def test_decisions_hold_when_the_lines_are_read_again() -> None:
    loaded(GOOD)
    load = checked(line(number=""), line(place="Marssa-Q", number="5", name="تعاونية أخرى", latin="Ukhra"))
    commands.decide(load=load, decisions={2: "different"}, by="command-line")
    commands.choose_places(load=load, chosen={"Marssa-Q": "01.01.13"}, by="command-line")
    assert load.lines.get(number=2).decision == "different"


def test_a_line_like_another_line_cannot_update_the_register() -> None:
    load = checked(GOOD, line(number=""))
    with pytest.raises(Refused):
        commands.decide(load=load, decisions={3: "update"}, by="command-line")
    with pytest.raises(Refused):
        commands.decide(load=load, decisions={3: "whatever"}, by="command-line")
    assert commands.decide_all(load=load, decision="update", by="command-line") == 0
    assert commands.decide_all(load=load, decision="same", by="command-line") == 1


@pytest.mark.parametrize(("role", "territory"), [("", "XE"), ("advisor", "XE"), ("analyst", "02")])
def test_only_an_analyst_or_administrator_of_the_place_loads(role: str, territory: str) -> None:
    by = person(role=role, territory=territory)
    load = checked(GOOD, territory="01")
    for attempt in (
        lambda: begun(GOOD, territory="01", by=by),
        lambda: commands.set_columns(load=load, columns=load.mapping["columns"], header=1, by=by),
        lambda: commands.decide(load=load, decisions={}, by=by),
        lambda: commands.choose_places(load=load, chosen={}, by=by),
        lambda: writing.load_all(load=load, leave_out_wrong=True, by=by),
        lambda: writing.undo(load=load, by=by),
        lambda: commands.take_back(load=load, by=by),
    ):
        with pytest.raises(Refused, match="may not load"):
            attempt()


def test_a_load_for_a_territory_writes_nothing_outside_it() -> None:
    assert keys(checked(GOOD, territory="02")) == [["unknown_place"]]


def test_examples_are_no_doubles() -> None:
    cooperative("تعاونية الأمل", example=True)
    assert checked(GOOD).counts["doubtful"] == 0


def test_long_loads_are_left_to_the_worker_and_survive_being_run_twice(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(commands, "AT_ONCE", 1)
    monkeypatch.setattr(writing, "AT_ONCE", 1)
    load = checked(GOOD, line(number="2", name="تعاونية النور", latin="Nour"))
    assert load.state == "checking"
    for _ in range(2):
        tasks.check_lines.call(load_id=load.pk, language="ar")
    load.refresh_from_db()
    assert (load.state, load.progress) == ("preview", 2)
    writing.load_all(load=load, leave_out_wrong=False, by="command-line")
    assert (load.state, names()) == ("loading", [])
    for _ in range(2):
        tasks.write_lines.call(load_id=load.pk, by="tests", language="ar")
    load.refresh_from_db()
    assert (load.state, len(names())) == ("done", 2)
    tasks.index_load.call(load_id=load.pk)
    assert find("nour", kind=KIND)


def test_what_the_worker_cannot_do_comes_back_with_the_reason(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(writing, "AT_ONCE", 0)
    load = checked(GOOD)
    writing.load_all(load=load, leave_out_wrong=False, by="command-line")
    cooperative("تعاونية بعيدة", number="1/2015")
    tasks.write_lines.call(load_id=load.pk, by="tests", language="en")
    load.refresh_from_db()
    assert load.state == "preview"
    assert "belongs to" in load.trouble


def test_work_that_does_not_come_back_can_be_taken_back(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(writing, "AT_ONCE", 0)
    load = checked(GOOD)
    writing.load_all(load=load, leave_out_wrong=False, by="command-line")
    commands.take_back(load=load, by="command-line")
    assert load.state == "preview"
    tasks.write_lines.call(load_id=load.pk, by="tests", language="en")
    assert names() == []


def test_what_was_taken_back_while_it_was_begun_is_not_written() -> None:
    load = checked(GOOD)
    with pytest.raises(Refused, match="took this load back"):
        writing.write(load, by="tests")
    assert names() == []


def test_a_failure_in_the_middle_leaves_nothing_behind(monkeypatch: pytest.MonkeyPatch) -> None:
    load = checked(GOOD)

    def broken(**_: Any) -> None:
        raise RuntimeError

    monkeypatch.setattr("twiza.registry.loading.writing.editions.bump", broken)
    with pytest.raises(RuntimeError):
        writing.load_all(load=load, leave_out_wrong=False, by="command-line")
    load.refresh_from_db()
    assert (load.state, names(), Organisation.objects.count()) == ("preview", [], 0)


def test_loading_asks_as_much_for_three_as_for_one() -> None:
    def asked(*rows: list[str]) -> int:
        load = begun(*rows)
        with CaptureQueriesContext(connection) as caught:
            commands.set_columns(load=load, columns=load.mapping["columns"], header=1, by="command-line")
            writing.load_all(load=load, leave_out_wrong=False, by="command-line")
            writing.undo(load=load, by="command-line")
        return len(caught)

    others = ("الصيادين", "النساجات", "النحالين")
    three = [line(number=str(n), name=f"تعاونية {name}", latin="") for n, name in enumerate(others)]
    asked(three[0])
    assert asked(*three) == asked(three[0])


def test_a_reader_understands_words_of_status() -> None:
    from twiza.bank.queries import sectors
    from twiza.registry.loading.places import Places

    reader = Reader({"name_ar": 0, "territory": 1, "status": 2}, Places(place("XE"), {}), sectors(), place_day())
    told = {"منحلة": "dissolved", "En sommeil": "dormant", "active": "active", "": "active", "???!x": "unknown"}
    for word, status in told.items():
        assert reader.read(2, ["n", "01.01.13", word]).values["status"] == status


def place_day() -> Any:
    import datetime

    return datetime.date(2026, 1, 1)
