//! What the views say of documents of every version, wherever real documents put things.

use std::path::Path;
use std::sync::Arc;

use statuslint::files::normalise;
use statuslint::http::StatusCode;
use statuslint::openapi::{Coverage, Demand, Document, Forest, Operation, Response, Role, Version};
use statuslint::source::Source;
use statuslint::syntax::{self, Limits, Tree};

fn tree(text: &str) -> Arc<Tree> {
    let source = Arc::new(Source::from_text("openapi.yaml", text));
    Arc::new(syntax::parse(source, Limits::default()).expect("the text is well-formed"))
}

/// Runs `check` on the document of a text.
fn with_document(text: &str, check: impl FnOnce(&Document<'_>)) {
    let tree = tree(text);
    let forest = Forest::of_text(Arc::clone(&tree));
    let root = tree.documents().next().expect("the text holds a document");
    check(&Document::new(&forest, root).expect("the root is OpenAPI"));
}

/// Runs `check` on a document of several files; the first is the entry.
fn with_files(files: &[(&str, &str)], check: impl FnOnce(&Document<'_>)) {
    let mut forest = Forest::default();
    for (name, text) in files {
        forest.add(normalise(&Path::new("/api").join(name)), tree(text));
    }
    let entry = Arc::clone(forest.trees().next().expect("there is an entry"));
    let root = entry
        .documents()
        .next()
        .expect("the entry holds a document");
    check(&Document::new(&forest, root).expect("the root is OpenAPI"));
}

fn names(document: &Document<'_>) -> Vec<String> {
    document
        .operations()
        .map(|operation| operation.to_string())
        .collect()
}

fn first<'a>(document: &'a Document<'a>) -> Operation<'a> {
    document.operations().next().expect("there is an operation")
}

fn code(number: u16) -> StatusCode {
    StatusCode::new(number).expect("a status code")
}

#[test]
fn a_version_is_told_by_its_first_two_numbers() {
    let claims = [
        ("swagger: '2.0'", Some(Version::V2_0)),
        ("swagger: 2.0", Some(Version::V2_0)),
        ("openapi: 3.0.3", Some(Version::V3_0)),
        ("openapi: 3.1.1", Some(Version::V3_1)),
        ("openapi: 3.2.0", Some(Version::V3_2)),
        ("openapi: 4.0.0", None),
        ("asyncapi: 3.0.0", None),
        ("openapi: { a: b }", None),
    ];
    for (text, expected) in claims {
        let tree = tree(text);
        let found = tree.documents().next().and_then(Version::of);
        assert_eq!(found, expected, "{text}");
    }
}

#[test]
fn operations_come_from_paths_webhooks_and_callbacks() {
    let text = "
openapi: 3.2.0
paths:
  x-internal: { get: {} }
  /orders:
    summary: Orders
    post:
      callbacks:
        paid:
          '{$request.body#/url}':
            post: { responses: { '204': { description: Taken } } }
    query: {}
    additionalOperations:
      LINK: {}
webhooks:
  shipped:
    post: {}
";
    with_document(text, |document| {
        let found: Vec<_> = document
            .operations()
            .map(|operation| (operation.to_string(), operation.role()))
            .collect();
        let expected = [
            ("POST /orders", Role::Operation),
            ("POST {$request.body#/url}", Role::Callback),
            ("QUERY /orders", Role::Operation),
            ("LINK /orders", Role::Operation),
            ("POST shipped", Role::Webhook),
        ];
        assert_eq!(found, expected.map(|(name, role)| (name.to_owned(), role)));
    });
}

#[test]
fn a_callback_that_refers_to_itself_ends() {
    let text = "
openapi: 3.1.0
paths:
  /a:
    post: { callbacks: { again: { $ref: '#/components/callbacks/again' } } }
components:
  callbacks:
    again:
      '{$url}':
        post: { callbacks: { again: { $ref: '#/components/callbacks/again' } } }
";
    with_document(text, |document| assert_eq!(document.operations().len(), 2));
}

#[test]
fn references_lead_across_files_from_wherever_they_stand() {
    let entry = "
openapi: 3.0.3
paths:
  /a: { $ref: 'paths/a.yaml' }
  /b:
    get: { $ref: 'paths/b.yaml#/get' }
";
    let a = "
get:
  responses:
    $ref: '../responses.yaml#/all'
";
    let b = "get: { responses: { '404': { $ref: '../responses.yaml#/Not%20Found' } } }";
    let responses = "
all:
  '200': { description: Fine }
  '404': { $ref: '#/Not Found' }
Not Found: { description: Gone }
";
    let files = [
        ("openapi.yaml", entry),
        ("paths/a.yaml", a),
        ("paths/b.yaml", b),
        ("responses.yaml", responses),
    ];
    with_files(&files, |document| {
        assert_eq!(names(document), ["GET /a", "GET /b"]);
        let shared: Vec<_> = document
            .responses()
            .map(|response| {
                (
                    response.description().unwrap_or_default(),
                    response.uses().len(),
                )
            })
            .collect();
        assert_eq!(
            shared,
            [("Fine", 1), ("Gone", 2)],
            "a response is one, however it is reached"
        );
    });
}

#[test]
fn references_that_lead_nowhere_say_why() {
    let text = "
openapi: 3.0.3
paths:
  /a:
    get:
      responses:
        '200': { $ref: '#/components/responses/Missing' }
        '400': { $ref: '#/components/responses/Loop' }
        '404': { $ref: 'https://example.org/responses.yaml' }
        '500': { $ref: 'other.yaml#/x' }
components:
  responses:
    Loop: { $ref: '#/components/responses/Loop' }
";
    with_document(text, |document| {
        let reasons: Vec<_> = first(document)
            .responses()
            .map(|found| found.unresolved().expect("nothing is there").to_string())
            .collect();
        assert_eq!(
            reasons,
            [
                "nothing stands at `#/components/responses/Missing`",
                "`#/components/responses/Loop` leads back to itself",
                "`https://example.org/responses.yaml` is remote",
                "`other.yaml#/x` is remote",
            ]
        );
    });
}

#[test]
fn anchors_and_ids_name_schemas() {
    let text = "
openapi: 3.1.0
paths:
  /a:
    get:
      responses:
        '200':
          description: Fine
          content:
            application/json: { schema: { $ref: '#order' } }
            text/json: { schema: { $ref: 'https://example.org/order' } }
components:
  schemas:
    Order: { $anchor: order, $id: 'https://example.org/order', properties: { id: {} } }
";
    with_document(text, |document| {
        let response = document.responses().next().expect("a response");
        for content in response.contents() {
            let schema = content.schema().expect("a schema");
            assert!(schema.property("id").is_some(), "{}", content.media_type());
        }
    });
}

#[test]
fn coverage_counts_what_the_caller_lets_count() {
    let text = "
openapi: 3.0.3
paths:
  /a:
    get: { responses: { '200': {}, '4XX': {}, default: {}, '2000': {}, x-note: {} } }
";
    with_document(text, |document| {
        let operation = first(document);
        let declares = |number, coverage| operation.declares(code(number), coverage);
        assert!(declares(200, Coverage::Explicit));
        assert!(!declares(404, Coverage::Explicit));
        assert!(declares(404, Coverage::Range));
        assert!(!declares(500, Coverage::Range));
        assert!(declares(500, Coverage::Default));
        assert_eq!(
            operation.responses().len(),
            4,
            "extensions are no responses"
        );
    });
}

#[test]
fn a_2_0_response_has_the_media_types_that_the_operation_produces() {
    let text = "
swagger: '2.0'
produces: [application/json]
paths:
  /a:
    get: { responses: { '200': { description: A, schema: { type: object } } } }
    put:
      produces: [text/csv, text/xml]
      responses: { '200': { description: B, schema: { type: string } }, '204': { description: C } }
";
    with_document(text, |document| {
        let found: Vec<Vec<&str>> = document
            .responses()
            .map(|response| {
                response
                    .contents()
                    .iter()
                    .map(|content| content.media_type())
                    .collect()
            })
            .collect();
        assert_eq!(
            found,
            [
                vec!["application/json"],
                vec!["text/csv", "text/xml"],
                vec![]
            ]
        );
    });
}

#[test]
fn security_is_the_operations_own_word_else_the_documents() {
    let text = "
openapi: 3.1.0
security: [{ key: [] }]
paths:
  /a:
    get: {}
    put: { security: [] }
    post: { security: [{}, { oauth: [write] }] }
components:
  securitySchemes:
    key: { type: apiKey }
";
    with_document(text, |document| {
        let demands: Vec<_> = document
            .operations()
            .map(|operation| operation.security().demand())
            .collect();
        assert_eq!(
            demands,
            [Demand::Required, Demand::Public, Demand::Optional]
        );
        let kinds: Vec<_> = first(document)
            .security()
            .schemes()
            .filter_map(|scheme| scheme.string("type"))
            .collect();
        assert_eq!(kinds, ["apiKey"]);
    });
}

#[test]
fn parameters_of_the_path_item_are_overridden_by_name_and_location() {
    let text = "
openapi: 3.0.3
paths:
  /a/{id}:
    parameters: [{ name: id, in: path }, { name: trace, in: header, description: item }]
    get: { parameters: [{ name: trace, in: header, description: own }] }
";
    with_document(text, |document| {
        let found: Vec<_> = first(document)
            .parameters()
            .iter()
            .map(|parameter| (parameter.name(), parameter.node().string("description")))
            .collect();
        assert_eq!(found, [("trace", Some("own")), ("id", None)]);
        assert!(
            first(document).has_request_header("Trace"),
            "header names have no case"
        );
    });
}

#[test]
fn schemas_are_seen_through_references_and_all_of() {
    let text = "
openapi: 3.1.0
paths:
  /a:
    get:
      responses:
        default:
          description: Error
          content:
            application/json: { schema: { $ref: '#/components/schemas/Problem' } }
components:
  schemas:
    Problem:
      allOf:
        - $ref: '#/components/schemas/Base'
        - { properties: { detail: { type: [string, 'null'] } } }
    Base:
      allOf: [{ $ref: '#/components/schemas/Problem' }]
      properties: { status: { type: integer } }
";
    with_document(text, |document| {
        let response = document.responses().next().expect("a response");
        let schema = response.contents()[0].schema().expect("a schema");
        let names: Vec<_> = schema
            .properties()
            .iter()
            .map(|(name, _)| name.text())
            .collect();
        assert_eq!(schema.name(), Some("Problem"));
        assert_eq!(names, ["status", "detail"], "a cycle of allOf ends");
    });
}

#[test]
fn one_broken_node_costs_only_itself() {
    let text = "
openapi: 3.0.3
paths:
  /broken: 3
  /a:
    get: [not, an, operation]
    put: { responses: [] }
    post: { parameters: 7, responses: { '200': null, '201': { description: Made, headers: 1 } } }
";
    with_document(text, |document| {
        assert_eq!(names(document), ["PUT /a", "POST /a"]);
        let descriptions: Vec<_> = document.responses().map(Response::description).collect();
        assert_eq!(descriptions, [None, Some("Made")], "null says nothing");
        assert_eq!(document.uses().len(), 2);
    });
}
