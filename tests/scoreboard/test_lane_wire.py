"""What a client may send, byte by byte, and what our frames look like to somebody else's reader."""

from __future__ import annotations

import itertools

import pytest
from hypothesis import given
from hypothesis import strategies as st
from websockets.frames import Close, Frame, Opcode
from websockets.streams import StreamReader

from scoreboard.lane_wire import (
    FRAGMENTS_MAX,
    Broken,
    ClientFrames,
    CloseCode,
    Event,
    PeerClosed,
    Ping,
    Pong,
    Text,
    close_frame,
    ping_frame,
    pong_frame,
    text_frame,
    texts,
)

LIMIT = 200


def client(opcode: Opcode, payload: bytes = b"", *, fin: bool = True) -> bytes:
    return Frame(opcode, payload, fin=fin).serialize(mask=True)


def heard(*pieces: bytes, limit: int = LIMIT) -> list[Event]:
    frames = ClientFrames(limit)
    return [event for piece in pieces for event in frames.feed(piece)]


def code(*pieces: bytes) -> int | None:
    last = heard(*pieces)[-1]
    return last.code if isinstance(last, Broken) else None


def read_by_websockets(data: bytes) -> list[Frame]:
    """Frames as the `websockets` library reads them."""
    reader = StreamReader()
    reader.feed_data(data)
    frames = []
    while reader.buffer:
        parsing = Frame.parse(reader.read_exact, mask=False, max_size=None, extensions=[])
        try:
            next(parsing)
        except StopIteration as done:
            frames.append(done.value)
        else:
            pytest.fail("an unfinished frame")
    return frames


@given(st.lists(st.text(max_size=200), max_size=3))
def test_our_text_frames_are_read_by_others_and_by_us(messages):
    data = b"".join(text_frame(message.encode()) for message in messages)

    assert [bytes(frame.data).decode() for frame in read_by_websockets(data)] == messages
    assert texts(data) == messages


@pytest.mark.parametrize("size", [0, 125, 126, 0xFFFF, 0x10000])
def test_every_length_has_its_header(size):
    (frame,) = read_by_websockets(text_frame(b"a" * size))

    assert (frame.opcode, frame.fin, len(frame.data)) == (Opcode.TEXT, True, size)


def test_our_control_frames_are_read_by_others():
    data = ping_frame(b"1") + pong_frame(b"2") + close_frame(4008, "慢" * 60) + close_frame(1005)

    ping, pong, close, bare = read_by_websockets(data)

    assert (ping.opcode, ping.data, pong.opcode, pong.data) == (Opcode.PING, b"1", Opcode.PONG, b"2")
    assert Close.parse(bytes(close.data)) == Close(4008, "慢" * 41)
    assert (bare.opcode, bare.data) == (Opcode.CLOSE, b"")


def test_messages_and_control_frames_come_out_in_order():
    stream = (
        client(Opcode.TEXT, "一".encode())
        + client(Opcode.TEXT, b"tw", fin=False)
        + client(Opcode.PING, b"?")
        + client(Opcode.CONT, b"o")
        + client(Opcode.PONG, b"!")
        + client(Opcode.CLOSE, Close(1000, "bye").serialize())
        + client(Opcode.TEXT, b"too late")
    )

    assert heard(stream) == [Text("一"), Ping(b"?"), Text("two"), Pong(b"!"), PeerClosed(1000, "bye")]


def test_a_close_without_a_code_is_1005():
    assert heard(client(Opcode.CLOSE)) == [PeerClosed(1005, "")]


