"""The benches are found, named and started."""

import sys

import pytest

from bench import __main__ as bench


def test_every_bench_says_what_it_measures(capsys):
    assert bench.main([]) == 0

    told = capsys.readouterr().out
    assert "scoring" in told
    assert all(len(about) > 20 for about in bench.benches().values())


def test_an_unknown_bench_is_said_with_those_there_are(capsys):
    assert bench.main(["nothing"]) == 2
    assert "scoring" in capsys.readouterr().err


def test_options_go_to_the_bench(monkeypatch):
    module = type(sys)("bench.scoring")
    module.main = lambda arguments: 3 if arguments == ["--quick"] else 0
    monkeypatch.setitem(sys.modules, "bench.scoring", module)

    assert bench.main(["scoring", "--quick"]) == 3


@pytest.mark.parametrize("name", sorted(bench.benches()))
def test_every_bench_is_explained(name):
    assert f"`{name}`" in (bench.FOLDER / "README.md").read_text(encoding="utf-8")
