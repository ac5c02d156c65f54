"""A gateway with its dashboard, and calls to it from other processes, as people make them."""

import json
import os
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

REPOSITORY = Path(__file__).resolve().parents[2]
BINARY = Path(os.environ.get("SANCTUARY_GATEWAY_BINARY", REPOSITORY / "target" / "debug" / "gateway")).absolute()
DOCUMENTS = REPOSITORY / "tests" / "clients" / "documents"

ANNOUNCEMENT = "dashboard on "
PATIENCE = 20


@dataclass
class Gateway:
    """A project's folder, and the gateway that runs in it."""

    folder: Path
    address: str = ""
    key: str = ""
    _calls: list[subprocess.Popen[str]] = field(default_factory=list)

    def run(self, *arguments: str) -> str:
        done = subprocess.run(self._command(*arguments), check=True, capture_output=True, text=True, **self._place())
        return done.stdout.strip()

    def call(self, tool: str, *arguments: str) -> subprocess.Popen[str]:
        """Begins a call in a process of its own; its output tells how it ended."""
        call = subprocess.Popen(
            self._command("call", tool, *arguments),
            stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, **self._place(),
        )
        self._calls.append(call)
        return call

    def _command(self, *arguments: str) -> list[str]:
        return [str(BINARY), *arguments]

    def _place(self) -> dict[str, object]:
        names = ("PATH", "HOME", "TMPDIR")
        environment = {name: os.environ[name] for name in names if name in os.environ}
        return {"cwd": self.folder, "env": environment | {"OLLAMA_HOST": "http://127.0.0.1:1"}}

    def end_calls(self) -> None:
        for call in self._calls:
            call.kill()
            call.communicate()


@contextmanager
def serving(folder: Path, *, with_key: bool = True) -> Iterator[Gateway]:
    gateway = Gateway(folder)
    if with_key:
        gateway.key = gateway.run("key", "new", "--principal", "operator")
    log = folder / "gateway.log"
    with log.open("w", encoding="utf-8") as errors:
        process = subprocess.Popen(
            gateway._command("serve", "--http", "127.0.0.1:0", "--management", "127.0.0.1:0"),
            stdin=subprocess.DEVNULL, stderr=errors, **gateway._place(),
        )
        try:
            gateway.address = _announced(process, log)
            yield gateway
        finally:
            gateway.end_calls()
            process.terminate()
            process.wait(PATIENCE)


def _announced(process: subprocess.Popen[bytes], log: Path) -> str:
    end = time.monotonic() + PATIENCE
    while time.monotonic() < end and process.poll() is None:
        for line in log.read_text(encoding="utf-8").splitlines():
            # The last line may be half written.
            entry = json.loads(line) if line.endswith("}") else {}
            if entry.get("message", "").startswith(ANNOUNCEMENT):
                return entry["url"].rstrip("/")
        time.sleep(0.02)
    raise AssertionError(f"the gateway did not say where its dashboard is: {log.read_text(encoding='utf-8')}")
