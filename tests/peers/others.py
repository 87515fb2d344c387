"""Tables as pandas, polars and DuckDB write them, for `tests/analysis.rs`: python tests/peers/others.py (see reading.txt)."""

import pathlib

import duckdb
import pandas as pd
import polars as pl

rows = [
    ("w", policy, point, replicate, 10.0 * point + replicate + more, f"x{point}{replicate}")
    for point in range(3)
    for policy, more in [("none", 0.0), ("staged", 2.0)]
    for replicate in range(2)
]
failed = ("staged", 1, 1)
table = pd.DataFrame(rows, columns=["scenario", "policy", "point", "replicate", "y_out", "note"])
is_failed = [tuple(row) == failed for row in table[["policy", "point", "replicate"]].itertuples(index=False)]
table.insert(4, "status", ["failed" if failed else "ok" for failed in is_failed])
table.insert(5, "x_a", table["point"].astype("int16"))
table.loc[is_failed, "y_out"] = None

here = pathlib.Path(__file__).parent / "others"
for name in ["pandas", "categories", "polars", "duckdb", "gzip"]:
    (here / name).mkdir(parents=True, exist_ok=True)
table.to_parquet(here / "pandas" / "runs.parquet")
words = ["scenario", "policy", "status"]
table.astype({name: "category" for name in words}).to_parquet(here / "categories" / "runs.parquet")
pl.from_pandas(table).with_columns(pl.col(words).cast(pl.Categorical), pl.col("x_a").cast(pl.Float32)).write_parquet(
    here / "polars" / "runs.parquet"
)
duckdb.sql("select * from 'tests/peers/others/pandas/runs.parquet' order by y_out desc").write_parquet(
    str(here / "duckdb" / "runs.parquet")
)
table.to_parquet(here / "gzip" / "runs.parquet", compression="gzip")
