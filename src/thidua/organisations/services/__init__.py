"""Use cases: units and their reorganisation, people and posts, accounts, clusters, delegations."""

from thidua.organisations.services.accounts import close_account, make_account, open_account, reset_password
from thidua.organisations.services.beginning import begin
from thidua.organisations.services.clusters import (
    add_member,
    change_organiser,
    correct_cluster,
    create_cluster,
    end_membership,
    end_office,
    set_office,
)
from thidua.organisations.services.delegations import delegate, withdraw_delegation
from thidua.organisations.services.identity import correct_identity, merge_people, undo_merge
from thidua.organisations.services.people import add_person, correct_person, end_post, give_post
from thidua.organisations.services.reorganisations import abolish_unit, merge_units, split_unit, undo_reorganisation
from thidua.organisations.services.units import NewUnit, add_unit, move_unit, rename_unit

__all__ = [
    "NewUnit",
    "abolish_unit",
    "add_member",
    "add_person",
    "add_unit",
    "begin",
    "change_organiser",
    "close_account",
    "correct_cluster",
    "correct_identity",
    "correct_person",
    "create_cluster",
    "delegate",
    "end_membership",
    "end_office",
    "end_post",
    "give_post",
    "make_account",
    "merge_people",
    "merge_units",
    "move_unit",
    "open_account",
    "rename_unit",
    "reset_password",
    "set_office",
    "split_unit",
    "undo_merge",
    "undo_reorganisation",
    "withdraw_delegation",
]
