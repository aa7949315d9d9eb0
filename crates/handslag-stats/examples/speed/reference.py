"""How long do other tools take for the same?

Reads what `speed --data DIR` wrote, and prints one line of JSON for each size of
each row: seconds of the work alone, without starting Python, importing, reading
or compiling. A tool that is not here, or would take longer than the limit, is
said as "not_run". Where only a part was timed, `scaled_by` says how many times
more the whole is, and `seconds` is of the whole.
"""

import argparse
import importlib.metadata
import json
import re
import signal
import sys
import time
import warnings
from pathlib import Path

warnings.filterwarnings("ignore")


class TooLong(Exception):
    pass


class NoTool(Exception):
    pass


class Trial:
    """One row at one size."""

    def __init__(self, folder, row, n, limit):
        self.folder, self.row, self.n, self.limit = folder, row, n, limit

    def table(self, name):
        import numpy
        from pandas import read_csv

        file = self.folder / f"{self.row}-{self.n}-{name}.csv"
        return numpy.ascontiguousarray(read_csv(file, header=None).to_numpy())

    def time(self, work, scaled_by=1.0, note=None):
        cpu, start = time.process_time(), time.perf_counter()
        work()
        seconds, cpu = time.perf_counter() - start, time.process_time() - cpu
        return {
            "seconds": seconds * scaled_by,
            "cpu_seconds": cpu * scaled_by,
            "scaled_by": scaled_by,
            "note": note,
        }

    def time_some(self, items, work, share=0.5):
        """As many as fit in a part of the limit; the rest by proportion."""
        items = list(items)
        done = 0

        def until_late():
            nonlocal done
            begun = time.perf_counter()
            for item in items:
                work(item)
                done += 1
                if time.perf_counter() - begun > share * self.limit:
                    return

        answer = self.time(until_late)
        scaled_by = len(items) / done
        answer["scaled_by"] = scaled_by
        answer["seconds"] *= scaled_by
        answer["cpu_seconds"] *= scaled_by
        if done < len(items):
            answer["note"] = f"{done} of {len(items)} timed"
        return answer


def gi(trial):
    """Warmed up on a small map first, so that compiling is not counted."""
    from esda.getisord import G_Local
    from libpysal.weights import lat2W

    def run(values, n):
        side = round(n**0.5)
        weights = lat2W(side, side, rook=False)
        weights.transform = "B"
        return lambda: G_Local(
            values.astype(float),
            weights,
            transform="B",
            star=True,
            permutations=999,
            keep_simulations=False,
            n_jobs=1,
            seed=1,
        )

    values = trial.table("values")[:, 0]
    run(values[:100], 100)()
    return trial.time(run(values, trial.n))


def kde_binned(trial):
    import numpy
    from scipy.ndimage import gaussian_filter

    xy = trial.table("xy")
    cells, side, sigma = 1024, 10_000.0, 200.0

    def work():
        ends = [[0, side], [0, side]]
        counts = numpy.histogram2d(xy[:, 1], xy[:, 0], bins=cells, range=ends)[0]
        return gaussian_filter(counts, sigma * cells / side, mode="constant")

    return trial.time(work, note="histogram and filter, no edge correction")


def kde_exact(trial):
    import numpy
    from sklearn.neighbors import KernelDensity

    xy = trial.table("xy")
    centres = (numpy.arange(256) + 0.5) * 10_000 / 256
    grid = numpy.array(numpy.meshgrid(centres, centres)).reshape(2, -1).T

    def work():
        # The relative error that our cut-off keeps below.
        density = KernelDensity(bandwidth=200.0, kernel="gaussian", rtol=1e-8)
        return density.fit(xy).score_samples(grid)

    return trial.time(work)


