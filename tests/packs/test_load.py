"""A load is one transaction; the same again changes nothing; what was before is kept."""

import datetime

import pytest
from django.db import OperationalError, connection

from twiza.bank.models import ProjectModel, Sector
from twiza.journal.models import Entry
from twiza.packs import content, parts, queries
from twiza.packs import load as loading
from twiza.packs.diff import changed_fields, diff_pack
from twiza.packs.load import load_pack
from twiza.packs.models import Country, Fact, Item, Load, Source
from twiza.packs.parts import After, Changes, Part
from twiza.packs.problems import PackError
from twiza.territories.models import Drawing, Indicator, Observation, Outline, Snapshot, Territory

pytestmark = pytest.mark.django_db

ROWS = (Load, Country, Item, Source, Fact, Territory, Indicator, Observation, Outline, Sector, ProjectModel, Entry)


def state():
    """Every row of every table that a load writes, as it is."""
    return {model: sorted(map(repr, model.objects.values_list())) for model in (*ROWS, Drawing)}


def test_loading_from_nothing_brings_everything_and_says_so(nothing_loaded, pack):
    done = load_pack(pack, by="tests")

    assert done.load == Load.objects.get()
    assert done.load.counts["territories"] == {"added": 82, "changed": 0, "removed": 0}
    assert (done.load.country, done.load.version, done.load.by) == ("xe", "1.0.0", "tests")
    assert Country.objects.get().identity.name.en == "Land of Example"
    assert Item.objects.filter(until=None).count() == sum(counts["added"] for counts in done.load.counts.values())
    entry = Entry.objects.about("pack", "xe").first()
    assert (entry.actor, entry.action, entry.details["load"]) == ("tests", "pack.loaded", done.load.pk)


def test_loading_the_same_again_changes_nothing_and_says_so(country, pack):
    before = state()

    done = load_pack(pack, by="tests")

    assert done.load is None
    assert not done.diff
    assert state() == before


def test_a_change_touches_one_item_and_keeps_what_it_was(country, pack):
    pack.replace("sectors.yaml", "en: Sea products", "en: From the sea")

    done = load_pack(pack, by="tests")

    assert done.load.counts == {"sectors": {"added": 0, "changed": 1, "removed": 0}}
    assert done.diff.fields == {("sectors", "sea"): ["name"]}
    assert Sector.objects.get(key="sea").names["en"] == "From the sea"
    old, new = Item.objects.filter(part="sectors", key="sea").order_by("id")
    assert (old.content["name"]["en"], old.until) == ("Sea products", done.load)
    assert (new.content["name"]["en"], new.since, new.until) == ("From the sea", done.load, None)


def test_diff_names_what_would_change_and_changes_nothing(country, pack):
    before = state()
    pack.replace("facts.yaml", "value: 10-20", "value: 12-20")
    pack.append("facts.yaml", "- key: new-1\n  topic: t\n  statement: something new\n  confidence: low\n")
    (pack.root / "project_models" / "saffron.yaml").unlink()

    diff = diff_pack(pack)

    assert diff.counts == {
        "facts": {"added": 1, "changed": 1, "removed": 0},
        "project_models": {"added": 0, "changed": 0, "removed": 1},
    }
    assert [*diff.parts["facts"].added] == ["new-1"]
    assert diff.fields == {("facts", "honey-1"): ["value"]}
    assert diff.parts["project_models"].removed == ("saffron",)
    assert state() == before


def test_what_the_pack_no_longer_has_is_retired_and_can_come_back(country, pack):
    path = pack.root / "project_models" / "saffron.yaml"
    text = path.read_text()
    path.unlink()

    load_pack(pack, by="tests")

    assert ProjectModel.objects.get(key="saffron").retired
    assert "saffron" not in ProjectModel.objects.current().values_list("key", flat=True)
    assert Item.objects.filter(part="project_models", key="saffron", until=None).count() == 0

    path.write_text(text)
    load_pack(pack, by="tests")

    assert not ProjectModel.objects.get(key="saffron").retired
    assert Item.objects.filter(part="project_models", key="saffron").count() == 2


