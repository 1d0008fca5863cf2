// Runs along i of foreground (or background) voxels, joined into components by union-find.
// Components are numbered by their first voxel in raster order.
#pragma once
#include <cstring>

#include "grid.hpp"

namespace axial {

enum class Joining { faces, all, slice };

struct Run {
  int32_t start, end;
};

struct LabelledRuns {
  std::vector<int32_t> rowFirst;
  std::vector<Run> runs;
  std::vector<int32_t> label;
  int32_t components = 0;
};

// One thread's share: the runs of its slices, with parents counted from its own first run.
struct Slab {
  std::vector<Run> runs;
  std::vector<int32_t> parent;
};

inline int32_t findRoot(int32_t* parent, int32_t run) {
  while (parent[run] != run) {
    parent[run] = parent[parent[run]];
    run = parent[run];
  }
  return run;
}

inline void join(int32_t* parent, int32_t a, int32_t b) {
  const int32_t rootA = findRoot(parent, a);
  const int32_t rootB = findRoot(parent, b);
  if (rootA < rootB) parent[rootB] = rootA;
  else parent[rootA] = rootB;
}

inline void joinRows(const Run* runs, int32_t* parent, int32_t a, int32_t stopA, int32_t b, int32_t stopB, int32_t reach) {
  while (a < stopA && b < stopB) {
    const Run runA = runs[a];
    const Run runB = runs[b];
    if (runA.start < runB.end + reach && runB.start < runA.end + reach) join(parent, a, b);
    if (runA.end < runB.end) a++;
    else b++;
  }
}

// One bit for each of up to 64 bytes: whether the byte is not 0. Bits behind `count` are 0.
inline uint64_t packBytes(const uint8_t* bytes, int64_t count) {
  constexpr uint64_t low = 0x7f7f7f7f7f7f7f7fULL;
  uint64_t bits = 0;
  for (int64_t at = 0; at < count; at += 8) {
    uint64_t word = 0;
    std::memcpy(&word, bytes + at, static_cast<size_t>(std::min<int64_t>(8, count - at)));
    if (word == 0) continue;
    // The high bit of each byte that is not 0, then the eight high bits side by side.
    const uint64_t high = (((word & low) + low) | word) & ~low;
    bits |= ((high >> 7) * 0x0102040810204080ULL >> 56) << at;
  }
  return bits;
}

// Appends the runs of one row, 64 voxels at a time: only where a run starts or ends is looked at.
template <bool foreground>
inline void collectRow(const uint8_t* row, int32_t ni, std::vector<Run>& runs) {
  int32_t start = -1;
  for (int32_t base = 0; base < ni; base += 64) {
    const int32_t count = std::min(64, ni - base);
    uint64_t bits = packBytes(row + base, count);
    if (!foreground) bits = ~bits & (~uint64_t{0} >> (64 - count));
    // Changes from one voxel to the next; the first is compared with the voxel before this word.
    uint64_t changes = bits ^ ((bits << 1) | (start >= 0 ? 1 : 0));
    if (count < 64) changes &= ~uint64_t{0} >> (64 - count);
    for (; changes != 0; changes &= changes - 1) {
      const int32_t at = base + __builtin_ctzll(changes);
      if (start < 0) {
        start = at;
      } else {
        runs.push_back({start, at});
        start = -1;
      }
    }
  }
  if (start >= 0) runs.push_back({start, ni});
}

template <bool foreground>
inline void labelSlab(const uint8_t* mask, Grid grid, Joining joining, int64_t firstK, int64_t lastK, int32_t* rowFirst, Slab& slab) {
  const int32_t reach = joining == Joining::all ? 1 : 0;
  const int64_t nj = grid.nj;
  slab.runs.reserve(static_cast<size_t>((lastK - firstK) * nj * grid.ni / 32 + 64));
  slab.parent.reserve(slab.runs.capacity());
  for (int64_t k = firstK; k < lastK; k++) {
    for (int64_t j = 0; j < nj; j++) {
      const int64_t row = j + nj * k;
      const int32_t a = static_cast<int32_t>(slab.runs.size());
      rowFirst[row] = a;
      collectRow<foreground>(mask + row * grid.ni, static_cast<int32_t>(grid.ni), slab.runs);
      const int32_t stop = static_cast<int32_t>(slab.runs.size());
      for (int32_t run = a; run < stop; run++) slab.parent.push_back(run);
      if (stop == a) continue;
      const auto joinTo = [&](int64_t other) {
        const int32_t stopB = other + 1 == row ? a : rowFirst[other + 1];
        joinRows(slab.runs.data(), slab.parent.data(), a, stop, rowFirst[other], stopB, reach);
      };
      if (j > 0) joinTo(row - 1);
      if (k == firstK || joining == Joining::slice) continue;
      joinTo(row - nj);
      if (joining != Joining::all) continue;
      if (j > 0) joinTo(row - nj - 1);
      if (j < nj - 1) joinTo(row - nj + 1);
    }
  }
}

template <bool foreground>
LabelledRuns labelRuns(const uint8_t* mask, Grid grid, Joining joining) {
  const int parts = threadCount(grid.nk);
  std::vector<Slab> slabs(static_cast<size_t>(parts));
  LabelledRuns result;
  result.rowFirst.resize(static_cast<size_t>(grid.rows() + 1));
  int32_t* rowFirst = result.rowFirst.data();
  inParallel(parts, grid.nk, [&](int part, int64_t firstK, int64_t lastK) {
    labelSlab<foreground>(mask, grid, joining, firstK, lastK, rowFirst, slabs[static_cast<size_t>(part)]);
  });

  if (parts == 1) {
    result.runs = std::move(slabs[0].runs);
    result.label = std::move(slabs[0].parent);
  } else {
    std::vector<size_t> offset(static_cast<size_t>(parts) + 1, 0);
    for (size_t part = 0; part < slabs.size(); part++) offset[part + 1] = offset[part] + slabs[part].runs.size();
    result.runs.resize(offset.back());
    result.label.resize(offset.back());
    inParallel(parts, grid.nk, [&](int part, int64_t firstK, int64_t lastK) {
      Slab& slab = slabs[static_cast<size_t>(part)];
      const int32_t shift = static_cast<int32_t>(offset[static_cast<size_t>(part)]);
      std::copy(slab.runs.begin(), slab.runs.end(), result.runs.begin() + shift);
      for (size_t run = 0; run < slab.parent.size(); run++) result.label[static_cast<size_t>(shift) + run] = slab.parent[run] + shift;
      for (int64_t row = firstK * grid.nj; row < lastK * grid.nj; row++) rowFirst[row] += shift;
      slab = Slab();
    });
  }
  rowFirst[grid.rows()] = static_cast<int32_t>(result.runs.size());

  // The first slice of each slab still has to meet the last of the slab before.
  const int32_t reach = joining == Joining::all ? 1 : 0;
  for (int part = 1; part < parts && joining != Joining::slice; part++) {
    const int64_t k = grid.nk * part / parts;
    for (int64_t j = 0; j < grid.nj; j++) {
      const int64_t row = j + grid.nj * k;
      for (int64_t dj = -1; dj <= 1; dj++) {
        if (j + dj < 0 || j + dj >= grid.nj || (dj != 0 && joining != Joining::all)) continue;
        const int64_t other = row - grid.nj + dj;
        joinRows(result.runs.data(), result.label.data(), rowFirst[row], rowFirst[row + 1], rowFirst[other], rowFirst[other + 1], reach);
      }
    }
  }

  // A parent lies before its children, so one sweep turns parents into numbers.
  int32_t* label = result.label.data();
  const int32_t count = static_cast<int32_t>(result.runs.size());
  for (int32_t run = 0; run < count; run++) {
    label[run] = label[run] == run ? ++result.components : label[label[run]];
  }
  return result;
}

// Calls visit(row, run, component) for the runs of rows [firstRow, lastRow).
template <typename Visit>
inline void eachRun(const LabelledRuns& runs, int64_t firstRow, int64_t lastRow, const Visit& visit) {
  for (int64_t row = firstRow; row < lastRow; row++) {
    for (int32_t run = runs.rowFirst[static_cast<size_t>(row)]; run < runs.rowFirst[static_cast<size_t>(row + 1)]; run++) {
      visit(row, runs.runs[static_cast<size_t>(run)], runs.label[static_cast<size_t>(run)]);
    }
  }
}

}  // namespace axial
