"""A budget section of an invented programme, in the three forms that sections come in."""

from __future__ import annotations

import csv
import io
import json
from dataclasses import dataclass
from typing import Any

HARBOURS = "Harbours and organized crime"
LAMPS = "Lamps against corruption"
GA, CND = "General Assembly resolutions", "Commission on Narcotic Drugs resolutions and decisions"
CCPCJ = "Commission on Crime Prevention and Criminal Justice resolutions"
SC, ECOSOC = "Security Council resolutions", "Economic and Social Council resolutions and decisions"
COP = (
    "Conference of the Parties to the United Nations Convention against Transnational "
    "Organized Crime resolutions"
)
COSP = (
    "Conference of the States Parties to the United Nations Convention against Corruption "
    "resolutions"
)
SENTENCE = "The mandate derives from Assembly resolutions 45/179 and 46/185 C."


@dataclass(frozen=True)
class Line:
    """A printed line: citations of one cell, with the symbols the publisher links them to."""

    subprogramme: str
    title: str
    source: str
    citations: tuple[str, ...]
    description: str
    symbols: tuple[str, ...] = ()

    def symbol(self, at: int) -> str:
        """Return the publisher's symbol of a citation; "" where there is none."""
        return self.symbols[at] if at < len(self.symbols) else ""


LINES = (
    Line("", "", GA, ("55/1",), "Care of lighthouses", ("A/RES/55/1",)),
    Line("", "", GA, ("60/9", "70/9"), "Keepers of lamps", ("A/RES/60/9", "A/RES/70/9")),
    Line("", "", SC, ("1373 (2001)",), "", ("S/RES/1373(2001)",)),
    Line("1", HARBOURS, COP, ("5/1",), "Quays"),
    Line("1", HARBOURS, CCPCJ, ("22/7",), "Piers"),
    Line("2", LAMPS, COSP, ("5/1", "6/1"), "Wicks"),
    Line("2", LAMPS, CND, ("55/1",), "Oil", ("A/RES/55/1",)),
    Line("2", LAMPS, CND, ("Decision 60/1",), "Frequency of lamps"),
    Line("2", LAMPS, ECOSOC, ("1966/1106 (XL)",), "Old lamps"),
)
TREATIES = (
    ("", "Conventions and protocols", "United Nations Convention against Corruption"),
    ("2", "International legal instruments", "Convention of the Keepers of Lamps of 1911"),
)


def _blocks(lines: tuple[Line, ...]) -> list[tuple[str, Any]]:
    """Return headings, bullets and tables in printed order."""
    blocks: list[tuple[str, Any]] = []
    subprogramme, source = "", ""
    for name in dict.fromkeys(line.subprogramme for line in lines):
        if name != subprogramme:
            title = next(line.title for line in lines if line.subprogramme == name)
            blocks.append(("subprogramme", (name, title)))
            subprogramme, source = name, ""
        for where, heading, treaty in TREATIES:
            if where == name:
                blocks += [("heading", heading), ("bullet", treaty)]
        for line in (one for one in lines if one.subprogramme == name):
            if line.source != source:
                blocks += [("heading", line.source), ("table", [])]
                source = line.source
            blocks[-1][1].append(line)
    return blocks


def _linked(line: Line) -> list[tuple[str, str]]:
    return [
        (citation, f"https://docs.un.org/en/{line.symbol(at)}")
        for at, citation in enumerate(line.citations)
        if line.symbol(at)
    ]


def as_table(lines: tuple[Line, ...] = LINES, *, background: bool = True) -> bytes:
    """Return the section as the publisher's table."""
    out = io.StringIO(newline="")
    writer = csv.writer(out)
    writer.writerow(
        ["Subprogramme", "Subprogramme Title", "Source", "Symbol", "Description",
         "Full Document Symbol"]
    )  # fmt: skip
    for line in lines:
        for at, citation in enumerate(line.citations):
            writer.writerow([line.subprogramme, line.title, line.source, citation,
                             line.description, line.symbol(at)])  # fmt: skip
    for number in ("45/179", "46/185") if background else ():
        writer.writerow(["", "", GA, number, SENTENCE, f"A/RES/{number}"])
    return out.getvalue().encode()


