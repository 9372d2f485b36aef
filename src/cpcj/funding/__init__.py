"""Contributions, the ledger, rates of exchange, allocations and expenditure."""
