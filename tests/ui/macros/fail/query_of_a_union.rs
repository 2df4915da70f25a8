#[derive(ghost_client::Query)]
union Options {
    limit: u32,
}

fn main() {}
