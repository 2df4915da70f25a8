//! `#[derive(Resource)]`.
//!
//! What the struct says becomes implementations of the runtime's traits, one an operation. A struct with mistakes gets all of them
//! too, so that calls of it are not mistakes as well.

#[cfg(test)]
mod tests;

use proc_macro2::{Span, TokenStream};
use quote::{ToTokens, format_ident, quote, quote_spanned};
use syn::spanned::Spanned;
use syn::{DeriveInput, Ident, LitStr, Path, Type};

use crate::attributes::{Attributes, On};
use crate::errors::Errors;
use crate::object::{self, Member, Reading};
use crate::suggest::suggestion;

/// What can be done with a resource.
struct Operation {
    name: &'static str,
    /// Trait that says so.
    of: &'static str,
    method: &'static str,
    /// Whether the path goes on with an id.
    is_of_one: bool,
    /// Status of success.
    status: u16,
    /// What is sent: key of the attribute, and associated type.
    content: Option<(&'static str, &'static str)>,
}

const OPERATIONS: [Operation; 5] = [
    Operation { name: "browse", of: "Browse", method: "Get", is_of_one: false, status: 200, content: None },
    Operation { name: "read", of: "Read", method: "Get", is_of_one: true, status: 200, content: None },
    Operation { name: "add", of: "Add", method: "Post", is_of_one: false, status: 201, content: Some(("new", "New")) },
    Operation { name: "edit", of: "Edit", method: "Put", is_of_one: true, status: 200, content: Some(("patch", "Patch")) },
    Operation { name: "destroy", of: "Destroy", method: "Delete", is_of_one: true, status: 204, content: None },
];

/// What a resource says.
struct Resource<'a> {
    input: &'a DeriveInput,
    attributes: Attributes,
    runtime: TokenStream,
    members: Vec<Member<'a>>,
    /// Its operations, each with the word that names it.
    operations: Vec<(&'static Operation, Span)>,
    is_content: bool,
}

impl Resource<'_> {
    /// The word that names an operation, if one does.
    fn word(&self, operation: &Operation) -> Option<Span> {
        self.operations.iter().find(|(named, _)| named.name == operation.name).map(|(_, word)| *word)
    }
}

/// The implementations for a struct, and what is wrong with it.
pub(crate) fn derive(input: &DeriveInput) -> TokenStream {
    let mut errors = Errors::default();
    let resource = read(input, &mut errors);
    check(&resource, &mut errors);
    let rt = rt(&resource);
    let is_right = errors.is_empty();
    let object = if is_right { object(&resource, &rt) } else { object::stub(input, &rt) };
    let operations = OPERATIONS.iter().filter(|operation| !is_right || resource.word(operation).is_some());
    let operations = operations.map(|operation| implementation(&resource, &rt, operation));
    let (errors, marks) = (errors.into_tokens(), marks(&resource, &rt));
    quote!(#errors const _: () = { #object #marks #(#operations)* };)
}

fn read<'a>(input: &'a DeriveInput, errors: &mut Errors) -> Resource<'a> {
    let attributes = Attributes::read(&input.attrs, On::Item, errors);
    let members = object::members(input, "Resource", errors).unwrap_or_default();
    let is_content = attributes.path("api").is_some_and(|api| {
        if !["admin", "content"].iter().any(|known| api.is_ident(known)) {
            errors.push(api, "there are two APIs: `admin` and `content`");
        }
        api.is_ident("content")
    });
    let operations = operations(&attributes, errors);
    Resource { input, runtime: attributes.runtime(), attributes, members, operations, is_content }
}

