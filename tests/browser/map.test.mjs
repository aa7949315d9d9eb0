// The map of the situational picture: by keyboard, on a phone, in light and dark,
// from this host alone, with every state in the address; and what it says where
// it cannot be drawn.

import assert from "node:assert/strict";
import { rm, writeFile } from "node:fs/promises";
import path from "node:path";
import { after, before, test } from "node:test";
import { PATIENCE_MS, PUBLISHER, REPORTER, startDemo } from "./demo.mjs";
import { NO_WEBGL, SHAPES, WEBGL, axe, isSlowDrawing, newPage, openBrowser, overflow, screenshot } from "./harness.mjs";

const MAP = "/arbete/karta";

let demo;
const cookies = {};

before(async () => {
  demo = await startDemo({ graphics: WEBGL, waits: false });
  for (const member of [PUBLISHER, REPORTER]) {
    const page = await demo.signIn(member);
    cookies[member] = await page.context().cookies();
    await page.context().close();
  }
});
after(() => demo?.stop());

/** A page of a member, with what it fetched and complained of. */
async function open(path, { as = PUBLISHER, browser = demo.browser, shape } = {}) {
  const page = await newPage(browser, shape);
  page.setDefaultTimeout(PATIENCE_MS);
  await page.context().addCookies(cookies[as]);
  const heard = { complaints: [], tiles: [] };
  page.on("request", (request) => {
    if (!request.url().startsWith(`${demo.url}/`)) {
      heard.complaints.push(`asks elsewhere: ${request.url()}`);
    }
  });
  page.on("response", (response) => {
    if (response.url().includes(".mvt")) {
      heard.tiles.push({ url: response.url(), status: response.status() });
    }
  });
  page.on("pageerror", (error) => heard.complaints.push(error.message));
  page.on("console", (message) => {
    if (["error", "warning"].includes(message.type()) && !isSlowDrawing(message)) {
      heard.complaints.push(message.text());
    }
  });
  await page.goto(demo.url + path);
  return { page, heard };
}

async function drawn(page) {
  await page.locator("#map-frame[data-drawn]").waitFor();
  await page.locator("#svar:not([aria-busy])").waitFor();
}

/** Waits until a tile with this in its address has been answered. */
async function tiled(page, heard, part) {
  const isIt = (url) => url.includes(".mvt") && url.includes(part);
  if (!heard.tiles.some(({ url }) => isIt(url))) {
    await page.waitForResponse((response) => isIt(response.url()));
  }
}

const asked = (page) => new URL(page.url()).searchParams;

/** Waits until the address says it. */
async function addressed(page, isRight) {
  await page.waitForURL((url) => isRight(url.searchParams));
  await page.locator("#svar:not([aria-busy])").waitFor();
}

/** The fields are folded away behind what they say. */
const unfold = (page) => page.locator("summary", { hasText: "Urval" }).click();

const table = (page, name) => page.getByRole("table", { name });

test("the map is drawn from this host alone, and nothing complains", async () => {
  const { page, heard } = await open(MAP);
  await drawn(page);
  await tiled(page, heard, "handelser.mvt");
  assert.ok(heard.tiles.every(({ status }) => status === 200), JSON.stringify(heard.tiles));
  await screenshot(page, "map-1280-light");
  // Other than the ground: something green is drawn.
  const picture = await page.locator("#map-frame").screenshot();
  const greens = await page.evaluate(async (bytes) => {
    const image = await createImageBitmap(new Blob([new Uint8Array(bytes)], { type: "image/png" }));
    const copy = new OffscreenCanvas(image.width, image.height).getContext("2d");
    copy.drawImage(image, 0, 0);
    const { data } = copy.getImageData(0, 0, image.width, image.height);
    return [...Array(data.length / 4).keys()].filter((n) => data[4 * n + 1] > data[4 * n] + 25).length;
  }, [...picture]);
  assert.ok(greens > 100, `${greens} green points are drawn`);
  assert.deepEqual(heard.complaints, []);
  await page.context().close();
});

