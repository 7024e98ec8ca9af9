//! What statuslint promises, checked from outside.

mod command_line;
mod oracle;
mod reading;
mod rule_pages;
mod support;
mod views;
