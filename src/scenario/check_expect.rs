//! Checks what a scenario claims: that every claim can be judged, and that no comparison is decided beforehand.

use std::ops::Range;
use std::sync::Arc;

use super::alike::{self, Unnoticed};
use super::below::Shortened;
use super::catalogue::Catalogue;
use super::check::{self, Names, text};
use super::check_place::entries;
use super::check_time::{observed_years, policy_names};
use super::decode::{Decoder, Spot};
use super::expectation::{Against, Bounds, Claim, Expectation, Limits, Span, Years};
use super::format::ScenarioText;
use super::format_expect::{AgainstText, ClaimText, ComparedText, ExpectationText, FitText, Partial};
use super::given::Differing;
use super::kinds::{Date, List, Words};
use super::problems::{Finding, Findings, number, quoted};
use super::tree::{self, Node, Value};
use super::types::Scenario;
use crate::model::date::Quarter;
use crate::model::indicator::Variable;
use crate::model::setup::Condition;

/// Nobody reads more, and each may bring a world of its own.
const MOST: usize = 100;

/// Every expectation, or `None` with what is wrong noted. `tree` is the whole file, over which each lays what is given;
/// `scenario` is what it came to, unless something is wrong with it; `is_overridden` if values over every file are in it.
pub(crate) fn expectations(
    file: &mut ScenarioText,
    scenario: Option<&Scenario>,
    tree: &Node,
    catalogue: &Catalogue,
    is_overridden: bool,
    cx: &mut Decoder,
) -> Option<Vec<Expectation>> {
    let mut short = Shortened::of(file, cx.documents.len());
    // Each world is the file for a while; what is claimed stays outside.
    let claimed = file.expectations.take()?;
    let whole = Whole::of(file, catalogue, usize::from(!is_overridden)..cx.documents.len());
    let given = &claimed.0;
    if let Some(beyond) = given.get(MOST) {
        let message = format!("the scenario has {} expectations", given.len());
        let finding = Finding::new("M032", beyond.span, message);
        cx.findings.add(finding.expected(format!("at most {MOST}")).hint("leave out those that say the same"));
        return None;
    }
    let made: Vec<_> = given
        .iter()
        .map(|entry| {
            let e = entry.value.as_ref()?;
            if let Some(word) = &e.source {
                let sources = file.sources.as_ref().map_or(&[][..], |sources| &sources.0);
                Names::one_of(("source", "sources"), sources, |source| source.key.as_str(), word, &mut cx.findings);
            }
            match &e.given {
                None => {
                    let before = cx.findings.number();
                    let world = World { file, whole: &whole, scenario, catalogue, given: None };
                    let made = expectation(&entry.key, e, &world, &mut cx.findings);
                    short.note(&entry.key, before, &mut cx.findings);
                    made
                }
                Some(given) => {
                    changes(given, &mut cx.findings)?;
                    let before = cx.findings.number();
                    let made = aside(cx, |own| {
                        let mut differing = Differing::of(&given.0, tree, own)?;
                        differing.exchange(file);
                        let made = check::scenario(file, catalogue, own).and_then(|given| {
                            let given = Some(Arc::new(given));
                            let world = World { file, whole: &whole, scenario, catalogue, given };
                            expectation(&entry.key, e, &world, &mut own.findings)
                        });
                        differing.exchange(file);
                        made
                    });
                    short.note(&entry.key, before, &mut cx.findings);
                    made
                }
            }
        })
        .collect();
    short.tell(&cx.documents, &mut cx.findings);
    made.into_iter().collect()
}

/// What a claim about a changed world asks of the file without what is given.
struct Whole {
    start: Option<Quarter>,
    policy: Option<String>,
    policies: Vec<String>,
    /// Texts over which others lie: what these make of a claim there is no fault of the claim.
    below: Range<usize>,
}

impl Whole {
    fn of(file: &ScenarioText, catalogue: &Catalogue, below: Range<usize>) -> Self {
        let policies = policy_names(file, catalogue).names.into_iter().map(str::to_owned).collect();
        let start = file.start.as_ref().map(|start| start.value);
        Self { start, policy: text(file.policy.as_ref()), policies, below }
    }
}

