//! `statuslint explain`.

use std::io::Write as _;

use clap::Args;
use statuslint::engine::ExitStatus;
use statuslint::rule::Catalogue;
use statuslint::strict_yaml::nearest;

use super::CliError;

/// Explain a rule
#[derive(Debug, Args)]
#[command(after_help = "Example: statuslint explain too-many-requests-without-retry-after")]
pub(super) struct ExplainArgs {
    /// The name of a rule
    rule: String,
}

pub(super) fn run(arguments: &ExplainArgs) -> Result<ExitStatus, CliError> {
    let catalogue = Catalogue::builtin();
    let name = &arguments.rule;
    let renamed = catalogue
        .renamed(name)
        .map(statuslint::finding::RuleName::as_str);
    let Some(rule) = catalogue.get(renamed.unwrap_or(name)) else {
        let names = catalogue.rules().map(|rule| rule.name.as_str());
        let help = nearest(name, names).map(|meant| format!("did you mean `{meant}`?"));
        return Err(CliError::refused(
            format!("there is no rule `{name}`"),
            help.unwrap_or_else(|| "`statuslint rules` lists them".to_owned()),
        ));
    };
    let mut output = std::io::stdout().lock();
    writeln!(output, "{}: {}\n", rule.name, rule.summary)?;
    writeln!(output, "{}", rule.page().trim())?;
    Ok(ExitStatus::Clean)
}
