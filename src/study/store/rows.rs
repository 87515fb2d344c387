//! Rows column by column, as a worker hands them over and as they wait for their part: moved and freed many at a time.

use std::collections::BTreeMap;
use std::ops::Range;

use arrow_array::RecordBatch;

use super::row::{Done, Status};
use crate::model::date::Quarter;
use crate::study::Study;

/// What is short and every row has.
#[derive(Clone, Copy, Debug)]
pub struct Head {
    pub index: u64,
    pub point: u64,
    pub seed: u64,
    /// Index into `Study::scenarios`.
    pub scenario: u32,
    /// Index into `Study::policies`.
    pub policy: u32,
    pub replicate: u32,
    /// Where its numbers lie among those of all.
    place: u32,
    pub status: Status,
}

/// What few rows have.
#[derive(Clone, Debug)]
pub struct Rest {
    pub message: String,
    pub series: Vec<(Quarter, Vec<f64>)>,
    pub events: Option<RecordBatch>,
}

/// Rows of one study.
#[derive(Clone, Debug)]
pub struct Rows {
    factors: usize,
    outputs: usize,
    heads: Vec<Head>,
    /// As many a row as there are factors, and as there are outputs.
    values: Vec<f64>,
    measured: Vec<f64>,
    /// Sixteen letters a row that has one.
    digests: Vec<Option<[u8; 16]>>,
    /// By the number of the row.
    rest: BTreeMap<u64, Rest>,
}

impl Rows {
    /// None yet.
    #[must_use]
    pub const fn new(study: &Study) -> Self {
        Self {
            factors: study.factors.len(),
            outputs: study.outputs.len(),
            heads: Vec::new(),
            values: Vec::new(),
            measured: Vec::new(),
            digests: Vec::new(),
            rest: BTreeMap::new(),
        }
    }

    /// None yet, and room for so many.
    #[must_use]
    pub fn with_room(study: &Study, rows: usize) -> Self {
        let mut new = Self::new(study);
        new.heads.reserve(rows);
        new.values.reserve(rows * new.factors);
        new.measured.reserve(rows * new.outputs);
        new.digests.reserve(rows);
        new
    }

    /// How many there are.
    #[must_use]
    pub const fn len(&self) -> usize {
        self.heads.len()
    }

    #[must_use]
    pub const fn is_empty(&self) -> bool {
        self.heads.is_empty()
    }

    /// How many of them failed.
    #[must_use]
    pub fn failed(&self) -> u64 {
        failed(&self.heads)
    }

    /// Takes one more.
    pub fn push(&mut self, done: Done) {
        let Done { row, status, message, digest, outputs, series, events } = done;
        self.heads.push(Head {
            index: row.index,
            point: row.point,
            seed: row.seed,
            scenario: row.scenario as u32,
            policy: row.policy as u32,
            replicate: row.replicate,
            place: self.heads.len() as u32,
            status,
        });
        self.values.extend_from_slice(&row.values);
        self.measured.extend_from_slice(&outputs);
        self.digests.push(digest.as_bytes().try_into().ok());
        if !message.is_empty() || !series.is_empty() || events.is_some() {
            self.rest.insert(row.index, Rest { message, series, events });
        }
    }

    /// Takes all of others.
    pub fn append(&mut self, mut others: Self) {
        let from = self.heads.len() as u32;
        self.heads.extend(others.heads.iter().map(|head| Head { place: head.place + from, ..*head }));
        self.values.extend_from_slice(&others.values);
        self.measured.extend_from_slice(&others.measured);
        self.digests.extend_from_slice(&others.digests);
        self.rest.append(&mut others.rest);
    }

