"""What the rooms' programming interfaces stand on: problems, pages of lists, scopes, the registry.

A room defines a django-ninja router in its ``api/routes.py`` and names it in ``AppConfig.ready``;
the site mounts them all under ``/api/v1/``. See docs/how-to/add-an-api.md.
"""
