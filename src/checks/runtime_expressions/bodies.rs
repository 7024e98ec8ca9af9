//! JSON pointers of runtime expressions into bodies.

use crate::checks::member_path::{Member, Wanted, follow};
use crate::openapi::Content;

/// What is wrong with an expression, and what to do about it.
pub(super) struct Fault {
    pub(super) what: &'static str,
    pub(super) help: String,
}

impl Fault {
    pub(super) fn new(what: &'static str, help: impl Into<String>) -> Self {
        Self {
            what,
            help: help.into(),
        }
    }

    pub(super) fn no_expression() -> Self {
        let help = "write `$request.body#/member`, `$response.header.Name` or the like";
        Self::new("is no runtime expression", help)
    }
}

/// A pointer into one of several bodies; at fault where all that is known of them denies it.
pub(super) fn of_body(
    pointer: &str,
    contents: &[Content<'_>],
    what: &'static str,
) -> Option<Fault> {
    let tokens: Vec<String> = pointer
        .split('/')
        .skip(1)
        .map(|token| token.replace("~1", "/").replace("~0", "~"))
        .collect();
    let leads = |tokens: &[String]| {
        let path = || tokens.iter().map(String::as_str);
        contents.iter().any(|content| match content.schema() {
            Some(schema) => follow(schema, path(), Wanted::default()) != Member::Missing,
            None => true,
        })
    };
    if tokens.is_empty() || leads(&tokens) {
        return None;
    }
    let parts = tokens.iter().flat_map(|token| token.split('.'));
    let parts: Vec<String> = parts.map(str::to_owned).collect();
    let help = if parts.len() > tokens.len() && leads(&parts) {
        let pointer = parts.join("/");
        format!("write `#/{pointer}`: the parts of a JSON pointer are separated by `/`")
    } else {
        "name a member that the schema declares".to_owned()
    };
    Some(Fault::new(what, help))
}
