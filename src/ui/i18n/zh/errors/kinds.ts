/** Words for the kinds of errors, in Chinese. */

/** Before a text that only programmers wrote, by the code of the error. */
export const errorKinds: Readonly<Record<string, string>> = {
  'no-webgpu': 'WebGPU 不可用。',
  'device-lost': '图形设备已丢失。',
  'gpu-validation': '图形设备拒绝了一条命令。',
  'out-of-memory': '显卡内存不足。',
  'bad-option': '设置有误。',
  'bad-corpus': '语料库有误。',
  'bad-checkpoint': '检查点有误。',
  'bad-tokenizer': '分词器有误。',
  'bad-model': '模型有误。',
  'not-finite': '出现了非有限的数值。',
  'index-failed': '索引出错。',
  'part-missing': '页面的一部分未能加载。',
  'worker-died': '工作线程已停止。',
  'storage-full': '存储空间不足。',
  'network-failed': '网络出错。',
  cancelled: '操作已取消。',
  internal: '程序内部出错，这是一个缺陷。',
};
