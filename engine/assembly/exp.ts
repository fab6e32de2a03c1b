// The exponential function, bit for bit that of JavaScript on V8, two numbers at a time: fdlibm's e_exp.c (Sun
// Microsystems 1993), which reduces to x = k ln 2 + r with |r| <= ln 2 / 2 and takes exp(r) from a rational function of r.
import { exp } from './Math';

/** Between these bounds fdlibm takes its general path: 1.5 ln 2, a little above, and where results approach 2^1023. */
const LOWEST: f64 = 1.04;
const HIGHEST: f64 = 709;
const LN2_HIGH: f64 = 0.6931471803691238;
const LN2_LOW: f64 = 1.9082149292705877e-10;
const P1: f64 = 0.16666666666666602;
const P2: f64 = -0.0027777777777015593;
const P3: f64 = 6.613756321437934e-5;
const P4: f64 = -1.6533902205465252e-6;
const P5: f64 = 4.1381367970572385e-8;
/** Added to a whole k, it leaves k + 1023 in the lowest bits of the double: the exponent of 2^k. */
const TO_EXPONENT: f64 = 4503599627370496 + 1023;
const EXPONENT_AT: i32 = 52;
const BOTH: i32 = 3;

/** Replaces `count` doubles from `place` on by their exponentials; the one after the last is lost where they are odd. */
export function exps(place: usize, count: i32): void {
  const one = f64x2.splat(1);
  const two = f64x2.splat(2);
  for (const end = place + ((<usize>count) << 3); place < end; place += 16) {
    const x = v128.load(place);
    const usual = v128.and(f64x2.ge(x, f64x2.splat(LOWEST)), f64x2.le(x, f64x2.splat(HIGHEST)));
    if (i64x2.bitmask(usual) !== BOTH) {
      store<f64>(place, exp(load<f64>(place)));
      store<f64>(place, exp(load<f64>(place, 8)), 8);
      continue;
    }
    const k = f64x2.trunc(f64x2.add(f64x2.mul(f64x2.splat(Math.LOG2E), x), f64x2.splat(0.5)));
    const high = f64x2.sub(x, f64x2.mul(k, f64x2.splat(LN2_HIGH)));
    const low = f64x2.mul(k, f64x2.splat(LN2_LOW));
    const r = f64x2.sub(high, low);
    const t = f64x2.mul(r, r);
    let c = f64x2.add(f64x2.splat(P4), f64x2.mul(t, f64x2.splat(P5)));
    c = f64x2.add(f64x2.splat(P3), f64x2.mul(t, c));
    c = f64x2.add(f64x2.splat(P2), f64x2.mul(t, c));
    c = f64x2.add(f64x2.splat(P1), f64x2.mul(t, c));
    c = f64x2.sub(r, f64x2.mul(t, c));
    const ratio = f64x2.div(f64x2.mul(r, c), f64x2.sub(two, c));
    const y = f64x2.sub(one, f64x2.sub(f64x2.sub(low, ratio), high));
    const power = i64x2.shl(f64x2.add(k, f64x2.splat(TO_EXPONENT)), EXPONENT_AT);
    v128.store(place, f64x2.mul(y, power));
  }
}
