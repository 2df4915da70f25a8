struct Custom;

#[derive(ghost_client::Query)]
struct Options {
    #[ghost(display)]
    custom: Custom,
}

fn main() {}
