"""Templates replaced, and the program's own taken up again."""

from __future__ import annotations

import hashlib

from cpcj.documents.checking import check_template
from cpcj.documents.contents import Kind
from cpcj.documents.models import Template
from cpcj.documents.rendering import template_in_use
from cpcj.frame.permissions import Permission
from cpcj.frame.services import Change, service


@service(permission=Permission.TEMPLATE_KEEP)
def keep_template(
    change: Change, *, kind: Kind, language: str, name: str, content: bytes
) -> Template:
    """Make documents of a kind in a language from this file from now on.

    Raises:
        TemplateRefusedError: it cannot be the template.
    """
    check_template(content, name, kind)
    template = Template(
        kind=kind, language=language, name=name, content=content,
        digest=hashlib.sha256(content).hexdigest(), by_id=change.actor.pk,
    )  # fmt: skip
    template.save()
    change.created(template, ("kind", "language", "name", "digest"))
    return template


@service(permission=Permission.TEMPLATE_KEEP)
def use_standard(change: Change, *, kind: Kind, language: str) -> None:
    """Make documents of a kind in a language from the program's own template again."""
    if template_in_use(kind, language) is None:
        change.nothing()
        return
    template = Template(kind=kind, language=language, by_id=change.actor.pk)
    template.save()
    change.created(template, ("kind", "language"))
