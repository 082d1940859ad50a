"""Phones in a real browser: what they ask for, what they complain of, how they look."""

from __future__ import annotations

import shutil
from collections.abc import AsyncIterator
from contextlib import AsyncExitStack, asynccontextmanager
from pathlib import Path
from typing import Any

import pytest
from air import Air, carried
from playwright.async_api import Browser, ConsoleMessage, Page, async_playwright, expect

CHROMIUM = next(filter(None, map(shutil.which, ("chromium", "chromium-browser"))), None)
AXE = Path(__file__).parents[2] / ".venv" / "axe" / "package" / "axe.min.js"
"""Where `make` puts axe-core."""

needs_chromium = pytest.mark.skipif(
    CHROMIUM is None, reason="no Chromium is installed on this machine"
)
needs_axe = pytest.mark.skipif(
    not AXE.exists(), reason=f"axe-core is not at {AXE}: make puts it there"
)

SOON = 15_000
"""Milliseconds in which the page notices anything: far more than it takes on a machine that is
busy, and less than it waits before it looks by itself."""

expect.set_options(timeout=SOON)

_ASKS_NOBODY = "--disable-features=AutofillServerCommunication"
"""Without it the browser asks its maker what fields of a form are for."""

_LOOK = """async (rules) => {
  const options = rules.length ? { runOnly: { type: "rule", values: rules } } : {};
  const found = (await axe.run(document, options)).violations;
  return found.map((each) => `${each.id}: ${each.nodes.map((node) => node.html).join(" ")}`);
}"""

_LARGE = """() => {
  const root = document.documentElement, before = root.style.fontSize;
  root.style.fontSize = "200%";
  const cut = [...document.querySelectorAll("body *")].filter((each) =>
    each.getBoundingClientRect().right > innerWidth + 1 && !each.closest(".wide, .unseen, #news"));
  if (root.scrollWidth > innerWidth) cut.push(root);
  const found = cut.map((each) => each.outerHTML.slice(0, 120));
  root.style.fontSize = before;
  return found;
}"""


class Phone:
    """A phone whose every request and complaint is kept."""

    def __init__(self, page: Page, air: Air) -> None:
        self.page = page
        self.air = air
        self.address = ""
        self.complaints: list[str] = []
        page.on("pageerror", lambda error: self.complaints.append(str(error)))
        page.on("console", self._heard)
        page.on("dialog", lambda dialog: self.complaints.append(dialog.message))
        page.on("request", lambda request: self._asked(request.url))

    async def opens(self, address: str, code: str) -> None:
        """Come to a room as a phone that was never there."""
        self.address = address
        await self.page.context.clear_cookies()
        await self.page.goto(f"{address}/{code}")

    def _heard(self, message: ConsoleMessage) -> None:
        if "Content Security Policy" in message.text:
            self.complaints.append(message.text)

    def _asked(self, url: str) -> None:
        if not url.startswith(f"{self.address}/"):
            self.complaints.append(f"asked {url}")

    async def shows(self, title: str, status: str = "") -> None:
        """Wait until the page is at a view and says how things stand."""
        await expect(self.page.locator("h1")).to_have_text(title)
        await self.says(status)

    async def says(self, status: str) -> None:
        await expect(self.page.locator("#status")).to_have_text(status)

    async def pick(self, answer: str) -> None:
        await self.page.get_by_role("button", name=answer).click()

    async def join(self, code: str, name: str) -> None:
        await self.page.get_by_label("The code on the wall").fill(code)
        await self.page.get_by_label("A name, if you like").fill(name)
        await self.page.get_by_role("button", name="Join").click()

    async def keeps_debrief(self, kept: Path) -> str:
        """Keep the debrief in a file; gives what stands in it."""
        async with self.page.expect_download() as download:
            await self.page.get_by_role("link", name="Keep my debrief").click()
        await (await download.value).save_as(kept)
        return kept.read_text(encoding="utf-8")

    async def opens_kept(self, kept: Path) -> None:
        """Open a debrief that was kept, when there is no room any more."""
        await self.page.goto("about:blank")
        self.address = "file://"
        await self.page.goto(kept.as_uri())

    async def falls_asleep(self) -> None:
        """Lose every connection, and know nothing of it."""
        self.air.lose()

    async def wakes(self) -> None:
        """Look at the page again; what was connected before is connected no more."""
        self.air.find()
        await self.page.evaluate("document.dispatchEvent(new Event('visibilitychange'))")

    async def loses_the_wifi(self) -> None:
        """Lose every connection; the system says so."""
        self.air.lose()
        await self.page.context.set_offline(True)

    async def finds_the_wifi(self) -> None:
        """Be in the network again."""
        self.air.find()
        await self.page.context.set_offline(False)

    async def is_sound(self) -> None:
        """Whoever looks with axe-core, in the dark or with text at 200 % loses nothing."""
        if AXE.exists():
            await self._finds_nothing(_LOOK, [])
            await self.page.emulate_media(color_scheme="dark")
            await self._finds_nothing(_LOOK, ["color-contrast"])
            await self.page.emulate_media(color_scheme="light")
        await self._finds_nothing(_LARGE, None)

    async def is_sound_as_it_is(self) -> None:
        """Whoever looks with axe-core at this very phone finds nothing, and nothing is cut."""
        if AXE.exists():
            await self._finds_nothing(_LOOK, [])
        await self._finds_nothing(_LARGE, None)

    async def _finds_nothing(self, look: str, how: object) -> None:
        found = await self.page.evaluate(look, how)
        assert not found, "\n".join(found)


class Phones:
    """Makes phones; all are gone when the browser is."""

    def __init__(self, browser: Browser, stack: AsyncExitStack) -> None:
        self._browser = browser
        self._stack = stack

    async def phone(self, script: str = "", **settings: Any) -> Phone:
        """A small phone, whose waits are the shortest that chance allows.

        `script` runs before those of a page; `settings` are those of the browser's context.
        """
        air = await self._stack.enter_async_context(carried())
        usual = {"viewport": {"width": 360, "height": 740}, "has_touch": True}
        usual |= {"reduced_motion": "reduce", "proxy": {"server": air.address}}
        context = await self._browser.new_context(**(usual | settings))
        await context.add_init_script(f"Math.random = () => 0; {script}")
        if AXE.exists():
            await context.add_init_script(path=AXE)
        return Phone(await context.new_page(), air)


@asynccontextmanager
async def browsing() -> AsyncIterator[Phones]:
    """Phones in the system's Chromium, without a window."""
    async with async_playwright() as playwright, AsyncExitStack() as stack:
        browser = await playwright.chromium.launch(
            executable_path=CHROMIUM, args=["--no-sandbox", "--disable-gpu", _ASKS_NOBODY]
        )
        stack.push_async_callback(browser.close)
        yield Phones(browser, stack)
