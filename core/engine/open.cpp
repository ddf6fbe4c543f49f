// SPDX-License-Identifier: Apache-2.0
#include "core/base/os.h"
#include "core/engine/engine.h"

namespace luthier {

bool letWaitingThreadsSleep() {
    if (os::environment("OMP_WAIT_POLICY")) return false;
    os::setEnvironment("OMP_WAIT_POLICY", "passive");
    return true;
}

Engine& openEngine() {
    static Engine* const engine = [] {
        letWaitingThreadsSleep();
        // A compiled product is kept for every shape that was met, and packed batches meet new ones in each step: by oneDNN, and by libtorch's
        // layer above it. At their usual limit of 1024 each, a model of 1.8 million weights held 545 MB after 800 steps and grew on; with 64
        // it stays at 245, at the same speed. A step's shapes number about 12 for each of its packs.
        for (const char* cache : {"ONEDNN_PRIMITIVE_CACHE_CAPACITY", "LRU_CACHE_CAPACITY"})
            if (!os::environment(cache)) os::setEnvironment(cache, "64");
        // The engine lies beside this library, wherever that was installed.
        const auto folder = os::libraryOf(reinterpret_cast<const void*>(&openEngine)).parent_path();
        void* library = os::openLibrary(folder / os::libraryFileName("luthier_engine"));
        return reinterpret_cast<Engine* (*)()>(os::symbolIn(library, "luthierEngine"))();
    }();
    return *engine;
}

}  // namespace luthier