    /// Puts them in the order of their numbers and tells where those lie that follow each other without a hole, so many
    /// in a piece at most.
    pub fn pieces(&mut self, most: usize) -> Vec<Range<usize>> {
        if !self.heads.is_sorted_by_key(|head| head.index) {
            self.heads.sort_unstable_by_key(|head| head.index);
        }
        let mut pieces: Vec<Range<usize>> = Vec::new();
        for (at, head) in self.heads.iter().enumerate() {
            match pieces.last_mut() {
                Some(piece) if piece.len() < most && self.heads[at - 1].index + 1 == head.index => piece.end = at + 1,
                _ => pieces.push(at..at + 1),
            }
        }
        pieces
    }

    /// A piece of them, as `pieces` gave it.
    #[must_use]
    pub fn piece(&self, piece: &Range<usize>) -> Piece<'_> {
        Piece { heads: &self.heads[piece.clone()], rows: self }
    }

    /// Lets go of all but these pieces.
    pub fn keep(&mut self, pieces: &[Range<usize>]) {
        let heads: Vec<Head> = pieces.iter().flat_map(|piece| &self.heads[piece.clone()]).copied().collect();
        let mut rest = BTreeMap::new();
        let (mut values, mut measured, mut digests) = (Vec::new(), Vec::new(), Vec::new());
        for head in &heads {
            values.extend_from_slice(self.values_of(head));
            measured.extend_from_slice(self.outputs_of(head));
            digests.push(self.digests[head.place as usize]);
            rest.extend(self.rest.remove_entry(&head.index));
        }
        // Their room is kept: as many will come again.
        refill(&mut self.values, &values);
        refill(&mut self.measured, &measured);
        refill(&mut self.digests, &digests);
        self.heads.clear();
        self.heads.extend(heads.iter().zip(0..).map(|(head, place)| Head { place, ..*head }));
        self.rest = rest;
    }

    fn values_of(&self, head: &Head) -> &[f64] {
        &self.values[head.place as usize * self.factors..][..self.factors]
    }

    fn outputs_of(&self, head: &Head) -> &[f64] {
        &self.measured[head.place as usize * self.outputs..][..self.outputs]
    }
}

fn refill<T: Copy>(list: &mut Vec<T>, with: &[T]) {
    list.clear();
    list.extend_from_slice(with);
}

fn failed(heads: &[Head]) -> u64 {
    heads.iter().filter(|head| head.status != Status::Ok).count() as u64
}

/// Rows that follow each other.
#[derive(Clone, Copy, Debug)]
pub struct Piece<'a> {
    pub heads: &'a [Head],
    rows: &'a Rows,
}

impl<'a> Piece<'a> {
    /// Number of the first row, and of the one after the last; nothing if there are none.
    #[must_use]
    pub fn span(self) -> Option<Range<u64>> {
        let (first, last) = self.heads.first().zip(self.heads.last())?;
        Some(first.index..last.index + 1)
    }

    /// How many of them failed.
    #[must_use]
    pub fn failed(self) -> u64 {
        failed(self.heads)
    }

    /// The value of a factor in each row.
    pub fn values(self, factor: usize) -> impl Iterator<Item = f64> + Clone {
        self.heads.iter().map(move |head| self.rows.values_of(head)[factor])
    }

    /// An output of each row; not a number where there is none.
    pub fn outputs(self, output: usize) -> impl Iterator<Item = f64> + Clone {
        self.heads.iter().map(move |head| self.rows.outputs_of(head)[output])
    }

