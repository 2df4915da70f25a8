//! A page of posts from its bytes to typed values, and those away again.

use std::fs;
use std::hint::black_box;

use ghost_client::posts::Post;
use ghost_client::rt::{Answer, Endpoint, ErrorForm, Method};
use ghost_client::transport::Response;

use crate::cost::Since;
use crate::{Fault, floor};

pub static BROWSE: Endpoint = endpoint("posts", "/posts/");

/// `GET` of a list of the Admin API, for answers that are read otherwise than the method of the client does.
pub const fn endpoint(resource: &'static str, path: &'static str) -> Endpoint {
    let (operation, method) = ("browse", Method::Get);
    let (status, errors) = (&[200], ErrorForm::GHOST);
    Endpoint { api: "admin", resource, operation, method, base: "/ghost/api/admin", path, status, credential: true, errors }
}

/// Reads a page so many times.
pub fn measure(contender: &str, times: u32, page: &str) -> Result<(), Fault> {
    let read = reader(contender, fs::read(page)?)?;
    for _ in 0..times / 10 {
        black_box(read()?);
    }
    let since = Since::now()?;
    for _ in 0..times {
        black_box(read()?);
    }
    since.print(times)
}

/// What a contender makes of a page: it gives how many posts it found.
fn reader(contender: &str, body: Vec<u8>) -> Result<Box<dyn Fn() -> Result<usize, Fault>>, Fault> {
    match contender {
        "ghost-client" => {
            let answer = Answer::new(&BROWSE, Response::new(200, Vec::new(), body));
            Ok(Box::new(move || Ok(black_box(answer.page::<Post>("posts")?).len())))
        }
        "serde" => Ok(Box::new(move || Ok(black_box(serde_json::from_slice::<floor::Page>(&body)?).posts.len()))),
        _ => Err("no such contender".into()),
    }
}

/// Prints how often each post of a page had memory allocated for it.
#[cfg(feature = "counted")]
pub fn allocations(contender: &str, page: &str) -> Result<(), Fault> {
    let read = reader(contender, fs::read(page)?)?;
    let region = stats_alloc::Region::new(crate::COUNTED);
    let posts = read()?;
    let change = region.change();
    let each = (change.allocations + change.reallocations) as f64 / posts as f64;
    println!("{}", serde_json::json!({ "allocations": each, "bytes": change.bytes_allocated as f64 / posts as f64 }));
    Ok(())
}
