/**
 * Several maps with one camera: whichever the hand moves leads, the others follow in the same frame. Moves that are made
 * here are not told again, so nothing echoes.
 */

/** Where a flat map looks from. */
export interface CameraPose {
  readonly longitude: number;
  readonly latitude: number;
  readonly zoom: number;
  /** Degrees clockwise from north. */
  readonly bearing: number;
}

/** A map as the link has it. */
export interface LinkedCamera {
  pose(): CameraPose;
  /** Goes there at once, ending whatever motion is under way. */
  take(pose: CameraPose): void;
  /** Ends the motion under way. */
  halt(): void;
}

function isSamePose(one: CameraPose, other: CameraPose): boolean {
  return (
    one.longitude === other.longitude &&
    one.latitude === other.latitude &&
    one.zoom === other.zoom &&
    one.bearing === other.bearing
  );
}

export class CameraLink {
  private readonly cameras = new Set<LinkedCamera>();
  private isTelling = false;

  /** Links a camera: it takes the pose of those that are linked already. The answer ends the link. */
  join(camera: LinkedCamera): () => void {
    const [leader] = this.cameras;
    this.cameras.add(camera);
    if (leader) this.pass(leader.pose(), [camera]);
    return () => {
      this.cameras.delete(camera);
    };
  }

  /** Where the linked maps look; null while there is none. */
  pose(): CameraPose | null {
    const [leader] = this.cameras;
    return leader?.pose() ?? null;
  }

  /** Whether the camera looks where others looked before it. */
  isFollower(camera: LinkedCamera): boolean {
    const [leader] = this.cameras;
    return this.cameras.has(camera) && leader !== camera;
  }

  /** A camera moved: all others go with it. */
  moved(camera: LinkedCamera): void {
    if (this.isTelling || !this.cameras.has(camera)) return;
    this.pass(camera.pose(), this.othersOf(camera));
  }

  /** The hand is on one map: what still glides on another would pull it away from under the hand. */
  grasped(camera: LinkedCamera): void {
    if (!this.cameras.has(camera)) return;
    for (const other of this.othersOf(camera)) other.halt();
  }

  private othersOf(camera: LinkedCamera): LinkedCamera[] {
    return [...this.cameras].filter((each) => each !== camera);
  }

  private pass(pose: CameraPose, cameras: readonly LinkedCamera[]): void {
    this.isTelling = true;
    try {
      for (const camera of cameras) if (!isSamePose(camera.pose(), pose)) camera.take(pose);
    } finally {
      this.isTelling = false;
    }
  }
}
