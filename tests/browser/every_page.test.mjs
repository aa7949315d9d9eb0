// Every page in every shape: axe finds nothing, nothing sticks out, nothing is
// fetched from elsewhere, the browser complains of nothing, and pages with the
// example's invented numbers say so.

import assert from "node:assert/strict";
import { after, before, describe, test } from "node:test";
import { EDITOR, PATIENCE_MS, PROMISE, PUBLISHER, REPORTER, WORK, startDemo } from "./demo.mjs";
import { COLOR_SCHEMES, WIDTHS, axe, isSlowDrawing, newPage, overflow, screenshot, untilWorkedOut } from "./harness.mjs";

const PICTURE = "/arbete/bild/lidkopings-kommun/lidkoping-lagesbild";

const GOOD = "Datum;Aktivitet;Plats\n2023-03-01;föräldramöte;Centrum\n2023-03-08;föräldramöte;Centrum\n";
const BAD = "Datum;Aktivitet;Plats\n2023-02-30;föräldramöte;Centrum\n2023-03-08;föräldramöte;Ingenstans\n";

const INCIDENTS = "Datum;Klockslag;Händelsetyp;Latitud;Longitud\n2024-05-01;21:15;Klotter;58,5051;13,1577\n2024-05-02;07:30;Skadegörelse;58,5060;13,1600\n";
const BAD_INCIDENTS = `${INCIDENTS}31 juni;25:99;Klotter;158,5;13,1\n`;
const VOICES = "Synpunkt;Tema;Plats;Antal\nMörkt vid ån;otrygghet;Centrum;7\nBilarna kör fort;trafik;Otrygg väg 1 (exempel);4\n";

/** One commitment of each shape of target. */
const COMMITMENTS = {
  antal: "krogmiljo",
  mellan: "hundsok-skola",
  tackning: "skolbesok",
  delar: "arskurs-7",
  milstolpe: "drogfria-platser",
  villkor: "narkotikainsatser",
  manadsantal: "orossamtal",
  lage: "drogfria-skolor",
  snitt: "lagesbild",
  vagt: "lyfta-fragan",
};

/**
 * `at`: its address; `as`: who opens it, anybody unless given; `go`: the way on
 * from there; `status`: what it answers, 200 unless given; `example`: whether
 * the example's numbers stand on it.
 */
const PUBLIC = {
  hem: { at: "/" },
  "hem-engelska": { at: "/", locale: "en-GB" },
  kommun: { at: "/lidkoping", example: true },
  "kommun-utan-lofte": { at: "/skara" },
  lofte: { at: PROMISE, example: true },
  "lofte-engelska": { at: PROMISE, example: true, locale: "en-GB" },
  "lofte-antal": { at: `${PROMISE}?matt=antal`, example: true },
  "lofte-utgava": { at: `${PROMISE}/v/1`, example: true },
  ...Object.fromEntries(
    Object.entries(COMMITMENTS).map(([shape, id]) => [
      `atagande-${shape}`,
      { at: `${PROMISE}/atagande/${id}`, example: true },
    ]),
  ),
  uppfoljning: { at: `${PROMISE}/uppfoljning/2023`, example: true },
  "uppfoljning-engelska": { at: `${PROMISE}/uppfoljning/2023`, example: true, locale: "en-GB" },
  "uppfoljning-ersatt": { at: `${WORK}/uppfoljning/2022`, as: PUBLISHER, example: true, go: replaceFollowUp },
  diagram: { at: PROMISE, go: (page) => page.getByRole("link", { name: "Öppna diagrammet för sig" }).first().click() },
  nyheter: { at: "/lidkoping/nyheter" },
  sok: { at: "/sok" },
  "sok-traffar": { at: "/sok?q=hastighetskontrollerna", example: true },
  "sok-inget": { at: "/sok?q=k%C3%A4rnkraftverk" },
  om: { at: "/om" },
  sjalvtest: { at: "/sjalvtest" },
  "sjalvtest-engelska": { at: "/sjalvtest", locale: "en-GB" },
  tillganglighet: { at: "/tillganglighet" },
  "lagesbild-oppen": { at: "/lidkoping/lagesbild", example: true },
  "lagesbild-oppen-engelska": { at: "/lidkoping/lagesbild/v/1", example: true, locale: "en-GB" },
  "oppna-data": { at: "/data", example: true },
  "fel-404": { at: "/lidkoping/finns-inte", status: 404 },
  "fel-403": { at: "/arbete/loften/nytt", as: REPORTER, status: 403 },
  "logga-in": { at: "/logga-in", example: true },
  "logga-in-fel": { at: "/logga-in", example: true, status: 422, go: signInWrongly },
};

