//! What an answer is about, where errors in it are data and not the outcome of the request.

use super::schemas::is_named_error;
use super::words;
use crate::http::StatusKey;
use crate::openapi::intent::Purpose;
use crate::openapi::{Cursor, Operation, ResponseUse, Role, Schema, SchemaType};

/// Why errors in a success body say nothing about the request that it answers.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Subject {
    /// The state of work that goes on apart from the request: a job, a payment, a delivery.
    Job,
    /// The health of a service.
    Health,
    /// The verdict on what was sent to be checked.
    Validation,
    /// The outcomes of several items, each with its own.
    Batch,
    /// Errors themselves, or reports and logs that list them.
    ErrorData,
    /// One endpoint for many calls, whose outcomes HTTP does not carry: GraphQL, JSON-RPC.
    Rpc,
    /// Credentials: OAuth defines what a token endpoint answers.
    Credentials,
    /// The answer of a client to a webhook or callback.
    Hook,
}

const JOB_WORDS: &[&str] = &[
    "job",
    "jobs",
    "task",
    "tasks",
    "operation",
    "operations",
    "run",
    "runs",
    "execution",
    "executions",
    "import",
    "imports",
    "export",
    "exports",
    "payment",
    "payments",
    "payout",
    "payouts",
    "transfer",
    "transfers",
    "refund",
    "refunds",
    "delivery",
    "deliveries",
    "deployment",
    "deployments",
    "build",
    "builds",
    "backup",
    "backups",
    "migration",
    "migrations",
    "process",
    "processes",
    "pipeline",
    "pipelines",
    "workflow",
    "workflows",
    "scan",
    "scans",
    "crawl",
    "sync",
    "invocation",
    "invocations",
    "transcription",
    "transcriptions",
    "upload",
    "uploads",
    "progress",
    "attempt",
    "attempts",
];
const HEALTH_WORDS: &[&str] = &[
    "health",
    "healthz",
    "healthcheck",
    "healthchecks",
    "ping",
    "live",
    "livez",
    "liveness",
    "ready",
    "readyz",
    "readiness",
    "alive",
    "heartbeat",
    "diagnostics",
];
const VALIDATION_WORDS: &[&str] = &[
    "validate",
    "validation",
    "validations",
    "validator",
    "verify",
    "verification",
    "check",
    "checks",
    "lint",
    "preview",
    "dryrun",
    "simulate",
    "simulation",
    "analyze",
    "analyse",
    "parse",
    "isvalid",
    "evaluate",
    "evaluation",
    "compile",
    "eligibility",
];
/// What is tested tells the outcome of the test, whatever its flag is called.
const TEST_WORDS: &[&str] = &["test", "tests"];
const VERDICTS: &[&str] = &[
    "valid",
    "isvalid",
    "validationresult",
    "validationerrors",
    "passed",
];
const BATCH_WORDS: &[&str] = &["batch", "batches", "bulk", "multi", "mass", "multiple"];
const ERROR_NOUNS: &[&str] = &[
    "error",
    "errors",
    "exception",
    "exceptions",
    "problem",
    "problems",
    "failure",
    "failures",
    "fault",
    "faults",
];
/// Words for what keeps errors.
const RECORD_WORDS: &[&str] = &[
    "crash",
    "crashes",
    "log",
    "logs",
    "report",
    "reports",
    "reporting",
    "history",
    "audit",
    "statistics",
    "stats",
    "diagnostic",
];
/// Values of a state that something is in before it is done, beside those that end in “ing”.
const UNFINISHED: &[&str] = &[
    "queued",
    "inprogress",
    "submitted",
    "scheduled",
    "started",
    "new",
    "created",
    "open",
    "accepted",
    "progress",
    "stopped",
    "active",
    "inactive",
    "enabled",
    "disabled",
    "draft",
    "published",
];
const STATES: &[&str] = &[
    "status",
    "state",
    "phase",
    "jobstatus",
    "runstatus",
    "taskstatus",
];
const ENDS: &[&str] = &[
    "completedat",
    "finishedat",
    "endedat",
    "enddate",
    "endtime",
    "finished",
];

