"""Sponsors and procedure of a version as rows."""

from __future__ import annotations

from collections.abc import Iterable

from cpcj.register.models import ProcedureFact, ProcedureName, TextVersion
from cpcj.register.services.act_rows import stored
from cpcj.register.services.facts import put_settled
from cpcj.register.services.version_rows import BATCH
from cpcj.resolutions.procedure import Named, Proceedings
from cpcj.resolutions.procedure.showing import vote_record


def store_procedure(version: TextVersion, told: Iterable[Proceedings], reader: str) -> int:
    """Store what was read of a version's way in the place of what was; return how many facts.

    What officers said of facts is put on those of the new reading.
    """
    ProcedureFact.objects.filter(version=version).delete()
    rows: list[ProcedureFact] = []
    names: list[tuple[Named, ...]] = []
    for one in told:
        for fact in one.facts:
            rows.append(
                ProcedureFact(
                    version=version, position=len(rows) + 1, draft=stored(one.symbols[0], 255)
                    if one.symbols else "", kind=fact.kind.value, place=stored(fact.place, 64),
                    start=fact.span.start, end=fact.span.end, words=stored(fact.said),
                    meeting=fact.meeting, date=fact.date, after=fact.after,
                    symbols=[stored(symbol, 255) for symbol in fact.symbols],
                    detail=stored(fact.detail, 80), revised=fact.revised,
                    vote={} if fact.vote is None else vote_record(fact.vote),
                )
            )  # fmt: skip
            names.append(fact.names)
    made = ProcedureFact.objects.bulk_create(rows, BATCH)
    ProcedureName.objects.bulk_create(
        [
            ProcedureName(
                fact=row, position=place, name=stored(one.name, 255), start=one.span.start,
                end=one.span.end, code=one.code, group=one.group, behalf=one.behalf,
            )
            for row, of in zip(made, names, strict=True)
            for place, one in enumerate(of, start=1)
        ],
        BATCH * 4,
    )  # fmt: skip
    version.procedure_reader = reader
    version.save(update_fields=["procedure_reader"])
    put_settled(version)
    return len(made)
