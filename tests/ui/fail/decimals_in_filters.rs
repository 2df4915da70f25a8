fn main() {
    let _ = ghost_client::members::filter::email_count().gt(1.5);
}