def test_a_part_that_fails_undoes_the_whole_load(country, pack, monkeypatch):
    def fail(changes, progress):
        assert Sector.objects.get(key="sea").names["en"] == "From the sea"
        raise RuntimeError("broken on the way")

    monkeypatch.setitem(parts._parts, "project_models", Part("project_models", 210, fail))
    before = state()
    pack.replace("sectors.yaml", "en: Sea products", "en: From the sea")
    pack.replace("project_models/honey.yaml", "ramp_up: [40", "ramp_up: [45")

    with pytest.raises(RuntimeError):
        load_pack(pack, by="tests")

    assert state() == before


def test_what_is_made_afterwards_runs_once_and_only_if_its_parts_changed(country, pack, monkeypatch):
    ran = []
    monkeypatch.setattr(parts, "_afters", {})
    parts.register_after(After("second", 2, {"sectors", "facts"}, lambda progress: ran.append("second")))
    parts.register_after(After("first", 1, {"sectors"}, lambda progress: ran.append("first")))
    parts.register_after(After("other", 3, {"territories"}, lambda progress: ran.append("other")))
    pack.replace("sectors.yaml", "en: Sea products", "en: From the sea")
    pack.replace("facts.yaml", "value: 10-20", "value: 12-20")

    load_pack(pack, by="tests")

    assert ran == ["first", "second"]


def test_parts_are_declared_once_and_by_their_name(monkeypatch):
    monkeypatch.setattr(parts, "_parts", {})
    monkeypatch.setattr(parts, "_afters", {})

    with pytest.raises(ValueError, match="no part 'laws'"):
        parts.register(Part("laws", 1, lambda changes, progress: None))
    with pytest.raises(ValueError, match="no part laws"):
        parts.register_after(After("x", 1, {"laws"}, lambda progress: None))
    parts.register(Part("facts", 1, lambda changes, progress: None))
    with pytest.raises(ValueError, match="loaded by another area"):
        parts.register(Part("facts", 1, lambda changes, progress: None))


def test_every_part_of_a_pack_is_loaded_by_somebody_or_kept_as_a_document():
    assert {part.name for part in parts.parts()} == {*content.PARTS} - {*content.DOCUMENTS}


def test_another_country_is_refused(country, pack):
    before = state()
    pack.replace("pack.yaml", "country: xe", "country: xf")
    pack.write("territories/territories.csv", pack.text("territories/territories.csv").replace("XE", "XF"))
    for name in ("indicators/2014.csv.gz", "indicators/2024.csv"):
        pack.write(name, pack.text(name).replace("XE", "XF"))

    with pytest.raises(PackError, match="holds the country 'xe', the pack is of 'xf'"):
        load_pack(pack, by="tests")

    assert state() == before


def test_a_load_while_another_is_under_way_is_refused_clearly(country, pack, monkeypatch):
    def locked(*_args):
        raise OperationalError("database is locked")

    monkeypatch.setattr(loading, "compare", locked)

    with pytest.raises(PackError, match="Another load is under way"):
        load_pack(pack, by="tests")


def test_a_value_that_changes_or_becomes_unknown(country, pack):
    def change(rows):
        row = next(row for row in rows if row[0] == "01.01.11")
        row[rows[0].index("unemployment")] = "33.3"
        row[rows[0].index("illiteracy")] = ""

    pack.rows("indicators/2024.csv", change)
    before = Snapshot.objects.get().digest
    others = Observation.objects.exclude(territory__code="01.01.11").count()

    done = load_pack(pack, by="tests")

    place = Observation.objects.filter(territory__code="01.01.11", year=2024)
    assert done.diff.fields == {("values", "2024/01.01.11"): ["illiteracy", "unemployment"]}
    assert place.get(indicator__key="unemployment").value == 33.3
    assert not place.filter(indicator__key="illiteracy").exists()
    assert Observation.objects.exclude(territory__code="01.01.11").count() == others
    assert Snapshot.objects.get().digest != before


