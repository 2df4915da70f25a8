use ghost_client::posts::NewPost;

fn main() {
    let _ = NewPost::new("Title").lexical("{}").html("<p>Both</p>");
}
