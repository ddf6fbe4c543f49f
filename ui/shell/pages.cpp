// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/shell/page.h"

namespace luthier::ui {

#define LUTHIER_PAGE(name) PageInfo name##Page();
#include "ui/pages/pages.def"
#undef LUTHIER_PAGE

std::vector<PageInfo> pages() {
    return {
#define LUTHIER_PAGE(name) name##Page(),
#include "ui/pages/pages.def"
#undef LUTHIER_PAGE
    };
}

}  // namespace luthier::ui
