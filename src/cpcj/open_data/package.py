"""The description of the files: a Frictionless Data Package, version 2, and DCAT in JSON-LD."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from typing import Any, Final, Protocol

from django.conf import settings

import cpcj
from cpcj.open_data.folders import LICENCE
from cpcj.open_data.tables import DOWNLOADS, Download

NAME: Final = "cpcj"
TITLE: Final = "Texts and mandates of the crime prevention and criminal justice programme"
DESCRIPTION: Final = (
    "What resolutions, decisions and drafts of the United Nations ask, of whom and by when, read "
    "from their words, with what officers settled. No official publication of the United Nations."
)
_PROFILES: Final = "https://datapackage.org/profiles/2.0"


class Measured(Protocol):
    """A file that was written."""

    rows: int
    bytes: int
    digest: str


def licence() -> str:
    """Return what may be done with the files, as the installation says it."""
    words: str = settings.DATA_LICENCE
    return words


def described(
    written: Mapping[str, Measured], *, position: int, created: dt.datetime
) -> dict[str, Any]:
    """Return the description of a build (``datapackage.json``).

    Args:
        written: the files by name.
        position: of the log when the build began: what changed after it is told by the feed.
        created: when.
    """
    return {
        "$schema": f"{_PROFILES}/datapackage.json",
        "name": NAME,
        "title": TITLE,
        "description": DESCRIPTION,
        "version": cpcj.__version__,
        "created": created.isoformat(timespec="seconds").replace("+00:00", "Z"),
        "position": position,
        "licenses": [{"name": "LicenseRef-cpcj", "title": licence(), "path": LICENCE}],
        "resources": [_resource(one, written[one.path]) for one in DOWNLOADS],
    }


def _resource(download: Download, written: Measured) -> dict[str, Any]:
    found: dict[str, Any] = {
        "$schema": f"{_PROFILES}/dataresource.json",
        "name": download.name,
        "path": download.path,
        "title": download.title,
        "description": download.description,
        "format": download.form,
        "mediatype": download.media,
        "bytes": written.bytes,
        "hash": f"sha256:{written.digest}",
        "rows": written.rows,
    }
    if download.form != "zip":
        found["encoding"] = "utf-8"
    if download.fields:
        schema: dict[str, Any] = {
            "$schema": f"{_PROFILES}/tableschema.json",
            "fields": [column.described() for column in download.fields],
            "missingValues": [""],
        }
        if download.key:
            schema["primaryKey"] = [download.key]
        found["type"] = "table"
        found["dialect"] = {"delimiter": ",", "header": True}
        found["schema"] = schema
    return found


def catalogue(package: Mapping[str, Any], page: str, files: str) -> dict[str, Any]:
    """Return the description of a build for catalogues of data: DCAT 3 in JSON-LD.

    Args:
        package: the build's own description.
        page: address of the page about the data.
        files: address before the names of the files.
    """
    return {
        "@context": {
            "dcat": "http://www.w3.org/ns/dcat#",
            "dct": "http://purl.org/dc/terms/",
            "spdx": "http://spdx.org/rdf/terms#",
            "xsd": "http://www.w3.org/2001/XMLSchema#",
        },
        "@id": page,
        "@type": "dcat:Dataset",
        "dct:title": package["title"],
        "dct:description": package["description"],
        "dct:modified": {"@type": "xsd:dateTime", "@value": package["created"]},
        "dct:rights": package["licenses"][0]["title"],
        "dcat:landingPage": {"@id": page},
        "dcat:distribution": [
            {
                "@type": "dcat:Distribution",
                "dct:title": one["title"],
                "dct:description": one["description"],
                "dcat:downloadURL": {"@id": f"{files}{one['path']}"},
                "dcat:mediaType": one["mediatype"],
                "dcat:byteSize": one["bytes"],
                "spdx:checksum": {
                    "spdx:algorithm": {"@id": "spdx:checksumAlgorithm_sha256"},
                    "spdx:checksumValue": one["hash"].removeprefix("sha256:"),
                },
            }
            for one in package["resources"]
        ],
    }
