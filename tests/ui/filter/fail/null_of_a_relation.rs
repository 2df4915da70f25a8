//! Of what relates to nothing the language cannot speak.

fn main() {
    let _ = ghost_client::filter!(posts: tag == null);
}