const INSIDE = {
  idag: { at: "/arbete", as: PUBLISHER, example: true },
  "idag-engelska": { at: "/arbete", as: PUBLISHER, example: true, locale: "en-GB" },
  logga: { at: "/arbete/logga", as: REPORTER, example: true },
  "logga-annat": { at: "/arbete/logga", as: REPORTER, example: true, go: chooseOthers },
  "logga-sparat": { at: "/arbete/logga", as: REPORTER, example: true, go: press("Spara") },
  "logga-fel": { at: "/arbete/logga", as: REPORTER, example: true, status: 422, go: logPhoneNumber },
  loggen: { at: "/arbete/aktiviteter", as: PUBLISHER, example: true },
  "loggen-tom": { at: "/arbete/aktiviteter?fran=2050-01-01", as: PUBLISHER, example: true },
  rad: { at: logged("lektion"), as: REPORTER, example: true, go: openEntry },
  "rad-fel": { at: logged("lektion"), as: REPORTER, example: true, status: 422, go: correctDay("31 juni") },
  "rad-rattad": { at: logged("nykterhetskontroll"), as: REPORTER, example: true, go: correctDay("2023-05-05") },
  "rad-tillbakadragen": { at: logged("fotpatrull"), as: REPORTER, example: true, go: withdraw },
  rapportera: { at: "/arbete/rapportera", as: REPORTER },
  "rapportera-fel": { at: "/arbete/rapportera", as: REPORTER, status: 422, go: press("Spara rapporten") },
  handelser: { at: "/arbete/handelser", as: PUBLISHER, example: true },
  handelse: { at: "/arbete/handelser", as: PUBLISHER, example: true, go: openEntry },
  lagesbild: { at: "/arbete/lagesbild", as: PUBLISHER, example: true, go: untilWorkedOut },
  "lagesbild-engelska": { at: "/arbete/lagesbild?sort=narkotika", as: PUBLISHER, example: true, go: untilWorkedOut, locale: "en-GB" },
  karta: { at: "/arbete/karta", as: PUBLISHER, example: true },
  "karta-jamford": { at: "/arbete/karta?sort=narkotika&visa=omraden&fran=2023-10-01&till=2023-12-31&jamfor_fran=2022-10-01&jamfor_till=2022-12-31", as: PUBLISHER, example: true },
  "karta-engelska": { at: "/arbete/karta?visa=punkter", as: PUBLISHER, example: true, locale: "en-GB" },
  bilder: { at: "/arbete/bild", as: PUBLISHER, example: true },
  "bild-ny": { at: "/arbete/bild/ny", as: EDITOR },
  bild: { at: PICTURE, as: EDITOR, example: true },
  "bild-engelska": { at: PICTURE, as: EDITOR, example: true, locale: "en-GB" },
  "bild-text": { at: `${PICTURE}/text`, as: EDITOR, example: true, go: press("Kontrollera") },
  "bild-andra": { at: `${PICTURE}/andra`, as: EDITOR, example: true },
  "bild-stycke": { at: `${PICTURE}/del/analys/0`, as: EDITOR, example: true },
  "bild-versioner": { at: `${PICTURE}/versioner`, as: EDITOR, example: true },
  "bild-version": { at: `${PICTURE}/versioner/1`, as: EDITOR, example: true },
  "bild-rensa": { at: `${PICTURE}/rensa`, as: PUBLISHER, example: true },
  "bild-dela": { at: `${PICTURE}/dela`, as: EDITOR, example: true },
  "bild-kedja": { at: `${PICTURE}/kedja`, as: EDITOR, example: true },
  "bild-kedja-runtom": { at: `${PICTURE}/kedja?steg=problem&id=droger-de-la-gardie`, as: EDITOR, example: true },
  "bild-plats": { at: `${PICTURE}/plats/de-la-gardieskolan`, as: EDITOR, example: true },
  "bild-vyer": { at: `${PICTURE}/vyer`, as: EDITOR, example: true },
  "bild-problem": { at: `${PICTURE}/problem/droger-de-la-gardie`, as: EDITOR, example: true },
  "bild-problem-fel": { at: `${PICTURE}/nytt-problem`, as: EDITOR, example: true, status: 422, go: press("Spara") },
  "bild-orsak": { at: `${PICTURE}/problem/droger-de-la-gardie/orsak/tider-utan-vuxna`, as: EDITOR, example: true },
  "bild-atgard": { at: `${PICTURE}/problem/droger-de-la-gardie/ny/atgard`, as: EDITOR, example: true },
  "bild-indikator": { at: `${PICTURE}/problem/droger-de-la-gardie/indikator/rapporter-skolan`, as: EDITOR, example: true },
  "bild-synpunkt": { at: `${PICTURE}/ny-synpunkt`, as: EDITOR, example: true },
  "bild-belagg-nytt": { at: `${PICTURE}/belagg/problem-0/ny`, as: EDITOR, example: true },
  "bild-belagg-fel": { at: `${PICTURE}/belagg/orsak-0-0/ny?slag=figure`, as: EDITOR, example: true, status: 422, go: press("Spara") },
  "bild-lista": { at: `${PICTURE}/lista/kriterier`, as: EDITOR, example: true },
  "bild-plats-andra": { at: `${PICTURE}/lista/platser/1`, as: EDITOR, example: true },
  "bild-utgava": { at: `${PICTURE}/utgava`, as: PUBLISHER, example: true },
  "bild-utgava-parterna": { at: `${PICTURE}/utgava/parterna/1`, as: EDITOR, example: true },
  "bild-utgava-dra-tillbaka": { at: `${PICTURE}/utgava/parterna/1/dra-tillbaka`, as: PUBLISHER, example: true, status: 422, go: press("Dra tillbaka") },
  "bild-inaktuell": { at: `${PICTURE}/ny-synpunkt`, as: EDITOR, example: true, status: 409, go: saveStaleVoice },
  underlag: { at: "/arbete/underlag", as: PUBLISHER },
  kategorier: { at: "/arbete/underlag/kategorier", as: EDITOR },
  "kategorier-fel": { at: "/arbete/underlag/kategorier", as: EDITOR, status: 422, go: addGraffiti },
  kategori: { at: "/arbete/underlag/kategorier/klotter", as: EDITOR, example: true },
  platser: { at: "/arbete/underlag/platser", as: EDITOR },
  plats: { at: "/arbete/underlag/platser", as: EDITOR, go: openPlace },
  omraden: { at: "/arbete/underlag/omraden", as: EDITOR },
  delning: { at: "/arbete/underlag/delning", as: PUBLISHER },
  dubbletter: { at: "/arbete/underlag/dubbletter", as: EDITOR, example: true },
  analyser: { at: "/arbete/lagesbild/analyser", as: PUBLISHER, example: true, go: untilWorkedOut },
  "analyser-engelska": { at: "/arbete/lagesbild/analyser?sort=narkotika&sedan=2023-10-01", as: PUBLISHER, example: true, go: untilWorkedOut, locale: "en-GB" },
  "lagesbild-nytt": { at: "/arbete/lagesbild?sedan=2023-10-01", as: PUBLISHER, example: true, go: untilWorkedOut },
  loften: { at: "/arbete/loften", as: PUBLISHER, example: true },
  "lofte-nytt": { at: "/arbete/loften/nytt", as: PUBLISHER },
  "lofte-nytt-fel": { at: "/arbete/loften/nytt", as: PUBLISHER, status: 422, go: addBrokenPromise },
  "lofte-inne": { at: WORK, as: PUBLISHER, example: true },
  "lofte-andra": { at: `${WORK}/andra`, as: PUBLISHER, example: true },
  "lofte-andra-fel": { at: `${WORK}/andra`, as: PUBLISHER, example: true, status: 422, go: saveWithoutTitle },
  "lofte-inaktuellt": { at: `${WORK}/andra`, as: PUBLISHER, example: true, status: 409, go: saveStale },
  "atagande-andra": { at: `${WORK}/atagande/krogmiljo`, as: PUBLISHER, example: true },
  "atagande-andra-sammansatt": { at: `${WORK}/atagande/arskurs-7`, as: PUBLISHER, example: true },
  "lofte-text": { at: `${WORK}/text`, as: PUBLISHER, example: true },
  "lofte-text-kontroll": { at: `${WORK}/text`, as: PUBLISHER, example: true, go: press("Kontrollera") },
  "lofte-versioner": { at: `${WORK}/versioner`, as: PUBLISHER, example: true },
  "lofte-dela": { at: `${WORK}/dela`, as: PUBLISHER, example: true },
  synas: { at: `${WORK}/synas`, as: PUBLISHER, example: true },
  "synas-engelska": { at: `${WORK}/synas`, as: PUBLISHER, example: true, locale: "en-GB" },
  "mal-nytt": { at: `${WORK}/synas/nytt`, as: EDITOR, example: true },
  "mal-nytt-fel": { at: `${WORK}/synas/nytt`, as: EDITOR, example: true, status: 422, go: press("Spara") },
  "las-bekrafta": { at: `${WORK}/synas`, as: PUBLISHER, example: true, go: press(/^Lås (jämförelserna|på nytt)$/) },
  "sjalvtest-inne": { at: "/arbete/sjalvtest", as: PUBLISHER },
  verkstad: { at: `${WORK}/uppfoljning/2023`, as: EDITOR, example: true },
  "verkstad-forhandsvisning": { at: `${WORK}/uppfoljning/2023/forhandsvisa`, as: EDITOR, example: true },
  "verkstad-publicera-fel": { at: `${WORK}/uppfoljning/2023`, as: PUBLISHER, example: true, status: 422, go: press("Publicera uppföljning") },
  intag: { at: "/arbete/intag", as: PUBLISHER },
  "intag-kolumner": { at: "/arbete/intag", as: PUBLISHER, go: send("rader.csv", GOOD) },
  "intag-fel": { at: "/arbete/intag", as: PUBLISHER, status: 422, go: dryRun("fel.csv", BAD) },
  "intag-handelser": { at: "/arbete/intag", as: PUBLISHER, go: send("skador.csv", INCIDENTS, "Händelser") },
  "intag-handelser-fel": { at: "/arbete/intag", as: PUBLISHER, status: 422, go: dryRun("fel.csv", BAD_INCIDENTS, "Händelser") },
  "intag-handelser-provat": { at: "/arbete/intag", as: PUBLISHER, go: dryRun("skador.csv", INCIDENTS, "Händelser") },
  "intag-synpunkter": { at: "/arbete/intag", as: PUBLISHER, go: send("dialog.csv", VOICES, "Det invånare och medarbetare sa") },
  "intag-provat": { at: "/arbete/intag", as: PUBLISHER, go: dryRun("rader.csv", GOOD) },
};

