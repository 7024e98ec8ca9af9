//! `statuslint rules`.

use std::io::{self, BufWriter, Write};
use std::path::{Path, PathBuf};
use std::sync::Arc;

use clap::{Args, Subcommand, ValueEnum};
use serde_json::{Value, json};
use statuslint::Linter;
use statuslint::config::{Flags, Settings};
use statuslint::engine::ExitStatus;
use statuslint::finding::Severity;
use statuslint::rule::{Catalogue, Rule};
use statuslint::strict_yaml::did_you_mean;

use super::CliError;

/// List the rules, or test rule pages
#[derive(Debug, Args)]
#[command(args_conflicts_with_subcommands = true)]
pub(super) struct RulesArgs {
    #[command(subcommand)]
    action: Option<Action>,
    /// How to print the list
    #[arg(long, value_enum, default_value = "table")]
    format: ListFormat,
    /// List only the rules that this profile turns on, with their severities there
    #[arg(long, value_name = "NAME")]
    profile: Option<String>,
}

#[derive(Debug, Subcommand)]
enum Action {
    /// Run the examples in rule pages of your own
    Test {
        /// A folder of rule pages
        folder: PathBuf,
    },
}

#[derive(Clone, Copy, Debug, ValueEnum)]
enum ListFormat {
    /// A table, for people
    Table,
    /// For programs
    Json,
}

pub(super) fn run(arguments: &RulesArgs) -> Result<ExitStatus, CliError> {
    match &arguments.action {
        Some(Action::Test { folder }) => test(folder),
        None => list(arguments),
    }
}

/// Runs the examples of every page in a folder, and tells those that are not what the page says.
fn test(folder: &Path) -> Result<ExitStatus, CliError> {
    if !folder.is_dir() {
        return Err(CliError::refused(
            format!("there is no folder `{}`", folder.display()),
            "name a folder that holds `<category>/<name>.md`",
        ));
    }
    let catalogue = Catalogue::builtin().with_pages(folder);
    let catalogue = Arc::new(catalogue.map_err(CliError::Problems)?);
    let own: Vec<&Rule> = catalogue
        .rules()
        .filter(|rule| {
            rule.source()
                .path()
                .is_some_and(|path| path.starts_with(folder))
        })
        .collect();
    let mut output = BufWriter::new(io::stdout().lock());
    let mut failed = 0;
    let mut examples = 0;
    for rule in &own {
        let linter = only(&catalogue, rule)?;
        let failures = rule.test_examples(|case| {
            let text = case.text.clone().into_bytes();
            linter.lint_bytes("example", text).findings
        });
        for failure in &failures {
            writeln!(output, "FAILED {failure}")?;
        }
        failed += usize::from(!failures.is_empty());
        let (bad, good) = rule.count_examples();
        examples += bad + good;
    }
    let rules = own.len();
    writeln!(
        output,
        "{rules} rules with {examples} examples, {failed} rules failed"
    )?;
    output.flush()?;
    Ok(match (rules, failed) {
        (0, _) => ExitStatus::Failed,
        (_, 0) => ExitStatus::Clean,
        _ => ExitStatus::Findings,
    })
}

/// A linter that runs one rule.
fn only(catalogue: &Arc<Catalogue>, rule: &Rule) -> Result<Linter, CliError> {
    let flags = Flags {
        select: vec![rule.name.to_string()],
        ..Flags::default()
    };
    let settings = Settings::from_catalogue(Arc::clone(catalogue), &flags);
    Ok(Linter::with_settings(settings.map_err(CliError::Problems)?))
}

fn list(arguments: &RulesArgs) -> Result<ExitStatus, CliError> {
    let catalogue = Catalogue::builtin();
    let rules = chosen(&catalogue, arguments.profile.as_deref())?;
    let mut output = BufWriter::new(io::stdout().lock());
    match arguments.format {
        ListFormat::Table => write_table(&rules, &mut output)?,
        ListFormat::Json => {
            let listed: Vec<Value> = rules.iter().map(as_json).collect();
            writeln!(output, "{:#}", Value::from(listed))?;
        }
    }
    output.flush()?;
    Ok(ExitStatus::Clean)
}

/// The rules with their severities, of a profile or of all pages.
fn chosen<'a>(
    catalogue: &'a Catalogue,
    profile: Option<&str>,
) -> Result<Vec<(&'a Rule, Severity)>, CliError> {
    let Some(profile) = profile else {
        return Ok(catalogue
            .rules()
            .map(|rule| (rule, rule.severity))
            .collect());
    };
    let effective = catalogue.effective(profile).ok_or_else(|| {
        let names: Vec<&str> = catalogue
            .profiles()
            .map(|profile| profile.name.as_str())
            .collect();
        CliError::Refused {
            message: format!("there is no profile `{profile}`"),
            help: did_you_mean(profile, &names),
        }
    })?;
    let severity = |rule: &Rule| effective.get(&rule.name)?.severity;
    let rules = catalogue.rules();
    Ok(rules
        .filter_map(|rule| Some((rule, severity(rule)?)))
        .collect())
}

fn write_table(rules: &[(&Rule, Severity)], output: &mut impl Write) -> io::Result<()> {
    let lengths = rules.iter().map(|(rule, _)| rule.name.as_str().len());
    let width = lengths.max().unwrap_or_default();
    let mut category = "";
    for (rule, severity) in rules {
        if rule.category != category {
            let gap = if category.is_empty() { "" } else { "\n" };
            category = &rule.category;
            writeln!(output, "{gap}{category}")?;
        }
        writeln!(
            output,
            "  {:width$}  {severity:7}  {}",
            rule.name, rule.summary
        )?;
    }
    Ok(())
}

fn as_json((rule, severity): &(&Rule, Severity)) -> Value {
    json!({
        "name": rule.name,
        "category": rule.category,
        "summary": rule.summary,
        "severity": severity,
        "status": rule.status,
        "since": rule.since,
        "profiles": rule.profiles,
        "sources": rule.sources,
    })
}
