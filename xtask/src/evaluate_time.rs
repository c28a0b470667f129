//! The time layer against gold: TIMEX3 on news, EDTF strings, neutral date cases, speed.

use std::collections::BTreeMap;

use anyhow::Result;
use entente_language::time;
use entente_model::{CodePoints, Edtf, Timex};
use jiff::civil::Date;
use serde_json::Value;

use crate::shared::{self, offset, text};

/// The ten documents of the gold file that are kept unread: those whose ids have the smallest
/// SHA-256.
const UNREAD: [&str; 10] = [
    "pm-thailand-jc-2012",
    "pm-sby-visit-2010",
    "pm-vatican-1973",
    "wp-hong-kong-thailand-relations",
    "wn-who-covid",
    "gum-questionnaire",
    "wce-2025-09-05",
    "vna-integration",
    "wce-2025-09-16",
    "wh-asean-csp-2022",
];

/// One expression: place in code points, type, value.
type Row = (usize, usize, String, String);

pub fn run(errors: bool) -> Result<()> {
    edtf()?;
    let texts = texts()?;
    timex(&texts, errors)?;
    for name in ["dateperiod_parser", "datetime_model"] {
        cases(name, errors)?;
    }
    speed(&texts);
    Ok(())
}

/// Texts by document id.
fn texts() -> Result<BTreeMap<String, String>> {
    let mut out = BTreeMap::new();
    for file in ["corpus/integration.jsonl", "corpus/news_dev.jsonl"] {
        for row in shared::lines(file)?.unwrap_or_default() {
            out.insert(text(&row, "id").to_owned(), text(&row, "text").to_owned());
        }
    }
    Ok(out)
}

fn edtf() -> Result<()> {
    let read = |name: &str| -> Result<Option<String>> {
        Ok(match shared::path(name) {
            Some(path) => Some(std::fs::read_to_string(path)?),
            None => None,
        })
    };
    let rows = |text: &str| -> Vec<String> {
        text.lines()
            .filter(|l| !l.starts_with('#') && !l.is_empty())
            .map(str::to_owned)
            .collect()
    };
    if let Some(valid) = read("eval/edtf/edtf_valid.txt")? {
        let rows = rows(&valid);
        let right = rows
            .iter()
            .filter(|row| {
                let mut columns = row.split('\t');
                let level = columns.next().and_then(|l| l.parse::<u8>().ok());
                let date = columns.next().and_then(|d| Edtf::parse(d).ok());
                date.is_some_and(|d| Some(d.level()) == level)
            })
            .count();
        println!("EDTF valid, at the right level: {right} of {}", rows.len());
    }
    if let Some(invalid) = read("eval/edtf/edtf_invalid.txt")? {
        let rows = rows(&invalid);
        let refused = rows
            .iter()
            .filter(|row| Edtf::parse(row.split('\t').next().unwrap_or_default()).is_err())
            .count();
        println!("EDTF invalid, refused: {refused} of {}", rows.len());
    }
    Ok(())
}

// ---- TIMEX3 ----

/// Counts of TempEval-3's Task A.
#[derive(Default)]
struct Counts {
    gold: usize,
    predicted: usize,
    relaxed: usize,
    strict: usize,
    value: usize,
    edtf_gold: usize,
    edtf: usize,
}

fn timex(texts: &BTreeMap<String, String>, errors: bool) -> Result<()> {
    let Some(gold) = shared::lines("corpus/times.gold.jsonl")? else {
        return Ok(());
    };
    let mut read = Counts::default();
    let mut unread = Counts::default();
    for document in &gold {
        let id = text(document, "id");
        let Some(body) = texts.get(id) else { continue };
        let published = Edtf::parse(text(document, "dct")).ok();
        let found = time::find(body, published.as_ref());
        let kept = UNREAD.contains(&id);
        let counts = if kept { &mut unread } else { &mut read };
        score(
            document,
            body,
            &found,
            counts,
            (errors && !kept).then_some(id),
        );
    }
    println!("TIMEX3 on times.gold.jsonl        value  relaxed   strict     edtf");
    print_counts("  31 documents read while building", &read);
    print_counts("  10 documents kept unread", &unread);
    let all = Counts {
        gold: read.gold + unread.gold,
        predicted: read.predicted + unread.predicted,
        relaxed: read.relaxed + unread.relaxed,
        strict: read.strict + unread.strict,
        value: read.value + unread.value,
        edtf_gold: read.edtf_gold + unread.edtf_gold,
        edtf: read.edtf + unread.edtf,
    };
    print_counts("  41 documents", &all);
    Ok(())
}

