//! `marchland cluster slurm`: the scripts, run by bash with a `sbatch` that runs them at once. `tests/slurm.rs` hands them to a
//! real Slurm.
#![cfg(unix)]

use std::fs;
use std::os::unix::fs::PermissionsExt;
use std::path::{Path, PathBuf};
use std::process::Command;

use crate::cli::marchland;

const STUDY: &str = r#"(
    study: 1, id: "short", title: "Short", question: "Does it come to the same?",
    scenarios: ["generic"], policies: ["none", "staged"], quarters: 2,
    factors: {
        "gain": (of: ["trust_gain"], values: Uniform(0.004, 0.02)),
        "organisations": (of: ["regions.a.organisations", "regions.b.organisations"], values: Integers(8, 9)),
    },
    design: Latin(POINTS), outputs: {"trust": Last("trust")},
)"#;

/// Words that a shell or Slurm would take apart.
const NASTY: &str = "it's \"a\" $(touch oops) `touch oops` %j \\ study";

/// Runs every task of an array one after the other, or the merge, and notes how it was asked.
const SBATCH: &str = r#"#!/bin/bash
printf '%s\n' "$@" >>"$NOTES"
script="${!#}"
for word in "$@"; do case "$word" in --chdir=*) cd "${word#--chdir=}" || exit 1 ;; esac; done
case "$script" in
*array.sh)
    last=$(sed -n 's/^#SBATCH --array=0-//p' "$script")
    for task in $(seq 0 "$last"); do
        SLURM_ARRAY_JOB_ID=7 SLURM_ARRAY_TASK_ID=$task bash "$script" >>"logs/7_$task.log" 2>&1
    done
    echo '7;cluster' ;;
*) bash "$script" >>logs/merge.log 2>&1; echo 8 ;;
esac
"#;

struct Place {
    folder: tempfile::TempDir,
}

impl Place {
    fn new(points: u32) -> Self {
        let place = Self { folder: tempfile::tempdir().unwrap() };
        fs::create_dir_all(place.path(NASTY)).unwrap();
        fs::write(place.study(), STUDY.replace("POINTS", &points.to_string())).unwrap();
        fs::create_dir(place.path("bin")).unwrap();
        place.tool("sbatch", SBATCH);
        place.tool("scontrol", "#!/bin/bash\necho \"scontrol $*\" >>\"$NOTES\"\n");
        place
    }

    fn path(&self, name: &str) -> PathBuf {
        self.folder.path().join(name)
    }

    fn study(&self) -> PathBuf {
        self.path(NASTY).join("a study.ron")
    }

    fn tool(&self, name: &str, text: &str) {
        fs::write(self.path("bin").join(name), text).unwrap();
        fs::set_permissions(self.path("bin").join(name), fs::Permissions::from_mode(0o755)).unwrap();
    }

    /// Code and what was said.
    fn cluster(&self, more: &[&str]) -> (i32, String) {
        let mut command = marchland(&["cluster", "slurm"]);
        command.arg(self.study()).arg("--out").arg(self.path(NASTY).join("out"));
        command.arg("--scripts").arg(self.path(NASTY).join("scripts")).args(more);
        let output = command.output().unwrap();
        let text = String::from_utf8([output.stdout, output.stderr].concat()).unwrap();
        (output.status.code().unwrap(), text)
    }

    fn bash(&self, script: &Path) -> (i32, String) {
        let tools = format!("{}:{}", self.path("bin").display(), std::env::var("PATH").unwrap());
        let mut command = Command::new("bash");
        command.arg(script).env("PATH", tools).env("NOTES", self.path("notes")).current_dir(self.folder.path());
        command.env("SLURM_ARRAY_JOB_ID", "7").env("SLURM_ARRAY_TASK_ID", "0");
        let output = command.output().unwrap();
        (output.status.code().unwrap(), String::from_utf8([output.stdout, output.stderr].concat()).unwrap())
    }

