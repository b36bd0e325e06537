import { describe, expect, it } from "vitest";
import { ArrayPacker, ArrayUnpacker } from "../../src/worker/pack-arrays.ts";
import { shareArrays } from "../../src/worker/share-arrays.ts";

const network = Float64Array.from({ length: 500 }, (_, index) => index / 7);
const arcs = Int32Array.from({ length: 900 }, (_, index) => index * 3);
const send = <Value>(value: Value): Value => structuredClone(value);

describe("packed parcels", () => {
  it("arrive as they were: nested, shared between places, small ones and odd values too", () => {
    const parcel = {
      graph: { network, arcs, factors: null, ids: ["a", "b"] },
      lists: [{ arcs }, { small: Uint8Array.of(1, 2) }],
      limit: Number.POSITIVE_INFINITY,
    };
    const received = new ArrayUnpacker().unpack(send(new ArrayPacker().pack(parcel))) as typeof parcel;
    expect(received).toEqual(parcel);
    expect(received.lists[0]?.arcs).toBe(received.graph.arcs);
  });

  it("send an array once while parcels use it, and again after one that did not", () => {
    const packer = new ArrayPacker();
    const unpacker = new ArrayUnpacker();
    const receive = (parcel: object) => {
      const packed = packer.pack(parcel);
      return { sent: packed.arrays.size, value: unpacker.unpack(send(packed)) };
    };
    const first = receive({ network, arcs });
    const second = receive({ network, limit: 5 });
    expect([first.sent, second.sent]).toEqual([2, 0]);
    expect((second.value as { network: unknown }).network).toBe((first.value as { network: unknown }).network);
    const third = receive({ network, arcs });
    expect(third.sent).toBe(1);
    expect(third.value).toEqual({ network, arcs });
  });

  it("know an array on shared memory by its source, so that it is sent once as well", () => {
    const packer = new ArrayPacker();
    const shared = shareArrays({ network });
    expect(shared.network.buffer).toBeInstanceOf(SharedArrayBuffer);
    expect(shareArrays({ network }).network).toBe(shared.network);
    expect(packer.pack(shared).arrays.size).toBe(1);
    expect(packer.pack(shareArrays({ other: network })).arrays.size).toBe(0);
  });

  it("say when something is missing instead of going on without it", () => {
    const packer = new ArrayPacker();
    packer.pack({ network });
    expect(() => new ArrayUnpacker().unpack(send(packer.pack({ network })))).toThrow("never sent");
  });
});
