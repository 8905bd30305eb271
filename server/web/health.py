"""Alive, ready, and figures for Prometheus: a registry of our own, filled when somebody looks."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

from starlette.responses import Response

from server.services.access import Action
from server.web import answers, shapes
from server.web.endpoints import Call, Endpoint

if TYPE_CHECKING:
    from server.services.parts import Parts

PLAIN = "text/plain"
EXPOSITION = "text/plain; version=0.0.4; charset=utf-8"


class Figures:
    """Counts commands by kind and outcome; everything else is asked of the parts when somebody looks."""

    def __init__(self) -> None:
        self._outcomes: dict[tuple[str, str], int] = {}

    def outcome(self, kind: str, outcome: str) -> None:
        """A command was answered."""
        self._outcomes[kind, outcome] = self._outcomes.get((kind, outcome), 0) + 1

    def text(self, parts: Parts) -> bytes:
        """The exposition."""
        from prometheus_client import CollectorRegistry, generate_latest  # here: the start does not need it

        registry = CollectorRegistry()
        registry.register(_Collector(self._outcomes, parts))
        return generate_latest(registry)


class _Collector:
    """What prometheus_client asks for."""

    def __init__(self, outcomes: dict[tuple[str, str], int], parts: Parts) -> None:
        self._outcomes, self._parts = outcomes, parts

    def collect(self) -> Iterable[Any]:
        from prometheus_client.core import CounterMetricFamily, GaugeMetricFamily, HistogramMetricFamily

        commands = CounterMetricFamily(
            "jinchui_commands",
            "Commands by kind and outcome (recorded, repeated, or the refusal's code).",
            labels=["kind", "outcome"],
        )
        for labels, count in sorted(self._outcomes.items()):
            commands.add_metric(list(labels), count)
        yield commands
        position = GaugeMetricFamily(
            "jinchui_ledger_position", "The end of each ledger.", labels=["competition"]
        )
        for live in self._parts.live.competitions():
            position.add_metric([live.id], live.position)
        yield position
        for source in self._parts.figures:
            for name, value in source().items():
                yield GaugeMetricFamily(f"jinchui_{name}", name.replace("_", " "), value=value)
        for seen in self._parts.histograms:
            yield HistogramMetricFamily(f"jinchui_{seen.name}", seen.text, seen.buckets(), seen.sum)
        waiting = GaugeMetricFamily("jinchui_part_ready", "1 while the part can serve.", labels=["part"])
        for name, problem in self._parts.ready.items():
            waiting.add_metric([name], 0 if problem() else 1)
        yield waiting


async def healthz(_call: Call) -> Response:
    """The process answers; no more is said. A screen's own start page asks before it opens any of ours."""
    headers = {"Cache-Control": "no-store", "Access-Control-Allow-Origin": "*"}
    return Response("ok\n", media_type=PLAIN, headers=headers)


async def readyz(call: Call) -> Response:
    """Every part is asked; 503 while one of them cannot serve."""
    problems = {name: problem() for name, problem in call.parts.ready.items()}
    ready = not any(problems.values())
    body = {"ready": ready, "parts": problems}
    return answers.Json(body, 200 if ready else 503, headers={"Cache-Control": "no-store"})


async def metrics(call: Call) -> Response:
    """For Prometheus."""
    text = call.request.app.state.figures.text(call.parts)
    return Response(text, headers={"Content-Type": EXPOSITION, "Cache-Control": "no-store"})


ENDPOINTS = [
    Endpoint("GET", "/healthz", Action.READ_PUBLIC, healthz, "server", "Is the process alive?", PLAIN),
    Endpoint(
        "GET",
        "/readyz",
        Action.READ_PUBLIC,
        readyz,
        "server",
        "Can it do its work?",
        shapes.Ready,
        may_be_unready=True,
    ),
    Endpoint("GET", "/metrics", Action.READ_METRICS, metrics, "server", "Figures for Prometheus", PLAIN),
]
