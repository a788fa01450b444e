"""What is stored of registering and pledging."""

from thidua.registration.models.pledges import Pledge, PledgeComment, PledgeItem, PledgeTarget
from thidua.registration.models.registrations import Override, RegisteredAward, Registration, Target, Work

__all__ = [
    "Override",
    "Pledge",
    "PledgeComment",
    "PledgeItem",
    "PledgeTarget",
    "RegisteredAward",
    "Registration",
    "Target",
    "Work",
]
