//! `statuslint rules`.

use std::io::{self, BufWriter, Write};
use std::path::{Path, PathBuf};
use std::sync::Arc;

use clap::{Args, Subcommand, ValueEnum};
use statuslint::Linter;
use statuslint::config::{Flags, Settings};
use statuslint::engine::ExitStatus;
use statuslint::fix;
use statuslint::report::{self, ListedRule};
use statuslint::rule::{Case, Catalogue, Rule};
use statuslint::strict_yaml::did_you_mean;

use super::appearance::DisplayArgs;
use super::{CliError, rules_here};

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

pub(super) fn run(arguments: &RulesArgs, display: DisplayArgs) -> Result<ExitStatus, CliError> {
    match &arguments.action {
        Some(Action::Test { folder }) => test(folder),
        None => list(arguments, display),
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
        let settings = only(&catalogue, rule)?;
        let linter = |case: &Case| {
            let settings = settings.clone();
            Linter::with_settings(settings.with_options(&rule.name, case.options.clone()))
        };
        let failures = rule.test_examples(
            |case| {
                linter(case)
                    .lint_bytes("example", case.text.clone().into_bytes())
                    .findings
            },
            |case| fix::mended_example(&linter(case), case),
        );
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

/// What is in force where one rule runs alone.
fn only(catalogue: &Arc<Catalogue>, rule: &Rule) -> Result<Settings, CliError> {
    let flags = Flags {
        select: rule.selected_for_examples(),
        ..Flags::default()
    };
    let settings = Settings::from_catalogue(Arc::clone(catalogue), &flags);
    settings.map_err(CliError::Problems)
}

fn list(arguments: &RulesArgs, display: DisplayArgs) -> Result<ExitStatus, CliError> {
    let catalogue = rules_here();
    let rules = chosen(&catalogue, arguments.profile.as_deref())?;
    let output = io::stdout();
    let listed = match arguments.format {
        ListFormat::Table => report::rules_table(&rules, display.appearance(&output)),
        ListFormat::Json => report::rules_json(&rules).map_err(io::Error::from)? + "\n",
    };
    output.lock().write_all(listed.as_bytes())?;
    Ok(ExitStatus::Clean)
}

/// The rules of a profile as it sets them, or all rules as their pages do.
fn chosen<'a>(
    catalogue: &'a Catalogue,
    profile: Option<&str>,
) -> Result<Vec<ListedRule<'a>>, CliError> {
    let Some(profile) = profile else {
        return Ok(catalogue.rules().map(ListedRule::from).collect());
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
    let listed = |rule: &'a Rule| {
        let setting = effective.get(&rule.name)?;
        Some(ListedRule {
            rule,
            severity: setting.severity?,
            options: setting.options.clone(),
            guidelines: setting.guidelines.clone(),
        })
    };
    Ok(catalogue.rules().filter_map(listed).collect())
}
