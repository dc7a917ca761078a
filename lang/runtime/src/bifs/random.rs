//! What the standard module `rand` needs of the runtime.

use crate::bif::{Bif, BifResult};
use crate::bifs::badarg;
use crate::build;
use crate::number::ziggurat::LAYERS;
use crate::process::Process;
use crate::term::Term;

pub fn bifs() -> Vec<Bif> {
    vec![Bif::new("swerl_rand", "layer", layer)]
}

/// `layer(I)`: `{Within, Width, Height, HeightOfTheLayerBelow}`.
fn layer(process: &mut Process, index: Term) -> BifResult {
    let index = index.to_small().and_then(|index| usize::try_from(index).ok()).ok_or_else(badarg)?;
    let layer = LAYERS.get(index).ok_or_else(badarg)?;
    let below = &LAYERS[index.saturating_sub(1)];
    let width = build::float(process, layer.width);
    let height = build::float(process, layer.height);
    let lower = build::float(process, below.height);
    Ok(build::tuple(process, &[Term::small(layer.within), width, height, lower]))
}
