//! What the size and the type specifiers of a bit syntax element mean, with OTP's defaults
//! (`erl_bits`).

use swerl_syntax::ast::{BinaryElement, ExprKind, Name};

use crate::constant;
use crate::ir::Lit;

/// The largest unit that may be given.
const MAX_UNIT: u32 = 256;

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    Integer,
    Float,
    /// Bits as they are: `binary`, `bytes`, `bitstring`, `bits`.
    Binary,
    Utf8,
    Utf16,
    Utf32,
}

/// How many units an element has.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Units {
    /// The default or a constant.
    Known(u64),
    /// What an expression gives.
    Given,
    /// Everything there is (binaries), or what the value needs (UTF).
    All,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct BitType {
    pub kind: Kind,
    pub signed: bool,
    /// Least significant byte first.
    pub little: bool,
    /// Bits that the size counts.
    pub unit: u32,
    pub units: Units,
}

/// What is wrong with the specifiers of an element.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum BadType {
    Undefined(Name),
    /// Two specifiers of a kind.
    Conflict(Name, Name, &'static str),
    UnitWithoutSize,
    BadUnit,
    UtfWithSize,
}

/// The specifiers that have been seen, by what they are about.
#[derive(Default)]
struct Seen {
    kind: Option<Name>,
    endian: Option<Name>,
    sign: Option<Name>,
    unit: Option<u32>,
}

impl BitType {
    /// The number of bits, where it is known; `None` also for one that is too large.
    pub fn bits(&self) -> Option<u64> {
        match self.units {
            Units::Known(units) => units.checked_mul(u64::from(self.unit)),
            Units::Given | Units::All => None,
        }
    }

    /// The type of an element.
    pub fn of(element: &BinaryElement) -> Result<BitType, BadType> {
        let mut seen = Seen::default();
        for (name, number) in &element.specifiers {
            seen.add(name, *number)?;
        }
        let kind = match seen.kind.as_deref() {
            None | Some("integer") => Kind::Integer,
            Some("float") => Kind::Float,
            Some("utf8") => Kind::Utf8,
            Some("utf16") => Kind::Utf16,
            Some("utf32") => Kind::Utf32,
            Some(_) => Kind::Binary,
        };
        let units = element.size.as_ref().map(|size| match constant::number(size) {
            // A size below 0 is found where the program runs.
            Some(Lit::Int(n)) => u64::try_from(n).map_or(Units::Given, Units::Known),
            _ if matches!(&size.kind, ExprKind::Atom(name) if &**name == "all") => Units::All,
            _ => Units::Given,
        });
        let signed = seen.sign.as_deref() == Some("signed");
        let native = cfg!(target_endian = "little") && seen.endian.as_deref() == Some("native");
        let little = native || seen.endian.as_deref() == Some("little");
        let (unit, units) = defaults(kind, seen.unit, units)?;
        Ok(BitType { kind, signed, little, unit, units })
    }
}

/// The unit and the size that hold where they are not given.
fn defaults(kind: Kind, unit: Option<u32>, units: Option<Units>) -> Result<(u32, Units), BadType> {
    match (kind, units) {
        (Kind::Utf8 | Kind::Utf16 | Kind::Utf32, None) if unit.is_none() => Ok((1, Units::All)),
        (Kind::Utf8 | Kind::Utf16 | Kind::Utf32, _) => Err(BadType::UtfWithSize),
        (Kind::Integer | Kind::Float, None) if unit.is_some() => Err(BadType::UnitWithoutSize),
        (Kind::Integer, None) => Ok((1, Units::Known(8))),
        (Kind::Float, None) => Ok((1, Units::Known(64))),
        (Kind::Binary, units) => Ok((unit.unwrap_or(8), units.unwrap_or(Units::All))),
        (_, Some(units)) => Ok((unit.unwrap_or(1), units)),
    }
}

impl Seen {
    fn add(&mut self, name: &Name, number: Option<u32>) -> Result<(), BadType> {
        if &**name == "unit" {
            return self.unit(number);
        }
        if number.is_some() {
            return Err(BadType::Undefined(name.clone()));
        }
        let (place, what) = match &**name {
            "integer" | "float" | "binary" | "bytes" | "bitstring" | "bits" | "utf8" | "utf16" | "utf32" => {
                (&mut self.kind, "type")
            }
            "big" | "little" | "native" => (&mut self.endian, "endianness"),
            "signed" | "unsigned" => (&mut self.sign, "sign"),
            _ => return Err(BadType::Undefined(name.clone())),
        };
        // `bytes` and `bits` are other names for a binary with a unit.
        let (name, unit) = match &**name {
            "bytes" => ("binary".into(), Some(8)),
            "bitstring" | "bits" => ("binary".into(), Some(1)),
            _ => (name.clone(), None),
        };
        match place {
            Some(first) if *first != name => return Err(BadType::Conflict(first.clone(), name, what)),
            _ => *place = Some(name),
        }
        match unit {
            Some(unit) => self.unit(Some(unit)),
            None => Ok(()),
        }
    }

    fn unit(&mut self, unit: Option<u32>) -> Result<(), BadType> {
        let unit = unit.filter(|unit| (1..=MAX_UNIT).contains(unit)).ok_or(BadType::BadUnit)?;
        match self.unit {
            Some(first) if first != unit => {
                let text = |unit: u32| Name::from(unit.to_string());
                Err(BadType::Conflict(text(first), text(unit), "unit"))
            }
            _ => {
                self.unit = Some(unit);
                Ok(())
            }
        }
    }
}

impl BadType {
    /// What is said of it.
    pub fn message(&self) -> String {
        match self {
            BadType::Undefined(name) => format!("bit type {name} undefined"),
            BadType::Conflict(first, second, what) => {
                format!("conflict in {what} specification for bit field: '{second}' and '{first}'")
            }
            BadType::UnitWithoutSize => {
                "a bit unit size must not be specified unless a size is specified too".to_owned()
            }
            BadType::BadUnit => format!("bit unit must be between 1 and {MAX_UNIT}"),
            BadType::UtfWithSize => {
                "neither size nor unit must be given for segments of type utf8/utf16/utf32".to_owned()
            }
        }
    }
}
