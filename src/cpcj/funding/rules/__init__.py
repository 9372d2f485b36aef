"""Rules of money, without database: amounts, rates, charges, the ledger."""
