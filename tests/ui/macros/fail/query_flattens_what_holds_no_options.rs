struct Paging;

#[derive(ghost_client::Query)]
struct Options {
    #[ghost(flatten)]
    paging: Paging,
}

fn main() {}
