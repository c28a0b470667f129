//! The sheet as a Word document (ECMA-376, transitional), with the same bytes every time.

use std::io::{Cursor, Write};

use zip::write::{SimpleFileOptions, ZipWriter};
use zip::{CompressionMethod, DateTime};

use super::html::escape;
use super::markdown::left_out;
use super::{Brief, LESS_SURE};

const TYPES: &str = r#"<?xml version="1.0" encoding="UTF-8" standalone="yes"?>
<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/><Override PartName="/word/document.xml" ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"/><Override PartName="/word/styles.xml" ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.styles+xml"/></Types>"#;

const RELATIONS: &str = r#"<?xml version="1.0" encoding="UTF-8" standalone="yes"?>
<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument" Target="word/document.xml"/></Relationships>"#;

const DOCUMENT_RELATIONS: &str = r#"<?xml version="1.0" encoding="UTF-8" standalone="yes"?>
<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/styles" Target="styles.xml"/></Relationships>"#;

/// Sizes are half points, distances twentieths of a point.
const STYLES: &str = r#"<?xml version="1.0" encoding="UTF-8" standalone="yes"?>
<w:styles xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"><w:docDefaults><w:rPrDefault><w:rPr><w:rFonts w:ascii="Cambria" w:hAnsi="Cambria" w:cs="Times New Roman"/><w:sz w:val="20"/><w:szCs w:val="20"/></w:rPr></w:rPrDefault><w:pPrDefault><w:pPr><w:spacing w:after="20" w:line="240" w:lineRule="auto"/></w:pPr></w:pPrDefault></w:docDefaults><w:style w:type="paragraph" w:default="1" w:styleId="Normal"><w:name w:val="Normal"/></w:style><w:style w:type="paragraph" w:styleId="Title"><w:name w:val="Title"/><w:rPr><w:b/><w:sz w:val="30"/></w:rPr></w:style><w:style w:type="paragraph" w:styleId="Heading1"><w:name w:val="heading 1"/><w:pPr><w:keepNext/><w:spacing w:before="120" w:after="20"/><w:outlineLvl w:val="0"/></w:pPr><w:rPr><w:b/><w:sz w:val="21"/></w:rPr></w:style><w:style w:type="paragraph" w:styleId="ListBullet"><w:name w:val="List Bullet"/><w:pPr><w:ind w:left="227" w:hanging="227"/></w:pPr></w:style><w:style w:type="paragraph" w:styleId="Note"><w:name w:val="Note"/><w:pPr><w:ind w:left="340" w:hanging="340"/><w:spacing w:after="0"/></w:pPr><w:rPr><w:sz w:val="16"/><w:szCs w:val="16"/></w:rPr></w:style></w:styles>"#;

impl Brief {
    /// The sheet as a DOCX file.
    ///
    /// # Errors
    ///
    /// If the parts cannot be packed, which takes a sheet of more than four gigabytes.
    pub fn to_docx(&self) -> std::io::Result<Vec<u8>> {
        // Stored, not compressed, and with the earliest time that the format has: the bytes
        // depend on nothing but the sheet.
        let options = SimpleFileOptions::default()
            .compression_method(CompressionMethod::Stored)
            .last_modified_time(DateTime::default());
        let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
        let document = self.document();
        for (name, content) in [
            ("[Content_Types].xml", TYPES),
            ("_rels/.rels", RELATIONS),
            ("word/_rels/document.xml.rels", DOCUMENT_RELATIONS),
            ("word/styles.xml", STYLES),
            ("word/document.xml", document.as_str()),
        ] {
            zip.start_file(name, options)
                .map_err(std::io::Error::other)?;
            zip.write_all(content.as_bytes())?;
        }
        Ok(zip.finish().map_err(std::io::Error::other)?.into_inner())
    }

    fn document(&self) -> String {
        let mut body = paragraph("Title", &run(&self.title, ""));
        if let Some(date) = &self.as_of {
            body.push_str(&paragraph("Normal", &run(&format!("As of {date}."), "")));
        }
        for section in &self.sections {
            body.push_str(&paragraph("Heading1", &run(section.title, "")));
            if section.lines.is_empty() {
                body.push_str(&paragraph("Normal", &run("Nothing in the record.", "")));
            }
            let (sure, _) = section.parts();
            for (at, line) in section.lines.iter().enumerate() {
                if at == sure.len() {
                    body.push_str(&paragraph("Normal", &run(LESS_SURE, "<w:i/>")));
                }
                let mut runs = run(&format!("\u{2022}  {}", line.text), "");
                if !line.notes.is_empty() {
                    let notes: Vec<String> = line.notes.iter().map(ToString::to_string).collect();
                    runs.push_str(&run(
                        &format!(" {}", notes.join(", ")),
                        "<w:vertAlign w:val=\"superscript\"/>",
                    ));
                }
                body.push_str(&paragraph("ListBullet", &runs));
            }
            if section.left_out > 0 {
                body.push_str(&paragraph(
                    "Normal",
                    &run(&left_out(section.left_out), "<w:i/>"),
                ));
            }
        }
        if !self.notes.is_empty() {
            body.push_str(&paragraph("Heading1", &run("Notes", "")));
        }
        for note in &self.notes {
            let date = note
                .published
                .as_ref()
                .map(|d| format!(", {d}"))
                .unwrap_or_default();
            let text = format!(
                "{}  {}{date}: \u{201c}{}\u{201d}",
                note.number, note.outlet, note.quote
            );
            body.push_str(&paragraph("Note", &run(&text, "")));
        }
        format!(
            "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\n\
             <w:document xmlns:w=\"http://schemas.openxmlformats.org/wordprocessingml/2006/main\"><w:body>{body}\
             <w:sectPr><w:pgSz w:w=\"11906\" w:h=\"16838\"/><w:pgMar w:top=\"1021\" w:right=\"1021\" w:bottom=\"1021\" \
             w:left=\"1021\" w:header=\"0\" w:footer=\"0\" w:gutter=\"0\"/></w:sectPr></w:body></w:document>"
        )
    }
}

fn paragraph(style: &str, runs: &str) -> String {
    format!("<w:p><w:pPr><w:pStyle w:val=\"{style}\"/></w:pPr>{runs}</w:p>")
}

fn run(text: &str, properties: &str) -> String {
    let properties = if properties.is_empty() {
        String::new()
    } else {
        format!("<w:rPr>{properties}</w:rPr>")
    };
    format!(
        "<w:r>{properties}<w:t xml:space=\"preserve\">{}</w:t></w:r>",
        escape(text)
    )
}
