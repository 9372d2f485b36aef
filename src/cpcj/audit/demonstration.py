"""Whether the store holds the demonstration programme: the log says so, and never forgets it.

An installation into which the demonstration once wrote stays one, whatever its settings say.
"""

from __future__ import annotations

from django.conf import settings
from django.db import DatabaseError

from cpcj.audit.models import AuditEvent
from cpcj.frame import demonstration
from cpcj.frame.actors import actor_label


def holds_demonstration() -> bool:
    """Tell whether the demonstration programme was ever loaded into this store."""
    return AuditEvent.objects.filter(actor=actor_label(demonstration.ACTOR)).exists()


def settle() -> None:
    """Put this process into demonstration mode where the settings or the store say so.

    A store that cannot be asked yet (no tables, not running) says nothing: what must not happen in
    a demonstration asks :func:`holds_demonstration` itself.
    """
    try:
        held = holds_demonstration()
    except DatabaseError:
        held = False
    if held or settings.DEMONSTRATION:
        demonstration.turn(on=True)
