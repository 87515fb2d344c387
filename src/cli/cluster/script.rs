//! The scripts themselves: an array of tasks, the job that merges what they ran, and what hands both to Slurm.

use super::super::run::quoted;
use marchland::study::Study;

/// The folder of the logs, within that of the scripts.
pub const LOGS: &str = "logs";
const ARRAY: &str = "array.sh";
const MERGE: &str = "merge.sh";
/// What a person starts.
pub const SUBMIT: &str = "submit.sh";
/// All scripts.
pub const NAMES: [&str; 3] = [ARRAY, MERGE, SUBMIT];

/// Times that a task is queued again before it is given up: each is a slice of its work done, so that this is far away.
const RESTARTS: u32 = 100;

/// What the scripts say. Paths are whole; no word is quoted yet.
pub struct Script<'a> {
    pub study: &'a Study,
    pub program: &'a str,
    /// The study as `batch` finds it.
    pub named: &'a str,
    pub out: &'a str,
    pub tasks: u32,
    pub cpus: u32,
    /// Seconds that a task may take, after which it begins no run, and that the merge may take.
    pub limit: u64,
    pub until: u64,
    pub merging: u64,
    /// Options of `sbatch` for both.
    pub asks: Vec<String>,
    /// Further words for `batch`, and for `merge`.
    pub more: Vec<String>,
    pub describing: Vec<String>,
}

impl Script<'_> {
    /// Every script by its name.
    pub fn files(&self) -> [(&'static str, String); 3] {
        [(ARRAY, self.array()), (MERGE, self.merge()), (SUBMIT, self.submit())]
    }

    fn head(&self, name: &str, cpus: u32, limit: u64, log: &str) -> String {
        let id = &self.study.id;
        let mut head = format!(
            "#!/bin/bash\n# Written by `marchland cluster slurm` for the study `{id}`; {SUBMIT} hands it to Slurm.\n\
             #SBATCH --job-name={name}\n\
             #SBATCH --ntasks=1\n\
             #SBATCH --cpus-per-task={cpus}\n\
             #SBATCH --time={}\n\
             #SBATCH --requeue\n\
             #SBATCH --open-mode=append\n\
             #SBATCH --output={LOGS}/{log}.log\n",
            clock(limit)
        );
        self.asks.iter().for_each(|ask| head.push_str(&format!("#SBATCH {ask}\n")));
        head
    }

    fn array(&self) -> String {
        let Self { program, named, out, tasks, cpus, until, .. } = self;
        let head = self.head(&self.study.id, *cpus, self.limit, "%A_%a");
        let more: String = self.more.iter().map(|word| format!(" {}", quoted(word))).collect();
        let (program, named, out) = (quoted(program), quoted(named), quoted(out));
        format!(
            r#"{head}#SBATCH --array=0-{last}

{program} batch {named} --out {out} \
    --shard "$SLURM_ARRAY_TASK_ID/{tasks}" --jobs {cpus} --time-limit {until}{more}
code=$?

# 5: its time was up, and the rest is still to do. Above 128: it was killed, for its memory perhaps. Parts that are complete
# are kept, so that it goes on where it was. (What takes a whole node down is queued again by Slurm itself.)
if [ "$code" -eq 5 ] || [ "$code" -gt 128 ]; then
    if [ "${{SLURM_RESTART_COUNT:-0}}" -lt {RESTARTS} ]; then
        echo "ended with code $code: queued again, time ${{SLURM_RESTART_COUNT:-0}}"
        scontrol requeue "${{SLURM_ARRAY_JOB_ID}}_${{SLURM_ARRAY_TASK_ID}}" && exit 0
    fi
fi
exit "$code"
"#,
            last = tasks - 1
        )
    }

    fn merge(&self) -> String {
        let head = self.head(&format!("{}-merge", self.study.id), 1, self.merging, "%j-merge");
        let more: String = self.describing.iter().map(|word| format!(" {}", quoted(word))).collect();
        let (program, out) = (quoted(self.program), quoted(self.out));
        format!(
            r#"{head}
{program} merge {out}{more}
code=$?
if [ "$code" -eq 5 ]; then
    echo "a task ended before its rows were done: see its log beside this one; {SUBMIT} once more runs what is missing"
fi
exit "$code"
"#
        )
    }

    fn submit(&self) -> String {
        let id = &self.study.id;
        format!(
            r#"#!/bin/bash
# Hands the study `{id}` to Slurm: an array of tasks, and a job that merges once all have ended. To be started where `sbatch`
# is. After a failure start it once more: what is done is kept.
set -euo pipefail
here=$(CDPATH='' cd -- "$(dirname -- "$0")" && pwd)
mkdir -p -- "$here/{LOGS}"
array=$(sbatch --parsable --chdir="$here" "$here/{ARRAY}")
array=${{array%%;*}}
merge=$(sbatch --parsable --chdir="$here" --dependency="afterany:$array" "$here/{MERGE}")
echo "array $array, merge ${{merge%%;*}}"
"#
        )
    }
}

/// Days, hours, minutes and seconds, as Slurm reads them.
pub fn clock(seconds: u64) -> String {
    let (days, hours, minutes) = (seconds / 86_400, seconds / 3600 % 24, seconds / 60 % 60);
    let days = if days > 0 { format!("{days}-") } else { String::new() };
    format!("{days}{hours:02}:{minutes:02}:{:02}", seconds % 60)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn times_are_written_as_slurm_reads_them() {
        assert_eq!(clock(61), "00:01:01");
        assert_eq!(clock(86_400 + 3600 + 120), "1-01:02:00");
    }
}
