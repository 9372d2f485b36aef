"""How a benchmark tells its figures."""

from __future__ import annotations

import json
from collections.abc import Mapping


def tell(result: Mapping[str, object], *, as_json: bool) -> None:
    """Print figures for people, a line each, or as one line of JSON."""
    if as_json:
        print(json.dumps(result))
        return
    for key, value in result.items():
        print(f"{key:>14}: {value}")
