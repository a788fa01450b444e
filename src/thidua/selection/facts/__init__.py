"""From rows to what the clause reads, and what other rooms read of the outcome."""
