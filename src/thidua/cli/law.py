"""`thidua explain`, `thidua check-law`, `thidua law diff`: the law asked from the command line, without a database."""

from __future__ import annotations

import argparse
import json
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from thidua.core.errors import BadInput, Problem
from thidua.core.findings import Answer
from thidua.core.names import fold
from thidua.core.text import say
from thidua.law.cases import read_cases
from thidua.law.checking import check
from thidua.law.compare import differences
from thidua.law.facts_file import facts_schema, read_facts
from thidua.law.judge import Dates, Judgement, judge
from thidua.law.provenance import CONFIDENCES
from thidua.law.reading import read_json
from thidua.law.rulebook import Rulebook, house, house_texts, read_texts
from thidua.law.steps import Step
from thidua.law.telling import answer_schema, judgement_to_plain

LARGEST_FILE = 5 * 2**20
SIGNS = {Answer.GRANTED: "✓", Answer.REFUSED: "✗", Answer.UNDETERMINED: "?"}


@dataclass(frozen=True, slots=True)
class Faulty:
    """What to print, and that the command found something wrong: it ends with 1."""

    text: str

    def __str__(self) -> str:
        return self.text


def add_explain(commands: argparse._SubParsersAction) -> None:
    """Declare `explain`."""
    parser = commands.add_parser(
        "explain", help="kết luận một danh hiệu, hình thức khen thưởng và nêu lý do, điều khoản"
    )
    parser.add_argument(
        "title", nargs="?", metavar="DANH-HIỆU", help="mã, tên hoặc chữ viết tắt: cstđcs, “Lao động tiên tiến”"
    )
    parser.add_argument("--on", type=_day, metavar="NGÀY", help="ngày xét hoặc quyết định, 2025-06-01 hoặc 01/06/2025")
    parser.add_argument("--facts", type=Path, metavar="TỆP.json", help="dữ kiện của người, tập thể được xét")
    parser.add_argument("--received", type=_day, metavar="NGÀY", help="ngày cơ quan thẩm định nhận hồ sơ")
    parser.add_argument("--sent", type=_day, metavar="NGÀY", help="ngày gửi hồ sơ về Bộ")
    parser.add_argument("--submitted", type=_day, metavar="NGÀY", help="ngày trình hồ sơ")
    parser.add_argument(
        "--law", type=Path, action="append", default=[], metavar="TỆP.yaml", help="đọc thêm quy định từ tệp"
    )
    parser.add_argument("--json", action="store_true", help="in JSON thay cho văn bản")
    parser.add_argument("--schema", action="store_true", help="in JSON schema của dữ kiện và của kết luận rồi dừng")
    parser.set_defaults(run=explain)


def add_check_law(commands: argparse._SubParsersAction) -> None:
    """Declare `check-law`."""
    parser = commands.add_parser("check-law", help="kiểm tra bộ quy định và các trường hợp mẫu")
    parser.add_argument(
        "--cases", type=Path, default=Path("tests/law/cases"), metavar="THƯ-MỤC", help="nơi có trường hợp mẫu"
    )
    parser.set_defaults(run=check_law)


def add_law(commands: argparse._SubParsersAction) -> None:
    """Declare `law diff`."""
    parser = commands.add_parser("law", help="tra cứu bộ quy định")
    verbs = parser.add_subparsers(dest="verb", required=True, metavar="việc")
    diff = verbs.add_parser("diff", help="quy định khác nhau thế nào giữa hai ngày")
    diff.add_argument("first", type=_day, metavar="NGÀY")
    diff.add_argument("second", type=_day, metavar="NGÀY")
    diff.set_defaults(run=law_diff)


def explain(asked: argparse.Namespace) -> str:
    """The judgement as text or JSON. Raises BadInput."""
    if asked.schema:
        return json.dumps({"facts": facts_schema(), "answer": answer_schema()}, ensure_ascii=False, indent=2)
    if not (asked.title and asked.on and asked.facts):
        cure = say("Ví dụ: thidua explain cstđcs --on 2025-06-01 --facts du-kien.json")
        raise BadInput([Problem("", say("Cần có danh hiệu, --on và --facts."), cure)])
    book = _book(asked.law)
    award = _award(book, asked.title)
    facts = read_facts(*read_json(_text(asked.facts), asked.facts.name))
    dates = Dates(day=asked.on, received=asked.received, sent=asked.sent, submitted=asked.submitted)
    found = judge(book, award, facts, dates)
    if asked.json:
        return json.dumps(judgement_to_plain(found, book.fingerprint()), ensure_ascii=False, indent=2)
    return "\n".join(_told(found))