fn operations(attributes: &Attributes, errors: &mut Errors) -> Vec<(&'static Operation, Span)> {
    let mut found: Vec<(&'static Operation, Span)> = Vec::new();
    let paths = attributes.paths("operations");
    if let (Some([]), Some(key)) = (paths, attributes.key("operations")) {
        errors.push(key, format!("name what can be done{}", known("")));
    }
    for path in paths.unwrap_or_default() {
        let word = path.get_ident().map(ToString::to_string).unwrap_or_default();
        match OPERATIONS.iter().find(|operation| operation.name == word) {
            None => errors.push(path, format!("there is no operation `{word}`{}", known(&word))),
            Some(operation) if found.iter().any(|(other, _)| other.name == operation.name) => {
                errors.push(path, format!("`{word}` is named twice"));
            }
            Some(operation) => found.push((operation, path.span())),
        }
    }
    found
}

fn known(word: &str) -> String {
    suggestion(word, OPERATIONS.each_ref().map(|operation| operation.name))
}

fn check(resource: &Resource<'_>, errors: &mut Errors) {
    check_needed(resource, errors);
    if let Some(path) = resource.attributes.text("path") {
        check_path(path, errors);
    }
    for operation in &OPERATIONS {
        if let Some((key, _)) = operation.content
            && resource.word(operation).is_none()
            && let Some(written) = resource.attributes.key(key)
        {
            errors.push(written, format!("`{key}` is what `{}` sends, which is not among the operations", operation.name));
        }
    }
    if let Some((operation, span)) = resource.operations.iter().find(|(operation, _)| operation.is_of_one)
        && id(resource).is_none()
        && !resource.members.is_empty()
    {
        errors.add(syn::Error::new(*span, format!("`{}` needs a field `id` to name one", operation.name)));
    }
}

/// Notes which keys are missing, all at once.
fn check_needed(resource: &Resource<'_>, errors: &mut Errors) {
    let needed = [
        ("path", "path = \"/things/\""),
        ("key", "key = \"things\""),
        ("operations", "operations(browse, read)"),
        ("access", "access = User"),
    ];
    let missing: Vec<&str> = needed.iter().filter(|(key, _)| !resource.attributes.has(key)).map(|(_, example)| *example).collect();
    // What was not understood is not missing.
    if !missing.is_empty() && errors.is_empty() {
        errors.push(&resource.input.ident, format!("a resource needs `#[ghost({})]`", missing.join(", ")));
    }
}

/// A path begins and ends with a slash, has no empty part and no query: the server redirects others, and loses what is sent.
fn check_path(path: &LitStr, errors: &mut Errors) {
    let text = path.value();
    if !text.starts_with('/') || !text.ends_with('/') {
        errors.push(path, "a path begins and ends with `/`: `/things/`");
    } else if text.contains("//") || text.len() == 1 {
        errors.push(path, "a part of the path is empty");
    } else if text.contains(['?', '#', '{', '}', ' ']) {
        errors.push(path, "a path has only names and `/`; options are set on the call");
    }
}

fn rt(resource: &Resource<'_>) -> TokenStream {
    let runtime = &resource.runtime;
    quote!(#runtime::rt)
}

/// Type of the field `id`.
fn id<'a>(resource: &Resource<'a>) -> Option<&'a Type> {
    resource.members.iter().find(|member| member.key.value() == "id").map(|member| member.ty)
}

