/** Puts the Chinese words of this room into the catalogue; the English ones come with the others. Imported by whatever shows them. */
import i18next from "i18next";
import { keepingZhCn } from "../strings/keeping.zh-cn.ts";

i18next.addResourceBundle("zh-CN", "translation", keepingZhCn, true, true);
