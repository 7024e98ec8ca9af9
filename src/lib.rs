//! statuslint reads what an OpenAPI document says about HTTP outcomes and reports where that breaks
//! the HTTP standards, contradicts itself or misleads a client.

pub mod checks;
pub mod config;
pub mod engine;
mod expression;
pub mod files;
pub mod finding;
pub mod fix;
pub mod git;
pub mod http;
pub mod openapi;
pub mod repair;
pub mod report;
pub mod rule;
pub mod source;
pub mod strict_yaml;
pub mod suppress;
pub mod syntax;

pub use engine::{Linter, Report};
pub use finding::Finding;
