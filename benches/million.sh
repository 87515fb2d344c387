#!/usr/bin/env bash
# A study of a million short runs: the memory that it holds while it runs, and what it takes. Needs Linux.
#
#     cargo build --release --no-default-features
#     benches/million.sh target/release/marchland [RUNS] [JOBS]
set -euo pipefail
program="$1"
runs="${2:-1000000}"
jobs="${3:-2}"
folder="$(mktemp -d)"
trap 'rm -rf "$folder"' EXIT
cat >"$folder/tiny.ron" <<RON
(format: 1, id: "tiny", extends: "generic", regions: (a: (organisations: 2), b: (organisations: 2)))
RON
cat >"$folder/study.ron" <<RON
(
    study: 1, id: "million", title: "A million", question: "How much memory does it hold?",
    scenarios: ["tiny.ron"], policies: ["staged"], quarters: 1,
    factors: {
        "gain": (of: ["trust_gain"], values: Uniform(0.004, 0.02)),
        "decay": (of: ["trust_decay"], values: Uniform(0.003, 0.012)),
    },
    design: Latin($runs),
    outputs: {"trust": Last("trust"), "trade": Last("trade"), "stage": Last("stage")},
)
RON
"$program" batch "$folder/study.ron" --out "$folder/out" --jobs "$jobs" --progress json 2>"$folder/progress" &
batch=$!
begun="$SECONDS"
next=0
echo "seconds, runs done, memory in use (MB), most so far (MB)"
while kill -0 "$batch" 2>/dev/null; do
    if ((SECONDS - begun >= next)); then
        done="$(tail -n 1 "$folder/progress" | sed -n 's/.*"done":\([0-9]*\).*/\1/p')"
        awk -v s="$((SECONDS - begun))" -v d="${done:-0}" '/^VmRSS/ { now = $2 } /^VmHWM/ { most = $2 }
             END { if (now) printf "%d, %d, %.0f, %.0f\n", s, d, now / 1024, most / 1024 }' "/proc/$batch/status" 2>/dev/null || true
        next=$((next + 5))
    fi
    sleep 0.2
done
wait "$batch"
echo "it took $((SECONDS - begun)) s; computing, itself and in the system:"
times >"$folder/times"
tail -n 1 "$folder/times"
du -sk "$folder/out" | awk '{ printf "the folder has %.0f MB\n", $1 / 1024 }'
"$program" status "$folder/out"
"$program" verify "$folder/out" --rows 20
