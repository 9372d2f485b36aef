"""Numbers in Arabic as United Nations documents print them: 1 234 567,89."""

DECIMAL_SEPARATOR = ","
# Between figures, a no-break space keeps the run in one direction.
THOUSAND_SEPARATOR = "\xa0"
NUMBER_GROUPING = 3
