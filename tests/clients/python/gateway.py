"""The gateway as a client meets it: over standard input and output or over HTTP, in either protocol era."""

import json
import os
import subprocess
import sys
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager, contextmanager, nullcontext
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Literal

from mcp import Client, StdioServerParameters
from mcp.types import CallToolResult, ElicitRequestFormParams, ElicitRequestParams, ElicitResult, TextContent

from contract import REPOSITORY
from project import ENVIRONMENT, Project

BINARY = Path(os.environ.get("SANCTUARY_GATEWAY_BINARY", REPOSITORY / "target" / "debug" / "gateway")).absolute()

ANNOUNCEMENT = "serving MCP on "


@dataclass(frozen=True)
class Way:
    """How a client reaches the gateway, and what the two must agree on."""

    transport: str
    mode: str
    version: str

    def __str__(self) -> str:
        return f"{self.transport}-{self.version}"


# "legacy" begins with `initialize`; "auto" asks `server/discover` and takes the newest revision that both know.
WAYS = [Way(transport, *era) for transport in ("stdio", "http") for era in (("legacy", "2025-11-25"), ("auto", "2026-07-28"))]


@dataclass
class Person:
    """Whoever sits at the client: gives the same answer to every question, and keeps the questions."""

    action: Literal["accept", "decline", "cancel"] = "accept"
    questions: list[str] = field(default_factory=list)

    async def asked(self, _context: object, params: ElicitRequestParams) -> ElicitResult:
        assert isinstance(params, ElicitRequestFormParams), params
        self.questions.append(params.message)
        return ElicitResult(action=self.action, content={} if self.action == "accept" else None)


@dataclass
class Tools:
    """A connected client that keeps the names of the tools that it called."""

    client: Client
    called: set[str] = field(default_factory=set)

    async def call(self, name: str, /, **arguments: Any) -> CallToolResult:
        self.called.add(name)
        return await self.client.call_tool(name, arguments)

    async def done(self, name: str, /, **arguments: Any) -> dict[str, Any]:
        """Calls a tool that must succeed; gives its facts, which must come with a text."""
        result = await self.call(name, **arguments)
        assert not result.is_error, f"{name} failed: {text(result)}"
        assert text(result), f"{name} gave no text"
        assert result.structured_content, f"{name} gave no data"
        return result.structured_content

    async def refused(self, name: str, /, **arguments: Any) -> str:
        """Calls a tool that must fail as a tool does; gives the text that a model reads."""
        result = await self.call(name, **arguments)
        assert result.is_error, f"{name} did not fail: {text(result)}"
        return text(result)


def text(result: CallToolResult) -> str:
    assert all(isinstance(content, TextContent) for content in result.content), result.content
    return "\n".join(content.text for content in result.content)


@asynccontextmanager
async def connected(
    way: Way, project: Project, *flags: str, person: Person | None = None
) -> AsyncIterator[Tools]:
    """A client of a gateway that was started for it alone, with these flags; `person` decides what needs an approval."""
    asked = (person or Person()).asked
    with listening(project, *flags) if way.transport == "http" else nullcontext(_command(project, *flags)) as server:
        async with Client(server, mode=way.mode, read_timeout_seconds=60, elicitation_callback=asked) as client:
            assert client.protocol_version == way.version
            yield Tools(client)


def _arguments(*more: str) -> list[str]:
    return ["serve", *more]


def _command(project: Project, *flags: str) -> StdioServerParameters:
    # The working folder is the project's, so that no gateway.toml of the developer's is read.
    arguments = _arguments("--project-root", str(project.root), *flags)
    return StdioServerParameters(command=str(BINARY), args=arguments, env=ENVIRONMENT, cwd=project.root)


@contextmanager
def listening(project: Project, *flags: str) -> Iterator[str]:
    """Starts a gateway on a free port; gives its address."""
    inherited = {name: value for name, value in os.environ.items() if not name.startswith("GATEWAY_")}
    command = [str(BINARY), *_arguments("--http", "127.0.0.1:0", "--project-root", str(project.root), *flags)]
    with subprocess.Popen(
        command, cwd=project.root, env=inherited | ENVIRONMENT, stderr=subprocess.PIPE, text=True
    ) as process:
        try:
            yield _address(process)
        finally:
            process.terminate()
            sys.stderr.write(process.stderr.read())
    assert process.returncode == 0, f"the gateway ended with {process.returncode} after SIGTERM"


def _address(process: subprocess.Popen[str]) -> str:
    for line in process.stderr:
        entry = json.loads(line)
        if entry["message"].startswith(ANNOUNCEMENT):
            return entry["url"]
        sys.stderr.write(line)
    raise AssertionError("the gateway ended before it said where it listens")
