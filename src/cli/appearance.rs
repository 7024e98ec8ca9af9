//! One decision about colour, links and width, passed down to everything that prints.

use std::ffi::OsString;
use std::io::IsTerminal;

use clap::{Args, ColorChoice, ValueEnum};
use statuslint::report::Appearance;

/// How output looks.
#[derive(Clone, Copy, Debug, Args)]
#[command(next_help_heading = "Display")]
pub(super) struct DisplayArgs {
    /// Whether to print colours; `auto` asks `NO_COLOR`, `FORCE_COLOR`,
    /// `CLICOLOR_FORCE` and the terminal
    #[arg(long, global = true, value_name = "WHEN", default_value = "auto")]
    color: When,
    /// Whether rule names link to their sources
    #[arg(long, global = true, value_name = "WHEN", default_value = "auto")]
    hyperlinks: When,
    /// Draw with ASCII characters only
    #[arg(long, global = true)]
    ascii: bool,
    /// The width of the output in columns [default: that of the terminal, else 100]
    #[arg(long, global = true, value_name = "COLUMNS", value_parser = clap::value_parser!(u16).range(40..))]
    width: Option<u16>,
}

/// A choice that `auto` leaves to the terminal.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
enum When {
    /// Where the output is a terminal that can do it
    Auto,
    /// Always
    Always,
    /// Never
    Never,
}

const WIDTH_WITHOUT_TERMINAL: usize = 100;

impl DisplayArgs {
    /// The decision for an output.
    pub(super) fn appearance(self, output: &impl IsTerminal) -> Appearance {
        let is_terminal = output.is_terminal();
        let color = use_color(self.color, variable, is_terminal);
        let hyperlinks = match self.hyperlinks {
            When::Auto => color && is_terminal,
            When::Always => true,
            When::Never => false,
        };
        let of_terminal = || terminal_size::terminal_size().filter(|_| is_terminal);
        let width = self
            .width
            .or_else(|| of_terminal().map(|(width, _)| width.0))
            .map_or(WIDTH_WITHOUT_TERMINAL, usize::from);
        Appearance {
            color,
            unicode: !self.ascii,
            width,
            hyperlinks,
        }
    }
}

/// The same decision for help and usage errors, which are printed before the arguments are read. Where
/// nothing but the terminal decides, clap asks it, because help and errors go to different outputs.
pub(super) fn color_of_help(arguments: &[OsString]) -> ColorChoice {
    let choice = named(arguments).unwrap_or(When::Auto);
    let decide = |is_terminal| use_color(choice, variable, is_terminal);
    match (decide(false), decide(true)) {
        (true, _) => ColorChoice::Always,
        (false, false) => ColorChoice::Never,
        (false, true) => ColorChoice::Auto,
    }
}

/// What `--color` says among arguments that nobody has read yet.
fn named(arguments: &[OsString]) -> Option<When> {
    let mut words = arguments.iter().filter_map(|word| word.to_str());
    while let Some(word) = words.next() {
        let value = match word.strip_prefix("--color") {
            Some("") => words.next(),
            Some(rest) => rest.strip_prefix('='),
            None => continue,
        };
        return When::from_str(value?, false).ok();
    }
    None
}

fn variable(name: &str) -> Option<OsString> {
    std::env::var_os(name)
}

/// The option decides, then `NO_COLOR`, then the variables that force colour, then the terminal.
fn use_color(choice: When, variable: impl Fn(&str) -> Option<OsString>, is_terminal: bool) -> bool {
    let is_set = |name: &str| variable(name).is_some_and(|value| !value.is_empty());
    let forces = |name: &str| is_set(name) && variable(name).is_some_and(|value| value != "0");
    let is_dumb = variable("TERM").is_some_and(|terminal| terminal == "dumb");
    match choice {
        When::Always => true,
        When::Never => false,
        When::Auto if is_set("NO_COLOR") => false,
        When::Auto if forces("FORCE_COLOR") || forces("CLICOLOR_FORCE") => true,
        When::Auto => is_terminal && !is_dumb,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn decided(choice: When, variables: &[(&str, &str)], is_terminal: bool) -> bool {
        let variable = |name: &str| {
            let found = variables.iter().find(|(known, _)| *known == name);
            found.map(|(_, value)| OsString::from(value))
        };
        use_color(choice, variable, is_terminal)
    }

    #[test]
    fn the_option_decides_over_everything() {
        assert!(decided(When::Always, &[("NO_COLOR", "1")], false));
        assert!(!decided(When::Never, &[("FORCE_COLOR", "1")], true));
    }

    #[test]
    fn no_color_decides_over_variables_that_force_it() {
        assert!(!decided(
            When::Auto,
            &[("NO_COLOR", "1"), ("FORCE_COLOR", "1")],
            true
        ));
        assert!(decided(When::Auto, &[("NO_COLOR", "")], true));
    }

    #[test]
    fn colour_can_be_forced_without_a_terminal() {
        assert!(decided(When::Auto, &[("FORCE_COLOR", "1")], false));
        assert!(decided(When::Auto, &[("CLICOLOR_FORCE", "1")], false));
        assert!(!decided(When::Auto, &[("FORCE_COLOR", "0")], false));
    }

    #[test]
    fn the_option_is_seen_before_the_arguments_are_read() {
        let named =
            |words: &str| super::named(&words.split(' ').map(OsString::from).collect::<Vec<_>>());
        assert_eq!(named("statuslint --color never a.yaml"), Some(When::Never));
        assert_eq!(
            named("statuslint a.yaml --color=always"),
            Some(When::Always)
        );
        assert_eq!(named("statuslint a.yaml --color"), None);
        assert_eq!(named("statuslint a.yaml"), None);
    }

    #[test]
    fn else_the_terminal_decides() {
        assert!(decided(When::Auto, &[("TERM", "xterm")], true));
        assert!(!decided(When::Auto, &[("TERM", "dumb")], true));
        assert!(!decided(When::Auto, &[], false));
    }
}
