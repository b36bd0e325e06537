import { describe, expect, it } from "vitest";
import { listDropped } from "../../../src/app/frame/list-dropped.ts";
import { BadDataError } from "../../../src/core/errors.ts";

type Tree = { readonly [name: string]: string | Tree };

/** What a browser gives for a dropped folder: entries that hand out their own a hundred at a time. */
function entryOf(name: string, content: string | Tree): FileSystemEntry {
  if (typeof content === "string") {
    const file = (done: (file: File) => void): void => done(new File([content], name));
    return { name, isDirectory: false, isFile: true, file } as unknown as FileSystemEntry;
  }
  const createReader = () => {
    const left = Object.entries(content).map(([inner, of]) => entryOf(inner, of));
    return { readEntries: (done: (entries: FileSystemEntry[]) => void) => done(left.splice(0, 100)) };
  };
  return { name, isDirectory: true, isFile: false, createReader } as unknown as FileSystemEntry;
}

describe("a folder that was dropped", () => {
  it("is all of its files with their paths; pictures come empty, leftovers not at all", async () => {
    const many = Object.fromEntries(Array.from({ length: 250 }, (_, index) => [`${1000 + index}.csv`, "a,b"]));
    const tree = {
      "2024年": { "名单.csv": "名称" },
      多: many,
      "照片.jpg": "picture",
      ".DS_Store": "x",
      "~$a.xlsx": "x",
    };
    const files = await listDropped([entryOf("资料", tree), entryOf("路.csv", "b")]);
    expect(files).toHaveLength(253);
    expect(files.slice(0, 2).map(({ name }) => name)).toEqual(["资料/2024年/名单.csv", "资料/多/1000.csv"]);
    expect(await files[0]?.bytes.text()).toBe("名称");
    expect(files.slice(-2).map(({ name, bytes }) => [name, bytes.size])).toEqual([
      ["资料/照片.jpg", 0],
      ["路.csv", 1],
    ]);
  });

  it("of more files than an office hands over is refused whole", async () => {
    const many = Object.fromEntries(Array.from({ length: 5001 }, (_, index) => [`${index}.csv`, "a"]));
    await expect(listDropped([entryOf("磁盘", many)])).rejects.toThrow(BadDataError);
  });
});
