import type { z } from 'zod';
import { zod } from './packages.js';
import { readYaml } from './read-yaml.js';

export const PARAMETERS_FILE = 'parameters.yaml';

function makeSchema() {
  const { z } = zod();
  const share = z.number().min(0).max(1);
  const positive = z.number().positive();
  const age = z.number().int().min(0).max(100);
  const year = z.number().int().min(1900).max(2100);
  const month = z.strictObject({ year, month: z.number().int().min(1).max(12) });
  const risk = z.number().nonnegative();
  const byEducation = <T extends z.ZodType>(value: T) => z.tuple([value, value, value, value]);

  return z.strictObject({
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
      areaRisk: z.tuple([risk, risk]),
      ethnicityRisk: z.tuple([risk, risk]),
      educationRisk: byEducation(risk),
      unionRisk: z.tuple([risk, risk]),
    }),
    mortality: z.strictObject({ infantDeathsInYearOfBirth: share }),
    disability: z.strictObject({
      personsShare: share,
      childrenShare: share,
      severeShare: share,
      exceptionallySevereShare: share,
    }),
    maternity: z.strictObject({
      surgicalShare: share,
      earlyShare: share,
      orderedRestShare: share,
      recuperationShare: share,
      antenatalDays: z.number().int().min(0).max(10),
      recuperationDays: z.number().int().min(0).max(10),
      lossesPerDelivery: share,
      lossWeeks: z.array(z.strictObject({ weeks: z.number().int().min(1).max(44), share })).min(1),
      adoptionChance: share,
      hivShare: share,
      verySmallGroupShare: share,
      lowFertilityShare: z.array(share).length(6),
    }),
    residence: z.strictObject({ minorityShare: share, minorityRuralShare: share }),
    families: z.strictObject({
      marriageAge: z.strictObject({
        women: positive,
        men: positive,
        urbanWomen: positive,
        ruralWomen: positive,
      }),
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
      renewal: z.strictObject({
        participation: share,
        job: z.array(z.strictObject({ age, share })).min(1),
        voluntary: share,
        status: share.max(0.5),
        earnings: share,
      }),
      compulsoryInsuranceBegan: year,
      voluntaryInsuranceBegan: year,
      ownerMembers: z.array(z.strictObject({ year, share })).min(1),
      ownerMembersFrom: month,
      voluntaryChosenShare: share,
      lumpSum: z.strictObject({
        waitingMonths: z.number().int().min(0).max(24),
        belowMonths: z.number().int().min(1),
        closedFrom: month,
        chance: z.array(z.strictObject({ age, men: share, women: share })).min(1),
      }),
    }),
    earnings: z.strictObject({
      meanVndPerMonth: z.strictObject({ male: positive, female: positive, urban: positive, rural: positive }),
      educationRatio: byEducation(positive),
      informalRatio: positive,
      ownAccountRatio: positive,
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
      earningsCorrelation: share,
      rankStep: share,
      childEffect: z.number().min(0).max(1),
      poorShare2022: share,
      poorNearPoorShare2022: share,
      poorShare2024: share,
      poorNearPoorShare2024: share,
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
}

export type Parameters = z.infer<ReturnType<typeof makeSchema>>;

/** Reads and checks parameters.yaml. Throws PackFileError with the path of the first wrong or unknown key. */
export function readParameters(content: string): Parameters {
  return readYaml(PARAMETERS_FILE, content, makeSchema());
}
