"""The address on cards, codes and waiting screens is one that its reader can open."""

from __future__ import annotations

import pytest

from server.services import lan
from server.services.addresses import own_address
from server.settings import load


@pytest.mark.parametrize(
    ("listens", "asked", "shown"),
    [
        ("127.0.0.1", "http://localhost:8000/display/", "http://localhost:8000"),
        ("127.0.0.1", "http://127.0.0.1:8000/display/", "http://127.0.0.1:8000"),
        ("::1", "http://[::1]:8000/display/", "http://[::1]:8000"),
        # A proxy on the same machine is asked under the hall's address and passes it on.
        ("127.0.0.1", "https://cup.example/display/", "https://cup.example"),
        ("0.0.0.0", "http://192.168.1.20:8000/display/", "http://192.168.1.20:8000"),
    ],
)
def test_a_server_that_listens_on_one_address_is_known_by_no_other(
    listens: str, asked: str, shown: str
) -> None:
    assert own_address(load(None, host=listens), asked) == shown


def test_a_server_that_listens_everywhere_is_known_by_its_address_in_the_network() -> None:
    (facing,) = lan.facing()[:1] or pytest.skip("missing component: a network")

    shown = own_address(load(None, host="0.0.0.0"), "http://localhost:8000/display/")

    assert shown == f"http://{facing}:8000"


def test_the_address_that_was_chosen_goes_before_all() -> None:
    settings = load(None, host="127.0.0.1", address="https://cup.example")

    assert own_address(settings, "http://localhost:8000/display/") == "https://cup.example"
