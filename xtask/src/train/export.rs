//! From the trained network to the file that analysis reads.

use std::collections::{BTreeMap, BTreeSet};

use entente_language::Upos;
use entente_language::syntax::{Archive, LemmaRecipe, Section, lemma_key, upos_named};

use super::Lists;
use super::corpus::Sentence;
use super::network::{Dense, Network};

/// Largest input of a layer after an LSTM, whose states lie within ±1.
const STATE: f32 = 4096.0;
/// Largest input of any other layer.
const ANY: f32 = 32_767.0;

/// Packs a network and its lists.
pub fn archive(network: &Network, lists: &Lists, sentences: &[Sentence]) -> Archive {
    let mut archive = Archive::default();
    let shape = network.shape;
    let sizes = [
        shape.form,
        shape.subword,
        shape.hidden,
        shape.layers,
        shape.tag_hidden,
        shape.name_hidden,
        shape.arc,
        shape.label,
    ];
    archive.put(
        "shape",
        Section::Numbers(sizes.iter().map(|&size| size as u32).collect()),
    );
    archive.put("tags", Section::Texts(lists.tags.clone()));
    archive.put("relations", Section::Texts(lists.relations.clone()));
    archive.put("names", Section::Texts(lists.names.clone()));
    archive.put(
        "recipes",
        Section::Texts(lists.recipes.iter().map(LemmaRecipe::to_string).collect()),
    );
    archive.put(
        "form_keys",
        Section::Keys(lists.forms.keys().copied().collect()),
    );
    archive.put("forms", Section::bytes(&network.forms.values, shape.form));
    archive.put(
        "subwords",
        Section::bytes(&network.subwords.values, shape.subword),
    );
    for (layer, pair) in network.lstms.iter().enumerate() {
        for (way, lstm) in ["forward", "backward"].iter().zip(pair) {
            let name = format!("lstm{layer}.{way}");
            let most = if layer == 0 { ANY } else { STATE };
            put(&mut archive, &format!("{name}.input"), &lstm.input, most);
            archive.put(
                format!("{name}.recurrent.weights"),
                Section::shorts(&lstm.recurrent.values, lstm.recurrent.columns, STATE),
            );
        }
    }
    put(&mut archive, "tag_hidden", &network.tag_hidden, STATE);
    put(&mut archive, "name_hidden", &network.name_hidden, STATE);
    put(&mut archive, "parse_hidden", &network.parse_hidden, STATE);
    put(&mut archive, "tags", &network.tags, ANY);
    put(&mut archive, "recipes", &network.recipes, ANY);
    put(&mut archive, "relations", &network.relations, ANY);
    put(&mut archive, "names", &network.names, ANY);
    // Names are wanted by the first source's guidelines.
    let bias = network
        .names
        .bias
        .values
        .iter()
        .zip(network.sources.row(0))
        .map(|(bias, source)| bias + source)
        .collect();
    archive.put("names.bias", Section::Floats(bias));
    archive.put(
        "arc.weights",
        Section::shorts(&network.arc.values, shape.arc, ANY),
    );
    archive.put("arc.bias", Section::Floats(network.arc_head.values.clone()));
    archive.put("root_arc", Section::Floats(network.root.values.clone()));
    let (keys, recipes) = lemma_table(lists, sentences);
    archive.put("lemma_keys", Section::Keys(keys));
    archive.put("lemma_recipes", Section::Numbers(recipes));
    archive.put("known_lemmas", Section::Keys(known_lemmas(sentences)));
    archive
}

fn put(archive: &mut Archive, name: &str, dense: &Dense, most: f32) {
    archive.put(
        format!("{name}.weights"),
        Section::shorts(&dense.weights.values, dense.weights.columns, most),
    );
    archive.put(
        format!("{name}.bias"),
        Section::Floats(dense.bias.values.clone()),
    );
}

/// How much a treebank's word counts for in the table of lemmas. The treebanks differ ("people" is
/// the lemma of "people" in EWT and PUD, "person" in GUM); where they do, the first decides.
fn weight_of(sentence: &Sentence) -> u32 {
    if sentence.source == 0 { 4 } else { 1 }
}

/// Lemmas of forms met in training, by form and tags, as recipes: those that most had. Each form
/// stands there with both tags and, for when it meets another Penn tag, with the universal one.
fn lemma_table(lists: &Lists, sentences: &[Sentence]) -> (Vec<u64>, Vec<u32>) {
    let mut counts: BTreeMap<u64, BTreeMap<u32, u32>> = BTreeMap::new();
    for sentence in sentences.iter().filter(|sentence| sentence.parsed) {
        for word in &sentence.words {
            let recipe = LemmaRecipe::between(&word.form, &word.lemma);
            if let (Some(upos), Ok(place)) =
                (upos_named(&word.upos), lists.recipes.binary_search(&recipe))
            {
                for xpos in [word.xpos.as_str(), ""] {
                    let key = lemma_key(&word.form, upos, xpos);
                    *counts
                        .entry(key)
                        .or_default()
                        .entry(place as u32)
                        .or_default() += weight_of(sentence);
                }
            }
        }
    }
    counts
        .into_iter()
        .filter_map(|(key, recipes)| {
            let total: u32 = recipes.values().sum();
            let (recipe, count) = recipes.into_iter().max_by_key(|&(_, count)| count)?;
            (count * 2 > total).then_some((key, recipe))
        })
        .unzip()
}

/// Keys of the lemmas that training has words of.
fn known_lemmas(sentences: &[Sentence]) -> Vec<u64> {
    sentences
        .iter()
        .filter(|sentence| sentence.parsed)
        .flat_map(|sentence| &sentence.words)
        .map(|word| lemma_key(&word.lemma, Upos::X, ""))
        .collect::<BTreeSet<u64>>()
        .into_iter()
        .collect()
}
