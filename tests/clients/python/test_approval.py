"""Calls that a person must approve: asked through the client, at the terminal, or by an operator elsewhere."""

import json
import os
import pty
import subprocess

import pytest

from conftest import Connect
from gateway import BINARY, Person, text
from project import ENVIRONMENT, Project

ARGUMENTS = {"filename": "lamp.json", "content": '{"wick": "trimmed"}'}
CALL = ["call", "config_write", *(f"{name}={value}" for name, value in ARGUMENTS.items())]


def written(project: Project) -> bool:
    return any(path.name == "lamp.json" for path in project.root.rglob("*.json"))


async def test_a_person_sees_the_call_and_lets_it_run(connect: Connect, project: Project) -> None:
    person = Person("accept")
    async with connect(person=person) as tools:
        await tools.done("config_write", **ARGUMENTS)
    [question] = person.questions
    assert "config_write (server config)" in question
    assert '    "filename" = "lamp.json"\n' in question
    assert written(project)


@pytest.mark.parametrize(("action", "code"), [("decline", "approval_denied"), ("cancel", "approval_withdrawn")])
async def test_anything_but_yes_is_no(connect: Connect, project: Project, action: str, code: str) -> None:
    async with connect(person=Person(action)) as tools:
        result = await tools.call("config_write", **ARGUMENTS)
        assert result.is_error
        assert result.meta["sanctuary-gateway/fault"]["code"] == code

        # The connection lives on, and other tools ask nobody.
        await tools.done("list_tasks")
    assert not written(project)


def operator(project: Project, *arguments: str) -> str:
    command = [str(BINARY), "approvals", *arguments, "--principal", "operator"]
    return subprocess.run(command, cwd=project.root, check=True, capture_output=True, text=True).stdout


@pytest.mark.parametrize("decision", ["approve", "deny"])
async def test_an_agent_waits_for_an_operator(connect: Connect, project: Project, decision: str) -> None:
    person = Person("accept")

    async def waits(_done: float, _total: float | None, message: str | None) -> None:
        assert message.startswith("waiting for approval ")
        [request] = json.loads(operator(project, "list", "--json"))
        assert request["id"] in message
        assert json.loads(request["arguments"]) == ARGUMENTS
        operator(project, decision, request["id"])

    async with connect("--principal", "agent", person=person) as tools:
        result = await tools.client.call_tool("config_write", ARGUMENTS, progress_callback=waits)
    assert person.questions == [], "an agent's own client is not asked"
    assert result.is_error == (decision == "deny"), text(result)
    assert written(project) == (decision == "approve")


@pytest.mark.parametrize(("typed", "code"), [("y\n", 0), ("n\n", 1), ("\n", 1), ("\x04", 1)])
def test_at_a_terminal_the_command_asks(project: Project, typed: str, code: int) -> None:
    own, terminal = pty.openpty()
    environment = os.environ | ENVIRONMENT
    with subprocess.Popen(
        [str(BINARY), *CALL], cwd=project.root, env=environment, stdin=terminal, stderr=subprocess.PIPE, text=True
    ) as process:
        said = ""
        while not said.endswith("Approve? [y/N] "):
            said += process.stderr.read(1) or pytest.fail(f"it ended with {said}")
        os.write(own, typed.encode())
        assert process.wait(timeout=60) == code
    assert '    "filename" = "lamp.json"\n' in said
    assert written(project) == (code == 0)
    os.close(own)
    os.close(terminal)
