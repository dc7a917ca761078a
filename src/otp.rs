//! Which functions Erlang/OTP 25 has in `erts`, `kernel` and `stdlib`: where one of these is missing here, the
//! report of the failed call says so.

/// A line for each module: its name, then its functions, `name/arity,arity`.
const FUNCTIONS: &str = include_str!("otp_functions.txt");

/// Whether OTP has `module:function/arity`.
pub fn has(module: &str, function: &str, arity: usize) -> bool {
    let arity = arity.to_string();
    FUNCTIONS.lines().any(|line| {
        let mut words = line.split(' ');
        words.next() == Some(module)
            && words.any(|word| {
                word.rsplit_once('/').is_some_and(|(name, arities)| {
                    name == function && arities.split(',').any(|known| known == arity)
                })
            })
    })
}

#[cfg(test)]
mod tests {
    use super::has;

    #[test]
    fn functions_are_found_by_name_and_arity() {
        assert!(has("lists", "map", 2));
        assert!(has("erlang", "++", 2) && has("erlang", "/", 2));
        assert!(has("gen_server", "call", 3));
        assert!(!has("lists", "map", 3));
        assert!(!has("lists", "maps", 2));
        assert!(!has("list", "map", 2));
    }
}
