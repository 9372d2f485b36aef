"""Figures for a monitoring system, in Prometheus' text format.

Requests are counted in each process; where several serve (``PROMETHEUS_MULTIPROC_DIR``, set by
``cpcj serve``), each writes its counts to files of that folder and whoever is asked adds them up.
What the store knows (jobs, texts, the log) is asked of the store at the moment of the question.
"""

from __future__ import annotations

import hmac
import os
import time
from collections.abc import Callable, Iterator

from django.conf import settings
from django.core.exceptions import PermissionDenied
from django.db import connection
from django.db.models import Count, Min
from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe
from prometheus_client import CONTENT_TYPE_LATEST, CollectorRegistry, Counter, Histogram
from prometheus_client.core import GaugeMetricFamily
from prometheus_client.exposition import generate_latest
from prometheus_client.multiprocess import MultiProcessCollector
from prometheus_client.registry import Collector

import cpcj
from cpcj.audit.models import ChainHead
from cpcj.frame.permissions import Permission, allows
from cpcj.jobs.models import Job, JobState, Worker
from cpcj.register.models import Act, Text
from cpcj.site.logs import view_name

_SECONDS = (0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 2.5, 5.0, 10.0, 30.0)

_process = CollectorRegistry()
_requests = Counter(
    "cpcj_requests", "Requests answered.", ("view", "method", "status"), registry=_process
)
_durations = Histogram(
    "cpcj_request_seconds",
    "Seconds from a request to its answer.",
    ("view",),
    buckets=_SECONDS,
    registry=_process,
)


class Measured:
    """Count each request by view, method and status, and take its time."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        """Keep the next layer."""
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Answer, and count."""
        started = time.perf_counter()
        response = self.get_response(request)
        view = view_name(request)
        method = request.method if request.method in {"GET", "HEAD", "POST"} else "other"
        _requests.labels(view, method, str(response.status_code)).inc()
        _durations.labels(view).observe(time.perf_counter() - started)
        return response


class OfStore(Collector):
    """What the store knows, asked when the figures are asked for; six statements."""

    def collect(self) -> Iterator[GaugeMetricFamily]:
        """Yield the figures."""
        version = GaugeMetricFamily("cpcj_version", "This version.", labels=("version", "store"))
        version.add_metric((cpcj.__version__, connection.vendor), 1)
        yield version
        jobs = GaugeMetricFamily("cpcj_jobs", "Jobs by state.", labels=("state",))
        counted = dict(Job.objects.order_by().values_list("state").annotate(number=Count("pk")))
        for state in JobState.values:
            jobs.add_metric((state,), counted.get(state, 0))
        yield jobs
        oldest = Job.objects.filter(state=JobState.QUEUED).aggregate(at=Min("created_at"))["at"]
        waits = (timezone.now() - oldest).total_seconds() if oldest else 0
        yield GaugeMetricFamily(
            "cpcj_oldest_waiting_job_seconds", "How long the oldest waiting job waits.", waits
        )
        workers = Worker.objects.beating().count()
        yield GaugeMetricFamily("cpcj_workers", "Workers whose heart beats.", workers)
        texts = Text.objects.filter(current__isnull=False).count()
        yield GaugeMetricFamily("cpcj_texts", "Texts held.", texts)
        yield GaugeMetricFamily("cpcj_mandates", "Acts held.", Act.objects.count())
        position = ChainHead.objects.values_list("sequence", flat=True).first() or 0
        yield GaugeMetricFamily("cpcj_audit_position", "Number of the last event.", position)


def figures() -> bytes:
    """Return all figures in Prometheus' text format."""
    registry = CollectorRegistry()
    registry.register(OfStore())
    written = generate_latest(registry)
    if "PROMETHEUS_MULTIPROC_DIR" in os.environ:
        together = CollectorRegistry()
        MultiProcessCollector(together)  # type: ignore[no-untyped-call]
        return written + generate_latest(together)
    return written + generate_latest(_process)


def _may_read(request: HttpRequest) -> bool:
    """Tell whether a request carries the token of the setting or comes from an administrator.

    An address proves nothing: behind a proxy of the same machine everybody comes from 127.0.0.1.
    """
    scheme, _, given = request.headers.get("Authorization", "").partition(" ")
    token: str = settings.METRICS_TOKEN
    if token and scheme.lower() == "bearer":
        return hmac.compare_digest(given.encode(), token.encode())
    return allows(request.user, Permission.INSTALLATION_VIEW)


@never_cache
@require_safe
def metrics(request: HttpRequest) -> HttpResponse:
    """Answer with the figures to whoever may read them."""
    if not _may_read(request):
        raise PermissionDenied(Permission.INSTALLATION_VIEW.value)
    return HttpResponse(figures(), content_type=CONTENT_TYPE_LATEST)
