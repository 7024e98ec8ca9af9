//! `statuslint PATH` is `statuslint check PATH`.

use std::ffi::OsString;

const DEFAULT: &str = "check";

/// The arguments (program name first) with `check` filled in where the first word that is no option
/// names no command. Help and version belong to the program as a whole.
pub(super) fn filled_in(mut arguments: Vec<OsString>, command: &clap::Command) -> Vec<OsString> {
    if !names_command(arguments.get(1..).unwrap_or_default(), command) {
        arguments.insert(1.min(arguments.len()), DEFAULT.into());
    }
    arguments
}

fn names_command(words: &[OsString], command: &clap::Command) -> bool {
    let mut words = words.iter();
    while let Some(word) = words.next() {
        let Some(word) = word.to_str() else {
            return false;
        };
        match word {
            "-h" | "--help" | "-V" | "--version" => return true,
            "-" | "--" => return false,
            option if option.starts_with('-') => {
                if takes_next_word(option, command) {
                    words.next();
                }
            }
            word => return command.find_subcommand(word).is_some(),
        }
    }
    false
}

/// Whether an option of the program as a whole has its value in the next word.
fn takes_next_word(option: &str, command: &clap::Command) -> bool {
    let Some(name) = option.strip_prefix("--") else {
        return false;
    };
    command
        .get_arguments()
        .any(|argument| argument.get_long() == Some(name) && argument.get_action().takes_values())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn filled_in_for(words: &str) -> String {
        let arguments = words.split(' ').map(OsString::from).collect();
        let filled_in = filled_in(arguments, &super::super::command());
        let words: Vec<&str> = filled_in.iter().filter_map(|word| word.to_str()).collect();
        words.join(" ")
    }

    #[test]
    fn a_bare_run_checks() {
        assert_eq!(filled_in_for("statuslint"), "statuslint check");
        assert_eq!(filled_in_for("statuslint -"), "statuslint check -");
        assert_eq!(
            filled_in_for("statuslint a.yaml"),
            "statuslint check a.yaml"
        );
        assert_eq!(
            filled_in_for("statuslint --format json a.yaml"),
            "statuslint check --format json a.yaml"
        );
    }

    #[test]
    fn a_named_command_is_left_alone() {
        for words in [
            "statuslint check a.yaml",
            "statuslint --color never rules",
            "statuslint --color=never explain 429",
            "statuslint --help",
            "statuslint -V",
        ] {
            assert_eq!(filled_in_for(words), words);
        }
    }

    #[test]
    fn a_file_that_is_named_like_a_command_can_be_checked() {
        assert_eq!(
            filled_in_for("statuslint ./check"),
            "statuslint check ./check"
        );
        assert_eq!(
            filled_in_for("statuslint -- rules"),
            "statuslint check -- rules"
        );
    }
}
