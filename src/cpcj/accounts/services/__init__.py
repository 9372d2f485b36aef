"""Every write of the room: people and their memberships, invitations, units and organizations."""

from cpcj.accounts.services.bodies import (
    add_organization,
    add_unit,
    change_organization,
    change_unit,
)
from cpcj.accounts.services.erasing import erase_person, register_eraser
from cpcj.accounts.services.invitations import accept, invite, withdraw
from cpcj.accounts.services.people import (
    LOCAL_OFFICER,
    Grant,
    RefusedError,
    activate,
    change_own_password,
    choose_language,
    deactivate,
    end_membership,
    end_sessions,
    give_role,
    make_account,
    make_local_officer,
    rename_person,
    rename_self,
    reset_second_factor,
    set_password,
    unlock,
)

__all__ = [
    "LOCAL_OFFICER",
    "Grant",
    "RefusedError",
    "accept",
    "activate",
    "add_organization",
    "add_unit",
    "change_organization",
    "change_own_password",
    "change_unit",
    "choose_language",
    "deactivate",
    "end_membership",
    "end_sessions",
    "erase_person",
    "give_role",
    "invite",
    "make_account",
    "make_local_officer",
    "register_eraser",
    "rename_person",
    "rename_self",
    "reset_second_factor",
    "set_password",
    "unlock",
    "withdraw",
]