let demo;
const cookies = {};

before(async () => {
  demo = await startDemo();
  for (const member of [REPORTER, EDITOR, PUBLISHER]) {
    const page = await demo.signIn(member);
    cookies[member] = await page.context().cookies();
    await page.context().close();
  }
});
after(() => demo?.stop());

for (const [kind, pages] of Object.entries({ public: PUBLIC, inside: INSIDE })) {
  // The browser and the program share the cores: three at a time keep both busy.
  describe(`${kind} pages`, { concurrency: 3 }, () => {
    for (const [name, page] of Object.entries(pages)) {
      test(name, () => look(name, page));
    }
  });
}

async function look(name, { at, as, go, status = 200, example = false, locale }) {
  const page = await newPage(demo.browser, { locale });
  page.setDefaultTimeout(PATIENCE_MS);
  if (as) {
    await page.context().addCookies(cookies[as]);
  }
  const heard = listen(page);
  await page.goto(demo.url + at);
  await go?.(page);
  // What is pressed is done when the new page has come, not when it is whole.
  await page.waitForLoadState("load");
  assert.equal(heard.status, status, "the status of the answer");
  if (locale) {
    assert.equal(await page.locator("html").getAttribute("lang"), locale.slice(0, 2));
  }
  const saysExample = page.getByText(/påhittade|invented|^exempel$|^example$/).first();
  assert.equal(await saysExample.isVisible(), example, "says in plain sight that numbers are invented");

  const faults = [];
  for (const width of WIDTHS) {
    await page.setViewportSize({ width, height: width < 600 ? 640 : 900 });
    for (const colorScheme of COLOR_SCHEMES) {
      await page.emulateMedia({ colorScheme });
      await unfold(page, false);
      await screenshot(page, `${name}-${width}-${colorScheme}`);
      await unfold(page, true);
      faults.push(...(await axe(page)).map((fault) => ({ width, colorScheme, ...fault })));
    }
    const tooWide = await overflow(page);
    if (tooWide > 0) {
      faults.push({ width, tooWide });
    }
  }
  assert.deepEqual(faults, []);
  assert.deepEqual(heard.complaints, []);
  await page.context().close();
}