    fn notes(&self) -> String {
        fs::read_to_string(self.path("notes")).unwrap_or_default()
    }
}

#[test]
fn the_scripts_run_the_study_from_any_folder_to_the_bytes_of_one_process() {
    let place = Place::new(30);
    let (written, said) = place.cluster(&[
        "--tasks",
        "3",
        "--cpus",
        "2",
        "--partition",
        "long",
        "--account",
        "a_b",
        "--memory",
        "2G",
        "--sbatch=--nice=5",
        "--max-failures",
        "4",
        "--crate",
        "--author",
        "O'Brien \"x\" $y",
    ]);
    assert!(written == 0 && said.contains("60 rows in 3 tasks of 20"), "{said}");
    let scripts = place.path(NASTY).join("scripts");
    let (submitted, told) = place.bash(&scripts.join("submit.sh"));
    assert!(submitted == 0 && told.contains("array 7, merge 8"), "{told}");
    let logs = ["7_0", "7_1", "7_2", "merge"]
        .map(|name| fs::read_to_string(scripts.join("logs").join(format!("{name}.log"))).unwrap());
    let out = place.path(NASTY).join("out");
    let whole =
        marchland(&["batch", "--jobs", "1"]).arg(place.study()).arg("--out").arg(place.path("whole")).output().unwrap();
    assert!(whole.status.success());
    let table = |folder: &Path| fs::read(folder.join("runs.parquet")).unwrap();
    assert_eq!(table(&out), table(&place.path("whole")), "{logs:?}");
    let described = fs::read_to_string(out.join("ro-crate-metadata.json")).unwrap();
    assert!(described.contains(r#"O'Brien \"x\" $y"#), "{described}");
    assert!(place.notes().contains("--dependency=afterany:7\n"), "{}", place.notes());
    assert!(!place.path("oops").exists() && !out.join("oops").exists(), "a name was run as a command");
    let array = fs::read_to_string(scripts.join("array.sh")).unwrap();
    for ask in [
        "--partition=long",
        "--account=a_b",
        "--mem-per-cpu=2G",
        "--nice=5",
        "--cpus-per-task=2",
        "--array=0-2",
        "--requeue",
    ] {
        assert!(array.contains(&format!("#SBATCH {ask}\n")), "{ask}: {array}");
    }
}

#[test]
fn a_study_alone_is_enough() {
    let place = Place::new(30);
    let output = marchland(&["cluster", "slurm"]).arg(place.study()).current_dir(place.folder.path()).output().unwrap();
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    let (submitted, told) = place.bash(&place.path("short-slurm/submit.sh"));
    assert_eq!(submitted, 0, "{told}");
    assert!(place.path("short/runs.parquet").exists(), "{}", place.notes());
}

#[test]
fn what_is_not_done_or_was_killed_is_queued_again_and_what_failed_is_not() {
    let place = Place::new(20_000);
    assert_eq!(place.cluster(&["--tasks", "1", "--time", "62s"]).0, 0);
    let array = place.path(NASTY).join("scripts/array.sh");
    let (ended, said) = place.bash(&array);
    assert!(ended == 0 && said.contains("ended with code 5: queued again"), "{said}");
    assert_eq!(place.notes(), "scontrol requeue 7_0\n");
    // Slurm that refuses, such as where nothing may be queued again: the code is told.
    place.tool("scontrol", "#!/bin/bash\nexit 1\n");
    assert_eq!(place.bash(&array).0, 5);
    place.tool("scontrol", "#!/bin/bash\necho \"scontrol $*\" >>\"$NOTES\"\n");
    place.tool("killed", "#!/bin/bash\nkill -KILL $$\n");
    let program = place.path("bin/killed");
    assert_eq!(place.cluster(&["--tasks", "1", "--force", "--program", program.to_str().unwrap()]).0, 0);
    let (ended, said) = place.bash(&array);
    assert!(ended == 0 && said.contains("ended with code 137: queued again"), "{said}");
    place.tool("killed", "#!/bin/bash\nexit 4\n");
    assert_eq!((place.bash(&array).0, place.notes().lines().count()), (4, 2));
}

#[test]
fn the_time_limit_is_that_of_the_rows_of_a_task() {
    let place = Place::new(30);
    let limit = |more: &[&str]| {
        assert_eq!(place.cluster(&[more, &["--force"]].concat()).0, 0);
        let text = fs::read_to_string(place.path(NASTY).join("scripts/array.sh")).unwrap();
        let line = text.lines().find_map(|line| line.strip_prefix("#SBATCH --time=")).unwrap().to_owned();
        let until = text.split("--time-limit ").nth(1).unwrap().split_whitespace().next().unwrap().to_owned();
        (line, until.parse::<u64>().unwrap())
    };
    let (short, until) = limit(&["--tasks", "1"]);
    assert!(short == "00:03:00" && (60..=120).contains(&until), "{short} {until}: a few runs, and what is kept back");
    assert_eq!(limit(&["--time", "4h"]).0, "04:00:00");
    fs::write(place.study(), STUDY.replace("POINTS", "400000000").replace("quarters: 2", "quarters: 40")).unwrap();
    assert_eq!(limit(&["--tasks", "10", "--sample", "2"]).0, "1-00:00:00", "a day at most: it goes on");
    let text = fs::read_to_string(place.path(NASTY).join("scripts/array.sh")).unwrap();
    assert!(text.contains("#SBATCH --array=0-9\n"), "{text}");
}

#[test]
fn what_makes_no_sense_is_refused_and_nothing_is_written() {
    let place = Place::new(30);
    for (more, told) in [
        (&["--tasks", "61"][..], "the study has 60 rows"),
        (&["--tasks", "0"], "expected a whole number from 1 to 10,000"),
        (&["--time", "20s"], "are kept back"),
        (&["--partition", "a b"], "expected a name"),
        (&["--memory", "lots"], "expected a size"),
        (&["--sbatch", "x"], "begins with `--`"),
        (&["--author", "Ada"], "--crate"),
    ] {
        let (refused, said) = place.cluster(more);
        assert!(refused == 2 && said.contains(told), "{more:?}: {said}");
    }
    assert!(!place.path(NASTY).join("scripts").exists());
    fs::create_dir(place.path(NASTY).join("scripts")).unwrap();
    fs::write(place.path(NASTY).join("scripts/letter.txt"), "dear").unwrap();
    let (foreign, said) = place.cluster(&[]);
    assert!(foreign == 2 && said.contains("letter.txt"), "{said}");
    fs::write(place.study(), "(study: 1)").unwrap();
    assert_eq!(place.cluster(&[]).0, 3);
}

/// Whoever was invited to look at the scripts may have worked on them.
#[test]
fn scripts_that_say_something_else_are_replaced_only_by_force() {
    let place = Place::new(30);
    let same = ["--tasks", "2", "--time", "1h30m"];
    assert_eq!(place.cluster(&same).0, 0);
    let array = place.path(NASTY).join("scripts/array.sh");
    let written = fs::read_to_string(&array).unwrap();
    assert!(written.contains("#SBATCH --time=01:30:00"), "{written}");
    let edited = written.replace("#SBATCH --requeue", "#SBATCH --requeue\nmodule load marchland");
    fs::write(&array, &edited).unwrap();
    let (code, said) = place.cluster(&same);
    assert!(code == 2 && said.contains("array.sh` is there already") && said.contains("`--force`"), "{said}");
    assert_eq!(fs::read_to_string(&array).unwrap(), edited, "nothing was changed");
    assert_eq!(place.cluster(&[&same[..], &["--force"]].concat()).0, 0);
    assert!(!fs::read_to_string(&array).unwrap().contains("module load"));
}
