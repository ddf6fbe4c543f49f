// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/shell/icon.h"

#include <QFile>
#include <QHash>
#include <QIconEngine>
#include <QPainter>
#include <QSvgRenderer>

#include "ui/shell/theme.h"

namespace luthier::ui {
namespace {

QByteArray drawingOf(const QString& name) {
    static QHash<QString, QByteArray> read;
    auto known = read.find(name);
    if (known == read.end()) {
        QFile file(QStringLiteral(":/icons/%1.svg").arg(name));
        known = read.insert(name, file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray());
    }
    return *known;
}

QColor colourOf(Tone tone) {
    const ThemeColours& c = colours();
    switch (tone) {
        case Tone::Soft: return c.textSoft;
        case Tone::Accent: return c.accent;
        case Tone::OnAccent: return c.onAccent;
        case Tone::Good: return c.good;
        case Tone::Warn: return c.warn;
        case Tone::Bad: return c.bad;
        default: return c.text;
    }
}

class ThemedIcon : public QIconEngine {
public:
    ThemedIcon(QString name, Tone tone) : name_(std::move(name)), tone_(tone) {}

    void paint(QPainter* painter, const QRect& rect, QIcon::Mode mode, QIcon::State state) override {
        QColor colour = colourOf(state == QIcon::On && tone_ != Tone::OnAccent ? Tone::Accent : tone_);
        if (mode == QIcon::Disabled) colour = colours().outline;
        QByteArray drawing = drawingOf(name_);
        drawing.replace("currentColor", colour.name().toLatin1());
        QSvgRenderer(drawing).render(painter, QRectF(rect));
    }

    QPixmap pixmap(const QSize& size, QIcon::Mode mode, QIcon::State state) override {
        QPixmap picture(size);
        picture.fill(Qt::transparent);
        QPainter painter(&picture);
        paint(&painter, QRect(QPoint(), size), mode, state);
        return picture;
    }

    QIconEngine* clone() const override { return new ThemedIcon(*this); }

private:
    QString name_;
    Tone tone_;
};

}  // namespace

QIcon icon(const QString& name, Tone tone) { return QIcon(new ThemedIcon(name, tone)); }

QPixmap iconPixmap(const QString& name, int size, Tone tone, qreal scale) {
    QPixmap picture(QSize(size, size) * scale);
    picture.fill(Qt::transparent);
    picture.setDevicePixelRatio(scale);
    QPainter painter(&picture);
    ThemedIcon(name, tone).paint(&painter, QRect(0, 0, size, size), QIcon::Normal, QIcon::Off);
    return picture;
}

}  // namespace luthier::ui
