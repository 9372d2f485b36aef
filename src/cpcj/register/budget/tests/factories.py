"""Editions of an invented programme."""

from __future__ import annotations

from cpcj.frame.actors import SystemActor
from cpcj.register.budget.models import Edition, Line, Proposal
from cpcj.register.budget.services import carry_out, plan_for, propose
from cpcj.resolutions.budget import read_section
from cpcj.resolutions.budget.tests.samples import LINES, as_tree
from cpcj.resolutions.budget.tests.samples import Line as Printed

SYSTEM = SystemActor("test")


def proposed(data: bytes | None = None, year: int = 2027, name: str = "lamps.json") -> Proposal:
    """Return a proposal of a file."""
    content = as_tree(year=year) if data is None else data
    section = read_section(content, name)
    return propose(SYSTEM, data=content, section=section, year=year, dated=None)


def imported(
    lines: tuple[Printed, ...] = LINES, year: int = 2027, *, data: bytes | None = None
) -> Edition:
    """Import a list, whatever it removes."""
    proposal = proposed(data or as_tree(lines, year), year)
    return carry_out(SYSTEM, proposal, seen=plan_for(proposal).seen, removing=True)


def line(identifier: str, year: int = 2027) -> Line:
    """Return the first row of an edition that means a text."""
    found: Line = Line.objects.filter(identifier=identifier, year=year).order_by("position")[0]
    return found
