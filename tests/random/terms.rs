//! Random literal terms, and what prints them.

use crate::rng::Rng;

/// A literal term as source text.
pub fn term(rng: &mut Rng, depth: usize) -> String {
    if depth == 0 {
        return leaf(rng);
    }
    match rng.below(9) {
        0..=3 => leaf(rng),
        4 | 5 => list(rng, depth),
        6 => format!("{{{}}}", several(rng, depth)),
        7 => map(rng, depth),
        _ => format!("[{} | {}]", term(rng, depth - 1), term(rng, depth - 1)),
    }
}

fn list(rng: &mut Rng, depth: usize) -> String {
    if rng.one_in(6) {
        let step = rng.below(300) + 1;
        return format!("lists:seq(1, {step})");
    }
    format!("[{}]", several(rng, depth))
}

fn map(rng: &mut Rng, depth: usize) -> String {
    let keys = (0..rng.below(5)).map(|_| format!("{} => {}", leaf(rng), term(rng, depth - 1)));
    format!("#{{{}}}", keys.collect::<Vec<_>>().join(", "))
}

fn several(rng: &mut Rng, depth: usize) -> String {
    let count = rng.below(6);
    (0..count).map(|_| term(rng, depth - 1)).collect::<Vec<_>>().join(", ")
}

fn leaf(rng: &mut Rng) -> String {
    match rng.below(12) {
        0..=2 => integer(rng),
        3 => float(rng),
        4..=6 => atom(rng),
        7 | 8 => string(rng),
        9 => binary(rng),
        10 => "[]".into(),
        _ => "{}".into(),
    }
}

pub fn integer(rng: &mut Rng) -> String {
    match rng.below(10) {
        0..=5 => (rng.below(20) as i64 - 8).to_string(),
        6 => rng.pick(&["255", "256", "1000000", "-128", "65536"]).to_string(),
        7 => rng
            .pick(&["576460752303423487", "576460752303423488", "-576460752303423488", "-576460752303423489"])
            .to_string(),
        8 => rng.pick(&["9223372036854775807", "-9223372036854775808", "18446744073709551616"]).to_string(),
        _ => format!("{}{:018}", rng.below(900) + 100, rng.below(1_000_000_000)),
    }
}

pub fn float(rng: &mut Rng) -> String {
    match rng.below(4) {
        0 => format!("{}.{}", rng.below(100), rng.below(1000)),
        1 => format!("-{}.5", rng.below(10)),
        2 => format!("{}.{}e{}", rng.below(9) + 1, rng.below(100), rng.below(40) as i64 - 20),
        _ => rng
            .pick(&["0.0", "1.0", "0.1", "1.0e22", "1.0e-5", "123456.789", "9007199254740992.0"])
            .to_string(),
    }
}

pub fn atom(rng: &mut Rng) -> String {
    let plain = [
        "a",
        "b",
        "c",
        "ok",
        "error",
        "true",
        "false",
        "undefined",
        "'A b'",
        "'it\\'s'",
        "''",
        "'when'",
        "'é'",
        "abc_def",
        "x@y",
    ];
    rng.pick(&plain).to_string()
}

fn string(rng: &mut Rng) -> String {
    let pieces = [
        "",
        "a",
        "hello",
        "two words",
        "\\n",
        "\\\"",
        "a longer string of text",
        "x\\ty",
        "\\x{e9}",
        "\\x{263a}",
        "0123456789",
    ];
    let count = rng.below(4);
    let text: String = (0..count).map(|_| *rng.pick(&pieces)).collect();
    format!("\"{text}\"")
}

fn binary(rng: &mut Rng) -> String {
    match rng.below(4) {
        0 => "<<\"some text\">>".into(),
        1 => "<<>>".into(),
        2 => format!("<<{}:{}>>", rng.below(300), rng.below(17)),
        _ => {
            let bytes = (0..rng.below(8)).map(|_| rng.below(256).to_string());
            format!("<<{}>>", bytes.collect::<Vec<_>>().join(", "))
        }
    }
}

/// A call that prints a random term by a random directive.
pub fn printing(rng: &mut Rng) -> String {
    let directives = [
        "~p",
        "~w",
        "~p",
        "~tp",
        "~40p",
        "~tw",
        "~20p",
        "label: ~p",
        "~30.5p",
        "~100p",
        "{~p}",
        "~P",
        "~W",
        "~tP",
    ];
    let directive = rng.pick(&directives);
    let depth = rng.below(4);
    let term = term(rng, depth);
    if directive.ends_with('P') || directive.ends_with('W') {
        return format!("io:format(\"{directive}~n\", [{term}, {}])", rng.below(12) + 1);
    }
    format!("io:format(\"{directive}~n\", [{term}])")
}
