"""Public servers, imported, compiled into one gateway and called through it.

    python adopt.py --gatewayc PATH --servers FOLDER

FOLDER holds `node_modules` (from package.json here) and this interpreter's environment has requirements.txt. The gateway is
built into CARGO_TARGET_DIR. Each call is made to the server itself and through the gateway, in worlds that are alike, and the
results must be the same, byte for byte. Then an official client lists and calls everything once more.
"""

import argparse
import asyncio
import json
import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

REPOSITORY = Path(__file__).resolve().parents[2]
PYTHON_PROGRAMS = Path(sys.executable).parent


class Peer:
    """One MCP server on standard input and output; results are kept as they were written."""

    def __init__(self, command, env, cwd):
        self.process = subprocess.Popen(
            command, env=env, cwd=cwd, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True
        )
        self.count = 0
        self.asked = []
        client = {"name": "adopt", "version": "1"}
        params = {"protocolVersion": "2025-11-25", "capabilities": {"elicitation": {}}, "clientInfo": client}
        self.request("initialize", params)
        self.send({"jsonrpc": "2.0", "method": "notifications/initialized"})

    def send(self, message):
        self.process.stdin.write(json.dumps(message) + "\n")
        self.process.stdin.flush()

    def request(self, method, params):
        """The raw text of the result."""
        self.count += 1
        self.send({"jsonrpc": "2.0", "id": self.count, "method": method, "params": params})
        for line in self.process.stdout:
            message = json.loads(line)
            if message.get("method") == "elicitation/create":
                self.asked.append(message["params"]["message"])
                self.send({"jsonrpc": "2.0", "id": message["id"], "result": {"action": "accept", "content": {}}})
            elif message.get("method") == "roots/list":
                self.send({"jsonrpc": "2.0", "id": message["id"], "result": {"roots": []}})
            elif message.get("id") == self.count and "method" not in message:
                assert "result" in message, line
                start = re.search(r'"result"\s*:\s*', line).end()
                return line[start : json.JSONDecoder().raw_decode(line, start)[1]]
        raise AssertionError(f"the server ended before it answered {method}")

    def all(self, method, member):
        """Every item of a list, over all its pages, as parsed."""
        items, params = [], {}
        while True:
            page = json.loads(self.request(method, params))
            items += page[member]
            if "nextCursor" not in page:
                return items
            params = {"cursor": page["nextCursor"]}

    def call(self, tool, arguments):
        return self.request("tools/call", {"name": tool, "arguments": arguments})

    def close(self):
        self.process.stdin.close()
        assert self.process.wait(20) is not None


class World:
    """What the servers work on: the same each time that it is made."""

    def __init__(self, folder):
        self.folder = folder
        self.files, self.repository = folder / "files", folder / "repository"
        self.env = {
            "PATH": f"{folder / 'bin'}:{os.environ['PATH']}",
            "HOME": str(folder / "home"),
            "LANG": "C.UTF-8",
            "MEMORY_FILE_PATH": str(folder / "memory.jsonl"),
            "GIT_AUTHOR_DATE": "2026-01-02T03:04:05Z",
            "GIT_COMMITTER_DATE": "2026-01-02T03:04:05Z",
        }

    def make(self):
        shutil.rmtree(self.folder, ignore_errors=True)
        for folder in (self.files, self.repository, self.folder / "bin", self.folder / "home"):
            folder.mkdir(parents=True)
        (self.folder / "home" / ".gitconfig").write_text("[user]\nname = A\nemail = a@example.org\n")
        (self.files / "a.txt").write_text("one\ntwo\n")
        git = lambda *arguments: subprocess.run(["git", *arguments], cwd=self.repository, env=self.env, check=True, stdout=subprocess.DEVNULL)
        git("init", "--quiet", "--initial-branch=main")
        (self.repository / "f").write_text("1\n")
        git("add", "f")
        git("commit", "--quiet", "--message=first")
        (self.repository / "f").write_text("2\n")
        # What people have by `uv`, from this environment.
        uvx = self.folder / "bin" / "uvx"
        uvx.write_text(f'#!/bin/sh\nprogram=$1; shift\nexec "{PYTHON_PROGRAMS}/$program" "$@"\n')
        uvx.chmod(0o755)


def commands(world, servers):
    programs = servers / "node_modules" / ".bin"
    return {
        "everything": [str(programs / "mcp-server-everything")],
        "filesystem": [str(programs / "mcp-server-filesystem"), str(world.files)],
        "memory": [str(programs / "mcp-server-memory")],
        "git": ["uvx", "mcp-server-git"],
        "time": ["uvx", "mcp-server-time", "--local-timezone", "UTC"],
    }


