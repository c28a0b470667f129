//! Files, folders and streams, split into raw documents one at a time.

use std::collections::VecDeque;
use std::ffi::OsStr;
use std::fs::File;
use std::io::{self, BufRead, BufReader, Read};
use std::path::{Path, PathBuf};

use crate::formats::{self, Reader, Unit};
use crate::{Origin, Reason, Received, Skipped, charset};

/// How large one document may be. What is larger is skipped, with its size, and never held.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Limits {
    /// Bytes of a file that is one document (text, HTML). Of some 1,500 news pages the largest
    /// has 1.6 MB.
    pub file: u64,
    /// Bytes of one line of a file of documents.
    pub line: u64,
}

impl Default for Limits {
    fn default() -> Self {
        Self {
            file: 8 << 20,
            line: 16 << 20,
        }
    }
}

/// What a person names as input.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Input {
    /// A file, or a folder that is read with all that is in it.
    Path(PathBuf),
    /// Standard input.
    Stdin,
    /// A web address, kept so that it can be refused by name.
    Address(String),
}

impl From<&OsStr> for Input {
    /// `-` is standard input, `http://…` and `https://…` an address, all else a path.
    fn from(argument: &OsStr) -> Self {
        match argument.to_str() {
            Some("-") => Self::Stdin,
            Some(text) if text.starts_with("http://") || text.starts_with("https://") => {
                Self::Address(text.to_owned())
            }
            _ => Self::Path(PathBuf::from(argument)),
        }
    }
}

impl Input {
    /// How many bytes it holds, for a measure of progress; `None` for a stream. What cannot be
    /// looked at counts as nothing.
    #[must_use]
    pub fn size(&self) -> Option<u64> {
        let Self::Path(path) = self else { return None };
        let mut total = 0;
        let mut waiting = vec![(path.clone(), path.metadata())];
        while let Some((path, about)) = waiting.pop() {
            let Ok(about) = about else { continue };
            if about.is_dir() {
                let entries = std::fs::read_dir(&path).into_iter().flatten().flatten();
                // As in reading, links to folders are not followed.
                waiting.extend(entries.map(|entry| (entry.path(), entry.metadata())));
            } else if about.is_file() {
                total += about.len();
            }
        }
        Some(total)
    }
}

/// One document as bytes, not yet read.
#[derive(Clone, Debug)]
pub struct Raw {
    /// Where it stood.
    pub origin: Origin,
    /// The id that it has unless its content gives one: the path below the input, without the
    /// ending of the file name.
    pub id: String,
    /// Its bytes.
    pub bytes: Vec<u8>,
    /// The format that they were recognised as.
    pub reader: &'static Reader,
}

impl Raw {
    /// Reads the document. The result depends on nothing but these bytes, id and origin.
    ///
    /// # Errors
    ///
    /// If the bytes are no document in this format, or in a language that is not read.
    pub fn read(self) -> Result<Received, Skipped> {
        let origin = self.origin.clone();
        (self.reader.read)(self).map_err(|reason| Skipped { origin, reason })
    }
}

/// The raw documents of some inputs, in the order of the inputs; a folder in the order of its
/// sorted names. Holds one document at a time.
pub struct Intake {
    limits: Limits,
    waiting: VecDeque<Step>,
    lines: Option<Lines>,
}

/// What is still to be opened.
enum Step {
    Stdin,
    Refused(Skipped),
    /// A path named by the person.
    Named(PathBuf),
    /// A path found in a folder, with the part below the input as its id.
    Found(PathBuf, String),
}

impl Intake {
    /// The documents of `inputs`. Nothing is opened before it is asked for.
    #[must_use]
    pub fn new(inputs: impl IntoIterator<Item = Input>, limits: Limits) -> Self {
        let waiting = inputs.into_iter().map(|input| match input {
            Input::Stdin => Step::Stdin,
            Input::Path(path) => Step::Named(path),
            Input::Address(address) => Step::Refused(Skipped {
                origin: Origin::file(address),
                reason: Reason::Address,
            }),
        });
        Self {
            limits,
            waiting: waiting.collect(),
            lines: None,
        }
    }

