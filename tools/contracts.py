"""One kind of import contract of our own: a room that may import a closed list and nothing else."""

from __future__ import annotations

import sys

from grimp import ImportGraph
from importlinter import Contract, ContractCheck, fields, output


class OnlyContract(Contract):
    """A room may import itself, Python's standard library, and what `allowed` names.

    A list of what is forbidden forgets the package somebody adds tomorrow; a list of what is allowed does not.
    """

    type_name = "only"

    room = fields.StringField()
    allowed = fields.ListField(subfield=fields.StringField())

    def check(self, graph: ImportGraph, verbose: bool) -> ContractCheck:  # noqa: ARG002  (the linter's signature)
        """Every import of the room that the list does not name."""
        room = str(self.room)
        if room not in graph.modules:
            return ContractCheck(kept=True, warnings=[f"{room} is not built yet."])
        allowed = [room, *map(str, self.allowed)]  # type: ignore[call-overload]
        strangers = []
        for module in sorted({room, *graph.find_descendants(room)}):
            for imported in sorted(graph.find_modules_directly_imported_by(module)):
                if not _named(imported, allowed):
                    strangers.append((module, imported))
        return ContractCheck(kept=not strangers, metadata={"strangers": strangers})

    def render_broken_contract(self, check: ContractCheck) -> None:
        """Who imports whom."""
        for module, imported in check.metadata["strangers"]:
            output.print_error(f"{module} is not allowed to import {imported}")


def _named(imported: str, allowed: list[str]) -> bool:
    if imported.partition(".")[0] in sys.stdlib_module_names:
        return True
    return any(imported == one or imported.startswith(f"{one}.") for one in allowed)


if __name__ == "__main__":
    from importlinter.cli import lint_imports

    sys.exit(lint_imports(no_cache=True, no_logo=True))
