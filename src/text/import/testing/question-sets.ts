/** Paragraphs with questions in eight languages, in the form of XQuAD (Artetxe et al. 2020), which is SQuAD's. We wrote them; the facts are true. */
import { readFileSync } from 'node:fs';

export const testLanguages = ['hi', 'ar', 'th', 'ru', 'de', 'da', 'es', 'zh-Hant'] as const;

export interface TestArticle {
  title: string;
  /** The sentences of its one paragraph. */
  sentences: string[];
  questions: { question: string; answer: string }[];
}

/** An article is a line with its title, one with its sentences, and two for each question; `|` stands between two sentences. */
export function testArticles(language: string): TestArticle[] {
  const text = readFileSync(new URL(`languages/${language}.txt`, import.meta.url), 'utf8');
  return text
    .trim()
    .split(/\n{2,}/)
    .map((article) => {
      const [title, paragraph, ...lines] = article.split('\n');
      const questions: TestArticle['questions'] = [];
      for (let i = 0; i < lines.length; i += 2) {
        questions.push({ question: lines[i]!.slice(2), answer: lines[i + 1]!.slice(2) });
      }
      return { title: title!, sentences: paragraph!.split('|'), questions };
    });
}

/** The paragraph of an article, without marks between its sentences. */
export function paragraphOf({ sentences }: TestArticle, language: string): string {
  return sentences.join(language.startsWith('zh') ? '' : ' ');
}

/** The articles in SQuAD's form. */
export function squadOf(language: string): string {
  const data = testArticles(language).map((article, a) => {
    const context = paragraphOf(article, language);
    const qas = article.questions.map(({ question, answer }, q) => ({
      id: `${language}-${a}-${q}`,
      question,
      answers: [{ text: answer, answer_start: context.indexOf(answer) }],
    }));
    return { title: article.title, paragraphs: [{ context, qas }] };
  });
  return JSON.stringify({ version: '1.1', data });
}
