"""A real browser before the real portal: pages to walk with, and axe to look at them."""

import os
from collections.abc import Callable, Iterator
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from django.conf import settings
from django.test import Client
from playwright.sync_api import Browser, BrowserContext, Page, sync_playwright

from accounts.models import User
from scripts.parts.chromium import installed_chromium
from tests.missing import missing

AXE = next((Path(__file__).parent / "vendor").glob("axe-core-*/axe.min.js"))
AXE_RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
TIMEOUT = 15_000  # milliseconds
# Nothing that Chromium does for its own sake may reach a network or disturb a test.
QUIET = [
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
# A new frame for each page of the same site costs a third more and shows nothing else. Of several such lists only the
# last counts, so this one repeats what Playwright's own keeps from the network.
WITHOUT = [
    "RenderDocument",
    "HttpsUpgrades",
    "HttpsFirstBalancedModeAutoEnable",
    "MediaRouter",
    "PaintHolding",
    "OptimizationHints",
    "NetworkTimeServiceQuerying",
    "PreconnectToSearch",
]


@pytest.fixture(scope="session")
def chromium() -> Iterator[Browser]:
    """One browser a process; tests open pages in it with ``open_page``."""
    path = installed_chromium()
    if not path:
        missing("Chromium", "install the system's chromium, or run make test as root")
    # Playwright's loop makes Django think that tests are asynchronous; they are not.
    os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"
    arguments = [*QUIET, f"--disable-features={','.join(WITHOUT)}"]
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=arguments, chromium_sandbox=False)
        yield browser
        browser.close()


@pytest.fixture
def open_page(chromium: Browser, live_server, transactional_db) -> Iterator[Callable[..., Page]]:
    """Call it once for each person: ``open_page(locale="sr", javascript=False, color_scheme="dark", viewport={...})``.

    ``signed_in`` is who the portal takes them for from the start, without the form of the sign-in. Each page has
    cookies of its own and addresses relative to the portal (``page.goto("/sr/")``). The test fails when a script
    broke, the browser blocked something, or anything was asked of another host.
    """
    contexts: list[BrowserContext] = []
    complaints: list[str] = []

    def open_one(*, locale: str = "en", javascript: bool = True, signed_in: User | None = None, **options) -> Page:
        options = {"base_url": live_server.url, "java_script_enabled": javascript} | options
        context = chromium.new_context(locale=locale, **options)
        context.set_default_timeout(TIMEOUT)
        contexts.append(context)
        if signed_in:
            sign_in(context, signed_in, live_server.url)
        page = context.new_page()
        listen(page, urlsplit(live_server.url).netloc, complaints)
        return page

    yield open_one
    for context in contexts:
        context.close()
    assert complaints == []


def sign_in(context: BrowserContext, user: User, address: str) -> None:
    """Whatever is opened in this context is opened by that person."""
    client = Client()
    client.force_login(user)
    cookie = client.cookies[settings.SESSION_COOKIE_NAME]
    context.add_cookies([{"name": cookie.key, "value": cookie.value, "url": address}])


def listen(page: Page, host: str, complaints: list[str]) -> None:
    """Note down what a person would not see but suffer from."""

    def look_at_request(request) -> None:
        address = urlsplit(request.url)
        if address.scheme in {"http", "https"} and address.netloc != host:
            complaints.append(f"asked another host: {request.url}")

    def look_at_console(message) -> None:
        if "Content Security Policy" in message.text:
            complaints.append(f"blocked: {message.text}")

    page.on("request", look_at_request)
    page.on("console", look_at_console)
    page.on("pageerror", lambda error: complaints.append(f"script failed: {error}"))


@pytest.fixture
def browser_page(open_page) -> Page:
    """One page in English with JavaScript on."""
    return open_page()


@pytest.fixture
def axe() -> Callable[[Page], list[str]]:
    """What axe-core finds on a page, one line a finding: the rule, what it asks, and the first element at fault."""

    def findings(page: Page) -> list[str]:
        page.evaluate(AXE.read_text())
        options = {"runOnly": {"type": "tag", "values": AXE_RULES}, "resultTypes": ["violations"]}
        result = page.evaluate("options => axe.run(document, options)", options)
        return [f"{found['id']}: {found['help']}: {found['nodes'][0]['html']}" for found in result["violations"]]

    return findings
