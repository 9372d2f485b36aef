"""What the rooms know about a provision, asked in one place."""

from __future__ import annotations

from collections.abc import Iterable

import pytest

from cpcj.evidence import registry
from cpcj.evidence.registry import EvidenceItem, for_provision, register_provider
from cpcj.frame.actors import SystemActor
from cpcj.frame.permissions import Actor

SYSTEM = SystemActor("test")


def test_every_room_is_asked_in_order(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(registry, "_providers", {})

    def says(room: str) -> registry.Provider:
        def provider(identifier: str, user: Actor) -> Iterable[EvidenceItem]:
            if user.is_authenticated:
                yield EvidenceItem(room, "note", identifier, f"{room} knows")

        return provider

    for room in ("treaties", "assistance"):
        register_provider(room, says(room))
    found = list(for_provision("A/RES/1/1#op1", SYSTEM))
    assert [item.label for item in found] == ["assistance knows", "treaties knows"]
    assert {item.provision for item in found} == {"A/RES/1/1#op1"}
