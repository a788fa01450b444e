"""The use cases of ranking and selecting."""

from thidua.selection.services.ranking import compose_consolidated, issue_consolidated, may_issue_consolidated

__all__ = ["compose_consolidated", "issue_consolidated", "may_issue_consolidated"]
