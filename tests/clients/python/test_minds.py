"""The servers that ask a language model: personas, the council, the fine-tuned model, the orchestrator."""

import json
import subprocess
from collections.abc import Iterator

import pytest

import project as projects
from conftest import Connect
from gateway import BINARY
from project import Project

MODELS = BINARY.parent / "examples" / "ollama"


@pytest.fixture
def models(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """The project's own Ollama-compatible server."""
    if not MODELS.is_file():
        pytest.fail(f"{MODELS} does not exist: run `cargo build --examples`")
    with subprocess.Popen([str(MODELS)], stdout=subprocess.PIPE, text=True) as server:
        monkeypatch.setitem(projects.ENVIRONMENT, "OLLAMA_HOST", server.stdout.readline().strip())
        yield
        server.kill()


@pytest.mark.usefixtures("models")
async def test_a_persona_answers_and_remembers(connect: Connect, project: Project) -> None:
    heard: list[float] = []

    async def progress(done: float, total: float | None, message: str | None) -> None:
        heard.append(done)

    async with connect() as tools:
        await tools.done("persona_create_custom", role="keeper", persona_definition="You keep a light.", description="Keeps.")
        assert "keeper" in (await tools.done("persona_list_roles"))["custom"]
        first = await tools.client.call_tool(
            "persona_dispatch", {"role": "keeper", "task": "Is it lit?"}, progress_callback=progress
        )
        assert not first.is_error, first
        assert heard and heard == sorted(heard), "the answer is told as it comes"
        again = await tools.done("persona_dispatch", role="keeper", task="And now?")
        assert (again["remembered"], again["message_count"]) == (2, 5)
        kept = json.loads((project.root / again["state_path"]).read_text(encoding="utf-8"))
        assert [message["role"] for message in kept] == ["system", "user", "assistant", "user", "assistant"]
        assert len((await tools.done("persona_get_state", role="keeper"))["messages"]) == 5
        await tools.done("persona_reset_state", role="keeper")
        assert not (project.root / again["state_path"]).exists()


@pytest.mark.usefixtures("models")
async def test_the_council_deliberates_in_rounds(connect: Connect, project: Project) -> None:
    async with connect() as tools:
        agents = await tools.done("council_list_agents")
        assert [agent["status"] for agent in agents["agents"]] == ["available"] * 3, agents
        said = await tools.done("council_dispatch", task_description="Is it lit?", max_rounds=2, output_path="out/said.md")
        assert [(turn["round"], turn["member_id"]) for turn in said["packets"]] == [
            (number, agent) for number in (1, 2) for agent in ("coordinator", "strategist", "auditor")
        ]
        assert said["packets"][0]["decision"] in (project.root / "out/said.md").read_text(encoding="utf-8")


@pytest.mark.usefixtures("models")
async def test_the_model_is_asked_and_the_cycle_runs(connect: Connect, project: Project) -> None:
    (project.root / "report.md").write_text("# Lamps\n\nOil burns longer than gas.\n", encoding="utf-8")
    async with connect() as tools:
        assert (await tools.done("check_sanctuary_model_status"))["available"] is True
        assert (await tools.done("query_sanctuary_model", prompt="Is it lit?"))["response"]
        await tools.done("orchestrator_dispatch_mission", mission_id="m1", objective="Look at the lamp.")
        cycle = await tools.done(
            "orchestrator_run_strategic_cycle", gap_description="Which lamp burns longest", research_report_path="report.md"
        )
        assert [step["step"] for step in cycle["steps"]] == ["ingest", "synthesise", "adapt", "warm"]
        found = await tools.done("cortex_query", query="oil gas lamp")
        assert found["results"][0]["path"] == "report.md"


@pytest.mark.parametrize(
    ("tool", "arguments"),
    [
        ("query_sanctuary_model", {"prompt": "Is it lit?"}),
        ("persona_dispatch", {"role": "auditor", "task": "Is it lit?"}),
        ("council_dispatch", {"task_description": "Is it lit?"}),
    ],
)
async def test_without_a_model_server_the_failure_says_how_to_start_one(
    connect: Connect, project: Project, tool: str, arguments: dict
) -> None:
    async with connect() as tools:
        refusal = await tools.refused(tool, **arguments)
    assert "http://127.0.0.1:1" in refusal and "ollama serve" in refusal
    assert project.git("status", "--porcelain") == "", "nothing is written"
