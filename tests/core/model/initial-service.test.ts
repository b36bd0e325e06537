import { expect, it } from "vitest";
import { initialServiceId } from "../../../src/core/model/initial-service.ts";

const createStudy = (...services: readonly (readonly [id: string, circle: boolean, facilities: number])[]) =>
  ({
    services: services.map(([id, circle]) => ({ id, circle })),
    facilities: services.map(([serviceId, , count]) => ({ serviceId, count })),
  }) as unknown as Parameters<typeof initialServiceId>[0];

it("day centres come first where the study has any", () => {
  expect(initialServiceId(createStudy(["clinic", true, 9], ["elderly-day-care", true, 1]))).toBe("elderly-day-care");
  expect(initialServiceId(createStudy(["clinic", true, 9], ["elderly-day-care", true, 0]))).toBe("clinic");
});

it("else the first circle with several facilities, then one with any, then any circle", () => {
  expect(initialServiceId(createStudy(["park", false, 9], ["hall", true, 1], ["clinic", true, 2]))).toBe("clinic");
  expect(initialServiceId(createStudy(["museum", true, 0], ["hall", true, 1]))).toBe("hall");
  expect(initialServiceId(createStudy(["park", false, 9], ["museum", true, 0]))).toBe("museum");
});

it("a study without circles has none", () => {
  expect(initialServiceId(createStudy(["park", false, 9]))).toBeNull();
  expect(initialServiceId(createStudy())).toBeNull();
});