for (const shape of SHAPES) {
  test(`the drawn map is accessible and fits at ${shape.width} px, ${shape.colorScheme}`, async () => {
    const earlier = "jamfor_fran=2022-06-01&jamfor_till=2022-12-31";
    for (const [look, query] of Object.entries({
      rutor: earlier,
      omraden: `visa=omraden&${earlier}`,
      tal: "visa=tal",
      skillnad: `fran=2023-06-01&till=2023-12-31&${earlier}&period=skillnad`,
    })) {
      const { page, heard } = await open(`${MAP}?${query}`, { shape });
      await drawn(page);
      await screenshot(page, `map-${look}-${shape.width}-${shape.colorScheme}`);
      assert.deepEqual(await axe(page), []);
      assert.equal(await overflow(page), 0);
      assert.deepEqual(heard.complaints, []);
      await page.context().close();
    }
  });
}

test("on a phone the map is in sight at once, with a scale, and what is chosen stands above it", async () => {
  const { page } = await open(`${MAP}?sort=narkotika&dagar=helg`, { shape: { width: 360 } });
  await drawn(page);
  const seen = await page.locator("#map-frame").evaluate((frame) => innerHeight - frame.getBoundingClientRect().top);
  assert.ok(seen > 150, `${seen} pixels of the map are above the fold`);
  assert.match(await page.locator("summary", { hasText: "Urval" }).innerText(), /Narkotika, all tid, fredag till söndag/);
  assert.equal(await page.getByLabel("Veckodagar").isVisible(), false);
  assert.match(await page.locator(".maplibregl-ctrl-scale").innerText(), /^[\d\s]+k?m$/);
  await page.context().close();
});

test("the slider moves the days in the address, the map and the table, and a reload shows the same", async () => {
  const { page, heard } = await open(MAP);
  await drawn(page);
  const before = await table(page, /Rutor i kartbilden/).innerText();
  const slider = page.getByRole("slider", { name: "Månad" });
  assert.equal(await slider.getAttribute("aria-valuetext"), "All tid");
  heard.tiles.length = 0;
  await slider.focus();
  await page.keyboard.press("ArrowLeft");
  await addressed(page, (query) => query.get("fran") === "2023-11-01" && query.get("till") === "2023-11-30");
  assert.equal(await slider.getAttribute("aria-valuetext"), "november 2023");
  assert.equal(await page.getByLabel("Från och med", { exact: true }).inputValue(), "2023-11-01");
  await tiled(page, heard, "fran=2023-11-01");
  const month = await table(page, /Rutor i kartbilden/).innerText();
  assert.notEqual(month, before);

  const lead = await page.locator("#map-lead").innerText();
  await page.reload();
  await drawn(page);
  assert.equal(await page.locator("#map-lead").innerText(), lead);
  assert.equal(await page.getByRole("slider").getAttribute("aria-valuetext"), "november 2023");
  assert.equal(await table(page, /Rutor i kartbilden/).innerText(), month);

  await page.getByLabel("Så många månader").selectOption("3");
  await addressed(page, (query) => query.get("fran") === "2023-09-01" && query.get("till") === "2023-11-30");
  await page.getByRole("button", { name: "All tid" }).click();
  await addressed(page, (query) => !query.has("fran") && !query.has("till"));
  assert.equal(await table(page, /Rutor i kartbilden/).innerText(), before);
  assert.deepEqual(heard.complaints, []);
  await page.context().close();
});

test("the map is moved by keyboard, and the address and the table follow", async () => {
  const { page } = await open(MAP);
  await drawn(page);
  const canvas = page.getByRole("region", { name: "Karta över händelserna" });
  await canvas.focus();
  const from = asked(page);
  await page.keyboard.press("ArrowRight");
  await addressed(page, (query) => Number(query.get("lon")) > Number(from.get("lon")));
  await page.keyboard.press("+");
  await addressed(page, (query) => Number(query.get("zoom")) > Number(from.get("zoom")));
  for (let press = 0; press < 12; press += 1) {
    await page.keyboard.press("ArrowRight");
  }
  await page.getByText("Ingen har en punkt i kartbilden.").waitFor();
  await page.getByRole("button", { name: "Visa alla" }).click();
  await page.getByText("Alla har en punkt i kartbilden.").waitFor();

  // What a press tells, Enter tells of the middle.
  await table(page, "Platser i kartbilden").getByRole("link", { name: "Parken (exempel)" }).click();
  await addressed(page, (query) => query.get("zoom") === "15.00");
  await canvas.focus();
  await page.keyboard.press("Enter");
  await page.locator("#map-pointed").filter({ hasText: /Händelser i rutan: \d|Här är inget ritat/ }).waitFor();

  await page.getByRole("link", { name: "Hoppa förbi kartan" }).focus();
  await page.keyboard.press("Enter");
  assert.equal(await page.evaluate(() => document.activeElement.id), "svar");
  await page.context().close();
});

