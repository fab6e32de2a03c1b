// The exponential function, bit for bit that of JavaScript on V8, without a call for the ordinary arguments: fdlibm's
// e_exp.c (Sun Microsystems 1993), which reduces to x = k ln 2 + r with |r| <= ln 2 / 2 and takes exp(r) from a rational
// function of r.
import { exp as javaScriptExp } from './Math';

/** Between these bounds fdlibm takes its general path: 1.5 ln 2, a little above, and where results approach 2^1023. */
const LOWEST: f64 = 1.04;
const HIGHEST: f64 = 709;
const INVERSE_LN2: f64 = Math.LOG2E;
const LN2_HIGH: f64 = 0.6931471803691238;
const LN2_LOW: f64 = 1.9082149292705877e-10;
const P1: f64 = 0.16666666666666602;
const P2: f64 = -0.0027777777777015593;
const P3: f64 = 6.613756321437934e-5;
const P4: f64 = -1.6533902205465252e-6;
const P5: f64 = 4.1381367970572385e-8;
const EXPONENT_BIAS: i32 = 1023;

export function exp(x: f64): f64 {
  // Written so that no number at all takes the call.
  if (!(x >= LOWEST && x <= HIGHEST)) return javaScriptExp(x);
  const k = <i32>(INVERSE_LN2 * x + 0.5);
  const high = x - <f64>k * LN2_HIGH;
  const low = <f64>k * LN2_LOW;
  const r = high - low;
  const t = r * r;
  const c = r - t * (P1 + t * (P2 + t * (P3 + t * (P4 + t * P5))));
  const y = 1 - (low - (r * c) / (2 - c) - high);
  return y * reinterpret<f64>((<i64>(k + EXPONENT_BIAS)) << 52);
}
