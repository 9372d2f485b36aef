"""Names of the register's values for a person, in the language of the page.

Values that the vocabulary does not know (an addressee read as ``inter_parliamentary_union``) are
shown by their own words, so that nothing is hidden for want of a name.
"""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING

from django.utils.translation import get_language, get_language_bidi, gettext, ngettext, pgettext
from django.utils.translation import gettext_lazy as _

from cpcj.resolutions.topics import topics
from cpcj.resolutions.vocabulary.bodies import bodies
from cpcj.resolutions.vocabulary.instruments import instruments

if TYPE_CHECKING:
    from django.utils.functional import _StrPromise

    Names = dict[str, _StrPromise]

ACTS: Names = {
    "request": _("requests"),
    "invite": _("invites"),
    "encourage": _("encourages"),
    "urge": _("urges"),
    "call_upon": _("calls upon"),
    "call_for": _("calls for"),
    "recommend": _("recommends"),
    "decide": _("decides"),
    "endorse": _("endorses"),
    "reaffirm": _("reaffirms"),
    "reiterate": _("reiterates"),
    "recall": _("recalls"),
    "welcome": _("welcomes"),
    "note": _("takes note"),
    "recognize": _("recognizes"),
    "acknowledge": _("acknowledges"),
    "emphasize": _("emphasizes"),
    "stress": _("stresses"),
    "underline": _("underlines"),
    "underscore": _("underscores"),
    "express_concern": _("expresses concern"),
    "express_appreciation": _("expresses appreciation"),
    "express_satisfaction": _("expresses satisfaction"),
    "express_support": _("expresses support"),
    "express_solidarity": _("expresses solidarity"),
    "commend": _("commends"),
    "affirm": _("affirms"),
    "condemn": _("condemns"),
    "draw_attention": _("draws attention"),
    "designate": _("designates"),
    "other": _("another act"),
}
"""Kinds of acts, as the body does them."""

ASKING = frozenset({"request", "invite", "encourage", "urge", "call_upon", "call_for", "recommend"})
"""Acts that ask somebody to act."""

DECIDING = frozenset({"decide", "endorse", "designate", "affirm"})
"""Acts by which the body itself settles something."""

ADDRESSEES: Names = {
    "member_states": _("Member States"),
    "states_parties": _("States parties"),
    "unodc": _("United Nations Office on Drugs and Crime"),
    "unodc_executive_director": _("Executive Director of UNODC"),
    "secretary_general": _("Secretary-General"),
    "secretariat": _("Secretariat"),
    "president_ga": _("President of the General Assembly"),
    "general_assembly": _("General Assembly"),
    "ecosoc": _("Economic and Social Council"),
    "security_council": _("Security Council"),
    "human_rights_council": _("Human Rights Council"),
    "ccpcj": _("Commission on Crime Prevention and Criminal Justice"),
    "cnd": _("Commission on Narcotic Drugs"),
    "csw": _("Commission on the Status of Women"),
    "cop_untoc": _("Conference of the Parties to the Organized Crime Convention"),
    "cosp_uncac": _("Conference of the States Parties to the Convention against Corruption"),
    "expert_group_cybercrime": _("Expert group on cybercrime"),
    "pni_institutes": _("Institutes of the programme network"),
    "unafri": _("African institute on crime (UNAFRI)"),
    "united_nations_interregional_crime_and_justice_research_institute": _(
        "Interregional crime and justice research institute (UNICRI)"
    ),
    "icat": _("Coordination group against trafficking in persons (ICAT)"),
    "un_system": _("United Nations system"),
    "un_entities": _("United Nations entities"),
    "igos": _("Intergovernmental organizations"),
    "regional_organizations": _("Regional organizations"),
    "international_financial_institutions": _("International financial institutions"),
    "international_community": _("International community"),
    "ngos": _("Non-governmental organizations"),
    "civil_society": _("Civil society"),
    "private_sector": _("Private sector"),
    "academia": _("Academia"),
    "media": _("Media"),
    "donors": _("Donors"),
    "all_stakeholders": _("All stakeholders"),
    "other_interested_parties": _("Other interested parties"),
    "parties_concerned": _("Parties concerned"),
    "parties_to_the_conflict": _("Parties to the conflict"),
    "olympic_movement": _("Olympic movement"),
    "fifa": _("FIFA"),
    "sports_organizations": _("Sports organizations"),
    "athletes": _("Athletes"),
}
"""Who is asked to act, and to whom is reported."""

TONES: Names = {
    "states": _("States"),
    "unodc": _("United Nations Office on Drugs and Crime"),
    "secretary-general": _("Secretary-General and Secretariat"),
    "bodies": _("Intergovernmental bodies"),
    "system": _("United Nations system and organizations"),
    "society": _("Civil society, private sector and others"),
    "nobody": _("Nobody is asked"),
}
"""Groups of addressees that share a colour and an underline, in the order of the legend."""

