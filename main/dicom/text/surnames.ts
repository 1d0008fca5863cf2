/**
 * Frequent surnames: together they name nine of ten people, so that bytes which decode to one of them at the start of a
 * name are hardly anything else. Chinese in both scripts (China's 2020 name report and Taiwan's of 2018), Korean (2015 census).
 */
export const chineseSurnames: ReadonlySet<string> = new Set(
  (
    '王李张刘陈杨黄赵吴周徐孙马朱胡郭何林罗高郑梁谢宋唐许韩邓冯曹彭曾肖田董潘袁蔡蒋余于杜叶程魏苏吕丁任卢姚沈钟姜崔谭陆范汪廖石金韦贾夏付方邹熊白孟秦邱侯江尹薛闫段雷龙黎史陶贺毛郝顾龚邵万覃武钱戴严莫孔向常汤康易乔赖文樊兰' +
    '張劉陳楊黃趙吳孫馬羅鄭謝許韓鄧馮蔣葉蘇呂盧鐘鍾譚陸韋賈鄒閻龍賀顧龔萬錢戴嚴湯喬賴蘭'
  ).split(''),
);

export const koreanSurnames: ReadonlySet<string> = new Set(
  '김이박최정강조윤장임한오서신권황안송전홍유고문양손배백허남심노하곽성차주우구민류나진지엄채원천방공현함변염여추도소석선설마길연위표명기반왕금옥육인맹제모탁국어은편용'.split(
    '',
  ),
);
