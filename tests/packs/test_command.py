"""``manage.py pack``: reports for people, JSON for machines, exit codes for both."""

import json
from io import StringIO

import pytest
from django.core.management import CommandError, call_command

from twiza.packs.management.commands.pack import ProgressLine
from twiza.packs.models import Load
from twiza.packs.published import schemas, write_schemas

pytestmark = pytest.mark.django_db


def run(*words):
    out = StringIO()
    call_command("pack", *map(str, words), stdout=out, stderr=StringIO())
    return out.getvalue()


def test_check_says_what_a_sound_pack_holds(pack):
    said = run("check", pack.root)

    assert said.startswith(
        f"{pack.root} is sound: 3 sources, 22 units, 4 facts, 29 indicators, 82 territories, 3 sectors, "
        "4 project models, 1 potential, 2 law texts, "
    )
    assert said.endswith(", 164 values, 72 outlines.\n")


def test_check_prints_each_problem_and_fails(pack):
    line = pack.replace("sectors.yaml", "order: 2", "ordre: 2")
    out = StringIO()

    with pytest.raises(CommandError, match="The pack is refused: ") as failure:
        call_command("pack", "check", str(pack.root), stdout=out)

    assert failure.value.returncode == 1
    assert f"error: sectors.yaml:{line} [sea] 'ordre' is not a known key. Did you mean 'order'?\n" in out.getvalue()


def test_check_as_json_fails_with_every_problem_by_name(pack):
    line = pack.replace("sectors.yaml", "en: Sea products", "en: 5")
    out = StringIO()

    with pytest.raises(SystemExit) as failure:
        call_command("pack", "check", str(pack.root), "--json", stdout=out)

    answer = json.loads(out.getvalue())
    assert (failure.value.code, answer["ok"]) == (1, False)
    assert answer["problems"][0] == {
        "file": "sectors.yaml",
        "line": line,
        "key": "sea",
        "problem": "'name › en' must be text, not 5",
        "remedy": "Write it between quotes.",
        "severity": "error",
    }


def test_a_folder_that_is_not_there(tmp_path):
    with pytest.raises(CommandError, match="is not a folder"):
        run("check", tmp_path / "nowhere")


def test_warnings_are_shown_unless_quiet(pack):
    pack.replace("sectors.yaml", ", en: Sea products", "")

    assert "warning: sectors.yaml:" in run("check", pack.root)
    assert "warning:" not in run("check", pack.root, "--quiet")


def test_diff_lists_keys_and_fields(pack):
    pack.replace("sectors.yaml", "en: Sea products", "en: From the sea")
    (pack.root / "project_models" / "saffron.yaml").unlink()

    assert run("diff", pack.root) == "sectors: 1 changed\n  ~ sea (name)\nproject models: 1 removed\n  - saffron\n"
    assert json.loads(run("diff", pack.root, "--json"))["changes"] == {
        "sectors": {"added": [], "changed": {"sea": ["name"]}, "removed": []},
        "project_models": {"added": [], "changed": {}, "removed": ["saffron"]},
    }


def test_diff_of_the_pack_in_force(pack):
    assert run("diff", pack.root) == "Nothing would change: this pack is already in force.\n"


def test_load_reports_counts_and_writes_who_asked(pack):
    pack.replace("sectors.yaml", "en: Sea products", "en: From the sea")

    assert run("load", pack.root).startswith("sectors: 1 changed\nLoaded xe 1.0.0 in ")
    assert Load.objects.first().by == "command-line"
    assert run("load", pack.root).startswith("Nothing changed: this pack is already in force")
    assert json.loads(run("load", pack.root, "--json"))["load"] is None


def test_progress_is_one_line_at_a_terminal_and_nothing_elsewhere():
    class Terminal(StringIO):
        def isatty(self):
            return True

        def write(self, text, style_func=str, ending=""):
            return super().write(text + ending)

    terminal, file = Terminal(), StringIO()
    for stream in (terminal, file):
        line = ProgressLine(stream)
        line("reading", 1, 2)
        line("reading", 2, 2)
        line("shapes", 0, 0)
        line.clear()

    assert terminal.getvalue().replace("\r\x1b[K", "|") == "|reading 1/2|reading 2/2|shapes|"
    assert file.getvalue() == ""


def test_published_schemas_are_those_of_the_code(tmp_path):
    from tests.packs.factories import EXAMPLE

    published = EXAMPLE.parents[1] / "docs" / "schema"
    written = write_schemas(tmp_path)

    assert [path.name for path in written] == [f"{name.replace('_', '-')}.schema.json" for name in schemas()]
    assert {path.name: path.read_text() for path in written} == {
        path.name: path.read_text() for path in published.glob("*.json")
    }
