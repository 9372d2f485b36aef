"""The frame."""

from __future__ import annotations

from django.apps import AppConfig


class FrameConfig(AppConfig):
    """Templates, static files and tags; no tables."""

    name = "cpcj.frame"
    label = "frame"
