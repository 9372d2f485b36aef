"""Addresses of the room."""

from __future__ import annotations

from django.urls import path

from cpcj.frame.drawn import drawn_once
from cpcj.reviews.views import beside, changing, cycles, lists, reviews

app_name = "reviews"
urlpatterns = [
    path("", drawn_once(cycles.start), name="list"),
    path("mine/", lists.mine, name="mine"),
    path("all/", lists.ReviewList.as_view(), name="all"),
    path("mechanisms/new/", cycles.NewVersion.as_view(), name="new_version"),
    path("mechanisms/<slug:key>/<str:version>/", drawn_once(cycles.mechanism), name="mechanism"),
    path("cycles/new/", cycles.NewCycle.as_view(), name="new_cycle"),
    path("cycles/<int:key>/", drawn_once(cycles.cycle), name="cycle"),
    path("cycles/<int:key>/draw/", cycles.draw_lots, name="draw_lots"),
    path("cycles/<int:key>/open/", cycles.open_reviews, name="open"),
    path("cycles/<int:key>/defer/", cycles.defer, name="defer"),
    path("draws/<int:key>/", cycles.draw, name="draw"),
    path("draws/<int:key>/publish/", cycles.publish, name="publish_draw"),
    path("draws/<int:key>/redraw/", cycles.redraw, name="redraw"),
    path("draws/<int:key>/<slug:what>.json", cycles.draw_file, name="draw_file"),
    path("recommendations/", lists.RecommendationList.as_view(), name="recommendations"),
    path("recommendations/new/", beside.NewRecommendation.as_view(), name="new_recommendation"),
    path("outside/", lists.OutsideList.as_view(), name="outside_list"),
    path("outside/new/", beside.NewOutside.as_view(), name="new_outside"),
    path("outside/<int:key>/", beside.outside, name="outside"),
    path("documents/<int:key>/", reviews.document, name="document"),
    path("observations/<int:key>/withdraw/", changing.withdraw, name="withdraw"),
    path("observations/<int:key>/follow-up/", changing.follow_up, name="follow_up"),
    path("nominations/<int:key>/end/", changing.end_nomination, name="end_nomination"),
    path("proposals/<int:key>/take-up/", changing.take_up, name="take_up"),
    path("proposals/<int:key>/decline/", changing.decline, name="decline"),
    path("<int:key>/", reviews.show, name="review"),
    path("<int:key>/summary.docx", reviews.summary_file, name="summary_file"),
    path("<int:key>/observations.docx", reviews.observations_file, name="observations_file"),
    path("<int:key>/<slug:deed>/", changing.change, name="change"),
]
