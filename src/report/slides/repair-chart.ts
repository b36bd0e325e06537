/** What the slide writer's charts need before strict readers take them as meant: no empty values, the schema's order, the theme's typefaces. */

export function repairChart(xml: string): string {
  return xml
    .replace(/<c:pt idx="\d+"><c:v><\/c:v><\/c:pt>/g, "")
    .replace(/(\s*<c:noMultiLvlLbl val="\d"\/>)(\s*<c:tickLblSkip val="\d+"\/>)/g, "$2$1")
    .replace(/<a:latin typeface="Arial"\/>/g, '<a:latin typeface="+mn-lt"/><a:ea typeface="+mn-ea"/>')
    .replace(
      /(<c:txPr>\s*)<a:bodyPr\/>(?=\s*<a:lstStyle\/>\s*<a:p>\s*<a:pPr>\s*<a:defRPr)/g,
      '$1<a:bodyPr rot="0" vert="horz"/>',
    )
    .replace(/<c:showLeaderLines val="\d"\/>/g, "");
}
