"""Dates and numbers in Arabic as United Nations documents print them: 1 234 567,89."""

DATE_FORMAT = "j F Y"
SHORT_DATE_FORMAT = "j M Y"
DATETIME_FORMAT = "j F Y، H:i"
MONTH_DAY_FORMAT = "j F"
YEAR_MONTH_FORMAT = "F Y"

DECIMAL_SEPARATOR = ","
# Between figures, a no-break space keeps the run in one direction.
THOUSAND_SEPARATOR = "\xa0"
NUMBER_GROUPING = 3
