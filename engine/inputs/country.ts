import type { MonthIndex } from './time.js';

/**
 * What the engine needs to know of a country: plain tables, already resolved for one set of projection choices.
 *
 * Index conventions. `sex`: 0 male, 1 female. `age`: completed years 0..100 (100 = 100 and over). `area`: 0 urban,
 * 1 rural. `ethnicity`: 0 majority, 1 minority. `education`: 0 none or primary, 1 lower secondary, 2 upper secondary,
 * 3 tertiary. `region`: position in `regions`. Tables by year start at `baseYear` unless they say otherwise and end at
 * `lastYear`. Money is VND; rates and shares are proportions (0..1), never per cent.
 */
export interface CountryInputs {
  readonly id: string;
  /** SHA-256 (hex) over the pack's files and the projection choices. */
  readonly hash: string;
  /** Year at whose 1 January the projection starts. */
  readonly baseYear: number;
  readonly lastYear: number;
  readonly demography: DemographyInputs;
  readonly maternity: MaternityInputs;
  readonly residence: ResidenceInputs;
  readonly families: FamilyInputs;
  /** Education shares: [(birthYear - firstCohort)][sex][area][education], each row of four sums to 1. */
  readonly education: {
    readonly firstCohort: number;
    readonly lastCohort: number;
    readonly shares: Float64Array;
  };
  readonly labour: LabourInputs;
  readonly earnings: EarningsInputs;
  readonly income: IncomeInputs;
  readonly macro: MacroInputs;
}

export interface DemographyInputs {
  /** Residents on 1 January of the base year: [sex * 101 + age]. */
  readonly population: Float64Array;
  /** Births per woman-year: [(year - firstFertilityYear) * 35 + (age - 15)], ages 15..49, up to `lastYear`. */
  readonly asfr: Float64Array;
  /** First year of `asfr`: at least 18 years before the base year, so that children can be linked to mothers. */
  readonly firstFertilityYear: number;
  /** Central death rates: [(year - baseYear) * 202 + sex * 101 + age]. */
  readonly mx: Float64Array;
  /** Share of the deaths under one that fall in the calendar year of birth. */
  readonly infantDeathsInYearOfBirth: number;
  /** Net international migrants, persons a year: [(year - baseYear) * 202 + sex * 101 + age]. */
  readonly netMigration: Float64Array;
  /** Male births per female birth: [year - baseYear]. */
  readonly sexRatioAtBirth: Float64Array;
  /** Share of deliveries that are twins. */
  readonly twinShare: number;
  /** Relative risks of a birth; only ratios matter, each year is renormalised to the ASFR. */
  readonly relativeRisk: {
    readonly region: Float64Array;
    readonly area: Float64Array;
    readonly ethnicity: Float64Array;
    /** [five-year age group 15-19 ... 45-49 * 4 + education]. */
    readonly education: Float64Array;
    /** By region and number of earlier births 0, 1, 2, 3, 4 and over: [region * 5 + births]. */
    readonly parity: Float64Array;
    /** By whether the woman lives in a union: [no, yes]. */
    readonly union: Float64Array;
    /** By completed months since the last birth, the last value from there on (not applied to childless women). */
    readonly spacing: Float64Array;
  };
  /** Total fertility of regions, of towns and countryside over the national one, of the peoples over the majority's. */
  readonly fertilityRatio: {
    readonly region: Float64Array;
    readonly area: Float64Array;
    readonly ethnicity: Float64Array;
  };
  /** Share of persons with a disability by age 0..100, onset without recovery: never falling with age. */
  readonly disability: Float64Array;
  /** Of persons with a disability, those whose disability is severe, exceptionally severe. */
  readonly severeShare: number;
  readonly exceptionallySevereShare: number;
}

