"""The library: United Nations texts read, structured, cited, acted upon and written.

It stands alone: no web framework, no database.
"""
