//! Places that cannot be written: a full disk, a read-only one. Nothing is lost, and once there is room it goes on.
#![cfg(target_os = "linux")]

use std::fs;
use std::path::Path;
use std::process::Command;

use crate::batch::{Place, code};

/// Runs a script that may mount disks which nobody else sees, and what it said; none where the system allows nobody to.
fn in_private(script: &str) -> Option<String> {
    let unshare = |script: &str| Command::new("unshare").args(["-rm", "bash", "-c", script]).output();
    let is_allowed = unshare("mount -t tmpfs none /mnt").is_ok_and(|output| output.status.success());
    if !is_allowed {
        println!("nobody may mount here: not tested");
        return None;
    }
    // Both streams as one, in the order in which they were written.
    Some(code(unshare(&format!("exec 2>&1\n{script}")).unwrap()).1)
}

/// Bytes of the files of a folder that end so, in whole pages.
fn kilobytes(folder: &Path, ending: &str) -> u64 {
    const PAGE: u64 = 4096;
    let files = fs::read_dir(folder).unwrap().map(|entry| entry.unwrap());
    let files = files.filter(|file| file.file_name().to_string_lossy().ends_with(ending));
    files.map(|file| file.metadata().unwrap().len().div_ceil(PAGE) * PAGE / 1024).sum()
}

const PROGRAM: &str = env!("CARGO_BIN_EXE_marchland");

/// A disk of so many kilobytes, filled by a batch or, beside shards that are done, by their merge, then given room: what was
/// said, before it had room and after. How many parts a run makes hangs on how fast it is.
fn filled(place: &Place, has_shards: bool, kilobytes: u64) -> Option<(String, String)> {
    let disk = place.path("disk");
    let _ = fs::create_dir(&disk);
    let batch = format!("'{PROGRAM}' batch \"$study\" --out \"$disk/study\"");
    let shard = |shard: u32| format!("{batch} --shard {shard}/2 >\"$whole/../shard\" 2>&1");
    let (shards, fill) = match has_shards {
        true => (format!("{}\n{}", shard(0), shard(1)), format!("'{PROGRAM}' merge \"$disk/study\"")),
        false => (String::new(), batch),
    };
    let script = format!(
        "study='{}'; disk='{}'; whole='{}'; mount -t tmpfs -o size=64m none \"$disk\"
        {shards}
        used=$(du -sk \"$disk\" | cut -f1); mount -o remount,size=$((used + {kilobytes}))k \"$disk\"
        {fill}; echo \"code $?\"; find \"$disk\" -name '*.partial'
        ls \"$disk/study\"; '{PROGRAM}' status \"$disk/study\"; echo ROOM
        mount -o remount,size=64m \"$disk\"; {fill}; echo \"code $?\"
        for table in runs series events; do cmp \"$disk/study/$table.parquet\" \"$whole/$table.parquet\" && echo same; done
        '{PROGRAM}' status \"$disk/study\"",
        place.path("study.ron").display(),
        disk.display(),
        place.path("whole").display(),
    );
    let said = in_private(&script)?;
    let (before, after) = said.split_once("ROOM\n").unwrap_or_else(|| panic!("{said}"));
    Some((before.to_owned(), after.to_owned()))
}

#[test]
fn a_full_disk_is_told_and_with_room_it_goes_on() {
    let place = Place::new(1500);
    assert_eq!(place.run("whole", &[]).0, 0);
    let whole = place.path("whole");
    let besides = kilobytes(&whole, ".csv") + kilobytes(&whole, ".json") + kilobytes(&whole.join("scenarios"), "") + 8;
    let (parts, tables) = (kilobytes(&whole.join("parts"), ""), kilobytes(&whole, ".parquet"));
    // The disk is full at once, in the middle of the parts, in the middle of the tables.
    for (has_shards, room, lacks) in
        [(false, 16, "scenarios"), (false, besides + parts / 2, "parts/"), (true, tables / 2, ".parquet`")]
    {
        let Some((before, after)) = filled(&place, has_shards, room) else { return };
        assert!(before.to_lowercase().contains("no space") && before.contains("free some space"), "{room}: {before}");
        assert!(before.contains("code 3") && before.contains(lacks), "{room}: {before}");
        assert!(!before.contains(".partial") && !before.contains("  merged"), "{room}: {before}");
        assert!(after.contains("code 0") && after.contains("  merged"), "{room}: {after}");
        assert_eq!(after.matches("same").count(), 3, "{room}: {after}");
    }
}

#[test]
fn a_disk_that_can_only_be_read_is_told_and_can_be_read() {
    let place = Place::new(200);
    assert_eq!(place.run("disk/merged", &[]).0, 0);
    assert_eq!(place.run("disk/shards", &["--shard", "0/2"]).0, 0);
    assert_eq!(place.run("disk/shards", &["--shard", "1/2"]).0, 0);
    assert_eq!(place.run("disk/half", &["--shard", "0/2"]).0, 0);
    let reads = [
        "status merged",
        "status half",
        "merge merged",
        "verify merged",
        "replay half --row 0",
        "analyze spread merged",
    ];
    let writes = ["batch STUDY --out new", "batch STUDY --out half", "merge shards", "replay half --row 0 --session s"];
    let study = place.path("study.ron");
    let commands = reads.iter().chain(&writes);
    let commands: Vec<String> = commands
        .map(|command| format!("echo COMMAND; '{PROGRAM}' {command}; echo \"code $?\"\n"))
        .map(|command| command.replace("STUDY", &study.display().to_string()))
        .collect();
    let script = format!(
        "disk='{}'; mount --bind \"$disk\" \"$disk\"; mount -o remount,ro,bind \"$disk\"; cd \"$disk\"\n{}",
        place.path("disk").display(),
        commands.concat()
    );
    let Some(said) = in_private(&script) else { return };
    let said: Vec<&str> = said.split("COMMAND\n").skip(1).collect();
    assert_eq!(said.len(), reads.len() + writes.len());
    for (command, said) in reads.iter().zip(&said) {
        assert!(said.contains("code 0"), "{command}: {said}");
    }
    for (command, said) in writes.iter().zip(&said[reads.len()..]) {
        assert!(said.contains("code 3") && said.contains("the disk may only be read"), "{command}: {said}");
        assert!(said.contains("you may write"), "{command}: {said}");
    }
}