def knox(trial):
    """Permutations by proportion: the time without any is taken off first."""
    import inspect

    from pointpats import spacetime

    events = trial.table("xyt")
    place, day = events[:, :2], events[:, 2:]
    tables = "keep" in inspect.signature(spacetime.Knox.__init__).parameters

    def run(permutations):
        more = {"keep": False} if tables else {}
        start = time.perf_counter()
        spacetime.Knox(place, day.copy(), 200, 14, permutations=permutations, **more)
        return time.perf_counter() - start

    few = 99 if trial.n <= 10_000 and trial.row == "knox" else 2
    cpu = time.process_time()
    none, some = run(0), run(few)
    whole = none + max(some - none, 0.0) * 999 / few
    return {
        "seconds": whole,
        "cpu_seconds": (time.process_time() - cpu) * whole / (none + some),
        "scaled_by": 999 / few,
        "note": f"{few} of 999 permutations timed",
    }


def its(trial):
    import numpy
    import statsmodels.api as sm

    series = trial.table("series")
    t = numpy.arange(1, series.shape[1] + 1)
    angle = 2 * numpy.pi * t / 12
    season = [f(k * angle) for k in (1, 2) for f in (numpy.sin, numpy.cos)]
    design = numpy.column_stack([numpy.ones(len(t)), t / 12, t > 96, *season]).astype(float)

    def work(counts):
        sm.NegativeBinomial(counts, design).fit(disp=0, maxiter=100)

    return trial.time_some(series, work)


def stl(trial):
    from statsmodels.tsa.seasonal import STL

    def work(counts):
        STL(counts, period=12, seasonal=7, robust=True).fit()

    return trial.time_some(trial.table("series").astype(float), work)


def change_points(trial):
    import ruptures

    def work(counts):
        search = ruptures.Dynp(model="l2", min_size=18, jump=1).fit(counts)
        for breaks in range(1, 6):
            search.predict(n_bkps=breaks)

    return trial.time_some(trial.table("series").astype(float), work)


def scm(trial):
    import numpy
    from scipy.optimize import nnls

    units = trial.table("units")[:, :24]

    def work(unit):
        donors = numpy.delete(units, unit, axis=0).T
        heavy = 1e4 * numpy.ones((1, donors.shape[1]))
        nnls(numpy.vstack([donors, heavy]), numpy.append(units[unit], 1e4))

    return trial.time_some(range(len(units)), work)


def scm_v(trial):
    import pandas
    from pysyncon import Synth

    units, known = trial.table("units"), trial.table("predictors")
    names = [f"u{i}" for i in range(len(units))]

    def work(unit):
        others = [i for i in range(len(units)) if i != unit]
        predictors = pandas.DataFrame(known.T, columns=names)
        outcomes = pandas.DataFrame(units[:, :24].T, columns=names)
        donors = [names[i] for i in others]
        Synth().fit(
            X0=predictors[donors],
            X1=predictors[names[unit]],
            Z0=outcomes[donors],
            Z1=outcomes[names[unit]],
            optim_method="Nelder-Mead",
            optim_initial="equal",
        )

    return trial.time_some(range(len(units)), work, share=0.2)


def structural(trial):
    """The likeliest variances, not the posterior: less work than ours."""
    import numpy
    from statsmodels.tsa.statespace.structural import UnobservedComponents

    series, controls = trial.table("series"), trial.table("controls").T

    def work(values):
        model = UnobservedComponents(values[:96], level="llevel", exog=controls[:96])
        fitted = model.fit(disp=0)
        numpy.asarray(fitted.get_forecast(24, exog=controls[96:]).se_mean)

    answer = trial.time_some(series, work)
    part = f"; {answer['note']}" if answer["note"] else ""
    answer["note"] = "maximum likelihood, no posterior" + part
    return answer


def survey(trial):
    from samplics.estimation import TaylorEstimator
    from samplics.utils.types import PopParam

    answers = trial.table("answers")
    place, weights, yes = answers[:, 0].astype(int), answers[:, 1], answers[:, 2]

    def work():
        estimator = TaylorEstimator(PopParam.mean)
        estimator.estimate(y=yes, samp_weight=weights, stratum=place, domain=place)

    return trial.time(work)


