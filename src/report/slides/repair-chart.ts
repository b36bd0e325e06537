/** What the slide writer's charts need before strict readers take them as meant: no empty values, the schema's order, the theme's typefaces. */

export function repairChart(xml: string): string {
  return xml
    .replace(/<c:pt idx="\d+"><c:v><\/c:v><\/c:pt>/g, "")
    .replace(/<a:latin typeface="Arial"\/>/g, '<a:latin typeface="+mn-lt"/><a:ea typeface="+mn-ea"/>')
    .replace(/<c:showLeaderLines val="\d"\/>/g, "");
}
