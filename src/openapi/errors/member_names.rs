//! The names of members that tell the outcome of a request.

use super::words;
use crate::openapi::Schema;
use crate::openapi::memo::Question;

/// Members that say what went wrong.
pub(super) const ERROR_NAMES: &[&str] = &[
    "error",
    "errors",
    "fault",
    "exception",
    "errorcode",
    "errorcodes",
    "errormessage",
    "errormessages",
    "errordescription",
    "errordetail",
    "errordetails",
    "errortext",
    "errorinfo",
    "errorlist",
    "errormsg",
    "errmsg",
    "errcode",
    "errno",
    "errorno",
    "errornumber",
    "iserror",
    "haserror",
    "haserrors",
    "isfaulted",
    "exceptiontype",
    "exceptionmessage",
    "responseexception",
    "webexception",
    "faultcode",
    "faultstring",
    "apierror",
    "apierrors",
];
/// Booleans that say whether a request succeeded.
pub(super) const FLAG_NAMES: &[&str] = &[
    "success",
    "ok",
    "issuccess",
    "succeeded",
    "successful",
    "issuccessful",
    "isok",
    "wassuccessful",
];
/// Members that are a flag where their values are those of an outcome.
pub(super) const STATUS_NAMES: &[&str] = &["status", "result", "outcome", "responsestatus", "stat"];
/// Members that hold what was asked for.
pub(super) const PAYLOAD_NAMES: &[&str] = &[
    "data", "result", "results", "response", "items", "value", "values", "payload", "output",
    "content", "body", "records", "rows", "meta",
];
/// Members that only say how the request went.
pub(super) const OUTCOME_ONLY: &[&str] = &[
    "status",
    "statuscode",
    "code",
    "message",
    "messages",
    "msg",
    "description",
    "detail",
    "details",
    "title",
    "type",
    "timestamp",
    "path",
    "requestid",
    "reason",
    "httpstatus",
    "statustext",
    "result",
    "version",
    "traceid",
    "field",
    "cause",
    "moreinfo",
    "help",
    "info",
];

/// Whether a schema has a member whose name is one of an outcome's, whatever else is true of it.
pub(super) fn may_tell_outcome(schema: Schema<'_>) -> bool {
    let is_listed = |name: &str| {
        let listed = [ERROR_NAMES, FLAG_NAMES, STATUS_NAMES];
        listed.iter().any(|names| names.contains(&name))
    };
    schema.once(Question::MayTellOutcome, || {
        let properties = schema.properties();
        let mut names = properties.iter().map(|(key, _)| words(key.text()).concat());
        names.any(|name| is_listed(&name))
    })
}

/// Whether a member of that name says what went wrong: `error`, `errorCode`.
pub fn is_error_member(name: &str) -> bool {
    ERROR_NAMES.contains(&words(name).concat().as_str())
}

/// Whether a boolean of that name says whether the request succeeded: `success`, `ok`.
pub fn is_flag_name(name: &str) -> bool {
    FLAG_NAMES.contains(&words(name).concat().as_str())
}

/// Whether a member of that name holds what was asked for: `data`, `items`.
pub fn is_payload_name(name: &str) -> bool {
    PAYLOAD_NAMES.contains(&words(name).concat().as_str())
}
