// Does the harness see what it says it sees? Tried on a program of a few lines.

import assert from "node:assert/strict";
import { access, chmod, mkdtemp, rm, stat, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { after, before, test } from "node:test";
import {
  SHAPES,
  axe,
  newPage,
  openBrowser,
  overflow,
  screenshot,
  startHandslag,
} from "./harness.mjs";

// A page as strict about scripts as ours; `/bad` has two faults.
const PROGRAM = `#!${process.execPath}
const http = require("node:http");
if (process.argv[2] === "broken") { console.error("no such database"); process.exit(3); }
const page = (body) => '<!doctype html><html lang="sv"><head><title>Prov</title>' +
  '<meta name="viewport" content="width=device-width">' +
  '<style>:root { color-scheme: light dark }</style>' +
  '<script src="/script.js" defer></script></head><body><main><h1>Prov</h1>' + body + '</main></body></html>';
const pages = {
  "/": page('<p id="said">utan skript</p>'),
  "/bad": page('<img src="/x.png"><div style="width: 2000px">för bred</div>'),
  "/script.js": 'document.getElementById("said").textContent = "med skript";',
};
const server = http.createServer((request, response) => {
  response.setHeader("Content-Security-Policy", "default-src 'self'; style-src 'unsafe-inline'");
  response.setHeader("Content-Type", request.url.endsWith(".js") ? "text/javascript" : "text/html; charset=utf-8");
  response.end(pages[request.url] ?? "");
});
server.listen(0, "127.0.0.1", () => console.log("Öppna http://127.0.0.1:" + server.address().port + "/"));
`;

let folder, program, handslag, browser;

before(async () => {
  folder = await mkdtemp(path.join(tmpdir(), "handslag-harness-"));
  program = path.join(folder, "program.cjs");
  await writeFile(program, PROGRAM);
  await chmod(program, 0o755);
  handslag = await startHandslag({ program });
  browser = await openBrowser();
});

after(async () => {
  await browser?.close();
  await handslag?.stop();
  await rm(folder, { recursive: true, force: true });
});

test("a page in every shape passes axe and fits its window", async () => {
  for (const shape of SHAPES) {
    const page = await newPage(browser, shape);
    await page.goto(handslag.url);
    assert.deepEqual(await axe(page), []);
    assert.equal(await overflow(page), 0);
    assert.equal(await page.evaluate(() => window.innerWidth), shape.width);
    const dark = await page.evaluate(() => matchMedia("(prefers-color-scheme: dark)").matches);
    assert.equal(dark, shape.colorScheme === "dark");
    await page.context().close();
  }
});

test("faults are found", async () => {
  const page = await newPage(browser, { width: 320 });
  await page.goto(`${handslag.url}/bad`);
  const rules = (await axe(page)).map((violation) => violation.rule);
  assert.deepEqual(rules, ["image-alt"]);
  assert.ok((await overflow(page)) > 1000);
});

test("a page can be read with and without scripts", async () => {
  for (const [scripts, expected] of [
    [true, "med skript"],
    [false, "utan skript"],
  ]) {
    const page = await newPage(browser, { scripts });
    await page.goto(handslag.url);
    assert.equal(await page.locator("#said").textContent(), expected);
  }
});

test("a screenshot is saved", async () => {
  const page = await newPage(browser);
  await page.goto(handslag.url);
  const file = await screenshot(page, "harness");
  assert.ok((await stat(file)).size > 1000);
});

test("stopping ends the program and deletes its data", async () => {
  const other = await startHandslag({ program });
  await other.stop();
  await assert.rejects(access(other.dataFolder));
  await assert.rejects(fetch(other.url));
});

test("a program that does not start is an error with its own words", async () => {
  await assert.rejects(startHandslag({ program, command: ["broken"] }), /exit code 3[^]*no such database/);
  await assert.rejects(startHandslag({ program: `${program}-absent` }), /could not be started/);
});
