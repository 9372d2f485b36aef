"""What the library gives by name is there, and is loaded only when it is used."""

from __future__ import annotations

import os
import subprocess
import sys

import pytest

import cpcj.resolutions


@pytest.mark.parametrize("name", cpcj.resolutions.__all__)
def test_every_name_is_there(name: str) -> None:
    assert getattr(cpcj.resolutions, name).__module__.startswith("cpcj.resolutions")


def test_unknown_name_is_an_attribute_error() -> None:
    with pytest.raises(AttributeError, match="no attribute 'nonsense'"):
        cpcj.resolutions.nonsense  # noqa: B018


def test_importing_the_model_loads_no_converter() -> None:
    program = (
        "import sys, cpcj.resolutions.model;"
        "print([name for name in ('docx', 'lxml', 're2', 'pypandoc') if name in sys.modules])"
    )
    result = subprocess.run(
        [sys.executable, "-c", program],
        capture_output=True,
        text=True,
        check=True,
        env={**os.environ, "PYTHONPATH": os.pathsep.join(sys.path)},
    )
    assert result.stdout.strip() == "[]"
