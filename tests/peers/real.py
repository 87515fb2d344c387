"""Makes the tables of three real studies of the Amur and the reference numbers that `tests/analysis.rs` compares with.

    pip install SALib==1.5.1 ema_workbench==2.5.3 numpy==2.4.6 pandas==2.3.3
    cargo build --release --no-default-features
    python tests/peers/real.py target/release/marchland
"""

import pathlib
import shutil
import subprocess
import sys
import tempfile

import pandas as pd
from ema_workbench.analysis import prim
from SALib.analyze import morris as morris_analyze
from SALib.analyze import sobol as sobol_analyze

HERE = pathlib.Path(__file__).parent
# Of the study for PRIM: runs whose trade is among the highest fifth.
SHARE = 0.8


def table(kind):
    """Runs the study and keeps its table; the mean of each point over the replicates, by policy."""
    folder = HERE / f"real-{kind}"
    with tempfile.TemporaryDirectory() as out:
        command = [sys.argv[1], "batch", folder / "study.ron", "--out", f"{out}/study", "--format", "csv"]
        subprocess.run(command, check=True, stdout=subprocess.DEVNULL)
        shutil.copy(f"{out}/study/runs.csv", folder / "runs.csv")
    runs = pd.read_csv(folder / "runs.csv")
    assert (runs["status"] == "ok").all()
    x = [name for name in runs.columns if name.startswith("x_")]
    y = [name for name in runs.columns if name.startswith("y_")]
    points = runs.groupby(["policy", "point"])[x + y].mean().reset_index("policy")
    return points, x, y


def problem(points, x):
    return {"num_vars": len(x), "names": x, "bounds": [[points[name].min(), points[name].max()] for name in x]}


rows = []
points, x, y = table("sobol")
for policy, own in points.groupby("policy"):
    for output in y:
        found = sobol_analyze.analyze(problem(own, x), own[output].to_numpy(), calc_second_order=False, seed=1)
        for i, name in enumerate(x):
            for what, theirs in [("first", "S1"), ("total", "ST"), ("first_half", "S1_conf"), ("total_half", "ST_conf")]:
                rows.append(["sobol", f"{policy} {output[2:]}", name[2:], what, found[theirs][i]])

points, x, y = table("morris")
for output in y:
    own = points[x].to_numpy(), points[output].to_numpy()
    found = morris_analyze.analyze(problem(points, x), *own, num_levels=4, seed=1)
    for i, name in enumerate(x):
        for what in ["mu", "mu_star", "sigma"]:
            rows.append(["morris", output[2:], name[2:], what, found[what][i]])

points, x, y = table("prim")
bound = float(points["y_trade"].quantile(SHARE).round(6))
rows.append(["prim", "case", "trade", "bound", bound])
found = prim.Prim(points[x].reset_index(drop=True), (points["y_trade"] >= bound).to_numpy(), threshold=0.5)
box = found.find_box()
for step in range(len(box.peeling_trajectory)):
    for what in ["coverage", "density"]:
        rows.append(["prim", "trajectory", str(step), what, box.peeling_trajectory[what][step]])
for name in x:
    for what, limit in zip(["low", "high"], box.box_lims[-1][name]):
        rows.append(["prim", "box", name[2:], what, limit])
pd.DataFrame(rows, columns=["analysis", "table", "name", "what", "value"]).to_csv(HERE / "real.csv", index=False)
