//! One reading of a scenario: the texts that it consists of, one tree made of them, and everything that is wrong.

use std::sync::Arc;

use super::catalogue;
use super::check;
use super::check_expect;
use super::decode::{Decode, Decoder};
use super::foreign;
use super::format::ScenarioText;
use super::gone::{self, Dropped};
use super::kinds::PLAIN;
use super::library::{Document, Library, Missing, NoLibrary, Wanted};
use super::map::Map;
use super::map_check;
use super::map_read::Told;
use super::overrides;
use super::problems::{Finding, Findings, Problems, Text, did_you_mean, quoted, some_of};
use super::ron_reader;
use super::slashes;
use super::tree::{Node, Span, Value};
use super::types::Scenario;
use super::version::{self, NEWEST, Version};

/// What has been read so far.
pub(crate) struct Reading<'l> {
    /// None for a text that is read alone: it can name no other, and its map is not looked for.
    pub library: Option<&'l dyn Library>,
    pub texts: Vec<Text>,
    /// Of the documents, which are the first of the texts.
    pub places: Vec<String>,
    pub cx: Decoder,
    /// Places of the documents beside the first, each once.
    pub parts: Vec<String>,
    /// What the texts drop of those that they extend.
    pub dropped: Vec<Dropped>,
    /// What the first document extends, and where it says so.
    pub base: Option<(Span, Document)>,
    /// Texts that are the first document's own: itself, and the tables that it names.
    pub own: Vec<u16>,
    /// What is probably not meant about the map.
    pub map_warnings: Findings,
    /// Bytes of data that were read: many references to one large file count as often.
    pub data_bytes: usize,
}

impl<'l> Reading<'l> {
    pub fn new(library: Option<&'l dyn Library>) -> Self {
        Self {
            library,
            texts: Vec::new(),
            places: Vec::new(),
            cx: Decoder::default(),
            parts: Vec::new(),
            dropped: Vec::new(),
            base: None,
            own: vec![0],
            map_warnings: Findings::default(),
            data_bytes: 0,
        }
    }

    /// Everything that was found wrong, or that something is wrong with the program.
    pub fn problems(mut self) -> Problems {
        if self.cx.findings.is_empty() {
            let message = "the file could not be read, and the program does not know why";
            self.cx.findings.add(Finding::new("M099", Span::default(), message).hint("please report this file"));
        }
        gone::explain(&self.dropped, &self.texts, &mut self.cx.findings);
        self.cx.findings.names_once(&self.texts);
        self.cx.findings.into_problems(&self.texts)
    }

    /// The tree of the document with everything that it names, as one: what it extends, the data in its files.
    pub fn whole(&mut self, document: &Document) -> Option<Node> {
        let mut tree = self.extended(document)?;
        self.fill_series(&mut tree);
        Some(tree)
    }

    /// The checked scenario, with overrides; the tree stays as it is decoded.
    pub fn scenario(&mut self, tree: &mut Node, overrides: &[(String, String)]) -> Option<Scenario> {
        overrides::apply(tree, overrides, &mut self.texts, &mut self.cx.findings);
        let catalogue = catalogue::read(&mut self.texts, &mut self.cx)?;
        let mut file = ScenarioText::decode(tree, &PLAIN, &mut self.cx)?;
        let map = self.map(&file);
        let figures = self.cx.figures.len();
        let scenario = check::scenario(&file, &catalogue, &mut self.cx);
        let (made, is_set) = (scenario.as_ref(), !overrides.is_empty());
        let expectations = check_expect::expectations(&mut file, made, tree, &catalogue, is_set, &mut self.cx);
        // The worlds of expectations hold every figure again.
        self.cx.figures.truncate(figures);
        Some(Scenario { expectations: expectations?, geography: map.map(Arc::new), ..scenario? })
    }

    /// The map, whose path starts from the text that names it.
    fn map(&mut self, file: &ScenarioText) -> Option<Map> {
        let (library, origin) = (self.library?, file.map.as_ref()?.span.origin);
        let from = self.places.get(usize::from(origin)).or(self.places.first())?;
        let (texts, findings) = (&mut self.texts, &mut self.cx.findings);
        // What an extended scenario says of its map is told when that one is checked.
        let mut unheard = Findings::default();
        let warnings = if origin == 0 { &mut self.map_warnings } else { &mut unheard };
        map_check::map(file, from, library, &mut Told { texts, findings, warnings })
    }

    /// Takes a document in as text; `None` with the reason noted.
    pub fn add(&mut self, document: &Document) -> Option<u16> {
        let origin = u16::try_from(self.texts.len()).ok()?;
        let (text, refused) = text_of(document, origin);
        self.texts.push(Text { name: document.name.clone(), text, is_override: false });
        self.places.push(document.place.clone());
        self.cx.documents.push(document.name.clone());
        match refused {
            Some(finding) => {
                self.cx.findings.add(finding);
                None
            }
            None => Some(origin),
        }
    }

