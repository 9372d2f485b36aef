"""Search over paragraphs: how words are compared, what a query says, where its words stand.

:mod:`words` and :mod:`grammar` and :mod:`highlight` know neither Django nor a database;
:mod:`index` asks the store.
"""
