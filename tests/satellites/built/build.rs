//! Writes the bindings.

fn main() -> Result<(), ghost_codegen::Error> {
    ghost_codegen::Generator::new().spec("../../specs/small").runtime("::ghost_client").emit()
}
