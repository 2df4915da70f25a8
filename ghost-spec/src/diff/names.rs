//! What generated code calls things, as the generator decided it.

/// Names of one API, by the indices of the model.
#[derive(Clone, Debug, Default)]
pub struct Names {
    /// The credentials' marker types: `Integration`.
    pub credentials: Vec<String>,
    /// The access classes' marker types: `User`.
    pub access: Vec<String>,
    /// Modules of the resources: `posts`.
    pub modules: Vec<String>,
    /// Cargo features that bring each resource's module.
    pub features: Vec<Vec<String>>,
    /// By resource, the names of each endpoint.
    pub endpoints: Vec<Vec<EndpointNames>>,
    /// The shapes.
    pub shapes: Vec<ShapeNames>,
    /// The enums.
    pub enums: Vec<EnumNames>,
}

/// Names of an endpoint.
#[derive(Clone, Debug, Default)]
pub struct EndpointNames {
    /// Method of the resource: `browse`.
    pub method: String,
    /// Type of the call, if it has options: `Browse`.
    pub call: String,
    /// Type of the parts of an upload: `UploadForm`.
    pub form: String,
    /// Methods or arguments of the options, by their index: `limit`.
    pub options: Vec<String>,
    /// The choice between options of which one must be given.
    pub selection: Option<SelectionNames>,
}

/// Names of a choice between options.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct SelectionNames {
    /// The type: `Selection`.
    pub ty: String,
    /// One an option: `Filter`.
    pub variants: Vec<String>,
}

/// Names of what a shape becomes.
#[derive(Clone, Debug, Default)]
pub struct ShapeNames {
    /// Module it stands in: `posts`.
    pub module: String,
    /// What is read: `Post`.
    pub read: String,
    /// What is read in part: `PartialPost`.
    pub partial: String,
    /// What is added: `NewPost`.
    pub new: String,
    /// What is changed: `PostPatch`.
    pub patch: String,
    /// Its identity: `PostId`.
    pub id: String,
    /// Names of fields that can be asked for: `Field`.
    pub field: String,
    /// The fields, by their index.
    pub fields: Vec<String>,
    /// The forms of a union, or of the enum of fields, by their index.
    pub variants: Vec<String>,
    /// Module of what a filter may ask about: `filter`.
    pub filter: String,
    /// Its functions, by their index.
    pub filters: Vec<String>,
    /// Which fields are boxed, by their index.
    pub boxed: Vec<bool>,
}

/// Names of an enum.
#[derive(Clone, Debug, Default)]
pub struct EnumNames {
    /// Module it stands in: `posts`.
    pub module: String,
    /// The type: `PostStatus`.
    pub ty: String,
    /// The values, by their index: `Draft`.
    pub variants: Vec<String>,
}
