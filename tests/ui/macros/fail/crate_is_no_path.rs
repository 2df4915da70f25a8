#[derive(ghost_client::Query)]
#[ghost(crate = "not a path")]
struct Options {
    limit: Option<u32>,
}

#[derive(ghost_client::Query)]
#[ghost(crate = 7)]
struct More {
    limit: Option<u32>,
}

#[derive(ghost_client::Query)]
#[ghost(crate)]
struct Most {
    limit: Option<u32>,
}

fn main() {}
