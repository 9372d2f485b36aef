"""In which language a text or a provision is answered: ``?language=``, else ``Accept-Language``."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from django.http import HttpRequest
from django.utils.translation.trans_real import parse_accept_lang_header

from cpcj.frame.api.problems import ProblemError
from cpcj.frame.permissions import Actor
from cpcj.register.api.resolving import Kind, Target
from cpcj.register.models import TextVersion
from cpcj.register.queries.languages import partner
from cpcj.register.queries.texts import find_text, latest_of, versions_of
from cpcj.resolutions.writers.layout import LANGUAGE_TAGS

_CODES = {tag: code for code, tag in LANGUAGE_TAGS.items()}


def in_language(
    request: HttpRequest, target: Target, wanted: str
) -> tuple[Target, tuple[str, ...]]:
    """Return what a target is in the language asked for, and the languages it is held in.

    A language that ``Accept-Language`` names and that is not held is no fault: the one that leads
    is given. Acts, documents of several texts and earlier versions are in one language.

    Args:
        request: says which languages are liked, and who asks.
        target: what was asked for.
        wanted: ``?language=``; empty where it names none.

    Raises:
        ProblemError: 404; the language of ``?language=`` is not held, or the provision has no
            partner in it.
    """
    plain = target.kind in (Kind.TEXT, Kind.PROVISION) and target.version is None
    if not plain:
        if wanted:
            raise ProblemError(404, "It is held in one language.")
        return target, ()
    versions = _versions(request.user, target)
    held = tuple(version.language for version in versions)
    chosen = wanted or _preferred(request, held)
    version = next((one for one in versions if one.language == chosen), None)
    if version is None:
        raise ProblemError(404, f"It is not held in this language; it is in: {', '.join(held)}.")
    if version is versions[0]:
        return target, held
    if target.kind is Kind.TEXT:
        return replace(target, language=chosen), held
    row = partner(versions[0], target.local, version)
    if row is None:
        if wanted:
            raise ProblemError(404, "The paragraph has no partner in this language.")
        return target, held
    return replace(
        target, key=row.pk, local=row.local, version=version.number, language=chosen
    ), held


def _versions(user: Actor, target: Target) -> Sequence[TextVersion]:
    """Return the latest version of each language, the one that leads first."""
    text = find_text(user, target.text)
    return () if text is None else latest_of(text, versions_of(text))


def _preferred(request: HttpRequest, held: Sequence[str]) -> str:
    """Return the held language that a request likes best; the one that leads where it likes none.

    Of several that it likes alike, the first named is taken.
    """
    for tag, _quality in parse_accept_lang_header(request.headers.get("Accept-Language", "")):
        code = held[0] if tag == "*" and held else _CODES.get(tag.partition("-")[0], "")
        if code in held:
            return code
    return held[0] if held else ""
