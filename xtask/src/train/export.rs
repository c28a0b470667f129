//! From the trained network to the file that analysis reads.

use entente_language::syntax::{Archive, Section};

use super::corpus::Sentence;
use super::network::{Dense, Network};
use super::{Lists, lemmas};

/// Largest input of a layer after an LSTM, whose states lie within ±1.
const STATE: f32 = 4096.0;
/// Largest input of any other layer.
const ANY: f32 = 32_767.0;

/// Packs a network and its lists. What the network says of lemma recipes taught it to see
/// inflection, and is not needed afterwards.
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
    lemmas::tables(sentences).put(&mut archive);
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
