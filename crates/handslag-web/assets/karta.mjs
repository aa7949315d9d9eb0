// The page of the map. Everything that it shows is in the form, and so in the
// address; this reads the form, draws, and asks the server what stands beside.

const frame = document.getElementById("map-frame");
const form = document.getElementById("map-choices");
const answer = document.getElementById("svar");
const hours = document.getElementById("map-hours");
const words = document.getElementById("map-words");
const lead = document.getElementById("map-lead");
const shown = document.getElementById("map-shown");
const question = document.getElementById("map-question");
const pointed = document.getElementById("map-pointed");
/** What of the address could not be followed: said until the form says something else. */
const unfollowed = document.getElementById("map-unfollowed");
let touched = false;

const { colours, groundStyle, named, openMap } = await import(frame.dataset.base);
const { namesOn } = await import(frame.dataset.naming);
const names = namesOn(JSON.parse(frame.dataset.names), named);
const KINDS = JSON.parse(frame.dataset.kinds);
/** What a change is called, from much fewer to much more. */
const TURNS = JSON.parse(frame.dataset.turns);
/** A square or a point is drawn from tiles that are no closer in than this. */
const CLOSEST = 16;
/** How large a point is: see the legend. */
const [LEAST, STEP, MOST] = JSON.parse(frame.dataset.sizes);
const LANGUAGE = document.documentElement.lang;
/** A field that has focus when the page is made anew. */
const FOCUS = "handslag-karta-fokus";
/** All, with room for what is written at the outermost. */
const ROOM = { padding: 36, maxZoom: 14 };

/** What the page leads to asks for the same: the picture, and the other language. */
const pictures = document.querySelectorAll(`:is(main, .trail) a[href^="${frame.dataset.picture}"]`);
const language = document.querySelector(".menu a[hreflang]");

let map;
/** Whether the map has read its first style, and so takes another. */
let ready = false;
/** An operator's background map, when there is one. */
let background;

/* What is asked for. */

/** What the form says; empty fields say nothing. */
function asked() {
  return new URLSearchParams([...new FormData(form)].filter(([, value]) => value !== ""));
}

function set(name, value) {
  const field = form.elements.namedItem(name);
  if (!field) {
    return;
  }
  field.value = value;
}

/** The question without where the map stands: what tiles are asked for. */
function ofTiles() {
  const query = asked();
  ["lat", "lon", "zoom"].forEach((name) => query.delete(name));
  return query.toString();
}

/** Of which period is a question only where two are compared. */
function offerPeriods() {
  const isCompared = form.elements.namedItem("jamfor_fran").value && form.elements.namedItem("jamfor_till").value;
  document.getElementById("map-period").hidden = !isCompared;
  if (!isCompared) {
    set("period", "");
  }
}

function keepAddress() {
  offerPeriods();
  if (map) {
    const middle = map.getCenter();
    set("lat", middle.lat.toFixed(5));
    set("lon", middle.lng.toFixed(5));
    set("zoom", map.getZoom().toFixed(2));
  }
  const query = asked().toString();
  history.replaceState(null, "", query ? `?${query}` : location.pathname);
  for (const link of pictures) {
    link.search = query;
  }
  if (language) {
    language.search = new URLSearchParams({ till: location.pathname + location.search });
  }
}

/* What stands beside the map. */

let asking;
let later;
/** How often the server was asked: an answer is whole when nothing was asked after it. */
let turns = 0;

function tell(soon = 250) {
  turns += 1;
  const turn = turns;
  const rest = () => {
    if (turn === turns) {
      answer.removeAttribute("aria-busy");
    }
  };
  clearTimeout(later);
  // What was pressed may be drawn no more.
  pointed.textContent = "";
  answer.setAttribute("aria-busy", "true");
  later = setTimeout(async () => {
    asking?.abort();
    asking = new AbortController();
    const query = asked();
    if (map) {
      const bounds = map.getBounds();
      const sides = { vast: bounds.getWest(), syd: bounds.getSouth(), ost: bounds.getEast(), nord: bounds.getNorth() };
      for (const [name, value] of Object.entries(sides)) {
        query.set(name, value.toFixed(6));
      }
    }
    try {
      const reply = await fetch(`${frame.dataset.answer}?${query}`, { signal: asking.signal });
      if (reply.redirected || !reply.ok) {
        // Signed out meanwhile, or the server is away: the page says which.
        location.reload();
        return;
      }
      put(await reply.text());
      rest();
    } catch (error) {
      if (error.name !== "AbortError") {
        rest();
        throw error;
      }
    }
  }, soon);
}

