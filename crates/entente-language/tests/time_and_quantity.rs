//! Times and quantities: laws that hold for every text, and readings that a reader would make.

use std::time::{Duration, Instant};

use entente_language::{quantity, time};
use entente_model::{Bound, Change, Edtf, Quantity, QuantityKind, TimexMod, TimexType};
use proptest::prelude::*;

/// Text of the words and marks that the layers know, in any order.
fn likely() -> impl Strategy<Value = String> {
    let pieces = prop::sample::select(vec![
        "the", "first", "last", "next", "past", "11", "2024", "March", "May", "9", "13", "-", "to",
        "and", "of", ",", ".", "years", "decade", "ago", "Monday", "US$", "$", "million",
        "percent", "%", "over", "nearly", "third", "half", "a", "one", "twenty", "hundred",
        "times", "top", "between", "from", "until", "Tết", "đồng", "¾", "\n", ":", "/", "p.m.",
        "'", "90", "s", "early", "Q1", "BE", "🎌",
    ]);
    prop::collection::vec((pieces, prop::bool::ANY), 0..40).prop_map(|words| {
        words
            .into_iter()
            .map(|(word, gap)| {
                if gap {
                    format!("{word} ")
                } else {
                    word.to_owned()
                }
            })
            .collect()
    })
}

fn check(text: &str) {
    for published in [
        None,
        Edtf::parse("2025-03").ok(),
        Edtf::parse("2024-02-29").ok(),
    ] {
        let mut end = 0;
        let times = time::find(text, published.as_ref());
        for t in &times {
            assert!(
                t.span.start >= end && t.span.start < t.span.end,
                "{text:?} {t:?}"
            );
            assert!(
                text.get(t.span.start..t.span.end).is_some(),
                "{text:?} {t:?}"
            );
            assert!(!t.value.is_empty());
            end = t.span.end;
        }
        let _ = time::join_ranges(text, &times);
        let _ = time::line("a", text, &times);
        let quantities = quantity::find_beside(text, Some("AUS"), &times);
        let _ = quantity::line("a", text, &quantities);
    }
    let mut end = 0;
    for q in quantity::find(text, None) {
        assert!(
            q.span.start >= end && q.span.start < q.span.end,
            "{text:?} {q:?}"
        );
        for span in [Some(q.span), q.of, q.hedge].into_iter().flatten() {
            assert!(text.get(span.start..span.end).is_some(), "{text:?} {q:?}");
        }
        assert!(q.value.is_finite(), "{text:?} {q:?}");
        if let (Some(low), Some(high)) = (q.low, q.high) {
            assert!(low <= high, "{text:?} {q:?}");
        }
        end = q.span.end;
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(400))]

    #[test]
    fn no_text_makes_a_panic_or_a_span_off_its_characters(any in "\\PC{0,200}", likely in likely()) {
        check(&any);
        check(&likely);
    }

    #[test]
    fn no_bytes_make_a_panic(bytes in prop::collection::vec(any::<u8>(), 0..200)) {
        check(&String::from_utf8_lossy(&bytes));
    }

    #[test]
    fn a_text_is_read_the_same_after_another(first in likely(), second in likely()) {
        let alone = time::find(&second, None);
        let _ = time::find(&first, None);
        prop_assert_eq!(time::find(&second, None), alone);
    }
}

/// How long reading a text takes, best of three.
fn cost(text: &str) -> Duration {
    (0..3)
        .map(|_| {
            let start = Instant::now();
            std::hint::black_box((time::find(text, None), quantity::find(text, None)));
            start.elapsed()
        })
        .min()
        .unwrap_or_default()
}

#[test]
fn time_is_linear_on_adversarial_text() {
    let pieces = [
        "1 ",
        "7",
        "000 ",
        ",000",
        "between 1 and from 2 to ",
        "9, 10 and ",
        "hundred and one ",
        "the first years of the last ",
    ];
    for piece in pieces {
        let text = |length: usize| piece.repeat(length / piece.len());
        let (small, large) = (cost(&text(10_000)), cost(&text(160_000)));
        // Sixteen times the text; a square law would take 256 times as long.
        let limit = small.max(Duration::from_millis(2)) * 64;
        assert!(large < limit, "{piece:?}: {small:?} grew to {large:?}");
    }
}

/// The words, value and EDTF of each time.
fn times(text: &str, published: &str) -> Vec<(String, String, String)> {
    let published = Edtf::parse(published).ok();
    time::find(text, published.as_ref())
        .iter()
        .map(|t| {
            let words = text[t.span.start..t.span.end].to_owned();
            let edtf = t.edtf.as_ref().map(Edtf::to_string).unwrap_or_default();
            (words, t.value.clone(), edtf)
        })
        .collect()
}

