// As `client.rs` says it, of a format that is long gone.
const _: () = ghost_client::rt::require_format(0);

fn main() {}