function put(text) {
  const focused = document.activeElement;
  const isReplaced = [answer, hours].some((part) => part.contains(focused));
  const parts = document.createElement("template");
  parts.innerHTML = text;
  answer.replaceChildren(parts.content.getElementById("map-answer"));
  hours.replaceChildren(parts.content.getElementById("timmar"));
  if (touched) {
    unfollowed.replaceChildren(...parts.content.getElementById("map-unfollowed").childNodes);
  }
  if (isReplaced) {
    // What had focus may be gone; then its part goes on from the beginning.
    (document.getElementById(focused.id) ?? answer).focus({ preventScroll: true });
  }
  const said = answer.firstElementChild.dataset;
  for (const [part, text] of [[lead, said.lead], [shown, said.shown], [question, said.question]]) {
    // Only when it is another: two of them are read aloud.
    if (part.textContent !== text) {
      part.textContent = text;
    }
  }
  paint();
}

/** What the map is of: counts, rates or what has changed. */
function mode() {
  const query = asked();
  if (query.get("period") === "skillnad" && query.get("jamfor_fran") && query.get("jamfor_till")) {
    return "change";
  }
  return query.get("visa") === "tal" ? "rates" : "counts";
}

/** The colour of what the server has put in a class of the legend. */
function inClass(colour) {
  const shades = mode() === "change"
    ? TURNS.flatMap((_, number) => [number - 2, colour[`turn-${number}`]])
    : [1, 2, 3, 4, 5].flatMap((number) => [number, colour[number]]);
  return ["match", ["get", "class"], ...shades, colour.land];
}

/** Greens by the classes that the legend names. */
function byClass(colour) {
  const classes = (answer.firstElementChild?.dataset.classes ?? "").split(" ").filter(Boolean).map(Number);
  const steps = classes.slice(1).flatMap((least, number) => [least, colour[number + 2]]);
  return steps.length ? ["step", ["get", "count"], colour[1], ...steps] : colour[1];
}

/* The map. */

function sources() {
  const tiles = (file) => [`${location.origin}/arbete/karta/{z}/{x}/{y}/${file}?${ofTiles()}`];
  return {
    incidents: { type: "vector", tiles: tiles("handelser.mvt"), maxzoom: CLOSEST },
    areas: { type: "vector", tiles: tiles("omraden.mvt"), maxzoom: 12 },
    ...names.sources(),
  };
}

function layers(colour) {
  const look = asked().get("visa");
  const isOfAreas = look === "omraden" || look === "tal";
  const isCounted = mode() === "counts";
  const isAny = isCounted ? [">", ["coalesce", ["get", "count"], 0], 0] : ["has", "class"];
  const fill = isCounted ? byClass(colour) : inClass(colour);
  const seen = (is) => ({ visibility: is ? "visible" : "none" });
  const areas = { source: "areas", "source-layer": "areas" };
  const cells = { source: "incidents", "source-layer": "cells" };
  // Fewer has lines too, so that it is not told from more by colour alone.
  const fewer = (id, of, is) => ({
    id, type: "fill", ...of, filter: ["<", ["coalesce", ["get", "class"], 0], 0],
    layout: seen(is && mode() === "change"), paint: { "fill-pattern": `lines-${colour.land}` },
  });
  return [
    ...(isOfAreas ? [{ id: "areas-all", type: "fill", ...areas, paint: { "fill-opacity": 0 } }] : []),
    {
      id: "areas", type: "fill", ...areas, filter: isAny,
      layout: seen(isOfAreas), paint: { "fill-color": fill, "fill-opacity": 0.85 },
    },
    fewer("areas-fewer", areas, isOfAreas),
    {
      id: "area-lines", type: "line", ...areas,
      layout: seen(isOfAreas), paint: { "line-color": colour.line, "line-width": 1 },
    },
    {
      id: "cells", type: "fill", ...cells, filter: isAny,
      layout: seen(!isOfAreas),
      paint: { "fill-color": fill, "fill-opacity": 0.85, "fill-outline-color": colour.border },
    },
    fewer("cells-fewer", cells, !isOfAreas),
    {
      id: "points", type: "circle", source: "incidents", "source-layer": "points",
      layout: seen(look === "punkter"),
      paint: {
        "circle-radius": ["min", MOST, ["+", LEAST, ["*", STEP, ["sqrt", ["get", "count"]]]]],
        "circle-color": colour[4], "circle-opacity": 0.75,
        "circle-stroke-color": colour.land, "circle-stroke-width": 1,
      },
    },
    ...names.layers(colour, isOfAreas, mode()),
  ];
}

