"""Runs the snippets of `docs/reading.md` on a small table, from Parquet and from CSV.

    pip install pandas==2.3.3 polars==2.1.0 duckdb==2.0.1 pyarrow==26.0.1    (and R, for its snippet)
    python tests/peers/reading.py
"""

import pathlib
import re
import shutil
import subprocess
import sys
import tempfile

import pandas as pd

page = pathlib.Path(__file__).parents[2] / "docs" / "reading.md"
snippets = re.findall(r"```(python|r) ?(\w*)\n(.*?)```", page.read_text(), re.S)
table = pd.DataFrame(
    [["w", policy, point, replicate, "ok", float(point), 10.0 * point + replicate + more]
     for point in range(3) for policy, more in [("none", 0), ("staged", 2)] for replicate in range(2)],
    columns=["scenario", "policy", "point", "replicate", "status", "x_a", "y_out"],
)
table.loc[1, ["status", "y_out"]] = ["failed", None]  # the means are 12.4 and 12.5
ran = []
with tempfile.TemporaryDirectory() as folder:
    table.to_parquet(f"{folder}/runs.parquet")
    table.to_csv(f"{folder}/runs.csv", index=False)
    for language, name, code in snippets:
        if language == "r" and not shutil.which("Rscript"):
            print("R is not installed: its snippet was not run")
            continue
        from_csv = code.replace("read_parquet", "read_csv").replace("runs.parquet", "runs.csv")
        for code, source in [(from_csv, "CSV")] if language == "r" else [(code, "Parquet"), (from_csv, "CSV")]:
            program = ["Rscript", "-e"] if language == "r" else [sys.executable, "-c"]
            if language == "r":
                code = code.replace("arrow::read_csv", "arrow::read_parquet")
            done = subprocess.run([*program, code], cwd=folder, capture_output=True, text=True, check=False)
            if done.returncode or not re.search(r"12\.4.*12\.5|mean +2\.0", done.stdout, re.S):
                sys.exit(f"{name or language} from {source}:\n{code}\n{done.stdout}{done.stderr}")
            ran.append(f"{name or language} from {source}")
print("ran and gave the right means:", ", ".join(ran))
