// What every map here has: the ground, drawn from our own tiles in the colours of
// the style sheet, and nothing from anywhere else.

const GROUND = ["water", "land", "border", "line", "1", "2", "3", "4", "5"];

/** The colours of the style sheet as they are now, light or dark. */
export function colours(element) {
  const style = getComputedStyle(element);
  return Object.fromEntries(GROUND.map((name) => [name, style.getPropertyValue(`--map-${name}`).trim()]));
}

/** The ground: water, land, lakes, boundaries. */
export function groundStyle(colour) {
  const only = (code) => ["==", ["get", "code"], code];
  return {
    version: 8,
    sources: {
      ground: {
        type: "vector",
        tiles: [`${location.origin}/arbete/karta/{z}/{x}/{y}/grund.mvt`],
        maxzoom: 12,
      },
    },
    layers: [
      { id: "water", type: "background", paint: { "background-color": colour.water } },
      {
        id: "land", type: "fill", source: "ground", "source-layer": "ground",
        filter: only("land"), paint: { "fill-color": colour.land },
      },
      {
        id: "lakes", type: "fill", source: "ground", "source-layer": "ground",
        filter: only("lakes"), paint: { "fill-color": colour.water },
      },
      {
        id: "borders", type: "line", source: "ground", "source-layer": "municipalities",
        paint: { "line-color": colour.border, "line-width": 1 },
      },
    ],
  };
}

/** Whether the browser can draw maps at all. */
export function canDraw() {
  return Boolean(document.createElement("canvas").getContext("webgl2"));
}

/**
 * A map in `frame`, whose data say where the library and its worker are.
 * Throws when it cannot be drawn.
 */
export async function openMap(frame, options) {
  if (!canDraw()) {
    throw new Error("no WebGL");
  }
  const library = await import(frame.dataset.library);
  library.setWorkerUrl(new URL(frame.dataset.worker, location.href).href);
  library.setWorkerCount?.(1);
  const map = new library.Map({
    container: frame,
    style: groundStyle(colours(frame)),
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
  map.touchZoomRotate.disableRotation();
  map.keyboard.disableRotation();
  return { library, map };
}
