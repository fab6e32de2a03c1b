import { z } from 'zod';
import { readYaml } from './read-yaml.js';

export const PARAMETERS_FILE = 'parameters.yaml';

const share = z.number().min(0).max(1);
const positive = z.number().positive();
const age = z.number().int().min(0).max(100);
const risk = z.number().nonnegative();
const byEducation = <T extends z.ZodType>(value: T) => z.tuple([value, value, value, value]);
const fiveRisks = z.tuple([risk, risk, risk, risk, risk]);

const schema = z.strictObject({
  fertility: z.strictObject({
    twinShare: share,
    nationalTfr: positive,
    urbanTfr: positive,
    ruralTfr: positive,
    majorityTfr: positive,
    educationTfr: z.strictObject({
      primary: positive,
      lowerSecondary: positive,
      upperSecondary: positive,
      tertiary: positive,
    }),
    overlapExponent: share,
    higherOrderPower: positive,
    parityRisk: fiveRisks,
    unionRisk: z.tuple([risk, risk]),
    spacingRisk: fiveRisks,
  }),
  mortality: z.strictObject({ infantDeathsInYearOfBirth: share }),
  residence: z.strictObject({ minorityShare: share, minorityRuralShare: share }),
  families: z.strictObject({
    ageGapMean: z.number(),
    ageGapDeviation: positive,
    ageGapFirst: z.number().int(),
    ageGapLast: z.number().int(),
    motherOnlyShare: share,
    fatherOnlyShare: share,
    childrenWithoutParents: positive,
    stemCouplesShare: share,
    eldersWithFamilyShare: share,
    elderCouplesWithFamilyShare: share,
    divorcedShare: share,
    divorceYears: positive,
    remarriage: z.tuple([share, share]),
  }),
  education: z.strictObject({ urbanRuralLogOdds: z.number() }),
  labour: z.strictObject({
    participationEndAge: age,
    unemploymentRate: share,
    youthUnemploymentRate: share,
    retirementAge: z.tuple([age, age]),
    workingAgeLast: z.tuple([age, age]),
    informality: z.strictObject({ male: share, female: share, urban: share, rural: share }),
    formalByEducation: byEducation(z.number()),
    wageEmployeeShare: share,
    wageEmployeeShareWomen: share,
    familyWorkerShare: share,
    familyWorkerShareWomen: share,
    employeesAmongFormal: share,
    renewal: z.strictObject({ participation: share, job: share, voluntary: share, earnings: share }),
  }),
  earnings: z.strictObject({
    meanVndPerMonth: z.strictObject({ male: positive, female: positive, urban: positive, rural: positive }),
    educationRatio: byEducation(positive),
    statusRatio: z.strictObject({ informalEmployee: positive, ownAccount: positive }),
    sigmaPersistent: positive,
    sigmaTransitory: positive,
    declaredShare: share,
  }),
  income: z.strictObject({
    perHead2023VndPerMonth: positive,
    perHead2024VndPerMonth: positive,
    urbanPerHead2024VndPerMonth: positive,
    ruralPerHead2024VndPerMonth: positive,
    minorityRatio: positive,
    sigmaTotal: positive,
    earningsCorrelation: share,
    rankStep: share,
    poorShare: share,
    poorNearPoorShare: share,
    povertyLineUpratedFrom: z.number().int(),
  }),
  macro: z.strictObject({
    gdp2025VndBillion: positive,
    governmentExpenditure2025VndBillion: positive,
    priceGrowth: z.number(),
    wageGrowthGap: z.number(),
    incomeGrowthGap: z.number(),
  }),
});

export type Parameters = z.infer<typeof schema>;

/** Reads and checks parameters.yaml. Throws PackFileError with the path of the first wrong or unknown key. */
export function readParameters(content: string): Parameters {
  return readYaml(PARAMETERS_FILE, content, schema);
}
