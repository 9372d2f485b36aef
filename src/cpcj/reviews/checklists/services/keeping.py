"""What the secretariat does: further versions of checklists."""

from __future__ import annotations

import hashlib

from django.utils.translation import gettext

from cpcj.frame.permissions import Permission
from cpcj.frame.services import Change, service
from cpcj.reviews.checklists.models import ChecklistVersion
from cpcj.reviews.checklists.rules.checklist import Checklist, ChecklistError, read_checklist
from cpcj.reviews.checklists.services.recording import ChecklistRefusedError
from cpcj.treaties.models import TreatyProvision


@service(permission=Permission.CHECKLIST_KEEP)
def add_version(change: Change, words: str) -> ChecklistVersion:
    """Add a version of a checklist; the same words twice add nothing.

    Raises:
        ChecklistRefusedError: it is no checklist, names a paragraph that the text held of
            the instrument does not have, or this version is held with other words.
    """
    try:
        rules = read_checklist(words)
    except ChecklistError as error:
        raise ChecklistRefusedError(gettext("No checklist: %s") % error) from error
    digest = hashlib.sha256(words.encode()).hexdigest()
    held = ChecklistVersion.objects.filter(key=rules.key, version=rules.version).first()
    if held is not None:
        if held.digest != digest:
            raise ChecklistRefusedError(
                gettext("This version is held with other words. Give the new one another number.")
            )
        change.nothing()
        return held
    _check_texts(rules)
    version = ChecklistVersion(
        key=rules.key, version=rules.version, title=rules.title, words=words, digest=digest,
        added_by_id=change.actor.pk,
    )  # fmt: skip
    version.save()
    change.created(version, ("key", "version", "digest"))
    return version


def _check_texts(rules: Checklist) -> None:
    """Refuse a paragraph that the text held has not, where it has the article."""
    rows = TreatyProvision.objects.filter(
        text__current=True, text__instrument__in=rules.instruments
    )
    held = set(rows.values_list("identifier", flat=True))
    for question in rules.questions():
        if question.provision.article in held and question.about not in held:
            raise ChecklistRefusedError(
                gettext("Question %(question)s: the text held has no %(provision)s.")
                % {"question": question.id, "provision": question.about}
            )
