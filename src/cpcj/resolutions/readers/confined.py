"""Running a converter on a file that may be hostile: in a process of its own, with limits.

What a crafted file can do to a converter (a page that draws itself a billion times, a table nested
ten thousand deep) cannot be seen beforehand. It happens in a process that is ended when its time is
up and that cannot take more memory than it is given.
"""

from __future__ import annotations

import subprocess
from collections.abc import Sequence

from cpcj.resolutions.source import UnreadableError


def run(command: Sequence[str], data: bytes, name: str, *, seconds: float) -> bytes:
    """Return what a converter writes about a file.

    Args:
        command: program and arguments; the program bounds its own memory.
        data: the file, given to its standard input.
        name: the file's name, for messages.
        seconds: after which the converter is ended.

    Raises:
        UnreadableError: the converter failed, or its time was up. What the converter says is given
            in the message as far as its last line.
    """
    try:
        done = subprocess.run(  # noqa: S603 - our own command, no shell
            command, input=data, capture_output=True, timeout=seconds, check=False
        )
    except subprocess.TimeoutExpired as error:
        raise UnreadableError(
            name,
            f"reading it takes more than {seconds:g} seconds, which no document of its kind does; "
            "it is damaged or made to stop its reader: save it again from the program it was "
            "written with",
        ) from error
    except OSError as error:
        raise UnreadableError(
            name, f"the converter for this kind of file cannot be started ({error.strerror})"
        ) from error
    if done.returncode:
        said = done.stderr.decode("utf-8", "replace").strip().splitlines()
        why = f" ({said[-1][:200]})" if said else ""
        raise UnreadableError(
            name,
            f"the file is damaged or too large to be read{why}; save it again from the program it "
            "was written with",
        )
    return done.stdout
