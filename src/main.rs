//! The program: arguments in, exit code out.

mod cli;

use std::io::{ErrorKind, Write as _};
use std::process::ExitCode;

use cli::CliError;
use statuslint::engine::ExitStatus;

fn main() -> ExitCode {
    let status = match cli::run(cli::parse(std::env::args_os())) {
        Ok(status) => status,
        // Whoever closed the pipe has read enough.
        Err(CliError::Output(error)) if error.kind() == ErrorKind::BrokenPipe => ExitStatus::Clean,
        Err(error) => {
            tell(&error);
            ExitStatus::Failed
        }
    };
    ExitCode::from(status.code())
}

/// Says on standard error what went wrong. Where that cannot be written either, the exit code has to
/// do.
fn tell(error: &CliError) {
    let mut output = std::io::stderr().lock();
    for (message, help) in error.told() {
        let _ = writeln!(output, "error: {message}");
        if let Some(help) = help {
            let _ = writeln!(output, "  help: {help}");
        }
    }
}
