"""Pictures of what the register holds: pure functions from plain values to SVG.

Every picture is drawn on the server, without script or inline style, mirrored for languages written
from right to left, with a title, a description and the same figures as a table. Lengths across are
in per cent, so that words keep their size on a narrow screen; colours come from the style sheet by
class, and nothing is said by colour alone.
"""
