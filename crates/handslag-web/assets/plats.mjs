// The place of a report: here, or where the map is tapped. Both fill the same
// field that can be typed in, and the form works without either. A position and
// a chosen place put each other out: only one of them is where it was.

const field = document.getElementById("falt-position");
const here = document.getElementById("plats-har");
const open = document.getElementById("plats-karta");
const frame = document.getElementById("plats-ram");
const words = document.getElementById("plats-ord");
const tiles = document.querySelectorAll("input[name='plats']");
const list = document.getElementById("falt-annan_plats");
let marker;

/** About a metre: no telephone knows better. */
const DECIMALS = 5;

function fill(lat, lon) {
  field.value = `${lat.toFixed(DECIMALS)}, ${lon.toFixed(DECIMALS)}`;
  const had = noPlace();
  words.textContent = here.dataset.filled.replace("{position}", field.value) + (had ? ` ${here.dataset.instead}` : "");
}

/** No place is chosen any more; says whether one was. */
function noPlace() {
  const had = [...tiles].some((tile) => tile.checked);
  for (const tile of tiles) {
    tile.checked = false;
  }
  if (list) {
    list.value = "";
  }
  return had;
}

function noPosition() {
  if (field.value !== "") {
    field.value = "";
    words.textContent = here.dataset.emptied;
  }
  marker?.remove();
}

for (const tile of tiles) {
  // The last tile opens the list, which may be left for a position.
  tile.addEventListener("change", () => tile.value !== "annan" && noPosition());
}
list?.addEventListener("change", () => list.value !== "" && noPosition());
field.addEventListener("input", () => field.value.trim() !== "" && noPlace());

here.addEventListener("click", () => {
  words.textContent = here.dataset.looking;
  navigator.geolocation.getCurrentPosition(
    ({ coords }) => fill(coords.latitude, coords.longitude),
    () => (words.textContent = here.dataset.refused),
    { enableHighAccuracy: true, timeout: 20_000, maximumAge: 30_000 },
  );
});

open.addEventListener("click", async () => {
  open.disabled = true;
  frame.hidden = false;
  const { openMap } = await import(frame.dataset.base);
  const [lat, lon] = frame.dataset.middle.split(" ").map(Number);
  try {
    const { library, map } = await openMap(frame, { center: [lon, lat], zoom: Number(frame.dataset.zoom) });
    const element = document.createElement("span");
    element.className = "map-dot";
    marker = new library.Marker({ element });
    map.on("click", ({ lngLat }) => {
      marker.setLngLat(lngLat).addTo(map);
      fill(lngLat.lat, lngLat.lng);
    });
    frame.dataset.drawn = "ja";
  } catch {
    frame.hidden = true;
    words.textContent = frame.dataset.noWebgl;
  }
});

here.hidden = !("geolocation" in navigator);
open.hidden = false;
