//! What configuration needs to know of an operation.

/// What overrides need to know of an operation.
#[derive(Clone, Debug, Default)]
pub struct OperationFacts<'a> {
    /// The method, in any case.
    pub method: &'a str,
    /// The path template, the name of the webhook, or the runtime expression of the callback.
    pub path: &'a str,
    /// The operationId, where there is one.
    pub operation_id: Option<&'a str>,
    /// The tags.
    pub tags: Vec<&'a str>,
}
