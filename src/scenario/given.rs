//! The world of one expectation: the file with what is given laid over it, decoded only where that changes it.

use super::decode::{Decode, Decoder, Rule};
use super::format::ScenarioText;
use super::kinds::PLAIN;
use super::merge::merge;
use super::reading::field;
use super::tree::{Field, Node, Span, Value};

/// For each field of a scenario's text: `put` decodes a value into it, `swap` exchanges it with that of another text.
macro_rules! fields {
    ($($field:ident)*) => {
        /// Decodes a value into a field; what is wrong with it is noted.
        fn put(file: &mut ScenarioText, name: &str, node: &Node, rule: &Rule, cx: &mut Decoder) {
            match name {
                $(stringify!($field) => file.$field = cx.within(name, |cx| Decode::decode(node, rule, cx)),)*
                _ => {}
            }
        }

        /// Exchanges a field of two texts.
        fn swap(one: &mut ScenarioText, other: &mut ScenarioText, name: &str) {
            match name {
                $(stringify!($field) => std::mem::swap(&mut one.$field, &mut other.$field),)*
                _ => {}
            }
        }

        #[cfg(test)]
        const NAMED: &[&str] = &[$(stringify!($field)),*];
    };
}

fields! {
    format id extends without title summary authors start quarters money map sources sectors regions border cities
    crossings levers fund projects shocks shock_kinds drivers parameters thresholds policies policy history goals dilemmas
    lessons expectations events
}

/// The fields in which a world differs, to be exchanged with those of the file and back.
pub(crate) struct Differing {
    fields: ScenarioText,
    names: Vec<String>,
}

impl Differing {
    /// Decodes what `given` changes of `tree`; `None` if nothing can be made of it, which has been noted.
    pub fn of(given: &Node, tree: &Node, cx: &mut Decoder) -> Option<Self> {
        let Value::Fields(over) = &given.value else { return None };
        let mut fields = nothing()?;
        let rule = |name: &str| ScenarioText::RULES.iter().find(|rule| rule.name == name);
        let is_told = |field: &Field| rule(&field.name).is_none() || over.iter().any(|f| is_second(f, field));
        if over.iter().any(is_told) {
            // Unknown fields, and those given twice, are told by whoever reads the whole.
            ScenarioText::decode(&merge(tree.clone(), given), &PLAIN, cx)?;
            return None;
        }
        for over in over {
            let node = match field(tree, &over.name) {
                Some(base) => merge(base.clone(), &over.node),
                None => over.node.clone(),
            };
            put(&mut fields, &over.name, &node, rule(&over.name)?, cx);
        }
        Some(Self { fields, names: over.iter().map(|f| f.name.clone()).collect() })
    }

    /// Makes the file that of this world, and a second time the file that it was.
    pub fn exchange(&mut self, file: &mut ScenarioText) {
        self.names.iter().for_each(|name| swap(file, &mut self.fields, name));
    }
}

fn is_second(one: &Field, other: &Field) -> bool {
    one.name == other.name && one.span != other.span
}

/// A text whose every field can be exchanged: what it holds by itself is never looked at.
fn nothing() -> Option<ScenarioText> {
    let node = Node { span: Span::default(), value: Value::Fields(Vec::new()) };
    ScenarioText::decode(&node, &PLAIN, &mut Decoder::default())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_field_of_a_scenario_can_be_given() {
        let names: Vec<&str> = ScenarioText::RULES.iter().map(|rule| rule.name).collect();
        assert_eq!(NAMED, names);
    }

    #[test]
    fn only_what_is_given_is_decoded() {
        let mut cx = Decoder::default();
        let parse = |text: &str, cx: &mut Decoder| {
            super::super::ron_reader::parse(text, 0, 0, &mut cx.findings).expect("it can be read")
        };
        let many: Vec<String> = (0..1000).map(|i| format!("\"p{i}\": (value: 0.5, reason: \"r\")")).collect();
        let text = format!("(parameters: {{{}}}, quarters: 40, fund: (outside_yearly: 3))", many.join(", "));
        let tree = parse(&text, &mut cx);
        let given = parse("(fund: (contribution: 0.5))", &mut cx);
        let mut differing = Differing::of(&given, &tree, &mut cx).expect("it is a change");
        let paths: Vec<&str> = cx.numbers.iter().map(|note| note.path.as_str()).collect();
        assert_eq!(paths, ["fund.outside_yearly", "fund.contribution"]);
        let mut file = ScenarioText::decode(&tree, &PLAIN, &mut Decoder::default()).expect("it is a struct");
        let before = file.clone();
        differing.exchange(&mut file);
        assert!(file.fund != before.fund && file.parameters == before.parameters && file.quarters == before.quarters);
        differing.exchange(&mut file);
        assert_eq!(file, before);
    }
}