test("an hour and a place that are pressed beside the map move the map, and focus stays", async () => {
  const { page, heard } = await open(`${MAP}?sort=narkotika`);
  await drawn(page);
  const hour = page.getByRole("link", { name: /^fredag kl\. \d\d, händelser: / }).last();
  const pressed = (await hour.getAttribute("aria-label")).match(/kl\. 0?(\d+)/)[1];
  await hour.focus();
  await page.keyboard.press("Enter");
  await addressed(page, (query) => query.get("dagar") === "fredag" && query.get("fran_timme") === pressed);
  assert.equal(await page.evaluate(() => document.activeElement.getAttribute("aria-current")), "true");
  assert.equal(await page.getByLabel("Veckodagar").inputValue(), "fredag");
  await page.keyboard.press("Enter");
  await addressed(page, (query) => !query.has("dagar") && query.get("sort") === "narkotika");

  await table(page, "Platser i kartbilden").getByRole("link").first().click();
  await addressed(page, (query) => query.get("zoom") === "15.00");
  // What the page leads to asks for the same.
  const back = await page.getByRole("link", { name: "Tillbaka till lägesbilden" }).getAttribute("href");
  assert.match(back, /\/arbete\/lagesbild\?sort=narkotika.*zoom=15\.00$/);
  assert.deepEqual(heard.complaints, []);
  await page.context().close();
});

test("two periods are compared in the table, and either is shown on the map", async () => {
  const { page, heard } = await open(`${MAP}?fran=2023-06-01&till=2023-12-31`);
  await drawn(page);
  await unfold(page);
  await page.getByLabel("Tidigare, från och med").fill("2022-06-01");
  await page.getByLabel("Tidigare, till och med").fill("2022-12-31");
  await addressed(page, (query) => query.get("jamfor_till") === "2022-12-31");
  const places = table(page, "Platser i kartbilden");
  await places.getByRole("columnheader", { name: "Skillnad" }).waitFor();
  await page.locator("#map-lead").filter({ hasText: /i vald period \(juni–december 2023\), mot .* i den tidigare \(juni–december 2022\)/ }).waitFor();
  // The example's lamps were mended: fewer in the park, more by the school.
  await places.getByRole("row", { name: /Parken \(exempel\).*−\d/ }).waitFor();
  heard.tiles.length = 0;
  await page.getByRole("radio", { name: "Tidigare period" }).check();
  await addressed(page, (query) => query.get("period") === "fore");
  await tiled(page, heard, "period=fore");
  assert.deepEqual(heard.complaints, []);
  await page.context().close();
});

test("what has changed is chosen by keyboard, drawn, and told in the legend and the table", async () => {
  const { page, heard } = await open(`${MAP}?fran=2023-06-01&till=2023-12-31&jamfor_fran=2022-06-01&jamfor_till=2022-12-31`);
  await drawn(page);
  heard.tiles.length = 0;
  await page.getByRole("radio", { name: "Vald period" }).focus();
  await page.keyboard.press("ArrowRight");
  await page.keyboard.press("ArrowRight");
  await addressed(page, (query) => query.get("period") === "skillnad");
  assert.ok(heard.tiles.some(({ url, status }) => url.includes("period=skillnad") && status === 200));
  await page.getByText("minst dubbelt så vanligt").first().waitFor();
  // The example's lamps were mended: fewer in the park.
  const squares = table(page, /Rutor i kartbilden/);
  await squares.getByRole("columnheader", { name: "Skillnaden säger" }).waitFor();
  await squares.getByRole("row", { name: /Parken \(exempel\).*−\d.*(ovanligare|högst hälften så vanligt)/ }).first().waitFor();
  // Blue for fewer is drawn, which nothing else on the map is.
  const picture = await page.locator("#map-frame").screenshot();
  const blues = await page.evaluate(async (bytes) => {
    const image = await createImageBitmap(new Blob([new Uint8Array(bytes)], { type: "image/png" }));
    const copy = new OffscreenCanvas(image.width, image.height).getContext("2d");
    copy.drawImage(image, 0, 0);
    const { data } = copy.getImageData(0, 0, image.width, image.height);
    return [...Array(data.length / 4).keys()].filter((n) => data[4 * n + 2] > data[4 * n] + 40).length;
  }, [...picture]);
  assert.ok(blues > 100, `${blues} blue points are drawn`);
  await page.reload();
  await drawn(page);
  assert.ok(await page.getByRole("radio", { name: "Skillnaden" }).isChecked());
  assert.deepEqual(heard.complaints, []);
  await page.context().close();
});