/** What a page answers with, fetches from elsewhere, and complains of. */
function listen(page) {
  const heard = { status: undefined, complaints: [] };
  page.on("response", (response) => {
    if (response.request().isNavigationRequest()) {
      heard.status = response.status();
    }
  });
  page.on("request", (request) => {
    if (!request.url().startsWith(`${demo.url}/`)) {
      heard.complaints.push(`asks elsewhere: ${request.url()}`);
    }
  });
  page.on("pageerror", (error) => heard.complaints.push(error.message));
  page.on("console", (message) => {
    // The browser remarks on the status of an error page itself.
    const isOwnStatus = /status of 4\d\d/.test(message.text()) && message.location().url === page.url();
    if (["error", "warning"].includes(message.type()) && !isOwnStatus && !isSlowDrawing(message)) {
      heard.complaints.push(message.text());
    }
  });
  return heard;
}

/**
 * What is folded away is on the page too. The workshop has a hundred foldings
 * that are all alike; the first ones stand for them.
 */
function unfold(page, open) {
  return page.evaluate((open) => {
    for (const details of [...document.querySelectorAll("details")].slice(0, 12)) {
      details.open = open;
    }
  }, open);
}

/* The ways to pages that have no address of their own. */

function press(name) {
  return (page) => page.getByRole("button", { name }).first().click();
}

