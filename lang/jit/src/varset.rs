//! Sets of small numbers: the variables of a function.

/// A set of numbers as bits.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct VarSet {
    words: Vec<u64>,
}

impl VarSet {
    pub fn insert(&mut self, var: u32) {
        let word = var as usize / 64;
        if word >= self.words.len() {
            self.words.resize(word + 1, 0);
        }
        self.words[word] |= 1 << (var % 64);
    }

    pub fn contains(&self, var: u32) -> bool {
        self.words.get(var as usize / 64).is_some_and(|word| word & 1 << (var % 64) != 0)
    }

    pub fn remove(&mut self, var: u32) {
        if let Some(word) = self.words.get_mut(var as usize / 64) {
            *word &= !(1 << (var % 64));
        }
    }

    pub fn union(&mut self, other: &VarSet) {
        if other.words.len() > self.words.len() {
            self.words.resize(other.words.len(), 0);
        }
        for (word, &more) in self.words.iter_mut().zip(&other.words) {
            *word |= more;
        }
    }

    /// The members in ascending order.
    pub fn iter(&self) -> impl Iterator<Item = u32> + '_ {
        self.words.iter().enumerate().flat_map(|(index, &word)| {
            std::iter::successors(Some(word), |&rest| Some(rest & rest.wrapping_sub(1)))
                .take_while(|&rest| rest != 0)
                .map(move |rest| index as u32 * 64 + rest.trailing_zeros())
        })
    }
}
