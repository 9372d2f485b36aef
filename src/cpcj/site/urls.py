"""Addresses of the whole site; each room brings its own."""

from __future__ import annotations

from django.urls import include, path

from cpcj.register.api.identifiers import identified
from cpcj.site import health, metrics, views
from cpcj.site.api.root import interface

urlpatterns = [
    path("", views.start, name="start"),
    path("about/", views.about, name="about"),
    path("health/", views.health, name="health"),
    path("api/v1/", interface.urls),
    path("id/<path:path>", identified, name="identified"),
    path("tokens/", include("cpcj.tokens.urls")),
    path("health/live", health.live, name="health_live"),
    path("health/ready", health.ready, name="health_ready"),
    path("metrics", metrics.metrics, name="metrics"),
    path("accounts/", include("cpcj.accounts.urls")),
    path("accounts/", include("cpcj.accounts.sign_in_urls")),
    path("audit/", include("cpcj.audit.urls")),
    path("templates/", include("cpcj.documents.urls")),
    path("jobs/", include("cpcj.jobs.urls")),
    path("language/", views.choose_language, name="language"),
    path("followup/", include("cpcj.register.followup.urls")),
    path("reporting/", include("cpcj.register.reporting.urls")),
    path("budget/", include("cpcj.register.budget.urls")),
    path("drafting/", include("cpcj.register.language.urls")),
    path("treaties/", include("cpcj.treaties.urls")),
    path("funding/", include("cpcj.funding.urls")),
    path("funding/grants/", include("cpcj.funding.trust_fund.urls")),
    path("funding/institute/", include("cpcj.funding.institute.urls")),
    path("funding/campaigns/", include("cpcj.funding.campaigns.urls")),
    path("requests/", include("cpcj.assistance.urls")),
    path("portfolio/", include("cpcj.assistance.portfolio.urls")),
    path("results/", include("cpcj.assistance.results.urls")),
    path("publication/", include("cpcj.assistance.publication.urls")),
    path("profiles/", include("cpcj.assistance.profiles.urls")),
    path("coverage/", include("cpcj.assistance.coverage.urls")),
    path("reviews/", include("cpcj.reviews.urls")),
    path("checklists/", include("cpcj.reviews.checklists.urls")),
    path("", include("cpcj.open_data.urls")),
    path("", include("cpcj.register.urls")),
]
handler400 = "cpcj.site.faults.bad_request"
handler403 = "cpcj.site.views.permission_denied"
handler404 = "cpcj.site.views.page_not_found"
handler500 = "cpcj.site.faults.server_error"
