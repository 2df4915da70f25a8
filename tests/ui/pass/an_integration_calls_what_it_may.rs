use ghost_client::posts::{NewPost, PostId};
use ghost_client::{Blocking, Ghost, Integration};

fn awaited(ghost: &Ghost<Integration>, id: &PostId) -> impl Future + Send {
    let _ = ghost.posts().destroy(id);
    let _ = ghost.members().browse().search("ada");
    IntoFuture::into_future(ghost.posts().add(NewPost::new("Title")))
}

fn blocking(ghost: &Ghost<Integration, Blocking>) {
    let _ = ghost.tags().browse().send().map(|tags| tags.len());
}

fn main() {
    let _ = blocking as fn(&_);
    let _ = |ghost: &Ghost<Integration>, id: &PostId| drop(awaited(ghost, id));
}
