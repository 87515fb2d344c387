//! Prints everything that is wrong with the given scenario files.

fn main() -> std::io::Result<()> {
    for name in std::env::args().skip(1) {
        match marchland::scenario::read_bytes(&name, &std::fs::read(&name)?, &[]) {
            Ok(scenario) => println!("{name}: nothing wrong, {} figures", scenario.figures.len()),
            Err(problems) => print!("{problems}"),
        }
    }
    Ok(())
}
