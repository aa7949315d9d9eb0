// What is written on the map of the picture: the named places, and the areas with
// the number that their colour is of.

const LANGUAGE = document.documentElement.lang;
/** From here on names of places have room. */
const NAMES_FROM = 10;
/** How close, in pixels, it is looked for which areas are seen. */
const LOOKED = 45;
/** An area that is found at fewer such places has no room for its name. */
const ROOM_FOR_NAME = 6;

const collection = (features) => ({ type: "FeatureCollection", features });
const point = (properties, coordinates) => ({ type: "Feature", properties, geometry: { type: "Point", coordinates } });
const seen = (is) => ({ visibility: is ? "visible" : "none" });

/** What stands under the name of an area. */
function numberOfArea(mode) {
  const written = (name, most = 0) => ["number-format", ["get", name], { locale: LANGUAGE, "max-fraction-digits": most }];
  return {
    // None may also be that nobody has reported from there.
    counts: ["case", [">", ["coalesce", ["get", "count"], 0], 0], written("count"), ""],
    // A rate of too few has no colour, and no number either.
    rates: ["case", ["all", ["has", "rate"], ["has", "class"]], written("rate", 1), ""],
    change: ["case", ["has", "before"], ["concat", written("before"), " → ", written("count")], ""],
  }[mode];
}

/** The place that is nearest to the mean of all: unlike that, it is one of them. */
function middleOf(places) {
  const mean = (of) => places.reduce((sum, place) => sum + place[of], 0) / places.length;
  const off = ({ x, y }) => Math.hypot(x - mean("x"), y - mean("y"));
  return places.reduce((a, b) => (off(a) <= off(b) ? a : b));
}

/** Which areas without their own name in view are seen, and where on the map. */
function seenAreas(map) {
  const { clientWidth, clientHeight } = map.getCanvas();
  const bounds = map.getBounds();
  const own = map.querySourceFeatures("areas", { sourceLayer: "areas-names" });
  const named = new Set(own.filter(({ geometry }) => bounds.contains(geometry.coordinates)).map(({ properties }) => properties.name));
  const areas = new Map();
  for (let y = LOOKED; y < clientHeight; y += LOOKED) {
    for (let x = LOOKED; x < clientWidth; x += LOOKED) {
      const [area] = map.queryRenderedFeatures([x, y], { layers: ["areas-all"] });
      if (area && !named.has(area.properties.name)) {
        const { places = [] } = areas.get(area.properties.area) ?? {};
        areas.set(area.properties.area, { properties: { ...area.properties }, places: [...places, { x, y }] });
      }
    }
  }
  return [...areas.values()].filter(({ places }) => places.length >= ROOM_FOR_NAME);
}

/**
 * The names on a map.
 *
 * - `places`: name, latitude and longitude of each.
 * - `named`: how a name is set, see the ground.
 */
export function namesOn(places, named) {
  // The table names them for those who do not see the map.
  const all = collection(places.map(([name, lat, lon]) => point({ name }, [lon, lat])));
  /** Names of areas that reach in from beyond the sides of the map, where they are seen. */
  let inView = collection([]);
  return {
    sources: () => ({
      places: { type: "geojson", data: all },
      "names-in-view": { type: "geojson", data: inView },
    }),
    /** Last, on top of all that is drawn; where two have no room the first stays. */
    layers(colour, isOfAreas, mode) {
      const text = ["format", ["get", "name"], {}, "\n", {}, numberOfArea(mode), { "font-scale": 1.1 }];
      const areas = named(text, colour, { layout: { ...seen(isOfAreas), "symbol-sort-key": ["-", 0, ["coalesce", ["get", "wide"], 0]] } });
      const beside = named(["get", "name"], colour, {
        // Beside its dot, on the side that is free.
        layout: { "text-variable-anchor": ["left", "right", "bottom", "top"], "text-radial-offset": 0.6, "text-justify": "auto" },
      });
      return [
        {
          id: "place-dots", type: "circle", source: "places", minzoom: NAMES_FROM,
          paint: { "circle-radius": 3, "circle-color": colour.name, "circle-stroke-color": colour.land, "circle-stroke-width": 1.5 },
        },
        { id: "place-names", type: "symbol", source: "places", minzoom: NAMES_FROM, ...beside },
        { id: "area-names", type: "symbol", source: "areas", "source-layer": "areas-names", ...areas },
        { id: "area-names-in-view", type: "symbol", source: "names-in-view", ...areas },
      ];
    },
    nameAreas(map) {
      const areas = map.getLayer("areas-all") ? seenAreas(map) : [];
      const found = collection(areas.map(({ properties, places: at }) => {
        const { x, y } = middleOf(at);
        return point(properties, map.unproject([x, y]).toArray());
      }));
      // Only when it is another, for the map is drawn anew.
      if (JSON.stringify(found) !== JSON.stringify(inView)) {
        inView = found;
        map.getSource("names-in-view").setData(found);
      }
    },
  };
}
