// Everything works without scripts: every public link leads to a page or a file,
// and the log is kept and corrected with plain forms.

import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { EDITOR, PUBLISHER, REPORTER, startDemo } from "./demo.mjs";
import { untilWorkedOut } from "./harness.mjs";

const WITHOUT = { scripts: false, width: 320 };

// A page can be asked for in more ways than can be tried: an hour of the week at a
// place on the map, and so on. So many of those that ask by the same names are followed.
const MOST_ALIKE = 12;

// A printed file is given three minutes by the program itself before it is stopped.
const FILE_MS = 200_000;

let demo;
before(async () => (demo = await startDemo()));
after(() => demo?.stop());

/**
 * Follows every link on this site from `start`; returns the addresses that were
 * pages and those that were files.
 */
async function follow(page, start) {
  const seen = new Set([start]);
  const alike = new Map();
  const isOneMore = ({ pathname, searchParams }) => {
    // Pages of one kind, such as those of single incidents, are alike too.
    const kind = pathname.replaceAll(/[0-9a-f]{8}-[0-9a-f-]{27}/g, "…");
    const asksBy = `${kind}?${[...searchParams.keys()].sort().join("&")}`;
    alike.set(asksBy, (alike.get(asksBy) ?? 0) + 1);
    return alike.get(asksBy) <= MOST_ALIKE;
  };
  const pages = [];
  const files = [];
  for (const path of seen) {
    const response = await page.request.get(demo.url + path, { timeout: FILE_MS });
    assert.equal(response.status(), 200, `${path} answers`);
    if (!response.headers()["content-type"].startsWith("text/html")) {
      assert.ok((await response.body()).length > 0, `${path} holds something`);
      files.push(path);
      continue;
    }
    await page.goto(demo.url + path);
    await untilWorkedOut(page);
    pages.push(path);
    assert.ok(await page.getByRole("heading", { level: 1 }).isVisible(), `${path} has a heading`);
    assert.equal(await page.locator("noscript").count(), 0, `${path} asks for no scripts`);
    const hrefs = await page.locator("a").evaluateAll((links) => links.map((link) => link.getAttribute("href")));
    for (const href of hrefs) {
      const address = new URL(href, demo.url + path);
      const next = address.pathname + address.search;
      // A choice of language would change what the rest of the walk sees.
      const isPage = address.origin === demo.url && !next.startsWith("/sprak/");
      if (isPage && !seen.has(next) && isOneMore(address)) {
        seen.add(next);
      }
      if (address.origin === demo.url && address.pathname === path && address.hash) {
        const target = page.locator(`[id="${decodeURIComponent(address.hash.slice(1))}"]`);
        assert.equal(await target.count(), 1, `${path} has the place ${address.hash}`);
      }
    }
  }
  return { pages, files };
}

test("every public link leads to a page or a file", async () => {
  const page = await demo.open("/", WITHOUT);
  const { pages, files } = await follow(page, "/");
  for (const kind of [/\/atagande\/[^.]+$/, /\/uppfoljning\/2023$/, /\/brott\/[^.]+$/, /\/nyheter$/]) {
    assert.ok(pages.some((path) => kind.test(path)), `no page like ${kind} among\n${pages.join("\n")}`);
  }
  for (const kind of [/\.pdf$/, /\.csv$/, /\.json$/]) {
    assert.ok(files.some((path) => kind.test(path)), `no file like ${kind} among\n${files.join("\n")}`);
  }
  await page.context().close();
});

test("every link of a publisher leads to a page or a file", async () => {
  const page = await demo.signIn(PUBLISHER, WITHOUT);
  const { pages } = await follow(page, "/arbete");
  assert.ok(pages.some((path) => path.startsWith("/arbete/loften/") && path.includes("/uppfoljning/")));
  await page.context().close();
});