async function signInWrongly(page) {
  await page.getByRole("textbox", { name: "Användarnamn" }).fill("finns-inte");
  await page.getByRole("textbox", { name: "Lösenord" }).fill("fel lösenord");
  await page.getByRole("button", { name: "Logga in", exact: true }).click();
  await page.getByRole("alert").waitFor();
}

async function replaceFollowUp(page) {
  await page.getByRole("textbox", { name: "Skäl" }).fill("Prov av en rättelse.");
  await page.getByRole("button", { name: "Publicera uppföljning 2022" }).click();
  await page.getByRole("status").getByText("Publicerat.").waitFor();
  await page.goto(`${demo.url}${PROMISE}/uppfoljning/2022/v/1`);
  await page.getByText("Den här versionen är ersatt.").waitFor();
}

async function chooseOthers(page) {
  for (const more of await page.getByRole("radio", { name: "Fler …" }).all()) {
    await more.check();
  }
}

async function logPhoneNumber(page) {
  await page.getByText("Fler uppgifter").click();
  await page.getByRole("textbox", { name: "Anteckning" }).fill("Ring 070-123 45 67");
  await page.getByRole("button", { name: "Spara" }).click();
  await page.getByRole("alert").waitFor();
}

/** Entries of one type, so that a test that changes one leaves the others' alone. */
function logged(type) {
  return `/arbete/aktiviteter?typ=${type}`;
}

