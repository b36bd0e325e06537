/** What readers of shapes notice in a file, in the words of page and command line alike. */
import type { LocalizedText } from "./facility.ts";

export interface ShapeWords {
  readonly happened: LocalizedText;
  readonly todo: LocalizedText;
}

interface NoticedIssue {
  readonly value?: string;
  readonly details?: Readonly<Record<string, string | number>>;
}

const say = (zh: string, en: string): LocalizedText => ({ zh, en });
const NOTHING = say("", "");
const EXPORT_AGAIN = say("请从原软件重新导出。", "Export it again from the program it came from.");

/** What happened and what to do about it; null where the issue is not one of shapes. */
export function findShapeWords({ value = "", details = {} }: NoticedIssue): ShapeWords | null {
  const told = (happened: LocalizedText, todo: LocalizedText = NOTHING): ShapeWords => ({ happened, todo });
  switch (details.what) {
    case "heights-dropped":
      return told(
        say("坐标里的高程（Z）和量度（M）没有采用。", "Heights (Z) and measures (M) of the positions are left out."),
      );
    case "curves-stroked":
      return told(
        say(
          "曲线按折线读取，每段不超过 4 度圆心角。",
          "Curves are read as lines, in pieces of at most 4 degrees of arc.",
        ),
      );
    case "encoding-read":
      return told(
        say(
          `文字不是文件声明的编码，按 ${value} 读取。`,
          `The text is not in the encoding that the file names; it is read as ${value}.`,
        ),
        say("核对几个名称，必要时指定编码。", "Check a few names, and state the encoding if need be."),
      );
    case "served-areas":
      return told(
        say(
          "这些面像是设施服务的范围（如学区），不是设施本身，没有作为设施导入。",
          "These areas look like what facilities serve (school districts, say), not like the facilities; they are not imported as such.",
        ),
        say(
          "确实是设施用地或社区的，请指定它是什么；设施请另给点位。",
          "If they are sites of facilities or communities, say so; bring the facilities as points.",
        ),
      );
    case "planned-projects":
      return told(
        say(
          "这张表像是拟建、在建项目的名单，不是已有设施，没有作为设施导入。",
          "This table looks like a list of projects to be built, not of facilities that stand; it is not imported as such.",
        ),
        say(
          "确实是已有设施的，请指定它是什么；要看建成后的效果，请在“选址”中把它们加为新设施。",
          "If they stand already, say what they are; to see what they would change, add them as new facilities under siting.",
        ),
      );
    case "earlier-year":
      return told(
        say(
          `同一张表有几个年份：只采用较新的“${value}”，${details.year} 年的这张没有导入。`,
          `The same table was brought of several years: the newer one, “${value}”, counts, and this one of ${details.year} is not imported.`,
        ),
        say(
          "要用这一年的，请把较新的设为“不导入”，并指定这张表是什么。",
          "To use this year, leave the newer one out and say what this table is.",
        ),
      );
    case "closed-facilities":
      return told(
        say(
          "这张表像是已撤并、停办或注销的设施名单，没有作为设施导入。",
          "This table looks like a list of facilities that were closed or merged; it is not imported as such.",
        ),
        say("其中确有在用的，请指定它是什么。", "If they are in use, say what they are."),
      );
    case "index-ignored":
      return told(
        say(
          "索引（.shx）与图形不符，按先后顺序读取。",
          "The index (.shx) does not fit; shapes are read one after another.",
        ),
      );
    case "attributes-missing":
      return told(
        say("没有属性表（.dbf），只有图形。", "There is no table (.dbf); there are shapes alone."),
        say("把同名的 .dbf 一起拖入。", "Drop the .dbf of the same name with it."),
      );
    case "shapes-missing":
      return told(
        say("没有图形文件（.shp）。", "There is no file of shapes (.shp)."),
        say("把同名的 .shp 一起拖入。", "Drop the .shp of the same name with it."),
      );
    case "rows-differ":
      return told(
        say(
          `属性表有 ${details.rows} 行，图形有 ${details.features} 个，不是同一份数据。`,
          `The table has ${details.rows} rows, but there are ${details.features} shapes: they do not belong together.`,
        ),
        EXPORT_AGAIN,
      );
    case "text-elsewhere":
      return told(
        say(
          "这一列的内容在备注文件（.dbt、.fpt）里，没有读取。",
          "What this column holds stands in a memo file (.dbt, .fpt); it is not read.",
        ),
        say("在原软件里改成文本列后重新导出。", "Make it a column of text in its program and export it again."),
      );
    case "columns-beyond":
      return told(
        say(
          `属性表有 ${details.columns} 列超出行的长度，没有读取。`,
          `${details.columns} columns of the table reach beyond its rows; they are not read.`,
        ),
        EXPORT_AGAIN,
      );
    case "damaged-shape":
      return told(say("这个图形已损坏，读不出来。", "This shape is damaged and cannot be read."), EXPORT_AGAIN);
    case "unsupported-shape":
      return told(
        say("不支持这种图形，此要素没有图形。", "Shapes of this kind are not read; the feature has none."),
        say("转换为点、线或面后再导入。", "Convert it to points, lines or areas and import it again."),
      );
    case "surfaces-outlined":
      return told(
        say(
          `${details.count} 个三维图形（MultiPatch、PolyhedralSurface、TIN）按俯视轮廓读成面，高度没有采用。`,
          `${details.count} surfaces in space (MultiPatch, PolyhedralSurface, TIN) are read as the areas that they cover from above; heights are left out.`,
        ),
      );
    case "mixed-collection":
      return told(
        say(
          "一个要素里混有点、线、面，只采用其中维数最高的。",
          "One feature mixes points, lines and areas; those of the highest dimension are taken.",
        ),
      );
    case "described-fields":
      return told(
        say(
          `${details.count} 个地标的说明（description）里是成对的项目，已按列读取：${details.names}。`,
          `The descriptions of ${details.count} placemarks are pairs of names and values; they are read as columns: ${details.names}.`,
        ),
      );
    case "transfer-limit":
      return told(
        say(
          `服务一次最多给出 ${details.count} 个要素，其余的没有给：这份数据不完整。`,
          `The service gave ${details.count} features, its limit, and left out the others: the data are not complete.`,
        ),
        say(
          "分批下载（resultOffset，或按区县分几次），或请提供方导出整个图层。",
          "Download it in parts (resultOffset, or county by county), or ask for an export of the whole layer.",
        ),
      );
    case "layer-description":
      return told(
        say(
          "这是 ArcGIS 图层的说明（字段、样式），里面没有要素。",
          "This describes a layer of ArcGIS (fields, symbols); there are no features in it.",
        ),
        say(
          "在服务地址后用 /query?where=1=1&outFields=*&f=geojson 下载要素。",
          "Download its features with /query?where=1=1&outFields=*&f=geojson behind the service's address.",
        ),
      );
    case "quantized-positions":
      return told(
        say(
          "坐标是为屏幕显示压缩过的（quantizationParameters），不是原来的位置。",
          "The positions were reduced for drawing on a screen (quantizationParameters); they are not the original ones.",
        ),
        say("不带这个参数重新下载。", "Download it again without that parameter."),
      );
    case "several-systems":
      return told(say("各要素写的坐标系不一样。", "Its features name different coordinate systems."), EXPORT_AGAIN);
    case "days-of-beijing":
      return told(
        say(
          "日期都是北京时间零点的时刻，按北京时间读成日期。",
          "All dates are moments of midnight in Beijing; they are read as days of Beijing's time.",
        ),
      );
    case "aliases-used":
      return told(
        say(
          `${details.count} 个字段名看不出含义，用字段别名作列名：${details.names}。`,
          `${details.count} fields have names that tell nothing; their aliases are taken as headers: ${details.names}.`,
        ),
      );
    case "codes-in-words":
      return told(
        say(
          `${details.count} 列是代码，已按数据里的属性域（coded value domain）换成文字：${details.names}。`,
          `${details.count} columns hold codes, which are read in the words of their domains: ${details.names}.`,
        ),
      );
    case "codes-unknown":
      return told(
        say(
          `${details.count} 种代码不在属性域里，保持原样：${value}。`,
          `${details.count} codes are not in the column's domain and stay as they are: ${value}.`,
        ),
        say("核对这一列。", "Check this column."),
      );
    case "codes-left":
      return told(
        say(
          "这一列的值大多不在属性域里，没有换成文字。",
          "Most values of this column are not in its domain; they are not put into words.",
        ),
        say("核对这一列。", "Check this column."),
      );
    case "tracks-left":
      return told(
        say(
          `文件里有 ${details.count} 条轨迹、路线的名称没有说是步道、绿道，只是走过的路，没有读取。`,
          `The names of ${details.count} tracks and routes of the file do not say that they are trails: they are where somebody walked, and are not read.`,
        ),
        say("是步道的，请在名称里写明（如“某某步道”）。", "If they are trails, say so in their names."),
      );
    case "trail-marks-left":
      return told(
        say(
          `${details.count} 个点是步道上的标记、标注（${value}），不是另外的步道，没有计入。`,
          `${details.count} points are marks and labels on trails (${value}), not trails themselves; they do not count.`,
        ),
      );
    case "gates-left":
      return told(
        say(
          `${details.count} 个点是公园的出入口（${value}），不是另外的公园，没有计入。`,
          `${details.count} points are gates of parks (${value}), not parks themselves; they do not count.`,
        ),
      );
    case "unstated-left":
      return told(
        say(
          `${details.total} 行中 ${details.count} 行没有写坐标，这几行没有导入，其余照常。`,
          `${details.count} of ${details.total} rows state no position; those are not imported, the others are.`,
        ),
        say(
          "补上坐标后再导入；只知道社区的，另存为一张没有坐标列的表。",
          "Add their positions and import again; rows of which only the community is known belong into a table without columns of positions.",
        ),
      );
    case "states-unread":
      return told(
        say(
          `这一列有“${value}”，但也有不认识的写法（${details.names}），所以没有按它排除任何设施，停用的也计入了。`,
          `This column says “${value}”, but also words that are not known (${details.names}); so nothing is left out by it, and what is shut counts, too.`,
        ),
        say(
          "要排除停用的，请把不认识的写法改为“正常”“停用”等。",
          "To leave out what is shut, write “open” or “closed” instead of the words that are not known.",
        ),
      );
    case "links-not-followed":
      return told(
        say(
          `有 ${details.count} 个网络链接（NetworkLink）：程序不联网，链接的内容没有读取。`,
          `${details.count} network links lead to other documents; nothing is fetched, so those are not read.`,
        ),
        say("需要的话，把链接的文件另存后一起导入。", "Save what they lead to and import it as well."),
      );
    case "overlays-left":
      return told(
        say(
          `有 ${details.count} 个叠加图片（Overlay），不是数据，没有读取。`,
          `${details.count} overlays are pictures and no data; they are left out.`,
        ),
      );
    case "positions-skipped":
      return told(
        say(`${value} 个坐标不是数字，已略过。`, `${value} positions are no numbers and are left out.`),
        say("核对这个图形。", "Check this shape."),
      );
    case "no-numbers":
      return told(
        say(
          `${details.count} 处写的是 NaN 或 Infinity，不是 JSON 的数值，按空值读取。`,
          `${details.count} values are written NaN or Infinity, which JSON does not know; they are read as no value.`,
        ),
      );
    case "number-too-large":
      return told(
        say("数字太大，无法计算，按空值读取。", "The number is too large to count with; it is read as no value."),
        say("核对这个单元格。", "Check this cell."),
      );
    case "reader-warned":
      return told(
        say(`已全部读出，但读取时有警告：${value}`, `All of it was read, but with a warning: ${value}`),
        say("核对这个图层。", "Check this layer."),
      );
    case "endless-view":
      return told(
        say(
          "数据库里有可能无法结束的视图（递归，或没有条件的连接），没有读取。",
          "The database has a view that might never end (recursion, or tables joined without a condition); it is not read.",
        ),
        say("把视图另存为图层。", "Save the view as a layer."),
      );
    case "log-missing":
      return told(
        say(
          "数据库用的是预写日志：如果复制时正被别的程序打开，还没写入的修改在同名的 -wal 文件里，这里没有。",
          "The database keeps a log: if a program had it open when it was copied, changes not yet written stand in the file of its name with -wal, which is not here.",
        ),
        say(
          "把同名的 .gpkg-wal 一起拖入，或在原软件里关闭后重新复制。",
          "Drop the .gpkg-wal of its name with it, or close it in its program and copy it again.",
        ),
      );
    case "compressed-tables":
      return told(
        say(
          `地理数据库里有 ${details.count} 个表被 ArcGIS 压缩（.cdf），只有 ArcGIS 能读，这里没有读取。`,
          `${details.count} tables of the geodatabase were compressed by ArcGIS (.cdf); ArcGIS alone can read them, and they are not read here.`,
        ),
        say(
          "在 ArcGIS 里用“解压缩文件地理数据库数据”（Uncompress File Geodatabase Data）工具解压后重新复制，或导出为 GeoPackage、Shapefile。",
          "Run Uncompress File Geodatabase Data in ArcGIS and copy it again, or export the tables as GeoPackage or shapefile.",
        ),
      );
    case "journal-applied":
      return told(
        say(
          "复制时正有程序在写这个数据库（旁边有 -journal 文件）：没写完的修改已按日志撤销，读取的是修改之前的内容。",
          "A program was writing the database when it was copied (its -journal lies beside it): the change that was not finished is undone, and what was there before is read.",
        ),
        say(
          "在原软件里保存并关闭后重新复制，即可得到最新内容。",
          "Save and close it in its program and copy it again to have the newest content.",
        ),
      );
    case "journal-unread":
      return told(
        say(
          "旁边的 -journal 文件说明数据库正写到一半，但它不属于这个数据库或已损坏：里面的数据可能残缺。",
          "The -journal beside it says that the database is half written, but it is not the one of this database, or damaged: the data may be incomplete.",
        ),
        say(
          "在原软件（如 QGIS）里打开一次、关闭，再重新复制；确知它已无关时，不要一起拖入。",
          "Open it once in its program (QGIS, say), close it and copy it again; leave the -journal out where you know that it is of no concern.",
        ),
      );
    case "log-unread":
      return told(
        say(
          "日志文件（-wal）不属于这个数据库或已损坏，其中的修改没有采用。",
          "The log (-wal) is damaged or of another database; the changes in it are left out.",
        ),
        say("在原软件里关闭数据库后重新复制。", "Close the database in its program and copy it again."),
      );
    case "took-too-long":
      return told(
        say(
          `读取超过 ${details.seconds} 秒仍未结束，已停止。`,
          `Reading it was stopped after ${details.seconds} seconds.`,
        ),
        say("只导出需要的图层和范围。", "Export the layers and the area that are needed alone."),
      );
    case "too-many-layers":
    case "too-many-columns":
      return told(
        details.what === "too-many-layers"
          ? say(`图层多于 ${details.limit} 个。`, `It has more than ${details.limit} layers.`)
          : say(`列太多（${details.columns} 列）。`, `It has too many columns (${details.columns}).`),
        say("只导出需要的部分。", "Export the part that is needed alone."),
      );
    default:
      return null;
  }
}
