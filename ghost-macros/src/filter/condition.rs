//! A condition on a field: what it compares, by which method, with what.

use proc_macro2::{Span, TokenStream, TokenTree};
use quote::{ToTokens, quote, quote_spanned};
use syn::ext::IdentExt;
use syn::parse::{ParseStream, Parser};
use syn::{Error, Expr, Ident, LitInt, Path, Result, Token, parenthesized};

use super::closed;
use crate::suggest::suggestion;

/// Words between a field and its value, each a method of the same name.
const WORDS: [&str; 3] = ["contains", "starts_with", "ends_with"];

/// All operators, for who looks for one.
const OPERATORS: [&str; 11] = ["==", "!=", ">", ">=", "<", "<=", "in", "not in", "contains", "starts_with", "ends_with"];

/// Units of time behind a number, with the function that makes a length of it.
const UNITS: [(&str, &str); 7] =
    [("s", "seconds"), ("m", "minutes"), ("h", "hours"), ("d", "days"), ("w", "weeks"), ("mo", "months"), ("y", "years")];

pub(super) struct Condition {
    field: Ident,
    method: Ident,
    value: Option<Value>,
}

enum Value {
    Rust(Expr),
    /// So long before or after now.
    Moment {
        unit: Ident,
        amount: LitInt,
        way: Ident,
    },
}

/// Whether a condition can go no further.
pub(super) fn ends(input: ParseStream<'_>) -> bool {
    input.is_empty() || input.peek(Token![&&]) || input.peek(Token![||])
}

pub(super) fn read(input: ParseStream<'_>) -> Result<Condition> {
    let field = field(input)?;
    if ends(input) {
        let method = Ident::new("is", field.span());
        return Ok(Condition { value: Some(Value::Rust(syn::parse_quote!(true))), field, method });
    }
    let method = operator(input)?;
    if ends(input) {
        return Err(Error::new(method.span(), format!("with what is `{field}` compared?")));
    }
    compared(field, method, input)
}

/// `tag`; `tags.slug` is the function `tags_slug`.
fn field(input: ParseStream<'_>) -> Result<Ident> {
    if !input.peek(Ident::peek_any) {
        return Err(input.error("expected a field, `!` or `(`"));
    }
    let mut field = input.call(Ident::parse_any)?;
    while input.parse::<Option<Token![.]>>()?.is_some() {
        let next = input.call(Ident::parse_any)?;
        field = Ident::new(&format!("{}_{}", field.unraw(), next.unraw()), next.span());
    }
    // What Rust keeps for itself, such as `type`, is written as Rust wants it.
    Ok(if syn::parse2::<Ident>(field.to_token_stream()).is_ok() { field } else { Ident::new_raw(&field.to_string(), field.span()) })
}

/// What stands between a field and its value, as a method in its place.
fn operator(input: ParseStream<'_>) -> Result<Ident> {
    macro_rules! operators {
        ($($token:tt = $method:literal),*) => {
            $(if let Some(token) = input.parse::<Option<Token![$token]>>()? {
                return Ok(Ident::new($method, syn::spanned::Spanned::span(&token)));
            })*
        };
    }
    operators!(== = "eq", != = "ne", >= = "gte", <= = "lte", > = "gt", < = "lt", in = "is_in");
    let word = input.fork().call(Ident::parse_any).map_err(|_| input.error(unknown(input)))?;
    if word == "not" {
        input.call(Ident::parse_any)?;
        input.parse::<Token![in]>().map_err(|error| Error::new(error.span(), "expected `in` after `not`"))?;
        return Ok(Ident::new("not_in", word.span()));
    }
    if WORDS.iter().any(|known| word == known) { input.call(Ident::parse_any) } else { Err(input.error(unknown(input))) }
}

/// What is said of what is no operator.
fn unknown(input: ParseStream<'_>) -> String {
    let word = input.fork().call(Ident::parse_any).map(|word| word.to_string()).unwrap_or_default();
    match word.as_str() {
        "and" => "`&&` joins conditions".to_owned(),
        "or" => "`||` joins conditions".to_owned(),
        "" if input.peek(Token![&]) => "`&&` joins conditions".to_owned(),
        "" if input.peek(Token![|]) => "`||` joins conditions".to_owned(),
        "" if input.peek(Token![=]) => "`==` compares".to_owned(),
        "" => "expected an operator, such as `==`".to_owned(),
        word => format!("there is no operator `{word}`{}", suggestion(word, OPERATORS)),
    }
}

