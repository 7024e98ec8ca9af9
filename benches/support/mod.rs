//! A large OpenAPI document to measure with, as YAML and as JSON.

use std::fmt::Write as _;
use std::sync::Arc;

use statuslint::source::Source;
use statuslint::syntax::{self, Kind, Limits, Node};

const METHODS: [&str; 4] = ["get", "post", "put", "delete"];

const RESOURCES: [&str; 8] = [
    "orders",
    "customers",
    "invoices",
    "shipments",
    "products",
    "warehouses",
    "refunds",
    "carts",
];

/// An OpenAPI 3.0 document in YAML with this many operations, four on each path; 6,000 of them make
/// about 5.8 MB.
pub(crate) fn generate(operations: usize) -> String {
    let mut text = String::from(
        "openapi: 3.0.3\ninfo:\n  title: Wholesale\n  version: 4.2.0\nservers:\n- url: https://api.example.com/v4\nsecurity:\n- token: []\npaths:\n",
    );
    for operation in 0..operations {
        let number = operation / METHODS.len();
        let resource = RESOURCES[number % RESOURCES.len()];
        if operation % METHODS.len() == 0 {
            let _ = write!(text, "{}", path_item(resource, number));
        }
        text.push_str(&operation_text(
            METHODS[operation % METHODS.len()],
            resource,
            number,
        ));
    }
    text.push_str(COMPONENTS);
    for number in 0..operations.div_ceil(METHODS.len()) {
        text.push_str(&schema(RESOURCES[number % RESOURCES.len()], number));
    }
    text
}

/// The same document as JSON, indented by two spaces.
pub(crate) fn generate_json(operations: usize) -> String {
    let source = Arc::new(Source::from_text("generated.yaml", generate(operations)));
    let tree = syntax::parse(source, Limits::default()).unwrap();
    let mut text = String::new();
    write_json(tree.documents().next().unwrap(), 0, &mut text);
    text
}

fn path_item(resource: &str, number: usize) -> String {
    format!(
        "  /tenants/{{tenant}}/{resource}-{number}/{{id}}:
    parameters:
    - name: tenant
      in: path
      required: true
      description: The tenant that owns the {resource}
      schema: {{type: string, maxLength: 64}}
    - $ref: '#/components/parameters/Id'
"
    )
}

fn operation_text(method: &str, resource: &str, number: usize) -> String {
    let status = match method {
        "post" => "201",
        "delete" => "204",
        _ => "200",
    };
    let content = if method == "delete" {
        String::new()
    } else {
        format!(
            "
          content:
            application/json:
              schema:
                $ref: '#/components/schemas/{resource}{number}'"
        )
    };
    let body = if matches!(method, "post" | "put") {
        format!(
            "
      requestBody:
        required: true
        content:
          application/json:
            schema:
              $ref: '#/components/schemas/{resource}{number}'"
        )
    } else {
        String::new()
    };
    format!(
        "    {method}:
      operationId: {method}_{resource}_{number}
      summary: {method} {resource} {number}
      description: |-
        Needs the scope `{resource}:{method}`.
      tags: [{resource}]
      security:
      - token: [{resource}:{method}]
      parameters:
      - {{name: X-Request-Id, in: header, schema: {{type: string, format: uuid}}}}{body}
      responses:
        '{status}':
          description: The {resource} after the call{content}
        '401':
          $ref: '#/components/responses/Unauthorized'
        '404':
          $ref: '#/components/responses/NotFound'
        \"429\": {{$ref: '#/components/responses/TooManyRequests'}}
        default:
          $ref: '#/components/responses/Problem'
"
    )
}

fn schema(resource: &str, number: usize) -> String {
    format!(
        "    {resource}{number}:
      type: object
      required: [id, state]
      properties:
        id:
          type: string
          format: uuid
          readOnly: true
        state:
          type: string
          enum: [draft, open, closed]
        total:
          type: number
          minimum: 0
          example: 12.50
"
    )
}

const COMPONENTS: &str = "components:
  securitySchemes:
    token:
      type: oauth2
      flows:
        clientCredentials:
          tokenUrl: https://api.example.com/token
          scopes: {}
  parameters:
    Id:
      name: id
      in: path
      required: true
      schema:
        type: string
  responses:
    Unauthorized: &problem
      description: The request was refused
      content:
        application/problem+json:
          schema:
            $ref: '#/components/schemas/Problem'
    NotFound: *problem
    TooManyRequests:
      description: The quota is used up
      headers:
        Retry-After:
          schema:
            type: integer
      content:
        application/problem+json:
          schema:
            $ref: '#/components/schemas/Problem'
    Problem: *problem
  schemas:
    Problem:
      type: object
      properties:
        type:
          type: string
          format: uri-reference
        title:
          type: string
        status:
          type: integer
          minimum: 100
          maximum: 599
        detail:
          type: string
        instance:
          type: string
          format: uri-reference
";

fn write_json(node: Node<'_>, depth: usize, text: &mut String) {
    match node.kind() {
        Kind::Mapping => {
            let entries = node.entries().map(|entry| (Some(entry.key), entry.value));
            write_collection(['{', '}'], &entries.collect::<Vec<_>>(), depth, text);
        }
        Kind::Sequence => {
            let items = node.items().map(|item| (None, item));
            write_collection(['[', ']'], &items.collect::<Vec<_>>(), depth, text);
        }
        Kind::Null => text.push_str("null"),
        Kind::Boolean | Kind::Number => text.push_str(node.text()),
        Kind::String => write_string(node.text(), text),
    }
}

fn write_collection(
    [open, close]: [char; 2],
    children: &[(Option<Node<'_>>, Node<'_>)],
    depth: usize,
    text: &mut String,
) {
    text.push(open);
    for (position, (key, value)) in children.iter().enumerate() {
        let comma = if position == 0 { "" } else { "," };
        let _ = write!(text, "{comma}\n{:1$}", "", 2 * depth + 2);
        if let Some(key) = key {
            write_string(key.text(), text);
            text.push_str(": ");
        }
        write_json(*value, depth + 1, text);
    }
    if !children.is_empty() {
        let _ = write!(text, "\n{:1$}", "", 2 * depth);
    }
    text.push(close);
}

fn write_string(value: &str, text: &mut String) {
    text.push_str(&serde_json::to_string(value).unwrap());
}
