<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="en" sourcelanguage="en">
<context>
    <name>ComparisonWords</name>
    <message numerus="yes">
        <source>on %n examples neither learnt from</source>
        <translation>
            <numerusform>on %n example neither learnt from</numerusform>
            <numerusform>on %n examples neither learnt from</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>ExportCard</name>
    <message numerus="yes">
        <source>Read back and proved: on %n made-up texts it answers like the tuned model (largest difference of a loss: %1).</source>
        <translation>
            <numerusform>Read back and proved: on %n made-up text it answers like the tuned model (largest difference of a loss: %1).</numerusform>
            <numerusform>Read back and proved: on %n made-up texts it answers like the tuned model (largest difference of a loss: %1).</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Read back and proved: on %n examples it answers like the tuned model (largest difference of a loss: %1).</source>
        <translation>
            <numerusform>Read back and proved: on %n example it answers like the tuned model (largest difference of a loss: %1).</numerusform>
            <numerusform>Read back and proved: on %n examples it answers like the tuned model (largest difference of a loss: %1).</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>Fixes</name>
    <message numerus="yes">
        <source>Shorter texts (%n tokens)</source>
        <translation>
            <numerusform>Shorter texts (%n token)</numerusform>
            <numerusform>Shorter texts (%n tokens)</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>LabelWords</name>
    <message numerus="yes">
        <source>It learns which of %n labels a text has.</source>
        <translation>
            <numerusform>It learns whether a text has %n label.</numerusform>
            <numerusform>It learns which of %n labels a text has.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>It learns which of %n labels a text has; it may have several.</source>
        <translation>
            <numerusform>It learns whether a text has %n label.</numerusform>
            <numerusform>It learns which of %n labels a text has; it may have several.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>Models</name>
    <message numerus="yes">
        <source>%1 and %n more languages</source>
        <translation>
            <numerusform>%1 and %n more language</numerusform>
            <numerusform>%1 and %n more languages</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>RunsPage</name>
    <message numerus="yes">
        <source>%n runs were moved to the trash.</source>
        <translation>
            <numerusform>%n run was moved to the trash.</numerusform>
            <numerusform>%n runs were moved to the trash.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>Settings</name>
    <message numerus="yes">
        <source>%n passes</source>
        <comment>over the examples</comment>
        <translation>
            <numerusform>%n pass</numerusform>
            <numerusform>%n passes</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n steps</source>
        <translation>
            <numerusform>%n step</numerusform>
            <numerusform>%n steps</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n tokens</source>
        <translation>
            <numerusform>%n token</numerusform>
            <numerusform>%n tokens</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>Words</name>
    <message numerus="yes">
        <source>%n bytes</source>
        <translation>
            <numerusform>%n byte</numerusform>
            <numerusform>%n bytes</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>about %n minutes</source>
        <translation>
            <numerusform>about %n minute</numerusform>
            <numerusform>about %n minutes</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>about %n days</source>
        <translation>
            <numerusform>about %n day</numerusform>
            <numerusform>about %n days</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>about %n hours</source>
        <translation>
            <numerusform>about %n hour</numerusform>
            <numerusform>about %n hours</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%1 %n minutes</source>
        <comment>about 2 hours 20 minutes</comment>
        <translation>
            <numerusform>%1 %n minute</numerusform>
            <numerusform>%1 %n minutes</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n minutes ago</source>
        <translation>
            <numerusform>%n minute ago</numerusform>
            <numerusform>%n minutes ago</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n hours ago</source>
        <translation>
            <numerusform>%n hour ago</numerusform>
            <numerusform>%n hours ago</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n days ago</source>
        <translation>
            <numerusform>%n day ago</numerusform>
            <numerusform>%n days ago</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>luthier::ui::CleaningPanel</name>
    <message numerus="yes">
        <source>Nothing to clean was found in %n rows.</source>
        <translation>
            <numerusform>Nothing to clean was found in %n row.</numerusform>
            <numerusform>Nothing to clean was found in %n rows.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n rows</source>
        <translation>
            <numerusform>%n row</numerusform>
            <numerusform>%n rows</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n rows were changed.</source>
        <translation>
            <numerusform>%n row was changed.</numerusform>
            <numerusform>%n rows were changed.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n rows were left out.</source>
        <translation>
            <numerusform>%n row was left out.</numerusform>
            <numerusform>%n rows were left out.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>luthier::ui::ConfusionTable</name>
    <message numerus="yes">
        <source>%n times “%1” was answered where “%2” is right.</source>
        <translation>
            <numerusform>%n time “%1” was answered where “%2” is right.</numerusform>
            <numerusform>%n times “%1” was answered where “%2” is right.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>luthier::ui::CurvePlot</name>
    <message numerus="yes">
        <source>%Ln examples</source>
        <translation>
            <numerusform>%Ln example</numerusform>
            <numerusform>%Ln examples</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>luthier::ui::DataStep</name>
    <message numerus="yes">
        <source>%1 and %n more</source>
        <translation>
            <numerusform>%1 and %n more</numerusform>
            <numerusform>%1 and %n more</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%1: %n examples</source>
        <translation>
            <numerusform>%1: %n example</numerusform>
            <numerusform>%1: %n examples</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>… and %n more kinds of problems</source>
        <translation>
            <numerusform>… and %n more kind of problems</numerusform>
            <numerusform>… and %n more kinds of problems</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%1 with %n labels</source>
        <translation>
            <numerusform>%1 with %n label</numerusform>
            <numerusform>%1 with %n labels</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>luthier::ui::ExamplePane</name>
    <message numerus="yes">
        <source>of the first %n</source>
        <translation>
            <numerusform>of %n</numerusform>
            <numerusform>of the first %n</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n tokens</source>
        <translation>
            <numerusform>%n token</numerusform>
            <numerusform>%n tokens</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%1, of which %n are learnt.</source>
        <translation>
            <numerusform>%1, of which %n is learnt.</numerusform>
            <numerusform>%1, of which %n are learnt.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>luthier::ui::LabelBars</name>
    <message numerus="yes">
        <source>… and %n more labels</source>
        <translation>
            <numerusform>… and %n more label</numerusform>
            <numerusform>… and %n more labels</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>luthier::ui::RunDetails</name>
    <message numerus="yes">
        <source>%n examples to learn from</source>
        <translation>
            <numerusform>%n example to learn from</numerusform>
            <numerusform>%n examples to learn from</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>, %n set aside</source>
        <translation>
            <numerusform>, %n set aside</numerusform>
            <numerusform>, %n set aside</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n runs are chosen. Two to six can be compared.</source>
        <translation>
            <numerusform>%n run is chosen. Two to six can be compared.</numerusform>
            <numerusform>%n runs are chosen. Two to six can be compared.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>luthier::ui::SettingsStep</name>
    <message numerus="yes">
        <source>%n steps</source>
        <translation>
            <numerusform>%n step</numerusform>
            <numerusform>%n steps</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Your longest example that is used has %n tokens.</source>
        <translation>
            <numerusform>Your longest example that is used has %n token.</numerusform>
            <numerusform>Your longest example that is used has %n tokens.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n examples are left out, most often because they are longer.</source>
        <translation>
            <numerusform>%n example is left out, most often because it is longer.</numerusform>
            <numerusform>%n examples are left out, most often because they are longer.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Your longest text that is used has %n tokens.</source>
        <translation>
            <numerusform>Your longest text that is used has %n token.</numerusform>
            <numerusform>Your longest text that is used has %n tokens.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n texts are left out: they are longer, or their label says nothing.</source>
        <translation>
            <numerusform>%n text is left out: it is longer, or its label says nothing.</numerusform>
            <numerusform>%n texts are left out: they are longer, or their label says nothing.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>luthier::ui::XRayView</name>
    <message numerus="yes">
        <source>What the model sees: %n tokens</source>
        <translation>
            <numerusform>What the model sees: %n token</numerusform>
            <numerusform>What the model sees: %n tokens</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>✂ longer than %n tokens from here</source>
        <translation>
            <numerusform>✂ longer than %n token from here</numerusform>
            <numerusform>✂ longer than %n tokens from here</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>luthier::ui::PreferencesPage</name>
    <message numerus="yes">
        <source>%n runs in the trash, %1</source>
        <translation>
            <numerusform>%n run in the trash, %1</numerusform>
            <numerusform>%n runs in the trash, %1</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>luthier::ui::CheckStep</name>
    <message numerus="yes">
        <source>%Ln examples are learnt.</source>
        <translation>
            <numerusform>%Ln example is learnt.</numerusform>
            <numerusform>%Ln examples are learnt.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln are held out to see whether the model really gets better.</source>
        <translation>
            <numerusform>%Ln is held out to see whether the model really gets better.</numerusform>
            <numerusform>%Ln are held out to see whether the model really gets better.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>“%1” is learnt from %Ln examples, the rarest, “%2”, from %3.</source>
        <translation>
            <numerusform>“%1” is learnt from %Ln example, the rarest, “%2”, from %3.</numerusform>
            <numerusform>“%1” is learnt from %Ln examples, the rarest, “%2”, from %3.</numerusform>
        </translation>
    </message>
</context>
</TS>