fn print_counts(name: &str, c: &Counts) {
    let f1 = |hits: usize| 200.0 * hits as f64 / (c.gold + c.predicted).max(1) as f64;
    println!(
        "{name:34} {:6.2} {:8.2} {:8.2}  {} of {}",
        f1(c.value),
        f1(c.relaxed),
        f1(c.strict),
        c.edtf,
        c.edtf_gold
    );
}

/// Aligns one to one, same spans first, then the largest overlaps, and counts.
fn score(document: &Value, body: &str, found: &[Timex], counts: &mut Counts, show: Option<&str>) {
    let points = CodePoints::new(body);
    let empty = Vec::new();
    let rows = document["timexes"].as_array().unwrap_or(&empty);
    let gold: Vec<Row> = rows
        .iter()
        .map(|t| {
            (
                offset(t, "start"),
                offset(t, "end"),
                text(t, "type").to_owned(),
                text(t, "value").to_owned(),
            )
        })
        .collect();
    let predicted: Vec<Row> = found
        .iter()
        .map(|t| {
            let place = points.to_points(t.span);
            let kind =
                serde_json::to_value(t.kind).map(|k| k.as_str().unwrap_or_default().to_owned());
            (
                place.start,
                place.end,
                kind.unwrap_or_default(),
                t.value.clone(),
            )
        })
        .collect();
    let mut pairs: Vec<(bool, isize, usize, usize)> = Vec::new();
    for (i, g) in gold.iter().enumerate() {
        for (j, p) in predicted.iter().enumerate() {
            let shared = g.1.min(p.1) as isize - g.0.max(p.0) as isize;
            if shared > 0 {
                pairs.push(((g.0, g.1) != (p.0, p.1), -shared, i, j));
            }
        }
    }
    pairs.sort_unstable();
    let mut of_gold = vec![None; gold.len()];
    let mut taken = vec![false; predicted.len()];
    for (_, _, i, j) in pairs {
        if of_gold[i].is_none() && !taken[j] {
            of_gold[i] = Some(j);
            taken[j] = true;
        }
    }
    counts.gold += gold.len();
    counts.predicted += predicted.len();
    let words =
        |from: usize, to: usize| body.chars().skip(from).take(to - from).collect::<String>();
    let around =
        |from: usize, to: usize| words(from.saturating_sub(30), to + 20).replace('\n', " ");
    for (i, g) in gold.iter().enumerate() {
        let wanted = rows[i]["edtf"].as_str();
        counts.edtf_gold += usize::from(wanted.is_some());
        match of_gold[i] {
            Some(j) => {
                let p = &predicted[j];
                let (strict, value) = ((g.0, g.1) == (p.0, p.1), g.3 == p.3);
                let edtf = found[j].edtf.as_ref().map(Edtf::as_str);
                counts.relaxed += 1;
                counts.strict += usize::from(strict);
                counts.value += usize::from(value);
                counts.edtf += usize::from(wanted.is_some() && wanted == edtf);
                let modifier = serde_json::to_value(found[j].modifier).unwrap_or_default();
                let same_mod = rows[i]["mod"] == modifier;
                if let Some(id) = show
                    && (!strict || !value || wanted != edtf || g.2 != p.2 || !same_mod)
                {
                    println!(
                        "{id}\t{:?} {} {} {:?} {} <- {:?} {} {} {edtf:?} {modifier}\t…{}…",
                        words(g.0, g.1),
                        g.2,
                        g.3,
                        wanted,
                        rows[i]["mod"],
                        words(p.0, p.1),
                        p.2,
                        p.3,
                        around(g.0, g.1)
                    );
                }
            }
            None => {
                if let Some(id) = show {
                    println!(
                        "{id}\tmissed {:?} {} {}\t…{}…",
                        words(g.0, g.1),
                        g.2,
                        g.3,
                        around(g.0, g.1)
                    );
                }
            }
        }
    }
    if let Some(id) = show {
        for (j, p) in predicted.iter().enumerate().filter(|(j, _)| !taken[*j]) {
            println!(
                "{id}\textra {:?} {} {}\t…{}…",
                words(p.0, p.1),
                p.2,
                predicted[j].3,
                around(p.0, p.1)
            );
        }
    }
}

// ---- Neutral cases ----