    /// The documents of an open stream; `name` stands for it in messages, and its ending helps
    /// to recognise the format.
    #[must_use]
    pub fn from_reader(name: &str, reader: impl Read + Send + 'static, limits: Limits) -> Self {
        let mut intake = Self::new([], limits);
        let path = Path::new(name);
        let first = intake.open(path, stem(path), Box::new(reader));
        // A stream that is one document, or none, is that one step.
        match first {
            Some(Ok(raw)) => intake.lines = Some(Lines::one(raw)),
            Some(Err(skipped)) => intake.waiting.push_back(Step::Refused(skipped)),
            None => {}
        }
        intake
    }

    /// Starts a file: the whole of it as a document, a reason to skip it, or `None` where it
    /// holds a document a line, which are then in `self.lines`.
    fn open(
        &mut self,
        path: &Path,
        id: String,
        reader: Box<dyn Read + Send>,
    ) -> Option<Result<Raw, Skipped>> {
        let name = path.display().to_string();
        let skip = |reason| {
            Some(Err(Skipped {
                origin: Origin::file(name.clone()),
                reason,
            }))
        };
        let mut reader = BufReader::with_capacity(64 * 1024, reader);
        let head = loop {
            match reader.fill_buf() {
                Ok(head) => break head,
                Err(error) if error.kind() == io::ErrorKind::Interrupted => {}
                Err(error) => return skip(Reason::from(&error)),
            }
        };
        if let Some(what) = charset::binary(head) {
            return skip(Reason::Binary(what));
        }
        let extension = path.extension().and_then(OsStr::to_str).unwrap_or_default();
        let format = formats::recognise(extension, head);
        match format.unit {
            Unit::Line => {
                self.lines = Some(Lines {
                    name,
                    reader: Box::new(reader),
                    number: 0,
                    documents: 0,
                    format,
                    limit: self.limits.line,
                    ready: None,
                });
                None
            }
            Unit::File => {
                let mut bytes = Vec::new();
                let limit = self.limits.file;
                // One byte more than allowed tells that there is more.
                if let Err(error) = reader.by_ref().take(limit + 1).read_to_end(&mut bytes) {
                    return skip(Reason::from(&error));
                }
                if bytes.len() as u64 > limit {
                    drop(bytes);
                    let rest = io::copy(&mut reader, &mut io::sink()).unwrap_or(0);
                    let bytes = limit + 1 + rest;
                    return skip(Reason::TooLarge { bytes, limit });
                }
                Some(Ok(Raw {
                    origin: Origin::file(name),
                    id,
                    bytes,
                    reader: format,
                }))
            }
        }
    }

    /// Opens a path: a folder puts its content before all that waits.
    fn open_path(&mut self, path: &Path, id: Option<String>) -> Option<Result<Raw, Skipped>> {
        let name = path.display().to_string();
        let skip = |error: &io::Error| {
            Some(Err(Skipped {
                origin: Origin::file(name.clone()),
                reason: Reason::from(error),
            }))
        };
        let about = match std::fs::metadata(path) {
            Ok(about) => about,
            Err(error) => return skip(&error),
        };
        if !about.is_dir() {
            return match File::open(path) {
                Ok(file) => self.open(path, id.unwrap_or_else(|| stem(path)), Box::new(file)),
                Err(error) => skip(&error),
            };
        }
        let mut names = Vec::new();
        let entries = match std::fs::read_dir(path) {
            Ok(entries) => entries,
            Err(error) => return skip(&error),
        };
        for entry in entries {
            match entry {
                Ok(entry) => names.push((entry.file_name(), entry.file_type())),
                Err(error) => return skip(&error),
            }
        }
        names.sort_by(|a, b| a.0.cmp(&b.0));
        for (entry, kind) in names.into_iter().rev() {
            // Hidden files are not meant; links to folders could go in circles; devices and
            // pipes would never end.
            let below = path.join(&entry);
            let wanted = kind
                .is_ok_and(|k| k.is_dir() || k.is_file() || (k.is_symlink() && below.is_file()));
            if !wanted || entry.as_encoded_bytes().starts_with(b".") {
                continue;
            }
            let own = match below.is_dir() {
                true => entry.to_string_lossy().into_owned(),
                false => stem(&below),
            };
            let id = match &id {
                Some(parent) if !parent.is_empty() => format!("{parent}/{own}"),
                _ => own,
            };
            self.waiting.push_front(Step::Found(below, id));
        }
        None
    }
}

