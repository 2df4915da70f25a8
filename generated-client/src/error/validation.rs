//! What a refused content is refused for: the field, and the rule it breaks.
//!
//! Ghost says it in one of four ways: a list of a JSON schema's findings (`instancePath` in 6.x, `dataPath` in 5.x), a
//! `property`, or a sentence of one of its two own validators. All come out alike, so that callers can match.

use serde_json::Value;

use super::GhostError;

/// Field and rule, as far as the server names them.
pub(super) fn found(error: &GhostError) -> (Option<String>, Option<String>) {
    let (field, rule) =
        of_schema(&error.details).or_else(|| of_sentence(error.context.as_deref().or(error.message.as_deref())?)).unwrap_or_default();
    let property = error.property.as_deref().filter(|property| property.parse::<usize>().is_err());
    let field = field.or_else(|| property.map(str::to_owned));
    let is_there = error.says("already exists") || error.says("already been used");
    (field, rule.or_else(|| is_there.then(|| "unique".to_owned())))
}

type Found = (Option<String>, Option<String>);

/// The first finding of a JSON schema.
fn of_schema(details: &Value) -> Option<Found> {
    let first = details.as_array()?.first()?;
    let text = |key: &str| first.get(key).and_then(Value::as_str);
    let path = text("instancePath").or_else(|| text("dataPath"))?;
    let missing = first.pointer("/params/missingProperty").and_then(Value::as_str);
    let segments = path.split(['/', '.', '[', ']']).chain(missing).filter(|segment| !segment.is_empty());
    Some((below_the_item(segments.collect()), text("keyword").map(str::to_owned)))
}

/// `posts`, `0`, `tags`, `1`, `name` → `tags[1].name`; what is wrong with the item itself is its list's.
fn below_the_item(segments: Vec<&str>) -> Option<String> {
    let (root, rest) = segments.split_first()?;
    let rest = match rest.split_first() {
        Some((first, rest)) if is_number(first) => rest,
        _ => rest,
    };
    let mut path = String::new();
    for segment in rest {
        if is_number(segment) {
            path.push_str(&format!("[{segment}]"));
        } else {
            path.push_str(if path.is_empty() { "" } else { "." });
            path.push_str(segment);
        }
    }
    Some(if path.is_empty() { (*root).to_owned() } else { path })
}

fn is_number(text: &str) -> bool {
    text.bytes().all(|byte| byte.is_ascii_digit())
}

/// `Validation (isIn) failed for status newsletters.status`; `Value in [users.bio] exceeds maximum length of 250 characters.`
fn of_sentence(text: &str) -> Option<Found> {
    if let Some((rule, rest)) = text.strip_prefix("Validation (").and_then(|rest| rest.split_once(") failed for ")) {
        let field = rest.split_whitespace().next().map(|field| field.trim_matches(['[', ']', '"']).to_owned());
        return Some((field, Some(rule.to_owned())));
    }
    let (column, rest) = text.strip_prefix("Value in [")?.split_once(']')?;
    let field = column.rsplit('.').next().map(str::to_owned);
    let rule = [("maximum length", "maxLength"), ("blank", "required")].into_iter().find(|(words, _)| rest.contains(words));
    Some((field, rule.map(|(_, rule)| rule.to_owned())))
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    fn refused(error: Value) -> (String, String) {
        let error = crate::error::ErrorForm::GHOST.read(json!({ "errors": [error] }).to_string().as_bytes()).unwrap();
        let (field, rule) = found(&error);
        (field.unwrap_or_default(), rule.unwrap_or_default())
    }

    fn said(field: &str, rule: &str) -> (String, String) {
        (field.to_owned(), rule.to_owned())
    }

    #[test]
    fn both_majors_name_a_field_alike() {
        let six = json!({ "property": "0", "details": [{ "instancePath": "/posts/0/status", "keyword": "enum", "params": {} }] });
        let five = json!({ "property": "status", "details": [{ "dataPath": ".posts[0].status", "keyword": "enum", "params": {} }] });
        assert_eq!((refused(six), refused(five)), (said("status", "enum"), said("status", "enum")));
        let nested = json!({ "details": [{ "instancePath": "/members/0/labels/1/name", "keyword": "maxLength" }] });
        assert_eq!(refused(nested), said("labels[1].name", "maxLength"));
    }

    #[test]
    fn a_missing_field_is_the_field() {
        let item = json!({ "details": [{ "dataPath": ".tags[0]", "keyword": "required", "params": { "missingProperty": "name" } }] });
        assert_eq!(refused(item), said("name", "required"));
        let root = json!({ "details": [{ "instancePath": "", "keyword": "required", "params": { "missingProperty": "tags" } }] });
        assert_eq!(refused(root), said("tags", "required"));
        let itself = json!({ "property": "0", "details": [{ "instancePath": "/tags/0", "keyword": "type" }] });
        assert_eq!(refused(itself), said("tags", "type"));
    }

    #[test]
    fn sentences_name_fields_and_rules_too() {
        let context = |text: &str| refused(json!({ "message": "Validation error, cannot edit user.", "context": text }));
        assert_eq!(context("Validation (isIn) failed for status newsletters.status"), said("status", "isIn"));
        assert_eq!(context("Value in [users.bio] exceeds maximum length of 250 characters. users.bio"), said("bio", "maxLength"));
        assert_eq!(context("Value in [newsletters.name] cannot be blank. newsletters.name"), said("name", "required"));
        assert_eq!(context(r#"Validation (FieldIsRequired) failed for ["email"]"#), said("email", "FieldIsRequired"));
        assert_eq!(context("Snippet already exists."), said("", "unique"));
        assert_eq!(context("Target URL has already been used for this event."), said("", "unique"));
        assert_eq!(context("Only one role per user is supported."), said("", ""));
    }

    #[test]
    fn odd_details_are_no_obstacle() {
        for details in [json!(null), json!("x"), json!([]), json!([7]), json!([{}]), json!({ "name": "x" }), json!([{ "instancePath": 7 }])]
        {
            assert_eq!(refused(json!({ "details": details, "property": "email" })), said("email", ""));
        }
        assert_eq!(refused(json!({ "details": [{ "instancePath": "//.[]", "keyword": 7 }], "property": "3" })), said("", ""));
    }
}
