"""The open part of the register to take away: bulk files built every night, and a feed of changes.

``tables`` says what the files are, ``building`` writes them, ``package`` describes them (as a
Frictionless Data Package), ``folders`` says where they stand, ``jobs`` builds them later.
"""
