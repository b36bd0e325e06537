/** The room's words: they come with its code, when somebody brings files. */
import { importZhCn } from "../strings/import.zh-cn.ts";
import { addTexts } from "../strings/text.ts";

addTexts(importZhCn);
