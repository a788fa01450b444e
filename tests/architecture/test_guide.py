"""The guide says what the software says: its pictures and links exist, its buttons and messages are the real ones."""

from __future__ import annotations

import ast
import re
import unicodedata
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest

from tools.house import ROOT, SRC
from tools.pictures import MOST_BYTES, PICTURES

GUIDE = ROOT / "docs" / "huong-dan"
PAGES = [*sorted(GUIDE.glob("*.md")), ROOT / "docs" / "bao-mat.md"]
READ_FIRST = [ROOT / "README.md", ROOT / "README.vi.md"]

LINK = re.compile(r"!?\[[^\]]*\]\(([^)\s]+)\)")
BUTTON = re.compile(r"\*\*\[([^\]]+)\]\*\*")
REFUSALS = "| Thông báo | Cần làm |"
TRANSLATED = re.compile(r"""{%\s*translate\s+(?:"([^"]+)"|'([^']+)')""")
BLOCK = re.compile(r"{%\s*blocktranslate[^%]*%}(.*?){%\s*endblocktranslate\s*%}", re.DOTALL)
SAYERS = {"say", "_", "gettext", "gettext_lazy", "ngettext", "pgettext", "Stop", "CommandError", "NumberUnreadable"}
GAP = "…"
CODE = re.compile(r"```.*?```|`[^`]*`", re.DOTALL)


def targets(page: Path) -> list[str]:
    """Where a page points to inside the project."""
    found = LINK.findall(CODE.sub("", page.read_text("utf-8")))
    return [one for one in found if not one.startswith(("http://", "https://", "mailto:"))]


def anchors(page: Path) -> set[str]:
    """The places in a page that a link can name, as readers of Markdown make them from headings."""
    headings = re.findall(r"^#+ (.+)$", page.read_text("utf-8"), re.MULTILINE)
    plain = (re.sub(r"[^\w\- ]", "", heading.lower()).replace(" ", "-") for heading in headings)
    return {unicodedata.normalize("NFC", one) for one in plain}


def first_cells(page: Path) -> Iterator[str]:
    """The messages in a page's tables of refusals."""
    for table in page.read_text("utf-8").split(REFUSALS)[1:]:
        for line in table.splitlines()[2:]:
            if not line.startswith("| "):
                break
            yield line.split(" | ")[0].removeprefix("| ").strip()


def words_in(path: Path) -> Iterator[str]:
    """The sentences that a file can put before people, each gap as `…`."""
    text = path.read_text("utf-8")
    if path.suffix == ".html":
        yield from (one or other for one, other in TRANSLATED.findall(text))
        yield from (re.sub(r"{{.*?}}", GAP, block).split("{% plural %}")[0] for block in BLOCK.findall(text))
        return
    for node in ast.walk(ast.parse(text)):
        if isinstance(node, ast.Call) and getattr(node.func, "id", "") in SAYERS:
            yield from (sentence for one in node.args if (sentence := sentence_of(one)))


def sentence_of(node: ast.expr) -> str:
    """The text of an argument, with `…` where something is put in; empty when it is no text."""
    if isinstance(node, ast.Constant) and isinstance(node.value, str):
        return re.sub(r"{\w*}|%\(\w+\)s", GAP, node.value)
    if isinstance(node, ast.JoinedStr):
        parts = (part.value if isinstance(part, ast.Constant) else GAP for part in node.values)
        return "".join(str(part) for part in parts)
    return ""


@cache
def said() -> frozenset[str]:
    """Every sentence of pages, rules and the front door."""
    sources = [*SRC.rglob("*.py"), *SRC.rglob("*.html"), *(ROOT / "tools").glob("*.py")]
    told = (one for path in sources for one in words_in(path))
    return frozenset(re.sub(f"{GAP}+", GAP, " ".join(one.split())) for one in told)


@cache
def shapes() -> tuple[re.Pattern[str], ...]:
    """The sentences as patterns; one that is almost only gaps would fit anything and proves nothing."""
    long = [one for one in said() if len(one.replace(GAP, "").strip()) >= 8]
    return tuple(re.compile(".+".join(re.escape(part) for part in one.split(GAP))) for one in long)


@pytest.mark.parametrize("page", [*PAGES, *READ_FIRST], ids=lambda page: page.name)
def test_every_link_and_picture_leads_somewhere(page: Path) -> None:
    for target in targets(page):
        name, _, place = target.partition("#")
        there = (page.parent / name).resolve() if name else page
        assert there.exists(), f"{page.name}: {target}"
        if place:
            assert unicodedata.normalize("NFC", place) in anchors(there), f"{page.name}: {target}"


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_every_button_is_on_some_page_of_the_software(page: Path) -> None:
    assert [one for one in BUTTON.findall(page.read_text("utf-8")) if one not in said() and one != EXAMPLE] == []


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_every_refusal_is_one_that_the_software_gives(page: Path) -> None:
    for message in first_cells(page):
        assert any(shape.fullmatch(message) for shape in shapes()), f"{page.name}: {message}"


def test_an_invented_button_or_message_would_be_noticed() -> None:
    assert "Gửi phiếu tự chấm" in said()
    assert "Gửi thư cho mọi người" not in said()
    assert not any(shape.fullmatch("Máy in đã hết giấy.") for shape in shapes())


def test_every_role_has_its_page_in_the_contents() -> None:
    listed = {target.partition("#")[0] for target in targets(GUIDE / "README.md")}
    assert {page.name for page in GUIDE.glob("*.md")} - {"README.md"} <= listed


def test_every_page_tells_what_to_do_when_refused() -> None:
    silent = {page.name for page in GUIDE.glob("*.md") if not list(first_cells(page))}
    assert silent == {"thoi-han-va-quyen-xem.md"}


def test_pictures_are_those_that_the_script_takes_and_every_one_is_shown() -> None:
    kept = {path.name for path in (ROOT / "docs" / "pictures").iterdir()}
    shown = {Path(target).name for page in [*PAGES, *READ_FIRST] for target in targets(page) if target.endswith(".png")}
    assert kept == {f"{one.name}.png" for one in PICTURES} == shown
    assert all(path.stat().st_size <= MOST_BYTES for path in (ROOT / "docs" / "pictures").iterdir())


EXAMPLE = "Chữ in đậm trong ngoặc vuông"  # how the guide shows its own sign for buttons
