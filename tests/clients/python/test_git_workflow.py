"""The git server: a change from its branch to the merge, with the real git program."""

from conftest import Connect
from contract import SERVERS
from gateway import text
from project import Project

BRANCH = "feature/task-045-token-refresh"


async def test_every_tool_on_the_way_of_a_change(connect: Connect, project: Project) -> None:
    async with connect() as tools:
        assert "main" in text(await tools.call("git_get_safety_rules"))
        status = await tools.done("git_get_status")
        assert (status["branch"], status["clean"]) == ("main", True)

        await tools.done("git_start_feature", task_id="045", description="token refresh")
        assert project.git("branch", "--show-current") == BRANCH

        (project.root / "docs" / "token.md").write_text("# Token\n\nIt is refreshed hourly.\n", encoding="utf-8")
        (project.root / "docs" / "lens.md").write_text("# Lens\n\nIt was sold.\n", encoding="utf-8")
        assert "+It was sold." in (await tools.done("git_diff", file_path="docs/lens.md"))["diff"]
        assert (await tools.done("git_add", files=["docs/token.md"]))["staged"] == ["docs/token.md"]
        staged = (await tools.done("git_diff", cached=True))["diff"]
        assert "+It is refreshed hourly." in staged
        assert "It was sold." not in staged

        await tools.done("git_smart_commit", message="docs: describe the token\n\nIt was known to nobody.")
        assert project.git("log", "-1", "--format=%s%n%b") == "docs: describe the token\nIt was known to nobody."
        assert project.git("show", "--name-only", "--format=") == "docs/token.md"
        [newest] = (await tools.done("git_log", max_count=1))["commits"]
        assert newest["subject"] == "docs: describe the token"

        await tools.done("git_push_feature")
        assert project.git("rev-parse", BRANCH, cwd=project.origin) == project.git("rev-parse", "HEAD")

        project.merge_at_origin(BRANCH)
        project.git("checkout", "--quiet", "--", "docs/lens.md")
        await tools.done("git_finish_feature", branch_name=BRANCH)
        assert project.git("branch", "--format=%(refname:short)") == "main"
        assert (project.root / "docs" / "token.md").is_file()
        assert tools.called == set(SERVERS["git_workflow"])


async def test_main_is_never_changed(connect: Connect, project: Project) -> None:
    (project.root / "docs" / "lens.md").write_text("# Lens\n\nIt was sold.\n", encoding="utf-8")
    async with connect() as tools:
        assert "main" in await tools.refused("git_add", files=["docs/lens.md"])
        assert "main" in await tools.refused("git_smart_commit", message="feat: sell the lens")
        assert "main" in await tools.refused("git_push_feature")
    assert project.git("diff", "--cached", "--name-only") == ""


async def test_unmerged_work_is_kept(connect: Connect, project: Project) -> None:
    async with connect() as tools:
        await tools.done("git_start_feature", task_id="7", description="unfinished")
        (project.root / "docs" / "token.md").write_text("# Token\n", encoding="utf-8")
        await tools.done("git_add")
        await tools.done("git_smart_commit", message="chore: begin")
        assert "merged" in await tools.refused("git_finish_feature", branch_name="feature/task-7-unfinished")
    assert project.git("branch", "--show-current") == "feature/task-7-unfinished"
