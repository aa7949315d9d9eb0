"""Asks DuckDB, Polars, PostgreSQL and Shapely what snapshot_speed asks of ours.

    cargo build --release --package handslag-geo --example snapshot_speed
    python3 -m venv v && v/bin/pip install duckdb polars numpy shapely psycopg[binary]
    v/bin/python beside.py target/release/examples/snapshot_speed 1000000 [postgres://...]

All work on one thread, in memory, on the same rows; an answer that differs is
marked. Times are of the processor where it can be told, for that is what
differs least on a machine that others use too: the mean of ours, the least of
five of theirs. Prints a table of
milliseconds, how many times as long theirs take, and the memory of each.
"""

import json
import os
import subprocess
import sys
import tempfile
import time

import numpy

OURS, N = sys.argv[1], int(sys.argv[2])
POSTGRES = sys.argv[3] if len(sys.argv) > 3 else None
N_ROUNDS = 5
# Minutes from 1900 to June and to September 2023.
DAY = 24 * 60
EPOCH = numpy.datetime64("1900-01-01", "m")


def minutes(date):
    return int((numpy.datetime64(date, "m") - EPOCH).astype(int))


JUNE, SEPTEMBER = minutes("2023-06-01"), minutes("2023-09-01")


def read(folder):
    types = {"start": "u32", "category": "u16", "area": "u16", "located": "u8", "x": "i32", "y": "i32"}
    columns = {}
    for name, kind in types.items():
        numbers = numpy.fromfile(os.path.join(folder, f"{name}.{kind}"), dtype=f"<{kind[0]}{int(kind[1:]) // 8}")
        columns[name] = numbers
    return columns


def month_of(start):
    months = (EPOCH + start.astype("timedelta64[m]")).astype("datetime64[M]")
    return (months - numpy.datetime64("1900-01", "M")).astype("u2")


def top_of(columns):
    """The point with most; of equals, the westernmost, then the southernmost."""
    here = columns["located"] == 1
    points = columns["x"][here].astype("i8") << 32 | columns["y"][here].astype("i8")
    values, counts = numpy.unique(points, return_counts=True)
    best = values[numpy.argmax(counts)]
    return int(best >> 32), int(best & 0xFFFFFFFF)


NARROW = f"start >= {JUNE} AND start < {SEPTEMBER} AND category IN (1, 2, 5, 8)"


def questions(top, divide):
    """Each row's SQL; `divide` says how whole numbers are divided."""
    x, y = top

    def box(side_m):
        half = int(side_m * 50)
        return f"located = 1 AND x BETWEEN {x - half} AND {x + half} AND y BETWEEN {y - half} AND {y + half}"

    def groups(keys, where="TRUE"):
        return f"SELECT count(*) FROM (SELECT {keys}, count(*) AS n FROM incident WHERE {where} GROUP BY {keys}) AS g"

    def grid(where, cm=100_000):
        return groups(f"{divide('x', cm)}, {divide('y', cm)}", where)

    def total(keys, where):
        return f"SELECT sum(n) FROM (SELECT {keys}, count(*) AS n FROM incident WHERE {where} GROUP BY {keys}) AS g"

    weekday, hour = f"{divide('start', DAY)} % 7", f"{divide('start', 60)} % 24"
    evening = f"{hour} >= 18 AND {weekday} IN (4, 5)"
    top20 = "SELECT sum(n) FROM (SELECT count(*) AS n FROM incident WHERE {} GROUP BY x, y ORDER BY n DESC LIMIT 20) AS g"
    return {
        "count narrow": f"SELECT count(*) FROM incident WHERE {NARROW}",
        "count evenings": f"SELECT count(*) FROM incident WHERE {evening}",
        "month": groups("month"),
        "category": groups("category"),
        "area": groups("area"),
        "weekday hour": groups(f"{weekday}, {hour}"),
        "area month": groups("area, month"),
        "area month category": groups("area, month, category"),
        "narrow area": groups("area", NARROW),
        "evenings month": groups("month", evening),
        "box 20 km category": total("category", box(20_000)),
        "box 100 km grid": grid(box(100_000)),
        "box 2 km narrow points": f"SELECT count(*) FROM (SELECT x, y, start, category FROM incident WHERE {box(2000)} AND {NARROW} LIMIT 1000000) AS g",
        "grid": grid("located = 1"),
        "grid narrow": grid(f"located = 1 AND {NARROW}"),
        "grid 250 m": grid("located = 1", 25_000),
        "top points": top20.format("located = 1"),
        "top points narrow": top20.format(f"located = 1 AND {NARROW}"),
    }


