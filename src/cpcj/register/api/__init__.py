"""The register for programs: texts, provisions, mandates and citations under ``/api/v1/``, and an
address for every identifier under ``/id/``.

``routes`` reads, ``writing`` takes files and what officers say, ``resolving`` finds what an
identifier means, ``representing`` writes it in the form asked for, ``identifiers`` answers under
``/id/``; ``queries`` and ``shapes`` describe what is asked and answered.
"""
