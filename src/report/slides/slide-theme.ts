/** The theme of a deck: the product's colours, and Chinese typefaces that office programs replace by their own where they lack them. */
import { ACTION, DOMAIN_COLOURS, INK, MET, PAPER, SHORTFALL, WHITE } from "./slide-look.ts";

const COLOURS: Readonly<Record<string, string>> = {
  dk1: INK,
  lt1: WHITE,
  dk2: ACTION,
  lt2: PAPER,
  accent1: ACTION,
  accent2: SHORTFALL,
  accent3: MET,
  accent4: DOMAIN_COLOURS.education,
  accent5: DOMAIN_COLOURS.elderly,
  accent6: DOMAIN_COLOURS.culture,
  hlink: ACTION,
  folHlink: DOMAIN_COLOURS.elderly,
};

/** The slide writer's theme with names, colours and East Asian typefaces of its own. */
export function brandTheme(xml: string): string {
  const scheme = Object.entries(COLOURS)
    .map(([name, colour]) => `<a:${name}><a:srgbClr val="${colour}"/></a:${name}>`)
    .join("");
  return xml
    .replace(/name="Office Theme"/, 'name="民生圈"')
    .replace(/<a:clrScheme name="[^"]*">.*?<\/a:clrScheme>/s, `<a:clrScheme name="民生圈">${scheme}</a:clrScheme>`)
    .replace(/<a:ea typeface=""\/>/g, '<a:ea typeface="Microsoft YaHei" panose="020B0503020204020204" charset="-122"/>')
    .replace(/<a:font script="Hans" typeface="[^"]*"\/>/g, '<a:font script="Hans" typeface="微软雅黑"/>');
}
