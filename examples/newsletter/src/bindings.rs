//! What Ghost tells anybody: bindings of `members-api/`, which the client lacks.

ghost_client::api! { spec = "members-api" }
