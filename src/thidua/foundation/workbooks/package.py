"""A workbook as a package of parts: weighed by its list, unpacked only then; its worksheets, styles and texts."""

from __future__ import annotations

import io
import posixpath
import re
import zipfile
from array import array
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from xml.parsers import expat

from thidua.core.errors import BadInput
from thidua.core.text import say
from thidua.foundation.workbooks.limits import MEGABYTE, Limits
from thidua.foundation.workbooks.sentences import SAVE_AS, SWOLLEN, refused

_MOST_PARTS = 1000
_WORKBOOK, _RELATIONS = "xl/workbook.xml", "xl/_rels/workbook.xml.rels"
_TEXTS, _STYLES = "xl/sharedstrings.xml", "xl/styles.xml"
_NEEDED = (_WORKBOOK, _RELATIONS, _TEXTS, _STYLES, "xl/worksheets/")
_PERCENT_FORMATS = {"9", "10"}
# A package of our own: one worksheet, its texts and styles, whatever the sender's package said of itself.
_SCHEMA = "http://schemas.openxmlformats.org"
_OFFICE = f"{_SCHEMA}/officeDocument/2006/relationships"
_BOOK = f"""<workbook xmlns="{_SCHEMA}/spreadsheetml/2006/main" xmlns:r="{_OFFICE}"><workbookPr date1904="%d"/>\
<sheets><sheet name="sheet" sheetId="1" r:id="r1"/></sheets></workbook>"""
_RELATED = f"""<Relationships xmlns="{_SCHEMA}/package/2006/relationships">%s</Relationships>"""
_RELATION = f"""<Relationship Id="r%d" Type="{_OFFICE}/%s" Target="%s"/>"""


@dataclass(frozen=True, slots=True)
class Worksheet:
    """A worksheet's name, the key of its part, whether it is shown."""

    name: str
    key: str
    visible: bool


def unpacked(content: bytes, limits: Limits) -> dict[str, bytes]:
    """The parts that reading needs, by lower-case path; none is unpacked before all are weighed. Raises BadInput."""
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        entries = archive.infolist()
        _refuse_by_names({entry.filename.casefold().replace("\\", "/") for entry in entries})
        if any(entry.flag_bits & 0x1 for entry in entries):
            cure = say("Hãy gỡ mật khẩu, lưu lại rồi tải lên.")
            raise refused(say("Tệp được bảo vệ bằng mật khẩu nên không đọc được."), cure)
        _weigh(entries, limits)
        if any(entry.compress_type not in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED) for entry in entries):
            raise zipfile.BadZipFile("packed as no Excel packs")
        needed = [entry for entry in entries if entry.filename.casefold().startswith(_NEEDED)]
        # A part never gives more than its entry says, and the entries were weighed.
        return {entry.filename.casefold(): archive.read(entry) for entry in needed}


def repacked(parts: Mapping[str, bytes], sheet: Worksheet) -> io.BytesIO:
    """A workbook of our own with this worksheet alone: whoever reads it can come upon nothing but what we looked at."""
    made = {"worksheet": ("worksheets/sheet1.xml", parts[sheet.key])}
    for kind, path, key in (("sharedStrings", "sharedStrings.xml", _TEXTS), ("styles", "styles.xml", _STYLES)):
        if key in parts:
            made[kind] = (path, parts[key])
    related = [_RELATION % (n, kind, path) for n, (kind, (path, _)) in enumerate(made.items(), start=1)]
    clean = io.BytesIO()
    with zipfile.ZipFile(clean, "w", zipfile.ZIP_STORED) as archive:
        archive.writestr("_rels/.rels", _RELATED % (_RELATION % (1, "officeDocument", "xl/workbook.xml")))
        archive.writestr("xl/_rels/workbook.xml.rels", _RELATED % "".join(related))
        archive.writestr("xl/workbook.xml", _BOOK % _counts_from_1904(parts))
        for path, content in made.values():
            archive.writestr(f"xl/{path}", content)
    clean.seek(0)
    return clean


def worksheets(parts: Mapping[str, bytes]) -> list[Worksheet]:
    """The worksheets of a workbook, in its order."""
    targets: dict[str, str] = {}
    sheets: list[Worksheet] = []

    def relation(name: str, attributes: dict[str, str]) -> None:
        if local(name) == "Relationship":
            target = posixpath.normpath(posixpath.join("/xl", attributes["Target"])).lstrip("/")
            # A sheet that is a chart is passed over; one that leads nowhere is a fault.
            targets[attributes["Id"]] = target.casefold() if attributes.get("Type", "").endswith("/worksheet") else ""

    def sheet(name: str, attributes: dict[str, str]) -> None:
        if local(name) == "sheet":
            key = targets[{local(one): value for one, value in attributes.items()}["id"]]
            if key in parts:
                sheets.append(Worksheet(attributes["name"], key, attributes.get("state", "visible") == "visible"))

    parse(parts[_RELATIONS], relation)
    parse(parts[_WORKBOOK], sheet)
    return sheets


