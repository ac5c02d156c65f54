"""The task server: what its tools say is what stands in the files."""

from anyio import create_task_group

from conftest import Connect
from contract import SERVERS
from gateway import Tools, text
from project import Project

BACKLOG = "TASKS/backlog/001_mend_the_foghorn.md"
DONE = "TASKS/done/001_mend_the_foghorn.md"


async def create(tools: Tools, title: str = "Mend the foghorn", **more: object) -> dict:
    return await tools.done(
        "create_task",
        title=title,
        objective="Ships hear the breakwater again.",
        deliverables=["A new reed"],
        acceptance_criteria=["Heard from the pier"],
        **more,
    )


async def test_every_tool_does_its_work(connect: Connect, project: Project) -> None:
    async with connect() as tools:
        created = await create(tools, priority="High")
        assert (created["number"], created["path"]) == (1, BACKLOG)
        head = (project.root / BACKLOG).read_text(encoding="utf-8")
        assert head.startswith("# TASK: Mend the foghorn\n")
        assert "**Priority:** High" in head

        found = await tools.call("get_task", task_number=1)
        assert "Ships hear the breakwater again." in text(found)
        assert found.structured_content["title"] == "Mend the foghorn"

        await tools.done("update_task", task_number=1, updates={"lead": "Ada", "notes": "The reed is ordered."})
        assert "**Lead:** Ada" in (project.root / BACKLOG).read_text(encoding="utf-8")

        await tools.done("update_task_status", task_number=1, new_status="complete", notes="It sounds.")
        assert not (project.root / BACKLOG).exists()
        moved = (project.root / DONE).read_text(encoding="utf-8")
        assert "**Status:** complete" in moved
        assert "It sounds." in moved

        await create(tools, title="Wind the clockwork")
        assert [task["number"] for task in (await tools.done("list_tasks"))["tasks"]] == [1, 2]
        assert [task["number"] for task in (await tools.done("list_tasks", status="backlog"))["tasks"]] == [2]
        assert [task["number"] for task in (await tools.done("search_tasks", query="breakwater reed"))["tasks"]] == [1, 2]
        assert [task["number"] for task in (await tools.done("search_tasks", query="clockwork"))["tasks"]] == [2]
        assert tools.called == set(SERVERS["task"])


async def test_a_task_that_does_not_exist_is_a_tool_failure(connect: Connect) -> None:
    async with connect() as tools:
        assert "77" in await tools.refused("get_task", task_number=77)


async def test_calls_at_once_get_their_own_answers(connect: Connect) -> None:
    async with connect() as tools:
        for number in range(1, 9):
            await create(tools, title=f"Polish prism {number}")

        async def ask(number: int) -> None:
            task = await tools.done("get_task", task_number=number)
            assert (task["number"], task["title"]) == (number, f"Polish prism {number}")

        async with create_task_group() as group:
            for call in range(32):
                group.start_soon(ask, call % 8 + 1)


async def test_text_of_any_script_survives(connect: Connect, project: Project) -> None:
    title = "Öl für die Lampe — 灯台 🚨 \"quoted\" \\ back"
    async with connect() as tools:
        created = await create(tools, title=title)
        assert created["title"] == title
        assert (await tools.done("get_task", task_number=1))["title"] == title
    assert title in (project.root / created["path"]).read_text(encoding="utf-8")
