//! What statuslint promises, checked from outside.

#![expect(
    clippy::expect_used,
    clippy::unwrap_used,
    reason = "a test that cannot go on says so by panicking"
)]

#[cfg(unix)]
mod action;
mod command_line;
mod corpus;
mod entry_points;
mod fixing;
mod formats;
mod generated;
mod guides;
mod hostile;
mod legal;
mod living;
mod official_schemas;
mod oracle;
mod promises;
mod reading;
#[cfg(unix)]
mod recipes;
mod rule_pages;
mod strangers;
mod styles;
mod support;
mod suppression;
mod views;
mod writing;
mod yaml_suite;