/// The world in which something is claimed.
struct World<'a> {
    file: &'a ScenarioText,
    /// The file without what is given.
    whole: &'a Whole,
    /// The checked scenario without what is given.
    scenario: Option<&'a Scenario>,
    catalogue: &'a Catalogue,
    /// The checked scenario, if it is another than the file's.
    given: Option<Arc<Scenario>>,
}

impl World<'_> {
    /// First and last quarter of a run.
    fn run(&self) -> Option<Span> {
        let first = self.file.start.as_ref()?.value;
        let quarters = i32::try_from(self.file.quarters.as_ref()?.value).ok()?;
        Some(Span { first, last: first.plus(quarters) })
    }
}

/// What no expectation can give otherwise: it would be another file, or claim something itself.
const FIXED: [&str; 5] = ["format", "id", "extends", "without", "expectations"];

/// Whether what is given can be given: `None` with the reason noted.
fn changes(given: &Partial, findings: &mut Findings) -> Option<()> {
    let Value::Fields(fields) = &given.0.value else { return None };
    if fields.is_empty() {
        let finding = Finding::new("M047", given.0.head(), "`given` holds nothing, so nothing is otherwise");
        findings.add(finding.hint("leave `given` out, or write the fields that differ"));
        return None;
    }
    let mut allowed = true;
    for field in fields.iter().filter(|f| FIXED.contains(&f.name.as_str())) {
        let message = format!("`given` cannot change {}", quoted(&field.name));
        let expected = "fields of the world, such as `border`, `shocks`, `parameters` or `policies`";
        let out = "nothing can be taken out here: give a shock `size: 0`, or let a crossing open after the run";
        let hint = (field.name == "without").then(|| out.to_owned());
        findings.add(Finding::new("M047", field.span, message).expected(expected).hint_if(hint));
        allowed = false;
    }
    (allowed && !findings.is_full()).then_some(())
}

/// Reads with a decoder of its own, so that figures and numbers are not told again. What was wrong before is found again,
/// and told once: findings that are alike are one.
fn aside<T>(cx: &mut Decoder, read: impl FnOnce(&mut Decoder) -> Option<T>) -> Option<T> {
    let mut own = Decoder::default();
    own.documents.clone_from(&cx.documents);
    std::mem::swap(&mut own.tables, &mut cx.tables);
    std::mem::swap(&mut own.findings, &mut cx.findings);
    let read = read(&mut own);
    (cx.findings, cx.tables) = (own.findings, own.tables);
    read
}

fn expectation(id: &str, e: &ExpectationText, world: &World<'_>, findings: &mut Findings) -> Option<Expectation> {
    let policies = policy_names(world.file, world.catalogue);
    let named = e.policy.as_ref().or(world.file.policy.as_ref());
    if let Some(policy) = &e.policy {
        policies.find(&policy.value, policy.span, findings);
    }
    let policy = text(named)?;
    let claim = e.claim.as_ref().and_then(|c| {
        let here = Here { world, policy: &policy, named: e.policy.as_ref(), given: e.given.as_ref() };
        here.claim(c, findings)
    });
    Some(Expectation {
        id: id.to_owned(),
        text: text(e.text.as_ref())?,
        policy,
        seeds: e.seeds.as_ref()?.value,
        share: e.share.as_ref()?.value,
        source: text(e.source.as_ref()),
        claim: claim?,
        given: world.given.clone(),
    })
}

/// Where a claim is made.
struct Here<'a> {
    world: &'a World<'a>,
    policy: &'a str,
    /// The policy, if the expectation itself names it.
    named: Option<&'a Words>,
    /// What is otherwise, as it is written.
    given: Option<&'a Partial>,
}

