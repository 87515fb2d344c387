//! The command line: one binary, one file a subcommand in `cli`.
#![forbid(unsafe_code)]

mod cli;

/// The system's own gives large blocks back and asks for them again in every frame.
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

fn main() -> std::process::ExitCode {
    cli::main()
}
