/** Types of the interface, made from openapi.json by tools/generate-client.ts. Not to be edited. */


export interface paths {
  "/healthz": {
    get: operations["getHealthz"];
  };
  "/metrics": {
    /** @description Requests, runs, queue, caches and the process itself, in the text format of Prometheus. */
    get: operations["getMetrics"];
  };
  "/readyz": {
    get: operations["getReadyz"];
  };
  "/v1/audit": {
    /** @description Every request that changed something or was meant to, and every refusal, from the newest, a page at a time. */
    get: operations["getAudit"];
  };
  "/v1/comparisons": {
    /** @description Simulates reforms beside a baseline on the same lives (202), or answers with the comparison that already has these inputs (200 when it has succeeded). Scenarios are named by id (`my-design`, `my-design@2`) or inline. */
    post: operations["postComparisons"];
  };
  "/v1/comparisons/{id}": {
    /** @description A comparison, or any run of two or more scenarios as one; with its summary when it has succeeded. */
    get: operations["getComparisonsById"];
  };
  "/v1/comparisons/{id}/differences": {
    /** @description Every figure of each reform (`scenario`) beside that of the baseline: difference, per cent, and points of GDP for national money. Filters, pages and formats are those of results; there is no workbook. */
    get: operations["getComparisonsByIdDifferences"];
  };
  "/v1/countries/{id}": {
    get: operations["getCountriesById"];
  };
  "/v1/households/entitlements": {
    /** @description What a household is entitled to under a scenario in a month, with every condition and the law behind it, and the contributions due for its members. Nothing is stored. */
    post: operations["postHouseholdsEntitlements"];
  };
  "/v1/problems": {
    get: operations["getProblems"];
  };
  "/v1/problems/{code}": {
    get: operations["getProblemsByCode"];
  };
  "/v1/runs": {
    /** @description Runs from the newest, a page at a time. */
    get: operations["getRuns"];
    /** @description Accepts a run (202), or answers with the one that already has these inputs (200 when it has succeeded). The body is a run in JSON, or a bare scenario in YAML or JSON with the options in the query. With an Idempotency-Key, the same request is answered with the same run, whatever became of it. */
    post: operations["postRuns"];
  };
  "/v1/runs/{id}": {
    get: operations["getRunsById"];
    /** @description Deletes a run that has ended, with its results. Posting it again simulates it again, with the same results. */
    delete: operations["deleteRunsById"];
  };
  "/v1/runs/{id}/cancel": {
    /** @description Cancels a run that waits or runs and frees its workers; cancelling twice is no error. Posting the run again starts it anew. Analysts cancel their own runs, administrators every run. */
    post: operations["postRunsByIdCancel"];
  };
  "/v1/runs/{id}/events": {
    /** @description What happens to a run: every change of state, and progress up to four times a second. As a stream it goes on where Last-Event-ID says and closes by itself after the last event of an ended run; a client that comes back after that event is answered with 204. With `Accept: application/json` the events so far. */
    get: operations["getRunsByIdEvents"];
  };
  "/v1/runs/{id}/record": {
    /** @description What a run was and where its figures come from, with the hashes to check and a text to cite it. */
    get: operations["getRunsByIdRecord"];
  };
  "/v1/runs/{id}/results": {
    /** @description The tidy result table. Filters may be repeated: rows match one value of each named column. Without filters, CSV and JSON are byte for byte the files that `mtb run --out` writes. The header x-total-count tells how many rows match; with limit, Link leads to the next page. */
    get: operations["getRunsByIdResults"];
  };
  "/v1/scenarios": {
    /** @description The scenarios that ship, the baseline first, then those of the library by id. `hash` of the latter is that of the day when they were stored. */
    get: operations["getScenarios"];
    /** @description Stores a sound scenario under its own id, from where runs, comparisons and `extends` take it. */
    post: operations["postScenarios"];
  };
  "/v1/scenarios/{id}": {
    /** @description The resolved scenario as JSON, or with `Accept: application/yaml` the text as it was stored or ships (a text that was sent as JSON is JSON, which YAML readers take). */
    get: operations["getScenariosById"];
    /** @description Puts a new version in force. If-Match must name the version on which the change was made, so that nobody overwrites what another has stored in the meantime. Accepted runs keep the version that they were posted with. */
    put: operations["putScenariosById"];
    /** @description Takes a scenario out of use; its versions stay readable by their numbers. Refused while others extend it. */
    delete: operations["deleteScenariosById"];
  };
  "/v1/scenarios/{id}/diff/{other}": {
    /** @description What the rules of two scenarios, or of two versions of one, differ in after `extends` was resolved: parameters by the months in which their values differ, formulas, tiers, contributions, projection, behaviour. */
    get: operations["getScenariosByIdDiffByOther"];
  };
  "/v1/scenarios/{id}/versions": {
    /** @description All versions of a scenario of the library from the newest, also of one that was deleted. What ships has none. */
    get: operations["getScenariosByIdVersions"];
  };
  "/v1/scenarios/schema": {
    get: operations["getScenariosSchema"];
  };
  "/v1/scenarios/validate": {
    /** @description Checks a scenario without running or storing it; every mistake is answered at once. */
    post: operations["postScenariosValidate"];
  };
}

export type webhooks = Record<string, never>;

