"""Endpoints as text and as a file."""

from pathlib import Path

import pytest

from wargame.endpoints import BadEndpoint, Endpoint, EndpointsFileError, load, parse

SECRET = "sk-thisisasecretkey"


@pytest.mark.parametrize(
    ("text", "model", "base_url"),
    [
        ("openai:qwen3@http://localhost:8080/v1", "qwen3", "http://localhost:8080/v1"),
        ("openai:org/name:latest@https://api.example/v1/", "org/name:latest", "https://api.example/v1"),
        ("openai:odd@http@http://[::1]:9/v1", "odd@http", "http://[::1]:9/v1"),
    ],
)
def test_a_player_splits_at_its_last_address(text: str, model: str, base_url: str) -> None:
    endpoint = parse(text)
    assert (endpoint.model, endpoint.base_url, endpoint.key_env) == (model, base_url, "")


@pytest.mark.parametrize(
    "text",
    [
        "openai:",
        "openai:model",
        "openai:@http://localhost/v1",
        "openai: @http://localhost/v1",
        "openai:model@ftp://localhost/v1",
        "openai:model@http://",
        "openai:model@http://host:99999/v1",
        "openai:model@http://host:0/v1",
        "openai:model@http://host/v1?key=1",
        "openai:model@http://[::1/v1",
        "openai:mo\x1bdel@http://host/v1",
        f"openai:model@http://user:{SECRET}@host/v1",
        f"openai:model@http://{SECRET}@host/v1",
    ],
)
def test_a_player_that_names_no_endpoint_is_refused_with_what_would_be_right(text: str) -> None:
    with pytest.raises(BadEndpoint) as refused:
        parse(text)
    assert refused.value.fix
    assert SECRET not in str(refused.value)


def test_an_ad_hoc_address_gets_a_key_only_where_the_file_has_its_host(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("MY_KEY", SECRET)
    known = [Endpoint("house", "https://api.example/v1", "big", "MY_KEY")]
    assert parse("openai:small@https://api.example/v1", known).key() == SECRET
    assert parse("openai:small@https://api.example:8443/v1", known).key() == "none"
    assert parse("openai:small@http://api.example/v1", known).key() == "none"
    assert parse("openai:small@https://api.example.evil/v1", known).key() == "none"


def test_an_endpoint_without_its_key_says_which_variable_to_set(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("MY_KEY", raising=False)
    with pytest.raises(BadEndpoint, match="MY_KEY"):
        Endpoint("house", "https://api.example/v1", "big", "MY_KEY").key()


def write(folder: Path, text: str) -> Path:
    path = folder / "endpoints.yaml"
    path.write_text(text, encoding="utf-8")
    return path


def test_a_file_names_endpoints(tmp_path: Path) -> None:
    path = write(
        tmp_path,
        "endpoints:\n"
        "  - {name: house, base_url: 'https://api.example/v1/', model: big, key_env: MY_KEY}\n"
        "  - {name: local, base_url: 'http://localhost:8080/v1', model: qwen3}\n",
    )
    assert load(path) == {
        "house": Endpoint("house", "https://api.example/v1", "big", "MY_KEY"),
        "local": Endpoint("local", "http://localhost:8080/v1", "qwen3"),
    }


GOOD = "name: a, model: b, base_url: 'http://h/v1'"


@pytest.mark.parametrize(
    ("text", "line", "key", "says"),
    [
        ("endpoints:\n  - {name: a, model: b}\n", 2, "endpoints[0].base_url", "required"),
        (f"endpoints:\n  - {{{GOOD}}}\n  - {{{GOOD}}}\n", 3, "endpoints[1].name", "each name once"),
        (f"endpoints:\n  - {{{GOOD},\n     api_key: {SECRET}}}\n", 3, "endpoints[0].api_key", "key_env"),
        (f"endpoints:\n  - {{{GOOD}, key_env: {SECRET}}}\n", 2, "endpoints[0].key_env", "letters"),
        (f"endpoints:\n  - {{name: a, model: b, base_url: 'http://{SECRET}@h'}}\n", 2, "endpoints[0].base_url", "user"),
        (f"endpoints:\n  - {{{GOOD}, modle: c}}\n", 2, "endpoints[0].modle", "model"),
        ("endpoints:\n  - {name: a b, model: b, base_url: 'http://h'}\n", 2, "endpoints[0].name", "pattern"),
        ("endpoints: [\n", 2, "", "valid YAML"),
        ("", 1, "", "a mapping with the key endpoints"),
    ],
)  # fmt: skip
def test_a_faulty_file_is_refused_by_line_and_key(tmp_path: Path, text: str, line: int, key: str, says: str) -> None:
    with pytest.raises(EndpointsFileError) as refused:
        load(write(tmp_path, text))
    problem = refused.value.problems[0]
    assert (problem.line, problem.key) == (line, key)
    assert says in problem.allowed
    assert SECRET not in str(refused.value)


def test_a_missing_file_is_named(tmp_path: Path) -> None:
    with pytest.raises(EndpointsFileError, match=r"nowhere\.yaml.*no such file"):
        load(tmp_path / "nowhere.yaml")