_TONE_OF = {
    "member_states": "states",
    "states_parties": "states",
    "donors": "states",
    "parties_concerned": "states",
    "parties_to_the_conflict": "states",
    "unodc": "unodc",
    "unodc_executive_director": "unodc",
    "secretary_general": "secretary-general",
    "secretariat": "secretary-general",
    "president_ga": "bodies",
    "expert_group_cybercrime": "bodies",
    "pni_institutes": "system",
    "unafri": "system",
    "united_nations_interregional_crime_and_justice_research_institute": "system",
    "icat": "system",
    "un_system": "system",
    "un_entities": "system",
    "igos": "system",
    "regional_organizations": "system",
    "international_financial_institutions": "system",
}

_TONE_SIGNS = (
    ("states", frozenset({"states", "countries", "governments", "nations"})),
    (
        "bodies",
        frozenset(
            {"committee", "commission", "council", "conference", "assembly", "board", "forum"}
        ),
    ),
    (
        "system",
        frozenset(
            {"united", "programme", "fund", "office", "organization", "organizations", "agency",
             "bank", "department", "representative", "envoy", "coordinator", "rapporteur",
             "commissioner", "institute", "director"}
        ),
    ),
)  # fmt: skip
"""Words of a name outside the vocabulary that show its group; the first group that fits."""

QUALIFIERS: Names = {
    "upon_request": _("upon request"),
    "existing_resources": _("within existing resources"),
    "extrabudgetary": _("from extrabudgetary resources"),
    "within_mandate": _("within its mandate"),
    "as_appropriate": _("as appropriate"),
    "domestic_law": _("in line with domestic law"),
    "not_yet": _("those that have not yet done so"),
}
"""Conditions of an act."""

STANDINGS: Names = {
    "proposed": _("proposed"),
    "recommended": _("recommended"),
    "adopted": _("adopted"),
}
"""How far an act has come."""

REVIEWS: Names = {
    "unreviewed": _("not reviewed"),
    "confirmed": _("confirmed"),
    "corrected": _("corrected"),
    "rejected": _("rejected"),
}
"""What people said of a derived record."""

KINDS: Names = {
    "resolution": _("resolution"),
    "decision": _("decision"),
    "draft resolution": _("draft resolution"),
    "revised draft resolution": _("revised draft resolution"),
    "draft decision": _("draft decision"),
    "amendment": _("amendment"),
    "committee report": _("committee report"),
}
"""Kinds of documents and texts."""

ORGANS: Names = {
    "General Assembly": _("General Assembly"),
    "Economic and Social Council": _("Economic and Social Council"),
    "Security Council": _("Security Council"),
    "Human Rights Council": _("Human Rights Council"),
    "Third Committee": _("Third Committee"),
    "Commission on Crime Prevention and Criminal Justice": _(
        "Commission on Crime Prevention and Criminal Justice"
    ),
    "Commission on Narcotic Drugs": _("Commission on Narcotic Drugs"),
}
"""Organs and committees, by the name the texts print."""

FIELDS: Names = {
    "phrase": _("Verb as printed"),
    "act": _("Act"),
    "reiterated": _("Repeats an earlier act"),
    "addressees": _("Addressees"),
    "deliverable": _("Deliverable"),
    "qualifiers": _("Conditions"),
    "action": _("What is asked"),
    "topics": _("Topics"),
    "citations": _("Citations"),
}
"""Derived fields of an act, in the order they are shown."""

MASTHEAD: Names = {
    "title": _("Title"),
    "symbol": _("Symbol"),
    "number": _("Number"),
    "date": _("Date"),
    "session": _("Session"),
    "organ": _("Organ"),
    "agenda_item": _("Agenda item"),
    "standing": _("Standing"),
}
"""Fields of a text that can be corrected."""

DOUBTS: Names = {
    "mark-without-note": _("A footnote mark has no footnote"),
    "note-without-mark": _("A footnote has no mark"),
    "numbering-gap": _("The numbering has a gap"),
    "numbering-repeat": _("A number is repeated"),
    "not-read": _("The text is in a language that is not read"),
    "encoding-guessed": _("The file's encoding was guessed"),
    "no-organ-line": _("No organ line was found"),
    "left-over-words": _("Words after the end were not placed"),
    "unnumbered-paragraph": _("Words without a number stand among numbered paragraphs"),
    "page-without-words": _("A page has no words: it may be a picture"),
    "struck-out": _("Struck-out words were left out"),
    "numbers-missing": _("The numbers of the paragraphs are missing"),
    "name-not-known": _("A name in a list is in no table of States or groups"),
    "vote-does-not-add-up": _("The numbers of a vote and its lists do not agree"),
    "standing-not-said": _("Nothing says whether the text was adopted"),
}
"""Kinds of doubts; the message beside it says which place is meant."""

GROUPS: Names = {
    "crime": _("Crime areas"),
    "justice": _("Criminal justice"),
    "theme": _("Cross-cutting themes"),
}
"""Groups of topics."""


