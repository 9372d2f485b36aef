"""The program's own templates: the words of each kind, made into a Word file in a language."""

from __future__ import annotations

import io
from functools import lru_cache
from typing import TYPE_CHECKING, Any, Final, NamedTuple

import docx
from django.utils.translation import get_language_info, override
from django.utils.translation import gettext_lazy as _
from docx.oxml.ns import qn
from docx.oxml.parser import OxmlElement
from docx.shared import Cm, Pt, RGBColor

from cpcj.documents.contents import Kind

if TYPE_CHECKING:
    from django.utils.functional import _StrPromise
    from docx.document import Document as WordFile

    Words = str | _StrPromise


class Table(NamedTuple):
    """A table with a heading above it, and a column for each place, named in words."""

    heading: Words
    columns: tuple[tuple[Words, str], ...]


class Head(NamedTuple):
    """A heading of a part."""

    words: Words


_RESULTS: Final = Table(
    _("Results"),
    (
        (_("Result"), "{results.result}"),
        (_("Indicator"), "{results.indicator}"),
        (_("Baseline"), "{results.baseline}"),
        (_("Target"), "{results.target}"),
        (_("Reached"), "{results.actual}"),
    ),
)
_ACTIVITIES: Final = Table(
    _("Activities"),
    (
        (_("Code"), "{activities.code}"),
        (_("Activity"), "{activities.title}"),
        (_("Status"), "{activities.status}"),
        (_("Countries"), "{activities.countries}"),
        (_("Dates"), "{activities.dates}"),
    ),
)

_PARTS: Final[dict[Kind, tuple[Words | Head | Table, ...]]] = {
    Kind.REQUEST_ACKNOWLEDGEMENT: (
        _("Reference: {number}"),
        _("To the Government of {state}"),
        _("We have the honour to acknowledge receipt, on {received}, of your request “{title}”."),
        _("It was entered as {number} and concerns: {topics}."),
        _(
            "It is being assessed. You can expect an answer by {answer_by}; while we await "
            "information from you, this time does not run."
        ),
        _("Officer responsible: {officer}"),
        "{acknowledged}",
    ),
    Kind.DONOR_ACKNOWLEDGEMENT: (
        _("Reference: {contribution}"),
        _("To {donor}"),
        _("We acknowledge with gratitude the receipt, on {received}, of {amount} ({dollars})."),
        _("It was received under the contribution “{title}”."),
        _("Purpose: {purpose}"),
    ),
    Kind.PROJECT_DOCUMENT: (
        _("Project {code}: {title}"),
        _("Programme: {programme}"),
        _("Status: {status}"),
        _("Duration: from {starts} to {ends}"),
        _("Countries: {countries}"),
        _("Mandates: {mandates}"),
        Head(_("What it is for")),
        "{summary}",
        Table(_("Partners"), ((_("Name"), "{partners.name}"), (_("Part"), "{partners.role}"))),
        _RESULTS,
        _ACTIVITIES,
        Table(_("Budget"), ((_("Item"), "{budget.item}"), (_("Amount"), "{budget.amount}"))),
        _("Budget in all: {total}"),
        _("Made on {made}"),
    ),
    Kind.DONOR_REPORT: (
        _("To {donor}"),
        _("Contribution {contribution}: {title}, agreed on {agreed}, {amount}"),
        _("All amounts are as of {as_of}."),
        Head(_("Money")),
        _("Received: {received}"),
        _("Spent: {spent}"),
        _("Programme support cost: {support_cost}"),
        _("Not yet allocated: {available}"),
        Table(
            _("By project"),
            (
                (_("Project"), "{spending.project}"),
                (_("Allocated"), "{spending.allocated}"),
                (_("Committed"), "{spending.committed}"),
                (_("Spent"), "{spending.spent}"),
            ),
        ),
        _ACTIVITIES,
        _RESULTS,
    ),
    Kind.GRANT_AGREEMENT: (
        _("Agreement {number}"),
        _("{fund} ({call})"),
        _("Between the Fund and {grantee}, {address}, {place}, {state}; {contact}"),
        _("1. A grant of {amount} is awarded on {awarded} for “{title}”, from {starts} to {ends}."),
        _(
            "2. It is paid in instalments. An instalment after the first is paid once the report "
            "on the one before it is accepted."
        ),
        Table(
            _("Instalments"),
            (
                (_("Number"), "{instalments.number}"),
                (_("Due"), "{instalments.due}"),
                (_("Amount"), "{instalments.amount}"),
            ),
        ),
        Table(
            _("Reports that the grantee gives"),
            ((_("Report"), "{reports.title}"), (_("Due"), "{reports.due}")),
        ),
        _(
            "3. A report says in words and figures what was done, and how many victims were "
            "assisted, by sex, age and kind of aid, and names none of them."
        ),
        _("For the Fund: ______________________ For the grantee: ______________________"),
    ),
    Kind.ARREARS_NOTICE: (
        _("Notice {number}"),
        _("To the Government of {member}"),
        _(
            "According to our records, assessed contributions of {total} to the African Institute "
            "were past due on {as_of}."
        ),
        Table(
            _("By assessment"),
            (
                (_("Assessment"), "{lines.year}"),
                (_("Due on"), "{lines.due}"),
                (_("Assessed"), "{lines.assessed}"),
                (_("Outstanding"), "{lines.owing}"),
                (_("Age"), "{lines.age}"),
            ),
        ),
        _(
            "We should be grateful for a payment of all or part of them. While arrears remain, "
            "the next notice is due on {pay_by}."
        ),
    ),
    Kind.STATE_ANSWERS: (
        _("State: {state}"),
        _("As of {as_of}; participation in treaties as known on {known_on}."),
        "{summary}",
        Table(
            _("Duties that follow from treaties"),
            (
                (_("Instrument"), "{duties.instrument}"),
                (_("Article"), "{duties.article}"),
                (_("Duty"), "{duties.words}"),
                (_("Since"), "{duties.since}"),
                (_("Answer"), "{duties.answer}"),
            ),
        ),
        Table(
            _("Mandates"),
            (
                (_("Paragraph"), "{mandates.place}"),
                (_("Words"), "{mandates.words}"),
                (_("Asked"), "{mandates.basis}"),
                (_("Answer"), "{mandates.answer}"),
            ),
        ),
        "{rest}",
        _(
            "“No answer known” says that the register holds none, not that none was made. Reviews "
            "and requests are not in this document."
        ),
    ),
}

