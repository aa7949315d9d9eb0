// What every map here has: the ground, drawn from our own tiles in the colours of
// the style sheet, and nothing from anywhere else.

const COLOURS = [
  "water", "shore", "land", "border", "line", "name", "quiet", "1", "2", "3", "4", "5",
  // From much fewer to much more.
  "turn-0", "turn-1", "turn-2", "turn-3", "turn-4",
];

/** The colours of the style sheet as they are now, light or dark. */
export function colours(element) {
  const style = getComputedStyle(element);
  return Object.fromEntries(COLOURS.map((name) => [name, style.getPropertyValue(`--map-${name}`).trim()]));
}

/** What parts of a background map are called in the usual sets of layers. */
const WATER = /water|ocean|sea|lake|river/;
const LINES = /road|street|transport|rail|path|highway|bound|river|waterway|stream/;

/** An operator's background map, if there is one: where its tiles are, and what is on them. */
async function background(library, frame) {
  if (!frame.dataset.background) {
    return undefined;
  }
  const { PMTiles, Protocol } = await import(frame.dataset.archive);
  const archive = new PMTiles(new URL(frame.dataset.background, location.href).href);
  const protocol = new Protocol();
  protocol.add(archive);
  library.addProtocol("pmtiles", protocol.tile);
  const metadata = await archive.getMetadata();
  const credit = document.getElementById("map-credit");
  if (credit && metadata.attribution) {
    // Its makers write it with links; the words are what must be shown.
    credit.textContent = new DOMParser().parseFromString(metadata.attribution, "text/html").body.textContent;
  }
  return {
    source: { type: "vector", url: `pmtiles://${archive.source.getKey()}` },
    names: layerNames(metadata),
  };
}

/** The layers that an archive says it has: some tools count them and do not list them. */
function layerNames({ vector_layers: listed, tilestats }) {
  return listed?.map(({ id }) => id) ?? tilestats?.layers?.map(({ layer }) => layer) ?? [];
}

/** Quiet: what happened is to stand out, and the ground only to say where. */
function backgroundLayers({ names }, colour) {
  const is = (type) => ["==", ["geometry-type"], type];
  const of = (name) => ({ source: "background", "source-layer": name });
  const areas = names.filter((name) => WATER.test(name) || name.startsWith("building")).map((name) => ({
    id: `background-area-${name}`, type: "fill", ...of(name), filter: is("Polygon"),
    paint: WATER.test(name) ? { "fill-color": colour.water } : { "fill-color": colour.border, "fill-opacity": 0.25 },
  }));
  const lines = names.filter((name) => LINES.test(name)).map((name) => ({
    id: `background-line-${name}`, type: "line", ...of(name), filter: is("LineString"),
    paint: {
      "line-color": WATER.test(name) ? colour.water : colour.border,
      "line-width": ["interpolate", ["linear"], ["zoom"], 10, 0.4, 17, 3],
    },
  }));
  return [...areas, ...lines];
}

/** So strongly simplified a line is not where it seems to be, close in. */
const FAINT_CLOSE_IN = ["interpolate", ["linear"], ["zoom"], 10.5, 1, 13, 0.4];

/** A name on the map, in the page's own typeface and readable on whatever lies beneath. */
export function named(text, colour, { size = 13, layout = {} } = {}) {
  return {
    layout: {
      "text-field": text,
      // The library takes the weight from the first name, and the family from the one it finds.
      "text-font": ["SemiBold", "Open Sans"],
      "text-size": size, "text-max-width": 9, "text-padding": 3, "text-line-height": 1.15,
      ...layout,
    },
    paint: { "text-color": colour.name, "text-halo-color": colour.land, "text-halo-width": 2 },
  };
}

/** The names of municipalities: quiet, for they only say where. */
function groundNames(colour) {
  const quiet = named(["get", "name"], colour, {
    size: ["interpolate", ["linear"], ["zoom"], 6, 10, 11, 14],
    layout: { "text-letter-spacing": 0.06, "text-padding": 6, "symbol-sort-key": ["-", 0, ["get", "wide"]] },
  });
  return {
    id: "ground-names", type: "symbol", source: "ground", "source-layer": "municipalities-names", minzoom: 6,
    ...quiet, paint: { ...quiet.paint, "text-color": colour.quiet },
  };
}

/** The ground: water, land, lakes, an operator's background map, boundaries, names. */
export function groundStyle(colour, added) {
  const only = (code) => ["==", ["get", "code"], code];
  const ground = { source: "ground", "source-layer": "ground" };
  const municipalities = { source: "ground", "source-layer": "municipalities" };
  const shore = { type: "line", paint: { "line-color": colour.shore, "line-width": 2.5, "line-opacity": FAINT_CLOSE_IN } };
  return {
    version: 8,
    sources: {
      ...(added ? { background: added.source } : {}),
      ground: {
        type: "vector",
        tiles: [`${location.origin}/arbete/karta/{z}/{x}/{y}/grund.mvt`],
        maxzoom: 12,
      },
    },
    layers: [
      { id: "water", type: "background", paint: { "background-color": colour.water } },
      { id: "land", type: "fill", ...ground, filter: only("land"), paint: { "fill-color": colour.land } },
      { id: "coast", ...shore, ...ground, filter: only("land") },
      { id: "lakes", type: "fill", ...ground, filter: only("lakes"), paint: { "fill-color": colour.water } },
      // Municipalities end at the shore, and finer than the rest: laid over their own
      // lines they leave the line of the shore.
      { id: "shores", ...shore, ...municipalities },
      { id: "municipalities", type: "fill", ...municipalities, paint: { "fill-color": colour.land } },
      { id: "lakes-within", type: "fill", ...ground, filter: only("lakes-within"), paint: { "fill-color": colour.water, "fill-outline-color": colour.shore } },
      ...(added ? backgroundLayers(added, colour) : []),
      {
        id: "borders", type: "line", ...municipalities,
        paint: {
          "line-color": colour.border,
          "line-width": ["interpolate", ["linear"], ["zoom"], 6, 0.6, 11, 1.4], "line-opacity": FAINT_CLOSE_IN,
        },
      },
      groundNames(colour),
    ],
  };
}

/** Whether the browser can draw maps at all. */
export function canDraw() {
  return Boolean(document.createElement("canvas").getContext("webgl2"));
}

/**
 * A map in `frame`, whose data say where the library and its worker are.
 * `style` makes it of the background map; the ground alone unless given.
 * Throws when it cannot be drawn.
 */
export async function openMap(frame, options, style = (added) => groundStyle(colours(frame), added)) {
  if (!canDraw()) {
    throw new Error("no WebGL");
  }
  const library = await import(frame.dataset.library);
  library.setWorkerUrl(new URL(frame.dataset.worker, location.href).href);
  library.setWorkerCount?.(1);
  // A background map that cannot be read is no reason to have none.
  const added = await background(library, frame).catch((error) => console.error(error));
  const map = new library.Map({
    container: frame,
    style: style(added),
    attributionControl: false,
    dragRotate: false,
    pitchWithRotate: false,
    touchPitch: false,
    rollEnabled: false,
    fadeDuration: 0,
    minZoom: 3,
    maxZoom: 18,
    locale: { "Map.Title": frame.dataset.label },
    ...options,
  });
  map.addControl(new library.ScaleControl({ maxWidth: 110, unit: "metric" }), "bottom-left");
  map.touchZoomRotate.disableRotation();
  map.keyboard.disableRotation();
  return { library, map };
}