/// What is asked for to read one: where the field is a `String`, any text will do.
fn asked_by(id: Option<&Type>) -> TokenStream {
    let is_string = |path: &Path| path.segments.last().is_some_and(|last| last.ident == "String");
    match id {
        None => quote!(str),
        Some(Type::Path(ty)) if is_string(&ty.path) => quote!(str),
        Some(ty) => quote!(#ty),
    }
}

/// `Object`, read as it stands.
fn object(resource: &Resource<'_>, rt: &TokenStream) -> TokenStream {
    let Resource { input, members, .. } = resource;
    let keys: Vec<TokenStream> = members.iter().map(|member| member.key.to_token_stream()).collect();
    let readings: Vec<Reading> = members.iter().enumerate().map(|(index, member)| reading(rt, index, member)).collect();
    object::object(input, rt, members, &keys, &readings)
}

/// How a field is read. All of it stands where its type does, so that what is wrong with that is told there, and once.
fn reading(rt: &TokenStream, index: usize, member: &Member<'_>) -> Reading {
    let (key, map, span) = (&member.key, object::map(), member.ty.span());
    let rt = object::at(rt, span);
    let variable = format_ident!("field_{index}", span = span);
    let [start, next, fill] = ["unread", "next", "fill"].map(|name| {
        let name = if member.by_serde { format!("{name}_by_serde") } else { name.to_owned() };
        Ident::new(&name, span)
    });
    Reading {
        start: quote_spanned!(span=> #rt::projection::#start()),
        next: quote_spanned!(span=> #rt::projection::#next(&mut #variable, #map)?),
        fill: quote_spanned!(span=> #rt::projection::#fill(#variable, #key)?),
        variable,
    }
}

/// The traits that say what it is.
fn marks(resource: &Resource<'_>, rt: &TokenStream) -> TokenStream {
    let Resource { input, runtime, .. } = resource;
    let name = &input.ident;
    let (generics, arguments, bounds) = input.generics.split_for_impl();
    let key = resource.attributes.text("key").map(LitStr::value).unwrap_or_default();
    let id = asked_by(id(resource));
    let deserialize = object::deserialize(input, rt);
    quote! {
        #deserialize

        #[automatically_derived]
        impl #generics #runtime::Resource for #name #arguments #bounds {
            type Id = #id;
            const KEY: &'static str = #key;
        }
    }
}

/// What is said of an operation.
fn implementation(resource: &Resource<'_>, rt: &TokenStream, operation: &Operation) -> TokenStream {
    let Resource { input, runtime, attributes, is_content, .. } = resource;
    let Operation { name: text, is_of_one, status, .. } = operation;
    let [of, method] = [operation.of, operation.method].map(|name| Ident::new(name, Span::call_site()));
    let name = &input.ident;
    let (generics, arguments, bounds) = input.generics.split_for_impl();
    let [path, key] = ["path", "key"].map(|key| attributes.text(key).map(LitStr::value).unwrap_or_default());
    let path = if *is_of_one { format!("{path}{{id}}/") } else { path };
    let (api, base) = if *is_content { ("content", "/ghost/api/content") } else { ("admin", "/ghost/api/admin") };
    let (class, credential) = access(resource);
    let content = operation.content.map(|(key, of)| content(resource, operation, key, of));
    quote! {
        #[automatically_derived]
        impl #generics #runtime::resource::#of for #name #arguments #bounds {
            type Access = #class;
            #content
            const ENDPOINT: &'static #rt::Endpoint = &#rt::Endpoint {
                api: #api,
                resource: #key,
                operation: #text,
                method: #rt::Method::#method,
                base: #base,
                path: #path,
                status: &[#status],
                credential: #credential,
                errors: #rt::ErrorForm::GHOST,
            };
        }
    }
}

/// The class of who may, and whether they show a credential. A class by its name alone is one of the client's.
fn access(resource: &Resource<'_>) -> (TokenStream, bool) {
    let runtime = &resource.runtime;
    let is_public = |class: &Path| class.segments.last().is_some_and(|class| class.ident == "Public");
    match resource.attributes.path("access") {
        Some(class) if class.get_ident().is_some() => (quote!(#runtime::access::#class), !is_public(class)),
        Some(class) => (quote!(#class), !is_public(class)),
        None if resource.is_content => (quote!(#runtime::access::Content), true),
        None => (quote!(#runtime::access::Public), false),
    }
}

/// The type of what an operation sends. Where none is given, a type with the error in it, so that no other follows.
fn content(resource: &Resource<'_>, operation: &Operation, key: &str, of: &str) -> TokenStream {
    let is_missing = |word| syn::Error::new(word, format!("say what `{}` sends: `{key} = …`, a type that is `Serialize`", operation.name));
    let ty = match (resource.attributes.path(key), resource.word(operation)) {
        (Some(ty), _) => quote!(#ty),
        (None, Some(word)) => {
            let error = is_missing(word).into_compile_error();
            quote!([(); #error])
        }
        (None, None) => quote!(()),
    };
    let of = Ident::new(of, Span::call_site());
    quote!(type #of = #ty;)
}
