"""The law's part of a pack: what holds together, what is refused, and the jurist's own examples."""

from __future__ import annotations

from pathlib import Path

import pytest

from twiza.calc.law import QUANTITIES
from twiza.packs import queries
from twiza.packs.load import load_pack


def law_errors(pack):
    return [(file, key, problem) for file, _line, key, problem in pack.errors()]


NO_ORDER = "'values › 2' does not begin after the one before"
SPOILT = [
    ("rules", "quantity: founders", "quantity: fonders", "founders: looks at the unknown quantity 'fonders'"),
    ("rules", "quantity: founders", "quantity: name", "founders: asks 'at_least' of 'name', which is text"),
    ("rules", "when: in_kind", "when: capital", "in-kind-valued: 'when' names 'capital', which is no yes/no quantity"),
    ("rules", "since: 2026-01-01", "since: 2019-01-01", f"capital: {NO_ORDER}"),
    ("rules", "value: 18,", "value: many,", "adults: 'at_least' cannot compare with 'many'"),
    ("rates", "since: 2026-01-01", "since: 2020-03-01", f"minimum_wage: {NO_ORDER}"),
    (
        "steps",
        "order: 20\n  after: [gather]",
        "order: 20\n  after: [bank]",
        "name: comes after 'bank', whose 'order' is not",
    ),
    ("steps", "after: [sign]", "after: [signed]", "file: 'after' names the step 'signed', which does not exist"),
    ("steps", "[bank_account]", "[capital]", "bank: proves 'capital', which is no yes/no quantity"),
    ("steps", "authority: office", "authority: post", "name: 'authority' names the authority 'post', which does not"),
    ("terms", "word: {ar: حصة,", "law: no-law\n  word: {ar: حصة,", "share: 'law' names the legal text 'no-law'"),
]


@pytest.mark.parametrize("spoilt", SPOILT)
def test_what_does_not_hold_together_is_refused(pack, spoilt):
    name, old, new, expected = spoilt
    pack.replace(f"law/{name}.yaml", old, new)

    found = [f"{key}: {problem}" for file, key, problem in law_errors(pack) if file == f"law/{name}.yaml"]
    assert any(problem.startswith(expected) for problem in found), found


def test_nothing_is_confirmed_without_a_fact_or_a_source(pack):
    pack.replace(
        "law/rules.yaml", "{value: 18, law: law-of-cooperatives, confidence: low}", "{value: 18, confirmed: true}"
    )

    (error,) = law_errors(pack)
    assert error[1] == "adults"
    assert "what is confirmed names the fact or the source that confirms it" in error[2]


def test_nothing_is_confirmed_by_a_fact_that_was_not_found(pack):
    pack.append("facts.yaml", "- {key: nothing, topic: law, statement: Nothing was found, confidence: not_found}\n")
    pack.replace(
        "law/rules.yaml", "{value: 18, law: law-of-cooperatives, ", "{value: 18, confirmed: true, fact: nothing, "
    )

    (error,) = law_errors(pack)
    assert error[2] == "is confirmed by the fact 'nothing', which says that nothing was found"


def test_an_example_that_comes_out_otherwise_is_an_error(pack):
    pack.replace("law/examples.yaml", "expected: {founders: 'no', capital: unknown}", "expected: {founders: 'yes'}")

    assert law_errors(pack) == [
        ("law/examples.yaml", "too-few", "the rule 'founders' says no, the example expects yes"),
    ]


def test_a_rule_that_changes_breaks_the_examples_that_lean_on_it(pack):
    pack.replace("law/rules.yaml", "since: 2020-03-01, value: 5,", "since: 2020-03-01, value: 8,")

    assert ("law/examples.yaml", "a-sound-group", "the rule 'founders' says no, the example expects yes") in law_errors(
        pack
    )


@pytest.mark.parametrize(
    ("new", "problem"),
    [
        ("{fonders: 4}", "gives the unknown quantity 'fonders'"),
        ("{founders: four}", "gives 'four' for 'founders', which is count"),
        ("{in_kind: 4}", "gives Decimal('4') for 'in_kind', which is yes_no"),
    ],
)
def test_an_example_speaks_of_known_quantities_in_their_kind(pack, new, problem):
    pack.replace("law/examples.yaml", "quantities: {founders: 4}", f"quantities: {new}")

    assert ("law/examples.yaml", "too-few", problem) in law_errors(pack)


def test_texts_of_the_law_want_every_language(pack):
    pack.replace("law/terms.yaml", "word: {ar: حصة, fr: part, en: share}", "word: {ar: حصة}")

    (problem,) = pack.problems()
    assert (problem.severity, problem.key, problem.problem) == ("warning", "share", "'word' has no fr, en")


@pytest.mark.django_db
def test_the_law_in_force_stands_in_its_order(country):
    law = queries.law()

    assert [step["key"] for step in law["law_steps"]] == [
        "gather", "name", "papers", "assembly", "sign", "bank", "file", "register",
    ]  # fmt: skip
    assert law["law_rules"][0]["key"] == "founders"
    assert "law_examples" not in law


@pytest.mark.django_db
def test_a_change_of_the_law_is_read_at_once(country, pack):
    queries.law()
    pack.replace("law/rules.yaml", "since: 2020-03-01, value: 99,", "since: 2020-03-01, value: 50,")

    load_pack(pack, by="tests")

    (duration,) = [rule for rule in queries.law()["law_rules"] if rule["key"] == "duration"]
    assert duration["values"][0]["value"] == "50"


def test_the_guide_for_authors_names_every_quantity_and_its_example_holds(pack):
    guide = (Path(__file__).resolve().parents[2] / "docs" / "pack-authors.md").read_text(encoding="utf-8")

    for key, one in QUANTITIES.items():
        assert f"| `{key}` | {one.kind.replace('_', '/')} | {one.meaning} |" in guide
    for name, key in (("rules", "capital"), ("examples", "four-founders")):
        block = next(text for text in guide.split("```yaml\n") if text.startswith(f"- key: {key}")).split("```")[0]
        pack.append(f"law/{name}.yaml", block.replace(f"key: {key}", f"key: {key}-of-the-guide"))
    assert pack.problems() == []
