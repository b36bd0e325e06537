/** The room's words: they come with its code, after the first map. */
import { keepingZhCn } from "../strings/keeping.zh-cn.ts";
import { addTexts } from "../strings/text.ts";

addTexts(keepingZhCn);
