// What every kernel shares: the grid and a plain way to spread slices over threads.
#pragma once
#include <algorithm>
#include <cstdint>
#include <exception>
#include <thread>
#include <vector>

#ifdef __linux__
#include <sys/mman.h>
#endif

namespace axial {

struct Grid {
  int64_t ni, nj, nk;
  int64_t rows() const { return nj * nk; }
  int64_t voxels() const { return ni * nj * nk; }
};

// At most eight threads: the kernels are bound by memory long before that.
inline int threadCount(int64_t parts) {
  const int64_t cores = std::max(1u, std::thread::hardware_concurrency());
  return static_cast<int>(std::max<int64_t>(1, std::min<int64_t>({cores, parts, 8})));
}

// Calls work(part, first, last) with [0, items) cut into `parts` equal ranges, one thread each. What a thread throws
// (a failed allocation) is thrown again here, after all have ended.
template <typename Work>
void inParallel(int parts, int64_t items, const Work& work) {
  std::vector<std::exception_ptr> failures(static_cast<size_t>(parts));
  const auto attempt = [&](int part) {
    try {
      work(part, items * part / parts, items * (part + 1) / parts);
    } catch (...) {
      failures[static_cast<size_t>(part)] = std::current_exception();
    }
  };
  std::vector<std::thread> threads;
  for (int part = 1; part < parts; part++) threads.emplace_back(attempt, part);
  attempt(0);
  for (auto& thread : threads) thread.join();
  for (const auto& failure : failures) {
    if (failure) std::rethrow_exception(failure);
  }
}

// Asks for large pages before a fresh buffer is first written: faulting 300 MB in by 4 KiB costs more than labelling it.
// Only advice: a kernel that cannot says so and nothing changes.
inline void adviseLargePages(void* data, size_t bytes) {
#ifdef MADV_HUGEPAGE
  constexpr uintptr_t page = 2 * 1024 * 1024;
  const uintptr_t first = (reinterpret_cast<uintptr_t>(data) + page - 1) / page * page;
  const uintptr_t last = (reinterpret_cast<uintptr_t>(data) + bytes) / page * page;
  if (last > first) madvise(reinterpret_cast<void*>(first), last - first, MADV_HUGEPAGE);
#else
  (void)data;
  (void)bytes;
#endif
}

}  // namespace axial
