"""Makes the tables and the reference numbers that `tests/analysis.rs` compares with.

    pip install SALib==1.5.1 ema_workbench==2.5.3 numpy==2.4.6 pandas==2.3.3
    python tests/peers/reference.py
"""

import pathlib

import numpy as np
import pandas as pd
from ema_workbench.analysis import prim
from SALib.analyze import morris as morris_analyze
from SALib.analyze import sobol as sobol_analyze
from SALib.sample import morris as morris_sample
from SALib.sample import sobol as sobol_sample
from SALib.test_functions import Ishigami, Sobol_G

HERE = pathlib.Path(__file__).parent
NAMES = {"ishigami": ["a", "b", "c"], "g": [f"f{i}" for i in range(8)]}
BOUNDS = {"ishigami": [[-np.pi, np.pi]] * 3, "g": [[0.0, 1.0]] * 8}
FUNCTION = {"ishigami": Ishigami.evaluate, "g": Sobol_G.evaluate}


def runs(path, x, y, names):
    """A table of runs as a study's folder has it."""
    table = pd.DataFrame(x, columns=[f"x_{name}" for name in names])
    table.insert(0, "scenario", "test")
    table.insert(1, "policy", "none")
    table.insert(2, "point", range(len(table)))
    table.insert(3, "replicate", 0)
    table.insert(4, "status", "ok")
    table["y_out"] = y
    folder = HERE / path
    folder.mkdir(exist_ok=True)
    table.to_csv(folder / "runs.csv", index=False)


def problem(name):
    return {"num_vars": len(NAMES[name]), "names": NAMES[name], "bounds": BOUNDS[name]}


rows = []
for name in NAMES:
    x = sobol_sample.sample(problem(name), 128, calc_second_order=False, seed=1)
    y = FUNCTION[name](x)
    runs(f"sobol-{name}", x, y, NAMES[name])
    found = sobol_analyze.analyze(problem(name), y, calc_second_order=False, seed=1)
    for i, factor in enumerate(NAMES[name]):
        rows.append(["sobol", name, factor, "first", found["S1"][i]])
        rows.append(["sobol", name, factor, "total", found["ST"][i]])
        rows.append(["sobol", name, factor, "first_half", found["S1_conf"][i]])
        rows.append(["sobol", name, factor, "total_half", found["ST_conf"][i]])
    x = morris_sample.sample(problem(name), 40, num_levels=4, seed=1)
    y = FUNCTION[name](x)
    runs(f"morris-{name}", x, y, NAMES[name])
    found = morris_analyze.analyze(problem(name), x, y, num_levels=4, seed=1)
    for i, factor in enumerate(NAMES[name]):
        for theirs, ours in [("mu", "mu"), ("mu_star", "mu_star"), ("sigma", "sigma")]:
            rows.append(["morris", name, factor, ours, found[theirs][i]])

generator = np.random.default_rng(1)
x = generator.random((600, 4))
y = np.where((x[:, 0] > 0.6) & (x[:, 1] < 0.4), 1.0, 0.0) + 0.6 * generator.random(600)
names = ["p", "q", "r", "s"]
runs("prim", x, y, names)
found = prim.Prim(pd.DataFrame(x, columns=names), y >= 0.9, threshold=0.5)
box = found.find_box()
trajectory = box.peeling_trajectory
for step in range(len(trajectory)):
    rows.append(["prim", "trajectory", str(step), "coverage", trajectory["coverage"][step]])
    rows.append(["prim", "trajectory", str(step), "density", trajectory["density"][step]])
limits = box.box_lims[-1]
for name in names:
    rows.append(["prim", "box", name, "low", limits[name][0]])
    rows.append(["prim", "box", name, "high", limits[name][1]])
table = pd.DataFrame(rows, columns=["analysis", "table", "name", "what", "value"])
table.to_csv(HERE / "reference.csv", index=False)