/// What the answer is about, where errors in it are data; none where they would be the outcome of
/// the request.
pub fn subject(found: ResponseUse<'_>, schema: Schema<'_>) -> Option<Subject> {
    let operation = found.operation();
    if operation.role() != Role::Operation {
        return Some(Subject::Hook);
    }
    if found
        .status()
        .and_then(StatusKey::code)
        .map(crate::http::StatusCode::number)
        == Some(207)
    {
        return Some(Subject::Batch);
    }
    if is_rpc(operation, schema) {
        return Some(Subject::Rpc);
    }
    let place = place_words(operation);
    let name = schema.name().map(words).unwrap_or_default();
    let speaks_of = |listed: &[&str]| {
        place
            .iter()
            .chain(&name)
            .any(|word| listed.contains(&word.as_str()))
    };
    if is_credential_endpoint(operation) {
        Some(Subject::Credentials)
    } else if speaks_of(HEALTH_WORDS) || last_words(operation) == ["status"] {
        Some(Subject::Health)
    } else if speaks_of(BATCH_WORDS) || takes_several(operation) {
        Some(Subject::Batch)
    } else if speaks_of(TEST_WORDS) || speaks_of(VALIDATION_WORDS) && gives_verdict(schema) {
        Some(Subject::Validation)
    } else if is_stream(operation, schema) {
        Some(Subject::Batch)
    } else if names_job(operation)
        || is_asynchronous(found)
        || has_lifecycle(schema)
        || speaks_of(JOB_WORDS) && is_identified(schema)
    {
        Some(Subject::Job)
    } else if (speaks_of(ERROR_NOUNS) || speaks_of(RECORD_WORDS))
        && !is_named_error(schema)
        && !wraps_payload(schema)
    {
        Some(Subject::ErrorData)
    } else {
        None
    }
}

/// Whether an operation is about errors as things: `/errors`, `listIncidents`.
pub fn speaks_of_errors(operation: Operation<'_>) -> bool {
    operation.document().speaks_of_errors(operation)
}

/// The same, read from the words of the operation.
pub(in crate::openapi) fn reads_like_errors(operation: Operation<'_>) -> bool {
    let is_noun =
        |word: &str| ERROR_NOUNS.contains(&word) || matches!(word, "incident" | "incidents");
    place_words(operation).iter().any(|word| is_noun(word))
        || operation.path().split('/').any(is_noun)
}

/// Whether the schema describes a thing with an identity, or a time, of its own, not an answer.
pub fn is_identified(schema: Schema<'_>) -> bool {
    let own: String = schema.name().map(words).unwrap_or_default().concat();
    schema.properties().iter().any(|(key, _)| {
        let folded = words(key.text()).concat();
        matches!(
            folded.as_str(),
            "id" | "uuid"
                | "guid"
                | "sid"
                | "uid"
                | "arn"
                | "selflink"
                | "createdat"
                | "updatedat"
                | "creationdate"
                | "datecreated"
                | "createtime"
                | "createdtime"
                | "updatetime"
                | "updatedtime"
                | "lastmodified"
                | "lastupdatedateutc"
        ) || !own.is_empty()
            && (folded.strip_suffix("id") == Some(own.as_str())
                || folded
                    .strip_suffix("arn")
                    .is_some_and(|name| own.contains(name)))
    })
}

/// Whether the schema describes the thing that the path names: it has the member by which the path
/// ends; for a read, its last parameter.
pub(super) fn is_target(operation: Operation<'_>, schema: Schema<'_>) -> bool {
    let mut parts = operation.path().rsplit('/').filter(|part| !part.is_empty());
    let parameter = |part: &str| Some(part.strip_prefix('{')?.strip_suffix('}')?.to_owned());
    let named = if operation.method().is_safe() {
        parts.find_map(parameter)
    } else {
        parts.next().and_then(parameter)
    };
    named.is_some_and(|name| schema.property(&name).is_some())
}

/// Whether the schema describes work with a state of its own: one that may not be finished yet.
fn has_lifecycle(schema: Schema<'_>) -> bool {
    schema.properties().iter().any(|(key, value)| {
        let folded = words(key.text()).concat();
        let states = STATES.contains(&folded.as_str()) || folded.ends_with("status");
        ENDS.contains(&folded.as_str())
            || folded == "done" && value.is(SchemaType::Boolean)
            || states && names_unfinished(*value)
    })
}

fn names_unfinished(state: Schema<'_>) -> bool {
    let values = state.allowed_values();
    if values.is_empty() {
        let described = state.description().unwrap_or_default().to_ascii_lowercase();
        return ["pending", "in progress", "in_progress", "queued", "running"]
            .iter()
            .any(|word| described.contains(word));
    }
    values.iter().any(|value| {
        let folded = words(value.text()).concat();
        let is_under_way = folded.ends_with("ing") && !folded.ends_with("warning");
        is_under_way || UNFINISHED.contains(&folded.as_str())
    })
}

fn is_rpc(operation: Operation<'_>, schema: Schema<'_>) -> bool {
    if operation.is_for(&[Purpose::Rpc])
        || last_words(operation)
            .iter()
            .any(|word| matches!(word.as_str(), "graphql" | "jsonrpc"))
        || schema.property("jsonrpc").is_some()
    {
        return true;
    }
    operation
        .request_contents()
        .iter()
        .filter_map(|content| content.schema())
        .any(|request| {
            let has = |name: &str| request.property(name).is_some();
            has("jsonrpc") || has("query") && has("variables")
        })
}

