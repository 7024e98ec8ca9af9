//! `statuslint explain`.

use std::io::Write as _;

use clap::Args;
use statuslint::engine::ExitStatus;
use statuslint::http::method_facts;
use statuslint::report;
use statuslint::rule::{AmbiguousPeer, Catalogue};
use statuslint::strict_yaml::nearest;

use super::appearance::DisplayArgs;
use super::{CliError, rules_here};

/// Explain a rule, a status code or range, a method, a profile, or another linter's rule
#[derive(Debug, Args)]
#[command(after_help = "\
Examples:
  statuslint explain too-many-requests-without-retry-after
  statuslint explain 429
  statuslint explain 4XX
  statuslint explain DELETE
  statuslint explain zalando
  statuslint explain redocly:operation-4xx-response")]
pub(super) struct ExplainArgs {
    /// The name of a rule or profile, a status code such as `429`, a range such as `4XX`, a method, or
    /// the name of another linter's rule, as `tool:rule-id`
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
    let message = if topic.contains(':') {
        format!("no rule corresponds to `{topic}`")
    } else {
        format!("there is no rule `{topic}`")
    };
    if catalogue.categories().any(|category| category == topic) {
        return CliError::refused(
            message,
            format!("`{topic}` is a category; `statuslint rules` lists its rules"),
        );
    }
    if let Err(AmbiguousPeer(peers)) = catalogue.corresponding(topic) {
        let peers: Vec<String> = peers.iter().map(|peer| format!("`{peer}`")).collect();
        let message = format!("`{topic}` means different things to different linters");
        return CliError::refused(message, format!("did you mean {}?", peers.join(" or ")));
    }
    let peers = catalogue.rules().flat_map(|rule| &rule.peers);
    let peers: Vec<String> = peers.map(ToString::to_string).collect();
    let rules = catalogue.rules().map(|rule| rule.name.as_str());
    let profiles = catalogue.profiles().map(|profile| profile.name.as_str());
    let methods = method_facts().iter().map(|facts| facts.method.as_str());
    let own = nearest(topic, rules.chain(profiles).chain(methods));
    let other = || nearest(topic, peers.iter().map(String::as_str));
    let meant = if topic.contains(':') { other() } else { own };
    let help = meant.map(|meant| format!("did you mean `{meant}`?"));
    CliError::refused(
        message,
        help.unwrap_or_else(|| "`statuslint rules` lists them".to_owned()),
    )
}
