"""Adding to the log."""

from __future__ import annotations

from django.db import connection, transaction
from django.utils import timezone

from cpcj.audit.chain import GENESIS, event_digest, field_digests
from cpcj.audit.models import AuditEvent, ChainHead
from cpcj.frame.actors import actor_label
from cpcj.frame.services import Event


class ChainRecorder:
    """The recorder of the application: one event at a time, in the writer's own transaction.

    The head row is locked until the transaction ends, so the order of the chain is the order of the
    commits on PostgreSQL (row lock) and on SQLite (whose writers queue from BEGIN IMMEDIATE on).
    """

    def record(self, event: Event) -> None:
        """Add ``event`` to the chain.

        Raises:
            TransactionManagementError: no transaction is running.
        """
        if not transaction.get_connection().in_atomic_block:
            message = "an audit event is written in the transaction of what it records"
            raise transaction.TransactionManagementError(message)
        heads = ChainHead.objects.filter(id=1)
        head = heads.select_for_update().values_list("sequence", "digest").first()
        last, previous = head or (0, GENESIS)
        added = AuditEvent(
            sequence=last + 1,
            at=timezone.now(),
            actor=actor_label(event.actor),
            what=event.what,
            kind=event.kind,
            key=event.key,
            fields=field_digests(event.kind, event.key, event.old, event.new),
            note=event.note,
            previous=previous,
        )
        added.digest = event_digest(added)
        added.save()
        if head is None:
            ChainHead.objects.create(sequence=added.sequence, digest=added.digest)
        else:
            heads.update(sequence=added.sequence, digest=added.digest)

    def position(self) -> int:
        """Return the number of the last event, 0 for an empty log."""
        # Asked by every page: without the ORM, which would take longer than the store.
        with connection.cursor() as cursor:
            cursor.execute("SELECT sequence FROM audit_chainhead WHERE id = 1")
            row = cursor.fetchone()
        return int(row[0]) if row else 0
