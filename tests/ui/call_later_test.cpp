// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/shell/call_later.h"

#include <QTest>
#include <QThread>

#include <algorithm>
#include <atomic>
#include <cstdio>
#include <latch>
#include <memory>
#include <vector>

namespace luthier::ui {
namespace {

struct Busy {  // work that goes on until it is let go
    std::latch letGo{1};
    std::atomic<int> begun = 0;
    std::atomic<int> ended = 0;

    void work() {
        ++begun;
        letGo.wait();
        ++ended;
    }
};

}  // namespace

class CallLaterTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void callsRunOnTheReceiversThreadInTheOrderOfAsking() {
        QObject receiver;
        std::vector<int> order;
        bool here = true;
        startBeside([&] {
            for (int i = 0; i < 100; ++i) {
                callLater(&receiver, [&, i] {
                    here &= QThread::currentThread() == receiver.thread();
                    order.push_back(i);
                });
            }
        });
        QTRY_COMPARE(order.size(), size_t{100});
        QVERIFY(here);
        QVERIFY(std::is_sorted(order.begin(), order.end()));
    }

    void aCallToAReceiverThatIsGoneDoesNotRun() {
        auto receiver = std::make_unique<QObject>();
        bool ran = false;
        callLater(receiver.get(), [&] { ran = true; });
        receiver.reset();
        QCoreApplication::processEvents();
        QVERIFY(!ran);
    }

    void moreWorkThanThreadsIsAllDone() {
        const auto done = std::make_shared<std::atomic<int>>(0);
        for (int i = 0; i < 1000; ++i) startBeside([done] { ++*done; });
        QTRY_COMPARE(done->load(), 1000);
    }

    void aLentThreadLeavesRoomForOtherWork() {
        const auto waiting = std::make_shared<Busy>();
        constexpr int kWaiting = 12;
        for (int i = 0; i < kWaiting; ++i) {
            startBeside([waiting] {
                const LentThread lent;
                waiting->work();
            });
        }
        QTRY_COMPARE(waiting->begun.load(), kWaiting);
        const auto done = std::make_shared<std::atomic<bool>>(false);
        startBeside([done] { *done = true; });
        QTRY_VERIFY(done->load());
        QCOMPARE(waiting->ended.load(), 0);
        waiting->letGo.count_down();
        QTRY_COMPARE(waiting->ended.load(), kWaiting);
    }
};

}  // namespace luthier::ui

int main(int count, char** arguments) {
    int failures = 0;
    std::atomic<bool> done = false;
    {
        QCoreApplication application(count, arguments);
        luthier::ui::CallLaterTest test;
        failures = QTest::qExec(&test, count, arguments);
        luthier::ui::startBeside([&done] {
            QThread::msleep(100);
            done = true;
        });
    }
    if (done) return failures;
    std::fputs("work still went on when the application object was gone\n", stderr);
    return 1;
}

#include "call_later_test.moc"
