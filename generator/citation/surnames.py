"""The usual Chinese surnames, as pinyin spells them: by these a spelled name is known to be one with a surname."""

from __future__ import annotations

import re

_TABLE = (
    "An 安 Bai 白 Cai 蔡 Cao 曹 Cen 岑 Chen 陈 Cheng 程 Cui 崔 Dai 戴 Deng 邓 Ding 丁 Dong 董 Du 杜 "
    "Fan 范 Fang 方 Feng 冯 Fu 傅付 Gao 高 Ge 葛 Gong 龚 Gu 顾 Guo 郭 Han 韩 Hao 郝 He 何贺 Hong 洪 Hou 侯 "
    "Hu 胡 Huang 黄 Ji 纪季 Jia 贾 Jiang 江姜蒋 Jin 金 Kang 康 Kong 孔 Lei 雷 Li 李黎 Liang 梁 Liao 廖 "
    "Lin 林 Ling 凌 Liu 刘 Long 龙 Lu 陆卢 Luo 罗 Ma 马 Mao 毛 Meng 孟 Mo 莫 Ni 倪 Nie 聂 Niu 牛 Pan 潘 "
    "Pang 庞 Peng 彭 Qi 齐 Qian 钱 Qiao 乔 Qin 秦 Qiu 邱 Ren 任 Shao 邵 Shen 沈 Shi 石史 Shu 舒 Song 宋 "
    "Su 苏 Sun 孙 Tan 谭 Tang 唐汤 Tao 陶 Tian 田 Tong 童 Wan 万 Wang 王汪 Wei 魏韦 Wen 文温 Wu 吴武伍 Xia 夏 "
    "Xiang 向 Xiao 肖萧 Xie 谢 Xing 邢 Xiong 熊 Xu 徐许 Xue 薛 Yan 阎严 Yang 杨 Yao 姚 Ye 叶 Yi 易 Yin 尹 "
    "Ying 应 Yu 于余俞喻 Yuan 袁 Yue 岳 Zeng 曾 Zhai 翟 Zhan 詹 Zhang 张 Zhao 赵 Zheng 郑 Zhong 钟 "
    "Zhou 周 Zhu 朱 Zhuang 庄 Zou 邹 Zuo 左 "
)
SURNAMES = {sign: name for name, signs in re.findall(r"(\w+) (\w+)", _TABLE) for sign in signs}
"""林 → Lin."""