impl Here<'_> {
    fn claim(&self, c: &Spot<ClaimText>, findings: &mut Findings) -> Option<Claim> {
        match &c.value {
            ClaimText::At(date, list) => {
                let date = self.within(date, findings);
                let when = conditions(list, findings);
                Some(Claim::At { date: date?, when: when? })
            }
            ClaimText::Reaches(r) => {
                let span = self.span(r.from.as_ref(), r.by.as_ref(), 0, findings);
                let when = r.when.as_ref().and_then(|list| conditions(list, findings));
                Some(Claim::Reaches(when?, span?))
            }
            ClaimText::Always(t) | ClaimText::Never(t) => {
                let span = self.span(t.from.as_ref(), t.until.as_ref(), 1, findings);
                let when = t.when.as_ref().and_then(|list| conditions(list, findings));
                let always = matches!(c.value, ClaimText::Always(_));
                Some(if always { Claim::Always(when?, span?) } else { Claim::Never(when?, span?) })
            }
            ClaimText::Fit(f) => self.fit(f, findings),
            ClaimText::Compared(k) => self.compared(k, findings),
        }
    }

    /// A date that a run passes.
    fn within(&self, date: &Date, findings: &mut Findings) -> Option<Quarter> {
        let run = self.world.run()?;
        let inside = (run.first..=run.last).contains(&date.value);
        if !inside {
            let message = format!("{} lies outside the run", date.value);
            let finding = Finding::new("M040", date.span, message);
            let finding = finding.expected(format!("a quarter from {} to {}", run.first, run.last));
            let more = date.value.since(run.first);
            let longer = format!(
                "`quarters: {more}`, in the scenario or in `given`, would pass it; to play a shorter run without changing \
                 the scenario, use `marchland run --quarters`"
            );
            findings.add(finding.hint_if((more > 0).then_some(longer)));
        }
        inside.then_some(date.value)
    }

    /// The quarters that count; `beyond` is 1 if `to` is the first that no longer does.
    fn span(&self, from: Option<&Date>, to: Option<&Date>, beyond: i32, findings: &mut Findings) -> Option<Span> {
        let run = self.world.run()?;
        let first = match from {
            Some(date) => self.within(date, findings),
            None => Some(run.first),
        };
        let last = match to {
            // The first quarter after the run may end a span: it is the quarter before that counts.
            Some(date) if beyond == 1 && date.value == run.last.plus(1) => Some(run.last),
            Some(date) => self.within(date, findings).map(|date| date.plus(-beyond)),
            None => Some(run.last),
        };
        let span = Span { first: first?, last: last? };
        if let Some(to) = to
            && span.last < span.first
        {
            let message = format!("no quarter counts: the span begins in {} and ends in {}", span.first, to.value);
            let expected = if beyond == 1 { "`until` after `from`" } else { "`by` not before `from`" };
            findings.add(Finding::new("M023", to.span, message).expected(expected));
            return None;
        }
        Some(span)
    }

    fn fit(&self, f: &FitText, findings: &mut Findings) -> Option<Claim> {
        let all = entries(self.world.file.history.as_ref());
        let name = f.history.as_ref()?;
        let index = Names::one_of(("series of history", "history"), all, |series| series.key.as_str(), name, findings);
        let (within, years) = (f.within.as_ref()?.value, f.years.as_ref()?.value);
        let index = index?;
        let series = all.get(index)?.value.as_ref()?;
        let run = self.world.run()?;
        // Points and years that cannot be read have been told, and what they would be is not known.
        if series.points.as_ref().is_none_or(|points| !points.whole) || findings.lie_in(series.span) {
            return None;
        }
        match observed_years(series, years) {
            None => {
                let field = if years == Years::Judged { "judged" } else { "fitted" };
                let message = format!("the history {} does not say which years are {field}", quoted(&name.value));
                let finding = Finding::new("M046", f.years.as_ref()?.span, message);
                findings
                    .add(finding.hint(format!("add `{field}: (first year, last year)` to it, or claim `years: All`")));
                None
            }
            Some(dates) if !dates.iter().any(|(first, last)| *first >= run.first && *last <= run.last) => {
                let message = format!("no point of {} lies both in these years and in the run", quoted(&name.value));
                let expected = format!("a point of grade A, B or C from {} to {}", run.first, run.last);
                let hint = "lengthen the run, add such points, or take the claim out";
                findings.add(Finding::new("M046", name.span, message).expected(expected).hint(hint));
                None
            }
            Some(_) => Some(Claim::Fit { history: index, within, years }),
        }
    }

    fn compared(&self, k: &ComparedText, findings: &mut Findings) -> Option<Claim> {
        let at = k.at.as_ref().and_then(|date| self.within(date, findings));
        let bounds = bounds(k, findings);
        let variable = k.variable.as_ref()?;
        let to = k.to.as_ref().and_then(|to| self.against(to, variable.value, at, findings));
        if let (Some(Bounds::Difference(limits)), Some(to), Some(place)) = (bounds, &to, &k.difference) {
            decides(limits, variable.value, to, place.span, findings)?;
        }
        if let Some(Bounds::Ratio(_)) = bounds {
            let other = match to {
                Some(Against::Variable(other)) => other,
                _ => variable.value,
            };
            if let Some(v) = [variable.value, other].into_iter().find(|v| v.range().0 < 0.0) {
                let message = format!("a ratio of `{}` says nothing: it may be 0 or negative ({})", v.id(), v.unit());
                let finding = Finding::new("M048", k.ratio.as_ref()?.span, message);
                findings.add(finding.expected("`difference: ..` for this variable"));
                return None;
            }
        }
        Some(Claim::Compared { variable: variable.value, at: at?, to: to?, bounds: bounds? })
    }

    /// What a variable is compared with, which must be something else than itself.
    fn against(
        &self,
        to: &Spot<AgainstText>,
        variable: Variable,
        at: Option<Quarter>,
        findings: &mut Findings,
    ) -> Option<Against> {
        let (against, same) = match &to.value {
            AgainstText::Policy(policy) => {
                policy_names(self.world.file, self.world.catalogue).find(&policy.value, policy.span, findings)?;
                (Against::Policy(policy.value.clone()), policy.value == self.policy)
            }
            AgainstText::Ungiven => {
                let policy = self.ungiven(to.span, at, findings)?;
                if self.is_same(to.span, &policy) {
                    self.same(to.span, findings);
                    return None;
                }
                (Against::Ungiven(policy), false)
            }
            AgainstText::Start => (Against::Start, at.is_some() && at == self.world.run().map(|run| run.first)),
            AgainstText::Date(date) => {
                let place = Spot { value: *date, span: to.span };
                (Against::Date(self.within(&place, findings)?), at == Some(*date))
            }
            AgainstText::Variable(other) => (Against::Variable(*other), *other == variable),
        };
        if same {
            let finding = Finding::new("M042", to.span, "the variable would be compared with itself");
            let expected = "another policy, date or variable: this comparison has one outcome only";
            findings.add(finding.expected(expected));
            return None;
        }
        Some(against)
    }

    /// Whether what is given is what the world is anyway, and by the fault of the claim: what lies over its text may have made
    /// the two one. What else no run notices is a warning.
    fn is_same(&self, to: tree::Span, policy: &str) -> bool {
        let (Some(given), Some(scenario)) = (self.world.given.as_deref(), self.world.scenario) else { return false };
        let is_below = self.world.whole.below.contains(&usize::from(to.origin));
        !is_below && alike::unnoticed(given, self.policy, scenario, policy, None) == Some(Unnoticed::Same)
    }

    /// Tells that what is given makes no difference.
    fn same(&self, to: tree::Span, findings: &mut Findings) {
        // What is given and cannot be read has been told, and would change something.
        if self.given.is_some_and(|given| findings.lie_in(given.0.span)) {
            return;
        }
        let message = "what is given changes nothing in this run, so the variable would be compared with itself";
        let expected = "a `given` that changes the world or, if the expectation names none, the policy";
        findings.add(Finding::new("M042", to, message).expected(expected));
    }

    /// The policy of the run without what is given, if there is such a run.
    fn ungiven(&self, to: tree::Span, at: Option<Quarter>, findings: &mut Findings) -> Option<String> {
        if self.world.given.is_none() {
            let message = "the expectation has no `given`, so there is no other run to compare with";
            let finding = Finding::new("M043", to, message);
            findings.add(finding.hint("add `given: (..)` to the expectation, or compare with `Policy(\"none\")`"));
            return None;
        }
        let start = self.world.whole.start?;
        if let Some(at) = at.filter(|at| *at < start) {
            let message = format!("without what is given the run begins in {start}, after {at}");
            findings.add(Finding::new("M040", to, message).expected("an `at` that both runs pass"));
            return None;
        }
        let Some(named) = self.named else { return self.world.whole.policy.clone() };
        if !self.world.whole.policies.contains(&named.value) {
            let message = format!("without what is given there is no policy {}", quoted(&named.value));
            let finding = Finding::new("M043", to, message).expected("a policy that both runs can follow");
            findings.add(finding.hint(format!(
                "define {} under the scenario's own `policies`; or, to compare with the scenario's own policy, give it as \
                 `given: (policy: ..)` and leave out the `policy` of the expectation",
                quoted(&named.value)
            )));
            return None;
        }
        Some(named.value.clone())
    }
}