impl Iterator for Intake {
    type Item = Result<Raw, Skipped>;

    fn next(&mut self) -> Option<Self::Item> {
        loop {
            if let Some(lines) = &mut self.lines {
                match lines.next() {
                    Some(item) => return Some(item),
                    None => self.lines = None,
                }
            }
            let item = match self.waiting.pop_front()? {
                Step::Refused(skipped) => Some(Err(skipped)),
                Step::Stdin => self.open(
                    Path::new("standard input"),
                    "stdin".to_owned(),
                    Box::new(io::stdin()),
                ),
                Step::Named(path) => {
                    // The id of what a folder holds does not depend on where the folder stands.
                    let id = path.is_dir().then(String::new);
                    self.open_path(&path, id)
                }
                Step::Found(path, id) => self.open_path(&path, Some(id)),
            };
            if item.is_some() {
                return item;
            }
        }
    }
}

/// The name of a file without its ending.
fn stem(path: &Path) -> String {
    path.file_stem()
        .unwrap_or(path.as_os_str())
        .to_string_lossy()
        .into_owned()
}

/// The lines of a file that holds a document a line.
struct Lines {
    name: String,
    reader: Box<dyn BufRead + Send>,
    number: usize,
    documents: usize,
    format: &'static Reader,
    limit: u64,
    /// A document made already.
    ready: Option<Raw>,
}

impl Lines {
    /// A stream that is one document.
    fn one(raw: Raw) -> Self {
        Self {
            name: raw.origin.name.clone(),
            reader: Box::new(io::empty()),
            number: 0,
            documents: 1,
            format: raw.reader,
            limit: 0,
            ready: Some(raw),
        }
    }

    fn next(&mut self) -> Option<Result<Raw, Skipped>> {
        if let Some(raw) = self.ready.take() {
            return Some(Ok(raw));
        }
        loop {
            let (mut bytes, length) = match bounded_line(&mut self.reader, self.limit) {
                Ok(Some(line)) => line,
                Ok(None) if self.documents == 0 => {
                    self.documents = 1;
                    return Some(Err(Skipped {
                        origin: Origin::file(self.name.clone()),
                        reason: Reason::Empty,
                    }));
                }
                Ok(None) => return None,
                Err(error) => {
                    self.reader = Box::new(io::empty());
                    self.documents = 1;
                    return Some(Err(Skipped {
                        origin: Origin::line(self.name.clone(), self.number + 1),
                        reason: Reason::from(&error),
                    }));
                }
            };
            self.number += 1;
            if self.number == 1 && bytes.starts_with(b"\xef\xbb\xbf") {
                bytes.drain(..3);
            }
            if length <= self.limit && bytes.iter().all(u8::is_ascii_whitespace) {
                continue;
            }
            self.documents += 1;
            let origin = Origin::line(self.name.clone(), self.number);
            if length > self.limit {
                return Some(Err(Skipped {
                    origin,
                    reason: Reason::TooLarge {
                        bytes: length,
                        limit: self.limit,
                    },
                }));
            }
            return Some(Ok(Raw {
                origin,
                // A line names itself; without a name it is called by its text.
                id: String::new(),
                bytes,
                reader: self.format,
            }));
        }
    }
}

