"""Akoma Ntoso (OASIS LegalDocML 1.0) in the United Nations' profile: written, read, validated."""

from cpcj.resolutions.akn.read import from_akn
from cpcj.resolutions.akn.write import to_akn

__all__ = ["from_akn", "to_akn"]
