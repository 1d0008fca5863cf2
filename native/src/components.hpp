// Labelling, hole filling and the choice of components.
#pragma once
#include "runs.hpp"

namespace axial {

inline int32_t label(const uint8_t* mask, Grid grid, Joining joining, uint32_t* labels) {
  const LabelledRuns runs = labelRuns<true>(mask, grid, joining);
  adviseLargePages(labels, static_cast<size_t>(grid.voxels()) * sizeof(uint32_t));
  inParallel(threadCount(grid.nk), grid.rows(), [&](int, int64_t firstRow, int64_t lastRow) {
    for (int64_t row = firstRow; row < lastRow; row++) {
      uint32_t* out = labels + row * grid.ni;
      std::memset(out, 0, static_cast<size_t>(grid.ni) * sizeof(uint32_t));
      for (int32_t run = runs.rowFirst[static_cast<size_t>(row)]; run < runs.rowFirst[static_cast<size_t>(row + 1)]; run++) {
        const Run at = runs.runs[static_cast<size_t>(run)];
        const uint32_t value = static_cast<uint32_t>(runs.label[static_cast<size_t>(run)]);
        for (int32_t i = at.start; i < at.end; i++) out[i] = value;
      }
    }
  });
  return runs.components;
}

inline std::vector<int64_t> componentSizes(const LabelledRuns& runs) {
  std::vector<int64_t> sizes(static_cast<size_t>(runs.components) + 1, 0);
  for (size_t run = 0; run < runs.runs.size(); run++) {
    sizes[static_cast<size_t>(runs.label[run])] += runs.runs[run].end - runs.runs[run].start;
  }
  return sizes;
}

inline int32_t keepComponents(const uint8_t* mask, Grid grid, Joining joining, uint8_t* out, double minVoxels, bool largestOnly, const uint8_t* marker) {
  const LabelledRuns runs = labelRuns<true>(mask, grid, joining);
  const std::vector<int64_t> sizes = componentSizes(runs);
  std::vector<uint8_t> kept(sizes.size(), marker == nullptr ? 1 : 0);
  if (marker != nullptr) {
    eachRun(runs, 0, grid.rows(), [&](int64_t row, Run run, int32_t component) {
      uint8_t& mark = kept[static_cast<size_t>(component)];
      for (int32_t i = run.start; i < run.end && mark == 0; i++) mark = marker[row * grid.ni + i] != 0;
    });
  }
  int32_t stay = 0;
  size_t largest = 0;
  for (size_t component = 1; component < sizes.size(); component++) {
    if (static_cast<double>(sizes[component]) < minVoxels) kept[component] = 0;
    if (kept[component] == 0) continue;
    stay++;
    if (largest == 0 || sizes[component] > sizes[largest]) largest = component;
  }
  if (largestOnly && largest > 0) {
    std::fill(kept.begin(), kept.end(), 0);
    kept[largest] = 1;
    stay = 1;
  }
  std::memset(out, 0, static_cast<size_t>(grid.voxels()));
  eachRun(runs, 0, grid.rows(), [&](int64_t row, Run run, int32_t component) {
    if (kept[static_cast<size_t>(component)] != 0) std::memset(out + row * grid.ni + run.start, 1, static_cast<size_t>(run.end - run.start));
  });
  return stay;
}

inline int64_t fillHoles(const uint8_t* mask, Grid grid, bool perSlice, uint8_t* out, double maxHoleVoxels) {
  const LabelledRuns runs = labelRuns<false>(mask, grid, perSlice ? Joining::slice : Joining::faces);
  const std::vector<int64_t> sizes = componentSizes(runs);
  std::vector<uint8_t> open(sizes.size(), 0);
  eachRun(runs, 0, grid.rows(), [&](int64_t row, Run run, int32_t component) {
    const int64_t j = row % grid.nj;
    const int64_t k = row / grid.nj;
    const bool onBorder = run.start == 0 || run.end == grid.ni || j == 0 || j == grid.nj - 1;
    if (onBorder || (!perSlice && (k == 0 || k == grid.nk - 1))) open[static_cast<size_t>(component)] = 1;
  });
  for (size_t component = 1; component < sizes.size(); component++) {
    if (static_cast<double>(sizes[component]) > maxHoleVoxels) open[component] = 1;
  }
  for (int64_t p = 0; p < grid.voxels(); p++) out[p] = mask[p] != 0;
  int64_t filled = 0;
  eachRun(runs, 0, grid.rows(), [&](int64_t row, Run run, int32_t component) {
    if (open[static_cast<size_t>(component)] != 0) return;
    std::memset(out + row * grid.ni + run.start, 1, static_cast<size_t>(run.end - run.start));
    filled += run.end - run.start;
  });
  return filled;
}

}  // namespace axial