#[track_caller]
fn expect(text: &str, published: &str, wanted: &[(&str, &str, &str)]) {
    let found = times(text, published);
    let found: Vec<(&str, &str, &str)> = found
        .iter()
        .map(|(a, b, c)| (a.as_str(), b.as_str(), c.as_str()))
        .collect();
    assert_eq!(found, wanted, "{text}");
}

#[test]
fn ranges_and_lists_share_what_is_said_once() {
    expect(
        "She will visit from June 3 to 5, after talks on 28 and 29 May.",
        "2024-04-20",
        &[
            ("June 3", "2024-06-03", "2024-06-03"),
            ("5", "2024-06-05", "2024-06-05"),
            ("28", "2024-05-28", "2024-05-28"),
            ("29 May", "2024-05-29", "2024-05-29"),
        ],
    );
    expect(
        "It chaired the forum in 1999, 2007 and 2019.",
        "2024",
        &[
            ("1999", "1999", "1999"),
            ("2007", "2007", "2007"),
            ("2019", "2019", "2019"),
        ],
    );
    let text = "The plan for 2021-2025 was approved.";
    let found = time::find(text, None);
    let ranges = time::join_ranges(text, &found);
    assert_eq!(ranges.len(), 1);
    assert_eq!(ranges[0].1.as_str(), "2021/2025");
}

#[test]
fn tense_decides_a_weekday_and_a_month() {
    expect(
        "The envoy arrived on Monday.",
        "2024-05-15",
        &[("Monday", "2024-05-13", "2024-05-13")],
    );
    expect(
        "The envoy will arrive on Monday.",
        "2024-05-15",
        &[("Monday", "2024-05-20", "2024-05-20")],
    );
    expect(
        "Talks were held in November.",
        "2024-05-15",
        &[("November", "2023-11", "2023-11")],
    );
    expect(
        "Talks will be held in November.",
        "2024-05-15",
        &[("November", "2024-11", "2024-11")],
    );
}

#[test]
fn a_date_known_to_its_month_decides_no_more_than_that() {
    expect(
        "The minister said on Monday.",
        "2024-05",
        &[("Monday", "XXXX-WXX-1", "")],
    );
    expect(
        "The loan was signed today.",
        "2017-01",
        &[("today", "2017-01-XX", "2017-01")],
    );
    expect(
        "He left last week.",
        "2017-01",
        &[("last week", "2017-WXX", "")],
    );
    expect(
        "He left last month.",
        "2017-01",
        &[("last month", "2016-12", "2016-12")],
    );
}

#[test]
fn what_is_counted_from_the_last_date_named() {
    expect(
        "Ties were set up on 3 April 1996. The following year an embassy opened.",
        "2024-05-15",
        &[
            ("3 April 1996", "1996-04-03", "1996-04-03"),
            ("The following year", "1997", "1997"),
        ],
    );
    expect(
        "Profit in the third quarter of 2019 doubled from a year earlier.",
        "2019-11-02",
        &[
            ("the third quarter of 2019", "2019-Q3", "2019-35"),
            ("a year earlier", "2018-Q3", "2018-35"),
        ],
    );
}

#[test]
fn a_history_goes_on_with_the_date_before() {
    expect(
        "The treaty was signed on 3 July 1844. The senate ratified it the following January. In March \
         envoys arrived. It lapsed in 1900 and was renewed in 1920.",
        "2025-06-15",
        &[
            ("3 July 1844", "1844-07-03", "1844-07-03"),
            ("January", "1845-01", "1845-01"),
            ("March", "1845-03", "1845-03"),
            ("1900", "1900", "1900"),
            ("1920", "1920", "1920"),
        ],
    );
    // A newspaper's month is of its own year, whatever it recalls.
    expect(
        "He took office in 2014. In April he said on Monday that the pact of 1998 holds.",
        "2025-06-15",
        &[
            ("2014", "2014", "2014"),
            ("April", "2025-04", "2025-04"),
            ("Monday", "2025-06-09", "2025-06-09"),
            ("1998", "1998", "1998"),
        ],
    );
}

#[test]
fn periods_and_lengths() {
    expect(
        "Over the past decade, and in the last three months of 2023, trade grew.",
        "2024-05-15",
        &[
            ("the past decade", "P10Y", "2014/2024"),
            ("the last three months", "P3M", "2023-10/2023-12"),
            ("2023", "2023", "2023"),
        ],
    );
    expect(
        "It opened in early June.",
        "2024-07-01",
        &[("early June", "2024-06", "2024-06")],
    );
    expect(
        "since the late 1980s",
        "2024",
        &[("the late 1980s", "198", "198X")],
    );
    let found = time::find("for over 50 years", None);
    assert_eq!(found[0].modifier, Some(TimexMod::MoreThan));
    assert_eq!(found[0].kind, TimexType::Duration);
}