/// Cases of dates and periods, right where every expected result is: found, with the meaning of
/// either of its readings; where none is expected, nothing may be found.
fn cases(name: &str, errors: bool) -> Result<()> {
    let Some(cases) = shared::lines(&format!("eval/quantity/{name}.jsonl"))? else {
        return Ok(());
    };
    let mut right = 0;
    let mut neutral = 0;
    for case in cases.iter().filter(|c| c["style"] != "assistant") {
        neutral += 1;
        let input = text(case, "input");
        let reference: Option<jiff::civil::DateTime> = text(case, "ref").parse().ok();
        let published = reference.map(|d| Edtf::day(d.date()));
        let found = time::find(input, published.as_ref());
        let empty = Vec::new();
        let expected = case["expected"].as_array().unwrap_or(&empty);
        let ok = if expected.is_empty() {
            found.is_empty()
        } else {
            expected.iter().all(|e| meets(e, input, &found))
        };
        right += usize::from(ok);
        if errors && !ok {
            let ours: Vec<String> = found
                .iter()
                .map(|t| {
                    format!(
                        "{:?} {} {:?}",
                        &input[t.span.start..t.span.end],
                        t.value,
                        t.edtf.as_ref().map(Edtf::as_str)
                    )
                })
                .collect();
            let wanted: Vec<String> = expected
                .iter()
                .map(|e| {
                    let mut e = e.clone();
                    if let Some(o) = e.as_object_mut() {
                        o.remove("start");
                        o.remove("end");
                    }
                    e.to_string()
                })
                .collect();
            println!(
                "{name}\t{input:?} ref {}\t{}\n\t<- {}",
                text(case, "ref"),
                wanted.join(" "),
                ours.join("; ")
            );
        }
    }
    println!(
        "{name}: {right} of {neutral}, {:.1} %",
        100.0 * right as f64 / neutral.max(1) as f64
    );
    Ok(())
}

/// Whether our expressions within an expected result's place mean what one of its readings does.
fn meets(expected: &Value, input: &str, found: &[Timex]) -> bool {
    let points = CodePoints::new(input);
    let place = entente_model::Span::new(offset(expected, "start"), offset(expected, "end"));
    let Some(place) = points.to_bytes(place) else {
        return false;
    };
    let ours: Vec<&Timex> = found.iter().filter(|t| t.span.overlaps(place)).collect();
    if ours.is_empty() {
        return false;
    }
    // A part of the expected words may alone have the meaning of all ("first ten days" of "first
    // ten days of last year"): TIMEX3 gives the rest an expression of its own.
    ours.iter().any(|one| meets_all(expected, &[one])) || meets_all(expected, &ours)
}

/// Whether those expressions together mean what one of the readings does.
fn meets_all(expected: &Value, ours: &[&Timex]) -> bool {
    let first = ours
        .iter()
        .filter_map(|t| t.edtf.as_ref()?.earliest())
        .min();
    let last = ours.iter().filter_map(|t| t.edtf.as_ref()?.latest()).max();
    // The start of the last unit named, for ranges whose ends are exclusive.
    let last_start = ours
        .iter()
        .filter_map(|t| t.edtf.as_ref()?.earliest())
        .max();
    let readings: Vec<Value> = match expected["resolution"]["values"].as_array() {
        Some(values) => values.clone(),
        None => ["past", "future"]
            .iter()
            .map(|side| {
                serde_json::json!({
                    "type": "daterange", "start": expected[side]["startDate"], "end": expected[side]["endDate"],
                    "timex": expected["timex"], "Mod": expected["mod"],
                })
            })
            .collect(),
    };
    let day = |text: &str| text.get(..10).and_then(|d| d.parse::<Date>().ok());
    readings.iter().any(|reading| {
        let timex = text(reading, "timex");
        match text(reading, "type") {
            "date" => {
                let value = day(text(reading, "value"));
                value.is_some() && first == value && last == value
                    || value.is_none() && ours.iter().any(|t| t.value == timex)
            }
            "daterange" | "datetimerange" | "datetime" => {
                let start = day(text(reading, "start"));
                let end = day(text(reading, "end"));
                let value = day(text(reading, "value"));
                let same_clock = clocks(timex)
                    .iter()
                    .all(|c| ours.iter().any(|t| has_clock(&t.value, c)));
                let modifier = text(reading, "Mod");
                let after = last.and_then(|d| d.tomorrow().ok());
                let bounds = match (start, end, value) {
                    (_, _, Some(value)) => first == Some(value) && last == Some(value),
                    // A range with clock times lies on its days.
                    (Some(start), Some(end), _) if timex.contains('T') => {
                        first == Some(start) && last == Some(end)
                    }
                    (Some(start), Some(end), _) => {
                        // An early or late part of a period lies in it; its value has the whole.
                        let part = matches!(modifier, "start" | "mid" | "end")
                            && first.is_some_and(|f| f <= start)
                            && after.is_some_and(|a| a >= end);
                        part || first == Some(start)
                            && (after == Some(end) || last == Some(end) || last_start == Some(end))
                    }
                    (Some(start), None, _) => {
                        // "since late July" begins within July.
                        let within = modifier.contains('-')
                            && first.is_some_and(|f| f <= start)
                            && after.is_some_and(|a| a > start);
                        within || first == Some(start) || after == Some(start)
                    }
                    (None, Some(end), _) => first == Some(end) || last == Some(end),
                    (None, None, None) => ours
                        .iter()
                        .any(|t| t.value == timex || t.value.ends_with(timex)),
                };
                bounds && same_clock || ours.iter().any(|t| t.value == timex)
            }
            "time" | "timerange" => {
                let clocks = clocks(timex);
                !clocks.is_empty()
                    && clocks.iter().all(|c| {
                        ours.iter().any(|t| {
                            // Midnight is 24:00 in TIMEX3 and 00:00 of the next day in EDTF.
                            let edtf = t.edtf.as_ref().map(Edtf::as_str).unwrap_or_default();
                            has_clock(&t.value, c) || has_clock(edtf, c)
                        })
                    })
                    || ours
                        .iter()
                        .any(|t| t.value.ends_with(timex) && !timex.is_empty())
            }
            "duration" => ours
                .iter()
                .any(|t| t.value == timex || same_length(&t.value, text(reading, "value"))),
            "set" => ours.iter().any(|t| t.kind == entente_model::TimexType::Set),
            _ => false,
        }
    })
}