def calls(world):
    """Calls whose results depend on nothing but the world; in this order."""
    file, repository = str(world.files / "b.txt"), str(world.repository)
    entity = {"name": "Ada", "entityType": "person", "observations": ["wrote the first program"]}
    return [
        ("everything", "echo", {"message": "grüß \u2028 \U0001f980"}),
        ("everything", "get-sum", {"a": 0.1, "b": 0.2}),
        ("everything", "get-structured-content", {"location": "Chicago"}),
        ("everything", "get-annotated-message", {"messageType": "error", "includeImage": True}),
        ("everything", "get-tiny-image", {}),
        ("everything", "get-resource-links", {"count": 2}),
        ("filesystem", "write_file", {"path": file, "content": "first\nsecond\n"}),
        ("filesystem", "read_text_file", {"path": file, "head": 1}),
        ("filesystem", "read_multiple_files", {"paths": [file, str(world.files / "a.txt"), str(world.files / "none")]}),
        ("filesystem", "edit_file", {"path": file, "edits": [{"oldText": "first", "newText": "1st"}]}),
        ("filesystem", "list_directory", {"path": str(world.files)}),
        ("filesystem", "directory_tree", {"path": str(world.files)}),
        ("filesystem", "read_text_file", {"path": "/etc/passwd"}),
        ("filesystem", "search_files", {"path": str(world.files), "pattern": "*.txt"}),
        ("memory", "create_entities", {"entities": [entity]}),
        ("memory", "search_nodes", {"query": "program"}),
        ("memory", "delete_entities", {"entityNames": ["Ada"]}),
        ("memory", "read_graph", {}),
        ("git", "git_status", {"repo_path": repository}),
        ("git", "git_diff_unstaged", {"repo_path": repository}),
        ("git", "git_add", {"repo_path": repository, "files": ["f"]}),
        ("git", "git_commit", {"repo_path": repository, "message": "second"}),
        ("git", "git_log", {"repo_path": repository, "max_count": 5}),
        ("git", "git_create_branch", {"repo_path": repository, "branch_name": "b"}),
        ("git", "git_branch", {"repo_path": repository, "branch_type": "local"}),
        ("time", "convert_time", {"source_timezone": "Asia/Tokyo", "time": "12:30", "target_timezone": "Asia/Kolkata"}),
    ]


# Prompts and resources of server-everything whose answers depend on nothing but the request.
ASKED = [
    ("prompts/get", {"name": "simple-prompt"}),
    ("prompts/get", {"name": "args-prompt", "arguments": {"city": "Paris"}}),
    ("resources/read", {"uri": "demo://resource/static/document/architecture.md"}),
]
LISTS = [
    ("prompts/list", "prompts", "name"),
    ("resources/list", "resources", "uri"),
    ("resources/templates/list", "resourceTemplates", "uriTemplate"),
]


def offered(peer):
    """What a peer offers beside tools: its lists by name, and answers byte for byte."""
    lists = {method: {item[key]: item for item in peer.all(method, member)} for method, member, key in LISTS}
    answers = [peer.request(method, params) for method, params in ASKED]
    return lists, answers


def direct(world, servers):
    world.make()
    peers = {name: Peer(command, world.env, world.folder) for name, command in commands(world, servers).items()}
    results = [peers[server].call(tool, arguments) for server, tool, arguments in calls(world)]
    beside = offered(peers["everything"])
    for peer in peers.values():
        peer.close()
    return results, beside


def imported(gatewayc, project, world, servers):
    run = lambda *command: subprocess.run(command, cwd=project.parent, env={**os.environ, **world.env}, check=True)
    run(gatewayc, "new", project.name, "--path", str(REPOSITORY))
    file = str(project / "tools.toml")
    for name, command in commands(world, servers).items():
        passed = [flag for variable in ("MEMORY_FILE_PATH", "GIT_AUTHOR_DATE", "GIT_COMMITTER_DATE") for flag in ("--pass-env", variable)]
        run(gatewayc, "import", name, "--output", file, *passed, "--", *command)
        before = Path(file).read_bytes()
        run(gatewayc, "import", name, "--output", file, *passed, "--", *command)
        assert Path(file).read_bytes() == before, f"the second import of {name} changed the file"
    # What a reviewer does: destructive tools ask.
    with open(file, "a", encoding="utf-8") as toml:
        toml.write('\n[classes.destructive]\napproval = "always"\n')
    text = Path(file).read_text(encoding="utf-8").replace('profile = "all"', "profile = \"all\"\nprincipals.me.may_approve = true", 1)
    Path(file).write_text(text, encoding="utf-8")
    run(gatewayc, "check", file)


