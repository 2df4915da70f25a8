use ghost_client::{MayCall, access};

enum Mine {}

impl MayCall<access::User> for Mine {}

fn main() {}
