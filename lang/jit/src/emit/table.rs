//! Tables of jumps: what a value that is one of many integers or atoms leads to, by one jump.

use cranelift_codegen::ir::condcodes::IntCC;
use cranelift_codegen::ir::types::I32;
use cranelift_codegen::ir::{Block as CodeBlock, InstBuilder, JumpTableData, Value};
use swerl_runtime::term::{IMM_ATOM, IMM_MASK};

use super::segment::Segment;

/// Keys in a table: with fewer, comparisons take less.
const FEWEST: usize = 6;

/// A table has at most so many places for a key: so it is not larger than the comparisons would be.
const SPARSE: u64 = 4;

/// A word and where it leads.
pub type Way = (u64, CodeBlock);

/// Words of one kind, in their order, that are close to each other.
#[derive(Debug, PartialEq, Eq)]
struct Table {
    ways: Vec<Way>,
    /// Neighbours are `1 << turn` apart.
    turn: u32,
}

/// The distance of two integers that follow each other, in bits, or of two atoms; none for other words.
fn turn(word: u64) -> Option<u32> {
    match word {
        _ if word & 1 == 0 => Some(1),
        _ if word & IMM_MASK == IMM_ATOM => Some(8),
        _ => None,
    }
}

impl Table {
    /// The place of a word in the table. Of all words, only those of the table's kind that lie in its range have
    /// one that is less than its length.
    fn place(&self, word: u64) -> u64 {
        word.wrapping_sub(self.ways[0].0).rotate_right(self.turn)
    }

    fn length(&self) -> u64 {
        self.ways.last().map_or(0, |&(word, _)| self.place(word) + 1)
    }

    /// Where each place leads.
    fn targets(&self, otherwise: CodeBlock) -> Vec<CodeBlock> {
        let mut targets = vec![otherwise; self.length() as usize];
        for &(word, target) in &self.ways {
            targets[self.place(word) as usize] = target;
        }
        targets
    }
}

/// Tables for as many of the words as are worth it, and the others.
fn tables(ways: &[Way]) -> (Vec<Table>, Vec<Way>) {
    let mut sorted = ways.to_vec();
    sorted.sort_unstable_by_key(|&(word, _)| (turn(word), word as i64));
    let mut tables: Vec<Table> = Vec::new();
    let mut others = Vec::new();
    for way in sorted {
        let Some(turn) = turn(way.0) else {
            others.push(way);
            continue;
        };
        match tables.last_mut() {
            Some(table)
                if table.turn == turn
                    && table.place(way.0) - (table.length() - 1) <= SPARSE
                    && table.place(way.0) < SPARSE * (table.ways.len() as u64 + 1) =>
            {
                table.ways.push(way);
            }
            _ => tables.push(Table { ways: vec![way], turn }),
        }
    }
    let (tables, small): (Vec<Table>, Vec<Table>) =
        tables.into_iter().partition(|table| table.ways.len() >= FEWEST);
    others.extend(small.into_iter().flat_map(|table| table.ways));
    (tables, others)
}

impl Segment<'_, '_> {
    /// Jumps by tables to where words lead that are close to others; gives the ways that are left to be looked at.
    pub fn jump_by_tables(&mut self, value: Value, ways: &[Way], otherwise: CodeBlock) -> Vec<Way> {
        let (tables, others) = tables(ways);
        for table in &tables {
            let least = table.ways[0].0;
            let distance = match least {
                0 => value,
                _ => {
                    let least = self.constant(least);
                    self.b.ins().isub(value, least)
                }
            };
            let place = self.b.ins().rotr_imm_u(distance, i64::from(table.turn));
            let (inside, outside) = (self.b.create_block(), self.b.create_block());
            let fits = self.b.ins().icmp_imm_s(IntCC::UnsignedLessThan, place, table.length() as i64);
            self.b.ins().brif(fits, inside, &[], outside, &[]);
            self.b.switch_to_block(inside);
            let place = self.b.ins().ireduce(I32, place);
            let call = |this: &mut Self, target| this.b.func.dfg.block_call(target, &[]);
            let default = call(self, otherwise);
            let targets: Vec<_> =
                table.targets(otherwise).into_iter().map(|target| call(self, target)).collect();
            let data = self.b.create_jump_table(JumpTableData::new(default, &targets));
            self.b.ins().br_table(place, data);
            self.b.switch_to_block(outside);
        }
        others
    }
}

#[cfg(test)]
mod tests {
    use swerl_runtime::term::{NIL, SMALL_MAX, SMALL_MIN, Term};

    use super::*;

    fn ways(words: impl IntoIterator<Item = u64>) -> Vec<Way> {
        words.into_iter().enumerate().map(|(index, word)| (word, CodeBlock::from_u32(index as u32))).collect()
    }

    fn integers(numbers: impl IntoIterator<Item = i64>) -> impl Iterator<Item = u64> {
        numbers.into_iter().map(|number| Term::small(number).0)
    }

    #[test]
    fn words_that_are_close_go_into_a_table() {
        let atoms = (100..110).map(|number| number << 8 | IMM_ATOM);
        let numbers = integers([5, -3, -2, -1, 0, 2, 4, 1000, SMALL_MAX, SMALL_MIN]);
        let all = ways(numbers.chain(atoms).chain([NIL.0]));
        let (tables, mut others) = tables(&all);
        assert_eq!(tables.len(), 2);
        assert_eq!((tables[0].length(), tables[1].length()), (9, 10));
        let otherwise = CodeBlock::from_u32(1_000);
        let targets: Vec<u32> = tables[0].targets(otherwise).iter().map(|block| block.as_u32()).collect();
        assert_eq!(targets, [1, 2, 3, 4, 1_000, 5, 1_000, 6, 0]);
        others.sort_unstable_by_key(|way| way.1);
        assert_eq!(others, [all[7], all[8], all[9], all[20]]);
    }

    #[test]
    fn no_other_word_has_a_place_in_a_table() {
        let (tables, _) = tables(&ways(integers(-4..4)));
        let inside = |word: u64| tables[0].place(word) < tables[0].length();
        assert!(integers(-4..4).all(inside));
        let outside = integers([-5, 4, SMALL_MAX, SMALL_MIN, 1 << 61]);
        let odd = integers(-9..9).flat_map(|word| [1, 3, 5, 7, 0xd].map(|tag| word.wrapping_add(tag)));
        assert!(outside.chain(odd).all(|word| !inside(word)));
    }

    #[test]
    fn few_or_distant_words_get_none() {
        let (tables, others) = tables(&ways(integers((0..5).chain((1..40).map(|n| n * 100)))));
        assert!(tables.is_empty());
        assert_eq!(others.len(), 44);
    }
}
