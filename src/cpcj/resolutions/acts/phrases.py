"""What words of a group of those addressed look like: separators, asides, parts of names."""

from __future__ import annotations

import re

from cpcj.resolutions.vocabulary.addressees import beside
from cpcj.resolutions.vocabulary.grammar import listed

SEPARATOR = re.compile(
    r"\s*[,;]\s*(?:(?:and(?:/or)?|or|as\s+well\s+as)\b\s*)?(?:also\s+|to\s+(?=(?:the|all|other)\s))?"
    r"|\s+(?:and(?:/or)?|or|as\s+well\s+as|together\s+with)\s+(?:also\s+|to\s+(?=(?:the|all|other)\s))?"
)
SAFE_WITHOUT_ASIDE = frozenset(
    {"also", "of", "every", "in", "respectively", "that", "once", "again"}
)
AS_APPROPRIATE = re.compile(r",\s*(?:as|where|when)\s+(?:appropriate|necessary|applicable),")
DESCRIBED = re.compile(
    r"\s+(?:thereto|thereof|themselves|alike|concerned)\b"
    r"|\s+(?!united\b)[a-z]+(?:ed|ing)\b(?!\s+(?:[a-z]+s|[a-z]+ies)\b)"
)
"""What describes the noun before it: "entities created by", but not "donor funding agencies"."""
JOINED = re.compile(r"\s(?:and|or)\s")
RESUMES = re.compile(r",\s*(?:and|as\s+well\s+as|or)\s+")
CHAIRING = beside("chairing")
PHRASE_END = listed("phrase", "end")
CONNECTORS = listed("phrase", "connectors")
INSTRUMENTS = listed("phrase", "instruments")
MANDATED = ("Rapporteur", "Rapporteurs", "Expert", "Envoy", "Group", "Panel", "Forum")
ORGANIZATION_OF_TWO = re.compile(
    rf"and(?:\s+[A-Z][\w-]*){{1,3}}?\s+(?:{'|'.join(sorted(beside('heads')))})\b"
)
"""The rest of a name of two fields: "[Food] and Agriculture Organization"."""
OF_OTHERS = re.compile(
    r"(?:members|secretariat)\s+of\s+(?:the\s+)?"
    r"(?!United\s+Nations(?!\s+[A-Z])|General\s+Assembly)(?=[A-Z])"
)
"""Members or a secretariat of a body that is named: not the Members of the United Nations."""
OF_WHOM = re.compile(
    r"\s+of(?:\s+(?:(?!(?:and|or|that|which|who|whose|to|in|for|against|with|within|on|at|by|not|no)\b)[^\s,;:]+"
    r"|(?:on|for|against|to)(?=(?:\s+the)?\s+[A-Z]))){1,16}"
)
"""Whose heads or organs are asked: "heads of participating organizations"."""
INCLUDED = re.compile(
    r"(?:and\s+)?including,?\s+(?:as\s+appropriate,\s+)?(?!(?:through|by|in|on|at|with|when|where|"
    r"from|for|to|via|those|that|under|during|within|as|but|its|their|his|her|if|upon)\b)",
    re.IGNORECASE,
)
STATES_OF_TWO = re.compile(r"and\s+[A-Z][\w-]*\s+(?:States|countries|Governments)\b")
NOT_YET_PARTY = re.compile(
    r"\s+(?:that|which|who)\s+(?:have|has|are)\s+(?:not|yet)\b[^,;]{0,40}?\b(?:ratif|acced|sign|accept|becom|part)"
)
"""A clause that names instruments up to the end of the group: "that have not yet ratified …"."""
POSSESSIVE = ("’s", "'s", "s’", "s'")
PRONOUN = re.compile(
    r"(?P<pronoun>them|it|him|her|he|she|they|themselves|both)\b(?!\s+\w+s\b(?<!as))", re.IGNORECASE
)
THOSE = re.compile(r"those\s+(?:that|which|who)\b", re.IGNORECASE)