test("another layer of areas is chosen, and the map, the table and the filter follow", async () => {
  const { page, heard } = await open(`${MAP}?visa=omraden`);
  const square = (code, west, east) => ({
    type: "Feature", properties: { code, name: code },
    geometry: { type: "Polygon", coordinates: [[[west, 58.3], [east, 58.3], [east, 58.7], [west, 58.7], [west, 58.3]]] },
  });
  const features = [square("Väster", 12.8, 13.157), square("Öster", 13.157, 13.6)];
  const change = (form) => page.request.post(`${demo.url}/arbete/underlag/omraden`, {
    headers: { origin: demo.url }, multipart: form,
  });
  const file = { name: "halvor.geojson", mimeType: "application/geo+json", buffer: Buffer.from(JSON.stringify({ type: "FeatureCollection", features })) };
  assert.ok((await change({ lager: "halvor", fil: file })).ok());
  try {
    await page.reload();
    await drawn(page);
    const layer = page.getByLabel("Indelning i områden");
    await table(page, /Områden i kartbilden/).getByRole("rowheader", { name: "Väster" }).waitFor();
    await unfold(page);
    await page.getByLabel("Område", { exact: true }).selectOption("Öster");
    await addressed(page, (query) => query.get("omrade") === "Öster");
    await layer.selectOption("kommuner");
    await page.waitForURL((url) => url.searchParams.get("lager") === "kommuner" && !url.searchParams.has("omrade"));
    await drawn(page);
    await table(page, /Områden i kartbilden/).getByRole("rowheader", { name: "Lidköping" }).waitFor();
    assert.equal(await layer.inputValue(), "kommuner");
    // The page was made anew, and whoever chose goes on in the same field.
    assert.equal(await layer.evaluate((field) => field === document.activeElement), true);
    assert.ok(heard.tiles.some(({ url }) => url.includes("omraden.mvt") && url.includes("lager=kommuner")));
    assert.deepEqual(heard.complaints, []);
  } finally {
    assert.ok((await change({ ta_bort: "halvor" })).ok());
  }
  await page.context().close();
});

test("a browser that cannot draw says so, and the table works", async () => {
  const browser = await openBrowser(NO_WEBGL);
  try {
    const { page, heard } = await open(MAP, { browser });
    await page.getByText("kan inte rita kartan").waitFor();
    assert.equal(heard.tiles.length, 0);
    await unfold(page);
    await page.getByLabel("Veckodagar").selectOption("helg");
    await page.locator("#map-lead").filter({ hasText: "fredag till söndag" }).waitFor();
    assert.equal(asked(page).get("dagar"), "helg");
    await table(page, "Platser i kartbilden").waitFor();
    assert.deepEqual(await axe(page), []);
    assert.deepEqual(heard.complaints, []);
  } finally {
    await browser.close();
  }
});

/** A PMTiles archive of one tile, with roads from west to east. */
function archive(layers) {
  const varint = (n) => (n < 128 ? [n] : [(n & 127) | 128, ...varint(n >> 7)]);
  const field = (number, bytes) => [...varint((number << 3) | 2), ...varint(bytes.length), ...bytes];
  const text = (words) => [...Buffer.from(words)];
  const road = (y) => field(2, [(3 << 3) | 0, 2, ...field(4, [9, 0, ...varint(2 * y), 10, ...varint(2 * 4096), 0])]);
  const roads = Array.from({ length: 64 }, (_, n) => road(64 * n)).flat();
  const tile = field(3, [...field(1, text("roads")), ...roads, (5 << 3) | 0, ...varint(4096), (15 << 3) | 0, 2]);
  const metadata = text(JSON.stringify({ attribution: '<a href="https://example.org">© Provkartan</a>', ...layers }));
  // Tile 10/549/305 on the Hilbert curve of the format, worked out with its own library.
  const directory = [1, ...varint(1243277), 1, ...varint(tile.length), 1];
  const header = Buffer.alloc(127);
  header.write("PMTiles");
  header[7] = 3;
  const start = 127 + directory.length;
  [127, directory.length, start, metadata.length, 0, 0, start + metadata.length, tile.length, 1, 1, 1].forEach((n, at) => header.writeBigUInt64LE(BigInt(n), 8 + 8 * at));
  header.set([1, 1, 1, 1, 10, 10], 96);
  [12.9, 58.4, 13.4, 58.7].forEach((degrees, at) => header.writeInt32LE(degrees * 1e7, 102 + 4 * at));
  return Buffer.concat([header, Buffer.from([...directory, ...metadata, ...tile])]);
}

