/** Short word lists, written by us, for the finder of Chinese names. They are general; the rest is learned from the corpus. */

import type { SpanKind } from '../tokenizer/tokens.ts';

const characters = (text: string): ReadonlySet<string> => new Set(text.replace(/\s/g, ''));
const words = (text: string): ReadonlySet<string> => new Set(text.trim().split(/\s+/));

/** Surnames that seldom begin another word. */
export const surnames = characters(
  '李王张刘陈杨赵吴周徐孙胡朱郭何罗宋郑谢韩冯邓曹彭曾萧蔡潘袁董余叶蒋杜苏魏吕丁沈姚卢傅钟崔汪范廖陆夏韦贾邹熊孟秦阎薛侯尹郝龚邵钱覃武戴莫孔康邢殷詹聂章葛翟许梁唐程史鲁冼屠华毕祖齐溥狄岳詹习席施聂',
);
/** Surnames that are common words, too: they count as a name only if the context is that of a person. */
export const wordySurnames = characters('高林马金方石白江毛黄温常古文万于雷牛关包洪龙田任姜谭汤黎易阿老');
/** Surnames of two characters. */
export const doubleSurnames = words('欧阳 司马 诸葛 上官 司徒 夏侯 皇甫 公孙 慕容 尉迟');
/** Common words that begin with a surname. */
export const commonWords = words(
  '王国 王朝 王宫 王后 王子 王室 王冠 王位 王者 周期 周围 周年 张开 张贴 余下 余年 余生 何时 何处 何种 叶子 叶片 程度 程序 史诗 史书 史料 史上 史学 华丽 华人 华贵 华侨 ' +
    '夏天 夏季 秋天 武器 武装 武力 武将 许多 许可 章程 康复 齐全 齐名 毕业 毕竟 毕生 孔雀 熊猫 曾经 曾任 曾在 曾孙 曾祖 杜绝 苏醒 苏联 唐代 唐朝 宋代 宋朝 夏朝 周朝 秦朝 ' +
    '丁香 钟表 钟声 钟楼 卢布 陆地 陆军 陆续 董事 侯爵 祖国 祖先 祖父 祖母 祖孙 范围 钱币 孙子 孙女 彭湃 梁柱 罗盘 罗马 戴上 武汉 徐徐 胡须 胡同 魏晋 韩国 郑重 莫名 华氏 鲁莽',
);

/** Characters that hardly ever occur in the name of a person or in the stem of a place name. */
export const functionCharacters = characters(
  '的了在是和与有个这那一不们到上下中之为以其于从被把由年月日时后前里来去说等出地得着过把给让向往对将就也都还又很最更第每几各某他她它我你自己此该几正再才并两三四五六七八九十多少叫做当及或而且但因所使能会可要用只同已经没无，。、；：？！《》“”',
);

/** Last characters of occupations and titles, as in 使者, 诗人, 皇帝: a name may follow. */
export const roleEndings = characters('子父母妻弟兄家者师帝相译将友商卿士匠妻手员长臣官席统');
/** Verbs that often follow a name directly. */
export const verbsAfterNames =
  /(?:承担|制造|设计|攻入|发明|创立|建造|领导|指挥|观测|提出|主持|完成|修建|带领|研究|夭折|改编|驾驶|编写|整理|作曲|命名|发现|写成|拍摄|送给|决定)$/u;

/** Characters that are used to transliterate foreign names. */
export const soundStrong = characters(
  '斯尔克拉莱罗洛尼诺伯莫穆奥维韦菲弗费蒂迪索厄庞墨喀施娅莎什勃戈吉贾凯柯勒雷蕾利卢鲁伦玛纳娜佩珀萨塞桑瑟莎塔泰图托瓦威沃乌希谢雅亚耶伊泽扎兹艾埃巴鲍贝比波布达姆堡芬曼蒙尤休琼乔丽妮莉琳',
);
/** Characters of transliteration that are common in ordinary words, too. */
export const soundMild = characters(
  '阿马德赫哈加温恩森逊沙丁甘根古哥豪霍怀惠冈格盖杰卡科库昆兰朗劳里列林隆麦迈梅米默内纽努欧帕彭皮普奇热瑞舍史坦汤唐特提廷西辛扬英约詹佐爱安昂班邦宾博查楚登顿敦丹基杜戴茨滕坎肯潘汗夫门翰梵赛苏佛求奈蓬丘切圭戎席泊匹',
);
/** Only inside a foreign name. */
export const soundInner = characters('因也来多得大金文可海法答腊那及第拿礼');
/** Pairs with the border of a foreign name between them: the first character ends a word, or the second begins one. */
export const straddling = words(
  '到达 抵达 参加 宣布 颁布 发布 公布 利用 提出 提到 提取 提供 大约 攀登 登上 登陆 登基 达到 特别 图书 图画 西部 西南 西北 西方 西岸 东西 约定 约有 普通 安全 安静 加入 加上 加冕 里面 马上 马车 布置 英里 公里 提炼 提议 热情 ' +
    '哥哥 比赛 图案 图像 图纸 布匹 巴士 什么 一切 切开 切断 苏醒 纽带 塔里 塔上 塔下 特有 特点 特长 热病 尼姑 兰花 达成 肯定 林中 森林 爱好 爱上 地图 试图 企图 不比 能比 要比 大门 门口 夫人 丈夫 沙丘 沙漠 古老 古代 根据 英雄 英国 德国 法国',
);

