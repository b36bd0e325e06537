/** The camera of the maps on screen: the one that is always there, and a second one beside it where two are shown. */
import { CameraLink } from "./map/camera-link.ts";

export const stageCamera = new CameraLink();