test("a background map that the operator adds is drawn, with its makers named", async () => {
  const file = path.join(demo.dataFolder, "karta.pmtiles");
  try {
    // Tools tell of the layers in one of two places.
    for (const layers of [{ vector_layers: [{ id: "roads" }] }, { tilestats: { layers: [{ layer: "roads" }] } }]) {
      await writeFile(file, archive(layers));
      const parts = [];
      const { page, heard } = await open(MAP);
      page.on("response", (response) => {
        if (response.url().includes("bakgrund.pmtiles")) {
          parts.push(`${response.status()} ${response.request().headers().range}`);
        }
      });
      await page.reload();
      await drawn(page);
      await page.getByText("© Provkartan").waitFor();
      await screenshot(page, "map-background");
      // The head, what it says of itself, and a tile.
      assert.ok(new Set(parts).size >= 3 && parts.every((part) => part.startsWith("206 ")), `${parts}`);
      assert.deepEqual(heard.complaints, []);
      await page.context().close();
    }
  } finally {
    await rm(file);
  }
});

test("without scripts the page says what it lacks, and the form asks", async () => {
  const { page } = await open(MAP, { shape: { scripts: false } });
  await page.getByText("Kartan behöver skript").waitFor();
  assert.equal(await page.getByRole("slider").count(), 0);
  await unfold(page);
  await page.getByLabel("Veckodagar").selectOption("helg");
  await page.getByRole("button", { name: "Visa", exact: true }).first().click();
  await page.waitForURL((url) => url.searchParams.get("dagar") === "helg");
  await table(page, "Platser i kartbilden").waitFor();
  await page.context().close();
});

test("a report takes its position from the telephone or from a tap on the map", async () => {
  const { page, heard } = await open("/arbete/rapportera", { as: REPORTER, shape: { width: 320 } });
  await page.context().grantPermissions(["geolocation"], { origin: demo.url });
  await page.context().setGeolocation({ latitude: 58.505123, longitude: 13.157456 });
  // The police's organisation has no named places: the position is not folded away.
  await page.getByRole("button", { name: "Använd min position" }).click();
  await page.getByText("Positionen är ifylld").waitFor();
  const position = page.getByLabel("Position", { exact: true });
  assert.equal(await position.inputValue(), "58.50512, 13.15746");

  await page.getByRole("button", { name: "Peka på en karta" }).click();
  await page.locator("#plats-ram[data-drawn]").waitFor();
  await page.locator("#plats-ram canvas").click({ position: { x: 60, y: 60 } });
  assert.match(await position.inputValue(), /^\d+\.\d{5}, \d+\.\d{5}$/);
  assert.notEqual(await position.inputValue(), "58.50512, 13.15746");
  assert.deepEqual(await axe(page), []);
  assert.equal(await overflow(page), 0);
  assert.deepEqual(heard.complaints, []);
  await page.context().close();
});

test("a position and a chosen place put each other out", async () => {
  const { page, heard } = await open("/arbete/rapportera", { as: PUBLISHER, shape: { width: 360 } });
  await page.context().grantPermissions(["geolocation"], { origin: demo.url });
  await page.context().setGeolocation({ latitude: 58.505123, longitude: 13.157456 });
  const places = page.locator("input[name='plats']");
  const chosen = page.locator("input[name='plats']:checked");
  const position = page.getByLabel("Position", { exact: true });
  await places.first().check({ force: true });
  await page.getByText("En annan plats: skriv en position").click();
  await page.getByRole("button", { name: "Använd min position" }).click();
  await page.getByText("Den valda platsen gäller inte längre").waitFor();
  assert.equal(await chosen.count(), 0);
  await places.first().check({ force: true });
  assert.equal(await position.inputValue(), "");
  await position.fill("58.50, 13.15");
  assert.equal(await chosen.count(), 0);
  assert.deepEqual(heard.complaints, []);
  await page.context().close();
});
