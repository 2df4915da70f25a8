//! Not every resource can be filtered.

fn main() {
    let _ = ghost_client::filter!(themes: name == "casper");
}
