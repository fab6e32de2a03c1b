/** Choices that change the simulated lives or the economy around them. Scenarios that agree in all three share one simulation. */
export interface ProjectionChoices {
  /** WPP fertility variant. */
  readonly fertility: FertilityVariant;
  /** Path of social insurance coverage. */
  readonly coverage: CoveragePath;
  /** Path of GDP, prices and wages. */
  readonly macro: MacroPath;
}

export const FERTILITY_VARIANTS = ['low', 'medium', 'high'] as const;
export const COVERAGE_PATHS = ['trend', 'resolution-42', 'constant'] as const;
export const MACRO_PATHS = ['low', 'base', 'high'] as const;

export type FertilityVariant = (typeof FERTILITY_VARIANTS)[number];
export type CoveragePath = (typeof COVERAGE_PATHS)[number];
export type MacroPath = (typeof MACRO_PATHS)[number];

export const DEFAULT_PROJECTION: ProjectionChoices = {
  fertility: 'medium',
  coverage: 'trend',
  macro: 'base',
};
