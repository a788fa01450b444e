"""Who may see the ranked table and the selection, and who does what in it."""

from thidua.selection.policies.ranking import may_see_frozen, may_see_live

__all__ = ["may_see_frozen", "may_see_live"]
