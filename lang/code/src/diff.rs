//! What differs between two versions of a module, by function.

use std::collections::{HashMap, HashSet};

use swerl_core::ir;

/// What the functions of a version do: a digest for each `name/arity`, in source order.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Digests(Vec<(String, u64)>);

/// Functions by how they differ.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Difference {
    pub changed: Vec<String>,
    pub added: Vec<String>,
    pub removed: Vec<String>,
}

impl Digests {
    /// Functions lifted out of others (funs, comprehensions) count as part of those; lines and comments
    /// do not count.
    pub fn new(module: &ir::Module) -> Digests {
        let module = renumbered(module);
        let mut digests: Vec<(String, u64)> = Vec::new();
        let mut index = HashMap::new();
        for function in module.functions.iter().filter(|f| !is_made(&f.name)) {
            let name = format!("{}/{}", function.name, function.arity());
            index.insert(name.clone(), digests.len());
            digests.push((name, swerl_core::digest(&module, function)));
        }
        for function in &module.functions {
            let Some(&owner) = parent(&function.name).and_then(|name| index.get(name)) else { continue };
            let digest = &mut digests[owner].1;
            *digest = digest.rotate_left(5) ^ swerl_core::digest(&module, function);
        }
        Digests(digests)
    }

    /// How these functions differ from those of `previous`; all are added if there is none.
    pub fn since(&self, previous: Option<&Digests>) -> Difference {
        let none = Digests::default();
        let previous = previous.unwrap_or(&none);
        let old: HashMap<&str, u64> = previous.0.iter().map(|(name, digest)| (&**name, *digest)).collect();
        let new: HashSet<&str> = self.0.iter().map(|(name, _)| &**name).collect();
        let mut difference = Difference::default();
        for (name, digest) in &self.0 {
            match old.get(&**name) {
                None => difference.added.push(name.clone()),
                Some(before) if before != digest => difference.changed.push(name.clone()),
                Some(_) => {}
            }
        }
        let gone = previous.0.iter().filter(|(name, _)| !new.contains(&**name));
        difference.removed = gone.map(|(name, _)| name.clone()).collect();
        difference
    }
}

/// Whether the compiler has made a function of that name: `-main/0-fun-1-`, `-fun.main/0-`.
fn is_made(name: &str) -> bool {
    name.len() > 1 && name.starts_with('-') && name.ends_with('-') && name.contains('/')
}

/// `main/0` of `-main/0-fun-1-`; `None` for a function of the source.
fn parent(name: &str) -> Option<&str> {
    let inner = name.strip_prefix('-')?.strip_suffix('-')?;
    inner.match_indices('/').find_map(|(slash, _)| {
        let rest = &inner[slash + 1..];
        let digits = rest.bytes().take_while(u8::is_ascii_digit).count();
        (digits > 0 && rest[digits..].starts_with('-')).then_some(&inner[..slash + 1 + digits])
    })
}

/// The module with funs numbered within the function that they stand in: elsewhere a fun more does not
/// make a function another.
fn renumbered(module: &ir::Module) -> ir::Module {
    let mut module = module.clone();
    let mut counts: HashMap<String, u32> = HashMap::new();
    for function in &mut module.functions {
        if let Some(owner) = parent(&function.name) {
            let count = counts.entry(owner.to_string()).or_default();
            *count += 1;
            function.name = format!("-{owner}-fun-{count}-").into();
        }
    }
    module
}