/** Endings of names, with the kind of the name; the longest that fits is used. */
export const suffixes: ReadonlyMap<string, SpanKind> = new Map([
  ...kindOf(
    'place',
    '省 市 县 镇 村 州 郡 河 江 湖 岛 群岛 半岛 山 山脉 峰 港 湾 海 海峡 洋 桥 大桥 城 寺 塔 铁塔 宫 殿 陵 运河 火山 高原 平原 沙漠 盆地 瀑布 峡 三峡 角 堰 大坝 帝国 王国 共和国 教堂 圣母院 古城 歌剧院 王星 广场 球场 之路',
  ),
  ...kindOf(
    'organisation',
    '大学 学院 中学 小学 农校 医院 医学院 天文台 博物馆 博物院 美术馆 研究所 研究院 公司 学会 剧场 委员会 修道院 图书馆 太医院',
  ),
  ...kindOf(
    'other',
    '号 奖 医学奖 化学奖 物理学奖 文学奖 和平奖 之战 战役 之变 之乱 战争 会战 海战 革命 起义 条约 测试 猜想 王朝 朝',
  ),
]);
/** Length of the longest ending. */
export const longestSuffix = 4;

function kindOf(kind: SpanKind, list: string): [string, SpanKind][] {
  return list.split(' ').map((suffix) => [suffix, kind]);
}

/** Countries, provinces, cities, dynasties and peoples that may occur in any corpus. */
export const gazetteer: ReadonlyMap<string, SpanKind> = new Map([
  ...kindOf(
    'place',
    '中国 美国 英国 法国 德国 俄国 俄罗斯 苏联 日本 印度 意大利 西班牙 葡萄牙 荷兰 比利时 瑞士 瑞典 挪威 丹麦 芬兰 冰岛 波兰 捷克 奥地利 匈牙利 希腊 土耳其 埃及 南非 埃塞俄比亚 肯尼亚 尼日利亚 摩洛哥 加拿大 墨西哥 古巴 巴西 阿根廷 智利 秘鲁 ' +
      '澳大利亚 新西兰 韩国 朝鲜 越南 泰国 缅甸 菲律宾 尼泊尔 柬埔寨 老挝 蒙古国 印度尼西亚 马来西亚 新加坡 巴基斯坦 尼泊尔 斯里兰卡 伊朗 伊拉克 以色列 沙特阿拉伯 苏格兰 英格兰 爱尔兰 威尔士 乌克兰 波斯 ' +
      '欧洲 亚洲 非洲 北美 南美 南美洲 北美洲 美洲 大洋洲 南极 北极 南极洲 东亚 东欧 西欧 北欧 中亚 东南亚 西域 太平洋 大西洋 印度洋 北冰洋 地中海 欧亚大陆 ' +
      '北京 上海 天津 重庆 河北 山西 辽宁 吉林 黑龙江 江苏 浙江 安徽 福建 江西 山东 河南 湖北 湖南 广东 海南 四川 贵州 云南 陕西 甘肃 青海 台湾 内蒙古 广西 西藏 宁夏 新疆 香港 澳门 ' +
      '台北 高雄 台中 台南 中华人民共和国 中华民国 东海 南海 黄海 渤海 泰山 南京 西安 长安 洛阳 开封 杭州 苏州 广州 武汉 汉口 成都 长沙 福州 厦门 宁波 绍兴 无锡 青岛 大连 沈阳 昆明 拉萨 兰州 泉州 扬州 南昌 南阳 延安 敦煌 长江 黄河 长城 ' +
      '伦敦 巴黎 罗马 柏林 莫斯科 圣彼得堡 维也纳 布拉格 华沙 马德里 里斯本 阿姆斯特丹 雅典 伊斯坦布尔 开罗 东京 京都 纽约 华盛顿 波士顿 费城 芝加哥 旧金山 佛罗伦萨 米兰 威尼斯 慕尼黑 剑桥 牛津 爱丁堡 哥本哈根 斯德哥尔摩 日内瓦 孟买 悉尼 洛杉矶 爪哇 苏门答腊',
  ),
  ...kindOf(
    'other',
    '商朝 周朝 秦朝 汉朝 西汉 东汉 三国 魏国 蜀国 晋朝 晋代 西晋 东晋 南朝 北朝 隋朝 唐朝 唐代 宋朝 宋代 北宋 南宋 元朝 元代 明朝 明代 清朝 清代 战国 匈奴 蒙古 印加 玛雅 阿兹特克 拉丁文 希腊文 诺贝尔奖 奥运会 世界杯 奥林匹克 天主教 罗马天主教 基督教 伊斯兰教 佛教 道教 二战 一战',
  ),
]);
