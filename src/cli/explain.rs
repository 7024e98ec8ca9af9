//! `statuslint explain`.

use std::io::Write as _;

use clap::Args;
use statuslint::engine::ExitStatus;
use statuslint::report;
use statuslint::rule::Catalogue;
use statuslint::strict_yaml::nearest;

use super::appearance::DisplayArgs;
use super::{CliError, rules_here};

/// Explain a rule, a status code or a range of status codes
#[derive(Debug, Args)]
#[command(after_help = "\
Examples:
  statuslint explain too-many-requests-without-retry-after
  statuslint explain 429
  statuslint explain 4XX")]
pub(super) struct ExplainArgs {
    /// The name of a rule, a status code such as `429`, or a range such as `4XX`
    topic: String,
}

pub(super) fn run(arguments: &ExplainArgs, display: DisplayArgs) -> Result<ExitStatus, CliError> {
    let catalogue = rules_here();
    let output = std::io::stdout();
    let topic = arguments.topic.trim();
    let explained = report::explain(topic, &catalogue, display.appearance(&output))
        .ok_or_else(|| unknown(topic, &catalogue))?;
    output.lock().write_all(explained.as_bytes())?;
    Ok(ExitStatus::Clean)
}

fn unknown(topic: &str, catalogue: &Catalogue) -> CliError {
    if topic.starts_with(|first: char| first.is_ascii_digit()) {
        return CliError::refused(
            format!("`{topic}` is no status code"),
            "status codes are numbers from 100 to 599, and ranges are `1XX` to `5XX`",
        );
    }
    let message = format!("there is no rule `{topic}`");
    if catalogue.categories().any(|category| category == topic) {
        return CliError::refused(
            message,
            format!("`{topic}` is a category; `statuslint rules` lists its rules"),
        );
    }
    let names = catalogue.rules().map(|rule| rule.name.as_str());
    let help = nearest(topic, names).map(|meant| format!("did you mean `{meant}`?"));
    CliError::refused(
        message,
        help.unwrap_or_else(|| "`statuslint rules` lists them".to_owned()),
    )
}
