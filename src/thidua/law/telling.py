"""A judgement as plain data, for JSON and for keeping; and the JSON schema of it. Words are Vietnamese, finished."""

from __future__ import annotations

from typing import Any

from thidua.core.findings import Reason
from thidua.law.judge import Judgement
from thidua.law.provenance import Provision
from thidua.law.steps import CAUSES, Step, Used

ANSWERS = ("granted", "refused", "undetermined")
CONFIDENCE_CODES = ("seen", "confirmed", "secondhand", "recalled", "uncertain")


def judgement_to_plain(found: Judgement, fingerprint: str = "") -> dict[str, Any]:
    """Everything of a judgement: answer, sentence, reasons, law, doubts, decider, facts used and the trace."""
    plain: dict[str, Any] = {
        "award": found.award,
        "answer": found.answer.value,
        "cause": found.cause,
        "sentence": str(found.sentence),
        "reasons": [_reason(one) for one in found.finding.reasons[1:]],
        "standard": found.standard.code if found.standard else "",
        "law_day": found.law_day.day.isoformat(),
        "law_day_reasons": [_reason(one) for one in found.law_day.reasons],
        "decider": found.decider.who if found.decider else "",
        "confidence": found.confidence,
        "doubts": [str(one) for one in found.doubts],
        "trace": step_to_plain(found.step),
    }
    return plain | ({"rulebook": fingerprint} if fingerprint else {})


def step_to_plain(step: Step) -> dict[str, Any]:
    """One step of the trace with those under it."""
    return {
        "kind": step.kind,
        "answer": step.answer.value,
        "cause": step.cause,
        "year": step.year,
        "sentence": str(step.sentence),
        "cure": str(step.cure) if step.cure else "",
        "mendable": step.mendable,
        "provision": _provision(step.provision),
        "facts": [_used(one) for one in step.facts],
        "steps": [step_to_plain(one) for one in step.steps],
    }


def _reason(reason: Reason) -> dict[str, str]:
    return {
        "sentence": str(reason.sentence),
        "cure": str(reason.cure) if reason.cure else "",
        "source": str(reason.citation) if reason.citation else "",
    }


def _provision(provision: Provision | None) -> dict[str, str] | None:
    if provision is None:
        return None
    return {
        "instrument": provision.instrument,
        "place": provision.citation.place,
        "source": str(provision.citation),
        "confidence": provision.confidence,
    }


def _used(used: Used) -> dict[str, str]:
    return {"name": str(used.name), "value": str(used.value), "paper": used.paper}


def answer_schema() -> dict[str, Any]:
    """The JSON schema of what `judgement_to_plain` gives."""
    text = {"type": "string"}
    reason = _object({"sentence": text, "cure": text, "source": text})
    provision = _object(
        {"instrument": text, "place": text, "source": text, "confidence": {"enum": list(CONFIDENCE_CODES)}}
    )
    step = _object(
        {
            "kind": text,
            "answer": {"enum": list(ANSWERS)},
            "cause": {"enum": ["", *CAUSES]},
            "year": {"type": "integer"},
            "sentence": text,
            "cure": text,
            "mendable": {"type": "boolean"},
            "provision": {"anyOf": [provision, {"type": "null"}]},
            "facts": _array(_object({"name": text, "value": text, "paper": text})),
            "steps": _array({"$ref": "#/$defs/step"}),
        }
    )
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": "Kết luận về một danh hiệu hoặc hình thức khen thưởng",
        "$defs": {"step": step},
        **_object(
            {
                "award": text,
                "answer": {"enum": list(ANSWERS)},
                "cause": {
                    "enum": ["", *CAUSES],
                    "description": "vì sao chưa kết luận: chờ kết luận, thiếu văn bản, thiếu dữ kiện",
                },
                "sentence": {**text, "description": "câu để đọc tại cuộc họp"},
                "reasons": _array(reason),
                "standard": {**text, "description": "mã tiêu chuẩn được áp dụng; trống: không có"},
                "law_day": {**text, "format": "date", "description": "ngày có quy định được áp dụng"},
                "law_day_reasons": _array(reason),
                "decider": {**text, "description": "thẩm quyền quyết định; trống: chưa rõ"},
                "confidence": {"enum": list(CONFIDENCE_CODES)},
                "doubts": _array(text),
                "trace": {"$ref": "#/$defs/step"},
                "rulebook": {**text, "description": "dấu vân của bộ quy định"},
            },
            optional=("rulebook",),
        ),
    }


def _object(properties: dict[str, Any], optional: tuple[str, ...] = ()) -> dict[str, Any]:
    needed = [key for key in properties if key not in optional]
    return {"type": "object", "properties": properties, "required": needed, "additionalProperties": False}


def _array(items: dict[str, Any]) -> dict[str, Any]:
    return {"type": "array", "items": items}
