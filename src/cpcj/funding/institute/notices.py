"""The notice of arrears in Word, made from its record: each time the same letter."""

from __future__ import annotations

import datetime as dt
import io

import docx
from django.utils.formats import date_format
from django.utils.translation import gettext, override
from docx.oxml import OxmlElement
from docx.shared import Cm, Pt

from cpcj.funding.institute.models import Notice
from cpcj.funding.names import dollars_words
from cpcj.treaties.names import participant_name

_RIGHT_TO_LEFT = "ar"


def letter_of(notice: Notice) -> bytes:
    """Return the notice as a Word file in its language."""
    with override(notice.language):
        title = gettext("Notice of arrears %(number)s") % {"number": notice.number}
        state = participant_name(notice.state, notice.on)
        file = docx.Document()
        section = file.sections[0]
        section.page_width, section.page_height = Cm(21.0), Cm(29.7)
        file.styles["Normal"].font.size = Pt(11)
        file.core_properties.author = ""
        file.core_properties.title = title
        stamp = dt.datetime.combine(notice.on, dt.time())
        file.core_properties.created = file.core_properties.modified = stamp
        file.add_heading(title, level=1)
        file.add_paragraph(date_format(notice.on, "DATE_FORMAT"))
        file.add_paragraph(gettext("To the Government of %(state)s") % {"state": state})
        file.add_paragraph(
            gettext(
                "According to our records, the following assessed contributions to the African "
                "Institute were past due on %(day)s, in dollars of the United States:"
            )
            % {"day": date_format(notice.on, "DATE_FORMAT")}
        )
        table = file.add_table(rows=1, cols=3, style="Table Grid")
        for cell, words in zip(
            table.rows[0].cells,
            (gettext("Assessment"), gettext("Due on"), gettext("Outstanding")),
            strict=True,
        ):
            cell.text = words
        for code, due_on, cents in notice.lines:
            cells = table.add_row().cells
            cells[0].text = code
            cells[1].text = date_format(dt.date.fromisoformat(due_on), "DATE_FORMAT")
            cells[2].text = dollars_words(cents)
        file.add_paragraph(
            gettext("Arrears in all: %(amount)s") % {"amount": dollars_words(notice.cents)}
        )
        file.add_paragraph(
            gettext(
                "We should be grateful for a payment of all or part of them. While arrears "
                "remain, the next notice is due on %(day)s."
            )
            % {"day": date_format(notice.next_on, "DATE_FORMAT")}
        )
    if notice.language.startswith(_RIGHT_TO_LEFT):
        for paragraph in file.paragraphs:
            paragraph._p.get_or_add_pPr().append(OxmlElement("w:bidi"))
    out = io.BytesIO()
    file.save(out)
    return out.getvalue()
