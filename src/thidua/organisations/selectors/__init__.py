"""Reads: units, people, clusters."""

from thidua.organisations.selectors.clusters import (
    all_clusters,
    clusters_of,
    delegations_of,
    get_cluster_for,
    get_delegation_for,
    get_membership_for,
    get_office_for,
    memberships_of,
    offices_of,
    places_in_clusters,
    with_members,
)

__all__ = [
    "all_clusters",
    "clusters_of",
    "delegations_of",
    "get_cluster_for",
    "get_delegation_for",
    "get_membership_for",
    "get_office_for",
    "memberships_of",
    "offices_of",
    "places_in_clusters",
    "with_members",
]