def act_name(act: str) -> str:
    """Return the name of a kind of act ("calls upon")."""
    return _named(ACTS, act)


def addressee_name(addressee: str) -> str:
    """Return the name of an addressee ("Member States", "14th crime congress")."""
    kind, _colon, part = addressee.partition(":")
    if kind == "congress" and part:
        return gettext("%(number)s. crime congress") % {"number": part}
    if part:
        return f"{_named(ADDRESSEES, kind)} ({isolated(instrument_name(part))})"
    if kind not in ADDRESSEES and (body := bodies().get(kind)) is not None:
        return body.name
    return _named(ADDRESSEES, kind)


def isolated(words: str) -> str:
    """Return words of another script so that they do not turn what stands beside them around.

    On a page written from right to left they stand between the signs FIRST STRONG ISOLATE and POP
    DIRECTIONAL ISOLATE of Unicode; on others as they are.
    """
    return f"\u2068{words}\u2069" if get_language_bidi() else words


_LONGEST_NAME = 70
"""Characters of a treaty's full name beyond which the first name that is shorter stands for it."""


def instrument_name(key: str) -> str:
    """Return the name of a treaty by its key ("UNTOC"), a shorter one where it has one."""
    known = instruments().get(key)
    if known is None:
        return key.replace("_", " ")
    return next((name for name in known.names if len(name) <= _LONGEST_NAME), known.name)


@lru_cache(maxsize=4096)
def tone_of(addressee: str | None) -> str:
    """Return the group of an addressee whose colour and underline it has."""
    if addressee is None:
        return "nobody"
    kind = addressee.partition(":")[0]
    if kind in _TONE_OF:
        return _TONE_OF[kind]
    if any(kind in (body.addressee.partition(":")[0], body.key) for body in bodies().values()):
        return "bodies"
    words = set(kind.split("_"))
    return next((tone for tone, signs in _TONE_SIGNS if words & signs), "society")


def qualifier_name(qualifier: str) -> str:
    """Return the name of a condition."""
    return _named(QUALIFIERS, qualifier)


def standing_name(standing: str) -> str:
    """Return how far an act has come."""
    return _named(STANDINGS, standing)


def review_name(review: str) -> str:
    """Return what people said of a record."""
    return _named(REVIEWS, review)


def kind_name(kind: str) -> str:
    """Return the name of a kind of document or text."""
    return _named(KINDS, kind)


def organ_name(organ: str) -> str:
    """Return an organ's name; as printed where there is no other."""
    return str(ORGANS.get(organ, organ))


def body_name(body: str) -> str:
    """Return the name of a body of the vocabulary by its key ("ga")."""
    known = bodies().get(body)
    if known is None:
        return addressee_name(body)
    return addressee_name(known.addressee) if known.addressee in ADDRESSEES else known.name


def field_name(field: str) -> str:
    """Return the name of a derived field."""
    return _named(FIELDS, field)


def masthead_name(field: str) -> str:
    """Return the name of a field of a text's masthead."""
    return _named(MASTHEAD, field)


def doubt_name(code: str) -> str:
    """Return what a doubt is about."""
    return _named(DOUBTS, code)


def topic_name(topic: str) -> str:
    """Return a topic's name in the language of the page."""
    for known in topics():
        if known.key == topic:
            return known.name(get_language() or "en")
    return _plain(topic)


LANGUAGES: Names = {
    "ara": _("Arabic"),
    "zho": _("Chinese"),
    "eng": _("English"),
    "fra": _("French"),
    "rus": _("Russian"),
    "spa": _("Spanish"),
}
"""Languages of texts, by their codes of ISO 639-2."""


def yes_name(value: str) -> str:
    """Return the name of the one value of a facet that is there or not."""
    return gettext("yes") if value == "yes" else value


def language_name(code: str) -> str:
    """Return the name of the language a text is written in."""
    return str(LANGUAGES.get(code, code))


def session_name(body: str | None, session: int) -> str:
    """Return a session as a person says it: "71st session", "2016 session"."""
    if body in ("ecosoc", "Economic and Social Council"):
        return gettext("%(year)s session") % {"year": session}
    if (get_language() or "en").startswith("en"):
        return f"{_ordinal(session)} session"
    if session == 1:  # "1re session" in French, where all others are "2e", "3e"
        return pgettext("of a body", "first session")
    return gettext("session %(number)s") % {"number": session}


def words_count(count: int) -> str:
    """Return a count of words."""
    return ngettext("%(count)s word", "%(count)s words", count) % {"count": count}


def _ordinal(number: int) -> str:
    if number % 100 in (11, 12, 13):
        return f"{number}th"
    return f"{number}{ {1: 'st', 2: 'nd', 3: 'rd'}.get(number % 10, 'th') }"


def _named(names: Names, value: str) -> str:
    return str(names[value]) if value in names else _plain(value)


def _plain(value: str) -> str:
    words = value.replace("_", " ").replace("-", " ")
    return words[:1].upper() + words[1:]