async function openEntry(page) {
  await page.getByRole("table").getByRole("link").first().click();
  await page.getByRole("heading", { name: "Spår" }).waitFor();
}

function correctDay(day) {
  return async (page) => {
    await openEntry(page);
    await page.getByRole("textbox", { name: "Dag" }).fill(day);
    await page.getByRole("textbox", { name: "Skäl" }).fill("Dagen var fel.");
    await page.getByRole("button", { name: "Spara rättelsen" }).click();
    await page.locator(".done, .error-summary").waitFor();
  };
}

async function addGraffiti(page) {
  for (const name of ["Namn på svenska", "Namn på engelska"]) {
    await page.getByRole("textbox", { name }).fill("Klotter");
  }
  await page.getByRole("combobox", { name: "Under" }).selectOption("skadegorelse");
  await page.getByRole("button", { name: "Lägg till" }).click();
  await page.getByRole("alert").waitFor();
}

async function openPlace(page) {
  await page.getByRole("table").getByRole("link").first().click();
  await page.getByRole("textbox", { name: "Position" }).waitFor();
}

async function withdraw(page) {
  await openEntry(page);
  await page.getByRole("textbox", { name: "Skäl" }).fill("Loggad två gånger.");
  await page.getByRole("button", { name: "Dra tillbaka" }).click();
  await page.getByText("Raden är tillbakadragen").waitFor();
}

async function addBrokenPromise(page) {
  await page.getByRole("textbox", { name: "Löftet som text" }).fill('format = "handslag/1"\n[promise\n');
  await page.getByRole("button", { name: "Lägg till löftet" }).click();
  await page.getByRole("heading", { name: "Kontroll" }).waitFor();
}

async function saveWithoutTitle(page) {
  await page.getByRole("textbox", { name: "Titel" }).fill("");
  await press("Spara")(page);
  await page.getByRole("alert").waitFor();
}

async function saveStale(page) {
  await page.locator("main input[name=version]").evaluate((field) => (field.value = "0"));
  await page.getByRole("textbox", { name: "Titel" }).fill("En annan titel");
  await press("Spara")(page);
  await page.getByRole("heading", { name: "Någon annan hann spara" }).waitFor();
}

async function saveStaleVoice(page) {
  await page.locator("main input[name=version]").evaluate((field) => (field.value = "0"));
  await page.getByRole("textbox", { name: "Vad som sades" }).fill("Mörkt vid busshållplatsen");
  await press("Spara")(page);
  await page.getByRole("heading", { name: "Någon annan hann spara" }).waitFor();
}

function send(name, text, kind = "Aktiviteter") {
  return async (page) => {
    await page.getByRole("radio", { name: kind }).check();
    const file = { name, mimeType: "text/csv", buffer: Buffer.from(text) };
    await page.getByLabel("Fil", { exact: true }).setInputFiles(file);
    await page.getByRole("button", { name: "Skicka filen" }).click();
    await page.getByRole("heading", { name: "Kolumnerna i" }).waitFor();
  };
}

function dryRun(name, text, kind) {
  return async (page) => {
    await send(name, text, kind)(page);
    await page.getByRole("button", { name: "Provkör" }).click();
    await page.getByRole("heading", { name: /behöver rättas|Provkörningen gick bra/ }).waitFor();
  };
}
