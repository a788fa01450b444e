"""One row of the table: an address, how to fill it in, and what each role gets by each verb."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

#: Everybody who signs in, by the post that makes them what they are. `outsider` holds a post that has no place in
#: any cluster of the world; `postless` held one once and holds none today.
ROLES = (
    "administrator",
    "organiser",
    "leader",
    "deputy",
    "member_head",
    "member",
    "other_member",
    "verifier",
    "observer",
    "outsider",
    "postless",
)

Status = int | tuple[int, ...]


@dataclass(frozen=True)
class Answers:
    """What each role gets."""

    named: Mapping[str, Status]
    others: Status = 404

    def of(self, role: str) -> tuple[int, ...]:
        """The statuses one role may get."""
        status = self.named.get(role, self.others)
        return status if isinstance(status, tuple) else (status,)

    def also(self, status: Status, *roles: str) -> Answers:
        """Name more roles with another status."""
        twice = set(self.named) & set(roles)
        assert not twice, f"named twice: {twice}"
        return Answers({**self.named, **only(status, *roles).named}, self.others)

    def otherwise(self, status: Status) -> Answers:
        """What all roles that are not named get."""
        return Answers(self.named, status)


def only(status: Status, *roles: str) -> Answers:
    """These roles get the status, all others 404."""
    unknown = set(roles) - set(ROLES)
    assert not unknown, f"no such role: {unknown}"
    return Answers(dict.fromkeys(roles, status))


EVERYBODY = only(200, *ROLES)
NOBODY = only(404)


def nothing(world: object) -> dict[str, Any]:
    """An address without arguments."""
    return {}


@dataclass(frozen=True)
class Row:
    """One address: its arguments from the world, and who gets what by which verb. Other verbs give 405."""

    arguments: Callable[[Any], dict[str, Any]] = nothing
    GET: Answers | None = None
    POST: Answers | None = None
    data: Mapping[str, Any] | Callable[[Any], Mapping[str, Any]] | None = None
    anonymous: int = 302

    def sent(self, world: Any) -> dict[str, Any]:
        """What POST sends."""
        return dict(self.data(world) if callable(self.data) else self.data or {})
