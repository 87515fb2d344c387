//! One text over another: structs field by field, maps by key, everything else as a whole.

use std::collections::BTreeMap;
use std::collections::btree_map::Entry;

use super::tree::{Field, Node, Value};

/// Lays `over` upon `base`. Structs are joined field by field and maps key by key, however deep; a number, figure, text,
/// list, tuple or choice of `over` replaces the one of `base` as a whole. Every value keeps its place, so that it is
/// known which text it came from; a struct or map that both give has the place of `over`. What is given twice stays so.
pub(crate) fn merge(base: Node, over: &Node) -> Node {
    let value = match (base.value, &over.value) {
        (Value::Fields(below), Value::Fields(above)) => {
            let name = |field: &Field| Some(field.name.clone());
            let join = |low: Field, high: &Field| Field {
                name: high.name.clone(),
                span: high.span,
                node: merge(low.node, &high.node),
            };
            Value::Fields(joined(below, above, name, join))
        }
        (Value::Map(below), Value::Map(above)) => {
            let name = |entry: &(Node, Node)| entry.0.text().map(str::to_owned);
            let join = |low: (Node, Node), high: &(Node, Node)| (high.0.clone(), merge(low.1, &high.1));
            Value::Map(joined(below, above, name, join))
        }
        (_, above) => above.clone(),
    };
    Node { span: over.span, value }
}

/// The items of both by name, in the order of `below`, new ones after them.
fn joined<T: Clone>(
    below: Vec<T>,
    above: &[T],
    name: impl Fn(&T) -> Option<String>,
    join: impl Fn(T, &T) -> T,
) -> Vec<T> {
    let mut named: BTreeMap<String, &T> = BTreeMap::new();
    let mut new: Vec<bool> = vec![true; above.len()];
    let known: BTreeMap<Option<String>, usize> = below.iter().enumerate().map(|(i, item)| (name(item), i)).collect();
    for (i, item) in above.iter().enumerate() {
        let Some(key) = name(item).filter(|key| known.contains_key(&Some(key.clone()))) else { continue };
        if let Entry::Vacant(place) = named.entry(key) {
            place.insert(item);
            new[i] = false;
        }
    }
    let mut all: Vec<T> = Vec::with_capacity(below.len() + above.len());
    for item in below {
        let over = name(&item).and_then(|key| named.get(&key));
        all.push(match over {
            Some(over) => join(item, over),
            None => item,
        });
    }
    all.extend(above.iter().zip(new).filter(|(_, new)| *new).map(|(item, _)| item.clone()));
    all
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::scenario::problems::Findings;
    use crate::scenario::ron_reader::parse;
    use crate::scenario::tree::Span;

    fn node(text: &str, origin: u16) -> Node {
        let mut findings = Findings::default();
        parse(text, origin, 0, &mut findings).filter(|_| findings.is_empty()).expect("the test writes good RON")
    }

    /// The same value without its places.
    fn bare(node: &Node) -> Node {
        let value = match &node.value {
            Value::List(items) => Value::List(items.iter().map(bare).collect()),
            Value::Tuple(items) => Value::Tuple(items.iter().map(bare).collect()),
            Value::Map(entries) => Value::Map(entries.iter().map(|(k, v)| (bare(k), bare(v))).collect()),
            Value::Fields(fields) => Value::Fields(
                (fields.iter())
                    .map(|f| Field { name: f.name.clone(), span: Span::default(), node: bare(&f.node) })
                    .collect(),
            ),
            Value::Variant { name, body } => {
                Value::Variant { name: name.clone(), body: body.as_ref().map(|b| Box::new(bare(b))) }
            }
            other => other.clone(),
        };
        Node { span: Span::default(), value }
    }

    fn merged(base: &str, over: &str) -> Node {
        merge(node(base, 1), &node(over, 0))
    }

    #[test]
    fn structs_are_joined_by_field_and_maps_by_key_however_deep() {
        for (base, over, whole) in [
            ("(a: 1, b: 2)", "(b: 3)", "(a: 1, b: 3)"),
            ("(a: 1)", "()", "(a: 1)"),
            ("()", "(a: 1)", "(a: 1)"),
            ("(r: (a: (x: 1, y: 2), b: (x: 3)))", "(r: (a: (y: 5)))", "(r: (a: (x: 1, y: 5), b: (x: 3)))"),
            (
                r#"{"p": (x: 1, y: 2), "q": 1}"#,
                r#"{"q": 2, "n": 3, "p": (y: 0)}"#,
                r#"{"p": (x: 1, y: 0), "q": 2, "n": 3}"#,
            ),
        ] {
            assert_eq!(bare(&merged(base, over)), bare(&node(whole, 0)), "{base} {over}");
        }
    }

    #[test]
    fn everything_else_is_replaced_as_a_whole() {
        for (base, over) in [
            ("(1, \"s\", A)", "2"),
            ("2", "(1, \"s\", A)"),
            ("[1, 2, 3]", "[4]"),
            ("[(a: 1)]", "[(b: 2)]"),
            ("Random(yearly: 0.1, from: \"2005Q1\")", "Random(yearly: 0.2)"),
            ("\"text\"", "\"\""),
            ("(a: 1)", "{\"a\": 2}"),
            ("{\"a\": 2}", "(a: 1)"),
        ] {
            assert_eq!(merged(base, over), node(over, 0), "{base} {over}");
        }
    }

    #[test]
    fn every_value_keeps_its_text() {
        let whole = merged("(a: 1, m: {\"x\": (u: 1, v: 2)})", "(m: {\"x\": (v: 3)})");
        let Value::Fields(fields) = &whole.value else { panic!("{whole:?}") };
        let Value::Map(entries) = &fields[1].node.value else { panic!("{fields:?}") };
        let Value::Fields(inner) = &entries[0].1.value else { panic!("{entries:?}") };
        let origins = [whole.span, fields[0].node.span, fields[1].node.span, inner[0].node.span, inner[1].node.span];
        assert_eq!(origins.map(|span| span.origin), [0, 1, 0, 1, 0]);
    }

    #[test]
    fn what_is_given_twice_stays_given_twice() {
        assert_eq!(bare(&merged("(a: 1)", "(a: 2, a: 3)")), bare(&node("(a: 2, a: 3)", 0)));
        assert_eq!(bare(&merged("(b: 1)", "(a: 2, a: 3)")), bare(&node("(b: 1, a: 2, a: 3)", 0)));
    }

    #[test]
    fn keys_that_are_no_texts_are_kept_to_be_told_of() {
        assert_eq!(bare(&merged("{\"a\": 1}", "{5: 2}")), bare(&node("{\"a\": 1, 5: 2}", 0)));
    }

    #[test]
    fn maps_of_many_entries_take_no_time() {
        let many = |from: usize| {
            let entries: Vec<String> = (from..from + 60_000).map(|i| format!("\"k{i}\":1")).collect();
            format!("{{{}}}", entries.join(","))
        };
        let Value::Map(entries) = merged(&many(0), &many(30_000)).value else { panic!("no map") };
        assert_eq!(entries.len(), 90_000);
    }
}
