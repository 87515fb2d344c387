"""Kills a study of 20,000 runs at random moments, whole or one of three or seven shards, and compares its tables.

    cargo build --release --no-default-features
    python3 benches/kills.py target/release/marchland [KILLS] [SEED]

The study is that of `tests/batch.rs`. Whenever it comes to its end all the same, its tables must be those of a run that
nobody disturbed, byte for byte; then it begins anew.
"""

import hashlib
import pathlib
import random
import re
import shutil
import subprocess
import sys
import tempfile
import time

program, kills_wanted = sys.argv[1], int(sys.argv[2]) if len(sys.argv) > 2 else 100
random.seed(int(sys.argv[3]) if len(sys.argv) > 3 else 7)
tests = pathlib.Path(__file__).parents[1] / "tests" / "batch.rs"
study = re.search(r'STUDY: &str = r#"(.*?)"#', tests.read_text(), re.S).group(1).replace("POINTS", "5000")


def tables(out):
    names = ["runs", "series", "events"]
    return [hashlib.sha256((out / f"{name}.parquet").read_bytes()).hexdigest() for name in names]


with tempfile.TemporaryDirectory() as folder:
    folder = pathlib.Path(folder)
    (folder / "study.ron").write_text(study)
    quiet = {"stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL}

    def batch(out):
        return [program, "batch", folder / "study.ron", "--out", out]

    begun = time.time()
    subprocess.run([*batch(folder / "whole"), "--jobs", "1"], check=True, **quiet)
    longest, whole, out = (time.time() - begun) / 6, tables(folder / "whole"), folder / "killed"
    kills = over = compared = without_manifest = half_written = 0
    while kills < kills_wanted:
        cut = random.choice([1, 1, 3, 7])
        shard = [] if cut == 1 else ["--shard", f"{random.randrange(cut)}/{cut}"]
        command = [*batch(out), "--jobs", str(random.randint(1, 3)), *shard]
        child = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True)
        time.sleep(random.random() * longest)
        child.kill()
        said, _ = child.communicate()
        assert child.returncode in (0, -9), said
        kills, over = kills + (child.returncode == -9), over + (child.returncode == 0)
        without_manifest += not (out / "manifest.json").exists()
        half_written += any(out.rglob("*.partial"))
        if child.returncode == 0 and cut == 1:
            assert tables(out) == whole
            compared += 1
            shutil.rmtree(out)
    subprocess.run(batch(out), check=True, **quiet)
    assert tables(out) == whole
print(
    f"{kills} kills, {over} processes that ended before; {compared + 1} tables came to their end, all the same; "
    f"{without_manifest} kills before the manifest, {half_written} with a file half-written"
)
