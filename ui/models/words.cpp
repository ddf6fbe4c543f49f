// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/models/words.h"

#include <QCoreApplication>
#include <QLocale>

#include <algorithm>
#include <cmath>

namespace luthier::ui {
namespace {

class Words {
    Q_DECLARE_TR_FUNCTIONS(Words)
};

/// 12.3 -> "12", 2.13 -> "2.1".
QString rounded(double value) { return QLocale().toString(value, 'f', value < 9.95 ? 1 : 0); }

int64_t whole(double value) { return static_cast<int64_t>(std::llround(value)); }

}  // namespace

QString sizeWords(int64_t bytes) {
    const double size = static_cast<double>(bytes);
    if (size < 1e3) return Words::tr("%n bytes", nullptr, static_cast<int>(bytes));
    if (size < 999.5e3) return Words::tr("%1 kB").arg(rounded(size / 1e3));
    if (size < 999.5e6) return Words::tr("%1 MB").arg(rounded(size / 1e6));
    return Words::tr("%1 GB").arg(rounded(size / 1e9));
}

QString durationWords(double seconds) {
    const int64_t minutes = std::max<int64_t>(whole(seconds / 60), 1);
    if (seconds < 50) return Words::tr("under a minute");
    if (minutes < 90) return Words::tr("about %n minutes", nullptr, static_cast<int>(minutes));
    const int64_t hours = minutes / 60, rest = (minutes % 60 + 2) / 5 * 5;
    if (hours >= 48) return Words::tr("about %n days", nullptr, static_cast<int>((hours + 12) / 24));
    const QString hoursText = Words::tr("about %n hours", nullptr, static_cast<int>(rest == 60 ? hours + 1 : hours));
    return rest == 0 || rest == 60 ? hoursText : Words::tr("%1 %n minutes", "about 2 hours 20 minutes", static_cast<int>(rest)).arg(hoursText);
}

QString shortDuration(double seconds) {
    const int64_t all = std::max<int64_t>(whole(seconds), 0);
    if (all < 60) return Words::tr("%1 s").arg(all);
    const int64_t minutes = (all + 30) / 60;
    if (minutes < 60) return Words::tr("%1 min").arg(minutes);
    return Words::tr("%1 h %2 min").arg(minutes / 60).arg(minutes % 60);
}

QString agoWords(double secondsAgo) {
    const int64_t minutes = whole(std::max(secondsAgo, 0.0) / 60);
    if (minutes < 1) return Words::tr("just now");
    if (minutes < 60) return Words::tr("%n minutes ago", nullptr, static_cast<int>(minutes));
    if (minutes < 24 * 60) return Words::tr("%n hours ago", nullptr, static_cast<int>(minutes / 60));
    const int64_t days = minutes / (24 * 60);
    return days == 1 ? Words::tr("yesterday") : Words::tr("%n days ago", nullptr, static_cast<int>(days));
}

QString countWords(int64_t number) {
    const double value = static_cast<double>(number);
    if (number < 1000000) return QLocale().toString(static_cast<qlonglong>(number));
    if (value < 1e9) return Words::tr("%1 million").arg(rounded(value / 1e6));
    return Words::tr("%1 billion").arg(rounded(value / 1e9));
}

QString percentWords(double share) { return Words::tr("%1 %", "percent").arg(QLocale().toString(share * 100, 'f', 0)); }

QString preciseWords(double number) {
    constexpr double kLeast = 1e-3, kMost = 1e6;
    const double size = std::abs(number);
    if (!std::isfinite(number)) return Words::tr("no number");
    const int power = size > 0 ? static_cast<int>(std::floor(std::log10(size))) : 0;
    if (size == 0 || (size >= kLeast && size < kMost)) return numberWords(number, std::max(0, 2 - power));
    static const QString digits = QString::fromUtf8("⁰¹²³⁴⁵⁶⁷⁸⁹");
    QString raised = power < 0 ? QString::fromUtf8("⁻") : QString();
    for (const QChar digit : QString::number(std::abs(power))) raised += digits[digit.digitValue()];
    return QString::fromUtf8("%1 · 10%2").arg(numberWords(number / std::pow(10, power), 2), raised);
}

QString numberWords(double number, int digits) {
    QLocale locale;
    QString text = locale.toString(number, 'f', digits);
    if (!text.contains(locale.decimalPoint())) return text;
    while (text.endsWith(locale.zeroDigit())) text.chop(1);
    if (text.endsWith(locale.decimalPoint())) text.chop(1);
    return text;
}

}  // namespace luthier::ui
