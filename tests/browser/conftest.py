"""Fixtures: a gateway for each test, one browser for all, and a person who has not signed in yet."""

import os
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from selenium.webdriver import Chrome

import browser
import gateway as gateways
from browser import Person
from gateway import Gateway


@pytest.fixture(scope="session", autouse=True)
def binary() -> None:
    if not gateways.BINARY.is_file():
        pytest.exit(f"{gateways.BINARY} does not exist: run `cargo build`, or set SANCTUARY_GATEWAY_BINARY", returncode=2)


@pytest.fixture
def project(tmp_path: Path) -> Path:
    return Path(shutil.copytree(gateways.DOCUMENTS, tmp_path / "project"))


@pytest.fixture
def gateway(project: Path) -> Iterator[Gateway]:
    with gateways.serving(project) as gateway:
        yield gateway


@pytest.fixture(scope="session")
def chromium(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Chrome]:
    # The driver on this machine is not asked through a proxy for the network.
    os.environ["NO_PROXY"] = os.environ["no_proxy"] = "127.0.0.1,localhost"
    driver = browser.start(tmp_path_factory.mktemp("chromium"))
    driver.get("about:blank")
    yield driver
    driver.quit()


@pytest.fixture
def person(chromium: Chrome, gateway: Gateway) -> Iterator[Person]:
    """Whatever they do, no script fails, no policy is violated, and nothing is asked for elsewhere."""
    first = chromium.current_window_handle
    chromium.switch_to.new_window("tab")
    person = Person(chromium, gateway.address)
    person.resize(1280, 900)
    # What the browser asked for by itself, for the page that it begins with.
    person.requested()
    yield person
    complaints, requested = person.complaints(), person.requested()
    chromium.delete_all_cookies()
    for window in chromium.window_handles:
        if window != first:
            chromium.switch_to.window(window)
            chromium.close()
    chromium.switch_to.window(first)
    assert complaints == []
    assert requested != [] and {url for url in requested if not url.startswith((gateway.address + "/", "about:"))} == set()


@pytest.fixture
def operator(person: Person, gateway: Gateway) -> Person:
    person.sign_in(gateway.key)
    return person