/** Events around birth and marks of persons that some rules of law ask for, beyond what demography needs. */
export interface MaternityInputs {
  /** Of deliveries: by surgery; before 32 completed weeks; after a rest on medical order; with recuperation taken. */
  readonly surgicalShare: number;
  readonly earlyShare: number;
  readonly orderedRestShare: number;
  readonly recuperationShare: number;
  /** Days off for antenatal visits of one pregnancy, and days of recuperation of those who take it. */
  readonly antenatalDays: number;
  readonly recuperationDays: number;
  /** Pregnancies lost for each delivery. */
  readonly lossesPerDelivery: number;
  /** Completed weeks of lost pregnancies, and their cumulated shares (the last 1). */
  readonly lossWeeks: Uint8Array;
  readonly lossShare: Float64Array;
  /** Yearly chance that a woman of 25 to 49 with a partner adopts a child under six months. */
  readonly adoptionChance: number;
  /** Children under 16 who live with HIV. */
  readonly hivShare: number;
  /** Of ethnic minorities, those of very small groups. */
  readonly verySmallGroupShare: number;
  /** Residents of provinces with fertility below replacement, by region. */
  readonly lowFertilityShare: Float64Array;
}

export interface ResidenceInputs {
  readonly regions: readonly { readonly id: string; readonly en: string; readonly vi: string }[];
  /** Share of the population by region in the base year. */
  readonly regionShare: Float64Array;
  /** Urban share: [(year - baseYear) * regions + region], never falling. */
  readonly urbanShare: Float64Array;
  /** Minority share: [region * 2 + area]. */
  readonly minorityShare: Float64Array;
  /** Share living in an extremely difficult commune: [(region * 2 + area) * 2 + ethnicity]. */
  readonly difficultShare: Float64Array;
  /** Zone of the regional minimum wage, 1..4: [region * 2 + area]. */
  readonly wageZone: Uint8Array;
}

export interface FamilyInputs {
  /** Share of women who have ever entered a union in the base year, by area and age 0..100: [area * 101 + age]. */
  readonly everInUnion: Float64Array;
  /** Share of women who live in a union in the base year: [area * 101 + age]. */
  readonly inUnion: Float64Array;
  /** Share who have ever entered a union, of women who grow up from the base year on: [area * 101 + age]. */
  readonly laterEverInUnion: Float64Array;
  /** Shares of the differences husband's age minus wife's, from `ageGapFirst` upwards. */
  readonly ageGap: Float64Array;
  readonly ageGapFirst: number;
  /** Share of children under 18 who live with their mother only, their father only, neither parent. */
  readonly motherOnly: number;
  readonly fatherOnly: number;
  readonly neither: number;
  /** Share of persons without a partner and under 60 who live in their parents' household, by age 0..100. */
  readonly withParents: Float64Array;
  /** Share of couples under 40 who live with the husband's parents, where his mother is known and hosts nobody else. */
  readonly stemCouples: number;
  /** Share of persons of 60 and over without a partner who live in a younger couple's household. */
  readonly eldersWithFamily: number;
  /** Share of couples with a wife of 60 and over, nobody else with them, who live likewise. */
  readonly elderCouplesWithFamily: number;
  /** Share of unions that end in divorce, spread evenly over `divorceYears` from the start. */
  readonly divorced: number;
  readonly divorceYears: number;
  /** Yearly chance that a formerly partnered person under 50 looks for another union: [sex]. */
  readonly remarriage: Float64Array;
}

export interface LabourInputs {
  /** Labour-force participation: [sex * 101 + age], 0 below 15. */
  readonly participation: Float64Array;
  /** Unemployed among the labour force: [sex * 101 + age]. */
  readonly unemployment: Float64Array;
  /** Students among those outside the labour force: [sex * 101 + age], 0 below 15 (children have a status of their own). */
  readonly studentShare: Float64Array;
  /** First age at which someone outside the labour force counts as retired: [sex]. */
  readonly retirementAge: Float64Array;
  /** Highest completed age that counts as working age in coverage rates: [sex]. */
  readonly workingAgeLast: Float64Array;
  /** Employed persons in informal employment in the base year, four margins. */
  readonly informality: {
    readonly male: number;
    readonly female: number;
    readonly urban: number;
    readonly rural: number;
  };
  /** Log-odds of formal employment by age relative to age 40: [sex * 101 + age]. */
  readonly formalByAge: Float64Array;
  /** Log-odds of formal employment by education. */
  readonly formalByEducation: Float64Array;
  /** Log-odds of formal employment by region. */
  readonly formalByRegion: Float64Array;
  /** Compulsory members as a share of the working-age labour force: [year - (baseYear - 1)] (one year earlier for the history of contributions). */
  readonly compulsoryRate: Float64Array;
  /** Voluntary members, likewise. */
  readonly voluntaryRate: Float64Array;
  /** Income that voluntary members choose to insure, as a share of their earnings, before the law's floor and ceiling. */
  readonly voluntaryChosenShare: number;
  /** Split of informal workers: [sex * 3 + {informal employee, own-account, family worker}], each triple sums to 1. */
  readonly informalStatus: Float64Array;
  /**
   * Yearly chance that a person's place in participation, job (by age) and voluntary insurance is drawn anew (0 = careers
   * never change); `status` is the half-width of the even step by which the place among informal workers moves with each
   * new place in the queue for jobs, `earnings` that of the step which the rank of earnings takes each year.
   */
  readonly renewal: {
    readonly participation: number;
    /** By age reached in the year, 0..100. */
    readonly job: Float64Array;
    readonly voluntary: number;
    readonly status: number;
    readonly earnings: number;
  };
  /** Own-account workers who are compulsory members as owners of a registered business: [year - (baseYear - 1)]. */
  readonly ownerMembers: Float64Array;
  /** Month in which their membership begins in the first year that has any. */
  readonly ownerMembersFrom: MonthIndex;
  /**
   * Coverage in earlier years over that of the year before the base year, by years back (0 = that year, value 1); ends
   * where insurance began. From it come the months that people have contributed before the projection.
   */
  readonly pastCoverage: { readonly compulsory: Float64Array; readonly voluntary: Float64Array };
  readonly lumpSum: LumpSumInputs;
}

