use ghost_client::posts::PostPatch;

fn main() {
    let _ = PostPatch::new();
}
