"""Apply the rules to a document."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Mapping
from functools import cache
from importlib import import_module

from cpcj.resolutions.checking.draft import Draft
from cpcj.resolutions.checking.finding import Finding, Found, NotRun, Report, lower
from cpcj.resolutions.checking.held import Held
from cpcj.resolutions.checking.punctuation import shows_italics
from cpcj.resolutions.checking.recognizing import holds_draft
from cpcj.resolutions.checking.rules import Rule, rules
from cpcj.resolutions.model import Document

Check = Callable[[Draft], Iterator[Found]]

NO_TEXTS = "no texts are held to compare with"
NO_ITALICS = "the form of the file shows no italics"
NO_TEXT = "no resolution or decision was found in the file"


class UnknownRuleError(ValueError):
    """A rule that there is not: its identifier."""

    def __init__(self, identifier: str) -> None:
        """Name it."""
        super().__init__(f"there is no rule {identifier}")


@cache
def functions() -> Mapping[str, Check]:
    """Return the function of each rule, in the order of the rules."""
    found: dict[str, Check] = {}
    for rule in rules().values():
        module = import_module(f"cpcj.resolutions.checking.{rule.group}")
        found[rule.id] = module.CHECKS[rule.id]
    return found


def chosen(only: Collection[str] = (), off: Collection[str] = ()) -> tuple[Rule, ...]:
    """Return the rules to apply.

    Args:
        only: identifiers of the rules to apply; none for all.
        off: identifiers of rules to leave out.

    Raises:
        UnknownRuleError: an identifier is that of no rule.
    """
    known = rules()
    for identifier in (*only, *off):
        if identifier not in known:
            raise UnknownRuleError(identifier)
    return tuple(
        rule for rule in known.values() if (not only or rule.id in only) and rule.id not in off
    )


def check(
    document: Document,
    held: Held | None = None,
    *,
    only: Collection[str] = (),
    off: Collection[str] = (),
) -> Report:
    """Return what the rules say of the texts of a document.

    Args:
        document: a document, draft or adopted.
        held: texts to compare with; rules that need some are not applied without.
        only: identifiers of the rules to apply; none for all.
        off: identifiers of rules to leave out.

    Raises:
        UnknownRuleError: an identifier is that of no rule.
    """
    applied = chosen(only, off)
    if not holds_draft(document):
        return Report(document, (), tuple(NotRun(rule.id, NO_TEXT) for rule in applied), False)  # noqa: FBT003
    drafts = [Draft(document, text, held) for text in document.texts]
    not_run = tuple(_not_run(applied, drafts, held))
    skipped = {one.rule for one in not_run}
    found: list[tuple[int, int, Finding]] = []
    for place, draft in enumerate(drafts):
        order = {id(at.passage): number for number, at in enumerate(draft.everything)}
        for rule in applied:
            if rule.id not in skipped:
                found += [
                    (place, order.get(id(one.at.passage), 0), _finding(rule, draft, one))
                    for one in functions()[rule.id](draft)
                ]
    found.sort(key=lambda one: (one[0], one[1], one[2].span, one[2].rule))
    return Report(document, tuple(finding for _, _, finding in found), not_run)


def _not_run(applied: tuple[Rule, ...], drafts: list[Draft], held: Held | None) -> Iterator[NotRun]:
    italics = any(shows_italics(draft) for draft in drafts)
    for rule in applied:
        if rule.needs == "texts" and held is None:
            yield NotRun(rule.id, NO_TEXTS)
        elif rule.needs == "italics" and not italics:
            yield NotRun(rule.id, NO_ITALICS)


def _finding(rule: Rule, draft: Draft, one: Found) -> Finding:
    level = rule.level if one.level is None else lower(rule.level, one.level)
    return Finding(
        rule=rule.id,
        level=level,
        text=draft.text.id,
        at=one.at,
        span=one.span,
        message=rule.message.format(**one.values),
        why=rule.source,
        corrected=one.corrected,
        witnesses=one.witnesses,
        lowered=one.level is not None,
    )
