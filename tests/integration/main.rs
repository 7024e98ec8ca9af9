//! What statuslint promises, checked from outside.

mod oracle;
mod support;
mod views;
