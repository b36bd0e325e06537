/** What the system refuses when documents are written, in a sentence with what to do. */
import { UndoneError } from "./command.ts";

const FULL = new Set(["ENOSPC", "EDQUOT"]);
const FORBIDDEN = new Set(["EACCES", "EPERM", "EROFS"]);

/** A full disk and a folder that may not be written to as UndoneError; any other fault as it is. */
export function explainRefusal(error: unknown, out: string): Error {
  const code = error instanceof Error && "code" in error ? String(error.code) : "";
  if (FULL.has(code))
    return new UndoneError(
      `磁盘空间不足，文档没有写出；请清理磁盘，或用 --out 换一个文件夹。 The disk is full and no document was written; free some space or choose another --out. (${out})`,
    );
  if (FORBIDDEN.has(code))
    return new UndoneError(
      `没有写入 ${out} 的权限，文档没有写出；请用 --out 换一个文件夹。 ${out} may not be written to and no document was; choose another --out.`,
    );
  return error instanceof Error ? error : new Error(String(error));
}
