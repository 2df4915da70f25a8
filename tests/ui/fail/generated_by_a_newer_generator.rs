// As `client.rs` says it, of a format that is still to come.
const _: () = ghost_client::rt::require_format(1000);

fn main() {}
