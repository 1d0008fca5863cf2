// A scan-line flood: the stack holds one voxel of each run still to be filled.
#pragma once
#include <cstring>

#include "grid.hpp"

namespace axial {

template <typename Value>
int64_t grow(const Value* values, Grid grid, bool corners, uint8_t* out, const uint32_t* seeds, size_t seedCount, double lower, double upper) {
  std::memset(out, 0, static_cast<size_t>(grid.voxels()));
  const auto isOpen = [&](int64_t p) {
    const double value = static_cast<double>(values[p]);
    return out[p] == 0 && value >= lower && value <= upper;
  };
  const int64_t reach = corners ? 1 : 0;
  std::vector<int64_t> stack;
  int64_t reached = 0;
  for (size_t seed = 0; seed < seedCount; seed++) {
    stack.push_back(seeds[seed]);
    while (!stack.empty()) {
      const int64_t p = stack.back();
      stack.pop_back();
      if (!isOpen(p)) continue;
      const int64_t row = p / grid.ni;
      const int64_t base = row * grid.ni;
      int64_t from = p;
      while (from > base && isOpen(from - 1)) from--;
      int64_t to = p;
      while (to < base + grid.ni - 1 && isOpen(to + 1)) to++;
      std::memset(out + from, 1, static_cast<size_t>(to + 1 - from));
      reached += to + 1 - from;
      const int64_t j = row % grid.nj;
      const int64_t k = row / grid.nj;
      for (int64_t dk = -1; dk <= 1; dk++) {
        if (k + dk < 0 || k + dk >= grid.nk) continue;
        for (int64_t dj = -1; dj <= 1; dj++) {
          if (j + dj < 0 || j + dj >= grid.nj || (dj == 0 && dk == 0)) continue;
          if (!corners && dj != 0 && dk != 0) continue;
          const int64_t other = (row + dj + grid.nj * dk) * grid.ni;
          const int64_t stop = other + std::min(grid.ni - 1, to - base + reach);
          bool inside = false;
          for (int64_t q = other + std::max<int64_t>(0, from - base - reach); q <= stop; q++) {
            const bool open = isOpen(q);
            if (open && !inside) stack.push_back(q);
            inside = open;
          }
        }
      }
    }
  }
  return reached;
}

}  // namespace axial