export interface components {
  schemas: {
    AuditList: {
      entries: ({
          /** @description Method and pattern of the address */
          action: string;
          at: string;
          /** @description Name of the key or of the token */
          principal: string;
          /** @description Id of the request, as in the log of the server */
          request: string;
          /** @description none for whoever was not let in */
          role: string;
          sequence: number;
          /** @description Status of the answer */
          status: number;
          /** @description Id of what it was done to */
          target: string | null;
        })[];
      limit: number;
      links: {
        next: string | null;
        previous: string | null;
      };
      offset: number;
      total: number;
    };
    Comparison: {
      alignment: boolean;
      baseline: {
        /** @description SHA-256, hexadecimal */
        hash: string;
        id: string;
      };
      created: string;
      error: string | null;
      finished: string | null;
      /** @description Of the run, too */
      id: string;
      links: {
        differences: string;
        events: string;
        run: string;
        self: string;
      };
      persons: number | "whole";
      /** @description Share of the work done, 0 to 1 */
      progress: number;
      reforms: {
          /** @description SHA-256, hexadecimal */
          hash: string;
          id: string;
        }[];
      seed: string;
      /** @enum {string} */
      state: "queued" | "running" | "succeeded" | "failed" | "cancelled";
      /** @description When the run has succeeded */
      summary: components["schemas"]["ReformSummary"][] | null;
      toYear: number;
    };
    ComparisonRequest: {
      /** @description Whether births and deaths are aligned to the rates; true if left out */
      alignment?: boolean;
      /** @description Without it, the root from which the first reform was extended */
      baseline?: string | {
        [key: string]: unknown;
      };
      /** @description Simulated persons, from 1000, or "whole"; 100000 if left out */
      persons?: number | "whole";
      reforms: (string | {
          [key: string]: unknown;
        })[];
      /** @description Any text; "viet-nam-2025" if left out */
      seed?: string;
      /** @description 2045 if left out */
      toYear?: number;
    };
    Country: {
      attribution: string;
      baseYear: number;
      /** @description SHA-256, hexadecimal */
      hash: string;
      id: string;
      lastYear: number;
      name: {
        en: string;
        vi: string;
      };
      /** @description Residents at the start of the base year */
      population: number;
      provenance: ({
          figure: string;
          /** @enum {string} */
          mark: "official" | "reported" | "derived" | "assumption";
          meaning: string;
          source: string;
          unit: string;
          year: string;
        })[];
    };
    Differences: {
      record: {
        /** @description SHA-256, hexadecimal */
        id: string;
        [key: string]: unknown;
      };
      rows: ({
          baseline: number | null;
          branch: string;
          difference: number | null;
          /** @enum {string} */
          dimension: "total" | "sex" | "age" | "region" | "area" | "ethnicity" | "quintile" | "decile" | "activity" | "insurance";
          gdp_points: number | null;
          group: string;
          indicator: string;
          percent: number | null;
          reform: number | null;
          scenario: string;
          tier: string;
          unit: string;
          year: number;
        })[];
    };
    HouseholdAnswer: {
      /** @description The month asked about */
      at: string;
      contributions: readonly {
          /** @description Whole dong of the month asked about */
          amount: number;
          contribution: string;
          fund: string;
          member: string;
          payer: string;
          reference: string;
          title: {
            en: string;
            vi: string;
          };
        }[];
      engineVersion: string;
      entitlements: readonly ({
          about: {
            /** @enum {string} */
            kind: "birth" | "pregnancy-loss" | "adoption" | "child";
            /** @description Date of the event, or the month asked about */
            on: string;
            /** @description Id of the mother, or of the child */
            person: string;
          };
          /** @description Whole dong, of the case or of the month */
          amount: number;
          /** @description The formula of the amount, then the same with values */
          computation: string;
          entitled: boolean;
          /** @description Keys of `parameters` that the amount read */
          parameters: readonly string[];
          /** @description Of a child: months with the same amount, `until` exclusive, at most 24 to either side */
          period: {
            from: string;
            until: string;
          } | null;
          /** @description Conditions in the order of the law, those that refuse the tier first */
          reasons: readonly {
              condition: string;
              holds: boolean;
              /** @description Keys of `parameters` that the condition read */
              parameters: readonly string[];
              /** @description The condition with the values that decided it */
              text: string;
            }[];
          /** @description Id of the person who draws it */
          recipient: string | null;
          /** @description Key of `tiers` */
          tier: string;
        })[];
      /** @description Every parameter that was read, by name and month from which its value holds */
      parameters: {
        [key: string]: {
          /** @description Month from which the value holds */
          from: string;
          mark: string;
          name: string;
          reference: string;
          unit: string;
          value: number;
        };
      };
      scenario: {
        /** @description SHA-256, hexadecimal */
        hash: string;
        id: string;
        title: {
          en: string;
          vi: string;
        };
      };
      /** @description Every tier of the answer, by id */
      tiers: {
        [key: string]: {
          /** @enum {string} */
          branch: "maternity" | "child";
          /** @enum {string} */
          kind: "contributory" | "non-contributory";
          mark: string;
          payer: string;
          reference: string;
          title: {
            en: string;
            vi: string;
          };
        };
      };
      totals: {
        childMonth: number;
        /** @description Dong by who pays */
        contributions: {
          [key: string]: number;
        };
        maternity: number;
      };
    };
    HouseholdRequest: {
      /** @description a month such as 2026-09 */
      at?: string;
      /** @description a list of births, losses and adoptions */
      events?: {
          adoption?: {
            /** @description the id of a person */
            child: string;
            /** @description the id of a person */
            father?: string;
            /** @description the id of a person */
            mother: string;
            /** @description a date such as 1996-04-12, or a month such as 1996-04 */
            on: string;
          };
          birth?: {
            antenatal_days?: number;
            /** @description a list of ids, one to six */
            children?: string[];
            /** @description the id of a person */
            father?: string;
            /** @description a month such as 2026-09 */
            leave_from?: string;
            /** @description the id of a person */
            mother: string;
            /** @description a date such as 1996-04-12, or a month such as 1996-04 */
            on: string;
            /** @description true or false */
            ordered_rest?: boolean;
            recuperation_days?: number;
            /** @description true or false */
            surgery?: boolean;
            /** @description completed weeks of the pregnancy, 20 to 44 */
            weeks?: number;
          };
          pregnancy_loss?: {
            /** @description the id of a person */
            father?: string;
            /** @description the id of a person */
            mother: string;
            /** @description a date such as 1996-04-12, or a month such as 1996-04 */
            on: string;
            /** @description completed weeks of the pregnancy, 1 to 45 */
            weeks: number;
          };
        }[];
      household?: {
        /** @description VND a month, without separators */
        income_per_head?: number;
        /** @enum {string} */
        poverty?: "none" | "near-poor" | "poor";
        quintile?: number;
      };
      /** @description the persons of the household by an id of each */
      persons: {
        [key: string]: {
          /** @description a date such as 1996-04-12, or a month such as 1996-04 */
          born: string;
          /** @description a date such as 1996-04-12, or a month such as 1996-04 */
          died?: string;
          /** @enum {string} */
          disability?: "none" | "severe" | "exceptionally-severe";
          earlier_months?: {
            compulsory?: number;
            voluntary?: number;
          };
          /** @enum {string} */
          ethnicity?: "majority" | "minority" | "very-small-minority";
          /** @description the id of a person */
          father?: string;
          /** @description true or false */
          hiv?: boolean;
          /** @description true or false */
          lives_here?: boolean;
          /** @description the id of a person */
          mother?: string;
          other_living_children?: number;
          /** @description the id of a person */
          partner?: string;
          /** @enum {string} */
          sex: "female" | "male";
          /** @description true or false */
          student?: boolean;
          /** @description a list of spells of membership */
          work?: ({
              /** @description a month such as 2026-09 */
              from: string;
              /** @description VND a month, without separators */
              income?: number;
              /** @description true or false */
              own_account?: boolean;
              /** @enum {string} */
              scheme: "compulsory" | "voluntary";
              /** @description first month no longer worked, such as 2026-09; left out, the spell goes on */
              until?: string;
              /** @description VND a month, without separators */
              wage?: number;
            })[];
        };
      };
      place: {
        /** @enum {string} */
        area: "urban" | "rural";
        /** @enum {string} */
        commune?: "ordinary" | "extremely-difficult";
        /** @description true or false */
        low_fertility_province?: boolean;
        /** @enum {string} */
        region: "red_river_delta" | "northern_midlands_and_mountains" | "north_central_and_central_coast" | "central_highlands" | "south_east" | "mekong_river_delta";
        wage_zone?: number;
      };
      /** @description "current-law" if left out */
      scenario?: string | {
        [key: string]: unknown;
      };
    };
    Problem: {
      /**
       * @description Stable; meant for programs
       * @enum {string}
       */
      code: "invalid-request" | "invalid-json" | "empty-body" | "unauthenticated" | "forbidden" | "not-found" | "unknown-run" | "unknown-comparison" | "unknown-scenario" | "unknown-country" | "unknown-problem" | "method-not-allowed" | "not-acceptable" | "run-not-finished" | "run-failed" | "run-cancelled" | "run-ended" | "run-active" | "results-damaged" | "scenario-exists" | "scenario-shipped" | "scenario-in-use" | "precondition-failed" | "body-too-large" | "unsupported-media-type" | "invalid-parameters" | "invalid-scenario" | "invalid-run" | "invalid-household" | "invalid-comparison" | "idempotency-key-reused" | "too-many-rows" | "precondition-required" | "queue-full" | "too-many-streams" | "rate-limited" | "quota-exceeded" | "internal" | "unavailable" | "store-full" | "store-read-only" | "store-failing";
      detail: string;
      instance: string;
      problems?: ({
          code: string;
          column: number | null;
          expected: string | null;
          found: string | null;
          line: number | null;
          message: string;
          nearest: string | null;
          /** @description JSON pointer (RFC 6901) into the body */
          pointer: string;
          source: string | null;
        })[];
      status: number;
      title: string;
      /** @description Address of the description of the error */
      type: string;
    };
    ReformSummary: {
      /** @description A reform, or one with the response of membership: `<id>+response` */
      scenario: string;
      years: ({
          both: {
            /** @description VND billion, nominal */
            benefit_cost: {
              baseline: number | null;
              difference: number | null;
              reform: number | null;
            };
            /** @description Share of GDP */
            cost_share_of_gdp: {
              baseline: number | null;
              difference: number | null;
              reform: number | null;
            };
          };
          child: {
            /** @description VND billion, nominal */
            benefit_cost: {
              baseline: number | null;
              difference: number | null;
              reform: number | null;
            };
            /** @description Share of GDP */
            cost_share_of_gdp: {
              baseline: number | null;
              difference: number | null;
              reform: number | null;
            };
            /** @description Share of those in need */
            effective_coverage: {
              baseline: number | null;
              difference: number | null;
              reform: number | null;
            };
            /** @description Share of those eligible */
            uptake: {
              baseline: number | null;
              difference: number | null;
              reform: number | null;
            };
          };
          maternity: {
            /** @description VND billion, nominal */
            benefit_cost: {
              baseline: number | null;
              difference: number | null;
              reform: number | null;
            };
            /** @description Share of GDP */
            cost_share_of_gdp: {
              baseline: number | null;
              difference: number | null;
              reform: number | null;
            };
            /** @description Share of those in need */
            effective_coverage: {
              baseline: number | null;
              difference: number | null;
              reform: number | null;
            };
            /** @description Share of those eligible */
            uptake: {
              baseline: number | null;
              difference: number | null;
              reform: number | null;
            };
          };
          winners: ({
            /** @description Share of all residents */
            losers: number | null;
            /** @description VND a head a month, nominal */
            mean_gain: number | null;
            /** @description VND a head a month, nominal */
            mean_loss: number | null;
            /** @description Share of all residents */
            winners: number | null;
          }) | null;
          year: number;
        })[];
    };
    ResolvedScenario: {
      /** @description What it extends, nearest first */
      ancestors: string[];
      country: string;
      description: string;
      /** @description The rules after `extends` was resolved */
      document: unknown;
      /** @description SHA-256 of the resolved scenario, hexadecimal */
      hash: string;
      id: string;
      projection: {
        coverage: string;
        fertility: string;
        macro: string;
      };
      title: {
        en: string;
        vi: string;
      };
    };
    Results: {
      record: {
        /** @description SHA-256, hexadecimal */
        id: string;
        [key: string]: unknown;
      };
      rows: ({
          branch: string;
          /** @enum {string} */
          dimension: "total" | "sex" | "age" | "region" | "area" | "ethnicity" | "quintile" | "decile" | "activity" | "insurance";
          group: string;
          high: number | null;
          indicator: string;
          low: number | null;
          scenario: string;
          tier: string;
          unit: string;
          value: number | null;
          year: number;
        })[];
    };
    Run: {
      /** @description Whether births and deaths are aligned to the rates */
      alignment: boolean;
      country: {
        /** @description SHA-256, hexadecimal */
        hash: string;
        id: string;
      };
      created: string;
      engineVersion: string;
      error: string | null;
      /** @description Work of the run; small runs do not wait behind large ones */
      expectedPersonYears: number;
      finished: string | null;
      id: string;
      links: {
        events: string;
        results: string;
        self: string;
      };
      /** @description Who posted it first */
      owner: string | null;
      persons: number | "whole";
      /** @description Share of the work done, 0 to 1 */
      progress: number;
      /** @description The citable record of a run that succeeded, with the hashes of all its inputs and of its results */
      record: {
        created: string;
        /** @description SHA-256, hexadecimal */
        id: string;
        seconds: number;
        [key: string]: unknown;
      } | null;
      /** @description The baseline first */
      scenarios: {
          /** @description SHA-256, hexadecimal */
          hash: string;
          id: string;
        }[];
      seed: string;
      started: string | null;
      /** @enum {string} */
      state: "queued" | "running" | "succeeded" | "failed" | "cancelled";
      toYear: number;
      /** @description Values that occur in each column by which results can be filtered */
      values: {
        [key: string]: string[];
      } | null;
      /** @description Runs that are before this one in the queue */
      waitingBefore: number | null;
    };
    RunEvents: {
      /** @description Whether the run has ended: then no event follows these */
      ended: boolean;
      events: ({
          /** @description When it happened (UTC) */
          at: string;
          /** @description More about the state, such as the reason of a failure */
          detail: string | null;
          /** @enum {string} */
          event: "state" | "progress";
          /** @description Send it as Last-Event-ID, or as `after`, to go on behind this event */
          id: string;
          /** @description Share of the work done, 0 to 1 */
          progress: number;
          /** @enum {string} */
          state: "queued" | "running" | "succeeded" | "failed" | "cancelled";
        })[];
    };
    RunList: {
      limit: number;
      links: {
        next: string | null;
        previous: string | null;
      };
      offset: number;
      runs: components["schemas"]["Run"][];
      total: number;
    };
    RunRecord: {
      alignment: boolean;
      /** @description How the run may be cited */
      citation: string;
      country: {
        attribution: string;
        hash: string;
        id: string;
        [key: string]: unknown;
      };
      created: string;
      engineVersion: string;
      /** @description SHA-256 of the identity */
      id: string;
      persons: number | "whole";
      /** @description SHA-256 of the whole table in three forms */
      results: {
        arrow: string;
        csv: string;
        json: string;
        rows: number;
      };
      /** @description The baseline first */
      scenarios: {
          hash: string;
          id: string;
          [key: string]: unknown;
        }[];
      seed: string;
      toYear: number;
      [key: string]: unknown;
    };
    RunRequest: {
      /** @description Whether births and deaths are aligned to the rates; true if left out */
      alignment?: boolean;
      /** @description Without it, the root from which the first scenario was extended */
      baseline?: string | {
        [key: string]: unknown;
      };
      /** @description Simulated persons, from 1000, or "whole"; 100000 if left out */
      persons?: number | "whole";
      reforms?: (string | {
          [key: string]: unknown;
        })[];
      /** @description Compared with its baseline */
      scenario?: string | {
        [key: string]: unknown;
      };
      /** @description Any text; "viet-nam-2025" if left out */
      seed?: string;
      /** @description 2045 if left out */
      toYear?: number;
    };
    Scenario: {
      /** @description What it extends, nearest first */
      ancestors: string[];
      /** @description Who stored this version */
      author: string | null;
      country: string;
      /** @description When this version was stored */
      created: string | null;
      description: string;
      /** @description The rules after `extends` was resolved */
      document: unknown;
      /** @description SHA-256 of the resolved scenario, hexadecimal */
      hash: string;
      id: string;
      /** @enum {string} */
      origin: "shipped" | "library";
      projection: {
        coverage: string;
        fertility: string;
        macro: string;
      };
      title: {
        en: string;
        vi: string;
      };
      /** @description Of a scenario of the library; those that ship have none */
      version: number | null;
    };
    ScenarioDiff: {
      after: {
        /** @description SHA-256 of the resolved scenario, hexadecimal */
        hash: string;
        id: string;
        title: {
          en: string;
          vi: string;
        };
        version: number | null;
      };
      before: {
        /** @description SHA-256 of the resolved scenario, hexadecimal */
        hash: string;
        id: string;
        title: {
          en: string;
          vi: string;
        };
        version: number | null;
      };
      changes: ({
          /** @description Null where there is none */
          after: unknown;
          /** @description Null where there was none */
          before: unknown;
          /**
           * @description What became of the whole that `name` names
           * @enum {string}
           */
          change: "added" | "removed" | "changed";
          field: string | null;
          /** @description First month of a dated value */
          from: string | null;
          /** @description Parameter, definition, tier, contribution or choice */
          name: string;
          /** @description JSON pointer into the resolved scenario */
          path: string;
          /** @enum {string} */
          section: "projection" | "behaviour" | "parameters" | "definitions" | "tiers" | "contributions";
          /** @description Title of the tier or contribution, meaning of the parameter */
          title: string | null;
          unit: string | null;
          /** @description First month in which it no longer holds, null if it goes on */
          until: string | null;
        })[];
    };
    ScenarioList: {
      limit: number;
      links: {
        next: string | null;
        previous: string | null;
      };
      offset: number;
      scenarios: components["schemas"]["ScenarioSummary"][];
      total: number;
    };
    ScenarioSummary: {
      /** @description What it extends, nearest first */
      ancestors: string[];
      /** @description Who stored this version */
      author: string | null;
      country: string;
      /** @description When this version was stored */
      created: string | null;
      description: string;
      /** @description SHA-256 of the resolved scenario, hexadecimal */
      hash: string;
      id: string;
      /** @enum {string} */
      origin: "shipped" | "library";
      projection: {
        coverage: string;
        fertility: string;
        macro: string;
      };
      title: {
        en: string;
        vi: string;
      };
      /** @description Of a scenario of the library; those that ship have none */
      version: number | null;
    };
    ScenarioVersions: {
      id: string;
      limit: number;
      links: {
        next: string | null;
        previous: string | null;
      };
      offset: number;
      /** @enum {string} */
      origin: "shipped" | "library";
      total: number;
      /** @description From the newest */
      versions: {
          author: string;
          created: string;
          /** @description Whether it is in force; none is where the scenario was deleted */
          current: boolean;
          /** @description When the version was stored; what it extends may have changed since */
          hash: string;
          title: {
            en: string;
            vi: string;
          };
          version: number;
        }[];
    };
    Validation: {
      scenario: components["schemas"]["ResolvedScenario"];
      /** @constant */
      valid: true;
    };
  };
  responses: never;
  parameters: never;
  requestBodies: never;
  headers: never;
  pathItems: never;
}

