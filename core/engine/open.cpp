// SPDX-License-Identifier: Apache-2.0
#include "core/base/os.h"
#include "core/engine/engine.h"

namespace luthier {

Engine& openEngine() {
    static Engine* const engine = [] {
        // Idle workers must sleep, not spin: the rest of the computer stays smooth. Read once, when libtorch's threads are made.
        if (!os::environment("OMP_WAIT_POLICY")) os::setEnvironment("OMP_WAIT_POLICY", "passive");
        // oneDNN keeps a compiled product for every shape it met, and packed batches meet a new one in each step: 1024 of them, its usual
        // limit, held 160 MB more than 64 do, at the same speed (1.8 million parameters, 800 steps).
        if (!os::environment("ONEDNN_PRIMITIVE_CACHE_CAPACITY")) os::setEnvironment("ONEDNN_PRIMITIVE_CACHE_CAPACITY", "64");
        // The engine lies beside this library, wherever that was installed.
        const auto folder = os::libraryOf(reinterpret_cast<const void*>(&openEngine)).parent_path();
        void* library = os::openLibrary(folder / os::libraryFileName("luthier_engine"));
        return reinterpret_cast<Engine* (*)()>(os::symbolIn(library, "luthierEngine"))();
    }();
    return *engine;
}

}  // namespace luthier