/// One of ratio and difference, with bounds between which a number can lie.
fn bounds(k: &ComparedText, findings: &mut Findings) -> Option<Bounds> {
    let (limits, bounds): (_, fn(Limits) -> Bounds) = match (&k.ratio, &k.difference) {
        (Some(ratio), None) => (ratio, Bounds::Ratio),
        (None, Some(difference)) => (difference, Bounds::Difference),
        // What is wrong here has been told where it was read.
        _ => return None,
    };
    if let Limits::Between(least, greatest) = limits.value
        && least > greatest
    {
        let message = format!("no number is at least {} and at most {}", number(least), number(greatest));
        findings.add(Finding::new("M045", limits.span, message).expected("`(least, greatest)`, the least first"));
        return None;
    }
    let is_ratio = k.ratio.is_some();
    let idle = match limits.value {
        Limits::AtLeast(least) => is_ratio && least <= 0.0,
        Limits::Below(limit) => is_ratio && limit <= 0.0,
        Limits::Between(_, greatest) => is_ratio && greatest < 0.0,
    };
    if idle {
        let finding = Finding::new("M045", limits.span, "every ratio is 0 or more, so this decides nothing");
        findings
            .add(finding.expected("bounds around 1: `AtLeast(1.5)` is half as much again, `Below(0.8)` a fifth less"));
        return None;
    }
    Some(bounds(limits.value))
}

