use ghost_client::{Ghost, nql, posts::{Content, NewPost, filter}};

async fn readme(key: String) -> Result<(), Box<dyn std::error::Error>> {
    let ghost = Ghost::integration("https://blog.example.com", &key)?;
    let draft = ghost.posts().add(NewPost::new("Hello").content(Content::html("<p>Hi</p>")).tags(["News"])).await?;
    let live = ghost.posts().publish(&draft.id).email("weekly").await?;         // says what Ghost did: published, sent, still a draft
    let recent = filter::tag().eq("news") & filter::published_at().gt(nql::days(30).ago());
    let mut posts = ghost.posts().browse().filter(recent).items();              // page after page, a bounded number ahead
    while let Some(post) = posts.next().await {
        println!("{}", post?.url);
    }
    let _ = live;
    Ok(())
}

fn main() {
    let _ = readme;
}
