"""The WSGI application."""

from __future__ import annotations

import os

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "cpcj.site.settings")

application = get_wsgi_application()

from cpcj.audit.demonstration import settle  # noqa: E402 - the rooms are loaded only now

settle()
