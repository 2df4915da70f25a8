//! The language has whole numbers.

fn main() {
    let _ = ghost_client::filter!(members: email_count > 1.5);
}
