"""Addresses of jobs."""

from __future__ import annotations

from django.urls import path

from cpcj.jobs import views

app_name = "jobs"
urlpatterns = [
    path("<uuid:pk>/", views.job_page, name="job"),
    path("<uuid:pk>/cancel/", views.cancel_job, name="cancel"),
]
