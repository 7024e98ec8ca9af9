//! `statuslint completions`.

use std::io::Write as _;

use clap::Args;
use clap_complete::Shell;
use statuslint::engine::ExitStatus;

use super::CliError;

/// Print completions for a shell
#[derive(Debug, Args)]
#[command(after_help = "Examples:
  statuslint completions bash > ~/.local/share/bash-completion/completions/statuslint
  statuslint completions fish > ~/.config/fish/completions/statuslint.fish
  statuslint completions zsh > ~/.zfunc/_statuslint")]
pub(super) struct CompletionsArgs {
    /// The shell
    #[arg(value_enum)]
    shell: Shell,
}

pub(super) fn run(arguments: &CompletionsArgs) -> Result<ExitStatus, CliError> {
    // The generator panics on a closed pipe, so it writes into memory.
    let mut script = Vec::new();
    clap_complete::generate(
        arguments.shell,
        &mut super::command(),
        "statuslint",
        &mut script,
    );
    std::io::stdout().lock().write_all(&script)?;
    Ok(ExitStatus::Clean)
}
