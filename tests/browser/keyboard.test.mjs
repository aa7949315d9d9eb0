// The main tasks with the keyboard alone: every stop can be seen, nothing traps,
// and focus goes where the reader has to look.

import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { PROMISE, REPORTER, startDemo } from "./demo.mjs";
import { screenshot } from "./harness.mjs";

/** More stops than any task should take. */
const MOST_STOPS = 120;

let demo;
before(async () => (demo = await startDemo()));
after(() => demo?.stop());

/** What has focus: its name, whether that shows, and whether something hides it. */
function focused(page) {
  return page.evaluate(() => {
    const at = document.activeElement;
    // A tile's radio button lies invisible upon its label, which shows the focus.
    const shown = at.matches(".tile input") ? at.nextElementSibling : at;
    const style = getComputedStyle(shown);
    const box = shown.getBoundingClientRect();
    const middle = document.elementFromPoint(box.x + Math.min(box.width, innerWidth - box.x) / 2, box.y + box.height / 2);
    return {
      name: (at.getAttribute("aria-label") ?? at.labels?.[0]?.textContent ?? at.textContent).trim().slice(0, 60),
      tag: at.localName,
      outlined: style.outlineStyle !== "none" && parseFloat(style.outlineWidth) >= 2,
      covered: middle === null || !(shown.contains(middle) || middle.contains(shown) || at.contains(middle)),
    };
  });
}

/** Presses Tab until the element has focus; fails on a stop that cannot be seen. */
async function tabTo(page, target, key = "Tab") {
  const stops = [];
  for (let n = 0; n < MOST_STOPS; n += 1) {
    await page.keyboard.press(key);
    const stop = await focused(page);
    stops.push(stop.name);
    if (stop.tag !== "body") {
      assert.ok(stop.outlined, `focus does not show on "${stop.name}" (${stop.tag})`);
      assert.ok(!stop.covered, `something hides "${stop.name}" (${stop.tag})`);
    }
    if (await target.evaluate((element) => element === document.activeElement)) {
      return;
    }
  }
  assert.fail(`not reached by ${key}: ${target}. Stops: ${stops.join(" | ")}`);
}

/** Waits for a page with this heading. */
function heading(page, name) {
  return page.getByRole("heading", { level: 1, name }).waitFor();
}

test("the skip link is the first stop, shows, and leads past the menu", async () => {
  const page = await demo.open(PROMISE);
  const skip = page.getByRole("link", { name: "Hoppa till innehållet" });
  await page.keyboard.press("Tab");
  assert.ok(await skip.evaluate((link) => link === document.activeElement));
  const box = await skip.boundingBox();
  assert.ok(box.y >= 0 && box.height > 20, "the skip link is in sight when it has focus");
  await page.keyboard.press("Enter");
  assert.equal(await page.evaluate(() => document.activeElement.id), "innehall");
  await page.keyboard.press("Tab");
  assert.ok(await page.evaluate(() => document.activeElement.closest("main") !== null));
  await page.context().close();
});

for (const width of [320, 1280]) {
  test(`an activity is logged by keyboard at ${width} px`, async () => {
    const page = await demo.open("/logga-in", { width });
    await tabTo(page, page.getByRole("button", { name: REPORTER }));
    await page.keyboard.press("Enter");
    await heading(page, "Idag");

    await tabTo(page, page.getByRole("main").getByRole("link", { name: "Logga en aktivitet" }));
    await page.keyboard.press("Enter");
    await heading(page, "Logga en aktivitet");

    const kinds = page.getByRole("group", { name: "Vad?" }).getByRole("radio");
    await tabTo(page, page.getByRole("group", { name: "Vad?" }).getByRole("radio", { checked: true }));
    await page.keyboard.press("ArrowDown");
    await page.keyboard.press("ArrowUp");
    assert.ok((await kinds.count()) > 2);
    const places = page.getByRole("group", { name: "Var?" });
    await tabTo(page, places.getByRole("radio", { checked: true }));
    await page.keyboard.press("ArrowDown");
    await tabTo(page, page.getByRole("button", { name: "Spara" }));
    await screenshot(page, `tangentbord-logga-${width}`);
    await page.keyboard.press("Space");
    await page.getByRole("status").getByText("Sparat.").waitFor();
    await page.context().close();
  });
}

test("a commitment is found and opened by keyboard", async () => {
  const page = await demo.open("/");
  await tabTo(page, page.getByRole("searchbox", { name: "Sök" }));
  await page.keyboard.type("nykterhetskontrollerna");
  await page.keyboard.press("Enter");
  await heading(page, "Sök bland löften");
  await tabTo(page, page.getByRole("link", { name: "Nykterhetskontroller", exact: true }));
  await page.keyboard.press("Enter");
  await heading(page, "Nykterhetskontroller");
  await page.context().close();
});

test("a commitment is opened from its block by keyboard, and its table unfolds", async () => {
  const page = await demo.open(PROMISE);
  await tabTo(page, page.getByRole("main").getByRole("link", { name: /^Synliga där krogarna ligger:/ }));
  await page.keyboard.press("Enter");
  await heading(page, "Synliga där krogarna ligger");
  const table = page.locator("summary").filter({ hasText: "Visa siffrorna som tabell" });
  await tabTo(page, table);
  await page.keyboard.press("Space");
  await page.getByRole("table", { name: "Aktiviteter per månad, slag och plats" }).waitFor();
  await page.context().close();
});

test("an error takes focus to its summary, which leads to the field", async () => {
  const page = await demo.signIn(REPORTER, { width: 320 });
  await page.goto(`${demo.url}/arbete/logga`);
  await tabTo(page, page.locator("summary").filter({ hasText: "Fler uppgifter" }));
  await page.keyboard.press("Enter");
  const note = page.getByRole("textbox", { name: "Anteckning" });
  await tabTo(page, note);
  await page.keyboard.type("Ring 070-123 45 67");
  await tabTo(page, page.getByRole("button", { name: "Spara" }));
  await page.keyboard.press("Enter");
  await page.getByRole("alert").waitFor();
  // The browser moves focus when it has drawn the page.
  await page.waitForFunction(() => document.activeElement.id === "fel");
  await screenshot(page, "tangentbord-fel");

  await tabTo(page, page.getByRole("alert").getByRole("link"));
  await page.keyboard.press("Enter");
  assert.ok(await note.evaluate((field) => field === document.activeElement));
  assert.equal(await note.inputValue(), "Ring 070-123 45 67", "nothing typed is lost");
  await page.context().close();
});

test("no page inside holds the keyboard: Tab comes round to the start", async () => {
  const page = await demo.signIn(REPORTER);
  for (const path of ["/arbete", "/arbete/logga"]) {
    await page.goto(demo.url + path);
    await page.keyboard.press("Tab");
    const skip = page.getByRole("link", { name: "Hoppa till innehållet" });
    assert.ok(await skip.evaluate((link) => link === document.activeElement));
    await tabTo(page, skip);
  }
  await page.context().close();
});
