/**
 * How many people of its group one unit of a service's capacity stands for. A school place
 * is one child's; a day-care bed or a family doctor is there for many. Defaults of this
 * tool, as data: each says where it comes from and prints with every figure that rests on it.
 */
import type { LocalizedText } from "../model/facility.ts";

export interface CapacityNorm {
  readonly serviceId: string;
  /** Names of the attribute as compared: lower case, without blanks, underscores and hyphens. */
  readonly attributes: readonly string[];
  readonly peoplePerUnit: number;
  readonly source: LocalizedText;
}

const CAPACITY_NORMS: readonly CapacityNorm[] = [
  {
    serviceId: "elderly-day-care",
    attributes: ["beds", "床位", "床位数"],
    // 35 beds for 1,000 people aged 60 and over.
    peoplePerUnit: 1000 / 35,
    source: {
      zh: "规划目标每千名老年人 35 张床位，折合每张床位对应 28.6 名老年人（默认值）",
      en: "The plan's 35 beds per 1,000 older people: one bed for 28.6 of them (a default)",
    },
  },
  {
    serviceId: "clinic",
    attributes: ["doctors", "physicians", "医生", "医生数", "医师数"],
    peoplePerUnit: 2000,
    source: {
      zh: "每名家庭医生签约不超过 2000 人（默认值，二手资料，待核）",
      en: "At most 2,000 people signed with one family doctor (a default, secondary source, to be verified)",
    },
  },
];

/** The norm of a service's attribute; null where there is none. */
export function findCapacityNorm(serviceId: string, plainAttribute: string): CapacityNorm | null {
  return (
    CAPACITY_NORMS.find((norm) => norm.serviceId === serviceId && norm.attributes.includes(plainAttribute)) ?? null
  );
}
