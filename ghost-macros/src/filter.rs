//! `filter!`: conditions in Rust's operators, written out as the calls of the typed fields.
//!
//! The macro knows no field: it names functions of the resource's module `filter`, and methods of what they return, on the user's
//! own tokens; whether they exist and take such a value is for the compiler to say. [`read`] makes the tree, [`write`] the calls.

mod condition;
#[cfg(test)]
mod tests;

use proc_macro2::{Delimiter, Group, Span, TokenStream, TokenTree};
use quote::{format_ident, quote};
use syn::parse::{ParseStream, Parser};
use syn::{Error, Path, Result, Token, parenthesized};

use self::condition::Condition;
use crate::errors::Errors;

/// A filter: the client's path, what it is about, and its conditions.
struct Filter {
    client: Path,
    resource: Path,
    root: Node,
}

enum Node {
    Any(Vec<Node>),
    All(Vec<Node>),
    Not(Box<Node>),
    Is(Condition),
    /// Stands where something is wrong.
    Wrong,
}

/// The calls that make the filter, or all that is wrong with it.
pub(crate) fn expand(input: TokenStream) -> TokenStream {
    let mut errors = Errors::default();
    let read = (|input: ParseStream<'_>| read(input, &mut errors)).parse2(closed(input));
    match errors.keep(read).filter(|_| errors.is_empty()) {
        Some(filter) => write(&filter, &filter.root),
        // Where an expression belongs, several errors must be one.
        None => {
            let errors = errors.into_tokens();
            quote!({ #errors })
        }
    }
}

/// The tokens in brackets that close at the last of them: what is missing at the end is told there, not of the whole macro.
fn closed(tokens: TokenStream) -> TokenStream {
    let end = tokens.clone().into_iter().last().map_or_else(Span::call_site, |token| token.span());
    let mut group = Group::new(Delimiter::Parenthesis, tokens);
    group.set_span(end);
    TokenTree::from(group).into()
}

fn read(input: ParseStream<'_>, errors: &mut Errors) -> Result<Filter> {
    let content;
    parenthesized!(content in input);
    let client = content.call(Path::parse_mod_style)?;
    content.parse::<Token![;]>()?;
    let resource = content.call(Path::parse_mod_style).map_err(|error| Error::new(error.span(), "begin with a resource: `posts: …`"))?;
    content.parse::<Token![:]>().map_err(|error| Error::new(error.span(), "expected `:` after the resource"))?;
    if content.is_empty() {
        return Err(Error::new_spanned(&resource, "a filter without a condition would meet everything"));
    }
    Ok(Filter { client, resource, root: any(&content, errors) })
}

fn any(input: ParseStream<'_>, errors: &mut Errors) -> Node {
    let mut nodes = vec![all(input, errors)];
    while matches!(input.parse::<Option<Token![||]>>(), Ok(Some(_))) {
        nodes.push(all(input, errors));
    }
    joined(nodes, Node::Any)
}

fn all(input: ParseStream<'_>, errors: &mut Errors) -> Node {
    let mut nodes = vec![whole(input, errors)];
    while matches!(input.parse::<Option<Token![&&]>>(), Ok(Some(_))) {
        nodes.push(whole(input, errors));
    }
    joined(nodes, Node::All)
}

fn joined(mut nodes: Vec<Node>, with: fn(Vec<Node>) -> Node) -> Node {
    if nodes.len() == 1 { nodes.remove(0) } else { with(nodes) }
}

/// What stands between `&&` and `||`; what is wrong with it leaves the rest to be read.
fn whole(input: ParseStream<'_>, errors: &mut Errors) -> Node {
    let node =
        one(input, errors).and_then(|node| if condition::ends(input) { Ok(node) } else { Err(input.error("expected `&&` or `||`")) });
    errors.keep(node).unwrap_or_else(|| {
        while !condition::ends(input) && input.parse::<TokenTree>().is_ok() {}
        Node::Wrong
    })
}

fn one(input: ParseStream<'_>, errors: &mut Errors) -> Result<Node> {
    if input.parse::<Option<Token![!]>>()?.is_some() {
        return one(input, errors).map(|node| Node::Not(Box::new(node)));
    }
    if input.peek(syn::token::Paren) {
        let inner;
        parenthesized!(inner in input);
        return Ok(any(&inner, errors));
    }
    condition::read(input).map(Node::Is)
}

fn write(filter: &Filter, node: &Node) -> TokenStream {
    let client = &filter.client;
    let joined = |nodes: &[Node], with: &str| {
        let with = format_ident!("{with}");
        let nodes = nodes.iter().map(|each| write(filter, each));
        quote!(#client::nql::#with([#(#nodes),*]))
    };
    match node {
        Node::Any(nodes) => joined(nodes, "any"),
        Node::All(nodes) => joined(nodes, "all"),
        Node::Not(inner) => {
            let inner = write(filter, inner);
            quote!(::core::ops::Not::not(#inner))
        }
        Node::Is(condition) => condition::write(client, &filter.resource, condition),
        Node::Wrong => TokenStream::new(),
    }
}
