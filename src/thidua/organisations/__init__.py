"""Units with their lineage, people with dated posts, clusters with dated members and offices. vi: tổ chức."""