    /// The digest of each row; empty where there is none.
    pub fn digests(self) -> impl Iterator<Item = &'a str> {
        let rows = self.rows;
        self.heads.iter().map(move |head| {
            let digest = rows.digests[head.place as usize].as_ref();
            digest.and_then(|digest| std::str::from_utf8(digest).ok()).unwrap_or_default()
        })
    }

    /// Why each row failed; empty where it did not.
    pub fn messages(self) -> impl Iterator<Item = &'a str> {
        let rest = &self.rows.rest;
        self.heads.iter().map(move |head| match head.status {
            Status::Ok => "",
            _ => rest.get(&head.index).map_or("", |rest| rest.message.as_str()),
        })
    }

    /// What few rows have, with the number of the row.
    pub fn rest(self) -> impl Iterator<Item = (u64, &'a Rest)> + Clone {
        self.rows.rest.range(self.span().unwrap_or(0..0)).map(|(index, rest)| (*index, rest))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::study::Row;

    fn rows(factors: usize) -> Rows {
        let (heads, rest) = (Vec::new(), BTreeMap::new());
        let (values, measured, digests) = (Vec::new(), Vec::new(), Vec::new());
        Rows { factors, outputs: 1, heads, values, measured, digests, rest }
    }

    fn done(index: u64) -> Done {
        let is_failed = index.is_multiple_of(5);
        let row = Row { index, scenario: 0, policy: 1, point: index / 2, replicate: 0, seed: 7, values: vec![] };
        Done {
            row: Row { values: vec![index as f64, 0.5], ..row },
            status: if is_failed { Status::Panicked } else { Status::Ok },
            message: if is_failed { format!("row {index}") } else { String::new() },
            digest: if is_failed { String::new() } else { format!("{index:016x}") },
            outputs: vec![index as f64 * 10.0],
            series: Vec::new(),
            events: None,
        }
    }

    /// All that a piece says, as one text a row.
    fn told(piece: Piece<'_>) -> Vec<String> {
        let numbers = piece.values(0).zip(piece.values(1)).zip(piece.outputs(0));
        let words = piece.digests().zip(piece.messages());
        let of = piece.heads.iter().zip(numbers).zip(words);
        of.map(|((head, ((a, b), y)), (digest, message))| {
            format!("{} {} {a} {b} {y} {digest} {message}", head.index, head.point)
        })
        .collect()
    }

    fn expected(rows: Range<u64>) -> Vec<String> {
        let digest = |index: u64| if index.is_multiple_of(5) { String::new() } else { format!("{index:016x}") };
        let message = |index: u64| if index.is_multiple_of(5) { format!("row {index}") } else { String::new() };
        let y = |index: u64| index as f64 * 10.0;
        rows.map(|i| format!("{i} {} {} 0.5 {} {} {}", i / 2, i as f64, y(i), digest(i), message(i))).collect()
    }

    #[test]
    fn however_they_come_they_lie_in_order_and_holes_part_them() {
        let mut all = rows(2);
        for hand in [vec![0, 2, 4, 6], vec![9, 10, 12], vec![1, 3, 5, 8]] {
            let mut others = rows(2);
            hand.into_iter().for_each(|index| others.push(done(index)));
            all.append(others);
        }
        let pieces = all.pieces(4);
        assert_eq!(pieces, [0..4, 4..7, 7..10, 10..11]);
        let spans: Vec<_> = pieces.iter().filter_map(|piece| all.piece(piece).span()).collect();
        assert_eq!(spans, [0..4, 4..7, 8..11, 12..13]);
        for (piece, span) in pieces.iter().zip(spans) {
            assert_eq!(told(all.piece(piece)), expected(span));
        }
        assert_eq!((all.len(), all.failed(), all.piece(&pieces[2]).failed()), (11, 3, 1));
    }

    #[test]
    fn what_waits_keeps_all_that_is_its_own() {
        let mut all = rows(2);
        [3, 5, 4, 0, 1].into_iter().for_each(|index| all.push(done(index)));
        let pieces = all.pieces(9);
        all.keep(&pieces[1..]);
        [2, 6].into_iter().for_each(|index| all.push(done(index)));
        let pieces = all.pieces(9);
        assert_eq!(pieces, std::slice::from_ref(&(0..5)));
        assert_eq!(told(all.piece(&pieces[0])), expected(2..7));
        assert_eq!(all.piece(&pieces[0]).rest().map(|(index, _)| index).collect::<Vec<_>>(), [5]);
        all.keep(&[]);
        assert!(all.is_empty() && all.pieces(9).is_empty());
    }
}
