"""The layout that Decree 30/2020 prescribes: the only place where sizes are written.

vi: thể thức và kỹ thuật trình bày văn bản hành chính.
source: Nghị định 30/2020/NĐ-CP, Phụ lục I. Sizes in points, lengths in millimetres.
Where the decree gives a range, the size of its own sample is taken.
"""

from __future__ import annotations

from dataclasses import dataclass

from thidua.papers.model import Orientation


@dataclass(frozen=True, slots=True)
class Style:
    """How the text of one component is set."""

    size: float
    bold: bool = False
    italic: bool = False


NATIONAL_NAME_TEXT = "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM"
MOTTO_TEXT = "Độc lập - Tự do - Hạnh phúc"
DEMONSTRATION_TEXT = "DỮ LIỆU MINH HOẠ"

WORD_FONT = "Times New Roman"
PAGE_MM = (210, 297)
MARGIN_TOP_MM = MARGIN_BOTTOM_MM = 20
MARGIN_LEFT_MM = 30
MARGIN_RIGHT_MM = 15
PAGE_NUMBER_FROM_EDGE_MM = 10

NATIONAL_NAME = Style(12, bold=True)  # quốc hiệu
MOTTO = Style(13, bold=True)  # tiêu ngữ
GOVERNING_BODY = Style(12)  # cơ quan chủ quản
ISSUER = Style(12, bold=True)  # cơ quan ban hành
NUMBER = Style(13)  # số, ký hiệu
PLACE_AND_DATE = Style(13, italic=True)  # địa danh và thời gian
KIND = Style(14, bold=True)  # tên loại
SUBJECT = Style(14, bold=True)  # trích yếu
ADDRESSEES = Style(14)  # kính gửi
LEGAL_BASIS = Style(14, italic=True)  # căn cứ
BODY = Style(14)
HEADING = Style(14, bold=True)
AUTHORITY = Style(14, bold=True)  # quyền hạn, chức vụ
SIGNER_NOTE = Style(13, italic=True)
SIGNER_NAME = Style(14, bold=True)
RECIPIENTS_LABEL = Style(12, bold=True, italic=True)  # nơi nhận
RECIPIENTS = Style(11)
ANNEX_LABEL = Style(14, bold=True)  # "Phụ lục I"
ANNEX_TITLE = Style(14, bold=True)
ANNEX_REFERENCE = Style(14, italic=True)
PAGE_NUMBER = Style(14)
DEMONSTRATION = Style(12, bold=True)

FIRST_LINE_MM = 12.7
PARAGRAPH_GAP_PT = 6
BODY_LINE_SPACING = 1.15  # of single; the decree allows single to 1.5
RULE_OF_LINE = 0.36  # rules under issuer and subject: 1/3 to 1/2 of the line
ISSUER_COLUMN = 0.44  # of the text width; the rest carries the national name
CELL_PADDING_MM, CELL_PADDING_PT = 1.5, 1.5  # in tables: left and right; top and bottom
SIGNATURE_ROOM_MM = 25  # between post and name, for hand and seal


def page_mm(orientation: Orientation) -> tuple[float, float]:
    """Give width and height of the A4 page as it lies."""
    width, height = PAGE_MM
    return (height, width) if orientation is Orientation.LANDSCAPE else (width, height)


def text_width_mm(orientation: Orientation) -> float:
    """Give the width between the margins."""
    return page_mm(orientation)[0] - MARGIN_LEFT_MM - MARGIN_RIGHT_MM
