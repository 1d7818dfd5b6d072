// A readable random account name to offer on the sign-in page.

const ADJECTIVES = (
  'amber bold brave bright brisk calm clever cosy curious dapper eager early fair fleet fond gentle glad golden ' +
  'happy hazel jolly keen kind lively lucky mellow merry mild misty neat nimble noble patient plucky proud quick ' +
  'quiet rapid rosy silver sly snug spry still sunny swift tidy true vivid warm wise witty young'
).split(' ');

const ANIMALS = (
  'badger beaver bison crane deer dove eagle falcon ferret finch fox gecko gull hare hawk heron ibex jay kestrel ' +
  'kiwi koala lark lemur llama lynx magpie marten mole moose newt otter owl panda parrot pelican plover puffin ' +
  'quail rabbit raven robin salmon seal sparrow squid stork swan tern tiger toad trout turtle vole wren yak'
).split(' ');

/** Such as `quiet-otter-27`, or as much of that as may be. `random` answers in [0, 1), as Math.random does. */
export function suggestAccountName(random: () => number, maxLength: number): string {
  const pick = (words: readonly string[]): string => words[Math.floor(random() * words.length)] ?? 'calm';
  const [adjective, animal, number] = [pick(ADJECTIVES), pick(ANIMALS), 10 + Math.floor(random() * 90)];
  const names = [
    `${adjective}-${animal}-${number}`,
    `${animal}-${number}`,
    `${animal.slice(0, maxLength - 2)}${number}`,
  ];
  return names.find(({ length }) => length <= maxLength) ?? animal.slice(0, maxLength);
}