def check_law(asked: argparse.Namespace) -> str | Faulty:
    """What is wrong with the law as data, or that nothing is."""
    files = sorted(asked.cases.glob("*.yaml")) if asked.cases.is_dir() else []
    if not files:
        cure = say("Hãy chạy trong thư mục dự án, hoặc chỉ ra bằng --cases.")
        raise BadInput([Problem(str(asked.cases), say("Không thấy trường hợp mẫu nào ở đây."), cure)])
    book = house()
    cases = read_cases((path.name, path.read_text("utf-8")) for path in files)
    faults = check(book, cases)
    standards = sum(len(award.standards) for award in book.awards.values())
    head = f"{len(book.awards)} danh hiệu và hình thức, {standards} tiêu chuẩn, {len(cases)} trường hợp mẫu."
    if faults:
        return Faulty("\n".join([head, *(f"  {fault}" for fault in faults), f"{len(faults)} điều cần sửa."]))
    return f"{head} Không có điều gì cần sửa."


def law_diff(asked: argparse.Namespace) -> str:
    """What differs between two days."""
    found = differences(house(), asked.first, asked.second)
    head = f"Từ {asked.first:%d/%m/%Y} đến {asked.second:%d/%m/%Y}: "
    if not found:
        return head + "không có gì thay đổi."
    lines = [head + f"{len(found)} thay đổi."]
    for one in found:
        whom = f" ({one.subject_words})" if one.subject_words else ""
        lines += [
            "",
            f"{one.name}{whom}: {one.kind_words}, từ ngày {one.day:%d/%m/%Y}",
            f"  trước: {one.before}",
            f"  sau:   {one.after}",
        ]
    return "\n".join(lines)


def _book(more: list[Path]) -> Rulebook:
    if not more:
        return house()
    return read_texts([*house_texts(), *((path.name, _text(path)) for path in more)])


def _award(book: Rulebook, title: str) -> str:
    """The code for a code, a name or an abbreviation, with or without diacritics. Raises BadInput."""
    wanted = fold(title)
    for code, award in book.awards.items():
        if wanted in (code, fold(award.name), fold(award.short)):
            return code
    known = ", ".join(f"{award.short} ({code})" for code, award in book.awards.items())
    raise BadInput(
        [Problem("", say("Không có danh hiệu, hình thức “{title}”.", title=title), say("Có: {known}.", known=known))]
    )


def _day(text: str) -> date:
    parts = text.split("/")
    try:
        return date.fromisoformat("-".join(reversed(parts)) if len(parts) == 3 else text)
    except ValueError:
        raise argparse.ArgumentTypeError(f"“{text}” không phải là ngày; hãy viết 2025-06-01 hoặc 01/06/2025") from None


def _text(path: Path) -> str:
    try:
        if path.stat().st_size > LARGEST_FILE:
            raise BadInput([Problem(str(path), say("Tệp quá lớn."))])
        return path.read_text("utf-8-sig")
    except OSError as error:
        raise BadInput([Problem(str(path), say("Không đọc được tệp."), say("Hãy kiểm tra lại đường dẫn."))]) from error
    except UnicodeDecodeError as error:
        raise BadInput([Problem(str(path), say("Tệp không phải là văn bản UTF-8."))]) from error


def _told(found: Judgement) -> Iterator[str]:
    yield str(found.sentence)
    yield ""
    yield f"Quy định áp dụng: ngày {found.law_day.day:%d/%m/%Y}" + (
        f" – {found.standard.summary}" if found.standard else ""
    )
    for reason in found.law_day.reasons:
        yield f"  {reason.sentence} ({reason.citation})"
    if found.decider:
        yield f"Thẩm quyền quyết định: {found.decider.who}"
    yield ""
    yield from _tree(found.step.steps or (found.step,), "")
    for doubt in found.doubts:
        yield f"! {doubt}"


def _tree(steps: tuple[Step, ...], indent: str) -> Iterator[str]:
    for step in steps:
        source = f"  [{step.provision.citation}; {CONFIDENCES[step.provision.confidence]}]" if step.provision else ""
        yield f"{indent}{SIGNS[step.answer]} {step.sentence}{source}"
        for used in step.facts:
            yield f"{indent}    {used.name}: {used.value}" + (f" ({used.paper})" if used.paper else "")
        if step.cure and step.answer is not Answer.GRANTED and not step.steps:
            yield f"{indent}    → {step.cure}"
        yield from _tree(step.steps, indent + "  ")
