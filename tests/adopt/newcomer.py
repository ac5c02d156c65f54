"""A newcomer's path, from nothing to a reviewed change, with the seconds that each step takes.

    python newcomer.py --gatewayc PATH --servers FOLDER

FOLDER is as for adopt.py. What is timed is what a newcomer's machine does: all of it must take less than ten minutes.
"""

import argparse
import asyncio
import os
import shutil
import subprocess
import time
from pathlib import Path

from adopt import World, built, commands

TEN_MINUTES = 600


class Way:
    """The steps, and how long each took."""

    def __init__(self):
        self.steps = []

    def step(self, name, work):
        began = time.monotonic()
        result = work()
        self.steps.append((name, time.monotonic() - began))
        print(f"newcomer: {self.steps[-1][1]:6.1f} s  {name}", flush=True)
        return result


class Project:
    """What the newcomer works on, with the commands that a newcomer types."""

    def __init__(self, gatewayc, folder, world):
        self.gatewayc, self.folder, self.world = gatewayc, folder, world
        self.file = folder / "tools.toml"
        self.env = {**os.environ, **world.env}

    def run(self, *command, expected=0, cwd=None):
        done = subprocess.run(command, cwd=cwd or self.folder, env=self.env, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True)
        assert done.returncode == expected, f"{command}: {done.returncode}\n{done.stdout}"
        return done.stdout

    def new(self):
        repository = Path(__file__).resolve().parents[2]
        self.run(self.gatewayc, "new", self.folder.name, "--path", str(repository), cwd=self.folder.parent)

    def take(self, name, command):
        report = self.run(self.gatewayc, "import", name, "--pass-env", "MEMORY_FILE_PATH", "--", *command)
        assert f"{name}: " in report and "new tool" in report, report
        self.run(self.gatewayc, "check")

    def commit(self, message):
        self.run("git", "add", "--all")
        self.run("git", "commit", "--quiet", f"--message={message}")

    def change(self, old, new):
        text = self.file.read_text(encoding="utf-8")
        assert text.count(old) == 1, f"{old!r} stands {text.count(old)} times in tools.toml"
        self.file.write_text(text.replace(old, new), encoding="utf-8")


async def connected(gateway, world):
    """The official client: the list, a call of each server, and what is said of a tool that waits."""
    from mcp import ClientSession, StdioServerParameters
    from mcp.client.stdio import stdio_client

    parameters = StdioServerParameters(command=str(gateway), env=world.env, cwd=str(world.folder))
    async with stdio_client(parameters) as (reader, writer), ClientSession(reader, writer) as session:
        await session.initialize()
        names = {tool.name for tool in (await session.list_tools()).tools}
        now = await session.call_tool("get_current_time", {"timezone": "Europe/Paris"})
        assert not now.is_error and "Europe/Paris" in now.content[0].text, now
        if "read_graph" in names:
            graph = await session.call_tool("read_graph", {})
            assert not graph.is_error and "entities" in graph.content[0].text, graph
            return names, None
        try:
            await session.call_tool("read_graph", {})
        except Exception as error:  # the client's own class for JSON-RPC errors
            return names, str(error)
        raise AssertionError("a tool of a server that is not enabled was called")


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--gatewayc", required=True, type=Path)
    parser.add_argument("--servers", required=True, type=Path)
    options = parser.parse_args()
    servers = options.servers.resolve()
    world = World(servers / "newcomer_world")
    world.make()
    folder = servers / "newcomer"
    shutil.rmtree(folder, ignore_errors=True)
    project = Project(str(options.gatewayc.resolve()), folder, world)
    took, known = Way(), commands(world, servers)

    took.step("gatewayc new", project.new)
    took.step("import a server from PyPI", lambda: project.take("time", known["time"]))
    took.step("import a server from npm", lambda: project.take("memory", known["memory"]))
    gateway = took.step("cargo build", lambda: built(folder))
    names, _ = took.step("connect the official client, list, call both", lambda: asyncio.run(connected(gateway, world)))
    assert {"get_current_time", "convert_time", "read_graph"} <= names, names

    project.run("git", "init", "--quiet")
    project.commit("The gateway as imported.")
    project.change('description = "The time in a time zone."', 'description = "Tell what time it is somewhere."')
    report = took.step("review a changed description", lambda: project.run(project.gatewayc, "diff", "HEAD", expected=1))
    assert "get_current_time" in report and "description" in report and "tools.toml:" in report, report

    # A first wave has one of the two.
    project.commit("Another text.")
    project.change('principal = "me" }', 'principal = "me", enabled = ["time"] }')
    report = took.step("review a first wave", lambda: project.run(project.gatewayc, "diff", "HEAD", expected=2))
    assert "the server memory is not enabled any more" in report, report
    gateway = took.step("cargo build of the first wave", lambda: built(folder))
    names, refusal = took.step("connect again", lambda: asyncio.run(connected(gateway, world)))
    assert "read_graph" not in names and "not enabled in this gateway" in refusal, refusal

    total = sum(seconds for _, seconds in took.steps)
    assert total < TEN_MINUTES, f"{total:.0f} s"
    print(f"newcomer: {total:6.1f} s in all")


if __name__ == "__main__":
    main()