#[test]
fn feasts_and_other_calendars() {
    expect(
        "Flights were full at Lunar New Year 2024.",
        "2024-05-15",
        &[("Lunar New Year 2024", "2024-02-10", "2024-02-10")],
    );
    expect(
        "the constitution of 2540 BE",
        "2024",
        &[("2540 BE", "1997", "1997")],
    );
}

#[test]
fn years_that_are_a_part_of_a_name_are_left_out() {
    expect(
        "The Maritime Vision 2035 was adopted in 2019.",
        "2024",
        &[("2019", "2019", "2019")],
    );
    expect("Some 1500 people marched.", "2024", &[]);
}

/// The quantities of a text.
fn quantities(text: &str) -> Vec<(String, Quantity)> {
    quantity::find(text, None)
        .into_iter()
        .map(|q| (text[q.span.start..q.span.end].to_owned(), q))
        .collect()
}

#[test]
fn money_of_several_countries() {
    for (text, words, value, unit) in [
        ("worth US$1.5 billion", "US$1.5 billion", 1.5e9, "USD"),
        (
            "about 350 trillion dong",
            "350 trillion dong",
            3.5e14,
            "VND",
        ),
        ("RM12 million", "RM12 million", 1.2e7, "MYR"),
        ("Rp 4.5 trillion", "Rp 4.5 trillion", 4.5e12, "IDR"),
        ("S$20 million", "S$20 million", 2e7, "SGD"),
        ("₹35 lakh crore", "₹35 lakh crore", 3.5e13, "INR"),
        ("20 tỷ đồng", "20 tỷ đồng", 2e10, "VND"),
    ] {
        let found = quantities(text);
        assert_eq!(found.len(), 1, "{text}: {found:?}");
        assert_eq!(found[0].0, words);
        assert!(
            (found[0].1.value - value).abs() <= 1e-6 * value,
            "{text}: {:?}",
            found[0].1
        );
        assert_eq!(found[0].1.unit, unit);
    }
    assert_eq!(
        quantity::find("a $20 million grant", Some("AUS"))[0].unit,
        "AUD"
    );
}

#[test]
fn a_change_is_told_from_a_level() {
    let found = quantities("Exports rose 8.4 percent to 21 billion euros, while aid fell by half.");
    assert_eq!(found[0].1.change, Some(Change::Rise));
    assert_eq!((found[1].1.change, found[1].1.unit.as_str()), (None, "EUR"));
    assert_eq!(
        (found[2].1.change, found[2].1.value),
        (Some(Change::Fall), 50.0)
    );
}

#[test]
fn bounds_ranges_ranks_and_multiples() {
    let found = quantities(
        "Between two and three billion ringgit went to 41 new schools, the third-largest sum; at least \
         12 firms and the top 20 banks took part, and output grew four-fold.",
    );
    let kinds: Vec<QuantityKind> = found.iter().map(|(_, q)| q.kind).collect();
    use QuantityKind::{Money, Multiple, Number, Ordinal};
    assert_eq!(
        kinds,
        [Money, Number, Ordinal, Number, Ordinal, Multiple],
        "{found:?}"
    );
    assert_eq!((found[0].1.low, found[0].1.high), (Some(2e9), Some(3e9)));
    assert_eq!(
        (found[3].1.bound, found[3].1.low),
        (Bound::AtLeast, Some(12.0))
    );
    assert_eq!((found[4].1.value, found[4].1.bound), (20.0, Bound::AtMost));
    assert_eq!(found[5].1.value, 4.0);
}

#[test]
fn respectively_shares_out_a_list() {
    let found = quantities("Imports and exports reached $3 billion and $5 billion, respectively.");
    let places: Vec<Option<usize>> = found.iter().map(|(_, q)| q.respective).collect();
    assert_eq!(places, [Some(0), Some(1)]);
}

#[test]
fn lines_have_offsets_in_code_points() {
    let text = "Tô Lâm arrived on 9 March 2025 with 30 firms.";
    let times = time::find(text, None);
    let line = time::line("a", text, &times);
    assert_eq!(line["timexes"][0]["start"], 18);
    assert_eq!(line["timexes"][0]["from"], "2025-03-09");
    let line = quantity::line("a", text, &quantity::find_beside(text, None, &times));
    assert_eq!(line["quantities"][0]["text"], "30");
    assert_eq!(line["quantities"][0]["of"], "firms");
}
