use entente_language::Analyser;
use entente_model::Document;
use std::io::BufRead;
fn main() {
    let an = Analyser::new();
    for line in std::io::stdin().lock().lines() {
        let d = Document::new("d", line.unwrap());
        let a = an.analyse(&d);
        for s in &a.sentences {
            for t in s.tokens.clone() {
                let k = &a.tokens[t];
                println!(
                    "{:3} {:18} {:14} {:?} {} -> {:?} {}",
                    t - s.tokens.start,
                    &d.text()[k.span.start..k.span.end],
                    k.syntax.lemma,
                    k.syntax.upos,
                    k.syntax.xpos,
                    k.syntax.head.map(|h| h as i64 - s.tokens.start as i64),
                    k.syntax.relation
                );
            }
            println!();
        }
        println!(
            "Q {:#?}",
            a.quantities
                .iter()
                .map(|q| (
                    &d.text()[q.span.start..q.span.end],
                    q.value,
                    &q.unit,
                    q.of.map(|s| &d.text()[s.start..s.end])
                ))
                .collect::<Vec<_>>()
        );
    }
}