@pytest.mark.parametrize(
    ("why", "stream", "expected"),
    [
        ("unmasked", Frame(Opcode.TEXT, b"hi").serialize(mask=False), 1002),
        ("reserved bit", b"\xc1\x80\0\0\0\0", 1002),
        ("unknown data opcode", b"\x83\x80\0\0\0\0", 1002),
        ("unknown control opcode", b"\x8b\x80\0\0\0\0", 1002),
        ("fragmented ping", b"\x09\x80\0\0\0\0", 1002),
        ("long ping", b"\x89\xfe\x00\x7e", 1002),
        ("continuation of nothing", client(Opcode.CONT, b"x"), 1002),
        ("message inside a message", client(Opcode.TEXT, b"x", fin=False) + client(Opcode.TEXT, b"y"), 1002),
        ("short length spelled long", b"\x81\xfe\x00\x05", 1002),
        ("16-bit length spelled in 64", b"\x81\xff" + (0xFFFF).to_bytes(8, "big"), 1002),
        ("negative length", b"\x81\xff\xff" + bytes(7), 1002),
        ("close code of one byte", client(Opcode.CLOSE, b"\x03"), 1002),
        ("close code 1005", client(Opcode.CLOSE, b"\x03\xed"), 1002),
        ("close code 2999", client(Opcode.CLOSE, b"\x0b\xb7"), 1002),
        ("close code 5000", client(Opcode.CLOSE, b"\x13\x88"), 1002),
        ("binary", client(Opcode.BINARY, b"x"), 1003),
        ("bad UTF-8", client(Opcode.TEXT, b"\xff"), 1007),
        ("a surrogate", client(Opcode.TEXT, b"\xed\xa0\x80"), 1007),
        (
            "bad UTF-8 over fragments",
            client(Opcode.TEXT, b"\xe4", fin=False) + client(Opcode.CONT, b"x"),
            1007,
        ),
        ("bad UTF-8 in a reason", client(Opcode.CLOSE, b"\x03\xe8\xff"), 1007),
        (
            "too many fragments",
            client(Opcode.TEXT, fin=False) + client(Opcode.CONT, fin=False) * FRAGMENTS_MAX,
            1008,
        ),
        ("too long", client(Opcode.TEXT, b"x" * (LIMIT + 1)), 1009),
        (
            "too long when joined",
            client(Opcode.TEXT, b"x" * LIMIT, fin=False) + client(Opcode.CONT, b"x"),
            1009,
        ),
        ("announced too long", b"\x81\xff" + (1 << 40).to_bytes(8, "big"), 1009),
    ],
    ids=lambda given: (
        "bytes" if isinstance(given, bytes) else str(given)
    ),  # masks are drawn anew in each process
)
def test_a_broken_rule_has_its_close_code(why, stream, expected):
    assert code(stream) == expected, why


def test_the_largest_message_is_allowed():
    assert heard(client(Opcode.TEXT, b"x" * LIMIT)) == [Text("x" * LIMIT)]


frames = st.one_of(
    st.builds(
        client,
        st.sampled_from([Opcode.TEXT, Opcode.CONT]),
        st.one_of(st.binary(max_size=20), st.text(max_size=60).map(str.encode)),
        fin=st.booleans(),
    ),
    st.builds(client, st.sampled_from([Opcode.PING, Opcode.PONG]), st.binary(max_size=20)),
    st.builds(lambda c, r: client(Opcode.CLOSE, Close(c, r).serialize()), st.just(1000), st.text(max_size=9)),
    st.binary(max_size=12),
)


@given(st.lists(frames, max_size=8).map(b"".join), st.lists(st.integers(0, 600), max_size=12))
def test_however_a_stream_is_cut_it_says_the_same(stream, cuts):
    edges = [0, *sorted(cut for cut in cuts if cut < len(stream)), len(stream)]
    pieces = [stream[a:b] for a, b in itertools.pairwise(edges)]

    assert heard(*pieces) == heard(stream)
    assert heard(*[stream[i : i + 1] for i in range(len(stream))]) == heard(stream)


@given(st.lists(st.binary(max_size=400), max_size=6))
def test_no_bytes_at_all_are_more_than_a_close(pieces):
    events = heard(*pieces)

    assert all(isinstance(event, Text | Ping | Pong) for event in events[:-1])


@given(st.lists(frames, max_size=8).map(b"".join))
def test_little_is_held_back(stream):
    reader = ClientFrames(LIMIT)
    for at in range(0, len(stream), 7):
        list(reader.feed(stream[at : at + 7]))

        assert len(reader._rest) <= LIMIT + 14
        assert len(reader._message or b"") <= LIMIT


def test_codes_are_what_the_protocol_page_lists():
    assert {code.value for code in CloseCode} >= {1002, 1003, 1007, 1008, 1009, 1011, 1012, 4008}
