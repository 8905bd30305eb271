"""A file on its way to whoever asked for it: its kind and its name, in any script; a report in either form."""

from __future__ import annotations

from urllib.parse import quote

from starlette.concurrency import run_in_threadpool
from starlette.responses import Response

from server.services import tables_out
from server.services.letterhead import letterhead
from server.services.reports import Report
from server.web.endpoints import Call


def download(content: bytes, kind: str, name: str) -> Response:
    """The file, to be saved under that name."""
    plain = name.encode("ascii", "ignore").decode() or "file"
    disposition = f"attachment; filename=\"{plain}\"; filename*=UTF-8''{quote(name)}"
    headers = {"Content-Disposition": disposition, "Cache-Control": "no-store", "Vary": "Accept-Language"}
    return Response(content, media_type=kind, headers=headers)


async def as_workbook(call: Call, report: Report) -> Response:
    """The report as an Excel workbook under the competition's own head."""
    own = await letterhead(call.parts.brands, call.parts.people, call.competition)
    content = await run_in_threadpool(tables_out.report_xlsx, report, own)
    return download(content, tables_out.XLSX, f"{report.name}.xlsx")


def as_csv(report: Report) -> Response:
    """The report as CSV."""
    return download(tables_out.report_csv(report), tables_out.CSV, f"{report.name}.csv")
