"""The index of documents: what is ingested is found, and nothing else."""

from anyio import fail_after

from conftest import Connect
from contract import SERVERS
from gateway import Tools, text
from project import Project


async def best(tools: Tools, query: str, **more: object) -> str:
    """The path of the first passage."""
    return (await tools.done("cortex_query", query=query, **more))["results"][0]["path"]


async def test_every_tool_does_its_work(connect: Connect, project: Project) -> None:
    async with connect() as tools:
        stats = await tools.done("cortex_get_stats")
        assert (stats["healthy"], stats["documents"]) == (False, 0)

        assert (await tools.done("cortex_ingest_full"))["documents"] == 5
        found = await tools.call("cortex_query", query="How is dust wiped from the prisms?")
        assert found.structured_content["results"][0]["path"] == "docs/lens.md"
        assert "chamois" in text(found)
        assert await best(tools, "vapour burner decision", reasoning_mode=True) == "ADRs/001_vapour_lamp.md"

        (project.root / "docs" / "tides.md").write_text("# Tides\n\nSpring tides flood the causeway.\n", encoding="utf-8")
        added = await tools.done("cortex_ingest_incremental", file_paths=["docs/tides.md"], metadata={"topic": "sea"})
        assert added["indexed"] == ["docs/tides.md"]
        assert await best(tools, "flooded causeway at spring tide") == "docs/tides.md"
        stats = await tools.done("cortex_get_stats")
        assert (stats["healthy"], stats["documents"]) == (True, 6)

        question, answer = "Who watches the lamp?", "The keepers, in turns of four hours."
        await tools.done("cortex_cache_set", query=question, answer=answer)
        assert (await tools.done("cortex_cache_get", query=question))["answer"] == answer
        assert answer in text(await tools.call("cortex_query", query=question, use_cache=True))
        assert (await tools.done("cortex_cache_get", query="Who pays for the oil?"))["hit"] is False

        assert (await tools.done("cortex_cache_warmup", genesis_queries=["foghorn blasts"]))["warmed"] == 1
        cached = await tools.done("cortex_query", query="foghorn blasts", use_cache=True)
        assert (cached["cached"], cached["results"][0]["path"]) == (True, "docs/foghorn.md")
        stats = await tools.done("cortex_cache_stats")
        assert stats["entries"] == 2
        assert (stats["hits"] >= 3, stats["misses"] >= 1) == (True, True)

        digest = text(await tools.call("cortex_guardian_wakeup"))
        assert "First light" in digest
        assert "Lamp Watch" in digest
        assert tools.called == set(SERVERS["rag_cortex"])


async def test_a_purge_forgets_what_is_gone(connect: Connect, project: Project) -> None:
    async with connect() as tools:
        await tools.done("cortex_ingest_full")
    (project.root / "docs" / "lens.md").unlink()
    # It may be called once per hour, which each gateway counts for itself.
    async with connect() as tools:
        await tools.done("cortex_ingest_full", purge_existing=True, source_directories=["docs"])
        found = await tools.done("cortex_query", query="mercury trough")
        assert found["results"] == []


async def test_progress_comes_in_order_and_before_the_result(connect: Connect, project: Project) -> None:
    count = 3_000
    folder = project.root / "docs" / "log"
    folder.mkdir()
    for day in range(count):
        lines = (f"## Watch {watch}\n\nWind {watch + day} from the west, lamp lit at {day}:{watch}.\n" for watch in range(8))
        (folder / f"{day:04}.md").write_text(f"# Day {day}\n\n" + "\n".join(lines), encoding="utf-8")

    seen: list[tuple[float, float | None]] = []

    async def progressed(done: float, total: float | None, message: str | None) -> None:
        assert message
        seen.append((done, total))

    async with connect() as tools:
        with fail_after(120):
            result = await tools.client.call_tool(
                "cortex_ingest_full", {"source_directories": ["docs/log"]}, progress_callback=progressed
            )
        before_result = list(seen)
        assert result.structured_content["documents"] == count

        # Notifications that came late would be here by the end of another call.
        await tools.done("cortex_get_stats")
    assert seen == before_result
    assert len(seen) > 1
    assert seen == sorted(set(seen))
    assert seen[-1] == (count, count)
