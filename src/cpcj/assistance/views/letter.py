"""The letter that acknowledges a request: what it says, in the language of the request."""

from __future__ import annotations

from django.utils.formats import date_format
from django.utils.translation import override

from cpcj.assistance import queries
from cpcj.assistance.models import Request, RequestEvent
from cpcj.documents.contents import RequestAcknowledgement
from cpcj.frame.punctuation import enumerated_long
from cpcj.register.presentation.names import topic_name
from cpcj.treaties.names import participant_name


def language_of(one: Request) -> str:
    """Return the language of the interface that a request is written in."""
    return "zh-hans" if one.language == "zh" else one.language


def letter_of(one: Request) -> RequestAcknowledgement | None:
    """Return what the letter says; None while the request is not acknowledged."""
    event = RequestEvent.objects.filter(request=one, deed="acknowledge").first()
    if event is None:
        return None
    clocks = queries.clocks([one], as_of=event.on).get(one.pk)
    with override(language_of(one)):
        due = clocks.answer.due if clocks else None
        topics = [topic_name(v.value) for v in one.values.all() if v.field == "topic"]
        return RequestAcknowledgement(
            number=one.number,
            state=participant_name(one.state),
            title=one.title,
            received=date_format(one.received),
            acknowledged=date_format(event.on),
            topics=enumerated_long(topics),
            answer_by=date_format(due) if due else "",
            officer=str(one.officer or ""),
        )