/** Withdrawal of all contributions in one sum by those who have left social insurance. */
export interface LumpSumInputs {
  /** Months outside social insurance after which it is open, at most 24. */
  readonly waitingMonths: number;
  /** It is open to those who have contributed for fewer months than these. */
  readonly belowMonths: number;
  /** First month in which those who join are excluded. */
  readonly closedFrom: MonthIndex;
  /** Chance that someone to whom it is open withdraws in a year: [sex * 101 + age]. */
  readonly chance: Float64Array;
}

export interface EarningsInputs {
  /** Mean monthly earnings of all employed persons with earnings in the base year, by sex (male, female) and by area (urban, rural). */
  readonly meanBySex: Float64Array;
  readonly meanByArea: Float64Array;
  /** Ratio to the earnings of upper secondary education, by education. */
  readonly educationRatio: Float64Array;
  /** Ratio of earnings by region, other things equal; only ratios matter. */
  readonly regionRatio: Float64Array;
  /** Mean earnings of all informal employees over those of all formal employees. */
  readonly informalRatio: number;
  /** Earnings of own-account workers over formal employees', other things equal (family workers earn nothing). */
  readonly ownAccountRatio: number;
  /** Standard deviation of log earnings between persons of a cell, and of the part that is drawn anew each year. */
  readonly sigmaPersistent: number;
  readonly sigmaTransitory: number;
  /** Declared contribution wage as a share of earnings (before the floor and the ceiling of the law). */
  readonly declaredShare: number;
}

export interface IncomeInputs {
  /** Mean monthly income per head in the base year: [region * 2 + area]. */
  readonly meanPerHead: Float64Array;
  /** Ratio of the mean of the minority to that of the majority. */
  readonly minorityRatio: number;
  /** Standard deviation of log income per head within region, area and ethnicity: [region]. */
  readonly sigma: Float64Array;
  /** Log points by which each child under 16 lowers income per head, against the region's mean number of children. */
  readonly childEffect: number;
  /** Correlation of a household's rank of income with its adults' rank of work and earnings. */
  readonly earningsCorrelation: number;
  /** Half-width of the even step that a household's own rank takes each year. */
  readonly step: number;
  /** Income criterion of poverty, VND a head a month: [(year - baseYear) * 2 + area]. */
  readonly povertyLine: Float64Array;
  /** Share of those below the income criterion who are poor (three or more deprivations); the others are near-poor: [region]. */
  readonly deprivedShare: Float64Array;
}

export interface MacroInputs {
  /** Nominal GDP, VND billion: [year - baseYear]. */
  readonly gdp: Float64Array;
  /** State budget expenditure, VND billion. */
  readonly governmentExpenditure: Float64Array;
  /** Consumer prices, base year = 1. */
  readonly priceIndex: Float64Array;
  /** Nominal wages, base year = 1. */
  readonly wageIndex: Float64Array;
  /** Nominal household income per head, base year = 1. */
  readonly incomeIndex: Float64Array;
}