    /// The tree of one scenario file. A file of a newer format is told as such, and as nothing else.
    pub fn parse(&mut self, document: &Document) -> Option<Node> {
        let origin = self.add(document)?;
        let text = &self.texts.get(usize::from(origin))?.text;
        if let Some(finding) = ron_reader::refuse(text) {
            self.cx.findings.add(Finding { span: Span { origin, ..finding.span }, ..finding });
            // Nothing in such a text is worth showing.
            self.texts.get_mut(usize::from(origin))?.text.clear();
            return None;
        }
        if let Some(finding) = foreign::text(&document.name, text, origin) {
            self.cx.findings.add(finding);
            return None;
        }
        let tree = ron_reader::parse(text, origin, 0, &mut self.cx.findings)?;
        if let Some(format) = field(&tree, "format")
            && version::stated(format).is_some_and(|version| version > NEWEST)
        {
            return self.cx.within("format", |cx| Version::decode(format, &PLAIN, cx).map(|_| tree.clone()));
        }
        Some(tree)
    }

    /// The document that a text names, or `None` with the reason noted.
    pub fn find(&mut self, wanted: &Wanted<'_>, place: Span, what: &str) -> Option<Document> {
        match self.library.unwrap_or(&NoLibrary).find(wanted) {
            Ok(document) => {
                if !self.parts.contains(&document.place) {
                    self.parts.push(document.place.clone());
                }
                Some(document)
            }
            Err(_) if let Some((written, path)) = slashes::of_name(wanted.name) => {
                let message =
                    format!("{what} {} cannot be read: backslashes stand between its folders", quoted(&written));
                let hint =
                    format!("write {}: folders stand apart by `/`, in Windows too", quoted(&format!("\"{path}\"")));
                self.cx.findings.add(Finding::new("M035", place, message).hint(hint));
                None
            }
            Err(Missing { why, mut known }) => {
                // The file that asks is none that it could mean.
                known.retain(|name| file_name(name) != file_name(wanted.from));
                let message = format!("{what} {} cannot be read: {why}", quoted(wanted.name));
                let mut finding = Finding::new("M035", place, message);
                let names = || known.iter().map(String::as_str);
                finding = match known.is_empty() {
                    true => finding
                        .hint("a path starts from the folder of the file that names it; see that the file is there"),
                    false => finding.expected(format!("one of {}, or the path of another file", some_of(names()))),
                };
                let near = same_stem(wanted.name, &known).or_else(|| did_you_mean(wanted.name, names()));
                self.cx.findings.add(finding.hint_if(near));
                None
            }
        }
    }
}

fn file_name(path: &str) -> &str {
    path.rsplit(['/', '\\']).next().unwrap_or(path)
}

/// `did you mean ..?` for a file that differs by its ending or its folder alone.
fn same_stem(name: &str, known: &[String]) -> Option<String> {
    let stem = |path: &str| {
        let name = file_name(path);
        name.rsplit_once('.').map_or(name, |(stem, _)| stem).to_lowercase()
    };
    let wanted = stem(name);
    let found = known.iter().find(|path| !wanted.is_empty() && stem(path) == wanted)?;
    let hint = format!("did you mean `{found}`?");
    let is_table = name.rsplit_once('.').is_some_and(|(_, ending)| matches!(ending, "xlsx" | "xls" | "ods"));
    Some(if is_table { format!("save the table as CSV; {hint}") } else { hint })
}

/// The value of the first field of that name.
pub(crate) fn field<'n>(node: &'n Node, name: &str) -> Option<&'n Node> {
    let Value::Fields(fields) = &node.value else { return None };
    fields.iter().find(|f| f.name == name).map(|f| &f.node)
}

/// Bytes as text, and why they are refused: the text is then what can be shown of it.
fn text_of(document: &Document, origin: u16) -> (String, Option<Finding>) {
    let bytes = document.bytes.as_slice();
    if let Some((what, hint)) = foreign::kind(&document.name, bytes) {
        let finding = Finding::new("M002", Span { origin, ..Span::default() }, format!("the file is {what}"));
        return (String::new(), Some(finding.expected("plain text in UTF-8").hint(hint)));
    }
    if bytes.len() > ron_reader::LARGEST {
        let finding = ron_reader::too_large(&document.name);
        return (String::new(), Some(Finding { span: Span { origin, ..finding.span }, ..finding }));
    }
    match std::str::from_utf8(bytes) {
        // Line ends of old: each as long as ours, so that places stay.
        Ok(text) if text.contains('\r') && !text.contains('\n') => (text.replace('\r', "\n"), None),
        Ok(text) => (text.to_owned(), None),
        Err(error) => {
            let (good, bad) = bytes.split_at(error.valid_up_to());
            let at = u32::try_from(good.len()).unwrap_or(u32::MAX);
            let byte = bad.first().copied().unwrap_or_default();
            let message = format!("the byte 0x{byte:02X} here is not UTF-8 text");
            let finding = Finding::new("M002", Span { origin, start: at, end: at + 1 }, message);
            let hint = match bytes {
                [0xff, 0xfe, ..] | [0xfe, 0xff, ..] => {
                    "the file is in UTF-16, which some editors call Unicode: save it again with the encoding UTF-8"
                }
                _ => "save the file again with the encoding UTF-8; spreadsheets call it `CSV UTF-8`",
            };
            let finding = finding.expected("text in UTF-8").hint(hint);
            (String::from_utf8_lossy(bytes).into_owned(), Some(finding))
        }
    }
}