def percent_styles(parts: Mapping[str, bytes]) -> frozenset[str]:
    """The numbers of the cell styles that show a value as a percentage: 0.92 shown as 92 %."""
    styles = parts.get(_STYLES)
    if styles is None:
        return frozenset()
    percent, found = set(_PERCENT_FORMATS), []
    inside = False

    def start(name: str, attributes: dict[str, str]) -> None:
        nonlocal inside
        name = local(name)
        if name == "numFmt" and "%" in re.sub(r'"[^"]*"|\\.', "", attributes.get("formatCode", "")):
            percent.add(attributes.get("numFmtId", ""))
        elif name == "cellXfs":
            inside = True
        elif name == "xf" and inside:
            found.append(attributes.get("numFmtId", "0"))

    def end(name: str) -> None:
        nonlocal inside
        inside = inside and local(name) != "cellXfs"

    parse(styles, start, end)
    return frozenset(str(index) for index, number_format in enumerate(found) if number_format in percent)


def text_lengths(parts: Mapping[str, bytes]) -> array[int]:
    """How long each of the texts is that cells share: a cell names one of them by its number, as often as it likes."""
    lengths = array("Q")
    shared = parts.get(_TEXTS)
    if shared is None:
        return lengths
    inside = False

    def start(name: str, _: dict[str, str]) -> None:
        nonlocal inside
        if local(name) == "si":
            if inside:
                raise ValueError("a shared text stands inside another")
            inside = True
            lengths.append(0)

    def end(name: str) -> None:
        nonlocal inside
        inside = inside and local(name) != "si"

    def text(data: str) -> None:
        if inside:
            lengths[-1] += len(data)

    parse(shared, start, end, text)
    return lengths


def local(name: str) -> str:
    """A name without its namespace, as the library that reads the values takes it: after the first colon."""
    return name.partition(":")[2] if ":" in name else name


def parser() -> expat.XMLParserType:
    """A parser that takes no declared entity; feed it by `feed`."""
    made = expat.ParserCreate("utf-8")
    made.buffer_text = True

    def refuse(*_: object) -> None:
        raise ValueError("a workbook declares no document type")

    made.StartDoctypeDeclHandler = refuse
    return made


def feed(to: expat.XMLParserType, content: bytes) -> None:
    """Let a parser read a whole part; raises ValueError on a fault."""
    # The library that reads the values takes every part for UTF-8, whatever it declares: so must the look. A parser
    # turns to UTF-16 by itself, and markup there is never without this byte.
    if b"\0" in content:
        raise ValueError("a part is not written in UTF-8")
    try:
        to.Parse(content, True)
    except expat.ExpatError as fault:
        raise ValueError(str(fault)) from fault


def parse(
    content: bytes,
    start: Callable[[str, dict[str, str]], None],
    end: Callable[[str], None] | None = None,
    text: Callable[[str], None] | None = None,
) -> None:
    """Read a part as a stream; raises ValueError on a fault or on any declared entity."""
    made = parser()
    made.StartElementHandler = start
    made.EndElementHandler = end
    made.CharacterDataHandler = text
    feed(made, content)


def _counts_from_1904(parts: Mapping[str, bytes]) -> bool:
    """Whether the days of a workbook are counted from 1904, as old Macs did."""
    found = False

    def start(name: str, attributes: dict[str, str]) -> None:
        nonlocal found
        found = found or (local(name) == "workbookPr" and attributes.get("date1904") in ("1", "true"))

    parse(parts[_WORKBOOK], start)
    return found


def _weigh(entries: Sequence[zipfile.ZipInfo], limits: Limits) -> None:
    swollen = any(e.file_size > MEGABYTE and e.file_size > limits.growth * max(e.compress_size, 1) for e in entries)
    if swollen or len(entries) > _MOST_PARTS or sum(e.file_size for e in entries) > limits.unpacked:
        raise BadInput([SWOLLEN])


def _refuse_by_names(names: set[str]) -> None:
    if any(name.endswith("vbaproject.bin") or "/macrosheets/" in name for name in names):
        raise refused(say("Tệp Excel có macro nên bị từ chối để bảo đảm an toàn."), SAVE_AS)
    if "xl/workbook.bin" in names:
        raise refused(say("Tệp Excel nhị phân (.xlsb) chưa đọc được."), SAVE_AS)
    if _WORKBOOK in names:
        return
    if "mimetype" in names or "content.xml" in names:
        raise refused(say("Đây là tệp OpenDocument (.ods), không phải tệp Excel."), SAVE_AS)
    if any(name.startswith(("word/", "ppt/")) for name in names):
        raise refused(
            say("Đây là tệp Word hoặc PowerPoint, không phải bảng tính."),
            say("Hãy tải lên tệp Excel (.xlsx) theo tệp mẫu."),
        )
    cure = say("Hãy giải nén rồi tải lên tệp Excel (.xlsx) ở bên trong.")
    raise refused(say("Đây là tệp nén, không phải bảng tính Excel."), cure)
