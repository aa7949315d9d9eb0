// The main job as people do it: log, write the follow-up, publish it, read it, find it.
// Each test goes on where the one before it ended.

import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { EDITOR, PROMISE, PUBLISHER, REPORTER, WORK, startDemo } from "./demo.mjs";
import { screenshot } from "./harness.mjs";

const COMMITMENT = `${PROMISE}/atagande/otrygga-platser`;
const FOLLOW_UP = `${PROMISE}/uppfoljning/2023`;
/** No other words of the example have to do with squares: see the search below. */
const SENTENCE = "Medborgarna såg fler poliser på torgen än året före.";
const REASON = "En mening om torgen saknades.";

let demo;
before(async () => (demo = await startDemo()));
after(() => demo?.stop());

/** The number in "1 234 gånger". */
function number(text) {
  const digits = text.match(/\d[\d\s\u00a0\u202f]*/)?.[0].replace(/\D/g, "");
  assert.ok(digits, `no number in "${text}"`);
  return Number(digits);
}

/** What the bar of the commitment says, and how long it is. */
async function publicBar() {
  const page = await demo.open(COMMITMENT);
  const bar = page.locator(".bar svg:visible").first();
  const read = {
    words: await bar.locator("title").first().textContent(),
    drawing: await bar.innerHTML(),
    count: number(await page.locator(".count").first().innerText()),
  };
  await page.context().close();
  return read;
}

test("an activity is logged in three taps on a phone, and the commitment moves by one", async () => {
  const page = await demo.signIn(REPORTER, { width: 320 });
  await page.getByRole("link", { name: "Logga en aktivitet" }).click();

  const save = page.getByRole("button", { name: "Spara" });
  const box = await save.boundingBox();
  assert.ok(box.y + box.height <= 640, "Spara is within reach of the thumb without scrolling");
  await page.getByRole("radio", { name: "fotpatrull" }).check();
  await page.getByRole("radio", { name: "Otrygg plats 1" }).check();
  await save.click();

  const answer = page.getByRole("status");
  await answer.getByText("Sparat.").waitFor();
  const moved = await answer.getByRole("listitem").filter({ hasText: "Närvaro på otrygga platser" }).innerText();
  const [before, after] = moved.split("”:")[1].split("→").map(number);
  assert.equal(after, before + 1, moved);
  await screenshot(page, "main-job-logged");

  await page.getByRole("link", { name: "Idag" }).click();
  const last = page.getByRole("listitem").filter({ hasText: "Otrygg plats 1" }).first();
  await last.getByRole("link", { name: "fotpatrull" }).waitFor();
  await page.context().close();
});

test("the bar moves for everybody when the promise is published anew", async () => {
  const before = await publicBar();
  const page = await demo.signIn(PUBLISHER);
  await page.goto(demo.url + WORK);
  await page.getByRole("button", { name: "Publicera löftet som det är nu" }).click();
  await page.getByRole("status").getByText("Publicerat.").waitFor();
  const after = await publicBar();
  assert.equal(after.count, before.count + 1);
  assert.notEqual(after.words, before.words);
  assert.notEqual(after.drawing, before.drawing);
  await page.context().close();
});

test("a sentence is edited beside its evidence, and previewed", async () => {
  const page = await demo.signIn(EDITOR);
  await page.goto(demo.url + WORK);
  await page.getByRole("link", { name: "Uppföljning 2023" }).click();

  const sentence = page.locator(".workshop-sentence").filter({ hasText: "i loggen" }).first();
  const text = sentence.getByRole("textbox", { name: /^Mening \d/ });
  const evidence = sentence.getByRole("link", { name: /i loggen/ }).first();
  const log = page.locator(`[id="${(await evidence.getAttribute("href")).slice(1)}"]`);
  await log.locator("summary").click();
  assert.ok((await log.getByRole("row").count()) > 1, "the entries behind the sentence are listed");
  const [textBox, evidenceBox] = [await text.boundingBox(), await evidence.boundingBox()];
  assert.ok(evidenceBox.x >= textBox.x + textBox.width, "the evidence stands beside the sentence");

  await text.fill(SENTENCE);
  await page.getByRole("button", { name: "Spara" }).click();
  await page.getByRole("status").getByText("Sparat.").waitFor();
  assert.equal(await text.inputValue(), SENTENCE);

  await page.getByRole("link", { name: "Förhandsvisa" }).click();
  await page.getByText(SENTENCE).waitFor();
  await page.getByText("Utkast, inte publicerat.").waitFor();
  const draft = await page.request.get(`${demo.url}${WORK}/uppfoljning/2023/utkast.pdf`);
  assert.equal((await draft.body()).subarray(0, 4).toString(), "%PDF");

  await page.goto(demo.url + FOLLOW_UP);
  assert.equal(await page.getByText(SENTENCE).count(), 0, "what is published has not changed");
  await page.context().close();
});

