//! Finds the operations of a document, wherever OpenAPI or real documents put them.

use rustc_hash::FxHashSet;

use super::cursor::Cursor;
use super::forest::NodeId;
use super::operation::{Fields, OperationData, Role};
use crate::http::Method;

/// How deep callbacks may declare callbacks.
const CALLBACK_DEPTH: usize = 8;

/// All operations: those of `paths`, of webhooks, and of the callbacks that they declare.
pub(super) fn operations(root: Cursor<'_>) -> Vec<OperationData<'_>> {
    let mut collector = Collector::default();
    collector.path_items(root.get("paths"), Role::Operation);
    for webhooks in ["webhooks", "x-webhooks"] {
        collector.path_items(root.get(webhooks), Role::Webhook);
    }
    collector.found
}

/// The entries of an operation's Responses Object, extensions left out.
pub(super) fn responses(
    field: Option<Cursor<'_>>,
) -> impl Iterator<Item = (Cursor<'_>, Cursor<'_>)> {
    field
        .and_then(Cursor::resolved)
        .into_iter()
        .flat_map(Cursor::entries)
        .filter(|(key, _)| !is_extension(key.text()))
}

#[derive(Default)]
struct Collector<'a> {
    found: Vec<OperationData<'a>>,
    /// The callbacks around the one being read, so that a cycle of references ends.
    open_callbacks: Vec<NodeId>,
}

impl<'a> Collector<'a> {
    fn path_items(&mut self, map: Option<Cursor<'a>>, role: Role) {
        let entries = map
            .and_then(Cursor::resolved)
            .into_iter()
            .flat_map(Cursor::entries)
            .filter(|(key, _)| !is_extension(key.text()));
        for (path, item) in entries {
            self.path_item(path, item, role);
        }
    }

    /// A path item, and beside its `$ref` the operations that real documents write there too.
    fn path_item(&mut self, path: Cursor<'a>, item: Cursor<'a>, role: Role) {
        let item = item.target();
        let referenced = item.reference().and_then(|_| item.resolved());
        let mut methods: FxHashSet<&str> = FxHashSet::default();
        for item in [Some(item), referenced].into_iter().flatten() {
            let additional = item
                .mapping("additionalOperations")
                .into_iter()
                .flat_map(Cursor::entries);
            let fixed = item
                .entries()
                .filter(|(key, _)| is_method_field(key.text()));
            for (method, operation) in fixed.chain(additional) {
                if methods.insert(method.text()) {
                    self.operation(path, item, method, operation, role);
                }
            }
        }
    }

    fn operation(
        &mut self,
        path: Cursor<'a>,
        item: Cursor<'a>,
        method: Cursor<'a>,
        value: Cursor<'a>,
        role: Role,
    ) {
        let Some(node) = value.resolved().map(Cursor::target) else {
            return;
        };
        if !node.node().is_mapping() {
            return;
        }
        self.found.push(OperationData {
            node,
            value,
            path,
            item,
            method: Method::parse(method.text()),
            role,
            uses: 0..0,
            fields: Fields::default(),
            parameters: Vec::new(),
            request_contents: Vec::new(),
        });
        self.callbacks(node);
    }

    fn callbacks(&mut self, operation: Cursor<'a>) {
        let callbacks = operation.mapping("callbacks");
        for (_, callback) in callbacks.into_iter().flat_map(Cursor::entries) {
            let Some(callback) = callback.resolved() else {
                continue;
            };
            let is_open = self.open_callbacks.contains(&callback.id());
            if is_open || self.open_callbacks.len() >= CALLBACK_DEPTH {
                continue;
            }
            self.open_callbacks.push(callback.id());
            self.path_items(Some(callback), Role::Callback);
            self.open_callbacks.pop();
        }
    }
}

/// The fields of a Path Item Object that hold operations: `query` since 3.2.
fn is_method_field(key: &str) -> bool {
    matches!(
        key,
        "get" | "put" | "post" | "delete" | "options" | "head" | "patch" | "trace" | "query"
    )
}

pub(super) fn is_extension(key: &str) -> bool {
    key.starts_with("x-")
}