def built(project):
    # The versions that the gateway itself is tested with.
    shutil.copy(REPOSITORY / "Cargo.lock", project / "Cargo.lock")
    subprocess.run(["cargo", "build", "--quiet"], cwd=project, check=True)
    return Path(os.environ.get("CARGO_TARGET_DIR", project / "target")) / "debug" / project.name


def imported_again(gatewayc, gateway, world):
    """The gateway itself is a server that can be imported, over Streamable HTTP."""
    served = subprocess.Popen([str(gateway), "--http", "127.0.0.1:0"], env=world.env, cwd=world.folder, stderr=subprocess.PIPE, text=True)
    try:
        url = re.search(r"http://\S+", served.stderr.readline())[0]
        output = str(world.folder / "again.toml")
        command = [gatewayc, "import", "again", "--url", url, "--output", output]
        report = subprocess.run(command, check=True, stdout=subprocess.PIPE, text=True).stdout
        assert report.startswith("again: 50 new tools\n"), report
        subprocess.run([gatewayc, "check", output], check=True)
    finally:
        served.terminate()
        served.wait(20)


async def official(gateway, world):
    """The official SDK, which holds structured results against their declared schemas."""
    from mcp import ClientSession, StdioServerParameters
    from mcp.client.stdio import stdio_client

    parameters = StdioServerParameters(command=str(gateway), env=world.env, cwd=str(world.folder))
    async with stdio_client(parameters) as (reader, writer), ClientSession(reader, writer) as session:
        await session.initialize()
        tools = (await session.list_tools()).tools
        read = [row for row in calls(world) if row[1] not in ("write_file", "edit_file", "delete_entities", "git_commit")]
        for _, tool, arguments in read:
            await session.call_tool(tool, arguments)
        refused = await session.call_tool("write_file", {"path": str(world.files / "c"), "content": "c"})
        now = await session.call_tool("get_current_time", {"timezone": "Europe/Paris"})
    return tools, refused, now


# The gateway speaks 2026-07-28 with servers that know it, and they sign their results; the client here is older.
SIGNATURE = re.compile(r',"_meta":\{"io\.modelcontextprotocol/serverInfo":\{[^{}]*\}\}')


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--gatewayc", required=True, type=Path)
    parser.add_argument("--servers", required=True, type=Path)
    options = parser.parse_args()
    servers, gatewayc = options.servers.resolve(), str(options.gatewayc.resolve())
    world = World(servers / "world")
    project = servers / "adopted"
    shutil.rmtree(project, ignore_errors=True)

    expected, beside = direct(world, servers)
    world.make()
    imported(gatewayc, project, world, servers)
    gateway = built(project)

    world.make()
    peer = Peer([str(gateway)], world.env, world.folder)
    rows = calls(world)
    for (server, tool, arguments), result in zip(rows, expected):
        through = peer.call(tool, arguments)
        assert SIGNATURE.sub("", through) == result, f"{server}.{tool}\n direct  {result}\n gateway {through}"
    lists, answers = offered(peer)
    direct_lists, direct_answers = beside
    for method, items in direct_lists.items():
        assert items and items.items() <= lists[method].items(), f"{method}\n direct  {items}\n gateway {lists[method]}"
    for (method, params), answer, through in zip(ASKED, direct_answers, answers):
        assert SIGNATURE.sub("", through) == answer, f"{method} {params}\n direct  {answer}\n gateway {through}"
    peer.close()
    assert len(peer.asked) == 3, f"a person was asked {len(peer.asked)} times"

    world.make()
    imported_again(gatewayc, gateway, world)
    tools, refused, now = asyncio.run(official(gateway, world))
    assert len(tools) == 50, len(tools)
    assert refused.is_error and not (world.files / "c").exists(), refused
    assert not now.is_error, now
    print(f"adopt: {len(rows)} calls to {len(commands(world, servers))} servers gave the same bytes; {len(tools)} tools listed; "
          f"{sum(map(len, direct_lists.values()))} prompts, resources and templates and {len(ASKED)} answers the same")


if __name__ == "__main__":
    main()
