//! Matchers: what a rule page can ask of the thing that it looks at.
//!
//! A matcher is a mapping whose keys must all hold; `any`, `all` and `not` combine matchers. Each
//! kind of target has its own keys.

pub(crate) mod status;
pub(crate) mod syntax;
pub(crate) mod value;
