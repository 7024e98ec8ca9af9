//! Checks that compare the operations and responses of a document with each other.

mod alike;
pub(super) mod auth_code_pairing;
pub(super) mod duplicate_inline_response;
pub(super) mod error_media_drift;
pub(super) mod error_schema_drift;
mod errors;
pub(super) mod mixed_400_and_422;
pub(super) mod outlier_missing_code;
pub(super) mod response_header_drift;
pub(super) mod same_code_different_description;
pub(super) mod same_kind_different_success;
mod shapes;
pub(super) mod success_schemas;
