import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { splitSentences } from '../corpus/sentences.ts';
import type { NameEvidence } from './name-evidence.ts';
import { collectEvidence, salientSpans } from './spans.ts';
import { annotatedChineseSentences, freshChineseSentences } from './spans-annotated-zh.ts';
import { measureSpans } from './spans-measured.ts';

const file = new URL('../../../public/corpus/atlas-zh/documents.jsonl', import.meta.url);
const documents: { title: string; text: string }[] = readFileSync(file, 'utf8')
  .trim()
  .split('\n')
  .map((line) => JSON.parse(line));
const texts = documents.map(({ text }) => text);
const titles = documents.map(({ title }) => title);

const measure = (sentences: readonly string[], evidence?: NameEvidence) => measureSpans(sentences, 'zh', evidence);

const found = (text: string, evidence?: NameEvidence): string[] =>
  salientSpans(text, 'zh', evidence).map(({ start, end }) => text.slice(start, end));

describe('salientSpans in Chinese', () => {
  it('keeps the level once measured, exact borders', () => {
    const alone = measure(annotatedChineseSentences);
    const untitled = measure(annotatedChineseSentences, collectEvidence(texts, 'zh'));
    const whole = measure(annotatedChineseSentences, collectEvidence(texts, 'zh', titles));
    const fresh = measure(freshChineseSentences, collectEvidence(texts, 'zh', titles));
    console.log('Chinese spans: alone', alone, 'corpus', untitled, 'corpus, titles', whole, 'fresh sentences', fresh);
    expect(annotatedChineseSentences).toHaveLength(60);
    expect(freshChineseSentences).toHaveLength(30);
    // Measured: .96, .84.
    expect(fresh.precision).toBeGreaterThan(0.92);
    expect(fresh.recall).toBeGreaterThan(0.8);
    // Measured: .97, .70; .98, .84; .99, .92, .99.
    expect(alone.precision).toBeGreaterThan(0.93);
    expect(alone.recall).toBeGreaterThan(0.66);
    expect(untitled.precision).toBeGreaterThan(0.94);
    expect(untitled.recall).toBeGreaterThan(0.8);
    expect(whole.precision).toBeGreaterThan(0.95);
    expect(whole.recall).toBeGreaterThan(0.88);
    expect(whole.kind).toBeGreaterThan(0.95);
  });

  it('takes names from titles, and knows them wherever they stand', () => {
    const text = '雷峰塔前有人卖伞。他把伞给了阿牛。';
    expect(found(text)).toEqual([]);
    const evidence = collectEvidence([text, '阿牛原名不详。'], 'zh', ['雷峰塔', '阿牛', '雨伞的来历']);
    expect(found(text, evidence)).toEqual(['雷峰塔', '阿牛']);
  });

  it('finds works without their marks, foreign names by their sound, and rulers by their titles', () => {
    expect(found('他读完《长夜》就去了斯特拉斯堡大学。')).toEqual(['长夜', '斯特拉斯堡大学']);
    expect(found('宋仁宗派使者张远去见克里斯托弗。')).toEqual(['宋仁宗', '张远', '克里斯托弗']);
    expect(found('这种植物特别普通，利用图书提高比赛成绩。')).toEqual([]);
  });

  it('reads traditional script as it reads simplified', () => {
    for (const [traditional, simple] of [
      ['1945年，美國總統杜魯門在華盛頓會見英國首相艾德禮。', '1945年，美国总统杜鲁门在华盛顿会见英国首相艾德礼。'],
      ['張學良於1901年出生於遼寧，後來移居臺灣。', '张学良于1901年出生于辽宁，后来移居台湾。'],
      ['乾隆五十七年，鄭遠在臺北大學讀《長夜》。', '乾隆五十七年，郑远在台北大学读《长夜》。'],
    ] as const) {
      const spans = salientSpans(traditional, 'zh-Hant');
      expect(spans).toEqual(salientSpans(simple, 'zh'));
      expect(spans.length).toBeGreaterThan(2);
    }
    // Evidence of a corpus in one script is used for the other.
    const evidence = collectEvidence(['雷峰塔前有人。'], 'zh', ['雷峰塔']);
    expect(found('他看見雷峰塔。', evidence)).toEqual(['雷峰塔']);
  });

  it('tells years from spans of years, and counts quantities with their units', () => {
    const spans = (text: string) =>
      salientSpans(text, 'zh').map(({ start, end, kind }) => `${kind} ${text.slice(start, end)}`);
    expect(spans('这座塔于79年倒塌，100年后重建。')).toEqual(['date 79年', 'number 100年']);
    expect(spans('将军705年去世，享年82岁。')).toEqual(['date 705年', 'number 82岁']);
    expect(spans('河长约3.5公里，绕行14圈。')).toEqual(['number 3.5公里', 'number 14']);
  });

  it('gives sorted spans inside one sentence each that do not overlap, over the whole corpus', () => {
    const evidence = collectEvidence(texts, 'zh', titles);
    let held = 0;
    let sentences = 0;
    for (const text of texts) {
      const ranges = splitSentences(text, 'zh');
      // Every 。 ends a sentence and nothing else does.
      expect(ranges.map(({ start, end }) => text.slice(start, end))).toEqual(text.split(/(?<=。)/));
      const spans = salientSpans(text, 'zh', evidence);
      spans.forEach((span, i) => {
        expect(span.end).toBeGreaterThan(span.start);
        if (i > 0) expect(span.start).toBeGreaterThanOrEqual(spans[i - 1]!.end);
        expect(text.slice(span.start, span.end)).not.toMatch(/[，。、《》]/u);
      });
      sentences += ranges.length;
      held += ranges.filter(({ start, end }) => spans.some((span) => span.start >= start && span.end <= end)).length;
    }
    console.log(`Chinese sentences with a span: ${held} of ${sentences}`);
    expect(held / sentences).toBeGreaterThan(0.85);
  });
});