/** Slanting lines in a colour, as the style asks for them by name. */
function lines(id) {
  const colour = /^lines-#([0-9a-f]{6})$/.exec(id)?.[1];
  if (!colour || map.hasImage(id)) {
    return;
  }
  const side = 8;
  const [red, green, blue] = [0, 2, 4].map((at) => Number.parseInt(colour.slice(at, at + 2), 16));
  const data = new Uint8ClampedArray(4 * side * side);
  for (let at = 0; at < side * side; at += 1) {
    const isOnLine = (at % side + Math.floor(at / side)) % side < 2;
    data.set([red, green, blue, isOnLine ? 255 : 0], 4 * at);
  }
  map.addImage(id, { width: side, height: side, data });
}

/** The whole style in today's colours. */
function style() {
  const colour = colours(frame);
  const ground = groundStyle(colour, background);
  // Areas have names of their own.
  const isOfAreas = ["omraden", "tal"].includes(asked().get("visa"));
  ground.layers = ground.layers.filter(({ id }) => !(isOfAreas && id === "ground-names"));
  return { ...ground, sources: { ...ground.sources, ...sources() }, layers: [...ground.layers, ...layers(colour)] };
}

function paint() {
  if (ready) {
    map.setStyle(style());
  }
}

/** The form has changed: draw and tell anew. */
function moved({ soon } = {}) {
  keepAddress();
  paint();
  tell(soon);
}

function fit() {
  const [west, south, east, north] = (frame.dataset.corners ?? "10 55 24 69").split(" ").map(Number);
  return [[west, south], [east, north]];
}

function start() {
  const number = (name) => Number.parseFloat(form.elements.namedItem(name).value);
  const [lat, lon, zoom] = [number("lat"), number("lon"), number("zoom")];
  return [lat, lon, zoom].every(Number.isFinite)
    ? { center: [lon, lat], zoom }
    : { bounds: fit(), fitBoundsOptions: ROOM };
}

function say({ point }) {
  const near = [[point.x - 4, point.y - 4], [point.x + 4, point.y + 4]];
  const found = map.queryRenderedFeatures(near, { layers: ["points", "cells", "areas"].filter((id) => map.getLayer(id)) });
  const templates = { points: frame.dataset.point, cells: frame.dataset.square, areas: frame.dataset.area };
  const more = ({ before, class: shade, rate }) => ({
    counts: () => "",
    rates: () => ` (${frame.dataset.rate.replace("{n}", rate?.toLocaleString(LANGUAGE, { maximumSignificantDigits: 2 }))})`,
    change: () => `, ${frame.dataset.before.replace("{n}", before)} (${TURNS[shade + 2]})`,
  })[mode()]();
  // Of squares and areas one; of points all kinds that lie there.
  const told = found[0]?.layer.id === "points" ? found.filter(({ layer }) => layer.id === "points") : found.slice(0, 1);
  const said = told.map(({ layer, properties }) => {
    const { count, category, name } = properties;
    return templates[layer.id].replace("{n}", count).replace("{sort}", KINDS[category] ?? "").replace("{namn}", name ?? "") + more(properties);
  });
  pointed.textContent = [...new Set(said)].join("; ") || frame.dataset.nothing;
}

/** What a press tells, for those who have no pointer: of the middle of the map. */
function sayMiddle(event) {
  if (event.key === "Enter" || event.key === " ") {
    event.preventDefault();
    say({ point: map.project(map.getCenter()) });
  }
}

async function draw() {
  try {
    const opened = await openMap(frame, start(), (added) => {
      background = added;
      return style();
    });
    map = opened.map;
    map.setMissingStyleImageResolver(lines);
    map.once("style.load", () => {
      ready = true;
      paint();
    });
  } catch {
    words.textContent = frame.dataset.noWebgl;
    return;
  }
  words.hidden = true;
  const buttons = document.getElementById("map-buttons");
  buttons.hidden = false;
  buttons.addEventListener("click", ({ target }) => {
    const still = { animate: !matchMedia("(prefers-reduced-motion: reduce)").matches };
    ({
      in: () => map.zoomIn(still),
      ut: () => map.zoomOut(still),
      allt: () => map.fitBounds(fit(), { ...ROOM, ...still }),
    })[target.dataset.do]?.();
  });
  map.on("moveend", () => {
    keepAddress();
    tell();
  });
  map.on("click", say);
  map.on("idle", () => names.nameAreas(map));
  map.getCanvas().addEventListener("keydown", sayMiddle);
  map.once("load", () => {
    keepAddress();
    tell(0);
    frame.dataset.drawn = "ja";
  });
  matchMedia("(prefers-color-scheme: dark)").addEventListener("change", paint);
}

