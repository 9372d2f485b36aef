"""Acts read, against acts that people annotated.

Annotations are JSON Lines (or the output of ``cpcj mandates``): records of acts with the keys of
the guide, of which ``id`` must be there and the others may be. A paragraph without acts stands as
``{"id": "A/RES/70/178#op3", "acts": 0}``. Only annotated paragraphs are compared, by identifier.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Hashable, Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any

from cpcj.resolutions.evaluation.paragraphs import LabelsError
from cpcj.resolutions.evaluation.scores import Comparison, compare

Record = Mapping[str, Any]


def read_annotations(path: Path) -> list[Record]:
    """Read the annotations of a file, or of every ``.jsonl`` and ``.json`` file of a folder.

    Raises:
        LabelsError: naming the file and line that is no record of an act.
    """
    if path.is_dir():
        files = sorted(p for p in path.rglob("*") if p.suffix in {".json", ".jsonl"})
        return [record for file in files for record in read_annotations(file)]
    try:
        words = path.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        message = f"{path}: cannot be read ({error})"
        raise LabelsError(message) from error
    if path.suffix == ".jsonl":
        records = [
            _parsed(line, f"{path}, line {number}")
            for number, line in enumerate(words.splitlines(), start=1)
            if line.strip()
        ]
    else:
        whole = _parsed(words, str(path))
        records = whole.get("mandates", []) if isinstance(whole, dict) else whole
    for number, record in enumerate(records, start=1):
        if not isinstance(record, dict) or "id" not in record:
            message = f"{path}: record {number} has no id"
            raise LabelsError(message)
    return records


def _parsed(words: str, place: str) -> Any:
    try:
        return json.loads(words)
    except ValueError as error:
        message = f"{place}: not JSON ({error})"
        raise LabelsError(message) from error


def paragraph_of(identifier: str) -> str:
    """Return the paragraph that an act stands in: "…#op46" for "…#op46(a).2"."""
    before, sign, provision = identifier.partition("#")
    return before + sign + provision.split(".")[0].split("(")[0]


def _one(name: str) -> Callable[[Record], Iterator[Hashable]]:
    def values(record: Record) -> Iterator[Hashable]:
        if name in record:
            yield _frozen(record[name])

    return values


def _many(name: str) -> Callable[[Record], Iterator[Hashable]]:
    def values(record: Record) -> Iterator[Hashable]:
        yield from (_frozen(value) for value in record.get(name) or ())

    return values


def _reiterated(record: Record) -> Iterator[Hashable]:
    if record.get("reiterated"):
        yield True


def _deliverable(*names: str) -> Callable[[Record], Iterator[Hashable]]:
    def values(record: Record) -> Iterator[Hashable]:
        value: Any = record.get("deliverable")
        for name in names:
            value = value.get(name) if isinstance(value, dict) else None
        if value is not None:
            yield _frozen(value) if names else True

    return values


def _frozen(value: Any) -> Hashable:
    return json.dumps(value, ensure_ascii=False, sort_keys=True) if value is not None else None


FIELDS: dict[str, Callable[[Record], Iterator[Hashable]]] = {
    "act": _one("act"),
    "phrase": _one("phrase"),
    "point": _one("point"),
    "reiterated": _reiterated,
    "addressees": _many("addressees"),
    "qualifiers": _many("qualifiers"),
    "deliverable": _deliverable(),
    "deliverable_to": _deliverable("to"),
    "deliverable_when": _deliverable("when"),
    "due_body": _deliverable("due", "body"),
    "due_session": _deliverable("due", "session"),
}


def compare_mandates(
    annotations: Iterable[Record], records: Iterable[Record]
) -> dict[str, dict[str, Comparison]]:
    """Compare acts field by field.

    Args:
        annotations: what people wrote; a field that no annotation has is not compared.
        records: what was read, in the shape of ``cpcj mandates``.

    Returns:
        For each annotated document (the part of the identifier before "#"), the comparison of each
        field.
    """
    wanted = list(annotations)
    scope = {paragraph_of(record["id"]) for record in wanted}
    acts = [record for record in wanted if record.get("acts") != 0]
    fields = [name for name in FIELDS if any(name.split("_")[0] in r or name in r for r in acts)]
    if any("deliverable" in record for record in acts):
        fields += [name for name in FIELDS if name.startswith("due_")]
    found = [record for record in records if paragraph_of(record["id"]) in scope]
    documents = sorted({record["id"].partition("#")[0] for record in wanted})
    return {
        document: {
            name: compare(_values(acts, document, name), _values(found, document, name))
            for name in dict.fromkeys(fields)
        }
        for document in documents
    }


def _values(records: Iterable[Record], document: str, name: str) -> Iterator[tuple[Hashable, str]]:
    for record in records:
        if record["id"].partition("#")[0] == document:
            for value in FIELDS[name](record):
                yield (record["id"], value), f"{record['id']}: {value}"
