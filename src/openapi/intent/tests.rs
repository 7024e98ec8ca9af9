//! What is inferred from small documents that each show one difficulty.

use std::sync::Arc;

use super::{Confidence, Purpose};
use crate::openapi::{Document, Forest};
use crate::source::Source;
use crate::syntax::{self, Limits};

/// The purpose and confidence of the POST on `path`, among the other paths of a document.
fn post(path: &str, operation: &str, others: &str) -> (Purpose, Confidence) {
    let text =
        format!("openapi: 3.1.0\npaths:\n  '{path}':\n    post: {operation}\n{others}{COMPONENTS}");
    inspect(&text, |document| {
        let operation = document
            .operations()
            .find(|operation| operation.path() == path && operation.method().as_str() == "POST");
        let intent = operation.expect("the operation").intent();
        (intent.purpose, intent.confidence)
    })
}

fn inspect<T>(text: &str, question: impl FnOnce(&Document<'_>) -> T) -> T {
    let source = Arc::new(Source::from_text("api.yaml", text));
    let tree = Arc::new(syntax::parse(source, Limits::default()).expect("YAML"));
    let forest = Forest::of_text(Arc::clone(&tree));
    let root = tree.documents().next().expect("a document");
    question(&Document::new(&forest, root).expect("an OpenAPI document"))
}

const COMPONENTS: &str = "
components:
  schemas:
    Order: { type: object, properties: { id: { type: string }, total: { type: number } } }
    Report: { type: object, properties: { text: { type: string } } }
    Found: { type: object, properties: { orders: { type: array, items: { $ref: '#/components/schemas/Order' } } } }
    Token: { type: object, properties: { access_token: { type: string } } }
";

const ITEM: &str = "  /orders/{id}: { get: { responses: { 200: { $ref: '#/x' } } } }\n";
const NOTHING: &str = "";

#[test]
fn a_creation_is_sure_where_the_api_addresses_what_it_creates() {
    let removed = "  /orders/{id}.json: { delete: {} }\n";
    let spelled = "  /purchase-orders/{id}/: { get: {} }\n";
    let files = "  /uploads/{fileId}: { get: {} }\n";
    let listed = "    get: { operationId: orders }\n";
    let issuing = "  /v1/issuing/cards/{card}: { get: {} }\n";
    let cases = [
        ("/orders", "{ operationId: createOrder }", ITEM),
        ("/orders", "{ summary: Create an order }", ITEM),
        (
            "/orders",
            "{ summary: This endpoint creates an order }",
            ITEM,
        ),
        ("/orders", "{ operationId: orders.insert }", ITEM),
        ("/orders", "{ operationId: orders_add }", ITEM),
        ("/orders", "{ operationId: postOrders }", ITEM),
        ("/orders.json", "{ operationId: createOrder }", removed),
        (
            "/purchaseOrder",
            "{ operationId: CreatePurchaseOrder }",
            spelled,
        ),
        ("/orders/create", "{ operationId: OrderCreate }", ITEM),
        ("/orders", "{ operationId: createOrder }", listed),
        ("/upload", "{ summary: Upload a file }", files),
        (
            "/v1/issuing/cards",
            "{ operationId: PostIssuingCards, responses: { 200: { content: { application/json: { schema: { $ref: '#/components/schemas/Order' } } } } } }",
            issuing,
        ),
        (
            "/load_balancers",
            "{ operationId: loadBalancers_create }",
            "  /load_balancers/{id}: { get: {} }\n",
        ),
        (
            "/merge-fields",
            "{ summary: Add merge field }",
            "  /merge-fields/{id}: { get: {} }\n",
        ),
        (
            "/sets/{id}/entries",
            "{ operationId: Set_CreateEntry }",
            "  /sets/{id}/entries/{name}: { get: {} }\n",
        ),
        (
            "/estimates",
            "{ operationId: Estimate_Post, summary: Create a draft estimate }",
            "  /estimates/{id}: { get: {} }\n",
        ),
        (
            "/batches",
            "{ operationId: createBatch }",
            "  /batches/{id}: { get: {} }\n",
        ),
        (
            "/tokens",
            "{ operationId: createToken }",
            "  /tokens/{id}: { delete: {} }\n",
        ),
    ];
    for (path, operation, others) in cases {
        assert_eq!(
            post(path, operation, others),
            (Purpose::Create, Confidence::High),
            "POST {path} {operation}"
        );
    }
}

#[test]
fn what_is_sent_is_created_where_it_is_kept() {
    let messages = "    get: {}\n  /messages/{id}: { get: {} }\n";
    let sent = post("/messages", "{ operationId: sendMessage }", messages);
    assert_eq!(sent, (Purpose::Create, Confidence::High));
    let placed = post(
        "/calls",
        "{ summary: Place a call }",
        "    get: {}\n  /calls/{id}: { get: {} }\n",
    );
    assert_eq!(placed, (Purpose::Create, Confidence::High));
    let (gone, _) = post("/messages", "{ operationId: sendMessage }", NOTHING);
    assert_eq!(gone, Purpose::Action);
}

#[test]
fn an_item_is_addressed_by_what_is_below_it_or_by_a_word_for_ones_own() {
    let below = "  /orders/{id}/lines: { get: {} }\n";
    let own = "  /users/me: { get: {} }\n";
    let variant = "  /orders/{id}/lines: { get: {} }\n";
    let cases = [
        ("/orders", "{ operationId: createOrder }", below),
        ("/users", "{ operationId: createUser }", own),
        (
            "/orders/instant",
            "{ operationId: addInstantOrder, summary: Creates an order }",
            variant,
        ),
    ];
    for (path, operation, others) in cases {
        assert_eq!(
            post(path, operation, others),
            (Purpose::Create, Confidence::High),
            "POST {path} {operation}"
        );
    }
    let (bulk, _) = post("/orders/bulk", "{ operationId: createOrderBulk }", variant);
    assert_eq!(bulk, Purpose::Batch);
}

#[test]
fn what_the_path_goes_through_is_no_verb_and_no_batch() {
    let item = "  /payment-batches/{id}/notes/{note}: { get: {} }\n";
    let note = post(
        "/payment-batches/{id}/notes",
        "{ operationId: Create_Note_for_PaymentBatch }",
        item,
    );
    assert_eq!(note, (Purpose::Create, Confidence::High));
    let set = post(
        "/variation/set",
        "{ summary: Creates a new variant set }",
        "  /variation/set/{id}: { get: {} }\n",
    );
    assert_eq!(set, (Purpose::Create, Confidence::High));
}

#[test]
fn what_is_invited_or_exists_is_no_sure_creation() {
    let members = "    get: {}\n  /teams/{id}/members/{member}: { get: {}, delete: {} }\n";
    let body = "requestBody: { content: { application/json: { schema: { properties: { user_id: { type: string }, role: { type: string } } } } } }";
    let cases = [
        "{ summary: Invite a user to the team }".to_owned(),
        "{ summary: Add an existing user to the team }".to_owned(),
        format!("{{ operationId: addMember, {body} }}"),
    ];
    for operation in cases {
        let (purpose, confidence) = post("/teams/{id}/members", &operation, members);
        let is_sure = purpose == Purpose::Create && confidence == Confidence::High;
        assert!(!is_sure, "POST {operation}");
    }
    let invitations = "  /invitations/{id}: { get: {} }\n";
    let kept = post(
        "/invitations",
        "{ summary: Create an invitation }",
        invitations,
    );
    assert_eq!(kept, (Purpose::Create, Confidence::High));
}

#[test]
fn a_creation_by_its_words_alone_is_not_sure() {
    let cases = [
        (
            "/embeddings",
            "{ operationId: createEmbedding, summary: Creates an embedding }",
        ),
        ("/createGroup", "{ operationId: createGroup }"),
        ("/orgs", "{ operationId: addOrganization }"),
    ];
    for (path, operation) in cases {
        let (_, confidence) = post(path, operation, NOTHING);
        assert!(confidence < Confidence::High, "POST {path} {operation}");
    }
}

#[test]
fn what_reads_or_computes_beside_an_item_creates_nothing() {
    let cases = [
        (
            "/orders/search",
            "{ operationId: searchOrders }",
            Purpose::Search,
        ),
        (
            "/orders/{id}/preview",
            "{ summary: Preview an order }",
            Purpose::Search,
        ),
        (
            "/orders/validate",
            "{ summary: Validate an order }",
            Purpose::Search,
        ),
        (
            "/orders",
            "{ operationId: getOrdersInBatch }",
            Purpose::Batch,
        ),
        (
            "/quotes/calculate",
            "{ operationId: createCalculation }",
            Purpose::Search,
        ),
        (
            "/orders/query",
            "{ operationId: queryOrders, responses: { 200: { content: { application/json: { schema: { $ref: '#/components/schemas/Found' } } } } } }",
            Purpose::Search,
        ),
    ];
    expect_purposes(&cases);
}

#[test]
fn commands_and_changes_create_nothing() {
    let cases = [
        (
            "/orders/{id}",
            "{ operationId: UpdateOrder }",
            Purpose::Update,
        ),
        (
            "/orders/{id}/cancel",
            "{ operationId: cancelOrder }",
            Purpose::Action,
        ),
        (
            "/orders/{id}:cancel",
            "{ operationId: orders.cancel }",
            Purpose::Action,
        ),
        (
            "/orders/{id}/send",
            "{ summary: Send an order }",
            Purpose::Action,
        ),
        (
            "/orders/notify",
            "{ operationId: notifyOrder }",
            Purpose::Event,
        ),
        ("/login", "{ operationId: login }", Purpose::Token),
        (
            "/account/token",
            "{ operationId: createToken, responses: { 200: { content: { application/json: { schema: { $ref: '#/components/schemas/Token' } } } } } }",
            Purpose::Token,
        ),
        ("/graphql", "{ operationId: query }", Purpose::Rpc),
        (
            "/#Action=ListQueues",
            "{ operationId: POST_ListQueues }",
            Purpose::List,
        ),
        (
            "/#Action=CreateQueue",
            "{ operationId: POST_CreateQueue }",
            Purpose::Action,
        ),
        (
            "/orders",
            "{ summary: Create or update an order }",
            Purpose::Upsert,
        ),
        (
            "/orders",
            "{ operationId: createOrUpdateOrder }",
            Purpose::Upsert,
        ),
        (
            "/orders/bulk",
            "{ operationId: bulkCreateOrders }",
            Purpose::Batch,
        ),
    ];
    expect_purposes(&cases);
}

fn expect_purposes(cases: &[(&str, &str, Purpose)]) {
    for (path, operation, expected) in cases {
        let others = format!("  /quotes/{{id}}: {{ get: {{}} }}\n{ITEM}");
        let others = if *path == "/orders/{id}" {
            NOTHING
        } else {
            &others
        };
        let (purpose, _) = post(path, operation, others);
        assert_eq!(purpose, *expected, "POST {path} {operation}");
    }
}

#[test]
fn an_association_that_is_only_added_and_removed_is_no_sure_creation() {
    let removed = "  /orders/{id}/labels/{name}: { delete: {} }\n";
    let (purpose, confidence) = post(
        "/orders/{id}/labels",
        "{ operationId: addLabels, summary: Add labels to an order }",
        removed,
    );
    assert_eq!(purpose, Purpose::Create);
    assert!(confidence < Confidence::High);
}

#[test]
fn without_words_path_and_schema_tell() {
    let others = "    get: {}\n  /orders/{id}: { get: { responses: { 200: { content: { application/json: { schema: { $ref: '#/components/schemas/Order' } } } } } } }\n";
    let answer = "{ responses: { 200: { content: { application/json: { schema: { $ref: '#/components/schemas/Order' } } } } } }";
    let found = post("/orders", answer, others);
    assert_eq!(found, (Purpose::Create, Confidence::High));
}

#[test]
fn words_of_other_languages_tell_nothing() {
    let (purpose, confidence) = post("/bestellung", "{ summary: Bestellung anlegen }", NOTHING);
    assert_eq!((purpose, confidence), (Purpose::Unknown, Confidence::Low));
}

#[test]
fn evidence_names_the_operation_that_reads_the_new_resource() {
    let text = format!(
        "openapi: 3.1.0\npaths:\n  /orders: {{ post: {{ operationId: createOrder }} }}\n{ITEM}"
    );
    inspect(&text, |document| {
        let intent = document.operation(0).expect("an operation").intent();
        let texts: Vec<&str> = intent
            .evidence
            .iter()
            .map(|sign| sign.text.as_str())
            .collect();
        assert!(texts.contains(&"`createOrder` is named like a creation"));
        assert!(texts.contains(&"GET /orders/{id} reads what it creates"));
        assert!(intent.evidence.iter().any(|sign| sign.operation == Some(1)));
        assert_eq!(intent.noun, "order");
    });
}

#[test]
fn the_other_methods_keep_to_what_http_says_of_them() {
    let text = "openapi: 3.1.0
paths:
  /orders:
    get: { responses: { 200: { content: { application/json: { schema: { type: array, items: {} } } } } } }
  /orders/{id}:
    get: {}
    put: { summary: Create or replace an order }
    patch: {}
    delete: {}
  /settings:
    put: {}
webhooks:
  shipped:
    post: { operationId: createShipment }
";
    inspect(text, |document| {
        let purposes: Vec<Purpose> = document
            .operations()
            .map(|operation| operation.intent().purpose)
            .collect();
        assert_eq!(
            purposes,
            [
                Purpose::List,
                Purpose::Read,
                Purpose::Upsert,
                Purpose::Update,
                Purpose::Delete,
                Purpose::Replace,
                Purpose::Event,
            ]
        );
    });
}