test("a correction is published with a reason, and not without one", async () => {
  const page = await demo.signIn(PUBLISHER);
  await page.goto(`${demo.url}${WORK}/uppfoljning/2023`);
  const publish = page.getByRole("button", { name: "Publicera uppföljning 2023" });
  await publish.click();
  await page.getByRole("alert").getByRole("link", { name: "saknas" }).waitFor();

  await page.getByRole("textbox", { name: "Skäl" }).fill(REASON);
  await publish.click();
  await page.getByRole("status").getByText("Publicerat.").waitFor();
  await page.getByRole("link", { name: "Läs det som är publicerat" }).click();
  await page.getByText("Version 2, publicerad").waitFor();
  await page.context().close();
});

test("anybody reads the new version and the old one, without scripts", async () => {
  const page = await demo.open(PROMISE, { scripts: false });
  await page.getByRole("link", { name: "Uppföljning 2023" }).first().click();
  await page.getByText(SENTENCE).waitFor();
  await page.getByText(`Detta är en rättelse: ${REASON}`).waitFor();
  await page.getByText("Exempel: aktiviteter, händelser, synpunkter och beslut är påhittade").waitFor();

  await page.getByRole("link", { name: "Version 1", exact: true }).click();
  await page.getByText("Den här versionen är ersatt.").waitFor();
  assert.equal(await page.getByText(SENTENCE).count(), 0);
  await page.getByRole("link", { name: "Läs den senaste versionen" }).click();
  await page.getByText(SENTENCE).waitFor();
  await page.context().close();
});

test("the published follow-up is downloaded as PDF, CSV and JSON, each marked as an example", async () => {
  const page = await demo.open(FOLLOW_UP, { scripts: false });
  const file = async (words, mediaType) => {
    const href = await page.getByRole("link", { name: words }).first().getAttribute("href");
    const response = await page.request.get(demo.url + href);
    assert.equal(response.status(), 200);
    const headers = response.headers();
    assert.equal(headers["content-type"].split(";")[0], mediaType);
    assert.match(headers["content-disposition"], /filename="exempel-/);
    return response.body();
  };
  const pdf = await file("Ladda ner som PDF", "application/pdf");
  assert.equal(pdf.subarray(0, 4).toString(), "%PDF");
  const csv = (await file("Ladda ner som CSV", "text/csv")).toString("utf8");
  assert.match(csv, /exempel/i);
  const json = JSON.parse((await file("Ladda ner som JSON", "application/json")).toString("utf8"));
  assert.equal(json.version, 2);
  assert.equal(json.reason, REASON);
  assert.equal(json.example, true);
  const sentences = [...json.summary, ...json.commitments.flatMap((c) => c.sentences)];
  assert.ok(sentences.some((sentence) => sentence.text === SENTENCE));
  assert.equal(json.commitments.length, await page.locator("article.report").count());
  assert.equal(csv.trim().split("\n").length >= json.commitments.length, true);
  await page.context().close();
});

test("it is found by an inflected word", async () => {
  const page = await demo.open("/", { scripts: false });
  for (const [asked, title] of [
    ["torgets medborgare", "Uppföljning 2023 – Medborgarlöfte Lidköping 2022–2023"],
    ["hastighetskontrollen", "Hastighetskontroller där trafiken känns otrygg"],
    ["skolornas hundar", "Sök med hund i skolmiljö"],
  ]) {
    await page.getByRole("searchbox", { name: "Sök" }).fill(asked);
    await page.getByRole("button", { name: "Sök" }).click();
    await page.getByRole("link", { name: title, exact: true }).waitFor();
  }
  await page.getByRole("searchbox", { name: "Sök" }).fill("kärnkraftverk");
  await page.getByRole("button", { name: "Sök" }).click();
  await page.getByText("Inga träffar på ”kärnkraftverk”.").waitFor();
  await page.context().close();
});
