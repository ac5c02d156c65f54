"""What a client sees when a call cannot be carried out."""

import pytest
from mcp import MCPError
from mcp.types import INVALID_PARAMS

from conftest import Connect
from gateway import text

TASK = {"title": "t", "objective": "o", "deliverables": ["d"], "acceptance_criteria": ["a"]}

WRONG_ARGUMENTS = [
    pytest.param("get_task", {"task_number": "one"}, "task_number", id="wrong type"),
    pytest.param("get_task", {"task_number": 1000}, "task_number", id="beyond a limit"),
    pytest.param("get_task", {}, "task_number", id="missing"),
    pytest.param("get_task", {"task_number": 1, "colour": "red"}, "colour", id="extra"),
    pytest.param("git_diff", {"file_path": None}, "file_path", id="null"),
    pytest.param("git_diff", {"file_path": "../secret"}, "file_path", id="outside the root"),
    pytest.param("create_task", TASK | {"priority": "Urgent"}, "priority", id="not in the enum"),
    pytest.param("create_task", TASK | {"deliverables": ["d", 2]}, "deliverables[1]", id="inside a list"),
    pytest.param("update_task", {"task_number": 1, "updates": {"lead": 7}}, "updates.lead", id="inside an object"),
    pytest.param("cortex_query", {"query": ""}, "query", id="empty"),
]


@pytest.mark.parametrize(("tool", "arguments", "named"), WRONG_ARGUMENTS)
async def test_a_wrong_argument_is_named(connect: Connect, tool: str, arguments: dict, named: str) -> None:
    async with connect() as tools:
        result = await tools.client.call_tool(tool, arguments)
    assert result.is_error
    assert named in text(result)
    assert result.meta["sanctuary-gateway/fault"]["code"] == "bad_arguments"
    assert [fault["path"] for fault in result.meta["sanctuary-gateway/fault"]["arguments"]] == [named]


async def test_an_alias_is_served_and_not_listed(connect: Connect) -> None:
    async with connect() as tools:
        assert "entries" in await tools.done("chronicle_read_latest_entries")


@pytest.mark.parametrize("name", ["get_tsak", "chronicle_append_entry", "code_check_tools", ""])
async def test_an_unknown_tool_is_a_protocol_error(connect: Connect, name: str) -> None:
    async with connect() as tools:
        with pytest.raises(MCPError) as raised:
            await tools.client.call_tool(name, {})
        assert raised.value.code == INVALID_PARAMS
        assert f"`{name}`" in raised.value.message

        # The connection lives on.
        await tools.done("list_tasks")


async def test_a_near_name_is_suggested(connect: Connect) -> None:
    async with connect() as tools:
        with pytest.raises(MCPError, match="did you mean `get_task`"):
            await tools.client.call_tool("get_tsak", {})
