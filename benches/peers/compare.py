"""Runs a second and memory: EMA Workbench, one after the other, and Mesa's batch_run with trivial models, and a study here.

    cargo build --release --no-default-features
    python3 benches/peers/compare.py target/release/marchland

It makes an environment of its own with both from PyPI beside the program, unless one is there. Each takes its turn in a
process of its own, on one core. The peers are timed without their start and imports, this program with all that it does:
reading, tables, the disk. Their models add two numbers; ours plays one quarter of four organisations, the least that it can.
"""

import json
import pathlib
import statistics
import subprocess
import sys
import tempfile
import time
import venv

PACKAGES = ["ema_workbench==2.5.3", "Mesa==3.3.1", "numpy==2.4.6", "pandas==2.3.3"]
TURNS = 3
RUNS = {"ema": 20_000, "mesa": 20_000, "marchland": 20_000}
STUDY = """(
    study: 1, id: "peers", title: "Peers", question: "How fast?",
    scenarios: ["tiny.ron"], policies: ["none"], quarters: 1,
    factors: {
        "gain": (of: ["trust_gain"], values: Uniform(0.004, 0.02)),
        "decay": (of: ["trust_decay"], values: Uniform(0.003, 0.012)),
    },
    design: Latin(RUNS), outputs: {"trust": Last("trust")},
)"""
TINY = """(format: 1, id: "tiny", extends: "generic", regions: (a: (organisations: 2), b: (organisations: 2)))"""


def ema(runs):
    from ema_workbench import Model, RealParameter, ScalarOutcome, SequentialEvaluator

    model = Model("trivial", function=lambda gain, decay: {"trust": gain + decay})
    model.uncertainties = [RealParameter("gain", 0.004, 0.02), RealParameter("decay", 0.003, 0.012)]
    model.outcomes = [ScalarOutcome("trust")]
    begun = time.perf_counter()
    with SequentialEvaluator(model) as evaluator:
        _, outcomes = evaluator.perform_experiments(scenarios=runs)
    assert len(outcomes["trust"]) == runs
    return time.perf_counter() - begun


def mesa(runs):
    import mesa

    class Trivial(mesa.Model):
        def __init__(self, gain, seed=None):
            super().__init__(seed=seed)
            self.gain, self.trust = gain, 0.0
            self.datacollector = mesa.DataCollector(model_reporters={"trust": "trust"})

        def step(self):
            self.trust += self.gain
            self.datacollector.collect(self)
            self.running = False

    gains = [0.004 + 0.016 * i / runs for i in range(runs)]
    begun = time.perf_counter()
    found = mesa.batch_run(Trivial, {"gain": gains}, iterations=1, max_steps=1, number_processes=1, display_progress=False)
    assert len(found) == runs
    return time.perf_counter() - begun


def marchland(program, runs):
    with tempfile.TemporaryDirectory() as folder:
        folder = pathlib.Path(folder)
        (folder / "tiny.ron").write_text(TINY)
        (folder / "study.ron").write_text(STUDY.replace("RUNS", str(runs)))
        begun = time.perf_counter()
        command = [program, "batch", folder / "study.ron", "--out", folder / "out", "--jobs", "1"]
        subprocess.run(command, check=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        return time.perf_counter() - begun


def one(peer, program):
    """One turn, told as JSON: seconds, and most memory held by whoever ran the models."""
    runs = RUNS[peer]
    seconds = marchland(program, runs) if peer == "marchland" else {"ema": ema, "mesa": mesa}[peer](runs)
    status = pathlib.Path("/proc/self/status").read_text()
    own = next(line for line in status.splitlines() if line.startswith("VmHWM"))
    import resource

    most = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss if peer == "marchland" else int(own.split()[1])
    print(json.dumps({"rate": runs / seconds, "memory": most / 1024}))


def main(program):
    program = pathlib.Path(program).resolve()
    place = program.parent / "peers"
    python = place / "bin" / "python"
    if not python.exists():
        venv.create(place, with_pip=True)
        subprocess.run([python, "-m", "pip", "install", "--quiet", *PACKAGES], check=True)
    found = {peer: [] for peer in RUNS}
    for _ in range(TURNS):
        for peer in RUNS:
            turn = subprocess.run([python, __file__, "--one", peer, program], check=True, capture_output=True, text=True)
            found[peer].append(json.loads(turn.stdout.splitlines()[-1]))
    middle = {
        peer: {what: statistics.median(turn[what] for turn in turns) for what in ["rate", "memory"]}
        for peer, turns in found.items()
    }
    ours = middle["marchland"]
    print(f"the middle of {TURNS} turns, one core; ratios to this program")
    for peer, own in middle.items():
        rate, memory = own["rate"], own["memory"]
        least, most = (edge(turn["rate"] for turn in found[peer]) for edge in (min, max))
        print(
            f"{peer}: {rate:.0f} runs a second ({least:.0f} to {most:.0f}), this one {ours['rate'] / rate:.1f} times; "
            f"{memory:.0f} MB, this one {ours['memory'] / memory:.2f} times"
        )


if __name__ == "__main__":
    if sys.argv[1] == "--one":
        one(sys.argv[2], sys.argv[3])
    else:
        main(sys.argv[1])
