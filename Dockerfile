# An image that holds statuslint, as one static program, and nothing else.
#
# This project's CI has no Docker daemon: there, the file is linted and never built. To check it:
#
#   docker build --tag statuslint .
#   docker run --rm statuslint --version
#   docker run --rm --volume "$PWD:/api:ro" statuslint check
#
# The last one checks the folder that it is run in. `--since` needs git, which the image has not; to
# write reports or fixes, leave out `:ro` and add `--user "$(id -u):$(id -g)"`.
FROM rust:1.95-alpine AS build
WORKDIR /statuslint
COPY . .
# On Alpine, Rust links musl statically.
RUN cargo build --release --locked --bin statuslint

FROM scratch
COPY --from=build /statuslint/target/release/statuslint /statuslint
COPY LICENSE-MIT LICENSE-APACHE /
USER 65532:65532
WORKDIR /api
ENTRYPOINT ["/statuslint"]
CMD ["check"]