/* The slider sets the days of the form. */

const time = document.getElementById("map-time");

function slider() {
  const range = document.getElementById("map-month");
  const months = document.getElementById("map-months");
  const output = document.getElementById("map-month-words");
  const first = Number(time.dataset.first);
  const name = new Intl.DateTimeFormat(LANGUAGE, { month: "long", year: "numeric", timeZone: "UTC" });
  const monthOf = (step) => ({ year: Math.floor((first + step) / 12), month: (first + step) % 12 });
  const day = (year, month, day) => new Date(Date.UTC(year, month, day)).toISOString().slice(0, 10);
  const worded = (step) => {
    const { year, month } = monthOf(step);
    return name.format(Date.UTC(year, month, 1));
  };
  const period = () => {
    const last = Number(range.value);
    const from = Math.max(0, last - Number(months.value) + 1);
    return from === last ? worded(last) : `${worded(from)} – ${worded(last)}`;
  };
  const show = (text) => {
    output.textContent = text;
    range.setAttribute("aria-valuetext", text);
  };
  /** Sets the slider by the days in the form, when they are whole months. */
  const read = () => {
    const [from, to] = ["fran", "till"].map((field) => form.elements.namedItem(field).value);
    if (!from && !to) {
      show(time.dataset.all);
      return;
    }
    for (const { value } of months.options) {
      for (let step = 0; step <= Number(range.max); step += 1) {
        const [start, end] = [monthOf(step - Number(value) + 1), monthOf(step)];
        if (from === day(start.year, start.month, 1) && to === day(end.year, end.month + 1, 0)) {
          months.value = value;
          range.value = step;
          show(period());
          return;
        }
      }
    }
    show(time.dataset.own);
  };
  const choose = () => {
    const last = Number(range.value);
    const [start, end] = [monthOf(last - Number(months.value) + 1), monthOf(last)];
    set("fran", day(start.year, start.month, 1));
    set("till", day(end.year, end.month + 1, 0));
    show(period());
    moved();
  };
  range.addEventListener("input", choose);
  months.addEventListener("change", choose);
  document.getElementById("map-all-time").addEventListener("click", () => {
    set("fran", "");
    set("till", "");
    read();
    moved();
  });
  form.addEventListener("change", read);
  form.addEventListener("handslag:read", read);
  time.hidden = false;
  read();
}

/* Links beside and beneath the map change the same form, without a new page. */

function follow(event) {
  const link = event.target.closest("a[data-map]");
  if (!link || !map || event.ctrlKey || event.metaKey || event.shiftKey) {
    return;
  }
  event.preventDefault();
  const wanted = new URL(link.href).searchParams;
  for (const name of new Set([...form.elements].map((field) => field.name).filter(Boolean))) {
    set(name, wanted.get(name) ?? "");
  }
  form.dispatchEvent(new Event("handslag:read"));
  const place = ["lat", "lon", "zoom"].map((name) => Number.parseFloat(wanted.get(name)));
  const middle = map.getCenter();
  const goes = place.every(Number.isFinite) && (Math.abs(middle.lat - place[0]) > 1e-4 || Math.abs(middle.lng - place[1]) > 1e-4);
  if (goes) {
    map.jumpTo({ center: [place[1], place[0]], zoom: place[2] });
  }
  moved({ soon: 0 });
}

answer.addEventListener("click", follow);
hours.addEventListener("click", follow);
/* What is chosen shows at once. */
document.getElementById("map-show-looks").hidden = true;
form.addEventListener("change", ({ target }) => {
  touched = true;
  if (target.name === "lager") {
    // Another division has other areas to choose among: the page is made anew.
    set("omrade", "");
    keepAddress();
    sessionStorage.setItem(FOCUS, target.id);
    location.reload();
    return;
  }
  moved();
});
form.addEventListener("submit", (event) => {
  if (map) {
    event.preventDefault();
    moved({ soon: 0 });
  }
});

/** A page that was made anew by a field of the filter goes on in that field. */
function goOn() {
  const field = document.getElementById(sessionStorage.getItem(FOCUS) ?? "");
  sessionStorage.removeItem(FOCUS);
  if (field) {
    document.getElementById("map-filter").open = true;
    field.focus({ preventScroll: true });
  }
}

goOn();
if (time) {
  slider();
}
await draw();
