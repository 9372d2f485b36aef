"""Why a deed of this room cannot be done."""

from __future__ import annotations


class RefusedError(ValueError):
    """A deed that cannot be done; the code says why.

    Attributes:
        code: "closed" (the campaign is), "not_open" (it was not yet), "anonymous" (somebody without
            a name cannot agree to be named), "ends_before", "invited" (nobody is left to invite),
            "own" (who recorded a request does not decide about it), "nothing", "more" (than is
            committed for the State).
    """

    def __init__(self, code: str) -> None:
        """Keep the code."""
        self.code = code
        super().__init__(code)
