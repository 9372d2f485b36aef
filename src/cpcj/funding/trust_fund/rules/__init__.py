"""Rules of grants as pure functions and tables: eligibility, scores, what is withheld, counts."""
