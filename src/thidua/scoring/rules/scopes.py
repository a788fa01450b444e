"""Whether a table's “not applicable for …” speaks of a given cluster. Pure. vi: phạm vi không áp dụng."""

from __future__ import annotations

import re

from thidua.core.names import fold

_FILLERS = re.compile(r"\b(?:thi dua|so|truc thuoc|toan)\b|[.,:()–-]")


def names_cluster(scope: str, code: str, name: str) -> bool:
    """`cụm 1` names the cluster with the code `cum-1`, and the one called “Cụm thi đua số 1”; `cụm 10` does not."""
    said = _plain(scope)
    return bool(said) and said in (_plain(code), _plain(name))


def _plain(text: str) -> str:
    return " ".join(_FILLERS.sub(" ", fold(text)).split())
