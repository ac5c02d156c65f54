"""A client that shows credentials: an API key, sent as a bearer token."""

import subprocess
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import httpx2
import pytest
from mcp import Client, MCPError
from mcp.client.auth.utils import extract_resource_metadata_from_www_auth
from mcp.client.streamable_http import streamable_http_client
from mcp.shared._httpx_utils import create_mcp_http_client
from mcp.shared.auth import ProtectedResourceMetadata

import gateway
from contract import SERVERS, TOOLS
from gateway import BINARY
from project import Project

ERAS = [pytest.param("legacy", "2025-11-25", id="2025-11-25"), pytest.param("auto", "2026-07-28", id="2026-07-28")]

COMMITTER = {"get_task"} | set(SERVERS["git_workflow"])
"""What the principal of that name may use."""


def new_key(project: Project, principal: str) -> str:
    command = [str(BINARY), "key", "new", "--principal", principal]
    return subprocess.run(command, cwd=project.root, check=True, capture_output=True, text=True).stdout.strip()


@asynccontextmanager
async def connected(address: str, mode: str, key: str | None) -> AsyncIterator[Client]:
    headers = {"Authorization": f"Bearer {key}"} if key else None
    async with create_mcp_http_client(headers=headers) as http:
        async with Client(streamable_http_client(address, http_client=http), mode=mode, read_timeout_seconds=60) as client:
            yield client


@pytest.mark.parametrize(("mode", "version"), ERAS)
async def test_a_key_gives_the_tools_of_its_principal(project: Project, mode: str, version: str) -> None:
    key = new_key(project, "committer")
    with gateway.listening(project) as address:
        async with connected(address, mode, key) as client:
            assert client.protocol_version == version
            assert {tool.name for tool in (await client.list_tools()).tools} == COMMITTER
            assert not (await client.call_tool("git_get_status", {})).is_error
            for hidden in sorted(set(TOOLS) - COMMITTER)[:3]:
                with pytest.raises(MCPError, match=f"`{hidden}`"):
                    await client.call_tool(hidden, {})


@pytest.mark.parametrize("key", [None, "sgw_0123456789ab_wrong", "wrong"], ids=["none", "unknown", "no key"])
@pytest.mark.parametrize(("mode", "version"), ERAS)
async def test_without_a_right_key_there_is_no_connection(project: Project, mode: str, version: str, key: str | None) -> None:
    new_key(project, "committer")
    with gateway.listening(project) as address:
        with pytest.RaisesGroup(MCPError, flatten_subgroups=True):
            async with connected(address, mode, key):
                pytest.fail(f"{version} connected")


async def test_the_client_finds_where_tokens_are_to_be_had(project: Project) -> None:
    settings = """
        [credentials.jwt]
        issuer = "https://id.example"
        audience = "https://gateway.example/mcp"
        jwks_url = "https://id.example/keys"
        authorization_servers = ["https://id.example"]
        principals = { ada = "committer" }
    """
    (project.root / "gateway.toml").write_text(settings, encoding="utf-8")
    with gateway.listening(project) as address:
        async with httpx2.AsyncClient() as http:
            refused = await http.post(address, json={})
            pointer = extract_resource_metadata_from_www_auth(refused)
            path = pointer.removeprefix("https://gateway.example")
            found = await http.get(address.removesuffix("/mcp") + path)
    assert refused.status_code == 401
    metadata = ProtectedResourceMetadata.model_validate_json(found.content)
    assert str(metadata.resource) == "https://gateway.example/mcp"
    assert [str(server).rstrip("/") for server in metadata.authorization_servers] == ["https://id.example"]
