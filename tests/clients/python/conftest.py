"""Fixtures: a project for each test, and connections to a gateway on it over every transport and in both eras."""

from collections.abc import Callable
from contextlib import AbstractAsyncContextManager
from functools import partial
from pathlib import Path

import pytest

import gateway
import project as projects
from gateway import Tools, Way
from project import Project

Connect = Callable[..., AbstractAsyncContextManager[Tools]]


@pytest.fixture
def anyio_backend() -> str:
    return "asyncio"


@pytest.fixture(scope="session", autouse=True)
def binary() -> None:
    if not gateway.BINARY.is_file():
        pytest.exit(f"{gateway.BINARY} does not exist: run `cargo build`, or set SANCTUARY_GATEWAY_BINARY", returncode=2)


@pytest.fixture(autouse=True)
def direct(monkeypatch: pytest.MonkeyPatch) -> None:
    """The gateway is on this machine; a proxy for the network is not asked."""
    monkeypatch.setenv("NO_PROXY", "127.0.0.1")


@pytest.fixture
def project(tmp_path: Path) -> Project:
    return projects.create(tmp_path)


@pytest.fixture(params=gateway.WAYS, ids=str)
def way(request: pytest.FixtureRequest) -> Way:
    return request.param


@pytest.fixture
def connect(way: Way, project: Project) -> Connect:
    return partial(gateway.connected, way, project)
