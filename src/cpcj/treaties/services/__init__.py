"""What officers do in the room: import tables and texts, record actions and declarations."""

from cpcj.treaties.services.declaring import (
    Said,
    propose_declarations,
    record_declaration,
    take_declarations_over,
)
from cpcj.treaties.services.importing import (
    ActionRefusedError,
    ImportRefusedError,
    hold_text,
    load_facts,
    plan_of,
    propose,
    record_action,
    seen,
    take_over,
)

__all__ = [
    "ActionRefusedError",
    "ImportRefusedError",
    "Said",
    "hold_text",
    "load_facts",
    "plan_of",
    "propose",
    "propose_declarations",
    "record_action",
    "record_declaration",
    "seen",
    "take_declarations_over",
    "take_over",
]
