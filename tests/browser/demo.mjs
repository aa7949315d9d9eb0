// The worked example in a browser: where its pages are, and who signs in.

import { newPage, openBrowser, startHandslag } from "./harness.mjs";

/** The example's promise as everybody reads it, and as its organisations work on it. */
export const PROMISE = "/lidkoping/lidkoping-2022-2023";
export const WORK = "/arbete/loften/lidkopings-kommun/lidkoping-2022-2023";

/** What the buttons of the demonstration's sign-in say. */
export const REPORTER = "Polisen: rapportör";
export const EDITOR = "Lidköpings kommun: redaktör";
export const PUBLISHER = "Lidköpings kommun: utgivare";

/** A debug build on a busy machine may take this long to set a PDF. */
export const PATIENCE_MS = 60_000;
/** The follow-ups and their PDFs are made by a debug build, on whatever machine it is. */
const PUBLISHED_MS = 240_000;

/**
 * Starts the demonstration and a browser, and waits until its follow-ups are
 * published: their PDFs take a moment.
 *
 * @param {object} [options]
 * @param {string[]} [options.graphics] see `openBrowser`
 * @param {boolean} [options.waits] `false` for tests that look at no follow-up
 * @returns {Promise<{
 *   url: string,
 *   dataFolder: string,
 *   browser: import("playwright-core").Browser,
 *   open: (path: string, shape?: object) => Promise<import("playwright-core").Page>,
 *   signIn: (member: string, shape?: object) => Promise<import("playwright-core").Page>,
 *   stop: () => Promise<void>,
 * }>}
 *   `open`: a page for a reader who has not signed in;
 *   `signIn`: a page at "Idag" for a member, see `REPORTER` and the others
 */
export async function startDemo({ graphics, waits = true } = {}) {
  const handslag = await startHandslag();
  let browser;
  const stop = async () => {
    await browser?.close();
    await handslag.stop();
  };
  try {
    if (waits) {
      await published(handslag);
    }
    browser = await openBrowser(graphics);
  } catch (error) {
    await stop();
    throw error;
  }
  const open = async (path, shape) => {
    const page = await newPage(browser, shape);
    page.setDefaultTimeout(PATIENCE_MS);
    await page.goto(handslag.url + path);
    return page;
  };
  const signIn = async (member, shape) => {
    const page = await open("/logga-in", shape);
    await page.getByRole("button", { name: member }).click();
    await page.waitForURL("**/arbete");
    return page;
  };
  return { url: handslag.url, dataFolder: handslag.dataFolder, browser, open, signIn, stop };
}

async function published(handslag) {
  const until = Date.now() + PUBLISHED_MS;
  for (const year of [2022, 2023]) {
    const address = `${handslag.url}${PROMISE}/uppfoljning/${year}`;
    while ((await fetch(address)).status !== 200) {
      if (Date.now() > until) {
        throw new Error(`${address} was not published within ${PUBLISHED_MS / 1000} s. handslag said:\n${handslag.output()}`);
      }
      await new Promise((resolve) => setTimeout(resolve, 250));
    }
  }
}
