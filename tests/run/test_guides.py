"""What the guides say is so."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
import yaml

from twiza.packs.check import check_pack

ROOT = Path(__file__).resolve().parents[2]
GUIDES = [*ROOT.glob("*.md"), *ROOT.glob("docs/**/*.md"), *ROOT.glob("bench/*.md")]
READ = re.compile(r'environment\.\w+\(\s*"([A-Z_]+)"|environ(?:\.get\(|\[)\s*"([A-Z_]+)"')
NAMED_ELSEWHERE = {"CI", "PATH", "DJANGO_SETTINGS_MODULE", "DJANGO_ALLOW_ASYNC_UNSAFE"}


def name(path: Path) -> str:
    return str(path.relative_to(ROOT))


def variables_read() -> set[str]:
    files = [*ROOT.glob("config/*.py"), *ROOT.glob("twiza/**/*.py"), *ROOT.glob("deploy/*.py"), ROOT / "run.py"]
    found = {one for path in files for pair in READ.findall(path.read_text(encoding="utf-8")) for one in pair if one}
    return found - NAMED_ELSEWHERE


def test_the_operating_guide_names_every_variable_and_no_other():
    table = (ROOT / "docs/operating.md").read_text(encoding="utf-8").split("## Variables")[1].split("## Production")[0]
    rows = [line.split("|")[1] for line in table.splitlines() if line.startswith("|")]
    told = {one for row in rows for one in re.findall(r"`([A-Z][A-Z_]+)`", row)}

    assert told == variables_read()


def test_the_container_is_given_variables_that_exist_only():
    text = (ROOT / "Containerfile").read_text() + (ROOT / "compose.yaml").read_text()
    given = set(re.findall(r"\b(TWIZA_[A-Z_]+)[:=]", text)) | {"DATABASE_URL"}

    assert given - {"TWIZA_HOST"} <= variables_read()  # TWIZA_HOST is the proxy's, compose makes TWIZA_HOSTS of it


def test_the_pack_of_an_afternoon_is_sound(tmp_path):
    guide = (ROOT / "docs/pack-authors.md").read_text(encoding="utf-8")
    blocks = re.findall(r"^`([\w./]+)`\n```(?:yaml|csv)\n(.*?)^```", guide, flags=re.M | re.S)
    for file, text in blocks:
        (tmp_path / file).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / file).write_text(text, encoding="utf-8")

    pack, report = check_pack(tmp_path)

    assert len(blocks) == 6
    assert [str(problem) for problem in report if problem.severity == "error"] == []
    assert len(pack.of("territories")) == 3


@pytest.mark.parametrize("guide", GUIDES, ids=name)
def test_links_between_guides_lead_somewhere(guide):
    text = guide.read_text(encoding="utf-8")
    links = [link.split("#")[0] for link in re.findall(r"\]\((?!https?:|mailto:|#)([^)]+)\)", text)]

    assert [link for link in links if not (guide.parent / link).exists()] == []


def test_every_decision_is_in_the_list():
    folder = ROOT / "docs/adr"
    listed = (folder / "README.md").read_text(encoding="utf-8")

    assert [path.name for path in folder.glob("0*.md") if path.name not in listed] == []


class TestContainers:
    """There is no container engine in the tests; what can be read is read."""

    compose = yaml.safe_load((ROOT / "compose.yaml").read_text())
    image = (ROOT / "Containerfile").read_text()

    def test_the_image_is_made_of_files_that_exist_and_are_sent(self):
        copied = re.findall(r"^COPY (?!--from)(\S+) ", self.image, flags=re.M)
        sent = {line[1:] for line in (ROOT / ".dockerignore").read_text().splitlines() if line.startswith("!")}

        assert [one for one in copied if not (ROOT / one).exists()] == []
        assert {one.split("/")[0] for one in copied} == sent

    def test_there_are_a_web_server_a_worker_a_database_and_a_proxy(self):
        assert set(self.compose["services"]) == {"db", "prepare", "web", "worker", "proxy"}

    @pytest.mark.parametrize("service", ["prepare", "web", "worker"])
    def test_our_containers_have_no_power_they_do_not_need(self, service):
        told = self.compose["services"][service]

        assert (told["read_only"], told["cap_drop"]) == (True, ["ALL"])
        assert told["environment"]["TWIZA_PRODUCTION"] == "1"
        assert "\nUSER twiza\n" in self.image

    def test_volumes_and_dependencies_are_declared(self):
        services = self.compose["services"]
        used = {v.split(":")[0] for told in services.values() for v in told.get("volumes", []) if not v.startswith(".")}

        assert used == set(self.compose["volumes"])
        assert {one for told in services.values() for one in told.get("depends_on", {})} <= set(services)
        assert (ROOT / "deploy/Caddyfile").exists()

    def test_what_must_be_filled_in_stands_in_the_example(self):
        needed = set(re.findall(r"\$\{([A-Z_]+)", (ROOT / "compose.yaml").read_text()))
        given = set(re.findall(r"^([A-Z_]+)=", (ROOT / "deploy/example.env").read_text(), flags=re.M))

        assert needed == given
