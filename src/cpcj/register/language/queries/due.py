"""Reports that are due, as the calendar knows them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence

from django.db.models import Q

from cpcj.frame.permissions import Actor
from cpcj.register.language.held import RegisterHeld
from cpcj.register.reporting.models import Deadline
from cpcj.register.reporting.services.deriving import up_to_date
from cpcj.resolutions.acts.texts import acts_of_text
from cpcj.resolutions.checking.held import Cited, DueAlready, HeldText
from cpcj.resolutions.checking.wording import Wording
from cpcj.resolutions.citations import citations_in_text
from cpcj.resolutions.identifier import text_id
from cpcj.resolutions.model import Document


class DueInRegister:
    """The texts of the register, with what the calendar knows to be due: what people set aside is
    left out, and what they settled counts. While the calendar is behind the register, what the acts
    themselves say is told.

    Args:
        held: the texts.
        document: the draft.
        user: who asks; nothing is read that they may not see.
    """

    def __init__(self, held: RegisterHeld, document: Document, user: Actor) -> None:
        """Read in one statement what is due where the draft asks for something."""
        self._held = held
        self._due: defaultdict[tuple[str, int | None], list[DueAlready]] = defaultdict(list)
        self._known = up_to_date()
        own = [text_id(document, text) for text in document.texts]
        asked = {
            (act.deliverable.due.body, act.deliverable.due.session)
            for text in document.texts
            for act in acts_of_text(text, document, citations_in_text(text, document))
            if act.deliverable is not None and act.deliverable.due is not None
        }
        wanted = Q(pk__in=())
        for body, session in sorted(asked):
            wanted |= Q(body=body, session=session)
        if not asked or not self._known:
            return
        rows = (
            Deadline.objects.visible_to(user)
            .filter(wanted, adopted=True, set_aside=False)
            .exclude(entry__text__identifier__in=own)
            .order_by("entry__identifier")
            .values_list("entry__identifier", "body", "session", "entry__action")
        )
        for identifier, body, session, action in rows:
            self._due[body, session].append(DueAlready(identifier, body, session, action))

    def due(self, body: str, session: int) -> Sequence[DueAlready]:
        """Return the reports due to a body at a session."""
        return self._due.get((body, session), ()) if self._known else self._held.due(body, session)

    def find(self, identifier: str) -> HeldText | None:
        """Return the text of an identifier."""
        return self._held.find(identifier)

    def citing(self, identifier: str) -> Sequence[Cited]:
        """Return how other texts cite one."""
        return self._held.citing(identifier)

    def series(self, title: str) -> Sequence[HeldText]:
        """Return the adopted texts of the series with a title, the latest first."""
        return self._held.series(title)

    def wording(self) -> Wording:
        """Return the index of the words of the series."""
        return self._held.wording()
