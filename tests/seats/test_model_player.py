"""A model plays a seat through a real server process, and every fault ends in an answer or a clear failure."""

from collections.abc import Iterator

import pytest

from tests.seats.model_table import MemoryDesk, seen
from tests.stub import asked, refused_url, stub_server
from wargame.endpoints import BadEndpoint, Endpoint, Pool, parse
from wargame.events import Order, Talk
from wargame.events.canonical import canonical, digest
from wargame.seats.model import FAILED, ModelPlayer
from wargame.seats.player import PlayerFailed

SECRET = "sk-neverwritethisdown"


@pytest.fixture(scope="module")
def base_url() -> Iterator[str]:
    with stub_server() as url:
        yield url


async def order(base_url: str, model: str, desk: MemoryDesk) -> Order:
    async with Pool() as pool:
        player = f"openai:{model}@{base_url}"
        return await ModelPlayer(player, parse(player), pool).order(seen("open_lab"), desk)


async def talk(base_url: str, model: str, desk: MemoryDesk, exchange: int = 1) -> Talk:
    """What fits the schema of talk always stands, while an order that fits its schema may cost too much."""
    async with Pool() as pool:
        player = f"openai:{model}@{base_url}"
        return await ModelPlayer(player, parse(player), pool).talk(seen("open_lab"), exchange, desk)


async def failure(base_url: str, model: str, desk: MemoryDesk) -> str:
    with pytest.raises(PlayerFailed) as failed:
        await order(base_url, model, desk)
    return failed.value.reason


async def test_a_seat_talks_and_orders(base_url: str) -> None:
    desk = MemoryDesk()
    assert isinstance(await talk(base_url, "stub", desk, exchange=1), Talk)
    assert isinstance(await talk(base_url, "stub", desk, exchange=2), Talk)
    assert (await order(base_url, "plain", desk)).moves == ()
    assert [(entry.phase, entry.exchange) for entry in desk.replies] == [("talk", 1), ("talk", 2), ("order", 0)]


async def test_a_request_is_recorded_before_it_is_sent_and_the_reply_before_it_counts(base_url: str) -> None:
    desk = MemoryDesk()
    await talk(base_url, "stub", desk)
    sent, got = desk.requests[0], desk.replies[0]
    assert desk.log == [sent, got]
    assert sent.prompt_hash == digest(sent.messages)
    assert (sent.seat, sent.attempt, sent.model, sent.endpoint) == ("open_lab", 1, "stub", base_url)
    assert asked(base_url)[-1]["messages"] == list(sent.messages)
    assert got.parsed == "schema"
    assert got.usage["total_tokens"] > 0
    assert got.settings["structured"] == "json_schema"


@pytest.mark.parametrize("model", ["fenced", "prose", "doubled"])
async def test_an_answer_in_wrapping_is_taken_and_marked(base_url: str, model: str) -> None:
    desk = MemoryDesk()
    await talk(base_url, model, desk)
    assert [reply.parsed for reply in desk.replies] == ["tolerant"]


@pytest.mark.parametrize("fault", ["garbage", "nested", "illegal", "blank", "refusal", "filtered", "length", "empty"])
async def test_a_bad_answer_is_asked_again_with_the_reason(base_url: str, fault: str) -> None:
    desk = MemoryDesk()
    await talk(base_url, f"{fault}+stub", desk)
    first, second = desk.requests
    assert (first.attempt, second.attempt) == (1, 2)
    assert second.messages[: len(first.messages)] == first.messages
    assert desk.replies[0].problem
    assert desk.replies[0].problem in second.messages[-1]["content"]


@pytest.mark.parametrize(
    ("fault", "says"),
    [
        ("garbage", "no JSON object"),
        ("nested", "no JSON object"),
        ("illegal", "conquer_the_moon"),
        ("blank", "empty"),
        ("empty", "empty"),
        ("refusal", "declined"),
        ("filtered", "content filter"),
        ("length", "cut off"),
    ],
)
async def test_a_seat_that_never_gives_a_usable_answer_fails_after_three(base_url: str, fault: str, says: str) -> None:
    desk = MemoryDesk()
    reason = await failure(base_url, fault, desk)
    assert "3 attempts" in reason
    assert says in reason
    assert len(desk.requests) == len(desk.replies) == 3