export type $defs = Record<string, never>;

export type external = Record<string, never>;

export interface operations {

  getHealthz: {
    responses: {
      /** @description A problem (RFC 9457) */
      "4XX": {
        headers: {
          /** @description Seconds to wait, where waiting helps */
          "Retry-After"?: string;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description Done */
      200: {
        content: {
          "application/json": {
            status: string;
            version: string;
          };
        };
      };
    };
  };
  /** @description Requests, runs, queue, caches and the process itself, in the text format of Prometheus. */
  getMetrics: {
    responses: {
      /** @description A problem (RFC 9457) */
      "4XX": {
        headers: {
          /** @description Seconds to wait, where waiting helps */
          "Retry-After"?: string;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description Done */
      200: {
        content: {
          "text/plain": string;
        };
      };
      /** @description Not at the moment */
      503: {
        headers: {
          /** @description Seconds to wait, where waiting helps */
          "Retry-After"?: string;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
    };
  };
  getReadyz: {
    responses: {
      /** @description A problem (RFC 9457) */
      "4XX": {
        headers: {
          /** @description Seconds to wait, where waiting helps */
          "Retry-After"?: string;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description Done */
      200: {
        content: {
          "application/json": {
            status: string;
            version: string;
          };
        };
      };
      /** @description Not at the moment */
      503: {
        headers: {
          /** @description Seconds to wait, where waiting helps */
          "Retry-After"?: string;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
    };
  };
  /** @description Every request that changed something or was meant to, and every refusal, from the newest, a page at a time. */
  getAudit: {
    parameters: {
      query?: {
        limit?: string;
        offset?: string;
        from?: string;
        to?: string;
        principal?: string;
      };
    };
    responses: {
      /** @description A problem (RFC 9457) */
      "4XX": {
        headers: {
          /** @description Seconds to wait, where waiting helps */
          "Retry-After"?: string;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description Done */
      200: {
        content: {
          "application/json": components["schemas"]["AuditList"];
        };
      };
      /** @description Not at the moment */
      503: {
        headers: {
          /** @description Seconds to wait, where waiting helps */
          "Retry-After"?: string;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
    };
  };
  /** @description Simulates reforms beside a baseline on the same lives (202), or answers with the comparison that already has these inputs (200 when it has succeeded). Scenarios are named by id (`my-design`, `my-design@2`) or inline. */
  postComparisons: {
    parameters: {
      header?: {
        /** @description Any text of the client’s own: the same request with the same key is accepted once */
        "Idempotency-Key"?: string;
      };
    };
    requestBody: {
      content: {
        /**
         * @example {
         *   "baseline": "current-law",
         *   "reforms": [
         *     "multi-tier-child-benefit",
         *     "universal-child-benefit"
         *   ],
         *   "persons": 20000,
         *   "toYear": 2030
         * }
         */
        "application/json": components["schemas"]["ComparisonRequest"];
      };
    };
    responses: {
      /** @description A problem (RFC 9457) */
      "4XX": {
        headers: {
          /** @description Seconds to wait, where waiting helps */
          "Retry-After"?: string;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description Done */
      200: {
        content: {
          "application/json": components["schemas"]["Comparison"];
        };
      };
      /** @description Done */
      202: {
        headers: {
          /** @description Address of what was made */
          Location?: string;
        };
        content: {
          "application/json": components["schemas"]["Comparison"];
        };
      };
      /** @description Not at the moment */
      503: {
        headers: {
          /** @description Seconds to wait, where waiting helps */
          "Retry-After"?: string;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
    };
  };
  /** @description A comparison, or any run of two or more scenarios as one; with its summary when it has succeeded. */
  getComparisonsById: {
    parameters: {
      path: {
        id: string;
      };
    };
    responses: {
      /** @description A problem (RFC 9457) */
      "4XX": {
        headers: {
          /** @description Seconds to wait, where waiting helps */
          "Retry-After"?: string;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description Done */
      200: {
        content: {
          "application/json": components["schemas"]["Comparison"];
        };
      };
      /** @description Not at the moment */
      503: {
        headers: {
          /** @description Seconds to wait, where waiting helps */
          "Retry-After"?: string;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
    };
  };
  /** @description Every figure of each reform (`scenario`) beside that of the baseline: difference, per cent, and points of GDP for national money. Filters, pages and formats are those of results; there is no workbook. */
  getComparisonsByIdDifferences: {
    parameters: {
      query?: {
        scenario?: string | string[];
        year?: string | string[];
        indicator?: string | string[];
        branch?: string | string[];
        tier?: string | string[];
        dimension?: string | string[];
        group?: string | string[];
        /** @description Goes before the Accept header */
        format?: "csv" | "json" | "parquet" | "arrow" | "xlsx";
        /** @description Rows of a page, 1 to 10000, of JSON and CSV; all rows if left out */
        limit?: string;
        /** @description Rows before the page; 0 if left out */
        offset?: string;
      };
      header?: {
        /** @description ETags that the client has; 304 if one of them still holds */
        "If-None-Match"?: string;
      };
      path: {
        id: string;
      };
    };
    responses: {
      /** @description A problem (RFC 9457) */
      "4XX": {
        headers: {
          /** @description Seconds to wait, where waiting helps */
          "Retry-After"?: string;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description Done */
      200: {
        headers: {
          /** @description Names this version of the answer */
          ETag?: string;
        };
        content: {
          "application/json": components["schemas"]["Differences"];
          "application/vnd.apache.arrow.file": string;
          "application/vnd.apache.parquet": string;
          "text/csv": string;
        };
      };
      /** @description The client has it already */
      304: {
        content: never;
      };
      /** @description Not at the moment */
      503: {
        headers: {
          /** @description Seconds to wait, where waiting helps */
          "Retry-After"?: string;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
    };
  };
  getCountriesById: {
    parameters: {
      path: {
        id: string;
      };
    };
    responses: {
      /** @description A problem (RFC 9457) */
      "4XX": {
        headers: {
          /** @description Seconds to wait, where waiting helps */
          "Retry-After"?: string;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description Done */
      200: {
        content: {
          "application/json": components["schemas"]["Country"];
        };
      };
      /** @description Not at the moment */
      503: {
        headers: {
          /** @description Seconds to wait, where waiting helps */
          "Retry-After"?: string;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
    };
  };
  /** @description What a household is entitled to under a scenario in a month, with every condition and the law behind it, and the contributions due for its members. Nothing is stored. */
  postHouseholdsEntitlements: {
    requestBody: {
      content: {
        /**
         * @example {
         *   "scenario": "current-law",
         *   "at": "2026-09",
         *   "place": {
         *     "region": "south_east",
         *     "area": "urban"
         *   },
         *   "persons": {
         *     "lan": {
         *       "sex": "female",
         *       "born": "1996-04-12",
         *       "work": [
         *         {
         *           "from": "2024-01",
         *           "scheme": "compulsory",
         *           "wage": 9000000
         *         }
         *       ]
         *     },
         *     "an": {
         *       "sex": "female",
         *       "born": "2026-08-20",
         *       "mother": "lan"
         *     }
         *   },
         *   "events": [
         *     {
         *       "birth": {
         *         "mother": "lan",
         *         "on": "2026-08-20"
         *       }
         *     }
         *   ]
         * }
         */
        "application/json": components["schemas"]["HouseholdRequest"];
        /**
         * @example scenario: current-law
         * at: 2026-09
         * place: { region: south_east, area: urban }
         * persons:
         *   lan: { sex: female, born: 1996-04-12 }
         *   an: { sex: female, born: 2026-08-20, mother: lan }
         * events:
         *   - birth: { mother: lan, on: 2026-08-20 }
         */
        "application/yaml": string;
      };
    };
    responses: {
      /** @description A problem (RFC 9457) */
      "4XX": {
        headers: {
          /** @description Seconds to wait, where waiting helps */
          "Retry-After"?: string;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description Done */
      200: {
        content: {
          "application/json": components["schemas"]["HouseholdAnswer"];
        };
      };
      /** @description Not at the moment */
      503: {
        headers: {
          /** @description Seconds to wait, where waiting helps */
          "Retry-After"?: string;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
    };
  };
  getProblems: {
    responses: {
      /** @description A problem (RFC 9457) */
      "4XX": {
        headers: {
          /** @description Seconds to wait, where waiting helps */
          "Retry-After"?: string;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description Done */
      200: {
        content: {
          "application/json": {
            problems: {
                code: string;
                detail: string;
                status: number;
                title: string;
              }[];
          };
        };
      };
      /** @description Not at the moment */
      503: {
        headers: {
          /** @description Seconds to wait, where waiting helps */
          "Retry-After"?: string;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
    };
  };
  getProblemsByCode: {
    parameters: {
      path: {
        code: string;
      };
    };
    responses: {
      /** @description A problem (RFC 9457) */
      "4XX": {
        headers: {
          /** @description Seconds to wait, where waiting helps */
          "Retry-After"?: string;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description Done */
      200: {
        content: {
          "application/json": {
            code: string;
            detail: string;
            status: number;
            title: string;
          };
        };
      };
      /** @description Not at the moment */
      503: {
        headers: {
          /** @description Seconds to wait, where waiting helps */
          "Retry-After"?: string;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
    };
  };
  /** @description Runs from the newest, a page at a time. */
  getRuns: {
    parameters: {
      query?: {
        limit?: string;
        offset?: string;
        state?: "queued" | "running" | "succeeded" | "failed" | "cancelled";
      };
    };
    responses: {
      /** @description A problem (RFC 9457) */
      "4XX": {
        headers: {
          /** @description Seconds to wait, where waiting helps */
          "Retry-After"?: string;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description Done */
      200: {
        content: {
          "application/json": components["schemas"]["RunList"];
        };
      };
      /** @description Not at the moment */
      503: {
        headers: {
          /** @description Seconds to wait, where waiting helps */
          "Retry-After"?: string;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
    };
  };
  /** @description Accepts a run (202), or answers with the one that already has these inputs (200 when it has succeeded). The body is a run in JSON, or a bare scenario in YAML or JSON with the options in the query. With an Idempotency-Key, the same request is answered with the same run, whatever became of it. */
  postRuns: {
    parameters: {
      query?: {
        persons?: string;
        toYear?: string;
        seed?: string;
        alignment?: "true" | "false";
      };
      header?: {
        /** @description Any text of the client’s own: the same request with the same key is accepted once */
        "Idempotency-Key"?: string;
      };
    };
    requestBody: {
      content: {
        /**
         * @example {
         *   "scenario": "multi-tier-child-benefit",
         *   "persons": 20000,
         *   "toYear": 2030
         * }
         */
        "application/json": components["schemas"]["RunRequest"] | {
          [key: string]: unknown;
        };
        /**
         * @example id: smaller-benefit
         * title: { en: A smaller child benefit, vi: Trợ cấp trẻ em thấp hơn }
         * extends: multi-tier-child-benefit
         * parameters:
         *   child_benefit_basic_level:
         *     mark: assumption
         *     reference: chosen here
         *     values: [{ from: 2027-01, value: 0.5 }]
         */
        "application/yaml": string;
      };
    };
    responses: {
      /** @description A problem (RFC 9457) */
      "4XX": {
        headers: {
          /** @description Seconds to wait, where waiting helps */
          "Retry-After"?: string;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description Done */
      200: {
        content: {
          "application/json": components["schemas"]["Run"];
        };
      };
      /** @description Done */
      202: {
        headers: {
          /** @description Address of what was made */
          Location?: string;
        };
        content: {
          "application/json": components["schemas"]["Run"];
        };
      };
      /** @description Not at the moment */
      503: {
        headers: {
          /** @description Seconds to wait, where waiting helps */
          "Retry-After"?: string;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
    };
  };
  getRunsById: {
    parameters: {
      path: {
        id: string;
      };
    };
    responses: {
      /** @description A problem (RFC 9457) */
      "4XX": {
        headers: {
          /** @description Seconds to wait, where waiting helps */
          "Retry-After"?: string;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description Done */
      200: {
        content: {
          "application/json": components["schemas"]["Run"];
        };
      };
      /** @description Not at the moment */
      503: {
        headers: {
          /** @description Seconds to wait, where waiting helps */
          "Retry-After"?: string;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
    };
  };
  /** @description Deletes a run that has ended, with its results. Posting it again simulates it again, with the same results. */
  deleteRunsById: {
    parameters: {
      path: {
        id: string;
      };
    };
    responses: {
      /** @description A problem (RFC 9457) */
      "4XX": {
        headers: {
          /** @description Seconds to wait, where waiting helps */
          "Retry-After"?: string;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description Deleted */
      204: {
        content: never;
      };
      /** @description Not at the moment */
      503: {
        headers: {
          /** @description Seconds to wait, where waiting helps */
          "Retry-After"?: string;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
    };
  };
  /** @description Cancels a run that waits or runs and frees its workers; cancelling twice is no error. Posting the run again starts it anew. Analysts cancel their own runs, administrators every run. */
  postRunsByIdCancel: {
    parameters: {
      path: {
        id: string;
      };
    };
    responses: {
      /** @description A problem (RFC 9457) */
      "4XX": {
        headers: {
          /** @description Seconds to wait, where waiting helps */
          "Retry-After"?: string;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description Done */
      200: {
        content: {
          "application/json": components["schemas"]["Run"];
        };
      };
      /** @description Not at the moment */
      503: {
        headers: {
          /** @description Seconds to wait, where waiting helps */
          "Retry-After"?: string;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
    };
  };
  /** @description What happens to a run: every change of state, and progress up to four times a second. As a stream it goes on where Last-Event-ID says and closes by itself after the last event of an ended run; a client that comes back after that event is answered with 204. With `Accept: application/json` the events so far. */
  getRunsByIdEvents: {
    parameters: {
      query?: {
        /** @description Id of the last event that was seen; the header Last-Event-ID goes before it */
        after?: string;
      };
      header?: {
        /** @description Id of the last event that was seen: the stream goes on behind it */
        "Last-Event-ID"?: string;
      };
      path: {
        id: string;
      };
    };
    responses: {
      /** @description A problem (RFC 9457) */
      "4XX": {
        headers: {
          /** @description Seconds to wait, where waiting helps */
          "Retry-After"?: string;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description The events */
      200: {
        content: {
          "application/json": components["schemas"]["RunEvents"];
          "text/event-stream": string;
        };
      };
      /** @description The run has ended, and its last event was seen */
      204: {
        content: never;
      };
      /** @description Not at the moment */
      503: {
        headers: {
          /** @description Seconds to wait, where waiting helps */
          "Retry-After"?: string;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
    };
  };
  /** @description What a run was and where its figures come from, with the hashes to check and a text to cite it. */
  getRunsByIdRecord: {
    parameters: {
      header?: {
        /** @description ETags that the client has; 304 if one of them still holds */
        "If-None-Match"?: string;
      };
      path: {
        id: string;
      };
    };
    responses: {
      /** @description A problem (RFC 9457) */
      "4XX": {
        headers: {
          /** @description Seconds to wait, where waiting helps */
          "Retry-After"?: string;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description Done */
      200: {
        headers: {
          /** @description Names this version of the answer */
          ETag?: string;
        };
        content: {
          "application/json": components["schemas"]["RunRecord"];
        };
      };
      /** @description The client has it */
      304: {
        content: never;
      };
      /** @description Not at the moment */
      503: {
        headers: {
          /** @description Seconds to wait, where waiting helps */
          "Retry-After"?: string;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
    };
  };
  /** @description The tidy result table. Filters may be repeated: rows match one value of each named column. Without filters, CSV and JSON are byte for byte the files that `mtb run --out` writes. The header x-total-count tells how many rows match; with limit, Link leads to the next page. */
  getRunsByIdResults: {
    parameters: {
      query?: {
        scenario?: string | string[];
        year?: string | string[];
        indicator?: string | string[];
        branch?: string | string[];
        tier?: string | string[];
        dimension?: string | string[];
        group?: string | string[];
        /** @description Goes before the Accept header */
        format?: "csv" | "json" | "parquet" | "arrow" | "xlsx";
        /** @description Rows of a page, 1 to 10000, of JSON and CSV; all rows if left out */
        limit?: string;
        /** @description Rows before the page; 0 if left out */
        offset?: string;
      };
      header?: {
        /** @description ETags that the client has; 304 if one of them still holds */
        "If-None-Match"?: string;
      };
      path: {
        id: string;
      };
    };
    responses: {
      /** @description A problem (RFC 9457) */
      "4XX": {
        headers: {
          /** @description Seconds to wait, where waiting helps */
          "Retry-After"?: string;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description Done */
      200: {
        headers: {
          /** @description Names this version of the answer */
          ETag?: string;
        };
        content: {
          "application/json": components["schemas"]["Results"];
          "application/vnd.apache.arrow.file": string;
          "application/vnd.apache.parquet": string;
          "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet": string;
          "text/csv": string;
        };
      };
      /** @description The client has it already */
      304: {
        content: never;
      };
      /** @description Not at the moment */
      503: {
        headers: {
          /** @description Seconds to wait, where waiting helps */
          "Retry-After"?: string;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
    };
  };
  /** @description The scenarios that ship, the baseline first, then those of the library by id. `hash` of the latter is that of the day when they were stored. */
  getScenarios: {
    parameters: {
      query?: {
        limit?: string;
        offset?: string;
        origin?: "shipped" | "library" | "all";
        /** @description Looked for in ids and titles, whatever the case */
        search?: string;
      };
    };
    responses: {
      /** @description A problem (RFC 9457) */
      "4XX": {
        headers: {
          /** @description Seconds to wait, where waiting helps */
          "Retry-After"?: string;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description Done */
      200: {
        content: {
          "application/json": components["schemas"]["ScenarioList"];
        };
      };
      /** @description Not at the moment */
      503: {
        headers: {
          /** @description Seconds to wait, where waiting helps */
          "Retry-After"?: string;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
    };
  };
  /** @description Stores a sound scenario under its own id, from where runs, comparisons and `extends` take it. */
  postScenarios: {
    requestBody: {
      content: {
        /**
         * @example {
         *   "id": "smaller-benefit",
         *   "title": {
         *     "en": "A smaller child benefit",
         *     "vi": "Trợ cấp trẻ em thấp hơn"
         *   },
         *   "extends": "multi-tier-child-benefit",
         *   "parameters": {
         *     "child_benefit_basic_level": {
         *       "mark": "assumption",
         *       "reference": "chosen here",
         *       "values": [
         *         {
         *           "from": "2027-01",
         *           "value": 0.5
         *         }
         *       ]
         *     }
         *   }
         * }
         */
        "application/json": {
          [key: string]: unknown;
        };
        /**
         * @example id: smaller-benefit
         * title: { en: A smaller child benefit, vi: Trợ cấp trẻ em thấp hơn }
         * extends: multi-tier-child-benefit
         * parameters:
         *   child_benefit_basic_level:
         *     mark: assumption
         *     reference: chosen here
         *     values: [{ from: 2027-01, value: 0.5 }]
         */
        "application/yaml": string;
      };
    };
    responses: {
      /** @description A problem (RFC 9457) */
      "4XX": {
        headers: {
          /** @description Seconds to wait, where waiting helps */
          "Retry-After"?: string;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description Done */
      201: {
        headers: {
          /** @description Address of what was made */
          Location?: string;
        };
        content: {
          "application/json": components["schemas"]["Scenario"];
        };
      };
      /** @description Not at the moment */
      503: {
        headers: {
          /** @description Seconds to wait, where waiting helps */
          "Retry-After"?: string;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
    };
  };
  /** @description The resolved scenario as JSON, or with `Accept: application/yaml` the text as it was stored or ships (a text that was sent as JSON is JSON, which YAML readers take). */
  getScenariosById: {
    parameters: {
      query?: {
        version?: string;
      };
      header?: {
        /** @description ETags that the client has; 304 if one of them still holds */
        "If-None-Match"?: string;
      };
      path: {
        id: string;
      };
    };
    responses: {
      /** @description A problem (RFC 9457) */
      "4XX": {
        headers: {
          /** @description Seconds to wait, where waiting helps */
          "Retry-After"?: string;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description Done */
      200: {
        headers: {
          /** @description Names this version of the answer */
          ETag?: string;
        };
        content: {
          "application/json": components["schemas"]["Scenario"];
          "application/yaml": string;
        };
      };
      /** @description The client has it already */
      304: {
        content: never;
      };
      /** @description Not at the moment */
      503: {
        headers: {
          /** @description Seconds to wait, where waiting helps */
          "Retry-After"?: string;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
    };
  };
  /** @description Puts a new version in force. If-Match must name the version on which the change was made, so that nobody overwrites what another has stored in the meantime. Accepted runs keep the version that they were posted with. */
  putScenariosById: {
    parameters: {
      header?: {
        /** @description The ETag of the version that the change was made on */
        "If-Match"?: string;
      };
      path: {
        id: string;
      };
    };
    requestBody: {
      content: {
        /**
         * @example {
         *   "id": "smaller-benefit",
         *   "title": {
         *     "en": "A smaller child benefit",
         *     "vi": "Trợ cấp trẻ em thấp hơn"
         *   },
         *   "extends": "multi-tier-child-benefit",
         *   "parameters": {
         *     "child_benefit_basic_level": {
         *       "mark": "assumption",
         *       "reference": "chosen here",
         *       "values": [
         *         {
         *           "from": "2027-01",
         *           "value": 0.5
         *         }
         *       ]
         *     }
         *   }
         * }
         */
        "application/json": {
          [key: string]: unknown;
        };
        /**
         * @example id: smaller-benefit
         * title: { en: A smaller child benefit, vi: Trợ cấp trẻ em thấp hơn }
         * extends: multi-tier-child-benefit
         * parameters:
         *   child_benefit_basic_level:
         *     mark: assumption
         *     reference: chosen here
         *     values: [{ from: 2027-01, value: 0.5 }]
         */
        "application/yaml": string;
      };
    };
    responses: {
      /** @description A problem (RFC 9457) */
      "4XX": {
        headers: {
          /** @description Seconds to wait, where waiting helps */
          "Retry-After"?: string;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description Done */
      200: {
        headers: {
          /** @description Names this version of the answer */
          ETag?: string;
        };
        content: {
          "application/json": components["schemas"]["Scenario"];
        };
      };
      /** @description Not at the moment */
      503: {
        headers: {
          /** @description Seconds to wait, where waiting helps */
          "Retry-After"?: string;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
    };
  };
  /** @description Takes a scenario out of use; its versions stay readable by their numbers. Refused while others extend it. */
  deleteScenariosById: {
    parameters: {
      header?: {
        /** @description The ETag of the version that the change was made on */
        "If-Match"?: string;
      };
      path: {
        id: string;
      };
    };
    responses: {
      /** @description A problem (RFC 9457) */
      "4XX": {
        headers: {
          /** @description Seconds to wait, where waiting helps */
          "Retry-After"?: string;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description Deleted */
      204: {
        headers: {
          /** @description Names this version of the answer */
          ETag?: string;
        };
        content: never;
      };
      /** @description Not at the moment */
      503: {
        headers: {
          /** @description Seconds to wait, where waiting helps */
          "Retry-After"?: string;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
    };
  };
  /** @description What the rules of two scenarios, or of two versions of one, differ in after `extends` was resolved: parameters by the months in which their values differ, formulas, tiers, contributions, projection, behaviour. */
  getScenariosByIdDiffByOther: {
    parameters: {
      query?: {
        /** @description Of the first scenario; the one in force if left out */
        version?: string;
        /** @description Likewise of the second */
        otherVersion?: string;
      };
      path: {
        id: string;
        other: string;
      };
    };
    responses: {
      /** @description A problem (RFC 9457) */
      "4XX": {
        headers: {
          /** @description Seconds to wait, where waiting helps */
          "Retry-After"?: string;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description Done */
      200: {
        content: {
          "application/json": components["schemas"]["ScenarioDiff"];
          "text/csv": string;
          "text/plain": string;
        };
      };
      /** @description Not at the moment */
      503: {
        headers: {
          /** @description Seconds to wait, where waiting helps */
          "Retry-After"?: string;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
    };
  };
  /** @description All versions of a scenario of the library from the newest, also of one that was deleted. What ships has none. */
  getScenariosByIdVersions: {
    parameters: {
      query?: {
        limit?: string;
        offset?: string;
      };
      path: {
        id: string;
      };
    };
    responses: {
      /** @description A problem (RFC 9457) */
      "4XX": {
        headers: {
          /** @description Seconds to wait, where waiting helps */
          "Retry-After"?: string;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description Done */
      200: {
        content: {
          "application/json": components["schemas"]["ScenarioVersions"];
        };
      };
      /** @description Not at the moment */
      503: {
        headers: {
          /** @description Seconds to wait, where waiting helps */
          "Retry-After"?: string;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
    };
  };
  getScenariosSchema: {
    responses: {
      /** @description A problem (RFC 9457) */
      "4XX": {
        headers: {
          /** @description Seconds to wait, where waiting helps */
          "Retry-After"?: string;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description Done */
      200: {
        content: {
          "application/schema+json": {
            [key: string]: unknown;
          };
        };
      };
      /** @description Not at the moment */
      503: {
        headers: {
          /** @description Seconds to wait, where waiting helps */
          "Retry-After"?: string;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
    };
  };
  /** @description Checks a scenario without running or storing it; every mistake is answered at once. */
  postScenariosValidate: {
    requestBody: {
      content: {
        /**
         * @example {
         *   "id": "smaller-benefit",
         *   "title": {
         *     "en": "A smaller child benefit",
         *     "vi": "Trợ cấp trẻ em thấp hơn"
         *   },
         *   "extends": "multi-tier-child-benefit",
         *   "parameters": {
         *     "child_benefit_basic_level": {
         *       "mark": "assumption",
         *       "reference": "chosen here",
         *       "values": [
         *         {
         *           "from": "2027-01",
         *           "value": 0.5
         *         }
         *       ]
         *     }
         *   }
         * }
         */
        "application/json": {
          [key: string]: unknown;
        };
        /**
         * @example id: smaller-benefit
         * title: { en: A smaller child benefit, vi: Trợ cấp trẻ em thấp hơn }
         * extends: multi-tier-child-benefit
         * parameters:
         *   child_benefit_basic_level:
         *     mark: assumption
         *     reference: chosen here
         *     values: [{ from: 2027-01, value: 0.5 }]
         */
        "application/yaml": string;
      };
    };
    responses: {
      /** @description A problem (RFC 9457) */
      "4XX": {
        headers: {
          /** @description Seconds to wait, where waiting helps */
          "Retry-After"?: string;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description Done */
      200: {
        content: {
          "application/json": components["schemas"]["Validation"];
        };
      };
      /** @description Not at the moment */
      503: {
        headers: {
          /** @description Seconds to wait, where waiting helps */
          "Retry-After"?: string;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
    };
  };
}
