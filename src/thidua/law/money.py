"""What an award is worth in đồng on the day of its decision, and which of several given at one time are paid. Pure.

Exact decimals only: the multiple of the award times the base salary of that day, rounded up to tens of thousands.
vi: mức tiền thưởng. source: domain/law.md §6; NĐ 91/2017 Điều 66, 68; NĐ 98/2023; NĐ 152/2025.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import ROUND_CEILING, Decimal, localcontext

from thidua.core.days import Period
from thidua.core.findings import Answer, Finding, Reason
from thidua.core.numbers import format_number
from thidua.core.text import Text, say
from thidua.law.model import Award, BaseSalary, Multiple
from thidua.law.provenance import Provision
from thidua.law.rulebook import Rulebook

#: Amounts are rounded up to whole steps of so many đồng.
STEP = Decimal(10_000)
#: Enough digits for every sum of the shapes (amounts to 10^15), so nothing is ever rounded on the way.
DIGITS = 60
CHECK = say("Hãy đối chiếu với văn bản gốc và bổ sung mức tiền thưởng.")


@dataclass(frozen=True, slots=True, kw_only=True)
class Reward:
    """What one award is worth: `amount` in đồng, the multiple and the base salary it comes from, and where both stand.

    `amount` is None where the finding is undetermined. `at_most`: a limit, the payer may give less. `by`: who gives it,
    where their amount is another. vi: tiền thưởng.
    """

    award: str
    subject: str
    decided_on: date
    finding: Finding
    by: str = ""
    amount: Decimal | None = None
    multiple: Decimal | None = None
    base: Decimal | None = None
    at_most: bool = False
    provisions: tuple[Provision, ...] = ()

    @property
    def sentence(self) -> Text:
        """The sum in one sentence, or what is not known."""
        return self.finding.reasons[0].sentence

    @property
    def doubts(self) -> tuple[Text, ...]:
        """Provisions the sum rests on whose text nobody here has compared."""
        unsure = [one for one in self.provisions if not one.is_sure]
        return tuple(say("{law}: {how}.", law=str(one.citation), how=one.confidence_words) for one in unsure)


@dataclass(frozen=True, slots=True, kw_only=True)
class Given:
    """An award given to somebody: for which time, and which achievement where several are told apart.

    vi: danh hiệu, hình thức đã có quyết định.
    """

    award: str
    subject: str
    decided_on: date
    period: Period
    achievement: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Payment:
    """One award given beside others: its own reward, and whether it is paid beside the others. vi: khoản chi thưởng."""

    given: Given
    reward: Reward
    finding: Finding

    @property
    def amount(self) -> Decimal | None:
        """What is paid in đồng: nothing for one that gives way to a higher, None where it is not known."""
        if self.finding.answer is Answer.REFUSED:
            return Decimal(0)
        return self.reward.amount if self.finding else None


def reward(book: Rulebook, award: str, subject: str, decided_on: date, by: str = "") -> Reward:
    """What an award is worth by a decision of that day: rounded up, never below multiple times base salary.

    `by` is one of `own_amounts`, where whoever gives it has an amount of their own.

    Undetermined, with the reason, where no multiple or no base salary is known for the day. Raises KeyError for an
    award that is not in the catalogue. vi: mức tiền thưởng. source: NĐ 91/2017 Điều 68–74; NĐ 98/2023 Điều 54–58.
    """
    found = book.awards[award]
    multiple = _multiple_on(book, award, subject, decided_on, by)
    base = next((one for one in book.parts.salaries if decided_on in one.period), None)
    if multiple is None or base is None:
        finding = _unknown(found, subject, decided_on, by, salary=multiple is not None)
        return Reward(award=award, subject=subject, decided_on=decided_on, finding=finding, by=by)
    product, amount = worth(multiple.times, base.amount)
    provisions = (book.seen(multiple.provision), book.seen(base.provision))
    reasons = (
        Reason(_sum(found, subject, multiple, base, product, amount), None, provisions[0].citation),
        Reason(say("mức lương cơ sở {base} đồng", base=dong(base.amount)), None, provisions[1].citation),
    )
    return Reward(
        award=award,
        subject=subject,
        decided_on=decided_on,
        finding=Finding(Answer.GRANTED, reasons),
        by=by,
        amount=amount,
        multiple=multiple.times,
        base=base.amount,
        at_most=multiple.at_most,
        provisions=provisions,
    )


def own_amounts(book: Rulebook, award: str, subject: str) -> tuple[str, ...]:
    """Those who give an award with an amount of their own, on any day. vi: người tặng có mức riêng."""
    about = (one.by for one in book.parts.multiples if one.award == award and one.subject == subject and one.by)
    return tuple(dict.fromkeys(about))


def rewards(book: Rulebook, given: Sequence[Given]) -> tuple[Payment, ...]:
    """Which awards given to one recipient AT ONE TIME are paid, in the order they came; each with its reason.

    Of several titles (or several forms) for the same time and achievement only the highest is paid; for different
    times or achievements each is; a title and a form are both paid. Where an amount that must be compared is not
    known, none of them can be told. Raises KeyError for an award that is not in the catalogue.
    vi: nguyên tắc tính tiền thưởng. source: NĐ 91/2017 khoản 2 Điều 66; domain/law.md §6, §5 X8.
    """
    worths = [reward(book, one.award, one.subject, one.decided_on) for one in given]
    groups: dict[tuple[object, ...], list[int]] = {}
    for place, one in enumerate(given):
        key = (book.awards[one.award].kind, one.subject, one.period, one.achievement)
        groups.setdefault(key, []).append(place)
    findings = {
        place: finding
        for places in groups.values()
        for place, finding in zip(places, _among(book, [worths[place] for place in places]), strict=True)
    }
    return tuple(Payment(given=one, reward=worths[place], finding=findings[place]) for place, one in enumerate(given))


def worth(times: Decimal, base: Decimal) -> tuple[Decimal, Decimal]:
    """Multiple times base salary, exactly, and that rounded up to tens of thousands; both in đồng."""
    with localcontext() as context:
        context.prec = DIGITS
        product = times * base
        return product, (product / STEP).to_integral_value(ROUND_CEILING) * STEP


def dong(amount: Decimal) -> str:
    """An amount as offices print it: 2.530.000; what is below a đồng after a comma."""
    whole, _, rest = format_number(amount).partition(",")
    grouped = f"{int(whole):,}".replace(",", ".")
    return f"{grouped},{rest}" if rest else grouped


def _multiple_on(book: Rulebook, award: str, subject: str, day: date, by: str) -> Multiple | None:
    wanted = (award, subject, by)
    fitting = (one for one in book.parts.multiples if (one.award, one.subject, one.by) == wanted)
    return next((one for one in fitting if day in one.period), None)


def _unknown(award: Award, subject: str, day: date, by: str, *, salary: bool) -> Finding:
    told = {"award": _named(award, subject, by), "day": day}
    if salary:
        sentence = say("Chưa có mức lương cơ sở ngày {day} để tính tiền thưởng {award}.", **told)
    else:
        sentence = say("Chưa có mức tiền thưởng {award} theo quy định ngày {day}.", **told)
    return Finding(Answer.UNDETERMINED, (Reason(sentence, CHECK),))


def _named(award: Award, subject: str, by: str = "") -> Text:
    if by:
        return say("{award}, do {by} tặng", award=_named(award, subject), by=by)
    if subject == "person":
        return say("{award} (cá nhân)", award=award.name)
    return say("{award} (tập thể)", award=award.name)


def _sum(award: Award, subject: str, multiple: Multiple, base: BaseSalary, product: Decimal, amount: Decimal) -> Text:
    told: dict[str, object] = {
        "award": _named(award, subject, multiple.by), "times": multiple.times,
        "base": dong(base.amount), "product": dong(product), "amount": dong(amount),
    }  # fmt: skip
    if multiple.at_most and product != amount:
        return say(
            "{award}: không quá {times} lần mức lương cơ sở {base} đồng, bằng {product} đồng, "
            "làm tròn lên hàng chục nghìn là {amount} đồng.",
            **told,
        )
    if multiple.at_most:
        return say("{award}: không quá {times} lần mức lương cơ sở {base} đồng, bằng {amount} đồng.", **told)
    if product != amount:
        return say(
            "{award}: {times} lần mức lương cơ sở {base} đồng, bằng {product} đồng, "
            "làm tròn lên hàng chục nghìn là {amount} đồng.",
            **told,
        )
    return say("{award}: {times} lần mức lương cơ sở {base} đồng, bằng {amount} đồng.", **told)


def _among(book: Rulebook, worths: Sequence[Reward]) -> Iterable[Finding]:
    """Which of the awards for one time and achievement is paid: the highest, the first of equals."""
    if len(worths) == 1:
        return [worths[0].finding]
    if not all(one.finding for one in worths):
        sentence = say("Chưa so sánh được mức thưởng của các danh hiệu, hình thức cùng thời gian, cùng thành tích.")
        return [Finding(Answer.UNDETERMINED, (Reason(sentence, CHECK),)) for _ in worths]
    highest = max(range(len(worths)), key=lambda place: (worths[place].amount or 0, -place))
    top = worths[highest]
    gives_way = say(
        "Cùng thời gian, cùng thành tích chỉ thưởng mức cao nhất: {award}.",
        award=_named(book.awards[top.award], top.subject),
    )
    citation = top.provisions[0].citation
    return [
        one.finding if place == highest else Finding(Answer.REFUSED, (Reason(gives_way, None, citation),))
        for place, one in enumerate(worths)
    ]
