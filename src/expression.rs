//! Regular expressions over English, in linear time and cheap to compile.

use regex_automata::Input;
use regex_automata::meta::{Config, Regex};
use regex_automata::util::syntax;

/// A regular expression in the syntax of the `regex` crate, in which `\w`, `\b`, `\d` and `i` know only
/// ASCII, and a class holds only ASCII.
///
/// A run over a document of usual size compiles dozens of them and matches each a few hundred times
/// with a short text: it would mostly wait for the tables of Unicode, and for what finds literals
/// quickly in megabytes. Both are left out.
#[derive(Clone, Debug)]
pub(crate) struct Expression(Regex);

impl Expression {
    /// Compiles an expression; none where it is none.
    pub(crate) fn new(expression: &str, ignores_case: bool) -> Option<Self> {
        let config = Config::new()
            .auto_prefilter(false)
            .onepass(false)
            .utf8_empty(false);
        let syntax = syntax::Config::new()
            .unicode(false)
            .utf8(false)
            .case_insensitive(ignores_case);
        let mut builder = Regex::builder();
        let built = builder.configure(config).syntax(syntax).build(expression);
        built.ok().map(Self)
    }

    /// Whether it matches anywhere in a text.
    pub(crate) fn is_match(&self, text: &str) -> bool {
        self.0.is_match(text)
    }

    /// The first match.
    pub(crate) fn find<'t>(&self, text: &'t str) -> Option<&'t str> {
        text.get(self.0.find(text)?.range())
    }

    /// Where each match begins, and its first group.
    pub(crate) fn groups<'t>(&self, text: &'t str) -> impl Iterator<Item = Group<'t>> {
        let found = self.0.captures_iter(Input::new(text));
        found.filter_map(move |found| {
            let group = found.get_group(1)?;
            Some(Group {
                before: text.get(..found.get_match()?.start())?,
                text: text.get(group.range())?,
                behind: text.get(group.end..)?,
            })
        })
    }
}

/// The first group of a match, with what stands before the match and behind the group.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Group<'t> {
    pub(crate) before: &'t str,
    pub(crate) text: &'t str,
    pub(crate) behind: &'t str,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_group_is_told_with_what_is_around() {
        let expression = Expression::new(r"returns (\d+)", false).unwrap();
        let groups: Vec<_> = expression
            .groups("it returns 404 – or returns 410")
            .collect();
        let first = Group {
            before: "it ",
            text: "404",
            behind: " – or returns 410",
        };
        assert_eq!(groups.first(), Some(&first));
        assert_eq!(groups.len(), 2);
    }

    #[test]
    fn words_are_those_of_ascii() {
        let word = Expression::new(r"^\w+$", true).unwrap();
        assert!(word.is_match("Orders"));
        assert!(!word.is_match("Aufträge"));
        assert!(Expression::new("(", false).is_none());
    }
}