/// The next line without its end, and its length; of a line longer than `limit` only the length
/// is kept. `None` at the end of the stream.
fn bounded_line(reader: &mut dyn BufRead, limit: u64) -> io::Result<Option<(Vec<u8>, u64)>> {
    let mut line = Vec::new();
    let mut length = 0_u64;
    let mut any = false;
    loop {
        let available = match reader.fill_buf() {
            Ok(available) => available,
            Err(error) if error.kind() == io::ErrorKind::Interrupted => continue,
            Err(error) => return Err(error),
        };
        if available.is_empty() {
            return Ok(any.then_some((line, length)));
        }
        any = true;
        let end = available.iter().position(|b| *b == b'\n');
        let part = &available[..end.unwrap_or(available.len())];
        length += part.len() as u64;
        if length <= limit {
            line.extend_from_slice(part);
        } else {
            line = Vec::new();
        }
        let used = part.len() + usize::from(end.is_some());
        reader.consume(used);
        if end.is_some() {
            return Ok(Some((line, length)));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn arguments_are_told_apart() {
        assert_eq!(Input::from(OsStr::new("-")), Input::Stdin);
        assert_eq!(
            Input::from(OsStr::new("https://example.org/a")),
            Input::Address("https://example.org/a".into())
        );
        assert_eq!(
            Input::from(OsStr::new("a.txt")),
            Input::Path("a.txt".into())
        );
    }

    #[test]
    fn a_line_over_the_limit_is_counted_and_not_held() {
        let text = b"short\nvery long line\nlast".as_slice();
        let mut reader = BufReader::with_capacity(4, text);
        assert_eq!(
            bounded_line(&mut reader, 6).unwrap(),
            Some((b"short".to_vec(), 5))
        );
        assert_eq!(
            bounded_line(&mut reader, 6).unwrap(),
            Some((Vec::new(), 14))
        );
        assert_eq!(
            bounded_line(&mut reader, 6).unwrap(),
            Some((b"last".to_vec(), 4))
        );
        assert_eq!(bounded_line(&mut reader, 6).unwrap(), None);
    }

    #[test]
    fn a_folder_is_read_in_the_order_of_its_names() {
        let folder = tempfile::tempdir().unwrap();
        let write = |name: &str, text: &str| {
            let path = folder.path().join(name);
            std::fs::create_dir_all(path.parent().unwrap()).unwrap();
            std::fs::write(path, text).unwrap();
        };
        write("b.txt", "Second.");
        write("a/z.txt", "First, in a folder.");
        write(
            "c.jsonl",
            "{\"id\":\"x\",\"text\":\"Third.\"}\n\n{\"id\":\"y\",\"text\":\"Fourth.\"}\n",
        );
        write(".hidden", "Not read.");
        let inputs = [Input::Path(folder.path().to_owned())];
        let found: Vec<(String, Option<usize>)> = Intake::new(inputs, Limits::default())
            .map(|raw| raw.map(|raw| (raw.id, raw.origin.line)).unwrap())
            .collect();
        let expected = [("a/z", None), ("b", None), ("", Some(1)), ("", Some(3))];
        assert_eq!(found, expected.map(|(id, line)| (id.to_owned(), line)));
        let input = Input::Path(folder.path().to_owned());
        assert_eq!(input.size(), Some(91), "a measure, hidden files in it");
    }

    #[test]
    fn what_cannot_be_opened_is_a_row() {
        let inputs = [
            Input::Path("no/such/file".into()),
            Input::Address("http://example.org/".into()),
        ];
        let rows: Vec<Reason> = Intake::new(inputs, Limits::default())
            .map(|raw| raw.unwrap_err().reason)
            .collect();
        assert_eq!(rows, [Reason::Missing, Reason::Address]);
    }

    #[test]
    fn too_large_a_file_is_a_row_with_its_size() {
        let limits = Limits { file: 10, line: 10 };
        let mut intake = Intake::from_reader("a.txt", &b"twelve bytes"[..], limits);
        let reason = intake.next().unwrap().unwrap_err().reason;
        assert_eq!(
            reason,
            Reason::TooLarge {
                bytes: 12,
                limit: 10
            }
        );
        assert!(intake.next().is_none());
    }

    #[test]
    fn an_empty_file_is_a_row_in_every_format() {
        for name in ["a.txt", "a.html", "a.jsonl"] {
            let mut intake = Intake::from_reader(name, &b""[..], Limits::default());
            let result = intake.next().unwrap().and_then(Raw::read);
            assert_eq!(result.unwrap_err().reason, Reason::Empty, "{name}");
            assert!(intake.next().is_none());
        }
    }
}