/// Some differences that the variables can have lie within the limits, and others do not.
fn decides(limits: Limits, variable: Variable, to: &Against, place: tree::Span, findings: &mut Findings) -> Option<()> {
    let other = if let Against::Variable(other) = to { *other } else { variable };
    let ((low, high), (other_low, other_high)) = (variable.range(), other.range());
    let (least, greatest) = (low - other_high, high - other_low);
    let always = match limits {
        Limits::AtLeast(limit) => limit <= least,
        Limits::Below(limit) => limit > greatest,
        Limits::Between(from, to) => from <= least && to >= greatest,
    };
    let never = match limits {
        Limits::AtLeast(limit) => limit > greatest,
        Limits::Below(limit) => limit <= least,
        Limits::Between(from, to) => from > greatest || to < least,
    };
    if !always && !never {
        return Some(());
    }
    let (each, can) = if always { ("every", "so it can never fail") } else { ("no", "so it can never hold") };
    let what = match other == variable {
        true => format!("two values of `{}`", variable.id()),
        false => format!("`{}` and `{}`", variable.id(), other.id()),
    };
    let message = format!("{each} difference of {what} is as this asks, {can}");
    let expected = format!("bounds within {} to {}, between which they can differ", number(least), number(greatest));
    findings.add(Finding::new("M045", place, message).expected(expected));
    None
}

/// Conditions that can hold together.
fn conditions(list: &List<Condition>, findings: &mut Findings) -> Option<Vec<Condition>> {
    if list.items.is_empty() && list.whole {
        let finding = Finding::new("M032", list.span, "the claim has an empty list of conditions");
        findings.add(finding.expected("at least one condition, such as `AtLeast(\"stage\", 2)`"));
        return None;
    }
    let mut least: Vec<(Variable, f64)> = Vec::new();
    let mut below: Vec<(Variable, f64)> = Vec::new();
    gather(&list.items, &mut least, &mut below);
    for (variable, limit) in below {
        let floor = least.iter().filter(|(v, _)| *v == variable).map(|(_, x)| *x).fold(variable.range().0, f64::max);
        if floor >= limit {
            let (name, limit) = (variable.id(), number(limit));
            let message = match least.iter().any(|(v, _)| *v == variable) {
                true => format!("`{name}` cannot be at least {} and below {limit} at once", number(floor)),
                false => format!("`{name}` is never below {limit}: its least value is {}", number(floor)),
            };
            findings.add(Finding::new("M049", list.span, message).expected("conditions that can hold together"));
            return None;
        }
    }
    list.whole.then(|| list.items.clone())
}

/// The limits that must all hold at once.
fn gather(list: &[Condition], least: &mut Vec<(Variable, f64)>, below: &mut Vec<(Variable, f64)>) {
    for condition in list {
        match condition {
            Condition::AtLeast(variable, limit) => least.push((*variable, *limit)),
            Condition::Below(variable, limit) => below.push((*variable, *limit)),
            Condition::All(inner) => gather(inner, least, below),
            _ => {}
        }
    }
}
