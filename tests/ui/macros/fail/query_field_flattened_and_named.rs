#[derive(ghost_client::Query)]
struct Paging {
    page: Option<u32>,
}

#[derive(ghost_client::Query)]
struct Options {
    #[ghost(flatten, name = "paging", display)]
    paging: Paging,
}

fn main() {}