fn is_credential_endpoint(operation: Operation<'_>) -> bool {
    let last = last_words(operation);
    let is_oauth = operation.path().to_ascii_lowercase().contains("oauth");
    last.iter()
        .any(|word| matches!(word.as_str(), "introspect" | "introspection" | "userinfo"))
        || is_oauth
            && last
                .iter()
                .any(|word| matches!(word.as_str(), "token" | "revoke"))
}

/// Whether one request names several items: an array as its body, a body of nothing but ids, or a
/// path parameter in the plural.
fn takes_several(operation: Operation<'_>) -> bool {
    let last = operation
        .path()
        .rsplit('/')
        .find(|part| !part.is_empty())
        .unwrap_or_default();
    let names_several = ["ids}", "identifiers}"]
        .iter()
        .any(|end| last.to_ascii_lowercase().ends_with(end));
    let contents = operation.request_contents();
    let mut schemas = contents.iter().filter_map(|content| content.schema());
    names_several
        || schemas.any(|schema| {
            let properties = schema.properties();
            let lists_ids = |name: &str| name.to_ascii_lowercase().ends_with("ids");
            schema.is(SchemaType::Array)
                || matches!(properties.as_slice(), [(key, value)] if lists_ids(key.text()) && value.is(SchemaType::Array))
        })
}

/// Whether the path names the work by a parameter: `/{jobId}/results`.
fn names_job(operation: Operation<'_>) -> bool {
    operation
        .path()
        .split('/')
        .filter(|part| part.starts_with('{'))
        .flat_map(words)
        .any(|word| {
            matches!(
                word.as_str(),
                "job" | "task" | "batch" | "run" | "execution" | "operation"
            )
        })
}

/// Whether the answer is to work that goes on apart from the request: the operation may also answer
/// that it has only begun (202), or waits for its end.
fn is_asynchronous(found: ResponseUse<'_>) -> bool {
    let operation = found.operation();
    let is = |found: ResponseUse<'_>, number: u16| {
        found
            .status()
            .and_then(StatusKey::code)
            .map(crate::http::StatusCode::number)
            == Some(number)
    };
    last_words(operation) == ["wait"]
        || is(found, 200) && operation.successes().any(|other| is(other, 202))
}

/// Whether the answer is a stream of messages, each a result or an error of its own.
fn is_stream(operation: Operation<'_>, schema: Schema<'_>) -> bool {
    let title = schema.keyword("title").map(Cursor::text);
    title.is_some_and(|title| title.starts_with("Stream result of"))
        || last_words(operation).iter().any(|word| word == "stream")
}

/// A verdict stands in a property of its own, in a list of errors without a flag of success beside
/// it, or in a flag without an error beside it.
fn gives_verdict(schema: Schema<'_>) -> bool {
    let names: Vec<String> = schema
        .properties()
        .iter()
        .map(|(key, _)| words(key.text()).concat())
        .collect();
    let has = |listed: &[&str]| names.iter().any(|name| listed.contains(&name.as_str()));
    let says_success = has(&["success", "ok"]);
    let says_why = has(&["message", "msg", "code", "reason"])
        || names.iter().any(|name| name.contains("error"));
    !says_success || !says_why || has(VERDICTS)
}

/// Whether the body is an envelope around what was asked for.
fn wraps_payload(schema: Schema<'_>) -> bool {
    [
        "data", "Data", "result", "Result", "response", "Response", "items",
    ]
    .iter()
    .any(|name| schema.property(name).is_some())
}

/// The words of the last fixed segment of the path, and of the operation's name.
fn place_words(operation: Operation<'_>) -> Vec<String> {
    let path = operation
        .path()
        .split(['?', '#'])
        .next()
        .unwrap_or_default();
    let fixed = path
        .split('/')
        .rev()
        .filter(|part| !part.is_empty() && !part.contains('{'));
    let mut found: Vec<String> = fixed.take(1).flat_map(words).collect();
    found.extend(operation.operation_id().map(words).unwrap_or_default());
    found
}

/// The words of the last segment of the path, where it is fixed.
fn last_words(operation: Operation<'_>) -> Vec<String> {
    let path = operation
        .path()
        .split(['?', '#'])
        .next()
        .unwrap_or_default();
    let last = path
        .rsplit('/')
        .find(|part| !part.is_empty())
        .unwrap_or_default();
    if last.contains('{') {
        Vec::new()
    } else {
        words(last)
    }
}
