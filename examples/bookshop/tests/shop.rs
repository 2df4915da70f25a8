//! The generated client against a shop on this machine.

#![allow(clippy::unwrap_used)]

mod server;

use bookshop::shop::books::{BookBinding, BookId};
use bookshop::shop::orders::{NewOrder, OrderPatch};
use bookshop::{Cents, customer, customer_blocking, program};
use ghost_client::ErrorKind;
use server::Shop;

#[tokio::test]
async fn a_list_is_walked_from_mark_to_mark_with_a_key_alone() {
    let shop = Shop::open();
    let client = program(shop.url(), "program-key").unwrap();
    let mut titles = Vec::new();
    let mut mark = None::<String>;
    loop {
        let call = client.books().list().size(2);
        let page = match &mark {
            Some(mark) => call.after(mark).await.unwrap(),
            None => call.await.unwrap(),
        };
        titles.extend(page.iter().map(|book| format!("{} {}", book.title, book.price)));
        mark = page.meta.as_ref().and_then(|end| end.next.clone());
        if mark.is_none() {
            break;
        }
    }
    assert_eq!(titles, ["Emma 9.50 €", "Dracula 12.00 €", "Persuasion 8.05 €"]);
    let asked = shop.asked();
    let lines: Vec<&str> = asked.iter().map(|request| request.line.as_str()).collect();
    assert_eq!(lines, ["GET /v2/books?size=2", "GET /v2/books?size=2&after=m2"]);
    assert_eq!((asked[0].header("x-api-key"), asked[0].header("authorization")), (Some("program-key"), None));
    assert_eq!(asked[0].header("accept-version"), None, "that is Ghost's");
}

#[tokio::test]
async fn orders_carry_both_credentials_and_have_the_shop_s_envelopes() {
    let shop = Shop::open();
    let client = customer(shop.url(), "program-key", "customer-token").unwrap();
    let book = client.books().read(&BookId::new("b2").unwrap()).await.unwrap();
    assert_eq!((book.price, &book.binding), (Cents(1200), &BookBinding::Paperback));
    let order = client.orders().place(NewOrder::new(book.id).note("For Ada")).await.unwrap();
    assert_eq!((order.book_id.as_str(), order.note.as_deref()), ("b2", Some("For Ada")));
    let changed = client.orders().change(&order.id, OrderPatch::new().clear_note()).await.unwrap();
    assert_eq!(changed.note, None);
    client.orders().cancel(&order.id).await.unwrap();
    let asked = shop.asked();
    let sent: Vec<(&str, &str)> = asked.iter().map(|request| (request.line.as_str(), request.body.as_str())).collect();
    let expected = [
        ("GET /v2/books/b2", ""),
        ("POST /v2/orders", r#"{"book_id":"b2","note":"For Ada"}"#),
        ("PATCH /v2/orders/o1", r#"{"note":null}"#),
        ("DELETE /v2/orders/o1", ""),
    ];
    assert_eq!(sent, expected);
    assert!(asked.iter().all(|request| request.header("x-api-key") == Some("program-key")));
    assert!(asked.iter().all(|request| request.header("authorization") == Some("Bearer customer-token")));
}

#[test]
fn blocking_calls_are_the_same_and_refusals_are_told_apart_without_showing_a_key() {
    let shop = Shop::open();
    let client = customer_blocking(shop.url(), "program-key", "customer-token").unwrap();
    let missing = client.books().read(&BookId::new("b9").unwrap()).send().unwrap_err();
    assert!(matches!(missing.kind(), ErrorKind::NotFound), "{missing}");
    let wrong = customer_blocking(shop.url(), "program-key", "another-token").unwrap();
    let refused = wrong.orders().cancel(&order()).send().unwrap_err();
    assert!(matches!(refused.kind(), ErrorKind::NotPermitted(_)), "{refused}");
    assert!(!format!("{refused} {refused:?} {wrong:?}").contains("another-token"));
}

#[tokio::test]
async fn errors_carry_what_the_shop_says_where_the_description_says_it_is() {
    let shop = Shop::open();
    let client = customer(shop.url(), "program-key", "customer-token").unwrap();
    let error = client.orders().place(NewOrder::new(BookId::new("b3").unwrap())).await.unwrap_err();
    let said = error.ghost().unwrap();
    assert_eq!((said.code.as_deref(), said.message.as_deref()), (Some("sold_out"), Some("It is sold out.")));
    assert_eq!(error.kind(), &ErrorKind::Validation { field: Some("book_id".to_owned()), rule: None });
    assert!(error.to_string().starts_with("orders.place (POST /orders): ") && error.to_string().contains("It is sold out."), "{error}");
    let stranger = program(shop.url(), "another-key").unwrap().books().list().await.unwrap_err();
    assert!(stranger.to_string().contains("Which program is this?"), "{stranger}");
}

fn order() -> bookshop::shop::orders::OrderId {
    bookshop::shop::orders::OrderId::new("o1").unwrap()
}
