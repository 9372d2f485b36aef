"""An invented programme of realistic size, to look at and to be tested with.

Forty invented States, twelve invented donors, an office of roles, and three years of its work up to
today: every step is taken by the rooms' own services, by people who may take it, on the day on
which it falls, so that every law, permission and event of the log holds as in an office's years.

The same seed gives the same programme on the same day. ``words.toml`` holds its names and titles.
"""
