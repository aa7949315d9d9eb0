"""Brå's files as rows of one SQLite table, for Datasette: DATABASE FILE..."""

import csv
import sqlite3
import sys


def rows(path):
    with open(path, "rb") as file:
        text = file.read()
    try:
        text = text.decode("utf-8")
    except UnicodeDecodeError:
        text = text.decode("iso-8859-1")
    for row in list(csv.reader(text.splitlines(), delimiter=";"))[1:]:
        if len(row) < 6:
            continue
        region, category, year, month, n, rate = (cell.strip() for cell in row[:6])
        year, *preliminary = year.split()
        yield region, category, int(year), month, bool(preliminary), number(n), number(rate)


def number(cell):
    """A dash is none; two dots are not known."""
    return {"..": None, "-": 0}[cell] if cell in ("..", "-") else int(cell)


database = sqlite3.connect(sys.argv[1])
with database:
    database.execute(
        "CREATE TABLE reported (region TEXT, category TEXT, year INTEGER, month TEXT,"
        " is_preliminary INTEGER, n INTEGER, rate_per_100k INTEGER)"
    )
    for path in sys.argv[2:]:
        database.executemany("INSERT INTO reported VALUES (?, ?, ?, ?, ?, ?, ?)", rows(path))
    database.execute("CREATE INDEX reported_series ON reported (region, category, year)")
database.execute("ANALYZE")
print(database.execute("SELECT count(*) FROM reported").fetchone()[0])
