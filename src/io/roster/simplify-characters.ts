/** Traditional forms of the characters of place and institution names → simplified. */

/** Pairs: traditional, simplified. One traditional form has one simplified form, so the way back is not offered. */
const PAIRS = [
  "業业東东嚴严豐丰義义樂乐喬乔鄉乡亂乱於于雲云產产倉仓會会眾众衆众兒儿黨党蘭兰關关興兴養养內内岡冈冊册軍军農农馮冯鳳凤凱凯",
  "劉刘則则製制華华單单衛卫廠厂發发雙双後后臺台檯台號号呂吕啟启啓启吳吴員员團团園园國国圖图圓圆聖圣場场壩坝墳坟塊块堅坚壟垄牆墙",
  "壯壮備备復复複复頭头孫孙學学寧宁寶宝實实寬宽賓宾對对壽寿將将爾尔層层崗岗巖岩嶺岭嶽岳嶢峣島岛帥帅師师蓆席莊庄慶庆廟庙龐庞廷廷",
  "開开張张強强當当徑径禦御憶忆恆恒惡恶悅悦應应總总戶户執执擁拥揮挥換换據据鬥斗斷断無无舊旧時时顯显晉晋曉晓曬晒暉晖術术機机權权",
  "條条來来楊杨極极楓枫標标棧栈棟栋樹树樣样橋桥樺桦檔档樓楼橫横歡欢畢毕氣气匯汇彙汇漢汉湯汤溝沟澤泽潔洁窪洼淺浅測测濟济澗涧潤润",
  "漸渐漁渔溫温灣湾濕湿滿满灘滩燈灯靈灵爐炉點点燒烧煙烟熱热愛爱爺爷狀状獨独獅狮獵猎環环現现電电畫画暢畅疇畴療疗鹽盐監监蓋盖盤盘",
  "礬矾礦矿碼码磚砖確确禮礼離离種种積积稱称窯窑窰窑窩窝競竞築筑簡简類类糧粮紅红級级紀纪純纯紙纸線线組组細细終终經经結结給给絡络統统",
  "綠绿維维網网羅罗聶聂聯联勝胜腦脑騰腾艦舰藝艺節节蘆芦葦苇蒼苍蘇苏莖茎荊荆薦荐蕎荞蕩荡榮荣蔭荫藥药萊莱蓮莲營营蕭萧蔣蒋藍蓝虜虏補补",
  "裝装見见規规視视覽览覺觉計计訂订認认訓训議议講讲許许論论設设訪访證证誠诚調调誼谊諧谐謝谢穀谷貝贝財财責责貨货質质賢贤貴贵賀贺賈贾",
  "賞赏賜赐趙赵躍跃踐践車车軌轨轉转輪轮軟软輕轻轅辕輸输邊边遼辽達达遷迁過过還还這这進进遠远違违連连適适選选遞递遺遗鄧邓郵邮鄰邻鄭郑",
  "裡里裏里鑒鉴鐘钟鍾钟鋼钢錢钱鐵铁銅铜銀银鋪铺鏈链鎖锁鋒锋錦锦鎮镇長长門门閆闫間间閘闸閣阁隊队陽阳陰阴陣阵階阶際际陸陆陳陈隨随難难",
  "韓韩頁页頂顶項项順顺須须顧顾預预領领題题額额風风飛飞飯饭飲饮館馆馬马駝驼駕驾駐驻駱骆驗验魚鱼魯鲁鮑鲍鮮鲜鰲鳌鼇鳌鳥鸟雞鸡鷄鸡鴉鸦",
  "鴿鸽鴻鸿鵲鹊鵬鹏鶴鹤麥麦黃黄齊齐齒齿龍龙龜龟區区縣县護护醫医處处務务廳厅體体辦办託托幼幼嶠峤衝冲沖冲準准巒峦灤滦",
].join("");

const simplified = new Map<string, string>();
for (let at = 0; at < PAIRS.length; at += 2) simplified.set(PAIRS[at] as string, PAIRS[at + 1] as string);

/** The text with its traditional characters simplified; all others stay. */
export function simplifyCharacters(text: string): string {
  let result = "";
  for (const character of text) result += simplified.get(character) ?? character;
  return result;
}
