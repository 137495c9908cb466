"""Games with models over a real socket: what is asked, what is never asked twice, and what stands in for no answer."""

import asyncio
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.facilitator.games import cut, events, everyone, final_hash, play, resume
from tests.stub import asked, refused_url, stub_server
from wargame import facilitator, replay
from wargame.events import Payload
from wargame.events.payloads import FallbackUsed, ReplyReceived, RequestAbandoned, RequestKey, RequestSent
from wargame.facilitator import EndpointsDownError, SetupError

ANSWERS_PER_TURN = 3


@pytest.fixture(scope="module")
def stub() -> Iterator[str]:
    with stub_server() as url:
        yield url


def models(url: str, **behaviours: str) -> dict[str, str]:
    """Random seats, and models that behave as named."""
    return everyone("random", **{seat: f"openai:{behaviour}@{url}" for seat, behaviour in behaviours.items()})


def payloads(path: Path, kind: type[Payload]) -> list[Payload]:
    return [event.data for event in events(path) if isinstance(event.data, kind)]


def fallbacks(path: Path) -> list[tuple[int, str, str, int]]:
    return [
        (event.turn, event.data.seat, event.data.phase, event.data.exchange)
        for event in events(path)
        if isinstance(event.data, FallbackUsed)
    ]


def test_models_play_a_game_that_verifies(tmp_path: Path, stub: str) -> None:
    path = play(tmp_path / "game.jsonl", models(stub, china_state="stub", open_lab="fenced"), turns=2).path
    assert fallbacks(path) == []
    assert len(payloads(path, ReplyReceived)) >= 2 * 2 * ANSWERS_PER_TURN
    assert replay.verify(path).match == "bit-identical"


def test_a_request_is_on_disk_before_its_reply(tmp_path: Path, stub: str) -> None:
    path = play(tmp_path / "game.jsonl", models(stub, china_state="stub", open_lab="stub")).path
    open_requests = set()
    for event in events(path):
        if isinstance(event.data, RequestKey):
            key = (event.data.phase, event.data.exchange, event.data.seat, event.data.attempt)
            if isinstance(event.data, RequestSent):
                open_requests.add(key)
            else:
                open_requests.remove(key)
    assert not open_requests


def replies(path: Path) -> Counter[tuple[int, str, int, str, int]]:
    return Counter(
        (event.turn, event.data.phase, event.data.exchange, event.data.seat, event.data.attempt)
        for event in events(path)
        if isinstance(event.data, ReplyReceived)
    )


def test_no_reply_on_disk_is_asked_for_again(tmp_path: Path) -> None:
    with stub_server() as url:
        whole = play(tmp_path / "whole.jsonl", models(url, china_state="stub", frontier_lab="stub")).path
        for lines in range(2, len(events(whole)), 3):
            stopped = cut(whole, lines, tmp_path / f"{lines}.jsonl")
            had, before = sum(replies(stopped).values()), len(asked(url))
            lost = len(payloads(stopped, RequestSent)) - had
            session = resume(stopped)
            assert final_hash(session) == events(whole)[-1].data.final_hash  # type: ignore[attr-defined]
            assert replies(stopped) == replies(whole)
            assert len(asked(url)) - before == sum(replies(whole).values()) - had
            assert len(payloads(stopped, RequestAbandoned)) == lost


def test_a_seat_without_a_usable_answer_holds_and_the_others_play_on(tmp_path: Path, stub: str) -> None:
    session = play(tmp_path / "game.jsonl", models(stub, open_lab="garbage", china_state="stub"))
    assert fallbacks(session.path) == [
        (1, "open_lab", "talk", 1),
        (1, "open_lab", "talk", 2),
        (1, "open_lab", "order", 0),
    ]
    assert session.over
    record = session.game.history[1]
    assert "open_lab" not in record.orders
    assert set(record.orders) == set(session.game.seats) - {"open_lab"}
    assert {fallback.default for fallback in record.fallbacks} == {"says nothing", "holds"}


def test_a_seat_that_is_late_holds(tmp_path: Path, stub: str) -> None:
    session = facilitator.new(
        facilitator.Setup(seats=models(stub, open_lab="stub+hang"), turns=1, seed=7, out=tmp_path / "game.jsonl"),
        terms=facilitator.Terms(answer_seconds=1.0),
    )
    asyncio.run(session.run())
    assert fallbacks(session.path) == [(1, "open_lab", "talk", 2), (1, "open_lab", "order", 0)]


def test_an_endpoint_that_never_answered_stops_the_game_which_can_be_resumed(tmp_path: Path) -> None:
    with stub_server() as url:
        path = tmp_path / "game.jsonl"
        with pytest.raises(EndpointsDownError, match="HTTP 401"):
            play(path, models(url, open_lab="401+stub", china_state="stub"))
        assert fallbacks(path) == []
        china = len([key for key in replies(path) if key[3] == "china_state"])
        assert china == 1
        session = resume(path)
        assert session.over
        assert fallbacks(path) == []
        assert len([request for request in asked(url) if request["model"] == "stub"]) == ANSWERS_PER_TURN


def test_an_endpoint_that_gives_out_is_stood_in_for(tmp_path: Path, stub: str) -> None:
    session = play(tmp_path / "game.jsonl", models(stub, open_lab="stub+403"))
    assert session.over
    assert fallbacks(session.path) == [(1, "open_lab", "talk", 2), (1, "open_lab", "order", 0)]


def test_a_game_stops_when_every_endpoint_was_silent_for_a_whole_turn(tmp_path: Path) -> None:
    with stub_server() as url:
        path = tmp_path / "game.jsonl"
        with pytest.raises(EndpointsDownError, match="HTTP 403"):
            play(path, models(url, open_lab="stub+403+403+403+stub"), turns=3)
        assert fallbacks(path) == [(1, "open_lab", "talk", 2), (1, "open_lab", "order", 0)]
        assert resume(path).over
        assert len(fallbacks(path)) == 2


def test_an_unreachable_endpoint_stops_the_game(tmp_path: Path) -> None:
    session = facilitator.new(
        facilitator.Setup(seats=models(refused_url(), open_lab="any"), turns=1, out=tmp_path / "game.jsonl"),
        terms=facilitator.Terms(answer_seconds=1.0),
    )
    with pytest.raises(EndpointsDownError, match="reach"):
        asyncio.run(session.run())


def test_a_host_that_only_a_transcript_names_is_not_asked(tmp_path: Path) -> None:
    path = tmp_path / "game.jsonl"
    seats = models("http://models.example.org/v1", open_lab="any")
    facilitator.new(facilitator.Setup(seats=seats, turns=1, out=path)).close()
    with pytest.raises(SetupError, match=r"--allow-host models\.example\.org"):
        facilitator.resume(path)
    facilitator.resume(path, hosts=["models.example.org"]).close()
