//! The functions between layers, chosen so that every machine computes the same bits: sums,
//! products and quotients alone, no library of transcendental functions.

/// A rational stand-in for the hyperbolic tangent (a Padé approximant), exact at 0 and ±1 from
/// ±3 outwards.
#[inline(always)]
pub fn tanh(x: f32) -> f32 {
    let x = x.clamp(-3.0, 3.0);
    let square = x * x;
    x * (27.0 + square) / (27.0 + 9.0 * square)
}

/// Derivative of [`tanh`].
#[inline(always)]
pub fn tanh_slope(x: f32) -> f32 {
    let x = x.clamp(-3.0, 3.0);
    let square = x * x;
    let above = 9.0 - square;
    let below = 3.0 + square;
    above * above / (9.0 * below * below)
}

/// A logistic function made of [`tanh`]: 0 below -6, 1 above 6.
#[inline(always)]
pub fn sigmoid(x: f32) -> f32 {
    0.5 + 0.5 * tanh(0.5 * x)
}

/// Derivative of [`sigmoid`].
#[inline(always)]
pub fn sigmoid_slope(x: f32) -> f32 {
    0.25 * tanh_slope(0.5 * x)
}

/// What passes a rectifier that leaks: all above zero, a tenth below.
#[inline(always)]
pub fn rectify(x: f32) -> f32 {
    if x > 0.0 { x } else { 0.1 * x }
}

/// Derivative of [`rectify`].
#[inline(always)]
pub fn rectify_slope(x: f32) -> f32 {
    if x > 0.0 { 1.0 } else { 0.1 }
}
