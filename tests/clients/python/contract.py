"""What tools.toml declares: the lists and texts that clients must see."""

import tomllib
from pathlib import Path

REPOSITORY = Path(__file__).resolve().parents[3]

_FILE = tomllib.loads((REPOSITORY / "tools.toml").read_text(encoding="utf-8"))

SERVERS: dict[str, dict[str, dict]] = {name: server["tools"] for name, server in _FILE["servers"].items()}
"""Server name → tool name → the tool's table."""

TOOLS: dict[str, dict] = {name: tool for tools in SERVERS.values() for name, tool in tools.items()}
