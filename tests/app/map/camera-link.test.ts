import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { CameraLink, type CameraPose, type LinkedCamera } from "../../../src/app/map/camera-link.ts";

/** A camera that tells of every move, as a map does, also of those that it is made to make. */
class ToldCamera implements LinkedCamera {
  at: CameraPose;
  moves = 0;
  halts = 0;
  private readonly link: CameraLink;

  constructor(link: CameraLink, longitude: number) {
    this.link = link;
    this.at = { longitude, latitude: 40, zoom: 10, bearing: 0 };
  }

  pose(): CameraPose {
    return this.at;
  }

  take(pose: CameraPose): void {
    this.at = { ...pose };
    this.moves++;
    this.link.moved(this);
  }

  halt(): void {
    this.halts++;
  }
}

const poses = fc.record({
  longitude: fc.double({ min: -180, max: 180, noNaN: true }),
  latitude: fc.double({ min: -80, max: 80, noNaN: true }),
  zoom: fc.double({ min: 5, max: 19, noNaN: true }),
  bearing: fc.double({ min: -180, max: 180, noNaN: true }),
});

describe("linked cameras", () => {
  it("one that joins looks where the others look, and is the follower", () => {
    const link = new CameraLink();
    const [first, second] = [new ToldCamera(link, 113), new ToldCamera(link, 7)];
    link.join(first);
    link.join(second);
    expect(second.at).toEqual(first.at);
    expect(first.moves).toBe(0);
    expect([link.isFollower(first), link.isFollower(second)]).toEqual([false, true]);
  });

  it("after any moves of any of them all are equal, and each move is followed once: nothing echoes", () => {
    fc.assert(
      fc.property(fc.array(fc.tuple(fc.nat(2), poses), { maxLength: 20 }), (moves) => {
        const link = new CameraLink();
        const cameras = [1, 2, 3].map((longitude) => new ToldCamera(link, longitude));
        for (const camera of cameras) link.join(camera);
        for (const [leader, pose] of moves) {
          const before = cameras.map((camera) => camera.moves);
          cameras[leader]?.take(pose);
          cameras.forEach((camera, index) => {
            expect(camera.at).toEqual(pose);
            expect(camera.moves - (before[index] as number)).toBeLessThanOrEqual(1);
          });
        }
      }),
    );
  });

  it("a move that leads nowhere moves nobody", () => {
    const link = new CameraLink();
    const [first, second] = [new ToldCamera(link, 1), new ToldCamera(link, 1)];
    link.join(first);
    link.join(second);
    first.take(first.at);
    expect(second.moves).toBe(0);
  });

  it("one that has left neither follows nor leads", () => {
    const link = new CameraLink();
    const [first, second] = [new ToldCamera(link, 1), new ToldCamera(link, 1)];
    link.join(first);
    const leave = link.join(second);
    leave();
    first.take({ ...first.at, zoom: 12 });
    expect(second.at.zoom).toBe(10);
    second.take({ ...second.at, zoom: 8 });
    expect(first.at.zoom).toBe(12);
  });

  it("the hand on one map ends what glides on the others, not its own motion", () => {
    const link = new CameraLink();
    const [first, second] = [new ToldCamera(link, 1), new ToldCamera(link, 1)];
    link.join(first);
    link.join(second);
    link.grasped(first);
    expect([first.halts, second.halts]).toEqual([0, 1]);
  });

  it("a camera that fails to follow leaves the link working", () => {
    const link = new CameraLink();
    const [first, second] = [new ToldCamera(link, 1), new ToldCamera(link, 1)];
    link.join(first);
    link.join(second);
    const take = second.take.bind(second);
    second.take = () => {
      throw new Error("lost");
    };
    expect(() => first.take({ ...first.at, zoom: 11 })).toThrow("lost");
    second.take = take;
    first.take({ ...first.at, zoom: 12 });
    expect(second.at.zoom).toBe(12);
  });
});
