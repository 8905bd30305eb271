"""The server's name in the hall: others find address, port and scheme by it, and a deaf network stops nothing."""

from __future__ import annotations

import pytest
from zeroconf import IPVersion
from zeroconf.asyncio import AsyncServiceInfo, AsyncZeroconf

from server.services.announcement import SERVICE, Announcement

HERE = ["127.0.0.1"]


async def test_a_device_finds_the_server_by_name() -> None:
    told = Announcement("hall-test", 8443, secure=True, hosts=lambda: ["192.168.7.7"], interfaces=HERE)
    if not await told.start():
        pytest.skip(f"missing component: multicast on the loopback interface ({told.problem})")
    asking = AsyncZeroconf(interfaces=HERE, ip_version=IPVersion.V4Only)
    try:
        found = AsyncServiceInfo(SERVICE, f"hall-test.{SERVICE}")
        assert await found.async_request(asking.zeroconf, 5000)
        scheme = (found.properties or {}).get(b"scheme")
        assert (found.server, found.port, scheme) == ("hall-test.local.", 8443, b"https")
        assert found.parsed_addresses() == ["192.168.7.7"]
    finally:
        await asking.async_close()
        await told.stop()


async def test_another_address_is_announced_in_its_turn() -> None:
    hosts = ["192.168.7.7"]
    told = Announcement("hall-moves", 8000, secure=False, hosts=lambda: list(hosts), interfaces=HERE)
    if not await told.start():
        pytest.skip(f"missing component: multicast on the loopback interface ({told.problem})")
    asking = AsyncZeroconf(interfaces=HERE, ip_version=IPVersion.V4Only)
    try:
        hosts[:] = ["192.168.9.9"]
        await told.refresh()
        found = AsyncServiceInfo(SERVICE, f"hall-moves.{SERVICE}")
        assert await found.async_request(asking.zeroconf, 5000)
        assert found.parsed_addresses() == ["192.168.9.9"]
    finally:
        await asking.async_close()
        await told.stop()


async def test_a_name_that_is_taken_and_a_network_that_is_gone_are_told_and_stop_nothing() -> None:
    first = Announcement("hall-twice", 8000, secure=False, hosts=lambda: HERE, interfaces=HERE)
    if not await first.start():
        pytest.skip(f"missing component: multicast on the loopback interface ({first.problem})")
    second = Announcement("hall-twice", 8001, secure=False, hosts=lambda: HERE, interfaces=HERE)
    nowhere = Announcement("hall-none", 8000, secure=False, hosts=_unplugged, interfaces=HERE)

    # Who holds the name has some hundred milliseconds to object, which a busy machine may miss: it is asked again.
    for _ in range(5):
        if taken := not await second.start():
            break
        await second.stop()
    unplugged = not await nowhere.start()
    await first.stop()

    assert (taken, unplugged) == (True, True)
    assert "NonUniqueName" in second.problem
    assert nowhere.problem != ""
    await nowhere.stop()  # twice is no harm


def _unplugged() -> list[str]:
    raise OSError("no network")