def timed(ask, clock):
    answer = ask()
    best = float("inf")
    for _ in range(N_ROUNDS):
        started = clock()
        if ask() != answer:
            raise SystemExit("an answer changed")
        best = min(best, (clock() - started) * 1e3)
    return best, int(answer)


def resident_mib():
    with open("/proc/self/status") as status:
        line = next(line for line in status if line.startswith("VmRSS"))
    return int(line.split()[1]) / 1024


def duckdb_rows(folder):
    import duckdb

    columns = read(folder)
    columns["month"] = month_of(columns["start"])
    top = top_of(columns)
    before = resident_mib()
    base = duckdb.connect()
    base.execute("SET threads = 1")
    base.execute("CREATE TABLE incident AS SELECT * FROM columns")
    yield {"row": "size", "mib": resident_mib() - before}
    for row, sql in questions(top, lambda a, b: f"({a} // {b})").items():
        ms, answer = timed(lambda: base.execute(sql).fetchone()[0], time.process_time)
        yield {"row": row, "ms": ms, "answer": answer}


def polars_rows(folder):
    os.environ["POLARS_MAX_THREADS"] = "1"
    import polars as pl

    columns = read(folder)
    columns["month"] = month_of(columns["start"])
    top_x, top_y = top_of(columns)
    frame = pl.DataFrame(columns)
    yield {"row": "size", "mib": frame.estimated_size("mb")}
    start, x, y = pl.col("start"), pl.col("x"), pl.col("y")
    narrow = (start >= JUNE) & (start < SEPTEMBER) & pl.col("category").is_in([1, 2, 5, 8])
    weekday, hour = start // DAY % 7, start // 60 % 24
    evening = (hour >= 18) & weekday.is_in([4, 5])
    here = pl.col("located") == 1

    def box(side_m):
        half = int(side_m * 50)
        return here & x.is_between(top_x - half, top_x + half) & y.is_between(top_y - half, top_y + half)

    def count(where):
        return lambda: frame.lazy().filter(where).select(pl.len()).collect().item()

    def grouped(keys, where, finish):
        def ask():
            lazy = frame.lazy()
            if where is not None:
                lazy = lazy.filter(where)
            return finish(lazy.group_by(keys).agg(pl.len().alias("n"))).collect().item()

        return ask

    def groups(keys, where=None):
        return grouped(keys, where, lambda lazy: lazy.select(pl.len()))

    def top(where):
        return grouped(["x", "y"], where, lambda lazy: lazy.top_k(20, by="n").select(pl.col("n").sum()))

    def cells(cm):
        return [(x // cm).alias("cx"), (y // cm).alias("cy")]

    asks = {
        "count narrow": count(narrow),
        "count evenings": count(evening),
        "month": groups("month"),
        "category": groups("category"),
        "area": groups("area"),
        "weekday hour": groups([weekday.alias("day"), hour.alias("hour")]),
        "area month": groups(["area", "month"]),
        "area month category": groups(["area", "month", "category"]),
        "narrow area": groups("area", narrow),
        "evenings month": groups("month", evening),
        "box 20 km category": grouped("category", box(20_000), lambda lazy: lazy.select(pl.col("n").sum())),
        "box 100 km grid": groups(cells(100_000), box(100_000)),
        "box 2 km narrow points": lambda: frame.lazy().filter(box(2000) & narrow).select("x", "y", "start", "category").collect().height,
        "grid": groups(cells(100_000), here),
        "grid narrow": groups(cells(100_000), here & narrow),
        "grid 250 m": groups(cells(25_000), here),
        "top points": top(here),
        "top points narrow": top(here & narrow),
    }
    for row, ask in asks.items():
        ms, answer = timed(ask, time.process_time)
        yield {"row": row, "ms": ms, "answer": answer}


def postgres_rows(folder):
    import psycopg

    columns = read(folder)
    columns["month"] = month_of(columns["start"])
    top = top_of(columns)
    with psycopg.connect(POSTGRES, autocommit=True) as base:
        base.execute("SET max_parallel_workers_per_gather = 0")
        base.execute("SET work_mem = '512MB'")
        base.execute("DROP TABLE IF EXISTS incident")
        base.execute(
            "CREATE UNLOGGED TABLE incident (start integer, category smallint, area smallint,"
            " located smallint, x integer, y integer, month smallint)"
        )
        names = ["start", "category", "area", "located", "x", "y", "month"]
        with base.cursor().copy("COPY incident FROM STDIN") as copy:
            for at in range(0, len(columns["start"]), 100_000):
                part = numpy.stack([columns[name][at : at + 100_000].astype("i8") for name in names], axis=1)
                copy.write("\n".join("\t".join(map(str, row)) for row in part.tolist()) + "\n")
        base.execute("CREATE INDEX ON incident (x, y)")
        base.execute("CREATE INDEX ON incident (start)")
        base.execute("VACUUM ANALYZE incident")
        size = base.execute("SELECT pg_total_relation_size('incident')").fetchone()[0]
        yield {"row": "size", "mib": size / 2**20}
        for row, sql in questions(top, lambda a, b: f"({a} / {b})").items():
            # The server works, so only the clock can tell.
            ms, answer = timed(lambda: base.execute(sql).fetchone()[0], time.perf_counter)
            yield {"row": row, "ms": ms, "answer": answer}
        base.execute("DROP TABLE incident")


def shapely_rows(folder):
    import pathlib

    import shapely

    boundaries = pathlib.Path(__file__).parents[2] / "data" / "municipalities.geojson"
    features = json.loads(boundaries.read_text(encoding="utf-8"))["features"]
    areas = [shapely.from_geojson(json.dumps(feature["geometry"])) for feature in features]
    degrees = [numpy.fromfile(os.path.join(folder, name), dtype="<i4") / 1e7 for name in ("lon.i32", "lat.i32")]
    places = shapely.points(*degrees)
    shapely.prepare(areas)
    tree = shapely.STRtree(areas)
    # Each place is in one area or none.
    ms, answer = timed(lambda: tree.query(places, predicate="within").shape[1], time.process_time)
    yield {"row": "holder of a million places", "ms": ms, "answer": answer}


def ours(folder):
    command = [OURS, "--n", str(N), "--threads", "1", "--data", folder]
    told = subprocess.run(command, check=True, capture_output=True, text=True).stdout
    return {one["row"]: one for one in map(json.loads, told.splitlines())}


def theirs(tool, folder):
    """Each tool in a process of its own, so that its memory is its own."""
    command = [sys.executable, __file__, OURS, str(N), POSTGRES or "", tool, folder]
    ran = subprocess.run(command, capture_output=True, text=True)
    if ran.returncode != 0:
        print(f"NOT RUN: {tool}: {ran.stderr.strip().splitlines()[-1]}")
        return {}
    return {one["row"]: one for one in map(json.loads, ran.stdout.splitlines())}


TOOLS = {"duckdb": duckdb_rows, "polars": polars_rows, "postgres": postgres_rows, "shapely": shapely_rows}


def main():
    if len(sys.argv) > 5:
        for one in TOOLS[sys.argv[4]](sys.argv[5]):
            print(json.dumps(one), flush=True)
        return
    with tempfile.TemporaryDirectory() as folder:
        mine = ours(folder)
        tools = [tool for tool in TOOLS if tool != "postgres" or POSTGRES]
        said = {tool: theirs(tool, folder) for tool in tools}
    print(f"{N:,} rows, one thread; milliseconds, and times as long as ours")
    print(f"{'':28}{'ours':>9}" + "".join(f"{tool:>20}" for tool in tools))
    for row, one in mine.items():
        if "ms" not in one:
            continue
        ms = one.get("cpu_ms", one["ms"])
        line = f"{row:28}{ms:9.2f}"
        for tool in tools:
            other = said[tool].get(row)
            if other is None:
                line += f"{'':20}"
                continue
            differs = "" if other["answer"] == one["answer"] else " !"
            line += f"{other['ms']:12.1f}{other['ms'] / max(ms, 0.01):7.1f}x{differs}"
        print(line)
    line = f"{'MiB held':28}{mine['size']['mib']:9.0f}"
    for tool in tools:
        size = said[tool].get("size")
        line += f"{size['mib']:12.0f}{size['mib'] / mine['size']['mib']:7.1f}x" if size else f"{'':20}"
    print(line)
    print(f"ours at its peak, while built: {mine['size']['peak_mib']:.0f} MiB")


main()