/// A comparison with what follows, which may change the method.
fn compared(field: Ident, method: Ident, input: ParseStream<'_>) -> Result<Condition> {
    let next = input.fork().parse::<Ident>().ok();
    if next.as_ref().is_some_and(|next| next == "null") {
        let null = input.parse::<Ident>()?;
        let is_null = match method.to_string().as_str() {
            "eq" => "is_null",
            "ne" => "is_not_null",
            _ => return Err(Error::new_spanned(null, "`null` is only equal or not: `== null`, `!= null`")),
        };
        return Ok(Condition { field, method: Ident::new(is_null, method.span()), value: None });
    }
    let value = if next.is_some_and(|next| next == "now") { moment(input)? } else { rust(input)? };
    match &value {
        Value::Rust(Expr::Array(list)) if list.elems.is_empty() => Err(Error::new_spanned(list, "nothing is in an empty list")),
        _ => Ok(Condition { field, method, value: Some(value) }),
    }
}

/// `now`, `now - 30d`, `now + 2h`.
fn moment(input: ParseStream<'_>) -> Result<Value> {
    let now = input.parse::<Ident>()?;
    let way = if input.parse::<Option<Token![-]>>()?.is_some() {
        "ago"
    } else if input.parse::<Option<Token![+]>>()?.is_some() {
        "ahead"
    } else {
        let (amount, span) = (LitInt::new("0", now.span()), now.span());
        return Ok(Value::Moment { unit: Ident::new("seconds", span), amount, way: Ident::new("ago", span) });
    };
    let length =
        input.parse::<LitInt>().map_err(|error| Error::new(error.span(), "expected a length of time in whole numbers, such as `30d`"))?;
    let Some((_, unit)) = UNITS.iter().find(|(unit, _)| *unit == length.suffix()) else {
        return Err(Error::new_spanned(length, "a length of time ends in `s`, `m`, `h`, `d`, `w`, `mo` or `y`"));
    };
    let amount = LitInt::new(length.base10_digits(), length.span());
    Ok(Value::Moment { unit: Ident::new(unit, length.span()), amount, way: Ident::new(way, length.span()) })
}

/// An expression up to the next `&&` or `||`.
fn rust(input: ParseStream<'_>) -> Result<Value> {
    let mut tokens = TokenStream::new();
    while !ends(input) {
        tokens.extend([input.parse::<TokenTree>()?]);
    }
    let value = |input: ParseStream<'_>| {
        let content;
        parenthesized!(content in input);
        let value = content.parse::<Expr>()?;
        if content.is_empty() { Ok(Value::Rust(value)) } else { Err(content.error("expected `&&` or `||`")) }
    };
    value.parse2(closed(tokens))
}

/// The call that makes it.
pub(super) fn write(client: &Path, resource: &Path, condition: &Condition) -> TokenStream {
    let Condition { field, method, value } = condition;
    let value = value.as_ref().map(|value| match value {
        // Brackets that an argument needs not are warned about.
        Value::Rust(Expr::Paren(value)) => value.expr.to_token_stream(),
        Value::Rust(value) => value.to_token_stream(),
        Value::Moment { unit, amount, way } => quote_spanned!(amount.span()=> #client::nql::#unit(#amount).#way()),
    });
    let home = home(client, resource);
    // That it has no filter is told of the resource.
    let filter = Ident::new("filter", resource.segments.last().map_or_else(Span::call_site, |last| last.ident.span()));
    quote!(#home #resource::#filter::#field().#method(#value))
}

/// What goes in front of a resource: nothing if it says itself where it is, being another crate's or one's own.
fn home(client: &Path, resource: &Path) -> Option<TokenStream> {
    let is_elsewhere = resource.leading_colon.is_some()
        || resource.segments.first().is_some_and(|first| ["crate", "self", "super"].iter().any(|word| first.ident == word));
    (!is_elsewhere).then(|| quote!(#client::))
}
