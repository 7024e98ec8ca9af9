//! What the user wants: configuration files, profiles and the command line, laid over each other,
//! with the origin of every value.
//!
//! This room knows the catalogue of rules, but nothing of how OpenAPI documents are read.

mod discovery;
mod fail_on;
mod file;
mod flags;
mod layers;
mod level;
mod migrate;
mod operation;
mod options;
mod origin;
mod scope;
mod selector;
mod settings;
mod show;
mod template;

pub use discovery::{Discovery, FILE_NAMES};
pub use fail_on::{FailOn, UnknownFailOn};
pub use file::{Config, Override};
pub use flags::Flags;
pub use level::{Level, RuleSetting};
pub use migrate::{Migration, Peer, UnknownPeer, migrate};
pub use operation::OperationFacts;
pub use origin::{Origin, Sourced};
pub use settings::{Notice, Settings};
pub use template::template;

/// Something wrong in a configuration file, or in what the command line says in its place: with
/// file, place and remedy.
pub type ConfigError = crate::strict_yaml::Problem;

#[cfg(test)]
mod tests;
