//! Pieces of the page: headings, paragraphs, tables with captions, figures in two widths. All text is escaped here.

use std::fmt::Write as _;

use marchland::study::figure::{Figure, MADE, NARROW, WIDE, escaped};

const STYLE: &str = include_str!("page.css");

/// A page as it grows.
#[derive(Default)]
pub struct Html {
    body: String,
    /// Id and title of each part.
    parts: Vec<(&'static str, &'static str)>,
    figures: usize,
}

/// A column of a table.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Column {
    /// A word or a number with letters.
    Text,
    /// Text that may take several lines.
    Long,
    Number,
}

impl Column {
    const fn class(self) -> &'static str {
        match self {
            Self::Text => " class=\"t\"",
            Self::Long => " class=\"t long\"",
            Self::Number => "",
        }
    }
}

impl Html {
    fn put(&mut self, text: &str) {
        self.body.push_str(text);
        self.body.push('\n');
    }

    /// Begins a part, which the list of contents names.
    pub fn part(&mut self, id: &'static str, title: &'static str) {
        self.parts.push((id, title));
        self.put(&format!("<h2 id=\"{id}\">{}</h2>", escaped(title)));
    }

    /// A heading within a part, with the id that commands take.
    pub fn heading(&mut self, title: &str, code: &str) {
        let code = if code.is_empty() { String::new() } else { format!(" <code>{}</code>", escaped(code)) };
        self.put(&format!("<h3>{}{code}</h3>", escaped(title)));
    }

    pub fn paragraph(&mut self, text: &str) {
        self.put(&format!("<p>{}</p>", marked(text)));
    }

    pub fn aside(&mut self, text: &str) {
        self.put(&format!("<p class=\"faint\">{}</p>", marked(text)));
    }

    pub fn list(&mut self, items: &[String]) {
        let items: String = items.iter().map(|item| format!("<li>{}</li>\n", marked(item))).collect();
        self.put(&format!("<ul>\n{items}</ul>"));
    }

    /// Commands, a line each.
    pub fn commands(&mut self, lines: &[String]) {
        self.put(&format!("<pre><code>{}</code></pre>", escaped(&lines.join("\n"))));
    }

    /// A text as it was written.
    pub fn text(&mut self, text: &str) {
        self.put(&format!("<pre class=\"text\"><code>{}</code></pre>", escaped(text.trim_end())));
    }

    /// A table; the first cell of each row names it.
    pub fn table(&mut self, caption: &str, columns: &[(Column, &str)], rows: &[Vec<String>]) {
        let caption = escaped(caption);
        let mut out = format!(
            "<div class=\"wide\" role=\"region\" aria-label=\"{caption}\" tabindex=\"0\"><table>\n<caption>{caption}</caption>\n<thead><tr>"
        );
        for (column, head) in columns {
            let _ = write!(out, "<th scope=\"col\"{}>{}</th>", column.class(), escaped(head));
        }
        out.push_str("</tr></thead>\n<tbody>\n");
        for row in rows {
            out.push_str("<tr>");
            for (i, (cell, (column, _))) in row.iter().zip(columns).enumerate() {
                let (class, cell) = (column.class(), escaped(cell));
                let _ = match i {
                    0 => write!(out, "<th scope=\"row\"{class}>{cell}</th>"),
                    _ => write!(out, "<td{class}>{cell}</td>"),
                };
            }
            out.push_str("</tr>\n");
        }
        out.push_str("</tbody></table></div>");
        self.put(&out);
    }

    /// A figure with its caption: one drawing for wide pages and print, one for narrow ones.
    pub fn figure(&mut self, figure: &Figure) {
        self.figures += 1;
        let number = self.figures;
        let (wide, narrow) = (figure.inside(WIDE, &format!("f{number}")), figure.inside(NARROW, &format!("n{number}")));
        let (title, caption) = (escaped(&figure.title), marked(&figure.caption));
        self.put(&format!(
            "<figure>\n<div class=\"wideone\">{wide}</div>\n<div class=\"narrow\">{narrow}</div>\n\
             <figcaption><b>Figure {number}. {title}.</b> {caption}</figcaption>\n</figure>"
        ));
    }

    /// The whole page: its head, then `opening`, the contents, and what was put.
    pub fn page(&self, title: &str, opening: &Opening<'_>) -> String {
        let contents: String = self
            .parts
            .iter()
            .map(|(id, title)| format!("<li><a href=\"#{id}\">{}</a></li>\n", escaped(title)))
            .collect();
        let facts: String = (opening.facts.iter())
            .map(|(name, value)| format!("<div><dt>{}</dt><dd>{}</dd></div>\n", escaped(name), escaped(value)))
            .collect();
        let short: String = opening.short.iter().map(|line| format!("<li>{}</li>\n", escaped(line))).collect();
        let short = if short.is_empty() {
            String::new()
        } else {
            format!(
                "<section class=\"short\" aria-labelledby=\"short\"><h2 id=\"short\">In short</h2>\n<ul>\n{short}</ul></section>\n"
            )
        };
        let (title, question, kicker) = (escaped(title), escaped(opening.question), escaped(&opening.kicker));
        format!(
            "<!doctype html>\n<!-- {MADE} -->\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n\
             <meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n<title>{title}</title>\n\
             <style>\n{STYLE}</style>\n</head>\n<body>\n<main>\n<header>\n<p class=\"kicker\">{kicker}</p>\n<h1>{title}</h1>\n\
             <p class=\"question\">{question}</p>\n</header>\n<dl class=\"facts\">\n{facts}</dl>\n{short}\
             <nav aria-label=\"Contents\"><ul>\n{contents}</ul></nav>\n{}</main>\n</body>\n</html>\n",
            self.body
        )
    }
}

/// Escaped, with what stands between backticks as code.
fn marked(text: &str) -> String {
    let mut out = String::new();
    let mut rest = text;
    while let Some((before, code, after)) = rest
        .split_once('`')
        .and_then(|(before, inner)| inner.split_once('`').map(|(code, after)| (before, code, after)))
    {
        let _ = write!(out, "{}<code>{}</code>", escaped(before), escaped(code));
        rest = after;
    }
    out + &escaped(rest)
}

/// What stands before the parts.
pub struct Opening<'a> {
    pub kicker: String,
    pub question: &'a str,
    pub facts: Vec<(&'static str, String)>,
    /// The findings, a sentence each.
    pub short: Vec<String>,
}
