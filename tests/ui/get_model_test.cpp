// SPDX-License-Identifier: GPL-3.0-or-later
#include <QComboBox>
#include <QLineEdit>
#include <QProgressBar>
#include <QPushButton>
#include <QTest>

#include <algorithm>
#include <chrono>
#include <map>
#include <thread>

#include "core/base/file.h"
#include "core/base/hash.h"
#include "core/base/json.h"
#include "core/base/os.h"
#include "tests/support/loopback_server.h"
#include "tests/support/temp_folder.h"
#include "ui/models/base_models.h"
#include "ui/models/text.h"
#include "ui/shell/main_window.h"
#include "ui/shell/studio.h"
#include "ui/widgets/get_model.h"
#include "ui/widgets/notice.h"

namespace luthier::ui {
namespace {

using testing::LoopbackServer;
using testing::ranged;

constexpr int kPatience = 60000;  // milliseconds, for a busy machine
const std::string kCommit(40, 'c');

/// A hub with the starter model as owner/small, which behaves as huggingface.co does. Its weights can be made to come late or to need a token.
class Hub {
public:
    Hub() : server_([this](const auto& request) { return answer(request); }) {
        for (const char* name : {"config.json", "tokenizer.json", "tokenizer_config.json", "chat_template.jinja", "model.safetensors"})
            files_[name] = readFile(std::filesystem::path(LUTHIER_SOURCE) / "resources/starter-model" / name);
    }

    std::string address() const { return server_.address(); }
    std::vector<LoopbackServer::Request> requests() const { return server_.requests(); }
    std::atomic<bool> gated = false, breaks = false, moved = false, waits = false;

private:
    bool lets(const LoopbackServer::Request& request) const { return !gated || request.header("authorization") == "Bearer hf_right"; }

    LoopbackServer::Answer answer(const LoopbackServer::Request& request) {
        if (request.path.starts_with("/api/models/owner/small/revision/main")) {
            while (waits) std::this_thread::sleep_for(std::chrono::milliseconds(10));
            return {200, info(), {{"Content-Type", "application/json"}}};
        }
        const std::string begin = "/owner/small/resolve/" + kCommit + "/";
        if (!request.path.starts_with(begin)) return {404, "", {{"X-Error-Code", "RepoNotFound"}}};
        if (!lets(request)) return {403, "", {{"X-Error-Code", "GatedRepo"}}};
        const std::string name = request.path.substr(begin.size());
        LoopbackServer::Answer answer = ranged(request, files_.at(name));
        if (breaks && name == "model.safetensors") answer.breaksAfter = 400000;
        return answer;
    }

    std::string info() {
        Json siblings = Json::array();
        for (const auto& [name, content] : files_) {
            Json file(Json::Object{{"rfilename", name}, {"size", static_cast<int64_t>(content.size())}, {"blobId", std::string(40, 'a')}});
            file["lfs"] = Json(Json::Object{{"sha256", sha256Hex(content)}, {"size", static_cast<int64_t>(content.size())}});
            siblings.push_back(std::move(file));
        }
        Json json(Json::Object{{"id", "owner/small"}, {"sha", moved ? std::string(40, 'd') : kCommit}, {"cardData", Json(Json::Object{{"license", "apache-2.0"}})}});
        json["gated"] = gated ? Json("auto") : Json(false);
        json["siblings"] = std::move(siblings);
        return json.dump();
    }

    std::map<std::string, std::string> files_;
    LoopbackServer server_;
};

/// The assistant's first page beside a hub of its own, with nothing fetched yet.
struct Bench {
    testing::TempFolder folder;
    Hub hub;
    std::unique_ptr<Studio> studio;
    std::unique_ptr<MainWindow> window;

    Bench() {
        for (const char* name : {"HF_HUB_CACHE", "HF_TOKEN", "HF_TOKEN_PATH", "HF_HUB_OFFLINE", "XDG_CACHE_HOME"}) os::setEnvironment(name, "");
        os::setEnvironment("HOME", folder.path().string());
        os::setEnvironment("HF_HOME", (folder / "hf").string());
        os::setEnvironment("LUTHIER_HOME", (folder / "luthier").string());
        os::setEnvironment("HF_ENDPOINT", hub.address());
        studio = std::make_unique<Studio>(folder / "luthier");
        window = std::make_unique<MainWindow>(*studio);
        window->show();
        window->go("wizard");
        click("getModelButton");
    }

    template <typename Widget>
    Widget* find(const char* name) const {
        return window->pageWidget()->findChild<Widget*>(QString::fromLatin1(name));
    }
    void click(const char* name) const { find<QPushButton>(name)->click(); }
    GetModel* panel() const { return find<GetModel>("getModel"); }
    ModelFetch::State state() const { return panel()->fetch().state(); }
    bool reaches(ModelFetch::State wanted) const {
        return QTest::qWaitFor([&] { return state() == wanted; }, kPatience);
    }
    void ask(const char* name, ModelFetch::State wanted) const {
        find<QComboBox>("modelNameChoice")->setEditText(QString::fromLatin1(name));
        click("askModelButton");
        QVERIFY(reaches(wanted));
    }
    /// A fetch whose line breaks within the weights, stopped by the person.
    void stopHalfway() {
        hub.breaks = true;
        ask("owner/small", ModelFetch::State::Told);
        click("fetchModelButton");
        QVERIFY(QTest::qWaitFor([&] { return panel()->fetch().here() >= 400000; }, kPatience));
        click("stopFetchButton");
        QVERIFY(reaches(ModelFetch::State::Stopped));
    }
    QString words() const {
        const auto notices = panel()->findChildren<Notice*>();
        return notices.isEmpty() ? QString() : notices.last()->accessibleName() + QLatin1Char(' ') + notices.last()->accessibleDescription();
    }
    std::filesystem::path cached() const { return folder / "hf/hub/models--owner--small/snapshots" / kCommit; }
};

class GetModelTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void sizeAndLicenceAreToldBeforeAByteIsFetched() {
        Bench bench;
        bench.ask("owner/small", ModelFetch::State::Told);
        QVERIFY2(bench.words().contains("apache-2.0"), qPrintable(bench.words()));
        QVERIFY2(bench.words().contains("5.6 MB"), qPrintable(bench.words()));
        QCOMPARE(bench.hub.requests().size(), size_t{1});
        QVERIFY(!std::filesystem::exists(bench.cached()));
    }

