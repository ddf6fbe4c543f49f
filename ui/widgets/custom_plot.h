// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QObject>

// QCustomPlot's header is written with Qt's keywords, which we build without. Qt is included before, so that only QCustomPlot sees them.
#include <QtGui>
#include <QtPrintSupport>
#include <QtWidgets>

#define signals Q_SIGNALS
#define slots Q_SLOTS
#define emit Q_EMIT
#define foreach Q_FOREACH
#include <qcustomplot.h>
#undef signals
#undef slots
#undef emit
#undef foreach
