//! Generates the bindings from `api/`.

fn main() -> Result<(), ghost_codegen::Error> {
    ghost_codegen::Generator::new()
        .spec("api")
        .runtime("::ghost_client")
        .replace_type("Book.price", "crate::Cents")
        .rename("books.BookBinding.PaperBack", "Paperback")
        .emit()
}
