"""Fields and database constraints of scoring, one module a noun."""

from thidua.scoring.models.agreement import Circulation, Objection, ObjectionSignature, Receipt
from thidua.scoring.models.evidence import Evidence, EvidenceUse
from thidua.scoring.models.sheet import Line, Sheet, SheetOpening, VerificationAct
from thidua.scoring.models.table import AcceptedCheck, CriteriaTable, Criterion, NotApplicable

__all__ = [
    "AcceptedCheck",
    "Circulation",
    "CriteriaTable",
    "Criterion",
    "Evidence",
    "EvidenceUse",
    "Line",
    "NotApplicable",
    "Objection",
    "ObjectionSignature",
    "Receipt",
    "Sheet",
    "SheetOpening",
    "VerificationAct",
]
