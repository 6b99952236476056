/* Python's random.Random: the Mersenne Twister (Matsumoto and Nishimura, 1998) with
   Python's seeding, so that a model here draws the numbers that its snippet draws. */
const SIZE = 624;
const SHIFT = 397;

/** A generator like random.Random(seed) for a whole number 0 <= seed < 2**32. */
export function random(seed) {
  const state = scrambled(seed);
  let at = SIZE;

  function next() {
    if (at === SIZE) {
      twist(state);
      at = 0;
    }
    let y = state[at];
    at += 1;
    y ^= y >>> 11;
    y ^= (y << 7) & 0x9d2c5680;
    y ^= (y << 15) & 0xefc60000;
    return (y ^ (y >>> 18)) >>> 0;
  }

  /** A number in [0, 1) with 53 bits. */
  const uniform01 = () => ((next() >>> 5) * 67108864 + (next() >>> 6)) / 9007199254740992;
  let spare = null;

  /** Python's gauss(): Box and Muller, two values from two numbers. */
  function gauss(mean, deviation) {
    let value = spare;
    spare = null;
    if (value === null) {
      const angle = uniform01() * 2 * Math.PI;
      const radius = Math.sqrt(-2 * Math.log(1 - uniform01()));
      value = Math.cos(angle) * radius;
      spare = Math.sin(angle) * radius;
    }
    return mean + value * deviation;
  }

  return {
    gauss,
    random: uniform01,
    uniform: (low, high) => low + (high - low) * uniform01(),
    expovariate: (rate) => -Math.log(1 - uniform01()) / rate,
  };
}

/** The first `count` numbers in [0, 1) that `seed` gives. */
export function drawn(seed, count) {
  const draw = random(seed);
  return Array.from({ length: count }, draw.random);
}

function initial(seed) {
  const state = new Uint32Array(SIZE);
  state[0] = seed;
  for (let i = 1; i < SIZE; i += 1) {
    const before = state[i - 1] ^ (state[i - 1] >>> 30);
    state[i] = Math.imul(1812433253, before) + i;
  }
  return state;
}

function scrambled(seed) {
  const state = initial(19650218);
  let i = 1;
  const mix = (factor, added) => {
    const before = state[i - 1] ^ (state[i - 1] >>> 30);
    state[i] = (state[i] ^ Math.imul(before, factor)) + added;
    i += 1;
    if (i === SIZE) {
      state[0] = state[SIZE - 1];
      i = 1;
    }
  };
  for (let n = 0; n < SIZE; n += 1) mix(1664525, seed);
  for (let n = 1; n < SIZE; n += 1) mix(1566083941, -i);
  state[0] = 0x80000000;
  return state;
}

function twist(state) {
  for (let i = 0; i < SIZE; i += 1) {
    const y = (state[i] & 0x80000000) | (state[(i + 1) % SIZE] & 0x7fffffff);
    state[i] = state[(i + SHIFT) % SIZE] ^ (y >>> 1) ^ (y & 1 ? 0x9908b0df : 0);
  }
}
