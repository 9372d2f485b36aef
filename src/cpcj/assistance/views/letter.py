"""The letter that acknowledges a request: its words in six languages, its fields, its template."""

from __future__ import annotations

from django.utils.formats import date_format
from django.utils.translation import gettext, override

from cpcj.assistance import letters, queries
from cpcj.assistance.models import LetterTemplate, Request, RequestEvent
from cpcj.frame.punctuation import enumerated_long
from cpcj.register.presentation.names import topic_name
from cpcj.treaties.names import participant_name


def standard_template(language: str) -> bytes:
    """Return the program's own template in a language."""
    with override(language):
        words = (
            gettext("Reference: {number}"),
            gettext("To the Government of {state}"),
            gettext(
                "We have the honour to acknowledge receipt, on {received}, of your request "
                "“{title}”."
            ),
            gettext("It was entered as {number} and concerns: {topics}."),
            gettext(
                "It is being assessed. You can expect an answer by {answer_by}; while we await "
                "information from you, this time does not run."
            ),
            gettext("Officer responsible: {officer}"),
            "{acknowledged}",
        )
        return letters.default_template(words, gettext("Acknowledgement of a request"))


def letter_of(one: Request) -> bytes | None:
    """Return the letter in the language of the request; None while it is not acknowledged."""
    event = RequestEvent.objects.filter(request=one, deed="acknowledge").first()
    if event is None:
        return None
    template = LetterTemplate.objects.first()
    content = bytes(template.content) if template else standard_template(one.language)
    clocks = queries.clocks([one], as_of=event.on).get(one.pk)
    with override(one.language):
        due = clocks.answer.due if clocks else None
        topics = [topic_name(v.value) for v in one.values.all() if v.field == "topic"]
        return letters.filled(
            content,
            {
                "number": one.number,
                "state": participant_name(one.state),
                "title": one.title,
                "received": date_format(one.received),
                "acknowledged": date_format(event.on),
                "topics": enumerated_long(topics) or "–",
                "answer_by": date_format(due) if due else "–",
                "officer": str(one.officer or "–"),
            },
        )
