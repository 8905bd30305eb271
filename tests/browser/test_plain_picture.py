"""A picture kept without what is not seen looks the same in a browser: the same pixels, turned the same way."""

from __future__ import annotations

import base64
import struct

import pytest
from playwright.async_api import Page

from server.services.plain_picture import plain
from tests.services.test_plain_picture import SECRET, exif, riff
from tests.support.pictures import chunk

DRAWN = """async media => {
  const canvas = Object.assign(document.createElement("canvas"), { width: 48, height: 32 });
  const pen = canvas.getContext("2d");
  ["#d01020", "#10a040", "#2040d0"].forEach((colour, at) => {
    pen.fillStyle = colour;
    pen.fillRect(at * 16, 0, 16, 20 + at * 6);
  });
  return canvas.toDataURL(media, 0.9).split(",")[1];
}"""
SEEN = """async address => {
  const image = Object.assign(new Image(), { src: address });
  await image.decode();
  const canvas = Object.assign(document.createElement("canvas"), { width: image.width, height: image.height });
  const pen = canvas.getContext("2d");
  pen.drawImage(image, 0, 0);
  return [image.width, image.height, [...pen.getImageData(0, 0, image.width, image.height).data].join()];
}"""


def _with_notes(media: str, drawn: bytes) -> bytes:
    """What a camera or a program adds: for a JPEG also that it lies on its side."""
    match media:
        case "image/png":
            return drawn[:33] + chunk(b"tEXt", b"Comment\0" + SECRET) + drawn[33:]
        case "image/jpeg":
            return drawn[:2] + exif(6) + drawn[2:] + SECRET
        case _:
            body = drawn[8:] + riff(b"EXIF", SECRET)
            return b"RIFF" + struct.pack("<I", len(body)) + body


@pytest.mark.parametrize("media", ["image/png", "image/jpeg", "image/webp"])
async def test_a_plain_picture_looks_as_the_one_that_was_sent(page: Page, media: str) -> None:
    sent = _with_notes(media, base64.b64decode(await page.evaluate(DRAWN, media)))

    kept = plain(sent)

    assert kept is not None
    assert SECRET in sent
    assert SECRET not in kept
    before, after = [
        await page.evaluate(SEEN, f"data:{media};base64,{base64.b64encode(one).decode()}")
        for one in (sent, kept)
    ]
    assert before == after
    assert after[:2] == ([32, 48] if media == "image/jpeg" else [48, 32])