_LATIN_FONT: Final = "Arial"
_FONTS: Final = {"w:cs": "Arial", "w:eastAsia": "SimSun"}


@lru_cache(maxsize=64)
def standard_template(kind: Kind, language: str) -> bytes:
    """Return the program's own template of a kind in a language of the interface."""
    rtl = bool(get_language_info(language)["bidi"])
    with override(language):
        file = docx.Document()
        _page(file, language, str(kind.label), rtl=rtl)
        file.add_heading(str(kind.label), level=1)
        for part in _PARTS[kind]:
            if isinstance(part, Table):
                file.add_heading(str(part.heading), level=2)
                _table(file, part, rtl=rtl)
            elif isinstance(part, Head):
                file.add_heading(str(part.words), level=2)
            else:
                file.add_paragraph(str(part))
    out = io.BytesIO()
    file.save(out)
    return out.getvalue()


def _page(file: WordFile, language: str, title: str, *, rtl: bool) -> None:
    section = file.sections[0]
    section.page_width, section.page_height = Cm(21.0), Cm(29.7)
    section.left_margin = section.right_margin = Cm(2.5)
    file.core_properties.author = ""
    file.core_properties.comments = ""
    file.core_properties.title = title
    file.core_properties.language = language
    styles: Any = file.styles
    normal = styles["Normal"]
    normal.font.size, normal.font.name = Pt(11), _LATIN_FONT
    look = normal.element.get_or_add_rPr()
    for name, font in _FONTS.items():
        look.rFonts.set(qn(name), font)
    look.append(_element("w:szCs", val="22"))
    if rtl:
        look.append(_element("w:rtl"))
        normal.element.get_or_add_pPr().append(_element("w:bidi"))
    which = {"ar": "w:bidi", "zh-hans": "w:eastAsia"}.get(language.lower(), "w:val")
    tag = _element("w:lang")
    tag.set(qn(which), language)
    look.append(tag)
    for name in ("Heading 1", "Heading 2"):
        _plain_heading(styles[name])


def _plain_heading(style: Any) -> None:
    """Give a heading the font of the text: the file's own theme asks for one of its maker."""
    style.font.name = _LATIN_FONT
    style.font.color.rgb = RGBColor(0, 0, 0)
    fonts = style.element.get_or_add_rPr().rFonts
    for name in [name for name in fonts.attrib if "Theme" in name]:
        del fonts.attrib[name]
    for name, font in _FONTS.items():
        fonts.set(qn(name), font)


def _table(file: WordFile, of: Table, *, rtl: bool) -> None:
    table = file.add_table(rows=2, cols=len(of.columns), style="Table Grid")
    if rtl:
        table._tbl.tblPr.append(_element("w:bidiVisual"))
    for column, (label, place) in enumerate(of.columns):
        head = table.cell(0, column).paragraphs[0].add_run(str(label))
        head.bold = True
        table.cell(1, column).text = place
    table.rows[0]._tr.get_or_add_trPr().append(_element("w:tblHeader"))
    file.add_paragraph()


def _element(name: str, **attributes: str) -> Any:
    made = OxmlElement(name)
    for key, value in attributes.items():
        made.set(qn(f"w:{key}"), value)
    return made
