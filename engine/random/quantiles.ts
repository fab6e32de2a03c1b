/**
 * Quantile of the standard normal distribution, by P. J. Acklam's rational approximation (relative error under 1.2e-9).
 * `p` in (0, 1).
 */
export function normalQuantile(p: number): number {
  if (p < 0.02425) return tail(Math.sqrt(-2 * Math.log(p)));
  if (p > 1 - 0.02425) return -tail(Math.sqrt(-2 * Math.log(1 - p)));
  const q = p - 0.5;
  const r = q * q;
  return (
    ((((((-3.969683028665376e1 * r + 2.209460984245205e2) * r - 2.759285104469687e2) * r +
      1.38357751867269e2) *
      r -
      3.066479806614716e1) *
      r +
      2.506628277459239) *
      q) /
    (((((-5.447609879822406e1 * r + 1.615858368580409e2) * r - 1.556989798598866e2) * r +
      6.680131188771972e1) *
      r -
      1.328068155288572e1) *
      r +
      1)
  );
}

function tail(q: number): number {
  return (
    (((((-7.784894002430293e-3 * q - 3.223964580411365e-1) * q - 2.400758277161838) * q - 2.549732539343734) *
      q +
      4.374664141464968) *
      q +
      2.938163982698783) /
    ((((7.784695709041462e-3 * q + 3.224671290700398e-1) * q + 2.445134137142996) * q + 3.754408661907416) *
      q +
      1)
  );
}

/** Distribution function of the standard normal, from the complementary error function (Numerical Recipes, error under 1.2e-7). */
export function normalCumulative(x: number): number {
  const z = Math.abs(x) / Math.SQRT2;
  const t = 1 / (1 + 0.5 * z);
  const series =
    -z * z -
    1.26551223 +
    t *
      (1.00002368 +
        t *
          (0.37409196 +
            t *
              (0.09678418 +
                t *
                  (-0.18628806 +
                    t *
                      (0.27886807 +
                        t * (-1.13520398 + t * (1.48851587 + t * (-0.82215223 + t * 0.17087277))))))));
  const upper = 0.5 * t * Math.exp(series);
  return x >= 0 ? 1 - upper : upper;
}

/** Normal quantiles at the middles of `size` equal slices of 0..1. */
export function normalTable(size: number): Float64Array {
  return Float64Array.from({ length: size }, (_, slice) => normalQuantile((slice + 0.5) / size));
}

/** Log-normal factors with mean exactly 1 over `size` equal slices: exp(sigma z), divided by the table's own mean. */
export function logNormalTable(size: number, sigma: number): Float64Array {
  const table = normalTable(size).map((z) => Math.exp(sigma * z));
  const mean = table.reduce((sum, value) => sum + value, 0) / size;
  return table.map((value) => value / mean);
}
