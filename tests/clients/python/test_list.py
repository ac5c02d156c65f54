"""The list of tools: exactly what tools.toml declares, in every transport and era."""

from jsonschema import Draft202012Validator

from conftest import Connect
from contract import TOOLS
from gateway import Way


async def test_lists_the_63_tools_of_the_contract(connect: Connect) -> None:
    async with connect() as tools:
        listed = await tools.client.list_tools()
    assert len(TOOLS) == 63
    assert [tool.name for tool in listed.tools] == sorted(TOOLS)
    assert listed.next_cursor is None


async def test_shows_the_reviewed_texts(connect: Connect) -> None:
    async with connect() as tools:
        listed = await tools.client.list_tools()
    assert {tool.name: tool.description for tool in listed.tools} == {
        name: tool["description"].strip() for name, tool in TOOLS.items()
    }


async def test_every_input_schema_is_a_closed_object_in_valid_json_schema(connect: Connect) -> None:
    async with connect() as tools:
        listed = await tools.client.list_tools()
    for tool in listed.tools:
        Draft202012Validator.check_schema(tool.input_schema)
        assert tool.input_schema["type"] == "object", tool.name
        assert set(tool.input_schema.get("properties", {})) == set(TOOLS[tool.name].get("params", {})), tool.name
        assert tool.input_schema["additionalProperties"] is TOOLS[tool.name].get("open", False), tool.name


async def test_annotations_follow_the_class(connect: Connect) -> None:
    async with connect() as tools:
        listed = await tools.client.list_tools()
    for tool in listed.tools:
        declared = TOOLS[tool.name]
        own = declared.get("annotations", {})
        assert tool.annotations.read_only_hint is own.get("read_only", declared["class"] == "read"), tool.name
        assert tool.annotations.destructive_hint is own.get("destructive", declared["class"] == "destructive"), tool.name
        assert tool.annotations.open_world_hint is own.get("open_world", False), tool.name


async def test_a_client_may_keep_the_list(way: Way, connect: Connect) -> None:
    async with connect() as tools:
        listed = await tools.client.list_tools()
    # Lists carry a time to live since 2026-07-28; the SDK reads 0 where there is none.
    assert listed.ttl_ms == (3_600_000 if way.version == "2026-07-28" else 0)
    # It depends on who asks, so a cache that several share must not keep it.
    assert listed.cache_scope == "private"


async def test_says_who_it_is(connect: Connect) -> None:
    async with connect() as tools:
        assert tools.client.server_info.name == "sanctuary-gateway"
        assert tools.client.server_capabilities.tools is not None
        assert tools.client.instructions
