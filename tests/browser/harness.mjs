// What every browser test needs: the program with a fresh data folder, a
// browser, pages in the shapes we promise, and axe.
//
// A test that cannot test anything here calls `t.skip("why")`; the run counts it
// as not run.

import { spawn } from "node:child_process";
import { mkdir, mkdtemp, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { fileURLToPath } from "node:url";
import { chromium } from "playwright-core";

/** A phone and a desk, in CSS pixels. */
export const WIDTHS = [320, 1280];
export const COLOR_SCHEMES = ["light", "dark"];
/** How long Chromium may take to make a picture of a page before it is asked once more. */
const PICTURE_MS = 20_000;
/** Every width in every colour scheme, ready for `newPage`. */
export const SHAPES = WIDTHS.flatMap((width) =>
  COLOR_SCHEMES.map((colorScheme) => ({ width, colorScheme })),
);

const HERE = path.dirname(fileURLToPath(import.meta.url));
const SCREENSHOTS = process.env.HANDSLAG_SCREENSHOTS ?? path.join(HERE, "../../target/screenshots");
const AXE = await readFile(fileURLToPath(import.meta.resolve("axe-core/axe.min.js")), "utf8");

/**
 * Starts Handslag with an empty data folder on a free port.
 *
 * @param {object} [options]
 * @param {string} [options.program] path; `HANDSLAG_BIN` unless given
 * @param {string[]} [options.command] what to run, before `--listen` and `--data`
 * @param {Record<string, string>} [options.env] added to our own environment
 * @param {number} [options.patienceMs] how long the program may take to answer;
 *   the first start loads the example with a debug build
 * @returns {Promise<{url: string, dataFolder: string, output: () => string, stop: () => Promise<void>}>}
 */
export async function startHandslag({
  program = process.env.HANDSLAG_BIN,
  command = ["demo"],
  env = {},
  patienceMs = 180_000,
} = {}) {
  if (!program) {
    throw new Error("HANDSLAG_BIN is not set: run `cargo xtask test --only browser`");
  }
  const dataFolder = await mkdtemp(path.join(tmpdir(), "handslag-browser-"));
  const child = spawn(program, [...command, "--listen", "127.0.0.1:0", "--data", dataFolder], {
    env: { ...process.env, LANG: "sv_SE.UTF-8", ...env },
    stdio: ["ignore", "pipe", "pipe"],
  });
  let output = "";
  for (const stream of [child.stdout, child.stderr]) {
    stream.setEncoding("utf8").on("data", (text) => (output += text));
  }
  const stop = async () => {
    await end(child);
    await rm(dataFolder, { recursive: true, force: true });
  };
  try {
    const url = await printedAddress(child, () => output, patienceMs);
    return { url, dataFolder, output: () => output, stop };
  } catch (error) {
    await stop();
    throw error;
  }
}

function printedAddress(child, output, patienceMs) {
  return new Promise((resolve, reject) => {
    const fail = (what) => reject(new Error(`handslag ${what}. It said:\n${output()}`));
    const timer = setTimeout(
      () => fail(`printed no address within ${patienceMs / 1000} s`),
      patienceMs,
    );
    child.stdout.on("data", () => {
      const address = output().match(/http:\/\/127\.0\.0\.1:\d+(?=\D)/);
      if (address) {
        clearTimeout(timer);
        resolve(address[0]);
      }
    });
    child.on("error", (error) => {
      clearTimeout(timer);
      fail(`could not be started: ${error.message}`);
    });
    child.on("close", (code) => {
      clearTimeout(timer);
      fail(`stopped with exit code ${code}`);
    });
  });
}

/** Asks the program to stop, and insists after five seconds. */
async function end(child) {
  if (child.pid === undefined || child.exitCode !== null || child.signalCode !== null) {
    return;
  }
  const ended = new Promise((resolve) => child.once("exit", resolve));
  child.kill("SIGTERM");
  const insist = setTimeout(() => child.kill("SIGKILL"), 5_000);
  await ended;
  clearTimeout(insist);
}

/** Draws maps without a graphics card. */
export const WEBGL = ["--use-gl=angle", "--use-angle=swiftshader", "--enable-unsafe-swiftshader"];
/** Draws none. */
export const NO_WEBGL = ["--disable-gpu", "--disable-3d-apis"];

/**
 * A browser that talks to nobody but the pages it is given.
 *
 * @param {string[]} [graphics] how it draws: `WEBGL`, `NO_WEBGL`
 */
export async function openBrowser(graphics = ["--disable-gpu"]) {
  const executablePath = process.env.CHROMIUM;
  if (!executablePath) {
    throw new Error("CHROMIUM is not set: run `cargo xtask test --only browser`");
  }
  return chromium.launch({
    executablePath,
    // Chromium refuses its sandbox to root.
    chromiumSandbox: process.getuid?.() !== 0,
    args: [
      ...graphics,
      "--disable-quic",
      "--no-first-run",
      "--disable-background-networking",
      "--disable-component-update",
      "--disable-sync",
    ],
  });
}

/**
 * A page in a session of its own: no cookie is shared with another page.
 * Close it with `page.context().close()`, or close the browser.
 *
 * @param {import("playwright-core").Browser} browser
 * @param {object} [shape]
 * @param {number} [shape.width] CSS pixels, see `WIDTHS`
 * @param {"light" | "dark"} [shape.colorScheme]
 * @param {boolean} [shape.scripts] `false` shows the page as without JavaScript
 * @param {string} [shape.locale] what the browser asks for in `Accept-Language`
 */
export async function newPage(
  browser,
  { width = 1280, colorScheme = "light", scripts = true, locale = "sv-SE" } = {},
) {
  const context = await browser.newContext({
    viewport: { width, height: width < 600 ? 640 : 900 },
    colorScheme,
    locale,
    javaScriptEnabled: scripts,
    reducedMotion: "reduce",
  });
  if (scripts) {
    // Laid in before the page's own scripts, so that no content security policy stops it.
    await context.addInitScript({ content: AXE });
  }
  return context.newPage();
}

/**
 * What is wrong with the page for someone who cannot see, hear or point:
 * WCAG 2.0 to 2.2, levels A and AA, and axe's best practice. An empty list is
 * the bar. The page must have scripts.
 *
 * @returns {Promise<{rule: string, impact: string, help: string, where: string[]}[]>}
 */
export async function axe(page) {
  const { violations } = await page.evaluate(() =>
    globalThis.axe.run(document, {
      resultTypes: ["violations"],
      // Off by default in axe, though WCAG 2.2 AA asks for it.
      rules: { "target-size": { enabled: true } },
    }),
  );
  return violations.map(({ id, impact, help, nodes }) => ({
    rule: id,
    impact,
    help,
    where: nodes.map((node) => `${node.target.join(" ")}  ${node.failureSummary.replaceAll("\n", " ")}`),
  }));
}

/** A page whose answers take a moment asks for them again by itself, and so leaves. */
export async function untilWorkedOut(page) {
  const computing = page.getByText(/räknas ut\. Sidan visar|being worked out/);
  // Between one page and the next there is none, so only a whole page is believed.
  do {
    await computing.first().waitFor({ state: "detached" });
    await page.waitForLoadState("load");
  } while ((await computing.count()) > 0);
}

/** How many CSS pixels the page is wider than its window; the bar is 0. */
export function overflow(page) {
  return page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth);
}

/**
 * Whether the browser only says that it draws slowly: a picture of a map that is
 * drawn without a graphics card takes a while. A person's browser has one.
 */
export function isSlowDrawing(message) {
  return /GPU stall due to ReadPixels/.test(message.text());
}

/** Saves the whole page as `NAME.png`; returns the path. */
export async function screenshot(page, name) {
  await mkdir(SCREENSHOTS, { recursive: true });
  const file = path.join(SCREENSHOTS, `${name}.png`);
  const whole = { path: file, fullPage: true };
  // Chromium at times never answers when it is asked for a picture; nothing is judged by it.
  await page.screenshot({ ...whole, timeout: PICTURE_MS }).catch(() => page.screenshot(whole));
  return file;
}
