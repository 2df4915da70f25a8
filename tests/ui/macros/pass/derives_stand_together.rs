use ghost_client::{OpenEnum, Patch, Query, Unknown};

#[derive(Clone, Debug, PartialEq, OpenEnum)]
enum Mood {
    Fine,
    #[ghost(name = "so-so")]
    SoSo,
    Unknown(Unknown),
}

/// A key of another derive is passed over.
#[derive(Query, Patch)]
#[ghost(derive(Clone, Debug, PartialEq))]
struct Note<'a, T: Clone> {
    title: &'a str,
    moods: Vec<Mood>,
    r#type: Option<T>,
    #[ghost(skip)]
    _seen: bool,
}

fn main() {
    let note = Note { title: "T", moods: vec![Mood::from("so-so"), Mood::from("odd")], r#type: Some(7_u8), _seen: true };
    let pairs = [("title", "T"), ("moods", "so-so,odd"), ("type", "7")].map(|(name, value)| (name, value.to_owned()));
    assert_eq!(note.pairs().unwrap(), pairs);

    let patch = NotePatch::<'_, u8>::new().title("New").clear_type();
    assert_ne!(patch, NotePatch::new());
    assert!(!patch.is_empty());
}