test("the language is chosen, kept and changed back", async () => {
  const page = await demo.open("/om", WITHOUT);
  await page.getByRole("link", { name: "English" }).click();
  assert.equal(new URL(page.url()).pathname, "/om");
  await page.getByRole("heading", { level: 1, name: "About Handslag" }).waitFor();
  await page.goto(`${demo.url}/lidkoping`);
  await page.getByRole("link", { name: "Svenska" }).click();
  assert.equal(await page.locator("html").getAttribute("lang"), "sv");
  await page.context().close();
});

test("another chart is chosen with a plain form", async () => {
  const page = await demo.open("/lidkoping/lidkoping-2022-2023", WITHOUT);
  const chart = page.locator("figure.chart").first();
  const before = await chart.innerText();
  await page.getByRole("radio", { name: "anmälda brott per 100" }).check();
  await page.getByRole("button", { name: "Visa", exact: true }).click();
  await page.waitForURL("**matt=per100k**");
  assert.notEqual(await chart.innerText(), before);
  await page.context().close();
});

test("an activity is logged with its counts, and corrected with a trace", async () => {
  const page = await demo.signIn(REPORTER, WITHOUT);
  await page.getByRole("link", { name: "Logga", exact: true }).click();
  await page.getByRole("radio", { name: "sök med hund" }).check();
  const finds = page.getByRole("spinbutton", { name: "fynd" }).and(page.locator(":visible"));
  for (const expected of ["1", "2"]) {
    await page.getByRole("button", { name: "Öka fynd" }).and(page.locator(":visible")).click();
    assert.equal(await finds.inputValue(), expected);
    assert.ok(await page.getByRole("radio", { name: "sök med hund" }).isChecked(), "nothing chosen is lost");
  }
  await page.getByRole("button", { name: "Minska fynd" }).and(page.locator(":visible")).click();
  await page.getByRole("button", { name: "Spara" }).click();
  await page.getByRole("status").getByText("Sparat.").waitFor();

  await page.getByRole("link", { name: "Rätta det du sparade" }).click();
  assert.equal(await page.getByRole("textbox", { name: "fynd" }).inputValue(), "1");
  await page.getByRole("textbox", { name: "fynd" }).fill("3");
  await page.getByRole("textbox", { name: "Skäl" }).fill("Ett fynd räknades bort av misstag.");
  await page.getByRole("button", { name: "Spara rättelsen" }).click();
  await page.getByRole("status").getByText("Sparat.").waitFor();
  const trace = page.getByRole("listitem").filter({ hasText: "Förut stod det" });
  await trace.getByText("”Ett fynd räknades bort av misstag.”").waitFor();
  assert.match(await trace.innerText(), /\b1\sfynd/);
  assert.equal(await page.getByRole("textbox", { name: "fynd" }).inputValue(), "3");
  await page.context().close();
});

test("a correction without a reason is refused, and nothing typed is lost", async () => {
  const page = await demo.signIn(EDITOR, WITHOUT);
  await page.goto(`${demo.url}/arbete/aktiviteter`);
  await page.getByRole("table").getByRole("link").first().click();
  await page.getByRole("textbox", { name: "Antal gånger" }).fill("inte ett tal");
  await page.getByRole("textbox", { name: "Skäl" }).fill("Prov");
  await page.getByRole("button", { name: "Spara rättelsen" }).click();
  await page.getByRole("alert").getByRole("link", { name: "Antal gånger går inte att läsa" }).waitFor();
  assert.equal(await page.getByRole("textbox", { name: "Antal gånger" }).inputValue(), "inte ett tal");
  await page.context().close();
});

test("the session ends when the member signs out", async () => {
  const page = await demo.signIn(REPORTER, WITHOUT);
  await page.getByRole("button", { name: "Logga ut" }).click();
  await page.waitForURL(`${demo.url}/`);
  await page.goto(`${demo.url}/arbete`);
  assert.equal(new URL(page.url()).pathname, "/logga-in");
  await page.context().close();
});
