/** The page where the browser has no WebGPU, in Chinese. */

import type { Strings } from '../en/en.ts';

export const noWebGpu: Strings['noWebGpu'] = {
  title: '此浏览器不支持 WebGPU',
  missing: 'Retrograd 通过 WebGPU 在您自己的显卡上训练模型。此浏览器没有启用 WebGPU，因此无法训练。',
  noAdapter:
    'Retrograd 通过 WebGPU 在您自己的显卡上训练模型。此浏览器支持 WebGPU，但没有可用的适配器：显卡或驱动程序被禁用，或者不存在。',
  what: '解决办法',
  chrome: '在 Windows、macOS 或 ChromeOS 上使用 Chrome 或 Edge 113 以上的版本，其中 WebGPU 默认启用。',
  linux: '在 Linux 上打开 chrome://flags，启用“Unsafe WebGPU Support”和“Vulkan”，然后重新启动 Chrome。',
  acceleration: '在 chrome://settings/system 中确认“使用图形加速功能（如果可用）”已经打开。',
  report: 'chrome://gpu 中名为“WebGPU”的一行说明浏览器能否使用您的显卡。',
  secure: '页面地址必须以 https 开头，或者是 localhost；在其他地址上，浏览器不提供 WebGPU。',
  retry: '重试',
  besideRun: '在这里无法打开运行：此浏览器不支持 WebGPU。录像可以在“运行”页观看。',
  needsRun: '本页的数值来自一次打开的运行的模型，而模型需要 WebGPU。',
};
