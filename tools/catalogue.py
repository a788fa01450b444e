"""The English catalogue: extracted from source and templates, refreshed, checked and compiled, with Babel alone.

Vietnamese is the source language; src/thidua/locale/en/LC_MESSAGES/django.po is the whole of English.
"""

from __future__ import annotations

import argparse
import io
import os
import re
import string
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from babel.messages.catalog import Catalog, Message
from babel.messages.extract import extract
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po

from tools.house import SRC, say

PACKAGE = SRC / "thidua"
PO = PACKAGE / "locale" / "en" / "LC_MESSAGES" / "django.po"
# Function name → which argument is the sentence; "c" marks the context. None: the first argument.
KEYWORDS: dict[str, tuple[int | tuple[int, str], ...] | None] = {
    **dict.fromkeys(["_", "say", "gettext", "gettext_lazy", "gettext_noop"]),
    **dict.fromkeys(["ngettext", "ngettext_lazy"], (1, 2)),
    **dict.fromkeys(["pgettext", "pgettext_lazy"], ((1, "c"), 2)),
    **dict.fromkeys(["npgettext", "npgettext_lazy"], ((1, "c"), 2, 3)),
}
HEADER = "# The English catalogue of Thi Đua. Vietnamese is the source; refresh with: python3 run.py messages"
PERCENT = re.compile(r"%(?:\((\w+)\))?[#0\- +]*\d*(?:\.\d+)?[sdifgrx]")
Key = tuple[str, str]  # context, sentence


def sentences(package: Path = PACKAGE) -> Catalog:
    """Every sentence that the source and the templates mean to be translated, with the files it stands in."""
    found = Catalog()
    for path in sorted(package.rglob("*")):
        source = _python_of(path)
        if source is None:
            continue
        shown = path.relative_to(package.parent).as_posix()
        lines = io.BytesIO(source.encode("utf-8"))
        for line, sentence, _comments, context in extract("python", lines, KEYWORDS, options={"encoding": "utf-8"}):
            if _has_words(sentence):
                found.add(sentence, locations=[(shown, line)], context=context)
    return found


def _has_words(sentence: str | tuple[str, ...]) -> bool:
    """Whether anything is left to translate once the values are taken out, unlike in `{points}`."""
    whole = sentence if isinstance(sentence, str) else sentence[0]
    return any(letter.isalpha() for letter in PERCENT.sub("", re.sub(r"\{\w*\}", "", whole)))


def _python_of(path: Path) -> str | None:
    """A Python file as it is, a template as the Python that its translation tags stand for; else None."""
    if "migrations" in path.parts:
        return None
    if path.suffix == ".py":
        return path.read_text("utf-8")
    if path.suffix in (".html", ".txt") and "templates" in path.parts:
        from django.utils.translation.template import templatize

        return templatize(path.read_text("utf-8"), origin=str(path))
    return None


def existing(path: Path = PO) -> Catalog:
    """The catalogue as it is checked in, or an empty one."""
    if not path.exists():
        return Catalog(locale="en")
    with path.open("rb") as file:
        return read_po(file, locale="en")


def refresh(path: Path = PO, package: Path = PACKAGE, *, prune: bool = False) -> None:
    """Bring the catalogue up to date. A translation whose sentence is gone stays as a `#~` note until pruned."""
    catalogue = existing(path)
    kept = dict(catalogue.obsolete)
    catalogue.update(sentences(package), no_fuzzy_matching=True)
    catalogue.obsolete.update({key: message for key, message in kept.items() if key not in catalogue.obsolete})
    for message in catalogue:
        _restore(message, kept)
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(_written(catalogue, prune=prune))


def _restore(message: Message, kept: dict[Any, Message]) -> None:
    """A sentence that comes back finds its old translation."""
    earlier = kept.pop(message.id, None)
    if message.id and earlier is not None and not any(_forms(message)):
        message.string = earlier.string


