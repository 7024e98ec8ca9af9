//! What statuslint promises, checked from outside.

mod oracle;
mod reading;
mod support;
mod views;
