// Threefry-2x32 with thirteen rounds (Salmon et al. 2011): a draw is a function of a person's key, the year and the process.
#pragma once

#include <cstdint>

struct Words {
  uint32_t first, second;
};

inline uint32_t rotate(uint32_t word, int bits) { return word << bits | word >> (32 - bits); }

inline Words threefry(uint32_t key0, uint32_t key1, uint32_t counter0, uint32_t counter1) {
  constexpr int ROTATIONS[8] = {13, 15, 26, 6, 17, 29, 16, 24};
  const uint32_t schedule[3] = {key0, key1, 0x1bd11bdau ^ key0 ^ key1};
  uint32_t x0 = counter0 + key0;
  uint32_t x1 = counter1 + key1;
  for (int round = 0; round < 13; round++) {
    x0 += x1;
    x1 = rotate(x1, ROTATIONS[round % 8]) ^ x0;
    if (round % 4 == 3) {
      const int injection = (round + 1) / 4;
      x0 += schedule[injection % 3];
      x1 += schedule[(injection + 1) % 3] + injection;
    }
  }
  return {x0, x1};
}
