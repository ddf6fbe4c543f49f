// SPDX-License-Identifier: Apache-2.0
#include "core/base/os.h"
#include "core/engine/engine.h"

namespace luthier {

Engine& openEngine() {
    static Engine* const engine = [] {
        // Idle workers must sleep, not spin: the rest of the computer stays smooth. Read once, when libtorch's threads are made.
        if (!os::environment("OMP_WAIT_POLICY")) os::setEnvironment("OMP_WAIT_POLICY", "passive");
        // The engine lies beside this library, wherever that was installed.
        const auto folder = os::libraryOf(reinterpret_cast<const void*>(&openEngine)).parent_path();
        void* library = os::openLibrary(folder / os::libraryFileName("luthier_engine"));
        return reinterpret_cast<Engine* (*)()>(os::symbolIn(library, "luthierEngine"))();
    }();
    return *engine;
}

}  // namespace luthier
