// Mothers' ages for the children of one age of the base population.
import { AGES } from '../constants';
import { firstOf } from './cells';

/** Ages of mothers at a child's birth for which there is a chance, less the lowest. */
const SLOTS: i32 = 37;
const LOWEST: i32 = 14;
const USUAL: i32 = 27;

// Chance of a birth of the child's year by [child's age * 37 + mother's age less child's less 14], doubles.
export let apportionChance: usize = 0;
// Room for 37 doubles and 37 ages of 32 bits: those with women and a chance.
export let apportionWeight: usize = 0;
export let apportionAge: usize = 0;

function divisor(a: i32, b: i32): i32 {
  while (b !== 0) {
    const rest = a % b;
    a = b;
    b = rest;
  }
  return a;
}

/** A step of about 0.618 count that visits every place of a ring of `count` once. */
function coprimeStride(count: i32): i32 {
  let stride = max(1, <i32>(<f64>count * 0.618 + 0.5));
  while (divisor(stride, count) !== 1) stride++;
  return stride;
}

/**
 * Writes the mother's age of each of `count` children, 32 bits, to `out`: spread evenly over the expected distribution,
 * women(age) x chance of a birth, and shuffled over the year of birth by stride.
 */
export function apportion(childAge: i32, count: i32, out: usize): void {
  let ages = 0;
  let total: f64 = 0;
  for (let slot = 0; slot < SLOTS; slot++) {
    const age = childAge + LOWEST + slot;
    const women = firstOf(AGES + age + 1) - firstOf(AGES + age);
    const weight = <f64>women * load<f64>(apportionChance + ((<usize>(childAge * SLOTS + slot)) << 3));
    if (weight <= 0) continue;
    store<i32>(apportionAge + ((<usize>ages) << 2), age);
    store<f64>(apportionWeight + ((<usize>ages) << 3), weight);
    ages++;
    total += weight;
  }
  const stride = coprimeStride(count);
  let passed: f64 = 0;
  let i = 0;
  let place = 0;
  for (let n = 0; n < count; n++) {
    const target = ((<f64>n + 0.5) / <f64>count) * total;
    while (i < ages - 1 && passed + load<f64>(apportionWeight + ((<usize>i) << 3)) < target) {
      passed += load<f64>(apportionWeight + ((<usize>i) << 3));
      i++;
    }
    const age = ages > 0 ? load<i32>(apportionAge + ((<usize>i) << 2)) : childAge + USUAL;
    store<i32>(out + ((<usize>place) << 2), age);
    place += stride;
    while (place >= count) place -= count;
  }
}
