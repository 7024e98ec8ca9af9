//! What statuslint promises, checked from outside.

mod oracle;
mod reading;
mod rule_pages;
mod support;
mod views;