def as_tree(lines: tuple[Line, ...] = LINES, year: int = 2027) -> bytes:
    """Return the section as a tree of blocks."""
    children: list[dict[str, Any]] = [_block("paragraph-1", "16.2\tThe list below was reviewed.")]
    for kind, what in _blocks(lines):
        if kind == "subprogramme":
            children.append(_block("heading-sub-sub", f"Subprogramme {what[0]} \u2013 {what[1]}"))
        elif kind == "heading":
            children.append(_block("italic", what))
        elif kind == "bullet":
            children.append(_block("other", f"\u2022\t{what}"))
        else:
            table = [
                [
                    {"text": "; ".join(line.citations) + " ", "hyperlinks": _linked(line)},
                    {"text": line.description, "hyperlinks": []},
                ]
                for line in what
            ]
            children.append(_block("table-content", "", table=table))
    links = [[n, f"https://docs.un.org/en/A/RES/{n}"] for n in ("45/179", "46/185")]
    tree = [
        _block("heading", f"Proposed programme budget for {year}", [
            _block("heading-sub", "Mandates and background", [
                {**_block("paragraph-1", f"16.1\tLamps burn. {SENTENCE} So be it."),
                 "hyperlinks": links},
            ]),
            _block("heading-sub", "Legislative mandates", children),
        ]),
    ]  # fmt: skip
    return json.dumps(tree).encode()


def _block(
    kind: str, text: str, children: list[dict[str, Any]] | None = None, *, table: object = None
) -> dict[str, Any]:
    return {
        "block_type": kind, "text": text, "table_content": table, "hyperlinks": None,
        "children": children or [],
    }  # fmt: skip


def as_word(lines: tuple[Line, ...] = LINES, year: int = 2027) -> bytes:
    """Return the section as a Word file."""
    import docx

    document = docx.Document()
    document.sections[0].header.paragraphs[0].text = "A/81/6 (Sect. 16)"
    document.add_paragraph(f"Proposed programme budget for {year}")
    document.add_heading("Mandates and background", 1)
    paragraph = document.add_paragraph("16.1\tLamps burn. The mandate derives from Assembly "
                                       "resolutions ")  # fmt: skip
    _link(paragraph, "45/179", "https://docs.un.org/en/A/RES/45/179")
    paragraph.add_run(" and ")
    _link(paragraph, "46/185", "https://docs.un.org/en/A/RES/46/185")
    paragraph.add_run(" C. So be it.")
    document.add_heading("Legislative mandates", 1)
    document.add_paragraph("16.2\tThe list below was reviewed.")
    for kind, what in _blocks(lines):
        if kind == "subprogramme":
            document.add_heading(f"Subprogramme {what[0]}", 2)
            document.add_paragraph(what[1])
        elif kind == "heading":
            document.add_heading(what, 3)
        elif kind == "bullet":
            document.add_paragraph(f"\u2022\t{what}")
        else:
            table = document.add_table(rows=0, cols=2)
            for line in what:
                cells = table.add_row().cells
                linked = dict(_linked(line))
                for at, citation in enumerate(line.citations):
                    cells[0].paragraphs[0].add_run("; " if at else "")
                    if citation in linked:
                        _link(cells[0].paragraphs[0], citation, linked[citation])
                    else:
                        cells[0].paragraphs[0].add_run(citation)
                cells[1].text = line.description
    document.add_heading("Deliverables", 1)
    document.add_heading("General Assembly resolutions", 3)
    document.add_table(rows=1, cols=2).rows[0].cells[0].text = "99/99"
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


def _link(paragraph: Any, words: str, target: str) -> None:
    from docx.opc.constants import RELATIONSHIP_TYPE
    from docx.oxml import OxmlElement
    from docx.oxml.ns import qn

    key = paragraph.part.relate_to(target, RELATIONSHIP_TYPE.HYPERLINK, is_external=True)
    link, run, text = (OxmlElement(name) for name in ("w:hyperlink", "w:r", "w:t"))
    link.set(qn("r:id"), key)
    text.text = words
    run.append(text)
    link.append(run)
    paragraph._p.append(link)
