struct Custom;

#[derive(ghost_client::Query)]
struct Options {
    limit: Option<u32>,
    custom: Custom,
}

fn takes(options: &impl ghost_client::Query) {
    let _ = options.pairs();
}

fn main() {
    takes(&Options { limit: None, custom: Custom });
}
