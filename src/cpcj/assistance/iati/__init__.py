"""IATI, the field's open standard: activity and organisation files read, checked, written.

Nothing here knows the database. A file is read record by record (:mod:`.reading`), each record is
kept as its XML, so that nothing of it is lost; the programme's own activities are written from
:class:`~cpcj.assistance.iati.activity.Activity` (:mod:`.writing`); the standard's ruleset is tried
on both (:mod:`.ruleset`).
"""
