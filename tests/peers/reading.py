"""Runs the snippets of `docs/reading.md` on the tables of a study, and holds what they print against `marchland analyze`.

    pip install -r tests/peers/reading.txt    (and R, for its snippets)
    python tests/peers/reading.py target/release/marchland

Every snippet is run on Parquet and on CSV (R on CSV alone), on a study that it makes, and on the same tables with a failed row.
"""

import json
import pathlib
import re
import shutil
import subprocess
import sys
import tempfile

import pandas as pd

STUDY = """(
    study: 1, id: "reading", title: "Reading", question: "Do others read the same?",
    scenarios: ["generic"], policies: ["none", "staged"], quarters: 24,
    factors: {"gain": (of: ["trust_gain"], values: Uniform(0.004, 0.02))},
    design: Latin(6), replicates: 2, outputs: {"trust": Last("trust"), "two-from": FirstIn(2)},
    series: (variables: ["trust", "trade"], every: 4),
)"""

page = pathlib.Path(__file__).parents[2] / "docs" / "reading.md"
snippets = re.findall(r"```(python|r) (\w+) (\w+)\n(.*?)```", page.read_text(), re.S)
marchland = pathlib.Path(sys.argv[1]).resolve()
assert len(snippets) >= 10, f"{page} has {len(snippets)} snippets that say what they are"


def run(*words, folder="."):
    return subprocess.run(words, cwd=folder, capture_output=True, text=True, check=True).stdout


def found(folder, kind, *more):
    return json.loads(run(marchland, "analyze", kind, folder, "--format", "json", *more))["tables"]


def wanted(folder):
    """The numbers that each kind of snippet has to print."""
    mean = {row["policy"]: row["mean"] for row in found(folder, "spread", "--output", "trust")["spread"]}
    effect = found(folder, "effect", "--output", "trust")["effect"][0]["mean"]
    fan = found(folder, "spread", "--output", "trust", "--series", "trust")["fan"]
    last = [row["median"] for row in fan if row["quarter"] == fan[-1]["quarter"]]
    return {"means": list(mean.values()), "pairs": [effect], "series": last, "units": []}


def prints(number, text):
    """Whether a number stands in a text, to as many figures as it is printed with, at least four."""
    printed = [float(word) for word in re.findall(r"-?\d+\.\d{3,}(?:e-?\d+)?", text)]
    return any(abs(other - number) <= 6e-4 * abs(number) for other in printed)


ran = set()
with tempfile.TemporaryDirectory() as place:
    pathlib.Path(place, "reading.ron").write_text(STUDY)
    for source in ["parquet", "csv"]:
        run(marchland, "batch", "reading.ron", "--out", source, "--format", source, folder=place)
        runs = pathlib.Path(place, source, f"runs.{source}")
        for has_failed in [False, True]:
            if has_failed:
                table = pd.read_parquet(runs) if source == "parquet" else pd.read_csv(runs)
                table.loc[0, ["status", "y_trust"]] = ["panicked", None]
                table.to_parquet(runs) if source == "parquet" else table.to_csv(runs, index=False)
            numbers = wanted(runs.parent)
            for language, reader, kind, code in snippets:
                if language == "r" and (source == "parquet" or not shutil.which("Rscript")):
                    continue
                if kind == "units" and (source == "csv" or has_failed) or kind == "series" and has_failed:
                    continue
                if source == "csv":
                    code = code.replace("read_parquet", "read_csv").replace(".parquet", ".csv")
                done = subprocess.run(
                    ["Rscript", "-e", code] if language == "r" else [sys.executable, "-c", code],
                    cwd=runs.parent, capture_output=True, text=True, check=False,
                )
                wrong = [number for number in numbers[kind] if not prints(number, done.stdout)]
                if done.returncode or wrong or kind == "units" and "trust in the last quarter" not in done.stdout:
                    sys.exit(f"{reader}, {kind}, from {source}: {wrong} not in\n{code}\n{done.stdout}{done.stderr}")
                ran.add(f"{reader} {kind} from {source}")
if not shutil.which("Rscript"):
    print("R is not installed: its snippets were not run")
print(f"{len(ran)} ran and gave the numbers of `marchland analyze`:", ", ".join(sorted(ran)))