    void theKeyboardIsAtTheNameOnceItIsAskedFor() {
        Bench bench;
        QVERIFY(QTest::qWaitForWindowActive(bench.window.get()));
        QVERIFY(bench.find<QComboBox>("modelNameChoice")->hasFocus());
    }

    void aFetchedModelIsChosenAsACard() {
        Bench bench;
        bench.ask("owner/small", ModelFetch::State::Told);
        bench.click("fetchModelButton");
        QVERIFY(bench.reaches(ModelFetch::State::Done));
        QVERIFY(QTest::qWaitFor([&] { return bench.studio->draft().recipe().model.path == textOf(bench.cached()); }, kPatience));
        QVERIFY(QTest::qWaitFor([&] {
            const auto* card = bench.find<QPushButton>("modelCard_owner/small");
            return card && card->isChecked();
        }, kPatience));
    }

    void whatArrivedBeforeALineBrokeIsNotFetchedAgain() {
        Bench bench;
        bench.stopHalfway();
        bench.hub.breaks = false;
        bench.click("fetchModelButton");  // once: what was told is agreed to
        QVERIFY(bench.reaches(ModelFetch::State::Done));
        const auto requests = bench.hub.requests();
        const auto weights = std::ranges::find_if(requests.rbegin(), requests.rend(), [](const auto& request) { return request.path.ends_with("model.safetensors"); });
        QVERIFY(std::stoll(weights->header("range").substr(6)) >= 400000);
    }

    void whatIsAnotherRevisionByNowIsToldBeforeItsRestIsFetched() {
        Bench bench;
        bench.stopHalfway();
        bench.hub.moved = true;
        bench.click("fetchModelButton");
        QVERIFY(bench.reaches(ModelFetch::State::Told));
    }

    void aLookupThatIsStoppedLeavesNothingToFetch() {
        Bench bench;
        QVERIFY(QTest::qWaitForWindowActive(bench.window.get()));
        bench.hub.waits = true;
        bench.find<QComboBox>("modelNameChoice")->setEditText(QStringLiteral("owner/small"));
        bench.find<QPushButton>("askModelButton")->setFocus();
        bench.click("askModelButton");
        QVERIFY(bench.find<QPushButton>("stopFetchButton")->hasFocus());
        bench.click("stopFetchButton");
        bench.hub.waits = false;
        QVERIFY(bench.reaches(ModelFetch::State::Idle));
        QVERIFY(!bench.find<QPushButton>("fetchModelButton")->isVisible());
        QVERIFY(bench.find<QComboBox>("modelNameChoice")->hasFocus());
    }

    void aModelThatIsGoneIsCalledByItsName() {
        const BaseModel gone = baseModel("/none/hub/models--owner--small/snapshots/cccc");
        QVERIFY(!gone.isTunable());
        QCOMPARE(gone.name, QString("owner/small"));
    }

    void aModelWithTermsAsksForATokenThatIsMaskedAndForgotten() {
        Bench bench;
        bench.hub.gated = true;
        bench.ask("owner/small", ModelFetch::State::Told);
        auto* token = bench.find<QLineEdit>("hubTokenEdit");
        QVERIFY(token->isVisible());
        QVERIFY(!bench.find<QPushButton>("fetchModelButton")->isVisible());
        QCOMPARE(token->echoMode(), QLineEdit::Password);
        token->setText("hf_right");
        bench.click("askModelButton");
        QVERIFY(token->text().isEmpty());
        QVERIFY(QTest::qWaitFor([&] { return bench.state() == ModelFetch::State::Told && !bench.panel()->fetch().wantsToken(); }, kPatience));
        bench.click("fetchModelButton");
        QVERIFY(bench.reaches(ModelFetch::State::Done));
        QVERIFY(bench.panel()->fetch().offer().files.empty());
        for (const auto& entry : std::filesystem::recursive_directory_iterator(bench.folder.path())) {
            if (entry.is_regular_file()) QVERIFY(readFile(entry.path()).find("hf_right") == std::string::npos);
        }
    }

    void aHubThatCannotBeReachedIsSaidWithWhatToDo() {
        Bench bench;
        os::setEnvironment("HF_ENDPOINT", "http://127.0.0.1:1");
        bench.ask("owner/small", ModelFetch::State::Unreachable);
        QVERIFY2(bench.words().contains("cannot be reached") && bench.words().contains("Choose a folder"), qPrintable(bench.words()));
        QVERIFY(bench.find<QPushButton>("fetchModelButton")->isVisible());
    }

    void aNameThatNobodyHasIsSaid() {
        Bench bench;
        bench.ask("owner/nothing", ModelFetch::State::Refused);
        QVERIFY(bench.words().contains("no such model"));
        QVERIFY(bench.find<QLineEdit>("hubTokenEdit")->isVisible());
    }
};

}  // namespace
}  // namespace luthier::ui

QTEST_MAIN(luthier::ui::GetModelTest)
#include "get_model_test.moc"