/// Whether a TIMEX3 length has so many seconds.
fn same_length(value: &str, seconds: &str) -> bool {
    let Ok(seconds) = seconds.parse::<f64>() else {
        return false;
    };
    let Some(body) = value.strip_prefix('P') else {
        return false;
    };
    let (mut total, mut number, mut clock) = (0.0, String::new(), false);
    for c in body.chars() {
        match c {
            'T' => clock = true,
            '0'..='9' | '.' => number.push(c),
            letter => {
                let Ok(count) = number.parse::<f64>() else {
                    return false;
                };
                number.clear();
                total += count
                    * match letter {
                        'Y' => 31_536_000.0,
                        'M' if clock => 60.0,
                        'M' => 2_592_000.0,
                        'W' => 604_800.0,
                        'D' => 86_400.0,
                        'H' => 3600.0,
                        'S' => 1.0,
                        _ => return false,
                    };
            }
        }
    }
    (total - seconds).abs() < 1.0
}

/// The clock times of a timex: what follows each `T` up to a comma or bracket.
fn clocks(timex: &str) -> Vec<String> {
    timex
        .split(['(', ',', ')'])
        .filter(|part| !part.starts_with('P'))
        .filter_map(|part| part.split_once('T').map(|(_, clock)| clock.to_owned()))
        .filter(|clock| clock.starts_with(|c: char| c.is_ascii_digit()))
        .collect()
}

/// Whether a value has that clock time: `T07` is `T07:00`.
fn has_clock(value: &str, clock: &str) -> bool {
    let Some((_, ours)) = value.split_once('T') else {
        return false;
    };
    let full = |c: &str| match c.len() {
        2 => format!("{c}:00:00"),
        5 => format!("{c}:00"),
        _ => c.to_owned(),
    };
    full(ours) == full(clock)
}

// ---- Speed ----

fn speed(texts: &BTreeMap<String, String>) {
    let joined: String = texts
        .values()
        .map(String::as_str)
        .collect::<Vec<_>>()
        .join("\n");
    if joined.is_empty() {
        return;
    }
    let mut pieces = Vec::new();
    let mut from = 0;
    while from < joined.len() {
        let mut to = (from + 2048).min(joined.len());
        while !joined.is_char_boundary(to) {
            to += 1;
        }
        pieces.push(&joined[from..to]);
        from = to;
    }
    let published = Edtf::month(2025, 3);
    let rounds = shared::per_second(|| {
        for piece in &pieces {
            std::hint::black_box(time::find(piece, published.as_ref()));
        }
    });
    println!(
        "time: {:.0} documents of 2 kB a second of processor time",
        rounds * pieces.len() as f64
    );
}
