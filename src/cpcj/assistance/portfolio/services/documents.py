"""Documents beside activities and needs assessments, and where offices stand."""

from __future__ import annotations

import datetime as dt
import hashlib
import mimetypes

from django.core.exceptions import ValidationError
from django.core.validators import URLValidator
from django.utils.translation import gettext

from cpcj.accounts.models import Unit
from cpcj.assistance.names import LANGUAGES
from cpcj.assistance.portfolio.models import (
    Activity,
    Document,
    DocumentContent,
    Need,
    Office,
)
from cpcj.assistance.portfolio.rules.vocabularies import document_categories
from cpcj.assistance.portfolio.services.faults import PortfolioError, line
from cpcj.frame.permissions import Permission, require
from cpcj.frame.services import Change, service
from cpcj.register.followup.services.notes import GivenDocument, harmless_name
from cpcj.resolutions.vocabulary.states import states

_RECORD = Permission.PORTFOLIO_RECORD
LARGEST_DOCUMENT = 10 << 20
"""Bytes of a document."""
MOST_DOCUMENTS = 100
"""Documents of one record."""
_ADDRESS = URLValidator(schemes=("http", "https"))


@service(permission=_RECORD)
def add_document(  # noqa: PLR0913 - what a document says
    change: Change,
    of: Activity | Need,
    *,
    title: str,
    url: str = "",
    file: GivenDocument | None = None,
    category: str = "",
    language: str = "en",
    dated: dt.date | None = None,
    public: bool = False,
) -> Document:
    """Add a document that stands on the web, or a file that is kept here.

    Raises:
        PortfolioError: neither or both are given, or the file is too large.
    """
    activity, need = (of, None) if isinstance(of, Activity) else (None, of)
    require(change.actor, _RECORD, activity)
    if bool(url) == bool(file):
        raise PortfolioError(gettext("Give an address or a file, one of the two."))
    if url:
        try:
            _ADDRESS(url)
        except ValidationError:
            raise PortfolioError(gettext("Not an address on the web: %s") % url[:80]) from None
    if category and category not in document_categories():
        raise PortfolioError(gettext("The category is not one that is known."))
    if language not in LANGUAGES:
        raise PortfolioError(gettext("There is no such language: %s") % language[:10])
    if Document.objects.filter(activity=activity, need=need).count() >= MOST_DOCUMENTS:
        raise PortfolioError(gettext("At most %s documents of a record.") % MOST_DOCUMENTS)
    name = harmless_name(file.name) if file else ""
    if file and len(file.content) > LARGEST_DOCUMENT:
        raise PortfolioError(
            gettext("%(name)s is too large: at most %(most)s MB.")
            % {"name": name, "most": LARGEST_DOCUMENT >> 20}
        )
    guessed = mimetypes.guess_type(name or url.partition("?")[0])[0]
    document = Document(
        activity=activity, need=need, title=line(title, gettext("Title")), url=url, name=name,
        format=(guessed or ("text/html" if url else "application/octet-stream"))[:100],
        size=len(file.content) if file else 0,
        digest=hashlib.sha256(file.content).hexdigest() if file else "",
        category=category, language=language, dated=dated, public=public and need is None,
        by_id=change.actor.pk,
    )  # fmt: skip
    document.save()
    if file:
        DocumentContent(document=document, bytes=file.content).save()
    change.created(document, ("title", "url", "name", "digest", "public"))
    return document


@service(permission=_RECORD)
def remove_document(change: Change, document: Document) -> None:
    """Take a document away."""
    require(change.actor, _RECORD, document.activity)
    change.removed(document, change.values(document, "title", "url", "name", "digest"))
    document.delete()


@service(permission=_RECORD)
def record_office(
    change: Change,
    *,
    code: str,
    name: str,
    state: str,
    unit: Unit | None = None,
    opened_on: dt.date | None = None,
    closed_on: dt.date | None = None,
) -> Office:
    """Record where the Office stands; the same code changes what is recorded.

    Raises:
        PortfolioError: something is missing or unknown.
    """
    if state not in states():
        raise PortfolioError(gettext("There is no such State or region: %s") % state)
    if opened_on and closed_on and closed_on < opened_on:
        raise PortfolioError(gettext("It cannot end before it began."))
    office = Office.objects.filter(code=code).first() or Office(code=code)
    office.names = {**office.names, "en": line(name, gettext("Name"))}
    office.state, office.unit = state, unit
    office.opened_on, office.closed_on = opened_on, closed_on
    office.save()
    change.created(office)
    return office