def test_a_place_that_goes_is_retired_with_all_that_is_drawn_of_it(country, pack):
    code = "03.06.26"
    for name in ("territories/territories.csv", "indicators/2014.csv.gz", "indicators/2024.csv"):
        pack.rows(name, lambda rows: rows.remove(next(row for row in rows if row[0] == code)))
    pack.outlines(lambda features: features.pop(code))

    load_pack(pack, by="tests")

    place = Territory.objects.get(code=code)
    assert place.retired
    assert not place.neighbours.exists()
    assert [model.objects.filter(territory=place).count() for model in (Outline, Drawing, Observation)] == [0, 0, 0]
    assert Drawing.objects.filter(frame__code="XE", territory__level="commune").count() == 71


def test_a_place_that_moves_takes_those_below_along(country, pack):
    pack.replace("territories/territories.csv", "01.02,01,province", "01.02,02,province")

    load_pack(pack, by="tests")

    assert Territory.objects.get(code="01.02.11").path == "XE/02/01.02/01.02.11/"
    assert Drawing.objects.filter(frame__code="02", territory__code="01.02.11").exists()
    assert not Drawing.objects.filter(frame__code="01", territory__code="01.02.11").exists()


def test_content_too_large_for_the_history_leaves_its_digest(country, pack, monkeypatch):
    monkeypatch.setattr(loading, "LARGEST_KEPT", 100)
    pack.replace("sectors.yaml", "en: Sea products", "en: From the sea")

    done = load_pack(pack, by="tests")

    item = Item.objects.get(part="sectors", key="sea", until=None)
    assert (item.content, item.digest) == (None, done.diff.parts["sectors"].changed["sea"].digest)
    assert changed_fields(None, {"a": 1}) == ["content"]


def test_the_digest_is_of_the_content_and_not_of_how_it_is_written():
    assert content.digest_of({"a": 1, "b": "ع"}) == content.digest_of({"b": "ع", "a": 1})
    assert content.digest_of({"a": 1}) != content.digest_of({"a": 2})


def test_progress_names_its_phases_and_never_goes_past_the_end(country, pack):
    seen = []
    pack.replace("sectors.yaml", "en: Sea products", "en: From the sea")

    load_pack(pack, by="tests", progress=lambda *step: seen.append(step))

    assert [*dict.fromkeys(phase for phase, _, _ in seen)][:4] == ["reading", "checking", "comparing", "history"]
    assert all(done <= total or total == 0 for _, done, total in seen)


def test_pages_read_the_country_with_one_query_until_the_next_request(country, django_assert_num_queries):
    with django_assert_num_queries(3):
        assert queries.country().name.fr == "Pays de l'Exemple"
        assert queries.source("census-2024").title.en == "Census of 2024 (invented)"
    with django_assert_num_queries(0):
        assert queries.country().currency == "XED"
    queries.ask_again()
    with django_assert_num_queries(1):
        assert queries.source("census-2014").key == "census-2014"
        assert queries.country().date == datetime.date(2026, 11, 22)


def test_pages_see_a_new_load_at_their_next_request(country, pack):
    assert queries.fact("honey-1").content["value"] == "10-20"
    pack.replace("facts.yaml", "value: 10-20", "value: 12-20")
    pack.replace("potential.yaml", "[illiteracy, ", "[")

    load_pack(pack, by="tests")

    assert queries.fact("honey-1").content["value"] == "12-20"
    assert queries.unit("kg").symbol.fr == "kg"
    assert queries.document("potential")["features"][0] == "secondary_education"
    assert queries.document("backtest") is None
    with pytest.raises(KeyError):
        queries.fact("nothing")


def test_changes_know_whether_there_are_any():
    assert not Changes("facts")
    assert Changes("facts", removed=("a",))


def test_one_load_at_a_time_holds_the_lock(country):
    if connection.vendor != "postgresql":
        return  # SQLite takes its write lock with IMMEDIATE, see config.sqlite
    other = connection.copy()
    try:
        with other.cursor() as cursor, loading._alone():
            cursor.execute("SELECT pg_try_advisory_lock(%s)", [loading.LOCK])
            assert cursor.fetchone() == (False,)
    finally:
        other.close()