def _written(catalogue: Catalog, *, prune: bool) -> bytes:
    """The file, without dates and line numbers, so that it changes only when sentences do."""
    if prune:
        catalogue.obsolete.clear()
    buffer = io.BytesIO()
    write_po(buffer, catalogue, width=118, omit_header=True, include_lineno=False, sort_output=True)
    head = [
        HEADER,
        'msgid ""',
        'msgstr ""',
        '"Language: en\\n"',
        '"MIME-Version: 1.0\\n"',
        '"Content-Type: text/plain; charset=utf-8\\n"',
        '"Content-Transfer-Encoding: 8bit\\n"',
        '"Plural-Forms: nplurals=2; plural=(n != 1);\\n"',
        "",
        "",
    ]
    return "\n".join(head).encode("utf-8") + buffer.getvalue().strip() + b"\n"


def problems(path: Path = PO, package: Path = PACKAGE) -> list[str]:
    """What keeps the catalogue from being whole: missing, empty, doubtful, stale, or with other placeholders."""
    catalogue, wanted = existing(path), sentences(package)
    have = {_key(message): message for message in catalogue if message.id}
    need = {_key(message): message for message in wanted if message.id}
    found = [f"not in the catalogue: {key[1]} ({_where(need[key])})" for key in sorted(need.keys() - have.keys())]
    found += [f"stale, no longer in the source: {key[1]}" for key in sorted(have.keys() - need.keys())]
    found += [f"left over, prune it: {message.id}" for message in catalogue.obsolete.values()]
    for key in sorted(need.keys() & have.keys()):
        found += [f"{fault}: {key[1]}" for fault in _faults(have[key])]
    return found


def _key(message: Message) -> Key:
    return message.context or "", message.id if isinstance(message.id, str) else "\x04".join(message.id)


def _where(message: Message) -> str:
    return ", ".join(f"{file}:{line}" for file, line in message.locations[:3])


def _forms(message: Message) -> list[str]:
    return [message.string] if isinstance(message.string, str) else list(message.string or [""])


def _faults(message: Message) -> Iterator[str]:
    if not all(form.strip() for form in _forms(message)):
        yield "not translated"
        return
    if message.fuzzy:
        yield "marked as doubtful (fuzzy)"
    source = message.id if isinstance(message.id, str) else message.id[-1]
    for form in _forms(message):
        if placeholders(form) != placeholders(source):
            yield f"other placeholders in “{form}”"


def placeholders(sentence: str) -> set[str]:
    """The values a sentence waits for, written `{name}`, `%(name)s` or `%s`."""
    found = {match.group(0) for match in PERCENT.finditer(sentence.replace("%%", ""))}
    try:
        found |= {name for _, name, _, _ in string.Formatter().parse(sentence) if name is not None}
    except ValueError:
        found.add("a brace that never closes")
    return found


def compile_catalogue(path: Path = PO) -> None:
    """Write the file Django reads beside the catalogue, when it is missing or older."""
    target = path.with_suffix(".mo")
    if not path.exists() or (target.exists() and target.stat().st_mtime_ns >= path.stat().st_mtime_ns):
        return
    # Through a file of its own, because several test processes may do this at once.
    handle, name = tempfile.mkstemp(dir=path.parent, suffix=".mo.part")
    with os.fdopen(handle, "wb") as file:
        write_mo(file, existing(path))
    Path(name).chmod(0o644)
    Path(name).replace(target)


def main() -> int:
    """Refresh, check or compile."""
    parser = argparse.ArgumentParser(prog="run.py messages", description=__doc__)
    parser.add_argument("act", choices=("refresh", "check", "compile"))
    parser.add_argument("--prune", action="store_true", help="bỏ bản dịch không còn dùng · drop what is no longer used")
    asked = parser.parse_args()
    if asked.act == "compile":
        compile_catalogue()
        return 0
    if asked.act == "refresh":
        refresh(prune=asked.prune)
    found = problems()
    print("\n".join(found))
    if asked.act == "refresh":
        say(f"Danh mục đã cập nhật; còn {len(found)} việc phải làm.", f"refreshed; {len(found)} things left to do")
        return 0
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main())
