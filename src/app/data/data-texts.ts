/** The workspace's words: they come with its code, after the first map. Who names a layer elsewhere loads them too. */
import { dataZhCn } from "../strings/data.zh-cn.ts";
import { addTexts } from "../strings/text.ts";

addTexts(dataZhCn);
