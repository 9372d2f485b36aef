"""A document made: one content, one template, two forms."""

from __future__ import annotations

from enum import StrEnum
from typing import Final

from django.utils.translation import get_language

from cpcj.documents.contents import CONTENTS, Content, Kind, values
from cpcj.documents.filling import filled
from cpcj.documents.models import Template
from cpcj.documents.printing import printed
from cpcj.documents.standard import standard_template


class Form(StrEnum):
    """The form of a file; the value is its ending."""

    WORD = "docx"
    PDF = "pdf"


MEDIA_TYPES: Final = {
    Form.WORD: "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    Form.PDF: "application/pdf",
}


def template_in_use(kind: Kind, language: str) -> Template | None:
    """Return the office's own template; None where the program's is in use."""
    latest: Template | None = Template.objects.filter(kind=kind, language=language).first()
    return latest if latest is not None and latest.content else None


def template_content(kind: Kind, language: str) -> bytes:
    """Return the Word file that documents of a kind are made from in a language."""
    own = template_in_use(kind, language)
    return standard_template(kind, language) if own is None else bytes(own.content)


def render(
    kind: Kind, content: Content, form: Form, language: str | None = None,
    template: bytes | None = None,
) -> bytes:  # fmt: skip
    """Return a document as a file.

    ::

        notice = ArrearsNotice(member=…, as_of=…, total=…, lines=(ArrearsLine(year=…, …), …))
        content = render(Kind.ARREARS_NOTICE, notice, Form.PDF)

    The template is the office's own of that kind and language, else the program's. Both forms are
    made from it: the Word file by filling its places, the PDF by setting that Word file.

    Args:
        kind: the kind of document.
        content: what it says, each value as it is to be printed.
        form: Word or PDF.
        language: of the interface; the present one by default. Values come in this language.
        template: a Word file to make it from in the place of the office's or the program's.

    Raises:
        TypeError: the content is of another kind.
        FontMissingError: PDF only: the machine has no font for a script of the words.
    """
    if not isinstance(content, CONTENTS[kind]):
        message = f"{type(content).__name__} is no content of {kind.value}"
        raise TypeError(message)
    language = language or get_language() or "en"
    word = filled(template or template_content(kind, language), values(content))
    return word if form is Form.WORD else printed(word, language, str(kind.label))
