// Did it help, can it be seen, the lock and the self-test, as people meet them.

import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { EDITOR, PROMISE, PUBLISHER, WORK, startDemo } from "./demo.mjs";
import { overflow } from "./harness.mjs";

const WITHOUT = { scripts: false, width: 320 };

let demo;
before(async () => (demo = await startDemo()));
after(() => demo?.stop());

test("an answer is read on a phone without scripts, down to how we know", async () => {
  const page = await demo.open(`${PROMISE}/uppfoljning/2023`, WITHOUT);
  await page.getByRole("heading", { name: "Har det hjälpt?" }).waitFor();
  const answers = page.locator("article.effect");
  assert.ok((await answers.count()) > 0, "there is an answer");
  for (const answer of await answers.all()) {
    assert.ok(await answer.locator(".finding").isVisible());
    assert.ok((await answer.locator("p.plain").first().innerText()).length > 20);
    await answer.getByText("Så vet vi det").click();
    await answer.getByText(/^Uträknat av handslag/).waitFor();
    assert.doesNotMatch(await answer.innerText(), /ingen effekt/i);
  }
  assert.equal(await overflow(page), 0);
  const file = await page.getByRole("link", { name: "Ladda ner svaren som CSV" }).getAttribute("href");
  const response = await page.request.get(demo.url + file);
  assert.equal(response.status(), 200);
  const rows = (await response.text()).trim().split("\n");
  assert.ok(rows.length > (await answers.count()), "a row for each answer, and the header");
  await page.context().close();
});

test("an answer from invented numbers says so, and one from official figures does not", async () => {
  const page = await demo.open(`${PROMISE}/uppfoljning/2023`, WITHOUT);
  const marked = (words) =>
    page.locator("article.effect").filter({ hasText: words }).first().locator(".finding .example-tag").count();
  assert.equal(await marked("I enkäten 2023 svarade"), 1, "the survey's shares are invented");
  assert.equal(await marked("Där något gjordes gick antalet"), 1, "the counts at the place are invented");
  assert.equal(await marked("Visning av metoden på verkliga siffror"), 0, "official figures are real");
  await page.context().close();
});

test("a goal is written, looked at, saved and locked", async () => {
  const editor = await demo.signIn(EDITOR, WITHOUT);
  await editor.goto(`${demo.url}${WORK}/synas`);
  await editor.getByRole("link", { name: "Lägg till ett mål" }).click();
  await editor.getByRole("button", { name: "Spara" }).click();
  await editor.getByRole("alert").getByRole("link", { name: /Målet, med era ord/ }).click();
  await editor.getByRole("textbox", { name: "Målet, med era ord" }).fill("Skadegörelsen ska minska.");
  await editor.getByRole("combobox", { name: "Det som mäts" }).selectOption({ index: 1 });
  await editor.getByRole("textbox", { name: "Före: från" }).fill("2013");
  await editor.getByRole("textbox", { name: "Före: till" }).fill("2014");
  await editor.getByRole("textbox", { name: "Efter: från" }).fill("2015");
  await editor.getByRole("radio", { name: "Ska minska" }).check();
  await editor.getByRole("button", { name: "Visa vad som kan synas" }).click();
  await editor.getByRole("heading", { name: "Kan det synas?" }).waitFor();
  assert.equal(await editor.getByRole("textbox", { name: "Målet, med era ord" }).inputValue(), "Skadegörelsen ska minska.");
  await editor.getByRole("button", { name: "Spara" }).click();
  await editor.getByRole("status").getByText("Sparat.").waitFor();
  await editor.getByRole("heading", { name: "Skadegörelsen ska minska." }).waitFor();
  assert.equal(await editor.getByRole("button", { name: /^Lås/ }).count(), 0, "only a publisher locks");
  assert.equal(await overflow(editor), 0);
  await editor.context().close();

  const publisher = await demo.signIn(PUBLISHER, WITHOUT);
  await publisher.goto(`${demo.url}${WORK}/synas`);
  await publisher.getByRole("button", { name: /^Lås/ }).click();
  await publisher.getByRole("heading", { name: "Lås jämförelserna?" }).waitFor();
  assert.match(await publisher.locator("table code").last().innerText(), /^[0-9a-f]{64}$/);
  await publisher.getByRole("button", { name: "Ja, lås" }).click();
  await publisher.getByText(/^✓ Jämförelserna låstes/).waitFor();
  await publisher.getByRole("link", { name: /Ändra jämförelsen.*Skadegörelsen/ }).click();
  await publisher.getByText("Jämförelserna är låsta.").waitFor();
  await publisher.getByRole("textbox", { name: "Före: från" }).fill("2014");
  await publisher.getByRole("button", { name: "Spara" }).click();
  await publisher.getByText("jämförs på ett annat sätt än det som låstes").waitFor();
  await publisher.context().close();
});

test("a self-test is run and published, and everybody reads it", async () => {
  const page = await demo.signIn(PUBLISHER, WITHOUT);
  await page.goto(`${demo.url}/arbete/sjalvtest`);
  await page.getByRole("button", { name: "Kör självtestet" }).click();
  await page.getByRole("status").getByText("Självtestet är kört.").waitFor();
  await page.getByRole("button", { name: "Publicera det senaste" }).click();
  await page.getByRole("status").getByText("Självtestet är publicerat.").waitFor();
  await page.context().close();

  const reader = await demo.open("/om", WITHOUT);
  await reader.getByRole("link", { name: "Hur ofta larmar metoderna i onödan?" }).click();
  await reader.getByRole("rowheader", { name: /Handslags metod\)/ }).first().waitFor();
  assert.equal(await overflow(reader), 0);
  const csv = await reader.getByRole("link", { name: "Ladda ner som CSV" }).first().getAttribute("href");
  assert.equal((await reader.request.get(demo.url + csv)).status(), 200);
  await reader.context().close();
});
