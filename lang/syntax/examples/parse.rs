fn main() {
    let path = std::env::args().nth(1).unwrap();
    let text = std::fs::read_to_string(&path).unwrap();
    let t = std::time::Instant::now();
    let p = swerl_syntax::parse_module(&path, &text, &Default::default(), &mut swerl_syntax::NoIncludes);
    eprintln!("{:?} {} forms", t.elapsed(), p.module.forms.len());
    for d in &p.diagnostics {
        let f = p.sources.file(d.span.file);
        let (l, c) = f.line_column(d.span.start);
        println!(
            "{}:{l}:{c}: {:?} {}\n   | {}\n   help: {:?} labels {:?}",
            f.name,
            d.severity,
            d.message,
            f.line_text(l),
            d.help,
            d.labels
                .iter()
                .map(|(s, w)| (p.sources.file(s.file).line_column(s.start), w))
                .collect::<Vec<_>>()
        );
    }
}