@pytest.mark.parametrize(
    ("fault", "says"),
    [
        ("400", "context window"),
        ("401", "check the key"),
        ("404", "does not exist"),
        ("429day", "Come back tomorrow"),
        ("html", "no chat completion"),
        ("hang", "no reply"),
        ("500", "on fire"),
        ("reset", "connection lost"),
    ],
)
async def test_an_endpoint_that_fails_fails_the_seat_with_the_reason_on_record(
    base_url: str, fault: str, says: str
) -> None:
    desk = MemoryDesk(seconds=1.0)
    assert says in await failure(base_url, fault, desk)
    assert [reply.finish for reply in desk.replies] == [FAILED]
    assert says in desk.replies[0].problem


async def test_an_endpoint_that_is_down_is_named() -> None:
    url = refused_url()
    assert url in await failure(url, "any", MemoryDesk(seconds=1.0))


async def test_a_hiccup_goes_unnoticed(base_url: str) -> None:
    desk = MemoryDesk()
    await talk(base_url, "500+429+stub", desk)
    assert len(desk.requests) == len(desk.replies) == 1


@pytest.mark.parametrize("model", ["noschema", "noschema500", "plain"])
async def test_a_server_without_schemas_is_played_with_all_the_same(base_url: str, model: str) -> None:
    desk = MemoryDesk()
    assert isinstance(await talk(base_url, model, desk), Talk)
    assert {reply.settings["structured"] for reply in desk.replies} <= {"json_object", "text"}


async def test_replies_on_the_desk_are_not_asked_for_again(base_url: str) -> None:
    before = MemoryDesk()
    given = await talk(base_url, "garbage+stub", before)
    count = len(asked(base_url))
    assert await talk(base_url, "garbage+stub", MemoryDesk(kept=tuple(before.replies))) == given
    assert len(asked(base_url)) == count


async def test_after_a_kill_only_the_missing_attempt_is_asked(base_url: str) -> None:
    before = MemoryDesk()
    await talk(base_url, "illegal+garbage+stub", before)
    again = MemoryDesk(kept=tuple(before.replies[:2]))
    await talk(base_url, "stub", again)
    assert [request.attempt for request in again.requests] == [3]
    assert again.requests[0].messages == before.requests[2].messages


async def test_what_is_recorded_holds_no_key_even_if_the_server_repeats_it(
    base_url: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("TEST_KEY", SECRET)
    desk = MemoryDesk(seconds=2.0)
    async with Pool() as pool:
        player = ModelPlayer("leaky", Endpoint("leaky", base_url, "401", "TEST_KEY"), pool)
        with pytest.raises(PlayerFailed) as failed:
            await player.order(seen("open_lab"), desk)
    recorded = b"".join(canonical(entry.model_dump(mode="json")) for entry in desk.log)
    assert SECRET not in failed.value.reason
    assert SECRET.encode() not in recorded
    assert b"***" in recorded


async def test_what_a_model_says_can_always_be_written_down(base_url: str) -> None:
    desk = MemoryDesk()
    given = await order(base_url, "escapes+plain", desk)
    for entry in desk.log:
        canonical(entry.model_dump(mode="json"))
    assert r"\u001b[31m\u202e" in desk.replies[0].raw
    assert given.intent.isprintable()


async def test_a_player_whose_key_is_not_set_is_refused_before_the_game(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("TEST_KEY", raising=False)
    async with Pool() as pool:
        with pytest.raises(BadEndpoint, match="TEST_KEY"):
            ModelPlayer("house", Endpoint("house", "http://localhost/v1", "m", "TEST_KEY"), pool)
