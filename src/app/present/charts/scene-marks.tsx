/** Marks of a scene as elements of SVG, as `paint-svg` writes them into files. */
import type { ReactNode } from "react";
import { toDrawnText } from "../../../report/scene/drawn-text.ts";
import type { Fill, Hatch, Mark, Stroke, TextMark } from "../../../report/scene/scene.ts";
import { writePathData } from "../../../report/scene/svg-path.ts";

interface Look {
  readonly fill: string;
  readonly fillOpacity?: number | undefined;
  readonly stroke?: string;
  readonly strokeWidth?: number;
  readonly strokeOpacity?: number | undefined;
  readonly strokeDasharray?: string | undefined;
  readonly strokeLinecap?: "butt" | "round" | "square" | undefined;
  readonly strokeLinejoin?: "miter" | "round" | undefined;
}

/** Marks never move or change by themselves: their place names them. */
export function SceneMarks({ marks, name = "m" }: { readonly marks: readonly Mark[]; readonly name?: string }) {
  return marks.map((mark, at) => drawMark(mark, `${name}-${at}`));
}

function drawMark(mark: Mark, key: string): ReactNode {
  switch (mark.kind) {
    case "path":
      return (
        <path
          key={key}
          d={writePathData(mark.parts, mark.isClosed)}
          fillRule="evenodd"
          {...look(mark.fill, mark.stroke)}
        />
      );
    case "rect":
      return (
        <rect
          key={key}
          x={mark.x}
          y={mark.y}
          width={mark.width}
          height={mark.height}
          rx={mark.radiusMm}
          {...look(mark.fill, mark.stroke)}
        />
      );
    case "circle":
      return <circle key={key} cx={mark.x} cy={mark.y} r={mark.radiusMm} {...look(mark.fill, mark.stroke)} />;
    case "text":
      return <SceneText key={key} mark={mark} />;
    case "group":
      return (
        <g key={key} data-name={mark.name} transform={mark.x || mark.y ? `translate(${mark.x} ${mark.y})` : undefined}>
          <SceneMarks marks={mark.marks} name={key} />
        </g>
      );
  }
}

function SceneText({ mark }: { readonly mark: TextMark }) {
  const { x, y, sizeMm, weight, colour, anchor, angle, halo, text } = mark;
  const outline = halo && {
    stroke: halo.colour,
    strokeWidth: 2 * halo.widthMm,
    strokeLinejoin: "round" as const,
    paintOrder: "stroke",
  };
  return (
    <text
      x={x}
      y={y}
      fontSize={sizeMm}
      fontWeight={weight}
      fill={colour}
      textAnchor={anchor}
      transform={angle ? `rotate(${angle} ${x} ${y})` : undefined}
      {...outline}
    >
      {toDrawnText(text)}
    </text>
  );
}

function look(fill: Fill | undefined, stroke: Stroke | undefined): Look {
  return {
    fill: !fill ? "none" : "hatch" in fill ? `url(#${nameHatch(fill.hatch)})` : fill.colour,
    fillOpacity: fill && "opacity" in fill ? fill.opacity : undefined,
    ...(stroke && {
      stroke: stroke.colour,
      strokeWidth: stroke.widthMm,
      strokeOpacity: stroke.opacity,
      strokeDasharray: stroke.dashMm?.join(" "),
      strokeLinecap: stroke.cap,
      strokeLinejoin: stroke.join,
    }),
  };
}

/** Tells the content, so that drawings in one page may share it. */
function nameHatch({ colour, angle, spacingMm, widthMm }: Hatch): string {
  return `chart-hatch-${[colour.slice(1), angle, spacingMm.toFixed(2), widthMm.toFixed(2)].join("-").replaceAll(".", "_")}`;
}

/** The hatches of some marks, to be referred to. Charts have strokes alone. */
export function SceneHatches({ marks }: { readonly marks: readonly Mark[] }) {
  const hatches = new Map(listHatches(marks).map((hatch) => [nameHatch(hatch), hatch]));
  if (hatches.size === 0) return null;
  return (
    <defs>
      {[...hatches].map(([id, { colour, angle, spacingMm, widthMm }]) => (
        <pattern
          key={id}
          id={id}
          patternUnits="userSpaceOnUse"
          width={spacingMm}
          height={spacingMm}
          patternTransform={`rotate(${angle})`}
        >
          <rect y={(spacingMm - widthMm) / 2} width={spacingMm} height={widthMm} fill={colour} />
        </pattern>
      ))}
    </defs>
  );
}

function listHatches(marks: readonly Mark[]): Hatch[] {
  return marks.flatMap((mark): Hatch[] => {
    if (mark.kind === "group") return listHatches(mark.marks);
    return mark.kind !== "text" && mark.fill && "hatch" in mark.fill ? [mark.fill.hatch] : [];
  });
}