def raking(trial):
    from samplics.weighting import SampleWeight

    answers = trial.table("answers")
    parts = {"sex": 2, "age": 6, "county": 21}
    margins = {name: answers[:, 3 + at].astype(int) for at, name in enumerate(parts)}
    totals = {
        name: {part: 100 * trial.n / many for part in range(many)}
        for name, many in parts.items()
    }

    def work():
        SampleWeight().rake(samp_weight=answers[:, 1], margins=margins, control=totals)

    return trial.time(work)


def none(why):
    def refuse(_):
        raise NoTool(why)

    return refuse


# Row: packages whose versions name the tool, and how to time it.
ROWS = {
    "gi-counts": (["esda", "libpysal"], gi),
    "gi-values": (["esda", "libpysal"], gi),
    "kde-binned": (["scipy"], kde_binned),
    "kde-exact": (["scikit-learn"], kde_exact),
    "knox": (["pointpats"], knox),
    "knox-large": (["pointpats"], knox),
    "knox-moments": ([], none("no Python package gives the exact mean and spread")),
    "scan": ([], none("no Python package has the space-time permutation scan")),
    "picture": ([], none("no one tool does all of it")),
    "its": (["statsmodels"], its),
    "stl": (["statsmodels"], stl),
    "farrington": ([], none("no Python package has improved Farrington; see R")),
    "change-points": (["ruptures"], change_points),
    "scm": (["scipy"], scm),
    "scm-v": (["pysyncon"], scm_v),
    "sdid": ([], none("synthdid for Python installs beside none of the other tools")),
    "micro-scm": ([], none("microsynth is neither in Python nor in Debian")),
    "structural": (["statsmodels"], structural),
    "structural-choice": ([], none("no Python package chooses as CausalImpact in R does")),
    "survey": (["samplics"], survey),
    "raking": (["samplics"], raking),
    "verdicts": ([], none("the drift funnel is our own")),
    "self-test": ([], none("the drift funnel is our own")),
}


def tool(packages):
    return ", ".join(f"{name} {importlib.metadata.version(name)}" for name in packages)


def line(trial):
    packages, work = ROWS[trial.row]
    answer = {"row": trial.row, "n": trial.n, "tool": None}
    try:
        answer["tool"] = tool(packages)
        signal.alarm(trial.limit)
        answer |= work(trial)
    except TooLong:
        answer["not_run"] = f"more than {trial.limit} s"
    except NoTool as why:
        answer["not_run"] = str(why)
    except importlib.metadata.PackageNotFoundError as missing:
        answer["not_run"] = f"{missing.name} is not installed"
    except Exception as error:  # another version of a tool may break anything
        first = str(error).strip().split("\n")[0]
        answer["not_run"] = f"{type(error).__name__}: {first}"
    finally:
        signal.alarm(0)
    return json.dumps(answer)


def sizes(folder, row):
    names = (re.fullmatch(rf"{row}-(\d+)-[a-z]+\.csv", file.name) for file in folder.iterdir())
    return sorted({int(name[1]) for name in names if name})


def stop(*_):
    raise TooLong


def main():
    about = __doc__.split("\n")[0]
    parser = argparse.ArgumentParser(description=about)
    parser.add_argument("--data", type=Path, required=True, help="written by speed --data")
    parser.add_argument("--only", action="append", choices=ROWS, help="only this row")
    parser.add_argument("--limit", type=int, default=60, help="seconds a row and size (60)")
    wish = parser.parse_args()
    signal.signal(signal.SIGALRM, stop)
    for row in wish.only or ROWS:
        found = sizes(wish.data, row)
        if not found:
            why = ROWS[row][1]
            answer = {"row": row, "n": None, "not_run": "no input; run speed --data first"}
            if not ROWS[row][0]:
                try:
                    why(None)
                except NoTool as reason:
                    answer["not_run"] = str(reason)
            print(json.dumps(answer), flush=True)
        for n in found:
            print(line(Trial(wish.data, row, n, wish.limit)), flush=True)


if __name__ == "__main__":
    sys.exit(main())
