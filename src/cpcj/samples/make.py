"""Make the sample files that are not plain text from the texts in ``sources/``.

Run as ``python -m cpcj.samples.make``. The files made are kept beside the plain ones, so that
nobody has to make them again to use them; this program says how they came about. The same sources
give the same files as long as the converters stay the same.

A source is a text in Markdown with the facts of the masthead before it. An adoption line stands
between ``:::adoption`` and ``:::``.
"""

from __future__ import annotations

import os
import re
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple

import pypandoc
import typst

HERE = Path(__file__).parent
_EPOCH = "1387324800"  # 18 December 2013: the date that goes into the files made
_MARKDOWN = "markdown-smart-yaml_metadata_block"
_TAB = "`<w:r><w:tab/></w:r>`{=openxml}"
_ADOPTION = re.compile(r"^:::adoption\n(.*?)\n:::$", re.DOTALL | re.MULTILINE)
_LABEL = re.compile(r"^ *(\d{1,2}\.|\([a-z]+\)) ", re.MULTILINE)
_NOTE = re.compile(r"^\[\^(\d+)\]: (.+)$", re.MULTILINE)
_ITALIC = re.compile(r"\*([^*]+)\*")


class Sample(NamedTuple):
    """A source: the facts of its masthead, and its text in Markdown."""

    front: dict[str, str]
    text: str


def read_sample(path: Path) -> Sample:
    """Return a source."""
    _, head, text = path.read_text(encoding="utf-8").split("---\n", 2)
    front = dict(line.split(": ", 1) for line in head.strip().splitlines())
    return Sample({key: value.strip('"') for key, value in front.items()}, text.strip())


def word(sample: Sample) -> bytes:
    """Return a Word file: masthead in a table, numbers typed and followed by a tab."""
    text = _typed_numbers(sample.text, _TAB)
    return _convert(f"{_table(sample.front)}\n\n{_title(sample.front)}\n\n{text}", "docx")


def open_document(sample: Sample) -> bytes:
    """Return an OpenDocument text: numbers and letters made by the program's own lists."""
    return _convert(f"{_table(sample.front)}\n\n{_title(sample.front)}\n\n{sample.text}", "odt")


def page(sample: Sample) -> bytes:
    """Return a web page: numbers typed, footnotes at its end with links there and back."""
    text = _typed_numbers(sample.text, "&nbsp;")
    return _convert(f"{_lines(sample.front)}\n\n{_title(sample.front)}\n\n{text}", "html")


def printed(sample: Sample) -> bytes:
    """Return a PDF of the printed page."""
    notes = dict(_NOTE.findall(sample.text))
    text = _NOTE.sub("", sample.text).strip()
    text = _ADOPTION.sub(
        lambda found: "#align(right)[_" + found[1].replace("\n", "_ \\\n _") + "_]", text
    )
    text = re.sub(r"[@<]", r"\\\g<0>", text)
    text = _ITALIC.sub(r"_\1_", text)
    text = _LABEL.sub(r"#[\1]#h(1.1em)", text)
    seen: set[str] = set()

    def note(found: re.Match[str]) -> str:
        mark = found[1]
        if mark in seen:
            return f"#footnote(<n{mark}>)"
        seen.add(mark)
        words = _ITALIC.sub(r"_\1_", notes[mark])
        return f"#footnote[{words}]<n{mark}>"

    text = re.sub(r"\[\^(\d+)\]", note, text)
    facts = ", ".join(f'{key}: "{value}"' for key, value in sample.front.items())
    template = (HERE / "resolution.typ").read_text(encoding="utf-8")
    source = f"{template}\n#show: body => resolution(({facts}), body)\n\n{text}\n"
    return typst.compile(source.encode(), format="pdf", ignore_system_fonts=True)


def _typed_numbers(text: str, gap: str) -> str:
    """Return the text with its numbers as words, so that no list is made of them."""
    return _LABEL.sub(lambda found: re.sub(r"([.()])", r"\\\1", found[1]) + gap, text)


def _table(front: dict[str, str]) -> str:
    """Return the masthead as a table of two columns."""
    head = [("United Nations", front["symbol"])]
    below = [("", line) for line in _distribution(front).split("<br>")]
    below[0] = (f"**{front['organ']}**", below[0][1])
    spaced = [row for line in below for row in (line, ("", ""))][:-1]
    rule = f"+{'-' * 46}+{'-' * 46}+"
    rows = ["\n".join(f"| {a:<44} | {b:<44} |" for a, b in part) for part in (head, spaced)]
    return "\n".join((rule, rows[0], rule, rows[1], rule)) + f"\n\n{_session(front)}"


def _lines(front: dict[str, str]) -> str:
    """Return the masthead as paragraphs."""
    parts = (front["symbol"], f"**{front['organ']}**", _distribution(front))
    return "\n\n".join(("United Nations", *parts, _session(front)))


def _distribution(front: dict[str, str]) -> str:
    language = f"<br>Original: {front['language']}" if "language" in front else ""
    return f"Distr.: {front['distribution']}<br>{front['date']}{language}"


def _session(front: dict[str, str]) -> str:
    """Return session, committee and agenda item, each a paragraph."""
    names = ("session", "committee", "agenda_item", "agenda_title")
    return "\n\n".join(front[name] for name in names if name in front)


def _title(front: dict[str, str]) -> str:
    """Return what stands between the masthead and the enacting words."""
    if "sponsors" in front:
        return f"{front['sponsors']}\n\n# {front['title']} {{.unnumbered}}"
    title = f"# {front['number']}. {front['title']}"
    return f"**{front['adopted']}**\n\n*{front['origin'].replace('[', chr(92) + '[')}*\n\n{title}"


def _convert(markdown: str, to: str) -> bytes:
    """Return Markdown in another form, made by pandoc."""
    text = _ADOPTION.sub(lambda found: "*" + found[1].replace("\n", "*\\\n*") + "*", markdown)
    command = [pypandoc.get_pandoc_path(), "-f", _MARKDOWN, "-t", to, "-s", "-o", "-"]
    command += ["--metadata", "title= ", "--metadata", "lang=en"]
    return subprocess.run(  # noqa: S603 - our own command, no shell
        command,
        input=text.encode(),
        capture_output=True,
        check=True,
        env={**os.environ, "SOURCE_DATE_EPOCH": _EPOCH},
    ).stdout


FORMS: dict[str, tuple[str, Callable[[Sample], bytes]]] = {
    "A_RES_68_9002": (".docx", word),
    "E_RES_2014_9001": (".odt", open_document),
    "A_C.3_69_L.9001": (".html", page),
    "A_RES_69_9001": (".pdf", printed),
}
"""Which form each source is made into."""


def main(folder: Path) -> None:
    """Make every file of :data:`FORMS` in a folder."""
    for stem, (suffix, make) in FORMS.items():
        sample = read_sample(HERE / "sources" / f"{stem}.md")
        (folder / f"{stem}{suffix}").write_bytes(make(sample))


if __name__ == "__main__":
    main(Path(sys.argv[1]) if len(sys.argv) > 1 else HERE / "texts")
