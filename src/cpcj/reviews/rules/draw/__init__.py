"""The draw of lots: who is reviewed when and by whom, from published inputs and a seed.

::

    given = read_inputs(Path("draw.json").read_bytes())
    result = draw(given)                # the same inputs give the same result
    broken = check(given, result)       # an independent look at every constraint; () where all hold
"""

from cpcj.reviews.rules.draw.checking import Breach, check
from cpcj.reviews.rules.draw.drawing import draw
from cpcj.reviews.rules.draw.inputs import (
    Candidate,
    DrawInputError,
    Inputs,
    Kind,
    Limits,
    read_inputs,
)
from cpcj.reviews.rules.draw.result import Clash, Pair, Result

__all__ = [
    "Breach",
    "Candidate",
    "Clash",
    "DrawInputError",
    "Inputs",
    "Kind",
    "Limits",
    "Pair",
    "Result",
    "check",
    "draw",
    "read_inputs",
]
