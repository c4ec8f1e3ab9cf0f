"""What the page says with which a bundle opens."""

from __future__ import annotations

from builder.messages.message import Message

START = "开始阅读"
HOLDS = Message(
    "这里收着关于《{policy:s}》的 {texts:d} 篇文献，截至 {date}。每一句都能回到原件的那一行。"
)
UNPACK = "不用联网，不用安装。如果点了打不开，多半是还没有解压：请把压缩包全部解压到一个文件夹，再打开其中的“开始阅读”。"
WITHIN = "里面有什么"
SNAPSHOTS = "政策每有更新，就留存一版，各版都在："
TO_HAND_ON = "要转给别人一页，或者打印："
WHOLE = "整个读本合成的一个文件"
SINGLE_FILES = "；各项行动、各项支撑的单个文件，在各自页面的末尾。"
WHO = "谁做的"
MADE = Message(
    "编者把收到的 {count:d} 份文件原样保存，由程序逐行整理成这个读本：来源的话逐字照录，编者的话另作标记。日期怎么推定、哪里改读、怎么归类，见"
)
RIGHTS = "。文字的权利属于原作者与原发布者。"
CHECK = "怎么核对"
LIST = "清单"
HASHES = "记着每个文件的校验值（SHA-256），可以查出有没有缺少、多出或被改动的文件。"
CHOOSE = "选择解压后的文件夹，浏览器在本机逐个核对，不上传："
CANNOT = "这个浏览器不能在网页里核对，请用下面的命令。"
RUN = "有本程序的，运行"
COMMAND = "python -m builder verify 文件夹"
RUN_MEANS = "：除了清单，还把每一页、每一句与原件逐行对照。"
