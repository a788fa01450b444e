"""English is whole: what is said is found, what is translated is kept, what is missing is named."""

from __future__ import annotations

import gettext
import textwrap
from pathlib import Path

import pytest

from tools import catalogue
from tools.catalogue import placeholders


@pytest.fixture
def house(tmp_path: Path) -> tuple[Path, Path]:
    """A small package with a sentence in a rule, two in a template, and a place for its catalogue."""
    package = tmp_path / "thidua"
    (package / "templates").mkdir(parents=True)
    (package / "rules.py").write_text('say("Còn {n} dòng", n=3)\nsay("{points}", points=1)\n', "utf-8")
    template = """
        <h1>{% translate "Việc của tôi" %}</h1>
        {% blocktranslate count n=lines %}{{ n }} tiêu chí{% plural %}{{ n }} tiêu chí{% endblocktranslate %}
    """
    (package / "templates" / "home.html").write_text(textwrap.dedent(template), "utf-8")
    return package, tmp_path / "en" / "django.po"


def translate(po: Path, vietnamese: str, english: str) -> None:
    text = po.read_text("utf-8")
    assert f'msgid "{vietnamese}"\nmsgstr ""' in text
    po.write_text(
        text.replace(f'msgid "{vietnamese}"\nmsgstr ""', f'msgid "{vietnamese}"\nmsgstr "{english}"'), "utf-8"
    )


def test_sentences_of_rules_and_templates_are_found(house: tuple[Path, Path]) -> None:
    package, _ = house
    found = {message.id for message in catalogue.sentences(package) if message.id}
    assert found == {"Còn {n} dòng", "Việc của tôi", ("%(n)s tiêu chí", "%(n)s tiêu chí")}


def test_what_is_not_translated_is_named(house: tuple[Path, Path]) -> None:
    package, po = house
    assert any("not in the catalogue: Việc của tôi" in line for line in catalogue.problems(po, package))
    catalogue.refresh(po, package)
    assert "not translated: Việc của tôi" in catalogue.problems(po, package)


def test_refreshing_twice_changes_nothing_and_loses_nothing(house: tuple[Path, Path]) -> None:
    package, po = house
    catalogue.refresh(po, package)
    translate(po, "Việc của tôi", "My work")
    catalogue.refresh(po, package)
    once = po.read_bytes()
    catalogue.refresh(po, package)
    assert po.read_bytes() == once
    assert "My work" in po.read_text("utf-8")


def test_a_sentence_that_leaves_and_returns_finds_its_translation(house: tuple[Path, Path]) -> None:
    package, po = house
    home = package / "templates" / "home.html"
    before = home.read_text("utf-8")
    catalogue.refresh(po, package)
    translate(po, "Việc của tôi", "My work")
    home.write_text("", "utf-8")
    assert "stale, no longer in the source: Việc của tôi" in catalogue.problems(po, package)
    catalogue.refresh(po, package)
    assert "left over, prune it: Việc của tôi" in catalogue.problems(po, package)
    home.write_text(before, "utf-8")
    catalogue.refresh(po, package)
    assert "not translated: Việc của tôi" not in catalogue.problems(po, package)
    home.write_text("", "utf-8")
    catalogue.refresh(po, package, prune=True)
    assert "My work" not in po.read_text("utf-8")


def test_a_translation_waits_for_the_same_values(house: tuple[Path, Path]) -> None:
    package, po = house
    catalogue.refresh(po, package)
    translate(po, "Còn {n} dòng", "{m} lines left")
    assert "other placeholders in “{m} lines left”: Còn {n} dòng" in catalogue.problems(po, package)


@pytest.mark.parametrize(
    ("sentence", "values"),
    [("{a} và {b:.2f}", {"a", "b"}), ("%(n)s dòng", {"%(n)s"}), ("%s", {"%s"}), ("92%% đạt", set()), ("100 %", set())],
)
def test_placeholders_are_recognised(sentence: str, values: set[str]) -> None:
    assert placeholders(sentence) == values


def test_the_compiled_catalogue_speaks_english(house: tuple[Path, Path]) -> None:
    package, po = house
    catalogue.refresh(po, package)
    translate(po, "Việc của tôi", "My work")
    catalogue.compile_catalogue(po)
    with po.with_suffix(".mo").open("rb") as file:
        assert gettext.GNUTranslations(file).gettext("Việc của tôi") == "My work"
    assert list(po.parent.glob("*.part")) == []
