<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="de" sourcelanguage="en">
<context>
    <name>Cleanings</name>
    <message>
        <source>%1, cleaned</source>
        <translation>%1, bereinigt</translation>
    </message>
</context>
<context>
    <name>Closing</name>
    <message>
        <source>A run is going on</source>
        <translation>Ein Training läuft</translation>
    </message>
    <message>
        <source>A run is going on. What shall become of it?</source>
        <translation>Ein Training läuft. Was soll damit geschehen?</translation>
    </message>
    <message>
        <source>It can go on without this window; open Luthier again to watch it. Or it stops now, and what was learnt is kept.</source>
        <translation>Es kann ohne dieses Fenster weiterlaufen; öffnen Sie Luthier wieder, um zuzusehen. Oder es hält jetzt an, und das Gelernte bleibt erhalten.</translation>
    </message>
    <message>
        <source>&amp;Keep on training</source>
        <translation>&amp;Weiter trainieren</translation>
    </message>
    <message>
        <source>&amp;Stop and keep</source>
        <translation>&amp;Anhalten und behalten</translation>
    </message>
    <message>
        <source>&amp;Cancel</source>
        <translation>Abbre&amp;chen</translation>
    </message>
</context>
<context>
    <name>ComparePage</name>
    <message>
        <source>These runs cannot be read</source>
        <translation>Diese Trainings sind nicht lesbar</translation>
    </message>
    <message>
        <source>Compare</source>
        <translation>Vergleichen</translation>
    </message>
    <message>
        <source>Add a run</source>
        <translation>Training hinzufügen</translation>
    </message>
    <message>
        <source>Cur&amp;ves</source>
        <translation>&amp;Kurven</translation>
    </message>
    <message>
        <source>Numbers</source>
        <translation>Zahlen</translation>
    </message>
    <message>
        <source>Num&amp;bers</source>
        <translation>&amp;Zahlen</translation>
    </message>
    <message>
        <source>&amp;Settings</source>
        <translation>E&amp;instellungen</translation>
    </message>
    <message>
        <source>Ans&amp;wers</source>
        <translation>Antw&amp;orten</translation>
    </message>
    <message>
        <source>Which curve</source>
        <translation>Welche Kurve</translation>
    </message>
    <message>
        <source>Loss on examples never seen</source>
        <translation>Verlust an nie gesehenen Beispielen</translation>
    </message>
    <message>
        <source>Loss while learning, smoothed</source>
        <translation>Verlust beim Lernen, geglättet</translation>
    </message>
    <message>
        <source>Learning rate</source>
        <translation>Lernrate</translation>
    </message>
    <message>
        <source>Speed</source>
        <translation>Geschwindigkeit</translation>
    </message>
    <message>
        <source>What the curves lie along</source>
        <translation>Worüber die Kurven verlaufen</translation>
    </message>
    <message>
        <source>over steps</source>
        <translation>über Schritten</translation>
    </message>
    <message>
        <source>over examples seen</source>
        <translation>über gesehenen Beispielen</translation>
    </message>
    <message>
        <source>over time</source>
        <translation>über der Zeit</translation>
    </message>
    <message>
        <source>&amp;Logarithmic</source>
        <translation>Logarith&amp;misch</translation>
    </message>
    <message>
        <source>Loss</source>
        <translation>Verlust</translation>
    </message>
    <message>
        <source>&amp;Only differences</source>
        <translation>Nur &amp;Unterschiede</translation>
    </message>
    <message>
        <source>All settings are the same.</source>
        <translation>Alle Einstellungen sind gleich.</translation>
    </message>
    <message>
        <source>Settings</source>
        <translation>Einstellungen</translation>
    </message>
    <message>
        <source>Comparing needs two runs</source>
        <translation>Zum Vergleichen braucht es zwei Trainings</translation>
    </message>
    <message>
        <source>Choose two to six of them in the list of runs.</source>
        <translation>Wählen Sie zwei bis sechs in der Liste der Trainings.</translation>
    </message>
    <message>
        <source>Choose runs</source>
        <translation>Trainings wählen</translation>
    </message>
    <message>
        <source>Comparing…</source>
        <translation>Wird verglichen …</translation>
    </message>
    <message>
        <source>Add a run…</source>
        <translation>Training hinzufügen …</translation>
    </message>
    <message>
        <source>Take %1 out of the comparison</source>
        <translation>%1 aus dem Vergleich nehmen</translation>
    </message>
    <message>
        <source>These runs learnt from different examples.</source>
        <translation>Diese Trainings haben aus verschiedenen Beispielen gelernt.</translation>
    </message>
    <message>
        <source>A lower number does not say that one is better. Try them side by side instead.</source>
        <translation>Eine kleinere Zahl heißt hier nicht, dass eines besser ist. Probieren Sie sie lieber nebeneinander aus.</translation>
    </message>
    <message>
        <source>%1  (best)</source>
        <translation>%1  (am besten)</translation>
    </message>
    <message>
        <source>They were asked nothing in common.</source>
        <translation>Sie wurden nichts Gemeinsames gefragt.</translation>
    </message>
    <message>
        <source>&amp;Compare</source>
        <translation>&amp;Vergleichen</translation>
    </message>
    <message>
        <source>How often they are right</source>
        <translation>Wie oft sie richtig liegen</translation>
    </message>
    <message>
        <source>How far they are off</source>
        <translation>Wie weit sie danebenliegen</translation>
    </message>
    <message>
        <source>lower is better</source>
        <translation>kleiner ist besser</translation>
    </message>
    <message>
        <source>higher is better</source>
        <translation>größer ist besser</translation>
    </message>
    <message>
        <source>Add one more above, or choose two to six of them in the list of runs.</source>
        <translation>Fügen Sie oben noch eines hinzu, oder wählen Sie zwei bis sechs in der Liste der Trainings.</translation>
    </message>
</context>
<context>
    <name>ComparisonWords</name>
    <message>
        <source>%1 (%2)</source>
        <comment>auto, and what it came to</comment>
        <translation>%1 (%2)</translation>
    </message>
    <message>
        <source>Loss before, on examples it never saw</source>
        <translation>Verlust vorher, an nie gesehenen Beispielen</translation>
    </message>
    <message>
        <source>Loss after, on examples it never saw</source>
        <translation>Verlust nachher, an nie gesehenen Beispielen</translation>
    </message>
    <message>
        <source>Best step</source>
        <translation>Bester Schritt</translation>
    </message>
    <message>
        <source>Steps trained</source>
        <translation>Trainierte Schritte</translation>
    </message>
    <message>
        <source>Time spent</source>
        <translation>Dauer</translation>
    </message>
    <message>
        <source>Most memory</source>
        <translation>Höchster Speicherbedarf</translation>
    </message>
    <message>
        <source>Weights that learnt</source>
        <translation>Lernende Gewichte</translation>
    </message>
    <message>
        <source>“%1” and “%2” cannot be compared: they have no examples in common that neither learnt from.</source>
        <translation>„%1“ und „%2“ sind nicht vergleichbar: Sie haben keine Beispiele gemeinsam, aus denen keines gelernt hat.</translation>
    </message>
    <message>
        <source>“%1” and “%2” cannot be compared: what they have in common is too little, or was cut into other tokens.</source>
        <translation>„%1“ und „%2“ sind nicht vergleichbar: Sie haben zu wenig gemeinsam, oder es wurde anders in Token zerlegt.</translation>
    </message>
    <message numerus="yes">
        <source>on %n examples neither learnt from</source>
        <translation>
            <numerusform>an %n Beispiel, aus dem keines gelernt hat</numerusform>
            <numerusform>an %n Beispielen, aus denen keines gelernt hat</numerusform>
        </translation>
    </message>
    <message>
        <source>“%1” and “%2” are not distinguishable: the loss differs by %3 to %4 (95 % interval), %5.</source>
        <translation>„%1“ und „%2“ sind nicht zu unterscheiden: Der Verlust unterscheidet sich um %3 bis %4 (95-%-Intervall), %5.</translation>
    </message>
    <message>
        <source>“%1” is better than “%2”: its loss is lower by %3 (95 % interval: %4 to %5), %6.</source>
        <translation>„%1“ ist besser als „%2“: Der Verlust ist um %3 kleiner (95-%-Intervall: %4 bis %5), %6.</translation>
    </message>
    <message>
        <source>“%1” is worse than “%2”: its loss is higher by %3 (95 % interval: %4 to %5), %6.</source>
        <translation>„%1“ ist schlechter als „%2“: Der Verlust ist um %3 größer (95-%-Intervall: %4 bis %5), %6.</translation>
    </message>
    <message>
        <source>Right, on examples it never saw</source>
        <translation>Richtig, an nie gesehenen Beispielen</translation>
    </message>
    <message>
        <source>… with the most frequent label always</source>
        <translation>… immer mit der häufigsten Kategorie</translation>
    </message>
    <message>
        <source>F1, each label alike</source>
        <translation>F1, jede Kategorie gleich</translation>
    </message>
    <message>
        <source>F1, each answer alike</source>
        <translation>F1, jede Antwort gleich</translation>
    </message>
    <message>
        <source>F1, labels by how often they stand</source>
        <translation>F1, Kategorien nach Häufigkeit</translation>
    </message>
    <message>
        <source>F1, each text alike</source>
        <translation>F1, jeder Text gleich</translation>
    </message>
    <message>
        <source>Labels that are wrong</source>
        <translation>Falsche Kategorien</translation>
    </message>
    <message>
        <source>How far its sureness is off</source>
        <translation>Wie weit seine Sicherheit danebenliegt</translation>
    </message>
    <message>
        <source>Off by, on average</source>
        <translation>Liegt im Mittel daneben um</translation>
    </message>
    <message>
        <source>Off by, squared, on average</source>
        <translation>Liegt daneben um, Quadrat im Mittel</translation>
    </message>
    <message>
        <source>Share of the differences it explains (R²)</source>
        <translation>Anteil der Unterschiede, den es erklärt (R²)</translation>
    </message>
    <message>
        <source>Correlation with the right number</source>
        <translation>Korrelation mit der richtigen Zahl</translation>
    </message>
    <message>
        <source>How often they are right is not distinguishable either way.</source>
        <translation>Auch wie oft sie richtigliegen, ist nicht zu unterscheiden.</translation>
    </message>
    <message>
        <source>It is right more often by %1 of all examples (%2 to %3).</source>
        <translation>Es liegt um %1 aller Beispiele öfter richtig (%2 bis %3).</translation>
    </message>
    <message>
        <source>It is right less often by %1 of all examples (%2 to %3).</source>
        <translation>Es liegt um %1 aller Beispiele seltener richtig (%2 bis %3).</translation>
    </message>
</context>
<context>
    <name>Core</name>
    <message>
        <source>Format</source>
        <translation>Format</translation>
    </message>
    <message>
        <source>The format of this file</source>
        <translation>Das Format dieser Datei</translation>
    </message>
    <message>
        <source>Base model</source>
        <translation>Grundmodell</translation>
    </message>
    <message>
        <source>Folder of the base model (config.json, weights, tokenizer), or a GGUF file</source>
        <translation>Ordner des Grundmodells (config.json, Gewichte, Tokenizer) oder eine GGUF-Datei</translation>
    </message>
    <message>
        <source>Start from</source>
        <translation>Beginnen mit</translation>
    </message>
    <message>
        <source>weights: as published; random: from noise, seeded (config.json and tokenizer suffice)</source>
        <translation>weights: wie veröffentlicht; random: mit Rauschen aus dem Startwert (config.json und Tokenizer genügen)</translation>
    </message>
    <message>
        <source>Arithmetic</source>
        <translation>Rechenart</translation>
    </message>
    <message>
        <source>Number format of the arithmetic; auto is the fastest measured on this machine</source>
        <translation>Zahlenformat beim Rechnen; auto ist das schnellste, das auf diesem Rechner gemessen wurde</translation>
    </message>
    <message>
        <source>Frozen weights</source>
        <translation>Feste Gewichte</translation>
    </message>
    <message>
        <source>How frozen weights lie in memory</source>
        <translation>Wie feste Gewichte im Speicher liegen</translation>
    </message>
    <message>
        <source>Chat template</source>
        <translation>Gesprächsvorlage</translation>
    </message>
    <message>
        <source>auto: the model&apos;s own, else plain; plain: role words and blank lines</source>
        <translation>auto: die des Modells, sonst plain; plain: Rollenwörter und Leerzeilen</translation>
    </message>
    <message>
        <source>Examples</source>
        <translation>Beispiele</translation>
    </message>
    <message>
        <source>Files with examples to learn from</source>
        <translation>Dateien mit Beispielen, aus denen gelernt wird</translation>
    </message>
    <message>
        <source>Columns</source>
        <translation>Spalten</translation>
    </message>
    <message>
        <source>Names of a table&apos;s columns, for tables with other names: {prompt: question, completion: answer}</source>
        <translation>Namen der Spalten einer Tabelle, wenn sie anders heißen: {prompt: question, completion: answer}</translation>
    </message>
    <message>
        <source>Cleaners</source>
        <translation>Reiniger</translation>
    </message>
    <message>
        <source>Cleaners by name, in order</source>
        <translation>Reiniger nach Namen, der Reihe nach</translation>
    </message>
    <message>
        <source>What a row is; auto: by content</source>
        <translation>Was eine Zeile ist; auto: am Inhalt erkannt</translation>
    </message>
    <message>
        <source>Held out</source>
        <translation>Zurückgelegt</translation>
    </message>
    <message>
        <source>Rows that are not learnt, to see whether the model gets better: auto, a share, a file, or 0</source>
        <translation>Zeilen, die nicht gelernt werden, um zu sehen, ob das Modell besser wird: auto, ein Anteil, eine Datei oder 0</translation>
    </message>
    <message>
        <source>Test</source>
        <translation>Test</translation>
    </message>
    <message>
        <source>Rows that nothing looks at until the end: a share, a file, or 0</source>
        <translation>Zeilen, die bis zum Ende niemand ansieht: ein Anteil, eine Datei oder 0</translation>
    </message>
    <message>
        <source>Group</source>
        <translation>Gruppe</translation>
    </message>
    <message>
        <source>Column whose equal values stay together when rows are held out</source>
        <translation>Spalte, deren gleiche Werte beim Zurücklegen zusammenbleiben</translation>
    </message>
    <message>
        <source>Grouping</source>
        <translation>Gruppierung</translation>
    </message>
    <message>
        <source>exact: rows with equal questions stay together</source>
        <translation>exact: Zeilen mit gleicher Frage bleiben zusammen</translation>
    </message>
    <message>
        <source>Split seed</source>
        <translation>Startwert der Teilung</translation>
    </message>
    <message>
        <source>Another number holds out other rows</source>
        <translation>Eine andere Zahl legt andere Zeilen zurück</translation>
    </message>
    <message>
        <source>Shuffle</source>
        <translation>Mischen</translation>
    </message>
    <message>
        <source>Another order in every epoch; false keeps the order of the files</source>
        <translation>In jedem Durchgang eine andere Reihenfolge; false behält die der Dateien</translation>
    </message>
    <message>
        <source>Longest row</source>
        <translation>Längste Zeile</translation>
    </message>
    <message>
        <source>auto: what the model can, at most 2048; longer needs more memory</source>
        <translation>auto: was das Modell kann, höchstens 2048; länger braucht mehr Speicher</translation>
    </message>
    <message>
        <source>Longer rows</source>
        <translation>Längere Zeilen</translation>
    </message>
    <message>
        <source>What happens to longer rows; auto: documents are split, other rows left out</source>
        <translation>Was mit längeren Zeilen geschieht; auto: Texte werden geteilt, andere Zeilen ausgelassen</translation>
    </message>
    <message>
        <source>Objective</source>
        <translation>Ziel</translation>
    </message>
    <message>
        <source>sft: answers to questions; text: plain text; classify: labels of texts; regress: numbers</source>
        <translation>sft: Antworten auf Fragen; text: reiner Text; classify: Kategorien von Texten; regress: Zahlen</translation>
    </message>
    <message>
        <source>Labels</source>
        <translation>Kategorien</translation>
    </message>
    <message>
        <source>(classify) whether a row has one label or may have several; auto: several when any row has a list</source>
        <translation>(classify) ob eine Zeile eine Kategorie hat oder mehrere haben kann; auto: mehrere, wenn irgendeine Zeile eine Liste hat</translation>
    </message>
    <message>
        <source>no label</source>
        <translation>keine Kategorie</translation>
    </message>
    <message>
        <source>no text</source>
        <translation>kein Text</translation>
    </message>
    <message>
        <source>unknown label</source>
        <translation>unbekannte Kategorie</translation>
    </message>
    <message>
        <source>not a number</source>
        <translation>keine Zahl</translation>
    </message>
    <message>
        <source>several labels</source>
        <translation>mehrere Kategorien</translation>
    </message>
    <message>
        <source>Learn</source>
        <translation>Gelernt wird</translation>
    </message>
    <message>
        <source>Which tokens of a chat are learnt: every answer, the last answer, or everything</source>
        <translation>Welche Token eines Gesprächs gelernt werden: jede Antwort, die letzte oder alles</translation>
    </message>
    <message>
        <source>Beta</source>
        <translation>Beta</translation>
    </message>
    <message>
        <source>Only for preferences: how far from the base model answers may go</source>
        <translation>Nur für Vorlieben: wie weit Antworten sich vom Grundmodell entfernen dürfen</translation>
    </message>
    <message>
        <source>Targets</source>
        <translation>Ziele der Adapter</translation>
    </message>
    <message>
        <source>Which linear maps get an adapter: all-linear, attention, a list of module names, or a regular expression</source>
        <translation>Welche linearen Abbildungen einen Adapter bekommen: all-linear, attention, eine Liste von Modulnamen oder ein regulärer Ausdruck</translation>
    </message>
    <message>
        <source>Method</source>
        <translation>Verfahren</translation>
    </message>
    <message>
        <source>lora: small adapters; freeze: the last layers; full: every weight</source>
        <translation>lora: kleine Adapter; freeze: die letzten Schichten; full: jedes Gewicht</translation>
    </message>
    <message>
        <source>Rank</source>
        <translation>Rang</translation>
    </message>
    <message>
        <source>Size of the adapters: more can learn more and takes more memory</source>
        <translation>Größe der Adapter: mehr kann mehr lernen und braucht mehr Speicher</translation>
    </message>
    <message>
        <source>Alpha</source>
        <translation>Alpha</translation>
    </message>
    <message>
        <source>Strength of the adapters: their answer is scaled by alpha / rank</source>
        <translation>Stärke der Adapter: ihr Beitrag wird mit alpha / rank multipliziert</translation>
    </message>
    <message>
        <source>Adapter dropout</source>
        <translation>Adapter-Dropout</translation>
    </message>
    <message>
        <source>Share of features an adapter does not see in a step; more learns less by heart</source>
        <translation>Anteil der Merkmale, die ein Adapter in einem Schritt nicht sieht; mehr lernt weniger auswendig</translation>
    </message>
    <message>
        <source>Rank-stable</source>
        <translation>Rangstabil</translation>
    </message>
    <message>
        <source>Scale by alpha / sqrt(rank) instead</source>
        <translation>Stattdessen mit alpha / sqrt(rank) multiplizieren</translation>
    </message>
    <message>
        <source>Learn whole</source>
        <translation>Ganz lernen</translation>
    </message>
    <message>
        <source>Modules that learn as a whole beside the adapters, by name</source>
        <translation>Module, die neben den Adaptern ganz lernen, nach Namen</translation>
    </message>
    <message>
        <source>Layers</source>
        <translation>Schichten</translation>
    </message>
    <message>
        <source>(freeze) how many of the last layers learn</source>
        <translation>(freeze) wie viele der letzten Schichten lernen</translation>
    </message>
    <message>
        <source>Modules</source>
        <translation>Module</translation>
    </message>
    <message>
        <source>(freeze) modules that learn instead of the last layers, by name: embed_tokens, norm, mlp, …</source>
        <translation>(freeze) Module, die statt der letzten Schichten lernen, nach Namen: embed_tokens, norm, mlp, …</translation>
    </message>
    <message>
        <source>Start from adapter</source>
        <translation>Mit Adapter beginnen</translation>
    </message>
    <message>
        <source>A PEFT folder to start from</source>
        <translation>Ein PEFT-Ordner, mit dem begonnen wird</translation>
    </message>
    <message>
        <source>Save every</source>
        <translation>Sichern alle</translation>
    </message>
    <message>
        <source>How often a snapshot is kept, to continue from after a stop or crash: steps, or minutes as &quot;10min&quot;</source>
        <translation>Wie oft ein Stand gesichert wird, von dem es nach Halt oder Absturz weitergeht: Schritte, oder Minuten wie &quot;10min&quot;</translation>
    </message>
    <message>
        <source>Warm-up</source>
        <translation>Aufwärmen</translation>
    </message>
    <message>
        <source>The rate rises from 0 over this share of the steps; 1 and above count steps</source>
        <translation>Die Rate steigt über diesen Anteil der Schritte von 0 an; ab 1 sind es Schritte</translation>
    </message>
    <message>
        <source>Epochs</source>
        <translation>Durchgänge</translation>
    </message>
    <message>
        <source>How often every example is seen; more learns more and remembers more by heart</source>
        <translation>Wie oft jedes Beispiel gesehen wird; mehr lernt mehr, und mehr davon auswendig</translation>
    </message>
    <message>
        <source>Steps</source>
        <translation>Schritte</translation>
    </message>
    <message>
        <source>Instead of epochs: so many steps</source>
        <translation>Statt Durchgängen: so viele Schritte</translation>
    </message>
    <message>
        <source>Batch</source>
        <translation>Stapel</translation>
    </message>
    <message>
        <source>Samples of a step, whatever memory allows at once</source>
        <translation>Beispiele eines Schritts, gleich wie viele der Speicher auf einmal erlaubt</translation>
    </message>
    <message>
        <source>Learning rate</source>
        <translation>Lernrate</translation>
    </message>
    <message>
        <source>How far a step goes; auto: 2e-4 for lora, 2e-5 for full and freeze</source>
        <translation>Wie weit ein Schritt geht; auto: 2e-4 für lora, 2e-5 für full und freeze</translation>
    </message>
    <message>
        <source>Schedule</source>
        <translation>Verlauf</translation>
    </message>
    <message>
        <source>How the rate changes over the run</source>
        <translation>Wie sich die Rate im Training ändert</translation>
    </message>
    <message>
        <source>Optimizer</source>
        <translation>Optimierer</translation>
    </message>
    <message>
        <source>How gradients become steps</source>
        <translation>Wie aus Gradienten Schritte werden</translation>
    </message>
    <message>
        <source>Beta 1</source>
        <translation>Beta 1</translation>
    </message>
    <message>
        <source>Memory of the mean gradient</source>
        <translation>Gedächtnis des mittleren Gradienten</translation>
    </message>
    <message>
        <source>Beta 2</source>
        <translation>Beta 2</translation>
    </message>
    <message>
        <source>Memory of the squared gradient</source>
        <translation>Gedächtnis des quadrierten Gradienten</translation>
    </message>
    <message>
        <source>Epsilon</source>
        <translation>Epsilon</translation>
    </message>
    <message>
        <source>Keeps the division by the squared gradient in bounds</source>
        <translation>Hält die Division durch den quadrierten Gradienten in Grenzen</translation>
    </message>
    <message>
        <source>Weight decay</source>
        <translation>Gewichtsabnahme</translation>
    </message>
    <message>
        <source>Pulls weights to 0; never biases and norms</source>
        <translation>Zieht Gewichte gegen 0; nie Biase und Normen</translation>
    </message>
    <message>
        <source>Clip</source>
        <translation>Kappen</translation>
    </message>
    <message>
        <source>Longest gradient of a step; 0 = off</source>
        <translation>Längster Gradient eines Schritts; 0 = aus</translation>
    </message>
    <message>
        <source>Seed</source>
        <translation>Startzahl</translation>
    </message>
    <message>
        <source>Another number gives another run</source>
        <translation>Eine andere Zahl ergibt ein anderes Training</translation>
    </message>
    <message>
        <source>Recompute</source>
        <translation>Neu berechnen</translation>
    </message>
    <message>
        <source>layers: less memory, a third slower</source>
        <translation>layers: weniger Speicher, ein Drittel langsamer</translation>
    </message>
    <message>
        <source>Model dropout</source>
        <translation>Modell-Dropout</translation>
    </message>
    <message>
        <source>The base model&apos;s own dropout</source>
        <translation>Der Dropout des Grundmodells selbst</translation>
    </message>
    <message>
        <source>Evaluate every</source>
        <translation>Messen alle</translation>
    </message>
    <message>
        <source>How often the held-out rows are asked</source>
        <translation>Wie oft die zurückgelegten Zeilen gefragt werden</translation>
    </message>
    <message>
        <source>Early stop</source>
        <translation>Früher Halt</translation>
    </message>
    <message>
        <source>Ends after so many evaluations without gain; 0 = off</source>
        <translation>Endet nach so vielen Messungen ohne Gewinn; 0 = aus</translation>
    </message>
    <message>
        <source>On divergence</source>
        <translation>Bei Entgleisen</translation>
    </message>
    <message>
        <source>restart: from the best snapshot at half the rate, three times at most</source>
        <translation>restart: vom besten Stand mit halber Rate, höchstens dreimal</translation>
    </message>
    <message>
        <source>Results</source>
        <translation>Ergebnisse</translation>
    </message>
    <message>
        <source>peft: the adapter; merged: a whole model</source>
        <translation>peft: der Adapter; merged: ein ganzes Modell</translation>
    </message>
    <message>
        <source>Name</source>
        <translation>Name</translation>
    </message>
    <message>
        <source>What this run is called</source>
        <translation>Wie dieses Training heißt</translation>
    </message>
    <message>
        <source>tokens</source>
        <translation>Token</translation>
    </message>
    <message>
        <source>layers</source>
        <translation>Schichten</translation>
    </message>
    <message>
        <source>epochs</source>
        <translation>Durchgänge</translation>
    </message>
    <message>
        <source>steps</source>
        <translation>Schritte</translation>
    </message>
    <message>
        <source>samples</source>
        <translation>Beispiele</translation>
    </message>
    <message>
        <source>evaluations</source>
        <translation>Messungen</translation>
    </message>
    <message>
        <source>Deep (all weights)</source>
        <translation>Tief (alle Gewichte)</translation>
    </message>
    <message>
        <source>Every weight of the model learns. It can change the most, takes the most memory and time, and the result is a whole model.</source>
        <translation>Jedes Gewicht des Modells lernt. Das kann am meisten ändern, braucht am meisten Speicher und Zeit, und das Ergebnis ist ein ganzes Modell.</translation>
    </message>
    <message>
        <source>Last layers</source>
        <translation>Letzte Schichten</translation>
    </message>
    <message>
        <source>Only the last layers of the model learn. Between the two others: more than a light touch, less than everything; the result is a whole model.</source>
        <translation>Nur die letzten Schichten des Modells lernen. Zwischen den beiden anderen: mehr als eine leichte Hand, weniger als alles; das Ergebnis ist ein ganzes Modell.</translation>
    </message>
    <message>
        <source>Light touch (LoRA)</source>
        <translation>Leichte Hand (LoRA)</translation>
    </message>
    <message>
        <source>Small adapters beside the model learn, the model itself stays as it is. Quick, small to keep, easy to undo.</source>
        <translation>Kleine Adapter neben dem Modell lernen, das Modell selbst bleibt, wie es ist. Schnell, klein, leicht zurückzunehmen.</translation>
    </message>
    <message>
        <source>a whole number, 0 or more</source>
        <translation>eine ganze Zahl ab 0</translation>
    </message>
    <message>
        <source>a whole number, 1 or more</source>
        <translation>eine ganze Zahl ab 1</translation>
    </message>
    <message>
        <source>a whole number, 2 or more</source>
        <translation>eine ganze Zahl ab 2</translation>
    </message>
    <message>
        <source>a number, 0 or more</source>
        <translation>eine Zahl ab 0</translation>
    </message>
    <message>
        <source>a number above 0</source>
        <translation>eine Zahl über 0</translation>
    </message>
    <message>
        <source>a number from 0 to below 1</source>
        <translation>eine Zahl von 0 bis unter 1</translation>
    </message>
    <message>
        <source>true or false</source>
        <translation>true oder false</translation>
    </message>
    <message>
        <source>a list of module names</source>
        <translation>eine Liste von Modulnamen</translation>
    </message>
    <message>
        <source>a PEFT folder, or null</source>
        <translation>ein PEFT-Ordner oder nichts</translation>
    </message>
    <message>
        <source>the name of a column, or null</source>
        <translation>der Name einer Spalte oder nichts</translation>
    </message>
    <message>
        <source>a whole number, 1 or more, or null</source>
        <translation>eine ganze Zahl ab 1 oder nichts</translation>
    </message>
    <message>
        <source>a share below 1, or a whole number of steps</source>
        <translation>ein Anteil unter 1 oder eine ganze Zahl von Schritten</translation>
    </message>
    <message>
        <source>one or more files</source>
        <translation>eine oder mehrere Dateien</translation>
    </message>
    <message>
        <source>the folder of a model</source>
        <translation>der Ordner eines Modells</translation>
    </message>
    <message>
        <source>overlong</source>
        <translation>zu lang</translation>
    </message>
    <message>
        <source>no answer</source>
        <translation>keine Antwort</translation>
    </message>
    <message>
        <source>nothing learnt</source>
        <translation>nichts zu lernen</translation>
    </message>
    <message>
        <source>Broken encoding</source>
        <translation>Kaputte Zeichen</translation>
    </message>
    <message>
        <source>hold characters that were read in the wrong encoding, or control characters</source>
        <translation>enthalten Zeichen, die in der falschen Kodierung gelesen wurden, oder Steuerzeichen</translation>
    </message>
    <message>
        <source>writes them as they were meant, and leaves out rows where that is lost</source>
        <translation>schreibt sie, wie sie gemeint waren, und lässt Zeilen weg, in denen das verloren ist</translation>
    </message>
    <message>
        <source>Surrounding blanks</source>
        <translation>Leerzeichen am Rand</translation>
    </message>
    <message>
        <source>begin or end with blanks or empty lines</source>
        <translation>beginnen oder enden mit Leerzeichen oder Leerzeilen</translation>
    </message>
    <message>
        <source>removes those blanks</source>
        <translation>entfernt sie</translation>
    </message>
    <message>
        <source>Empty rows</source>
        <translation>Leere Zeilen</translation>
    </message>
    <message>
        <source>hold no question or no answer</source>
        <translation>enthalten keine Frage oder keine Antwort</translation>
    </message>
    <message>
        <source>leaves them out</source>
        <translation>lässt sie weg</translation>
    </message>
    <message>
        <source>Exact copies</source>
        <translation>Genaue Kopien</translation>
    </message>
    <message>
        <source>stand there again, word for word</source>
        <translation>stehen Wort für Wort noch einmal da</translation>
    </message>
    <message>
        <source>keeps the first of each</source>
        <translation>behält jeweils die erste</translation>
    </message>
    <message>
        <source>Leaks into the held-out part</source>
        <translation>Zeilen, die auch zurückgehalten sind</translation>
    </message>
    <message>
        <source>ask what a held-out row asks</source>
        <translation>fragen, was eine zurückgehaltene Zeile fragt</translation>
    </message>
    <message>
        <source>leaves them out of the training rows</source>
        <translation>lässt sie beim Lernen weg</translation>
    </message>
    <message>
        <source>a file with held-out rows</source>
        <translation>eine Datei mit zurückgehaltenen Zeilen</translation>
    </message>
    <message>
        <source>Overlong rows</source>
        <translation>Überlange Zeilen</translation>
    </message>
    <message>
        <source>have more tokens than the model is to read at once</source>
        <translation>haben mehr Token, als das Modell auf einmal lesen soll</translation>
    </message>
    <message>
        <source>a model to count tokens with</source>
        <translation>ein Modell, das Token zählt</translation>
    </message>
    <message>
        <source>To answer</source>
        <translation>Zu antworten</translation>
    </message>
    <message>
        <source>It learns to answer as the examples do.</source>
        <translation>Es lernt, so zu antworten wie die Beispiele.</translation>
    </message>
    <message>
        <source>Whole texts</source>
        <translation>Ganze Texte</translation>
    </message>
    <message>
        <source>It learns every word of the examples, questions too.</source>
        <translation>Es lernt jedes Wort der Beispiele, auch die Fragen.</translation>
    </message>
    <message>
        <source>Which label a text has</source>
        <translation>Welche Kategorie ein Text hat</translation>
    </message>
    <message>
        <source>It learns to say which label a text has, and how sure it is.</source>
        <translation>Es lernt zu sagen, welche Kategorie ein Text hat und wie sicher es ist.</translation>
    </message>
    <message>
        <source>A number for each text</source>
        <translation>Eine Zahl zu jedem Text</translation>
    </message>
    <message>
        <source>It learns to say a number for each text.</source>
        <translation>Es lernt, zu jedem Text eine Zahl zu sagen.</translation>
    </message>
    <message>
        <source>A table with a column of questions and one of answers is enough. A hundred rows or more teach well; fifty are a start.</source>
        <translation>Eine Tabelle mit einer Spalte Fragen und einer Spalte Antworten genügt. Hundert Zeilen und mehr lehren gut, fünfzig sind ein Anfang.</translation>
    </message>
    <message>
        <source>Plain text files are enough: handbooks, articles, letters. A hundred pages or more teach well; the more, the better.</source>
        <translation>Reine Textdateien genügen: Handbücher, Artikel, Briefe. Hundert Seiten und mehr lehren gut; je mehr, desto besser.</translation>
    </message>
    <message>
        <source>A table with a column of texts and one of labels is enough. Some dozen rows of each label teach well.</source>
        <translation>Eine Tabelle mit einer Spalte Texte und einer Spalte Kategorien genügt. Einige Dutzend Zeilen je Kategorie lehren gut.</translation>
    </message>
    <message>
        <source>A table with a column of texts and one of numbers is enough. A hundred rows or more teach well.</source>
        <translation>Eine Tabelle mit einer Spalte Texte und einer Spalte Zahlen genügt. Hundert Zeilen und mehr lehren gut.</translation>
    </message>
</context>
<context>
    <name>CoreSentences</name>
    <message>
        <source>&quot;%1&quot; is no regular expression that can be used (%2).</source>
        <translation>„%1“ ist kein brauchbarer regulärer Ausdruck (%2).</translation>
    </message>
    <message>
        <source>a newer Luthier wrote it</source>
        <translation>ein neueres Luthier hat es geschrieben</translation>
    </message>
    <message>
        <source>A pattern of this tokenizer needs %1.</source>
        <translation>Ein Muster dieses Tokenizers braucht %1.</translation>
    </message>
    <message>
        <source>a quoted field that begins in this row is never closed</source>
        <translation>ein Feld in Anführungszeichen, das in dieser Zeile beginnt, wird nie geschlossen</translation>
    </message>
    <message>
        <source>a row is longer than 256 MiB</source>
        <translation>eine Zeile ist länger als 256 MiB</translation>
    </message>
    <message>
        <source>add the column, name the one to use with data.columns, or mend data.format (the file is read as %1)</source>
        <translation>fügen Sie die Spalte hinzu, wählen Sie über der Tabelle die richtige, oder ändern Sie das Format (die Datei wird als %1 gelesen)</translation>
    </message>
    <message>
        <source>add the column, or mend data.group</source>
        <translation>fügen Sie die Spalte hinzu, oder berichtigen Sie data.group</translation>
    </message>
    <message>
        <source>after the list of rows: %1</source>
        <translation>nach der Liste der Zeilen: %1</translation>
    </message>
    <message>
        <source>all rows belong together (they ask the same, or share data.group): none are held out, so nothing will show whether the model really got better</source>
        <translation>alle Zeilen gehören zusammen (sie fragen dasselbe oder haben denselben Wert in data.group): Keine bleibt zurück, also wird nichts zeigen, ob das Modell wirklich besser wurde</translation>
    </message>
    <message>
        <source>allow this user to read it</source>
        <translation>Erlauben Sie diesem Benutzer, sie zu lesen</translation>
    </message>
    <message>
        <source>bring rows that ask something else, or give an evaluation file in data.eval</source>
        <translation>bringen Sie Zeilen, die etwas anderes fragen, oder geben Sie in data.eval eine Datei zum Messen an</translation>
    </message>
    <message>
        <source>check that it exists and may be read</source>
        <translation>prüfen Sie, ob es da ist und gelesen werden darf</translation>
    </message>
    <message>
        <source>check that it is the right one</source>
        <translation>prüfen Sie, ob es die richtige ist</translation>
    </message>
    <message>
        <source>check that this is the right file</source>
        <translation>prüfen Sie, ob das die richtige Datei ist</translation>
    </message>
    <message>
        <source>check that you may read it</source>
        <translation>prüfen Sie, ob Sie sie lesen dürfen</translation>
    </message>
    <message>
        <source>check the disk it lies on</source>
        <translation>prüfen Sie den Datenträger, auf dem sie liegt</translation>
    </message>
    <message>
        <source>check the disk, then try again</source>
        <translation>prüfen Sie den Datenträger und versuchen Sie es noch einmal</translation>
    </message>
    <message>
        <source>check the name and the folder it is looked for in</source>
        <translation>prüfen Sie den Namen und den Ordner, in dem sie gesucht wird</translation>
    </message>
    <message>
        <source>check the path</source>
        <translation>prüfen Sie den Pfad</translation>
    </message>
    <message>
        <source>check the path, or give - for standard input</source>
        <translation>prüfen Sie den Pfad, oder geben Sie - für die Standardeingabe an</translation>
    </message>
    <message>
        <source>choose auto to keep them as they are</source>
        <translation>auto wählen, damit sie bleiben, wie sie sind</translation>
    </message>
    <message>
        <source>choose one that is listed</source>
        <translation>wählen Sie einen aus der Liste</translation>
    </message>
    <message>
        <source>cleaned rows are written as JSON lines, and this name ends otherwise</source>
        <translation>bereinigte Zeilen werden als JSON-Zeilen geschrieben, und dieser Name endet anders</translation>
    </message>
    <message>
        <source>close or double the quote</source>
        <translation>schließen oder verdoppeln Sie das Anführungszeichen</translation>
    </message>
    <message>
        <source>complete or remove it</source>
        <translation>vervollständigen oder entfernen Sie ihn</translation>
    </message>
    <message>
        <source>could not be kept: %1</source>
        <translation>ließ sich nicht aufbewahren: %1</translation>
    </message>
    <message>
        <source>did you mean %1? There are %2</source>
        <translation>meinten Sie %1? Es gibt %2</translation>
    </message>
    <message>
        <source>expected as many fields as the header has (%1), found %2</source>
        <translation>So viele Felder wie in der Kopfzeile (%1) wurden erwartet, gefunden wurden %2</translation>
    </message>
    <message>
        <source>expected %1 rows, found a plain text document</source>
        <translation>Zeilen der Art %1 wurden erwartet, es ist ein reines Textdokument</translation>
    </message>
    <message>
        <source>expected a file, found a folder</source>
        <translation>eine Datei wurde erwartet, es ist ein Ordner</translation>
    </message>
    <message>
        <source>expected a file, found something else</source>
        <translation>eine Datei wurde erwartet, es ist etwas anderes</translation>
    </message>
    <message>
        <source>expected a recipe file, found a folder</source>
        <translation>eine Rezeptdatei wurde erwartet, es ist ein Ordner</translation>
    </message>
    <message>
        <source>expected an object in this file</source>
        <translation>in dieser Datei wurde ein Objekt erwartet</translation>
    </message>
    <message>
        <source>expected an object like {&quot;messages&quot;: …}, found %1</source>
        <translation>ein Objekt wie {&quot;messages&quot;: …} wurde erwartet, es ist %1</translation>
    </message>
    <message>
        <source>expected JSON lines, JSON, a CSV or TSV table with known columns, or a .txt or .md file</source>
        <translation>erwartet werden JSON-Zeilen, JSON, eine CSV- oder TSV-Tabelle mit bekannten Spalten oder eine .txt- oder .md-Datei</translation>
    </message>
    <message>
        <source>expected UTF-8, found UTF-16</source>
        <translation>UTF-8 wurde erwartet, es ist UTF-16</translation>
    </message>
    <message>
        <source>fetch the model again</source>
        <translation>holen Sie das Modell neu</translation>
    </message>
    <message>
        <source>Fetch the model&apos;s files again; the tokenizers library would refuse this one too.</source>
        <translation>Holen Sie die Dateien des Modells neu; auch die Bibliothek tokenizers würde diese ablehnen.</translation>
    </message>
    <message>
        <source>free some disk space</source>
        <translation>machen Sie Platz auf dem Datenträger</translation>
    </message>
    <message>
        <source>free some memory</source>
        <translation>machen Sie Arbeitsspeicher frei</translation>
    </message>
    <message>
        <source>give a file</source>
        <translation>geben Sie eine Datei an</translation>
    </message>
    <message>
        <source>give a name that ends in .jsonl</source>
        <translation>geben Sie einen Namen an, der auf .jsonl endet</translation>
    </message>
    <message>
        <source>give an ordinary file</source>
        <translation>geben Sie eine gewöhnliche Datei an</translation>
    </message>
    <message>
        <source>give another name</source>
        <translation>geben Sie einen anderen Namen an</translation>
    </message>
    <message>
        <source>give every column a name of its own</source>
        <translation>geben Sie jeder Spalte einen eigenen Namen</translation>
    </message>
    <message>
        <source>give every message a role: system, user, assistant or tool</source>
        <translation>geben Sie jeder Nachricht eine Rolle: system, user, assistant oder tool</translation>
    </message>
    <message>
        <source>give it, or leave this cleaner away</source>
        <translation>geben Sie es an, oder lassen Sie diesen Schritt weg</translation>
    </message>
    <message>
        <source>give the file inside it</source>
        <translation>geben Sie die Datei darin an</translation>
    </message>
    <message>
        <source>Give the folder of a model that holds one of %1.</source>
        <translation>Geben Sie den Ordner eines Modells an, in dem eines davon liegt: %1.</translation>
    </message>
    <message>
        <source>give the recipe as a file</source>
        <translation>geben Sie das Rezept als Datei an</translation>
    </message>
    <message>
        <source>gzip data cannot be unpacked</source>
        <translation>gzip-Daten lassen sich nicht auspacken</translation>
    </message>
    <message>
        <source>install a library of the same version as the program</source>
        <translation>installieren Sie eine Bibliothek derselben Version wie das Programm</translation>
    </message>
    <message>
        <source>install Luthier again, or build its engine (see README)</source>
        <translation>installieren Sie Luthier neu, oder bauen Sie seinen Motor (siehe README)</translation>
    </message>
    <message>
        <source>is not JSON: %1</source>
        <translation>ist kein JSON: %1</translation>
    </message>
    <message>
        <source>keep one list a file</source>
        <translation>lassen Sie je Datei nur eine Liste</translation>
    </message>
    <message>
        <source>keep the file anew</source>
        <translation>bewahren Sie die Datei neu auf</translation>
    </message>
    <message>
        <source>keep the file anew; its original lies in the folder original beside it</source>
        <translation>bewahren Sie die Datei neu auf; ihr Original liegt daneben im Ordner original</translation>
    </message>
    <message>
        <source>leave a step away</source>
        <translation>lassen Sie einen Schritt weg</translation>
    </message>
    <message>
        <source>leave the folder of a run alone while it works, and look at the disk</source>
        <translation>lassen Sie den Ordner eines Laufs in Ruhe, während er arbeitet, und sehen Sie nach der Festplatte</translation>
    </message>
    <message>
        <source>line %1: %2</source>
        <translation>Zeile %1: %2</translation>
    </message>
    <message>
        <source>look for a quote or bracket that is never closed here</source>
        <translation>suchen Sie ein Anführungszeichen oder eine Klammer, die hier nie geschlossen wird</translation>
    </message>
    <message>
        <source>make room on the disk, or check the permissions of %1</source>
        <translation>machen Sie Platz auf dem Datenträger, oder prüfen Sie die Rechte von %1</translation>
    </message>
    <message>
        <source>mend or remove the row</source>
        <translation>bessern oder entfernen Sie die Zeile</translation>
    </message>
    <message>
        <source>mend the end of the file</source>
        <translation>bessern Sie das Ende der Datei aus</translation>
    </message>
    <message>
        <source>mend the list here</source>
        <translation>bessern Sie hier die Liste aus</translation>
    </message>
    <message>
        <source>message %1 under &quot;%2&quot; has no &quot;role&quot;</source>
        <translation>Nachricht %1 unter „%2“ hat keine „role“</translation>
    </message>
    <message>
        <source>name one as a file in model.template</source>
        <translation>nennen Sie eine als Datei in model.template</translation>
    </message>
    <message>
        <source>name the files in it one by one</source>
        <translation>nennen Sie die Dateien darin einzeln</translation>
    </message>
    <message>
        <source>newly initialized, because no file of the model holds them: %1 and %2; they know nothing until this run has taught them</source>
        <translation>neu ausgewürfelt, weil keine Datei des Modells sie enthält: %1 und %2; sie wissen nichts, bis dieser Lauf es sie gelehrt hat</translation>
    </message>
    <message>
        <source>no folder for runs is known: neither LUTHIER_HOME, XDG_DATA_HOME nor HOME is set</source>
        <translation>kein Ordner für Trainings ist bekannt: Weder LUTHIER_HOME noch XDG_DATA_HOME noch HOME ist gesetzt</translation>
    </message>
    <message>
        <source>no format has a column &quot;%1&quot;; the nearest known one is &quot;%2&quot;</source>
        <translation>kein Format hat eine Spalte „%1“; die ähnlichste bekannte ist „%2“</translation>
    </message>
    <message>
        <source>no row is left</source>
        <translation>keine Zeile bleibt übrig</translation>
    </message>
    <message>
        <source>nothing, where this is a base model; else fetch it again with all its files</source>
        <translation>nichts, wenn dies ein Basismodell ist; sonst holen Sie es neu, mit allen Dateien</translation>
    </message>
    <message>
        <source>One text of more than 4 GB cannot be encoded.</source>
        <translation>Ein Text von mehr als 4 GB lässt sich nicht zerlegen.</translation>
    </message>
    <message>
        <source>pack it again without zstd&apos;s --long or --ultra</source>
        <translation>packen Sie sie neu, ohne --long oder --ultra von zstd</translation>
    </message>
    <message>
        <source>pack or download the file again</source>
        <translation>packen oder laden Sie die Datei neu</translation>
    </message>
    <message>
        <source>put fields that hold the delimiter or a line break into double quotes</source>
        <translation>setzen Sie Felder mit Trennzeichen oder Zeilenumbruch in doppelte Anführungszeichen</translation>
    </message>
    <message>
        <source>raise data.max_length where more should be seen at once</source>
        <translation>erhöhen Sie data.max_length, wo mehr auf einmal gesehen werden soll</translation>
    </message>
    <message>
        <source>reading failed</source>
        <translation>das Lesen misslang</translation>
    </message>
    <message>
        <source>reinstall ICU and its data</source>
        <translation>installieren Sie ICU und seine Daten neu</translation>
    </message>
    <message>
        <source>reinstall OpenSSL</source>
        <translation>installieren Sie OpenSSL neu</translation>
    </message>
    <message>
        <source>save it as JSONL or CSV</source>
        <translation>speichern Sie sie als JSONL oder CSV</translation>
    </message>
    <message>
        <source>save it as UTF-8</source>
        <translation>speichern Sie sie als UTF-8</translation>
    </message>
    <message>
        <source>save the file as UTF-8</source>
        <translation>speichern Sie die Datei als UTF-8</translation>
    </message>
    <message>
        <source>save the table as CSV, or unpack the archive</source>
        <translation>speichern Sie die Tabelle als CSV, oder packen Sie das Archiv aus</translation>
    </message>
    <message>
        <source>set data.format to text or auto</source>
        <translation>setzen Sie data.format auf text oder auto</translation>
    </message>
    <message>
        <source>set LUTHIER_HOME to a folder</source>
        <translation>setzen Sie LUTHIER_HOME auf einen Ordner</translation>
    </message>
    <message>
        <source>set model.template to plain, or to a file</source>
        <translation>setzen Sie model.template auf plain oder auf eine Datei</translation>
    </message>
    <message>
        <source>split it into several files</source>
        <translation>teilen Sie es in mehrere Dateien</translation>
    </message>
    <message>
        <source>Split it into smaller rows.</source>
        <translation>Teilen Sie ihn in kleinere Zeilen.</translation>
    </message>
    <message>
        <source>the %1 data ends in the middle or is damaged</source>
        <translation>die %1-Daten enden mittendrin oder sind beschädigt</translation>
    </message>
    <message>
        <source>the chat template cannot be used: %1</source>
        <translation>die Gesprächsvorlage lässt sich nicht benutzen: %1</translation>
    </message>
    <message>
        <source>the chat template is not valid UTF-8</source>
        <translation>die Gesprächsvorlage ist kein gültiges UTF-8</translation>
    </message>
    <message>
        <source>the cleaned copy would replace the original</source>
        <translation>die bereinigte Kopie würde das Original ersetzen</translation>
    </message>
    <message>
        <source>the cleaner &quot;%1&quot; needs %2</source>
        <translation>der Schritt „%1“ braucht %2</translation>
    </message>
    <message>
        <source>the document is longer than 2 GiB</source>
        <translation>das Dokument ist länger als 2 GiB</translation>
    </message>
    <message>
        <source>the file cannot be opened</source>
        <translation>die Datei lässt sich nicht öffnen</translation>
    </message>
    <message>
        <source>the file cannot be read</source>
        <translation>die Datei lässt sich nicht lesen</translation>
    </message>
    <message>
        <source>the file could not be read to its end</source>
        <translation>die Datei ließ sich nicht bis zum Ende lesen</translation>
    </message>
    <message>
        <source>the file does not exist</source>
        <translation>die Datei gibt es nicht</translation>
    </message>
    <message>
        <source>the file ends inside the value that begins here</source>
        <translation>die Datei endet mitten in dem Wert, der hier beginnt</translation>
    </message>
    <message>
        <source>the file holds no rows</source>
        <translation>die Datei enthält keine Zeilen</translation>
    </message>
    <message>
        <source>the file is empty</source>
        <translation>die Datei ist leer</translation>
    </message>
    <message>
        <source>the file is larger than %1 bytes</source>
        <translation>die Datei ist größer als %1 Byte</translation>
    </message>
    <message>
        <source>the file is not valid JSON: %1</source>
        <translation>die Datei ist kein gültiges JSON: %1</translation>
    </message>
    <message>
        <source>the frozen weights are %1 and are rounded to bfloat16: losses are those of the rounded weights</source>
        <translation>die eingefrorenen Gewichte sind %1 und werden auf bfloat16 gerundet: Die Verluste sind die der gerundeten Gewichte</translation>
    </message>
    <message>
        <source>the header is not valid UTF-8</source>
        <translation>die Kopfzeile ist kein gültiges UTF-8</translation>
    </message>
    <message>
        <source>the ICU library failed: %1</source>
        <translation>die Bibliothek ICU versagte: %1</translation>
    </message>
    <message>
        <source>the library cannot be opened: %1</source>
        <translation>die Bibliothek lässt sich nicht öffnen: %1</translation>
    </message>
    <message>
        <source>the library cannot be opened: unknown reason</source>
        <translation>die Bibliothek lässt sich nicht öffnen: Grund unbekannt</translation>
    </message>
    <message>
        <source>the library does not hold this function</source>
        <translation>die Bibliothek enthält diese Funktion nicht</translation>
    </message>
    <message>
        <source>the model has several chat templates and none is called default</source>
        <translation>das Modell hat mehrere Gesprächsvorlagen, und keine heißt default</translation>
    </message>
    <message>
        <source>the object holds a second list of rows, &quot;%1&quot;</source>
        <translation>das Objekt enthält eine zweite Liste von Zeilen, „%1“</translation>
    </message>
    <message>
        <source>the OpenSSL library failed</source>
        <translation>die Bibliothek OpenSSL versagte</translation>
    </message>
    <message>
        <source>the recipe does not exist</source>
        <translation>das Rezept gibt es nicht</translation>
    </message>
    <message>
        <source>the result is rounded to the number format of the base model&apos;s files, which changes an answer by up to %1 of its size</source>
        <translation>das Ergebnis wird auf das Zahlenformat der Dateien des Basismodells gerundet, was eine Antwort um bis zu %1 ihrer Größe ändert</translation>
    </message>
    <message>
        <source>the result is rounded to the number format of the base model&apos;s files, which changes the loss of a row by up to %1 nats a token</source>
        <translation>das Ergebnis wird auf das Zahlenformat der Dateien des Basismodells gerundet, was den Verlust einer Zeile um bis zu %1 Nat je Token ändert</translation>
    </message>
    <message>
        <source>the row is longer than %1 tokens and was split into pieces, each a sample where it teaches something</source>
        <translation>die Zeile ist länger als %1 Token und wurde in Stücke geteilt, die jedes für sich gelernt werden, wo daran etwas zu lernen ist</translation>
    </message>
    <message>
        <source>the row is not valid JSON: %1</source>
        <translation>die Zeile ist kein gültiges JSON: %1</translation>
    </message>
    <message>
        <source>the row is not valid UTF-8</source>
        <translation>die Zeile ist kein gültiges UTF-8</translation>
    </message>
    <message>
        <source>the samples cannot be read again</source>
        <translation>die Beispiele lassen sich nicht wieder lesen</translation>
    </message>
    <message>
        <source>the samples cannot be written</source>
        <translation>die Beispiele lassen sich nicht schreiben</translation>
    </message>
    <message>
        <source>the template has %1 bytes; at most %2 are read</source>
        <translation>die Vorlage hat %1 Byte; höchstens %2 werden gelesen</translation>
    </message>
    <message>
        <source>The text needs an unknown token, and this tokenizer has none.</source>
        <translation>Der Text braucht ein unbekanntes Token, und dieser Tokenizer hat keines.</translation>
    </message>
    <message>
        <source>The text needs the unknown token &apos;%1&apos;, which is not in the vocabulary.</source>
        <translation>Der Text braucht das unbekannte Token „%1“, das nicht im Wortschatz steht.</translation>
    </message>
    <message>
        <source>there is no cleaner &quot;%1&quot;</source>
        <translation>es gibt keinen Bereinigungsschritt „%1“</translation>
    </message>
    <message>
        <source>there is no such file</source>
        <translation>diese Datei gibt es nicht</translation>
    </message>
    <message>
        <source>there is no such kept dataset</source>
        <translation>diesen aufbewahrten Datensatz gibt es nicht</translation>
    </message>
    <message>
        <source>There is no tokenizer in this folder.</source>
        <translation>In diesem Ordner ist kein Tokenizer.</translation>
    </message>
    <message>
        <source>this is a Parquet file, which Luthier cannot read yet</source>
        <translation>das ist eine Parquet-Datei, die Luthier noch nicht lesen kann</translation>
    </message>
    <message>
        <source>this is a zip archive or an Excel file (XLSX), which Luthier cannot read yet</source>
        <translation>das ist ein ZIP-Archiv oder eine Excel-Datei (XLSX), die Luthier noch nicht lesen kann</translation>
    </message>
    <message>
        <source>This tokenizer uses %1, which is not supported.</source>
        <translation>Dieser Tokenizer benutzt %1; das geht hier nicht.</translation>
    </message>
    <message>
        <source>train longer or at a higher train.learning_rate, so that changes outgrow the rounding, or choose method.kind: lora, whose adapter (peft) keeps every digit</source>
        <translation>trainieren Sie länger oder mit höherer train.learning_rate, damit die Änderungen größer als die Rundung werden, oder wählen Sie method.kind: lora, dessen Adapter (peft) jede Stelle behält</translation>
    </message>
    <message>
        <source>two columns are called &quot;%1&quot;</source>
        <translation>zwei Spalten heißen „%1“</translation>
    </message>
    <message>
        <source>unpacking this file needs more than 128 MB of memory</source>
        <translation>diese Datei auszupacken braucht mehr als 128 MB Speicher</translation>
    </message>
    <message>
        <source>update Luthier</source>
        <translation>bringen Sie Luthier auf den neuesten Stand</translation>
    </message>
    <message>
        <source>Use a model from a source you trust.</source>
        <translation>Nehmen Sie ein Modell aus einer Quelle, der Sie trauen.</translation>
    </message>
    <message>
        <source>Use a model whose tokenizer is complete.</source>
        <translation>Nehmen Sie ein Modell, dessen Tokenizer vollständig ist.</translation>
    </message>
    <message>
        <source>Use a model whose tokenizer is of a supported kind; Luthier never approximates one.</source>
        <translation>Nehmen Sie ein Modell mit einem Tokenizer bekannter Art; Luthier nähert keinen an.</translation>
    </message>
    <message>
        <source>use one of: %1</source>
        <translation>nehmen Sie eines von: %1</translation>
    </message>
    <message>
        <source>what it names is not there</source>
        <translation>was darin steht, ist nicht da</translation>
    </message>
    <message>
        <source>Write a simpler expression.</source>
        <translation>Schreiben Sie einen einfacheren Ausdruck.</translation>
    </message>
    <message>
        <source>write each row as an object with named columns</source>
        <translation>schreiben Sie jede Zeile als Objekt mit benannten Spalten</translation>
    </message>
    <message>
        <source>zstd data cannot be unpacked</source>
        <translation>zstd-Daten lassen sich nicht auspacken</translation>
    </message>
    <message>
        <source>&quot;%1&quot; is no name of a branch, tag or commit</source>
        <translation>„%1“ ist kein Name eines Zweigs, einer Marke oder eines Stands</translation>
    </message>
    <message>
        <source>&quot;%1&quot; is the end of no module&apos;s path in this model.</source>
        <translation>„%1“ ist in diesem Modell das Ende keines Modulpfads.</translation>
    </message>
    <message>
        <source>&quot;%1&quot; matches no module path in full (such as model.layers.0.self_attn.q_proj).</source>
        <translation>„%1“ trifft keinen ganzen Modulpfad (wie model.layers.0.self_attn.q_proj).</translation>
    </message>
    <message>
        <source>%1 is %2, config.json asks for %3</source>
        <translation>%1 ist %2, config.json verlangt %3</translation>
    </message>
    <message>
        <source>%1 is %2, config.json asks for %3 (%4 more like it)</source>
        <translation>%1 ist %2, config.json verlangt %3 (ebenso %4 weitere)</translation>
    </message>
    <message>
        <source>%1 is stored as %2; expected F32, BF16 or F16</source>
        <translation>%1 ist als %2 gespeichert; erwartet werden F32, BF16 oder F16</translation>
    </message>
    <message>
        <source>%1 is stored as %2; expected F32, BF16 or F16 (%3 more like it)</source>
        <translation>%1 ist als %2 gespeichert; erwartet werden F32, BF16 oder F16 (ebenso %3 weitere)</translation>
    </message>
    <message>
        <source>%1 MB are needed, and %2 MB are free</source>
        <translation>%1 MB werden gebraucht, %2 MB sind frei</translation>
    </message>
    <message>
        <source>%1 weight is missing: %2</source>
        <translation>%1 Gewicht fehlt: %2</translation>
    </message>
    <message>
        <source>%1 weights are missing: %2</source>
        <translation>%1 Gewichte fehlen: %2</translation>
    </message>
    <message>
        <source>%1 weight is not part of this model and is left out: %2</source>
        <translation>%1 Gewicht gehört nicht zu diesem Modell und bleibt weg: %2</translation>
    </message>
    <message>
        <source>%1 weights are not part of this model and are left out: %2</source>
        <translation>%1 Gewichte gehören nicht zu diesem Modell und bleiben weg: %2</translation>
    </message>
    <message>
        <source>%1Possible names: %2.</source>
        <translation>%1Mögliche Namen: %2.</translation>
    </message>
    <message>
        <source>%1Write all-linear, attention, a list such as [q_proj, v_proj], or a regular expression for whole paths.</source>
        <translation>%1Schreiben Sie all-linear, attention, eine Liste wie [q_proj, v_proj] oder einen regulären Ausdruck für ganze Pfade.</translation>
    </message>
    <message>
        <source>16 suits most data.</source>
        <translation>16 passt zu den meisten Daten.</translation>
    </message>
    <message>
        <source>a file of it is not there</source>
        <translation>eine seiner Dateien ist nicht da</translation>
    </message>
    <message>
        <source>a name of the hub was expected (owner/name, or owner/name/FILE.gguf)</source>
        <translation>erwartet wird ein Name von huggingface.co (Besitzer/Name oder Besitzer/Name/DATEI.gguf)</translation>
    </message>
    <message>
        <source>a package&apos;s name was expected (pypi:NAME or pypi:NAME==VERSION)</source>
        <translation>erwartet wird ein Paketname (pypi:NAME oder pypi:NAME==VERSION)</translation>
    </message>
    <message>
        <source>a tensor of type %1 has no safetensors format</source>
        <translation>ein Tensor der Art %1 hat kein Format in safetensors</translation>
    </message>
    <message>
        <source>agree on the model&apos;s page, then set HF_TOKEN to a token of that account</source>
        <translation>stimmen Sie auf der Seite des Modells zu und geben Sie dann einen Schlüssel dieses Kontos an</translation>
    </message>
    <message>
        <source>allow this user to write there</source>
        <translation>erlauben Sie diesem Benutzer, dort zu schreiben</translation>
    </message>
    <message>
        <source>another program is fetching this file just now</source>
        <translation>ein anderes Programm holt diese Datei gerade</translation>
    </message>
    <message>
        <source>check HF_ENDPOINT</source>
        <translation>prüfen Sie HF_ENDPOINT</translation>
    </message>
    <message>
        <source>Check that config.json belongs to these weights.</source>
        <translation>Prüfen Sie, ob config.json zu diesen Gewichten gehört.</translation>
    </message>
    <message>
        <source>check the address</source>
        <translation>prüfen Sie die Adresse</translation>
    </message>
    <message>
        <source>check the name</source>
        <translation>prüfen Sie den Namen</translation>
    </message>
    <message>
        <source>check the name; for a private one set HF_TOKEN to a token that may read it</source>
        <translation>prüfen Sie den Namen; für ein privates geben Sie einen Schlüssel an, der es lesen darf</translation>
    </message>
    <message>
        <source>check the name; pip&apos;s configuration says which indexes are asked</source>
        <translation>prüfen Sie den Namen; welche Verzeichnisse gefragt werden, steht in den Einstellungen von pip</translation>
    </message>
    <message>
        <source>check the network (and the proxy, if there is one), then do it again</source>
        <translation>prüfen Sie das Netz (und den Proxy, falls es einen gibt) und versuchen Sie es noch einmal</translation>
    </message>
    <message>
        <source>Choose a base model of a supported family.</source>
        <translation>Wählen Sie ein Grundmodell einer bekannten Familie.</translation>
    </message>
    <message>
        <source>Choose a model as published.</source>
        <translation>Wählen Sie ein Modell, wie es veröffentlicht wurde.</translation>
    </message>
    <message>
        <source>Choose a model with full attention.</source>
        <translation>Wählen Sie ein Modell mit voller Aufmerksamkeit.</translation>
    </message>
    <message>
        <source>choose a model with model.safetensors</source>
        <translation>wählen Sie ein Modell mit model.safetensors</translation>
    </message>
    <message>
        <source>Choose a model with one of these activations.</source>
        <translation>Wählen Sie ein Modell mit einer dieser Aktivierungen.</translation>
    </message>
    <message>
        <source>Choose a model without it.</source>
        <translation>Wählen Sie ein Modell ohne das.</translation>
    </message>
    <message>
        <source>Choose a model without this kind of position scaling.</source>
        <translation>Wählen Sie ein Modell ohne diese Art der Positionsdehnung.</translation>
    </message>
    <message>
        <source>choose another package</source>
        <translation>wählen Sie ein anderes Paket</translation>
    </message>
    <message>
        <source>Choose the model&apos;s unquantized weights (float32, float16 or bfloat16).</source>
        <translation>Wählen Sie die nicht quantisierten Gewichte des Modells (float32, float16 oder bfloat16).</translation>
    </message>
    <message>
        <source>Convert it to float32 first.</source>
        <translation>Wandeln Sie es zuerst in float32 um.</translation>
    </message>
    <message>
        <source>copy the name from the model&apos;s page</source>
        <translation>übernehmen Sie den Namen von der Seite des Modells</translation>
    </message>
    <message>
        <source>could not be made: %1</source>
        <translation>ließ sich nicht anlegen: %1</translation>
    </message>
    <message>
        <source>do it again in some minutes</source>
        <translation>versuchen Sie es in einigen Minuten noch einmal</translation>
    </message>
    <message>
        <source>do it again later</source>
        <translation>versuchen Sie es später noch einmal</translation>
    </message>
    <message>
        <source>do it again later, or from another network; nothing of it was kept</source>
        <translation>versuchen Sie es später oder aus einem anderen Netz; nichts davon wurde aufbewahrt</translation>
    </message>
    <message>
        <source>go on with it, or do this again when the hub can be reached: its weights may be finer</source>
        <translation>fahren Sie damit fort, oder versuchen Sie es noch einmal, wenn huggingface.co zu erreichen ist: Dort sind die Gewichte vielleicht genauer</translation>
    </message>
    <message>
        <source>do this again: the model may just have changed</source>
        <translation>versuchen Sie es noch einmal: Das Modell wurde vielleicht gerade geändert</translation>
    </message>
    <message>
        <source>Fetch the model again, or use the config.json that belongs to these weights.</source>
        <translation>Holen Sie das Modell neu, oder nehmen Sie die config.json, die zu diesen Gewichten gehört.</translation>
    </message>
    <message>
        <source>free some space, or set HF_HOME and LUTHIER_HOME to folders on a larger disk</source>
        <translation>machen Sie Platz, oder setzen Sie HF_HOME und LUTHIER_HOME auf Ordner eines größeren Datenträgers</translation>
    </message>
    <message>
        <source>Give the folder of a model in the Hugging Face layout, or a GGUF file.</source>
        <translation>Geben Sie den Ordner eines Modells nach Art von Hugging Face an, oder eine GGUF-Datei.</translation>
    </message>
    <message>
        <source>Give the folder of a PEFT adapter.</source>
        <translation>Geben Sie den Ordner eines PEFT-Adapters an.</translation>
    </message>
    <message>
        <source>has no place in the base model or is of a kind that is not supported.</source>
        <translation>hat im Grundmodell keinen Platz oder ist von unbekannter Art.</translation>
    </message>
    <message>
        <source>HF_HUB_OFFLINE says that the hub is not to be asked</source>
        <translation>HF_HUB_OFFLINE sagt, dass nicht nachgefragt werden soll</translation>
    </message>
    <message>
        <source>holds numbers that are not finite.</source>
        <translation>enthält Zahlen, die nicht endlich sind.</translation>
    </message>
    <message>
        <source>holds other weights than the base model.</source>
        <translation>enthält andere Gewichte als das Grundmodell.</translation>
    </message>
    <message>
        <source>is &quot;%1&quot;, which cannot be run; supported are %2.</source>
        <translation>ist „%1“ und lässt sich nicht ausführen; möglich sind %2.</translation>
    </message>
    <message>
        <source>is &quot;%1&quot;; supported are %2.</source>
        <translation>ist „%1“; möglich sind %2.</translation>
    </message>
    <message>
        <source>is &quot;%1&quot;; supported are default, linear, dynamic, yarn, longrope and llama3.</source>
        <translation>ist „%1“; möglich sind default, linear, dynamic, yarn, longrope und llama3.</translation>
    </message>
    <message>
        <source>is &quot;%1&quot;; supported are float32, float16 and bfloat16.</source>
        <translation>ist „%1“; möglich sind float32, float16 und bfloat16.</translation>
    </message>
    <message>
        <source>is &quot;%1&quot;; supported is LORA.</source>
        <translation>ist „%1“; möglich ist LORA.</translation>
    </message>
    <message>
        <source>is &quot;dynamic&quot;, which needs more than two turned features in each head.</source>
        <translation>ist „dynamic“, das mehr als zwei gedrehte Merkmale je Kopf braucht.</translation>
    </message>
    <message>
        <source>is %1, but the adapter to start from has %2, which is kept.</source>
        <translation>ist %1, doch der Adapter, mit dem begonnen wird, hat %2; das bleibt.</translation>
    </message>
    <message>
        <source>is %1, which is not supported.</source>
        <translation>ist %1; das geht hier nicht.</translation>
    </message>
    <message>
        <source>is %1: %2 cannot be run.</source>
        <translation>ist %1: %2 lässt sich nicht ausführen.</translation>
    </message>
    <message>
        <source>is empty.</source>
        <translation>ist leer.</translation>
    </message>
    <message>
        <source>is false beside new_decoder_architecture, which no published model has.</source>
        <translation>ist false neben new_decoder_architecture, wie bei keinem veröffentlichten Modell.</translation>
    </message>
    <message>
        <source>is missing.</source>
        <translation>fehlt.</translation>
    </message>
    <message>
        <source>is missing; a model folder holds config.json, weights and tokenizer files.</source>
        <translation>fehlt; in den Ordner eines Modells gehören config.json, Gewichte und die Dateien des Tokenizers.</translation>
    </message>
    <message>
        <source>is missing; an adapter folder holds adapter_config.json and adapter_model.safetensors.</source>
        <translation>fehlt; in den Ordner eines Adapters gehören adapter_config.json und adapter_model.safetensors.</translation>
    </message>
    <message>
        <source>is missing; rope type llama3 needs it.</source>
        <translation>fehlt; der Rope-Typ llama3 braucht es.</translation>
    </message>
    <message>
        <source>is missing; supported are %1.</source>
        <translation>fehlt; möglich sind %1.</translation>
    </message>
    <message>
        <source>is missing; this rope type needs it.</source>
        <translation>fehlt; dieser Rope-Typ braucht es.</translation>
    </message>
    <message>
        <source>is none that Phi-3 has; supported are default and longrope.</source>
        <translation>gibt es bei Phi-3 nicht; möglich sind default und longrope.</translation>
    </message>
    <message>
        <source>it has no such revision</source>
        <translation>diesen Stand gibt es nicht</translation>
    </message>
    <message>
        <source>it holds no weights (neither safetensors nor GGUF)</source>
        <translation>es enthält keine Gewichte (weder safetensors noch GGUF)</translation>
    </message>
    <message>
        <source>it holds several GGUF files: %1</source>
        <translation>es enthält mehrere GGUF-Dateien: %1</translation>
    </message>
    <message>
        <source>it is taken from a package instead of the hub (%1)</source>
        <translation>es kommt aus einem Paket statt von huggingface.co (%1)</translation>
    </message>
    <message>
        <source>it may not be fetched (status %1): its owner lets only people fetch it who agreed to its terms</source>
        <translation>es darf nicht geholt werden (Status %1): Nur wer seinen Bedingungen zugestimmt hat, darf es</translation>
    </message>
    <message>
        <source>its owner lets only people fetch it who agreed to the terms on its page</source>
        <translation>nur wer den Bedingungen auf seiner Seite zugestimmt hat, darf es holen</translation>
    </message>
    <message>
        <source>its weights are in the older .bin form only, which can run programs when it is opened and is not read here</source>
        <translation>seine Gewichte liegen nur in der älteren Form .bin vor, die beim Öffnen Programme ausführen kann und hier nicht gelesen wird</translation>
    </message>
    <message>
        <source>leave --revision away, or take one from %1</source>
        <translation>lassen Sie --revision weg, oder nehmen Sie einen Stand von %1</translation>
    </message>
    <message>
        <source>leave it away for the newest</source>
        <translation>lassen Sie es weg, dann gilt der neueste</translation>
    </message>
    <message>
        <source>leaves nothing of a head to turn.</source>
        <translation>lässt von einem Kopf nichts zum Drehen übrig.</translation>
    </message>
    <message>
        <source>look at the model&apos;s page for its files</source>
        <translation>sehen Sie auf der Seite des Modells nach, welche Dateien es hat</translation>
    </message>
    <message>
        <source>make a new token and set HF_TOKEN to it</source>
        <translation>legen Sie einen neuen Schlüssel an und geben Sie ihn an</translation>
    </message>
    <message>
        <source>Merge this adapter with PEFT and use the merged model, or make a plain LoRA adapter.</source>
        <translation>Verschmelzen Sie diesen Adapter mit PEFT und nehmen Sie das verschmolzene Modell, oder machen Sie einen einfachen LoRA-Adapter.</translation>
    </message>
    <message>
        <source>names &quot;%1&quot;, which is no linear map or embedding.</source>
        <translation>nennt „%1“; das ist weder eine lineare Abbildung noch eine Einbettung.</translation>
    </message>
    <message>
        <source>Name the class there, or leave the head out of the weights to begin with a new one.</source>
        <translation>Tragen Sie die Klasse dort ein, oder lassen Sie den Kopf aus den Gewichten weg, um mit einem neuen zu beginnen.</translation>
    </message>
    <message>
        <source>names no %1, but the weights hold its head: it is taken, as Transformers takes it.</source>
        <translation>nennt keine Klasse %1, aber die Gewichte enthalten deren Kopf: Er wird genommen, wie Transformers ihn nimmt.</translation>
    </message>
    <message>
        <source>names %1, a kind of layer that cannot be run.</source>
        <translation>nennt %1, eine Art von Schicht, die sich nicht ausführen lässt.</translation>
    </message>
    <message>
        <source>names %1; only &quot;full_attention&quot; can be run.</source>
        <translation>nennt %1; nur „full_attention“ lässt sich ausführen.</translation>
    </message>
    <message>
        <source>no whole answer came: %1</source>
        <translation>es kam keine ganze Antwort: %1</translation>
    </message>
    <message>
        <source>one GGUF file was expected in the package, and there are %1</source>
        <translation>im Paket wurde eine GGUF-Datei erwartet, es sind %1</translation>
    </message>
    <message>
        <source>open %1 with the account of your token, agree there, then do this again</source>
        <translation>öffnen Sie %1 mit dem Konto Ihres Schlüssels, stimmen Sie dort zu und versuchen Sie es noch einmal</translation>
    </message>
    <message>
        <source>open %1, sign in and agree, then set HF_TOKEN to a token of that account</source>
        <translation>öffnen Sie %1, melden Sie sich an und stimmen Sie zu, dann geben Sie einen Schlüssel dieses Kontos an</translation>
    </message>
    <message>
        <source>Open the base model beside it.</source>
        <translation>Öffnen Sie das Grundmodell daneben.</translation>
    </message>
    <message>
        <source>Possible names: %1.</source>
        <translation>Mögliche Namen: %1.</translation>
    </message>
    <message>
        <source>reinstall libcurl</source>
        <translation>installieren Sie libcurl neu</translation>
    </message>
    <message>
        <source>Save the adapter with a PEFT that writes safetensors; adapter_model.bin cannot be read.</source>
        <translation>Speichern Sie den Adapter mit einem PEFT, das safetensors schreibt; adapter_model.bin lässt sich nicht lesen.</translation>
    </message>
    <message>
        <source>say which: %1/%2</source>
        <translation>sagen Sie, welche: %1/%2</translation>
    </message>
    <message>
        <source>a file for each version of Transformers (fast_tokenizer_files)</source>
        <translation>eine Datei für jede Version von Transformers (fast_tokenizer_files)</translation>
    </message>
    <message>
        <source>holds %1, which only quantized weights have: they cannot be tuned here yet.</source>
        <translation>enthält %1, was nur quantisierte Gewichte haben: Sie lassen sich hier noch nicht trainieren.</translation>
    </message>
    <message>
        <source>says that the weights are quantized, which cannot be tuned here yet.</source>
        <translation>sagt, dass die Gewichte quantisiert sind; das lässt sich hier noch nicht trainieren.</translation>
    </message>
    <message>
        <source>Set method.%1 to the adapter&apos;s value, or leave out method.init_from.</source>
        <translation>Setzen Sie method.%1 auf den Wert des Adapters, oder lassen Sie method.init_from weg.</translation>
    </message>
    <message>
        <source>Set method.layers to how many of the last layers shall learn.</source>
        <translation>Setzen Sie method.layers darauf, wie viele der letzten Schichten lernen sollen.</translation>
    </message>
    <message>
        <source>should be a list of %1 numbers from %2 to %3, found %4.</source>
        <translation>sollte eine Liste von %1 Zahlen von %2 bis %3 sein, es ist %4.</translation>
    </message>
    <message>
        <source>should be a list of %1 numbers from %2 to %3; it is missing.</source>
        <translation>sollte eine Liste von %1 Zahlen von %2 bis %3 sein; es fehlt.</translation>
    </message>
    <message>
        <source>should be a list of %1 texts, one a layer, found %2.</source>
        <translation>sollte eine Liste von %1 Texten sein, einer je Schicht, es ist %2.</translation>
    </message>
    <message>
        <source>should be a list of names or one regular expression, found %1.</source>
        <translation>sollte eine Liste von Namen oder ein regulärer Ausdruck sein, es ist %1.</translation>
    </message>
    <message>
        <source>should be a list of names, found %1.</source>
        <translation>sollte eine Liste von Namen sein, es ist %1.</translation>
    </message>
    <message>
        <source>should be a number from %1 to %2, found %3.</source>
        <translation>sollte eine Zahl von %1 bis %2 sein, es ist %3.</translation>
    </message>
    <message>
        <source>should be a number from 0, found %1.</source>
        <translation>sollte eine Zahl ab 0 sein, es ist %1.</translation>
    </message>
    <message>
        <source>should be a text, found %1.</source>
        <translation>sollte ein Text sein, es ist %1.</translation>
    </message>
    <message>
        <source>should be a token id or a list of them, found %1.</source>
        <translation>sollte eine Tokennummer oder eine Liste davon sein, es ist %1.</translation>
    </message>
    <message>
        <source>should be a whole number from 1 to %1, found %2.</source>
        <translation>sollte eine ganze Zahl von 1 bis %1 sein, es ist %2.</translation>
    </message>
    <message>
        <source>should be a whole number from 1, found %1.</source>
        <translation>sollte eine ganze Zahl ab 1 sein, es ist %1.</translation>
    </message>
    <message>
        <source>should be above low_freq_factor.</source>
        <translation>sollte über low_freq_factor liegen.</translation>
    </message>
    <message>
        <source>should be an object, found %1.</source>
        <translation>sollte ein Objekt sein, es ist %1.</translation>
    </message>
    <message>
        <source>should be even, found %1.</source>
        <translation>sollte gerade sein, es ist %1.</translation>
    </message>
    <message>
        <source>should be from 1 to the model&apos;s %1 layers, found %2.</source>
        <translation>sollte von 1 bis zu den %1 Schichten des Modells gehen, es ist %2.</translation>
    </message>
    <message>
        <source>should be from 1 to the model&apos;s width %1, found %2.</source>
        <translation>sollte von 1 bis zur Breite %1 des Modells gehen, es ist %2.</translation>
    </message>
    <message>
        <source>should be true or false, found %1.</source>
        <translation>sollte true oder false sein, es ist %1.</translation>
    </message>
    <message>
        <source>should divide %1; %2</source>
        <translation>sollte %1 teilen; %2</translation>
    </message>
    <message>
        <source>should divide num_attention_heads.</source>
        <translation>sollte num_attention_heads teilen.</translation>
    </message>
    <message>
        <source>should have the shape %1, found %2.</source>
        <translation>sollte die Form %1 haben, es ist %2.</translation>
    </message>
    <message>
        <source>should hold a JSON object, found %1.</source>
        <translation>sollte ein JSON-Objekt enthalten, es ist %1.</translation>
    </message>
    <message>
        <source>should hold a JSON object.</source>
        <translation>sollte ein JSON-Objekt enthalten.</translation>
    </message>
    <message>
        <source>should map names to numbers above 0, found %1.</source>
        <translation>sollte Namen auf Zahlen über 0 abbilden, es ist %1.</translation>
    </message>
    <message>
        <source>the answer about %1 is not what a hub gives</source>
        <translation>die Antwort zu %1 ist keine, wie huggingface.co sie gibt</translation>
    </message>
    <message>
        <source>the answer about %1 names no commit</source>
        <translation>die Antwort zu %1 nennt keinen Stand</translation>
    </message>
    <message>
        <source>the answer ended after %1 of %2 bytes</source>
        <translation>die Antwort endete nach %1 von %2 Byte</translation>
    </message>
    <message>
        <source>the answer is longer than %1 bytes</source>
        <translation>die Antwort ist länger als %1 Byte</translation>
    </message>
    <message>
        <source>The base model&apos;s own weights learn, so it cannot answer as it was before.</source>
        <translation>Die eigenen Gewichte des Grundmodells lernen; darum kann es nicht mehr antworten wie vorher.</translation>
    </message>
    <message>
        <source>The file is damaged, or its training had diverged: fetch the model again.</source>
        <translation>Die Datei ist beschädigt, oder ihr Training war entgleist: Holen Sie das Modell neu.</translation>
    </message>
    <message>
        <source>the file is no longer there</source>
        <translation>die Datei ist nicht mehr da</translation>
    </message>
    <message>
        <source>the hub does not know your token, or it may not see this model</source>
        <translation>huggingface.co kennt Ihren Schlüssel nicht, oder er darf dieses Modell nicht sehen</translation>
    </message>
    <message>
        <source>the hub is busy (status %1)</source>
        <translation>huggingface.co ist überlastet (Status %1)</translation>
    </message>
    <message>
        <source>the hub refuses (status %1)</source>
        <translation>huggingface.co lehnt ab (Status %1)</translation>
    </message>
    <message>
        <source>the network library could not be started</source>
        <translation>die Netzbibliothek ließ sich nicht starten</translation>
    </message>
    <message>
        <source>the package index answers with broken JSON: %1</source>
        <translation>das Paketverzeichnis antwortet mit kaputtem JSON: %1</translation>
    </message>
    <message>
        <source>the weight holds NaN or infinite numbers</source>
        <translation>das Gewicht enthält Werte, die keine Zahlen oder unendlich sind</translation>
    </message>
    <message>
        <source>there is %1 on %2</source>
        <translation>auf %2 gibt es %1</translation>
    </message>
    <message>
        <source>there is no file %1</source>
        <translation>es gibt keine Datei %1</translation>
    </message>
    <message>
        <source>there is no such model, or it is private</source>
        <translation>dieses Modell gibt es nicht, oder es ist privat</translation>
    </message>
    <message>
        <source>unset HF_HUB_OFFLINE</source>
        <translation>löschen Sie HF_HUB_OFFLINE</translation>
    </message>
    <message>
        <source>Use a LoRA adapter that was made for this base model.</source>
        <translation>Nehmen Sie einen LoRA-Adapter, der für dieses Grundmodell gemacht ist.</translation>
    </message>
    <message>
        <source>Use a LoRA adapter.</source>
        <translation>Nehmen Sie einen LoRA-Adapter.</translation>
    </message>
    <message>
        <source>Use an adapter as PEFT writes it.</source>
        <translation>Nehmen Sie einen Adapter, wie PEFT ihn schreibt.</translation>
    </message>
    <message>
        <source>Use an earlier snapshot of this adapter.</source>
        <translation>Nehmen Sie einen früheren Zwischenstand dieses Adapters.</translation>
    </message>
    <message>
        <source>Use the base model that this adapter was made for.</source>
        <translation>Nehmen Sie das Grundmodell, für das dieser Adapter gemacht ist.</translation>
    </message>
    <message>
        <source>Use the config.json and the weights of the same model.</source>
        <translation>Nehmen Sie config.json und Gewichte desselben Modells.</translation>
    </message>
    <message>
        <source>Use the model in one of these formats.</source>
        <translation>Nehmen Sie das Modell in einem dieser Formate.</translation>
    </message>
    <message>
        <source>Use the model&apos;s unquantized weights.</source>
        <translation>Nehmen Sie die nicht quantisierten Gewichte des Modells.</translation>
    </message>
    <message>
        <source>wait until it is done</source>
        <translation>warten Sie, bis es fertig ist</translation>
    </message>
    <message>
        <source>what has arrived is kept: do it again to go on from there</source>
        <translation>was angekommen ist, bleibt: Versuchen Sie es noch einmal, dann geht es dort weiter</translation>
    </message>
    <message>
        <source>Write all-linear, attention, or a list of: %1.</source>
        <translation>Schreiben Sie all-linear, attention oder eine Liste aus: %1.</translation>
    </message>
    <message>
        <source>&quot;%1&quot; is not part of this version</source>
        <translation>„%1“ gehört nicht zu dieser Version</translation>
    </message>
    <message>
        <source>&quot;progress&quot; is missing</source>
        <translation>„progress“ fehlt</translation>
    </message>
    <message>
        <source>%1; copies are left out here</source>
        <translation>%1; hier werden die Kopien ausgelassen</translation>
    </message>
    <message>
        <source>%1 is far %2 what is usual for method.kind: %3 (%4): %5</source>
        <translation>%1 liegt weit %2 dem, was für method.kind: %3 üblich ist (%4): %5</translation>
    </message>
    <message>
        <source>empty answers, in %1 of %2 rows: the model will learn to say nothing</source>
        <translation>leere Antworten, in %1 von %2 Zeilen: Das Modell wird lernen, nichts zu sagen</translation>
    </message>
    <message>
        <source>%1 of %2 answers are one and the same: the model will learn to say it always</source>
        <translation>%1 von %2 Antworten sind ein und dieselbe: Das Modell wird lernen, sie immer zu geben</translation>
    </message>
    <message>
        <source>training rows ask the same as %1 of %2 rows here, with other answers: the loss on them flatters</source>
        <translation>Trainingszeilen fragen dasselbe wie %1 von %2 Zeilen hier, mit anderen Antworten: Der Verlust darauf schmeichelt</translation>
    </message>
    <message>
        <source>in %1 of %2 samples what came after %3 tokens was cut off, ends of answers too</source>
        <translation>In %1 von %2 Beispielen ist abgeschnitten, was nach %3 Token kam, auch Enden von Antworten</translation>
    </message>
    <message>
        <source>copies of other rows, %1 of %2 training rows: they count twice and are soon known by heart</source>
        <translation>Kopien anderer Zeilen, %1 von %2 Trainingszeilen: Sie zählen doppelt und sind bald auswendig gelernt</translation>
    </message>
    <message>
        <source>a single row is very little: the model will learn it by heart</source>
        <translation>eine einzige Zeile ist sehr wenig: Das Modell wird sie auswendig lernen</translation>
    </message>
    <message>
        <source>%1 rows are very few: the model will learn them by heart</source>
        <translation>%1 Zeilen sind sehr wenig: Das Modell wird sie auswendig lernen</translation>
    </message>
    <message>
        <source>%1: %2 is not part of this version</source>
        <translation>%1: %2 gehört nicht zu dieser Version</translation>
    </message>
    <message>
        <source>%1: it would measure what was learnt by heart</source>
        <translation>%1: Gemessen würde, was auswendig gelernt ist</translation>
    </message>
    <message>
        <source>a base model was expected, and there is none at &quot;%1&quot;</source>
        <translation>ein Grundmodell wurde erwartet, unter „%1“ ist keines</translation>
    </message>
    <message>
        <source>add an answer, or remove the row</source>
        <translation>ergänzen Sie eine Antwort, oder entfernen Sie die Zeile</translation>
    </message>
    <message>
        <source>add their answers, or remove these rows</source>
        <translation>ergänzen Sie die Antworten, oder entfernen Sie diese Zeilen</translation>
    </message>
    <message>
        <source>all %1 weights learn from %2 tokens: an adapter (LoRA) learns as much from them, with a fraction of the memory and less forgetting</source>
        <translation>alle %1 Gewichte lernen aus %2 Token: Ein Adapter (LoRA) lernt daraus ebenso viel, mit einem Bruchteil des Speichers und weniger Vergessen</translation>
    </message>
    <message>
        <source>bring 60 rows or more, or give an evaluation file in data.eval</source>
        <translation>bringen Sie 60 Zeilen oder mehr, oder geben Sie in data.eval eine eigene Datei zum Prüfen an</translation>
    </message>
    <message>
        <source>bring a hundred or more</source>
        <translation>bringen Sie hundert oder mehr</translation>
    </message>
    <message>
        <source>bring rows that have an answer and fit data.max_length</source>
        <translation>bringen Sie Zeilen, die eine Antwort haben und nicht zu lang sind (data.max_length)</translation>
    </message>
    <message>
        <source>Check the disk and export again.</source>
        <translation>Prüfen Sie den Datenträger und geben Sie es noch einmal aus.</translation>
    </message>
    <message>
        <source>choose %1</source>
        <translation>wählen Sie %1</translation>
    </message>
    <message>
        <source>choose --format merged</source>
        <translation>wählen Sie --format merged</translation>
    </message>
    <message>
        <source>choose a model that has tokenizer.json or tokenizer.model</source>
        <translation>wählen Sie ein Modell mit tokenizer.json oder tokenizer.model</translation>
    </message>
    <message>
        <source>choose constant, linear, cosine or wsd</source>
        <translation>wählen Sie constant, linear, cosine oder wsd</translation>
    </message>
    <message>
        <source>choose full, freeze or lora</source>
        <translation>wählen Sie full, freeze oder lora</translation>
    </message>
    <message>
        <source>choose method.kind: lora</source>
        <translation>wählen Sie LoRA (method.kind: lora)</translation>
    </message>
    <message>
        <source>choose one of: %1</source>
        <translation>wählen Sie eines von: %1</translation>
    </message>
    <message>
        <source>close other programs, or choose a smaller model</source>
        <translation>schließen Sie andere Programme, oder wählen Sie ein kleineres Modell</translation>
    </message>
    <message>
        <source>close other programs, lower data.max_length, or choose a smaller model</source>
        <translation>schließen Sie andere Programme, verringern Sie die längste Zeile (data.max_length), oder wählen Sie ein kleineres Modell</translation>
    </message>
    <message>
        <source>continue it with the version that began it</source>
        <translation>setzen Sie es mit der Version fort, die es begann</translation>
    </message>
    <message>
        <source>continue this run with the version that began it</source>
        <translation>setzen Sie dieses Training mit der Version fort, die es begann</translation>
    </message>
    <message>
        <source>could not be copied from the base model: %1</source>
        <translation>ließ sich nicht aus dem Grundmodell kopieren: %1</translation>
    </message>
    <message>
        <source>every row is seen %1 times: %2 samples are likely learnt by heart</source>
        <translation>jede Zeile wird %1-mal gesehen: %2 Beispiele sind dann wohl auswendig gelernt</translation>
    </message>
    <message>
        <source>Export it as merged.</source>
        <translation>Geben Sie es als ganzes Modell aus.</translation>
    </message>
    <message>
        <source>fetch the whole model, or train from random weights with model.init: random</source>
        <translation>holen Sie das ganze Modell, oder beginnen Sie mit Zufallsgewichten (model.init: random)</translation>
    </message>
    <message>
        <source>fetch them, or tune with model.init=random</source>
        <translation>holen Sie sie, oder beginnen Sie mit Zufallsgewichten (model.init=random)</translation>
    </message>
    <message>
        <source>free some space on this disk</source>
        <translation>machen Sie auf diesem Datenträger Platz</translation>
    </message>
    <message>
        <source>free some space, or set LUTHIER_HOME to a folder on a larger disk</source>
        <translation>machen Sie Platz, oder setzen Sie LUTHIER_HOME auf einen Ordner eines größeren Datenträgers</translation>
    </message>
    <message>
        <source>free some space, then `luthier resume %1`; earlier snapshots are whole</source>
        <translation>machen Sie Platz und setzen Sie das Training dann fort (`luthier resume %1`); frühere Zwischenstände sind heil</translation>
    </message>
    <message>
        <source>give auto, plain, or the path of a template file</source>
        <translation>geben Sie auto, plain oder den Pfad einer Vorlagendatei an</translation>
    </message>
    <message>
        <source>give a PEFT folder (adapter_config.json and weights)</source>
        <translation>geben Sie einen PEFT-Ordner an (adapter_config.json und Gewichte)</translation>
    </message>
    <message>
        <source>give one of them, such as %1</source>
        <translation>geben Sie eine davon an, etwa %1</translation>
    </message>
    <message>
        <source>give rows that are not trained on</source>
        <translation>geben Sie Zeilen an, aus denen nicht gelernt wird</translation>
    </message>
    <message>
        <source>give the folder that holds config.json, tokenizer.json and the weights, or a GGUF file</source>
        <translation>geben Sie den Ordner mit config.json, tokenizer.json und den Gewichten an, oder eine GGUF-Datei</translation>
    </message>
    <message>
        <source>Give the name of a folder that does not exist yet, or empty this one first.</source>
        <translation>Geben Sie den Namen eines neuen Ordners an, oder leeren Sie diesen zuerst.</translation>
    </message>
    <message>
        <source>Give the name of a folder that does not exist yet.</source>
        <translation>Geben Sie den Namen eines neuen Ordners an.</translation>
    </message>
    <message>
        <source>put it back, or choose another file with training rows</source>
        <translation>legen Sie sie zurück, oder wählen Sie eine andere Datei mit Trainingszeilen</translation>
    </message>
    <message>
        <source>give the path of a file, a share, or 0</source>
        <translation>geben Sie den Pfad einer Datei, einen Anteil oder 0 an</translation>
    </message>
    <message>
        <source>holds files that are not an earlier export, which would be lost.</source>
        <translation>enthält Dateien, die keine frühere Ausgabe sind und verloren gingen.</translation>
    </message>
    <message>
        <source>install Luthier again, name the folder that holds it in LUTHIER_RESOURCES, or give the folder of another base model</source>
        <translation>installieren Sie Luthier neu, nennen Sie seinen Ordner in LUTHIER_RESOURCES, oder geben Sie den Ordner eines anderen Grundmodells an</translation>
    </message>
    <message>
        <source>&quot;%1&quot; can be read once only, and a run reads its rows again when it goes on</source>
        <translation>„%1“ kann nur einmal gelesen werden, und ein Lauf liest seine Zeilen noch einmal, wenn er weitergeht</translation>
    </message>
    <message>
        <source>save the rows to a file, and give that</source>
        <translation>speichern Sie die Zeilen in eine Datei, und geben Sie diese an</translation>
    </message>
    <message>
        <source>cannot be a folder: %1</source>
        <translation>kann kein Ordner sein: %1</translation>
    </message>
    <message>
        <source>is a file; an export is a folder.</source>
        <translation>ist eine Datei; eine Ausgabe ist ein Ordner.</translation>
    </message>
    <message>
        <source>its base model &quot;%1&quot; is not on this computer</source>
        <translation>sein Grundmodell „%1“ ist nicht auf diesem Rechner</translation>
    </message>
    <message>
        <source>keep rows that ask the same in one file, or let Luthier split them (a share, or auto)</source>
        <translation>lassen Sie Zeilen, die dasselbe fragen, in einer Datei, oder lassen Sie Luthier teilen (ein Anteil oder auto)</translation>
    </message>
    <message>
        <source>leave data.eval at auto, or give a file of rows that are not trained on</source>
        <translation>lassen Sie data.eval auf auto, oder geben Sie eine Datei mit Zeilen an, aus denen nicht gelernt wird</translation>
    </message>
    <message>
        <source>let it train a little longer</source>
        <translation>lassen Sie es noch etwas länger lernen</translation>
    </message>
    <message>
        <source>look at the disk: files that were whole have changed</source>
        <translation>sehen Sie den Datenträger an: Dateien, die heil waren, haben sich geändert</translation>
    </message>
    <message>
        <source>look at them with: luthier data inspect FILE</source>
        <translation>sehen Sie sie sich im Schritt „Daten“ an, oder mit: luthier data inspect DATEI</translation>
    </message>
    <message>
        <source>look up the licence where the model came from, and put its README.md or LICENSE into the folder</source>
        <translation>sehen Sie die Lizenz dort nach, wo das Modell herkommt, und legen Sie README.md oder LICENSE in den Ordner</translation>
    </message>
    <message>
        <source>look whether the disk is full and whether this user may write there</source>
        <translation>sehen Sie nach, ob der Datenträger voll ist und ob dieser Benutzer dort schreiben darf</translation>
    </message>
    <message>
        <source>look whether the right column holds the answers, and bring more variety</source>
        <translation>sehen Sie nach, ob die richtige Spalte die Antworten enthält, und bringen Sie mehr Abwechslung</translation>
    </message>
    <message>
        <source>close other programs, choose a smaller model, or give shorter rows</source>
        <translation>schließen Sie andere Programme, wählen Sie ein kleineres Modell, oder geben Sie kürzere Zeilen</translation>
    </message>
    <message>
        <source>lower data.max_length, or leave it at auto</source>
        <translation>verringern Sie data.max_length, oder lassen Sie es auf auto</translation>
    </message>
    <message>
        <source>lower train.learning_rate (a tenth is a good start) and keep train.clip at 1; earlier snapshots are good</source>
        <translation>verringern Sie die Lernrate (ein Zehntel ist ein guter Anfang) und lassen Sie train.clip auf 1; frühere Zwischenstände sind gut</translation>
    </message>
    <message>
        <source>lower train.learning_rate (a tenth is a good start), keep train.clip at 1, and look for broken rows in the data; the snapshots written before are good</source>
        <translation>verringern Sie die Lernrate (ein Zehntel ist ein guter Anfang), lassen Sie train.clip auf 1, und suchen Sie kaputte Zeilen in den Daten; die früheren Zwischenstände sind gut</translation>
    </message>
    <message>
        <source>lower train.learning_rate; earlier snapshots are good</source>
        <translation>verringern Sie die Lernrate; frühere Zwischenstände sind gut</translation>
    </message>
    <message>
        <source>Make room on the disk, or check its permissions.</source>
        <translation>Machen Sie Platz auf dem Datenträger, oder prüfen Sie die Rechte.</translation>
    </message>
    <message>
        <source>Make room on the disk.</source>
        <translation>Machen Sie Platz auf dem Datenträger.</translation>
    </message>
    <message>
        <source>make that folder writable, or set LUTHIER_HOME to a folder that is</source>
        <translation>machen Sie diesen Ordner beschreibbar, oder setzen Sie LUTHIER_HOME auf einen, der es ist</translation>
    </message>
    <message>
        <source>mend the chat template in the model&apos;s folder, or ask another model</source>
        <translation>bessern Sie die Gesprächsvorlage im Ordner des Modells, oder fragen Sie ein anderes Modell</translation>
    </message>
    <message>
        <source>mend the row, or choose another objective.learn</source>
        <translation>bessern Sie die Zeile, oder wählen Sie bei objective.learn etwas anderes</translation>
    </message>
    <message>
        <source>a run keeps its own result in "%1"</source>
        <translation>ein Training behält in „%1“ sein eigenes Ergebnis</translation>
    </message>
    <message>
        <source>name a folder outside of the run's</source>
        <translation>nennen Sie einen Ordner außerhalb dessen des Trainings</translation>
    </message>
    <message>
        <source>no folder for the run can be made there</source>
        <translation>dort lässt sich kein Ordner für das Training anlegen</translation>
    </message>
    <message>
        <source>how fast this computer is cannot be kept there: %1</source>
        <translation>wie schnell dieser Computer ist, lässt sich dort nicht merken: %1</translation>
    </message>
    <message>
        <source>no folder for the run can be made there: %1</source>
        <translation>dort lässt sich kein Ordner für das Training anlegen: %1</translation>
    </message>
    <message>
        <source>no licence is named beside the data in &quot;%1&quot;</source>
        <translation>neben den Daten in „%1“ ist keine Lizenz genannt</translation>
    </message>
    <message>
        <source>no rows are held out: nothing will show whether the model really got better, and nothing stops a run that learns by heart</source>
        <translation>keine Zeilen bleiben zurück: Nichts wird zeigen, ob das Modell wirklich besser wurde, und nichts hält ein Training auf, das auswendig lernt</translation>
    </message>
    <message>
        <source>no sample is left to train on (%1 row was read)</source>
        <translation>kein Beispiel zum Lernen bleibt übrig (%1 Zeile wurde gelesen)</translation>
    </message>
    <message>
        <source>no sample is left to train on (%1 rows were read)</source>
        <translation>kein Beispiel zum Lernen bleibt übrig (%1 Zeilen wurden gelesen)</translation>
    </message>
    <message>
        <source>no sample teaches the token that ends an answer: the tuned model may not know when to stop</source>
        <translation>kein Beispiel lehrt das Token, das eine Antwort beendet: Das trainierte Modell weiß vielleicht nicht, wann es aufhören soll</translation>
    </message>
    <message>
        <source>Nothing was kept there. Check the disk and export again; if it stays so, please report it.</source>
        <translation>Dort wurde nichts behalten. Prüfen Sie den Datenträger und geben Sie es noch einmal aus; bleibt es so, melden Sie es bitte.</translation>
    </message>
    <message>
        <source>Please report it.</source>
        <translation>Bitte melden Sie es.</translation>
    </message>
    <message>
        <source>raise data.max_length, or choose data.overlong: truncate or split</source>
        <translation>erhöhen Sie data.max_length, oder wählen Sie bei data.overlong truncate oder split</translation>
    </message>
    <message>
        <source>shorten the row where all of it should be seen at once</source>
        <translation>kürzen Sie die Zeile, wenn sie ganz auf einmal gesehen werden soll</translation>
    </message>
    <message>
        <source>shorten the row, or choose data.overlong: truncate or split</source>
        <translation>kürzen Sie die Zeile, oder wählen Sie bei data.overlong truncate oder split</translation>
    </message>
    <message>
        <source>shorten the row, or choose data.overlong: truncate</source>
        <translation>kürzen Sie die Zeile, oder wählen Sie bei data.overlong truncate</translation>
    </message>
    <message>
        <source>raise data.max_length: the model can read more</source>
        <translation>erhöhen Sie data.max_length: Das Modell kann mehr lesen</translation>
    </message>
    <message>
        <source>remove the copies, or name copies in data.clean</source>
        <translation>entfernen Sie die Kopien, oder nennen Sie copies bei data.clean</translation>
    </message>
    <message>
        <source>remove them from one of the two files</source>
        <translation>entfernen Sie sie aus einer der beiden Dateien</translation>
    </message>
    <message>
        <source>remove this snapshot folder to continue from the one before</source>
        <translation>entfernen Sie den Ordner dieses Zwischenstands, dann geht es vom vorigen weiter</translation>
    </message>
    <message>
        <source>see luthier score --help</source>
        <translation>siehe luthier score --help</translation>
    </message>
    <message>
        <source>set %1 to %2, and watch the loss on held-out rows</source>
        <translation>setzen Sie %1 auf %2, und achten Sie auf den Verlust der zurückgehaltenen Zeilen</translation>
    </message>
    <message>
        <source>set %1: %2, close other programs, or choose a smaller model</source>
        <translation>setzen Sie %1 auf %2, schließen Sie andere Programme, oder wählen Sie ein kleineres Modell</translation>
    </message>
    <message>
        <source>set base_model_name_or_path to the folder or GGUF file of the base model</source>
        <translation>setzen Sie base_model_name_or_path auf den Ordner oder die GGUF-Datei des Grundmodells</translation>
    </message>
    <message>
        <source>shorten these rows, or choose data.overlong: drop</source>
        <translation>kürzen Sie diese Zeilen, oder wählen Sie bei data.overlong drop</translation>
    </message>
    <message>
        <source>snapshots may take %1 MB of disk, and %2 MB are free</source>
        <translation>Zwischenstände brauchen vielleicht %1 MB Platz, %2 MB sind frei</translation>
    </message>
    <message>
        <source>take the chat version of this model, give a template file, or say model.template: plain when that is what you want</source>
        <translation>nehmen Sie die Gesprächsfassung dieses Modells, geben Sie eine Vorlagendatei an, oder setzen Sie model.template auf plain, wenn Sie das so wollen</translation>
    </message>
    <message>
        <source>the %1 is not a number any more: training went astray before this step&apos;s update</source>
        <translation>%1 ist keine Zahl mehr: Das Training entgleiste vor diesem Schritt</translation>
    </message>
    <message>
        <source>The adapter read back is refused: %1</source>
        <translation>Der zurückgelesene Adapter wird abgelehnt: %1</translation>
    </message>
    <message>
        <source>the base model or the recipe of the run was changed after it began; put the old one back</source>
        <translation>Grundmodell oder Rezept wurden nach dem Beginn geändert; stellen Sie das alte wieder her</translation>
    </message>
    <message>
        <source>the base model&apos;s files are not those the run began with</source>
        <translation>die Dateien des Grundmodells sind nicht die, mit denen das Training begann</translation>
    </message>
    <message>
        <source>the base model&apos;s weights are damaged, or the data is: look at both</source>
        <translation>die Gewichte des Grundmodells oder die Daten sind beschädigt: Sehen Sie beide an</translation>
    </message>
    <message>
        <source>The base read back is refused: %1</source>
        <translation>Das zurückgelesene Grundmodell wird abgelehnt: %1</translation>
    </message>
    <message>
        <source>the data file is not what it was when the run began</source>
        <translation>die Datendatei ist nicht mehr, was sie zu Beginn des Trainings war</translation>
    </message>
    <message>
        <source>the disk is full: a snapshot needs %1 bytes, and %2 are free</source>
        <translation>der Datenträger ist voll: Ein Zwischenstand braucht %1 Byte, %2 sind frei</translation>
    </message>
    <message>
        <source>the folder &quot;%1&quot; has no weights: neither model.safetensors nor model.safetensors.index.json is there</source>
        <translation>im Ordner „%1“ sind keine Gewichte: weder model.safetensors noch model.safetensors.index.json ist da</translation>
    </message>
    <message>
        <source>the folder &quot;%1&quot; holds %2 GGUF files</source>
        <translation>im Ordner „%1“ liegen %2 GGUF-Dateien</translation>
    </message>
    <message>
        <source>the format &quot;%1&quot; is not part of this version</source>
        <translation>das Format „%1“ gehört nicht zu dieser Version</translation>
    </message>
    <message>
        <source>the loss has been far above its start for %1 steps: training diverged</source>
        <translation>der Verlust liegt seit %1 Schritten weit über dem Anfang: Das Training ist entgleist</translation>
    </message>
    <message>
        <source>the loss of the held-out part is not a number</source>
        <translation>der Verlust der zurückgehaltenen Zeilen ist keine Zahl</translation>
    </message>
    <message>
        <source>the model can read %1 tokens at most, and max_length is %2</source>
        <translation>das Modell kann höchstens %1 Token lesen, max_length ist %2</translation>
    </message>
    <message>
        <source>the model has no chat template, and rows are conversations (%1): they are written plainly, with role words</source>
        <translation>das Modell hat keine Gesprächsvorlage, und Zeilen sind Gespräche (%1): Sie werden schlicht mit Rollenwörtern geschrieben</translation>
    </message>
    <message>
        <source>The model read back is refused: %1</source>
        <translation>Das zurückgelesene Modell wird abgelehnt: %1</translation>
    </message>
    <message>
        <source>the model&apos;s folder names no licence: whether its tuned copy may be used or passed on is not known</source>
        <translation>im Ordner des Modells ist keine Lizenz genannt: Ob seine trainierte Fassung benutzt oder weitergegeben werden darf, ist nicht bekannt</translation>
    </message>
    <message>
        <source>the row has no answer to learn from and was left out</source>
        <translation>die Zeile hat keine Antwort zum Lernen und wurde ausgelassen</translation>
    </message>
    <message>
        <source>the row is longer than %1 tokens and was left out</source>
        <translation>die Zeile ist länger als %1 Token und wurde ausgelassen</translation>
    </message>
    <message>
        <source>the row was left out: %1</source>
        <translation>die Zeile wurde ausgelassen: %1</translation>
    </message>
    <message>
        <source>the run has no snapshot yet, so there is nothing to export</source>
        <translation>das Training hat noch keinen Zwischenstand, es gibt also nichts auszugeben</translation>
    </message>
    <message>
        <source>the run is in use by another process (its run.lock is held)</source>
        <translation>das Training wird von einem anderen Prozess benutzt (seine run.lock ist belegt)</translation>
    </message>
    <message>
        <source>the run was begun by a newer Luthier</source>
        <translation>ein neueres Luthier hat dieses Training begonnen</translation>
    </message>
    <message>
        <source>the run will need %1 MB, and %2 MB are free</source>
        <translation>das Training wird %1 MB brauchen, %2 MB sind frei</translation>
    </message>
    <message>
        <source>the schedule &quot;%1&quot; is not known</source>
        <translation>der Verlauf „%1“ ist nicht bekannt</translation>
    </message>
    <message>
        <source>the snapshot does not fit this model: &quot;%1&quot; is missing or of another shape</source>
        <translation>der Zwischenstand passt nicht zu diesem Modell: „%1“ fehlt oder hat eine andere Form</translation>
    </message>
    <message>
        <source>the snapshot is damaged (%1); continuing from the one before</source>
        <translation>der Zwischenstand ist beschädigt (%1); es geht vom vorigen weiter</translation>
    </message>
    <message>
        <source>the snapshot is damaged: %1</source>
        <translation>der Zwischenstand ist beschädigt: %1</translation>
    </message>
    <message>
        <source>the snapshot was written by a newer Luthier</source>
        <translation>ein neueres Luthier hat diesen Zwischenstand geschrieben</translation>
    </message>
    <message>
        <source>the starter model was expected in &quot;%1&quot;, and is not there</source>
        <translation>das Startmodell wurde in „%1“ erwartet, dort ist es nicht</translation>
    </message>
    <message>
        <source>The weight %1 is missing from what was written.</source>
        <translation>Das Gewicht %1 fehlt in dem, was geschrieben wurde.</translation>
    </message>
    <message>
        <source>The weight %1 reads back differently from what was written.</source>
        <translation>Das Gewicht %1 liest sich anders zurück, als es geschrieben wurde.</translation>
    </message>
    <message>
        <source>the weights are not numbers any more: training went astray</source>
        <translation>die Gewichte sind keine Zahlen mehr: Das Training ist entgleist</translation>
    </message>
    <message>
        <source>there are no weights (model.safetensors)</source>
        <translation>es gibt keine Gewichte (model.safetensors)</translation>
    </message>
    <message>
        <source>too few rows (%1): none are held out, so nothing will show whether the model really got better</source>
        <translation>zu wenige Zeilen (%1): Keine bleibt zurück, also wird nichts zeigen, ob das Modell wirklich besser wurde</translation>
    </message>
    <message>
        <source>there is no adapter to write: the whole model was tuned</source>
        <translation>es gibt keinen Adapter zu schreiben: Das ganze Modell wurde trainiert</translation>
    </message>
    <message>
        <source>there is no file &quot;%1&quot;</source>
        <translation>es gibt keine Datei „%1“</translation>
    </message>
    <message>
        <source>there is no folder &quot;%1&quot;</source>
        <translation>es gibt keinen Ordner „%1“</translation>
    </message>
    <message>
        <source>there is no tokenizer</source>
        <translation>es gibt keinen Tokenizer</translation>
    </message>
    <message>
        <source>there is not enough memory</source>
        <translation>der Arbeitsspeicher reicht nicht</translation>
    </message>
    <message>
        <source>This model was tuned as a whole and has no adapter.</source>
        <translation>Dieses Modell wurde als Ganzes trainiert und hat keinen Adapter.</translation>
    </message>
    <message>
        <source>this run cannot be continued; start it anew from its recipe.yaml</source>
        <translation>dieses Training lässt sich nicht fortsetzen; beginnen Sie es mit seiner recipe.yaml neu</translation>
    </message>
    <message>
        <source>this should not happen: please report it with the recipe</source>
        <translation>das sollte nicht vorkommen: Bitte melden Sie es mit dem Rezept</translation>
    </message>
    <message>
        <source>try %1</source>
        <translation>versuchen Sie %1</translation>
    </message>
    <message>
        <source>use a template that writes the end token after each answer, or model.template: plain</source>
        <translation>nehmen Sie eine Vorlage, die nach jeder Antwort das Endetoken schreibt, oder setzen Sie model.template auf plain</translation>
    </message>
    <message>
        <source>wait until it ends, or stop it first</source>
        <translation>warten Sie, bis es endet, oder halten Sie es zuerst an</translation>
    </message>
    <message>
        <source>What was written does not answer as the tuned model: the loss of a row differs by %1, allowed is %2.</source>
        <translation>Das Geschriebene antwortet nicht wie das trainierte Modell: Der Verlust einer Zeile weicht um %1 ab, erlaubt ist %2.</translation>
    </message>
    <message>
        <source>where the rows are not your own, look whether you may train on them; a README.md or LICENSE file beside them keeps the answer</source>
        <translation>sind die Zeilen nicht Ihre eigenen, sehen Sie nach, ob Sie damit trainieren dürfen; eine README.md oder LICENSE daneben hält die Antwort fest</translation>
    </message>
    <message>
        <source>&quot;%1&quot; comes later</source>
        <translation>„%1“ kommt später</translation>
    </message>
    <message>
        <source>&quot;%1&quot; is no format</source>
        <translation>„%1“ ist kein Format</translation>
    </message>
    <message>
        <source>%1 (%2 rows; this is the first)</source>
        <translation>%1 (%2 Zeilen; dies ist die erste)</translation>
    </message>
    <message>
        <source>the training data holds %1 of %2 rows of this file too</source>
        <translation>Die Trainingsdaten enthalten auch %1 von %2 Zeilen dieser Datei</translation>
    </message>
    <message>
        <source>%1: %2 row changed</source>
        <translation>%1: %2 Zeile geändert</translation>
    </message>
    <message>
        <source>%1: %2 row left out</source>
        <translation>%1: %2 Zeile ausgelassen</translation>
    </message>
    <message>
        <source>%1: %2 rows changed</source>
        <translation>%1: %2 Zeilen geändert</translation>
    </message>
    <message>
        <source>%1: %2 rows changed, %3 rows left out</source>
        <translation>%1: %2 Zeilen geändert, %3 Zeilen ausgelassen</translation>
    </message>
    <message>
        <source>%1: %2 rows left out</source>
        <translation>%1: %2 Zeilen ausgelassen</translation>
    </message>
    <message>
        <source>a list</source>
        <translation>eine Liste</translation>
    </message>
    <message>
        <source>a list of messages</source>
        <translation>eine Liste von Nachrichten</translation>
    </message>
    <message>
        <source>a list of objects</source>
        <translation>eine Liste von Objekten</translation>
    </message>
    <message>
        <source>a number</source>
        <translation>eine Zahl</translation>
    </message>
    <message>
        <source>an object</source>
        <translation>ein Objekt</translation>
    </message>
    <message>
        <source>Choose a model of a supported family.</source>
        <translation>Wählen Sie ein Modell einer bekannten Familie.</translation>
    </message>
    <message>
        <source>close other programs</source>
        <translation>schließen Sie andere Programme</translation>
    </message>
    <message>
        <source>close other programs, or lower data.max_length</source>
        <translation>schließen Sie andere Programme, oder verringern Sie data.max_length</translation>
    </message>
    <message>
        <source>expected %1 under &quot;%2&quot;, found %3</source>
        <translation>unter „%2“ wurde %1 erwartet, es ist %3</translation>
    </message>
    <message>
        <source>fetch the file again</source>
        <translation>holen Sie die Datei neu</translation>
    </message>
    <message>
        <source>Fetch the file again.</source>
        <translation>Holen Sie die Datei neu.</translation>
    </message>
    <message>
        <source>Get the model.safetensors of this model, or save the model again with save_pretrained of a recent Transformers.</source>
        <translation>Besorgen Sie die model.safetensors dieses Modells, oder speichern Sie es mit save_pretrained eines neueren Transformers noch einmal.</translation>
    </message>
    <message>
        <source>GGUF files of the family &quot;%1&quot; cannot be opened here.</source>
        <translation>GGUF-Dateien der Familie „%1“ lassen sich hier nicht öffnen.</translation>
    </message>
    <message>
        <source>Give the folder of a model in the Hugging Face layout, or set model.init to random.</source>
        <translation>Geben Sie den Ordner eines Modells nach Art von Hugging Face an, oder setzen Sie model.init auf random.</translation>
    </message>
    <message>
        <source>mend the row, or choose data.format and data.columns to fit the file</source>
        <translation>bessern Sie die Zeile, oder wählen Sie Format und Spalten passend zur Datei</translation>
    </message>
    <message>
        <source>No weights here: neither model.safetensors nor model.safetensors.index.json.</source>
        <translation>Hier sind keine Gewichte: weder model.safetensors noch model.safetensors.index.json.</translation>
    </message>
    <message>
        <source>put back the file as it was, or start a new run from this run&apos;s recipe.yaml</source>
        <translation>stellen Sie die Datei wieder her, wie sie war, oder beginnen Sie mit recipe.yaml dieses Trainings ein neues</translation>
    </message>
    <message>
        <source>the row has no &quot;%1&quot;</source>
        <translation>die Zeile hat kein „%1“</translation>
    </message>
    <message>
        <source>The weights are in %1; only model.safetensors, or its shards, can be read.</source>
        <translation>Die Gewichte liegen in %1; nur model.safetensors oder Teile davon lassen sich lesen.</translation>
    </message>
    <message>
        <source>unpacking could not be started</source>
        <translation>das Auspacken ließ sich nicht beginnen</translation>
    </message>
    <message>
        <source>Use an adapter that was made for this base model.</source>
        <translation>Nehmen Sie einen Adapter, der für dieses Grundmodell gemacht ist.</translation>
    </message>
    <message>
        <source>Use the config.json of the model as published.</source>
        <translation>Nehmen Sie die config.json des Modells, wie sie veröffentlicht wurde.</translation>
    </message>
    <message>
        <source>expected the columns of one format, found %1</source>
        <translation>die Spalten eines Formats wurden erwartet, gefunden wurden %1</translation>
    </message>
    <message>
        <source>name them with data.columns, for example {prompt: question, completion: answer}; formats: %1</source>
        <translation>sagen Sie über den Spalten, welche die Frage und welche die Antwort ist; Formate: %1</translation>
    </message>
    <message>
        <source>the file is not valid UTF-8</source>
        <translation>die Datei ist kein gültiges UTF-8</translation>
    </message>
    <message>
        <source>these rows are %1 data, which Luthier cannot learn from yet</source>
        <translation>diese Zeilen sind Daten der Art %1, aus denen Luthier noch nicht lernen kann</translation>
    </message>
    <message>
        <source>set data.format to read them as another format</source>
        <translation>wählen Sie ein anderes Format, um sie zu lesen</translation>
    </message>
    <message>
        <source>%1 % of the rows have the label &quot;%2&quot;: always answering it would be right as often; look at f1_macro, not at the accuracy</source>
        <translation>%1 % der Zeilen haben die Kategorie „%2“: Immer so zu antworten träfe ebenso oft; sehen Sie auf f1_macro, nicht auf die Genauigkeit</translation>
    </message>
    <message>
        <source>%1 %2 in several training rows with different labels</source>
        <translation>%1 %2 in mehreren Trainingszeilen mit verschiedenen Kategorien</translation>
    </message>
    <message>
        <source>the token that ends an answer is not taught by %1 of %2 samples</source>
        <translation>Das Token, das eine Antwort beendet, lehren %1 von %2 Beispielen nicht</translation>
    </message>
    <message>
        <source>%1: this model answers with labels</source>
        <translation>%1: Dieses Modell antwortet mit Kategorien</translation>
    </message>
    <message>
        <source>%1: this model has no head that answers with labels</source>
        <translation>%1: Dieses Modell hat keinen Kopf, der mit Kategorien antwortet</translation>
    </message>
    <message>
        <source>%1; the row was left out</source>
        <translation>%1; die Zeile wurde ausgelassen</translation>
    </message>
    <message>
        <source>add its label, or remove the row</source>
        <translation>ergänzen Sie die Kategorie, oder entfernen Sie die Zeile</translation>
    </message>
    <message>
        <source>add its text, or remove the row</source>
        <translation>ergänzen Sie den Text, oder entfernen Sie die Zeile</translation>
    </message>
    <message>
        <source>the only row has the label &quot;%1&quot;: there is nothing to tell apart</source>
        <translation>die einzige Zeile hat die Kategorie „%1“: Es gibt nichts zu unterscheiden</translation>
    </message>
    <message>
        <source>all %1 rows have one label, &quot;%2&quot;: there is nothing to tell apart</source>
        <translation>alle %1 Zeilen haben dieselbe Kategorie, „%2“: Es gibt nichts zu unterscheiden</translation>
    </message>
    <message>
        <source>an encoder learns to classify: choose objective.kind: classify (or regress), or a base model that writes</source>
        <translation>ein Encoder lernt einzuordnen: Wählen Sie objective.kind: classify (oder regress), oder ein Grundmodell, das schreibt</translation>
    </message>
    <message>
        <source>bring more rows of it</source>
        <translation>bringen Sie mehr solche Zeilen</translation>
    </message>
    <message>
        <source>bring more rows of it, give another data.split_seed, or an evaluation file with rows of every label</source>
        <translation>bringen Sie mehr solche Zeilen, geben Sie ein anderes data.split_seed an, oder eine Prüfdatei mit Zeilen jeder Kategorie</translation>
    </message>
    <message>
        <source>bring more rows of it, or join it with a label like it</source>
        <translation>bringen Sie mehr solche Zeilen, oder legen Sie sie mit einer ähnlichen Kategorie zusammen</translation>
    </message>
    <message>
        <source>bring more rows of the other labels</source>
        <translation>bringen Sie mehr Zeilen der anderen Kategorien</translation>
    </message>
    <message>
        <source>bring rows of two labels or more, or name the right column: data.columns: {label: …}</source>
        <translation>bringen Sie Zeilen von zwei oder mehr Kategorien, oder wählen Sie die richtige Spalte</translation>
    </message>
    <message>
        <source>bring rows that have a text and a label and fit data.max_length</source>
        <translation>bringen Sie Zeilen mit Text und Kategorie, die nicht zu lang sind (data.max_length)</translation>
    </message>
    <message>
        <source>Choose a base model of another family to learn labels.</source>
        <translation>Wählen Sie ein Grundmodell einer anderen Familie, um Kategorien zu lernen.</translation>
    </message>
    <message>
        <source>choose a model that has tokenizer.json, tokenizer.model or another form of it</source>
        <translation>wählen Sie ein Modell mit tokenizer.json, tokenizer.model oder einer anderen Form davon</translation>
    </message>
    <message>
        <source>choose objective.kind: %1, or the model it was made from</source>
        <translation>wählen Sie objective.kind: %1, oder das Modell, aus dem es gemacht ist</translation>
    </message>
    <message>
        <source>choose objective.kind: regress where their size counts</source>
        <translation>wählen Sie objective.kind: regress, wo es auf ihre Größe ankommt</translation>
    </message>
    <message>
        <source>choose objective.labels: several</source>
        <translation>wählen Sie objective.labels: several</translation>
    </message>
    <message>
        <source>choose objective.labels: several where labels are lists, or name the column that holds them</source>
        <translation>wählen Sie objective.labels: several, wo Kategorien Listen sind, oder wählen Sie die Spalte, die sie enthält</translation>
    </message>
    <message>
        <source>choose truncate or drop</source>
        <translation>wählen Sie truncate oder drop</translation>
    </message>
    <message>
        <source>decide for one label of each, or choose objective.labels: several where both are right</source>
        <translation>entscheiden Sie sich je für eine Kategorie, oder wählen Sie objective.labels: several, wo beide stimmen</translation>
    </message>
    <message>
        <source>each of the %1 labels stands in one row only: nothing can be learnt of what such rows have in common</source>
        <translation>jede der %1 Kategorien steht nur in einer Zeile: Was solche Zeilen gemeinsam haben, lässt sich nicht lernen</translation>
    </message>
    <message>
        <source>every training row has the number %1: there is nothing to learn</source>
        <translation>jede Trainingszeile hat die Zahl %1: Es gibt nichts zu lernen</translation>
    </message>
    <message>
        <source>expected a label, a list of labels or a number under &quot;label&quot;, found an object or a list of lists</source>
        <translation>unter „label“ wurde eine Kategorie, eine Liste von Kategorien oder eine Zahl erwartet, es ist ein Objekt oder eine Liste von Listen</translation>
    </message>
    <message>
        <source>expected a number as label, found &quot;%1&quot;</source>
        <translation>als Kategorie wurde eine Zahl erwartet, es ist „%1“</translation>
    </message>
    <message>
        <source>expected one label, found a list of labels</source>
        <translation>eine Kategorie wurde erwartet, es ist eine Liste von Kategorien</translation>
    </message>
    <message>
        <source>fewer than %1 training rows have the label %2</source>
        <translation>weniger als %1 Trainingszeilen haben die Kategorie %2</translation>
    </message>
    <message>
        <source>is &quot;%1&quot;, a family that has no classifier in Transformers, so nobody could open the result.</source>
        <translation>ist „%1“, eine Familie ohne Klassifikator in Transformers; niemand könnte das Ergebnis öffnen.</translation>
    </message>
    <message>
        <source>is &quot;%1&quot;; known are cls and mean.</source>
        <translation>ist „%1“; bekannt sind cls und mean.</translation>
    </message>
    <message>
        <source>is an encoder (%1) without a head for labels: it has no answer to give</source>
        <translation>ist ein Encoder (%1) ohne Kopf für Kategorien: Er hat keine Antwort zu geben</translation>
    </message>
    <message>
        <source>leave --objective away, or choose %1</source>
        <translation>lassen Sie --objective weg, oder wählen Sie %1</translation>
    </message>
    <message>
        <source>look whether the right column holds the labels, or choose objective.kind: regress where they are numbers</source>
        <translation>sehen Sie nach, ob die richtige Spalte die Kategorien enthält, oder wählen Sie objective.kind: regress, wo es Zahlen sind</translation>
    </message>
    <message>
        <source>look whether the right column holds the numbers</source>
        <translation>sehen Sie nach, ob die richtige Spalte die Zahlen enthält</translation>
    </message>
    <message>
        <source>mend the row, or name the column that holds the label: data.columns: {label: …}</source>
        <translation>bessern Sie die Zeile, oder wählen Sie die Spalte, die die Kategorie enthält</translation>
    </message>
    <message>
        <source>no row has a label of its own</source>
        <translation>keine Zeile hat eine eigene Kategorie</translation>
    </message>
    <message>
        <source>no row held out has the label %1: whether it is learnt will not be seen</source>
        <translation>keine zurückgehaltene Zeile hat die Kategorie %1: Ob sie gelernt wird, wird man nicht sehen</translation>
    </message>
    <message>
        <source>no training row has the label %1: it stands in rows held out only and cannot be learnt</source>
        <translation>keine Trainingszeile hat die Kategorie %1: Sie steht nur in zurückgehaltenen Zeilen und lässt sich nicht lernen</translation>
    </message>
    <message>
        <source>raise data.max_length, or choose data.overlong: truncate</source>
        <translation>erhöhen Sie data.max_length, oder wählen Sie bei data.overlong truncate</translation>
    </message>
    <message>
        <source>set eos_token in its tokenizer_config.json, or eos_token_id in its generation_config.json</source>
        <translation>setzen Sie eos_token in seiner tokenizer_config.json, oder eos_token_id in seiner generation_config.json</translation>
    </message>
    <message>
        <source>should be above pad_token_id + 1, where positions begin.</source>
        <translation>sollte über pad_token_id + 1 liegen, wo die Positionen beginnen.</translation>
    </message>
    <message>
        <source>should name the labels 0, 1, 2 … once each.</source>
        <translation>sollte die Kategorien 0, 1, 2 … je einmal nennen.</translation>
    </message>
    <message>
        <source>split: a piece of a labelled row has no label of its own</source>
        <translation>split: Ein Stück einer Zeile mit Kategorie hat keine eigene Kategorie</translation>
    </message>
    <message>
        <source>take the data&apos;s labels from the model&apos;s id2label to go on from its own</source>
        <translation>nehmen Sie die Kategorien der Daten aus id2label des Modells, um mit seinen weiterzumachen</translation>
    </message>
    <message>
        <source>Take the file as it was written beside the adapter, or remove it.</source>
        <translation>Nehmen Sie die Datei, wie sie neben dem Adapter geschrieben wurde, oder entfernen Sie sie.</translation>
    </message>
    <message>
        <source>the %1 labels are numbers: as names, 4 is no nearer to 5 than to 1</source>
        <translation>die %1 Kategorien sind Zahlen: Als Namen ist 4 der 5 nicht näher als der 1</translation>
    </message>
    <message>
        <source>the model&apos;s files name no token that ends an answer: what it writes goes on to the last token allowed</source>
        <translation>die Dateien des Modells nennen kein Token, das eine Antwort beendet: Was es schreibt, geht bis zum letzten erlaubten Token weiter</translation>
    </message>
    <message>
        <source>the model&apos;s own classifier knows other labels than the data: a new one is made, which knows nothing yet</source>
        <translation>der Klassifikator des Modells kennt andere Kategorien als die Daten: Ein neuer wird gemacht, der noch nichts weiß</translation>
    </message>
    <message>
        <source>the row has no label</source>
        <translation>die Zeile hat keine Kategorie</translation>
    </message>
    <message>
        <source>the row has no text</source>
        <translation>die Zeile hat keinen Text</translation>
    </message>
    <message>
        <source>this model answers with labels and cannot write</source>
        <translation>dieses Modell antwortet mit Kategorien und kann nicht schreiben</translation>
    </message>
    <message>
        <source>this model answers with labels and cannot write, so it cannot learn objective.kind: %1</source>
        <translation>dieses Modell antwortet mit Kategorien und kann nicht schreiben; darum kann es objective.kind: %1 nicht lernen</translation>
    </message>
    <message>
        <source>this model is an encoder (%1): it reads texts and cannot write, so it cannot learn objective.kind: %2</source>
        <translation>dieses Modell ist ein Encoder (%1): Es liest Texte und kann nicht schreiben; darum kann es objective.kind: %2 nicht lernen</translation>
    </message>
    <message>
        <source>train it with objective.kind: classify, or give its adapter with --adapter</source>
        <translation>trainieren Sie es mit objective.kind: classify, oder geben Sie seinen Adapter mit --adapter an</translation>
    </message>
    <message>
        <source>train one, or give its adapter with --adapter</source>
        <translation>trainieren Sie einen, oder geben Sie seinen Adapter mit --adapter an</translation>
    </message>
    <message>
        <source>use a template that writes the end token after each answer, or mend these rows</source>
        <translation>nehmen Sie eine Vorlage, die nach jeder Antwort das Endetoken schreibt, oder bessern Sie diese Zeilen</translation>
    </message>
    <message>
        <source>use luthier score, which prints its label for every row</source>
        <translation>nehmen Sie luthier score, das zu jeder Zeile ihre Kategorie schreibt</translation>
    </message>
    <message>
        <source>What was written does not answer as the tuned model: an answer differs by %1, allowed is %2.</source>
        <translation>Das Geschriebene antwortet nicht wie das trainierte Modell: Eine Antwort weicht um %1 ab, erlaubt ist %2.</translation>
    </message>
    <message>
        <source>write it like 3.5, or choose objective.kind: classify where labels are names</source>
        <translation>schreiben Sie es wie 3.5, oder wählen Sie objective.kind: classify, wo Kategorien Namen sind</translation>
    </message>
    <message>
        <source>%1 holds more than the archive says</source>
        <translation>%1 enthält mehr, als das Archiv sagt</translation>
    </message>
    <message>
        <source>%1 is %2, which is no id of its %3 tokens.</source>
        <translation>%1 ist %2, das ist keine Nummer seiner %3 Token.</translation>
    </message>
    <message>
        <source>%1 is damaged</source>
        <translation>%1 ist beschädigt</translation>
    </message>
    <message>
        <source>%1 is not where the archive says</source>
        <translation>%1 liegt nicht dort, wo das Archiv sagt</translation>
    </message>
    <message>
        <source>%1 is packed in a way that cannot be unpacked here</source>
        <translation>%1 ist auf eine Weise gepackt, die sich hier nicht entpacken lässt</translation>
    </message>
    <message>
        <source>%1 reaches beyond the archive</source>
        <translation>%1 reicht über das Archiv hinaus</translation>
    </message>
    <message>
        <source>%1 should hold texts, found %2.</source>
        <translation>%1 sollte Texte enthalten, gefunden wurde %2.</translation>
    </message>
    <message>
        <source>A GGUF file begins with the four letters GGUF; this one does not.</source>
        <translation>Eine GGUF-Datei beginnt mit den vier Buchstaben GGUF; diese nicht.</translation>
    </message>
    <message>
        <source>A safetensors file begins with 8 bytes of header length; this one ends after byte %1.</source>
        <translation>Eine safetensors-Datei beginnt mit 8 Byte für die Länge des Kopfes; diese endet nach Byte %1.</translation>
    </message>
    <message>
        <source>Fetch the file again: its metadata and weights do not belong together.</source>
        <translation>Besorgen Sie die Datei noch einmal: Ihre Metadaten und Gewichte gehören nicht zusammen.</translation>
    </message>
    <message>
        <source>Fetch the missing file.</source>
        <translation>Besorgen Sie die fehlende Datei.</translation>
    </message>
    <message>
        <source>Get a newer file of this model.</source>
        <translation>Besorgen Sie eine neuere Datei dieses Modells.</translation>
    </message>
    <message>
        <source>Get the usual, little-endian file of this model.</source>
        <translation>Besorgen Sie die übliche Datei dieses Modells (little-endian).</translation>
    </message>
    <message>
        <source>Get this model as F32, F16, BF16, Q8_0, Q4_0, Q4_1, Q5_0, Q5_1, Q4_K, Q5_K or Q6_K.</source>
        <translation>Besorgen Sie dieses Modell als F32, F16, BF16, Q8_0, Q4_0, Q4_1, Q5_0, Q5_1, Q4_K, Q5_K oder Q6_K.</translation>
    </message>
    <message>
        <source>Get this model in a usual format, such as Q8_0 or F16.</source>
        <translation>Besorgen Sie dieses Modell in einem üblichen Format wie Q8_0 oder F16.</translation>
    </message>
    <message>
        <source>Give a GGUF file, or a folder with safetensors.</source>
        <translation>Geben Sie eine GGUF-Datei an oder einen Ordner mit safetensors.</translation>
    </message>
    <message>
        <source>Rows of tensor %1 hold %2 numbers, which is no multiple of the %3 that a block of %4 holds.</source>
        <translation>Zeilen des Tensors %1 haben %2 Zahlen, das ist kein Vielfaches der %3, die ein Block von %4 hat.</translation>
    </message>
    <message>
        <source>Norm %1 should be stored as F32.</source>
        <translation>Norm %1 sollte als F32 gespeichert sein.</translation>
    </message>
    <message>
        <source>Tensor %1 does not begin at a multiple of %2 bytes.</source>
        <translation>Tensor %1 beginnt nicht bei einem Vielfachen von %2 Byte.</translation>
    </message>
    <message>
        <source>Tensor %1 ends at byte %2 of the data, but the file holds only %3.</source>
        <translation>Tensor %1 endet bei Byte %2 der Daten, die Datei hat aber nur %3.</translation>
    </message>
    <message>
        <source>Tensor %1 gave %2 bytes instead of %3.</source>
        <translation>Tensor %1 ergab %2 Byte statt %3.</translation>
    </message>
    <message>
        <source>Tensor %1 has %2 dimensions; 1 to %3 are possible.</source>
        <translation>Tensor %1 hat %2 Dimensionen; 1 bis %3 sind möglich.</translation>
    </message>
    <message>
        <source>Tensor %1 has a size in its shape that is no whole number from 0: %2.</source>
        <translation>Tensor %1 hat in seiner Form eine Größe, die keine ganze Zahl ab 0 ist: %2.</translation>
    </message>
    <message>
        <source>Tensor %1 has no data_offsets [begin, end].</source>
        <translation>Tensor %1 hat keine data_offsets [Anfang, Ende].</translation>
    </message>
    <message>
        <source>Tensor %1 has no usable shape.</source>
        <translation>Tensor %1 hat keine brauchbare Form.</translation>
    </message>
    <message>
        <source>Tensor %1 has the impossible data_offsets [%2, %3].</source>
        <translation>Tensor %1 hat die unmöglichen data_offsets [%2, %3].</translation>
    </message>
    <message>
        <source>Tensor %1 has the number format &quot;%2&quot;; supported are F32, F16, BF16, F64, I64, I32, I16, I8, U8 and BOOL.</source>
        <translation>Tensor %1 hat das Zahlenformat „%2“; möglich sind F32, F16, BF16, F64, I64, I32, I16, I8, U8 und BOOL.</translation>
    </message>
    <message>
        <source>Tensor %1 has the unknown number format %2.</source>
        <translation>Tensor %1 hat das unbekannte Zahlenformat %2.</translation>
    </message>
    <message>
        <source>Tensor %1 is packed as %2, though it is no matrix.</source>
        <translation>Tensor %1 ist als %2 gepackt, obwohl er keine Matrix ist.</translation>
    </message>
    <message>
        <source>Tensor %1 is packed as %2, which cannot be unpacked here.</source>
        <translation>Tensor %1 ist als %2 gepackt, was sich hier nicht entpacken lässt.</translation>
    </message>
    <message>
        <source>Tensor %1 is said to lie in %2, which is no file name of this folder.</source>
        <translation>Tensor %1 soll in %2 liegen, was kein Dateiname dieses Ordners ist.</translation>
    </message>
    <message>
        <source>Tensor %1 needs %2 bytes by its shape and format, but its data_offsets span %3.</source>
        <translation>Tensor %1 braucht nach Form und Format %2 Byte, seine data_offsets umfassen aber %3.</translation>
    </message>
    <message>
        <source>Tensor %1 overlaps the one before it in the data.</source>
        <translation>Tensor %1 überschneidet sich in den Daten mit dem davor.</translation>
    </message>
    <message>
        <source>Tensor %1 should be a stack.</source>
        <translation>Tensor %1 sollte ein Stapel von Matrizen sein.</translation>
    </message>
    <message>
        <source>Tensor %1 should be described by an object with dtype, shape and data_offsets.</source>
        <translation>Tensor %1 sollte durch ein Objekt mit dtype, shape und data_offsets beschrieben sein.</translation>
    </message>
    <message>
        <source>Tensor %1 should end at byte %2 + %3 of the data, but the file holds only %4.</source>
        <translation>Tensor %1 sollte bei Byte %2 + %3 der Daten enden, die Datei hat aber nur %4.</translation>
    </message>
    <message>
        <source>Tensor %1 stands in both %2 and %3.</source>
        <translation>Tensor %1 steht in %2 und in %3.</translation>
    </message>
    <message>
        <source>Tensor %1 stands there twice.</source>
        <translation>Tensor %1 steht zweimal da.</translation>
    </message>
    <message>
        <source>The data has a hole before tensor %1, from byte %2 to byte %3.</source>
        <translation>Die Daten haben vor Tensor %1 eine Lücke, von Byte %2 bis Byte %3.</translation>
    </message>
    <message>
        <source>The file ends within %1 (byte %2).</source>
        <translation>Die Datei endet mitten in %1 (Byte %2).</translation>
    </message>
    <message>
        <source>The last tensor ends at byte %1 of the data, and the file goes on to byte %2.</source>
        <translation>Der letzte Tensor endet bei Byte %1 der Daten, die Datei geht weiter bis Byte %2.</translation>
    </message>
    <message>
        <source>The file holds no tokenizer.</source>
        <translation>Die Datei enthält keinen Tokenizer.</translation>
    </message>
    <message>
        <source>The file is of GGUF version %1; versions 2 and 3 can be read.</source>
        <translation>Die Datei hat GGUF-Version %1; lesbar sind die Versionen 2 und 3.</translation>
    </message>
    <message>
        <source>The file is said to hold %1 metadata, more than it has room for.</source>
        <translation>Die Datei soll %1 Metadaten enthalten, mehr als in sie passt.</translation>
    </message>
    <message>
        <source>The file is said to hold %1 tensors, more than it has room for.</source>
        <translation>Die Datei soll %1 Tensoren enthalten, mehr als in sie passt.</translation>
    </message>
    <message>
        <source>The file is written for big-endian machines.</source>
        <translation>Die Datei ist für Big-Endian-Rechner geschrieben.</translation>
    </message>
    <message>
        <source>The file names tensor %1 twice.</source>
        <translation>Die Datei nennt den Tensor %1 zweimal.</translation>
    </message>
    <message>
        <source>The header is not JSON: %1 (byte %2).</source>
        <translation>Der Kopf ist kein JSON: %1 (Byte %2).</translation>
    </message>
    <message>
        <source>The header is said to hold %1 bytes, but only %2 follow.</source>
        <translation>Der Kopf soll %1 Byte haben, es folgen aber nur %2.</translation>
    </message>
    <message>
        <source>The header names &quot;%1&quot; twice.</source>
        <translation>Der Kopf nennt „%1“ zweimal.</translation>
    </message>
    <message>
        <source>The header should be a JSON object.</source>
        <translation>Der Kopf sollte ein JSON-Objekt sein.</translation>
    </message>
    <message>
        <source>The header should begin with &apos;{&apos;.</source>
        <translation>Der Kopf sollte mit „{“ beginnen.</translation>
    </message>
    <message>
        <source>The header&apos;s length should be at most %1 bytes and is said to be %2.</source>
        <translation>Der Kopf darf höchstens %1 Byte lang sein und soll %2 haben.</translation>
    </message>
    <message>
        <source>The index names the file %1, which is not in the folder.</source>
        <translation>Das Verzeichnis nennt die Datei %1, die nicht im Ordner liegt.</translation>
    </message>
    <message>
        <source>The index says that %1 holds tensor %2, but it does not.</source>
        <translation>Laut Verzeichnis enthält %1 den Tensor %2, das stimmt aber nicht.</translation>
    </message>
    <message>
        <source>The index should hold a &quot;weight_map&quot; from tensor names to files.</source>
        <translation>Das Verzeichnis sollte eine „weight_map“ von Tensornamen zu Dateien enthalten.</translation>
    </message>
    <message>
        <source>The length of %1 is said to be %2 bytes, but at most %3 are read.</source>
        <translation>Die Länge von %1 soll %2 Byte sein, gelesen werden höchstens %3.</translation>
    </message>
    <message>
        <source>The length of %1 is said to be %2 bytes, but only %3 follow.</source>
        <translation>Die Länge von %1 soll %2 Byte sein, es folgen aber nur %3.</translation>
    </message>
    <message>
        <source>The list %1 holds values of the unknown kind %2.</source>
        <translation>Die Liste %1 enthält Werte der unbekannten Art %2.</translation>
    </message>
    <message>
        <source>The list %1 is said to hold %2 values, more than any model needs.</source>
        <translation>Die Liste %1 soll %2 Werte enthalten, mehr als irgendein Modell braucht.</translation>
    </message>
    <message>
        <source>The list %1 is said to hold %2 values, more than the file has room for.</source>
        <translation>Die Liste %1 soll %2 Werte enthalten, mehr als in die Datei passt.</translation>
    </message>
    <message>
        <source>The lists in %1 lie more than %2 deep.</source>
        <translation>Die Listen in %1 liegen mehr als %2 tief.</translation>
    </message>
    <message>
        <source>The merge &quot;%1&quot; of the tokenizer is not a pair of tokens.</source>
        <translation>Die Verschmelzung „%1“ des Tokenizers ist kein Paar von Token.</translation>
    </message>
    <message>
        <source>The metadata name %1 twice.</source>
        <translation>Die Metadaten nennen %1 zweimal.</translation>
    </message>
    <message>
        <source>The rows of tensor %1 cannot be divided among %2 heads.</source>
        <translation>Die Zeilen des Tensors %1 lassen sich nicht auf %2 Köpfe verteilen.</translation>
    </message>
    <message>
        <source>The shape of tensor %1 is beyond what any file holds.</source>
        <translation>Die Form des Tensors %1 übersteigt, was eine Datei fassen kann.</translation>
    </message>
    <message>
        <source>The text of %1 is not UTF-8 (byte %2).</source>
        <translation>Der Text von %1 ist kein UTF-8 (Byte %2).</translation>
    </message>
    <message>
        <source>The tokenizer has neither merges nor a score for every token.</source>
        <translation>Der Tokenizer hat weder Verschmelzungen noch einen Wert für jedes Token.</translation>
    </message>
    <message>
        <source>The tokenizer has no list %1.</source>
        <translation>Der Tokenizer hat keine Liste %1.</translation>
    </message>
    <message>
        <source>The tokenizer has no tokens.</source>
        <translation>Der Tokenizer hat keine Token.</translation>
    </message>
    <message>
        <source>The tokenizer is of the kind &quot;%1&quot; of %2, which cannot be used.</source>
        <translation>Der Tokenizer ist von der Art „%1“ von %2, die sich nicht benutzen lässt.</translation>
    </message>
    <message>
        <source>The value of %1 is of the unknown kind %2.</source>
        <translation>Der Wert von %1 ist von der unbekannten Art %2.</translation>
    </message>
    <message>
        <source>This is a fault of the program; please report it.</source>
        <translation>Das ist ein Fehler des Programms; bitte melden Sie ihn.</translation>
    </message>
    <message>
        <source>Use the model&apos;s safetensors with their tokenizer.json.</source>
        <translation>Nehmen Sie die safetensors des Modells mit ihrer tokenizer.json.</translation>
    </message>
    <message>
        <source>__metadata__ should be an object of texts.</source>
        <translation>__metadata__ sollte ein Objekt aus Texten sein.</translation>
    </message>
    <message>
        <source>__metadata__ should hold only texts, but &quot;%1&quot; is %2.</source>
        <translation>__metadata__ sollte nur Texte enthalten, „%1“ ist aber %2.</translation>
    </message>
    <message>
        <source>archives above 4 GB cannot be read</source>
        <translation>Archive über 4 GB sind nicht lesbar</translation>
    </message>
    <message>
        <source>general.alignment should be a power of two up to %1, found %2.</source>
        <translation>general.alignment sollte eine Zweierpotenz bis %1 sein, ist aber %2.</translation>
    </message>
    <message>
        <source>the archive ends too early</source>
        <translation>das Archiv endet zu früh</translation>
    </message>
    <message>
        <source>the archive holds no %1</source>
        <translation>das Archiv enthält kein %1</translation>
    </message>
    <message>
        <source>the archive&apos;s list of files is broken</source>
        <translation>die Dateiliste des Archivs ist beschädigt</translation>
    </message>
    <message>
        <source>this is no ZIP archive</source>
        <translation>das ist kein ZIP-Archiv</translation>
    </message>
    <message>
        <source>%1 line cannot be read</source>
        <translation>%1 Zeile ist nicht lesbar</translation>
    </message>
    <message>
        <source>%1 lines cannot be read</source>
        <translation>%1 Zeilen sind nicht lesbar</translation>
    </message>
    <message>
        <source>%1 runs fit: %2</source>
        <translation>%1 Trainings passen: %2</translation>
    </message>
    <message>
        <source>%1; it was made again from the run folders</source>
        <translation>%1; es wurde aus den Trainingsordnern neu gemacht</translation>
    </message>
    <message>
        <source>a place in the index is not as it was written</source>
        <translation>eine Stelle im Verzeichnis ist nicht, wie sie geschrieben wurde</translation>
    </message>
    <message>
        <source>a row of the index is not as it was written</source>
        <translation>eine Zeile des Verzeichnisses ist nicht, wie sie geschrieben wurde</translation>
    </message>
    <message>
        <source>delete it: it is made again from the run folders</source>
        <translation>löschen Sie es: Es wird aus den Trainingsordnern neu gemacht</translation>
    </message>
    <message>
        <source>expected a matrix product this build has (mkl, onednn), found &apos;%1&apos;</source>
        <translation>erwartet wird ein Matrixprodukt, das diese Fassung kennt (mkl, onednn), gefunden wurde „%1“</translation>
    </message>
    <message>
        <source>expected a run, found an empty word</source>
        <translation>erwartet wird ein Training, gefunden wurde ein leeres Wort</translation>
    </message>
    <message>
        <source>expected an object, found something else</source>
        <translation>erwartet wird ein Objekt, gefunden wurde etwas anderes</translation>
    </message>
    <message>
        <source>expected float32 or bfloat16, found &apos;%1&apos;</source>
        <translation>erwartet wird float32 oder bfloat16, gefunden wurde „%1“</translation>
    </message>
    <message>
        <source>give a run with objective.kind: classify or regress</source>
        <translation>geben Sie ein Training mit objective.kind: classify oder regress an</translation>
    </message>
    <message>
        <source>give its id, name or folder</source>
        <translation>geben Sie Kennung, Name oder Ordner an</translation>
    </message>
    <message>
        <source>give one of the two</source>
        <translation>geben Sie eines von beiden an</translation>
    </message>
    <message>
        <source>give the id of the one you mean</source>
        <translation>geben Sie die Kennung des gemeinten an</translation>
    </message>
    <message>
        <source>it cannot be read: %1</source>
        <translation>es ist nicht lesbar: %1</translation>
    </message>
    <message>
        <source>it was written by a newer Luthier</source>
        <translation>es wurde von einem neueren Luthier geschrieben</translation>
    </message>
    <message>
        <source>look at this run with the version that made it to see everything</source>
        <translation>sehen Sie dieses Training mit der Version an, die es gemacht hat, um alles zu sehen</translation>
    </message>
    <message>
        <source>measure again with: luthier info --measure</source>
        <translation>messen Sie neu mit: luthier info --measure</translation>
    </message>
    <message>
        <source>mend or remove the file</source>
        <translation>bringen Sie die Datei in Ordnung oder entfernen Sie sie</translation>
    </message>
    <message>
        <source>move that one away first</source>
        <translation>schieben Sie zuerst jenes beiseite</translation>
    </message>
    <message>
        <source>no run has this id, beginning or name, and no run folder lies there</source>
        <translation>kein Training hat diese Kennung, diesen Anfang oder Namen, und dort liegt kein Trainingsordner</translation>
    </message>
    <message>
        <source>nothing was lost; what was damaged is kept as %1</source>
        <translation>nichts ging verloren; das Beschädigte liegt als %1 noch da</translation>
    </message>
    <message>
        <source>see whether the disk is there and this user may read it</source>
        <translation>sehen Sie nach, ob der Datenträger da ist und Sie ihn lesen dürfen</translation>
    </message>
    <message>
        <source>see whether this user may write there</source>
        <translation>sehen Sie nach, ob Sie dort schreiben dürfen</translation>
    </message>
    <message>
        <source>see whether this user may write there, or delete it: it is made again from the run folders</source>
        <translation>sehen Sie nach, ob Sie dort schreiben dürfen, oder löschen Sie es: Es wird aus den Trainingsordnern neu gemacht</translation>
    </message>
    <message>
        <source>stop it first</source>
        <translation>halten Sie es zuerst an</translation>
    </message>
    <message>
        <source>the database cannot be used: %1</source>
        <translation>die Datenbank ist nicht benutzbar: %1</translation>
    </message>
    <message>
        <source>the database does not hold what it should: %1</source>
        <translation>die Datenbank enthält nicht, was sie soll: %1</translation>
    </message>
    <message>
        <source>the database is damaged: %1</source>
        <translation>die Datenbank ist beschädigt: %1</translation>
    </message>
    <message>
        <source>the disk is full: %1</source>
        <translation>der Datenträger ist voll: %1</translation>
    </message>
    <message>
        <source>the file is missing</source>
        <translation>die Datei fehlt</translation>
    </message>
    <message>
        <source>the folder of runs cannot be read: %1</source>
        <translation>der Ordner der Trainings ist nicht lesbar: %1</translation>
    </message>
    <message>
        <source>the index does not hold the tables of runs</source>
        <translation>das Verzeichnis enthält die Tabellen der Trainings nicht</translation>
    </message>
    <message>
        <source>the index of runs cannot be used (%1); the run folders were read instead</source>
        <translation>das Verzeichnis der Trainings ist nicht benutzbar (%1); stattdessen wurden die Ordner gelesen</translation>
    </message>
    <message>
        <source>the recipe is missing</source>
        <translation>das Rezept fehlt</translation>
    </message>
    <message>
        <source>the run &quot;%1&quot; did not learn labels</source>
        <translation>das Training „%1“ hat keine Kategorien gelernt</translation>
    </message>
    <message>
        <source>the run cannot be moved to %1: %2</source>
        <translation>das Training lässt sich nicht nach %1 verschieben: %2</translation>
    </message>
    <message>
        <source>the run is at work</source>
        <translation>das Training läuft gerade</translation>
    </message>
    <message>
        <source>the runs lie in %1</source>
        <translation>die Trainings liegen in %1</translation>
    </message>
    <message>
        <source>there is a run of this id already</source>
        <translation>ein Training mit dieser Kennung gibt es schon</translation>
    </message>
    <message>
        <source>they are left out of every interval</source>
        <translation>sie bleiben aus jedem Intervall heraus</translation>
    </message>
    <message>
        <source>what the run did is not known</source>
        <translation>was das Training getan hat, ist nicht bekannt</translation>
    </message>
    <message>
        <source>Fetch or copy the file again; it is not a whole GGUF file.</source>
        <translation>Besorgen oder kopieren Sie die Datei noch einmal; sie ist keine ganze GGUF-Datei.</translation>
    </message>
    <message>
        <source>Fetch or copy the file again; it is not a whole safetensors file.</source>
        <translation>Besorgen oder kopieren Sie die Datei noch einmal; sie ist keine ganze safetensors-Datei.</translation>
    </message>
    <message>
        <source>Fetch the file again, or use the model&apos;s safetensors.</source>
        <translation>Besorgen Sie die Datei noch einmal, oder nehmen Sie die safetensors des Modells.</translation>
    </message>
    <message>
        <source>Input/output error</source>
        <translation>Fehler beim Lesen oder Schreiben</translation>
    </message>
    <message>
        <source>Is a directory</source>
        <translation>es ist ein Ordner</translation>
    </message>
    <message>
        <source>Mend the template, or choose another one with model.template.</source>
        <translation>Bringen Sie die Vorlage in Ordnung, oder wählen Sie mit model.template eine andere.</translation>
    </message>
    <message>
        <source>No space left on device</source>
        <translation>kein Platz mehr auf dem Datenträger</translation>
    </message>
    <message>
        <source>No such file or directory</source>
        <translation>keine solche Datei und kein solcher Ordner</translation>
    </message>
    <message>
        <source>Permission denied</source>
        <translation>keine Berechtigung</translation>
    </message>
    <message>
        <source>Read-only file system</source>
        <translation>der Datenträger ist schreibgeschützt</translation>
    </message>
    <message>
        <source>Use the model&apos;s safetensors, or choose another model.</source>
        <translation>Nehmen Sie die safetensors des Modells, oder wählen Sie ein anderes Modell.</translation>
    </message>
    <message>
        <source>a part of the path is a file where a folder is needed: choose another path</source>
        <translation>ein Teil des Pfads ist eine Datei, wo ein Ordner nötig ist: Wählen Sie einen anderen Pfad</translation>
    </message>
    <message>
        <source>allow it for this user, or choose another folder</source>
        <translation>erlauben Sie es diesem Benutzer, oder wählen Sie einen anderen Ordner</translation>
    </message>
    <message>
        <source>check the disk and the path, then try again</source>
        <translation>prüfen Sie Datenträger und Pfad, und versuchen Sie es noch einmal</translation>
    </message>
    <message>
        <source>choose a folder on a disk that can be written</source>
        <translation>wählen Sie einen Ordner auf einem beschreibbaren Datenträger</translation>
    </message>
    <message>
        <source>choose a folder this user may write to, on a disk with space</source>
        <translation>wählen Sie einen Ordner, in den Sie schreiben dürfen, auf einem Datenträger mit Platz</translation>
    </message>
    <message>
        <source>close other programs, or raise the limit of open files</source>
        <translation>schließen Sie andere Programme, oder heben Sie die Grenze offener Dateien an</translation>
    </message>
    <message>
        <source>expected a comma or the end of the list</source>
        <translation>erwartet wird ein Komma oder das Ende der Liste</translation>
    </message>
    <message>
        <source>expected a row between the commas</source>
        <translation>zwischen den Kommas wird eine Zeile erwartet</translation>
    </message>
    <message>
        <source>free some space on this disk, or choose a folder on another one</source>
        <translation>schaffen Sie Platz auf diesem Datenträger, oder wählen Sie einen Ordner auf einem anderen</translation>
    </message>
    <message>
        <source>its files do not match the sums in SHA256SUMS</source>
        <translation>seine Dateien passen nicht zu den Summen in SHA256SUMS</translation>
    </message>
    <message>
        <source>the bytes could not be brought to the disk: %1</source>
        <translation>die Daten ließen sich nicht auf den Datenträger bringen: %1</translation>
    </message>
    <message>
        <source>the disk reports a fault: check it, and use another one</source>
        <translation>der Datenträger meldet einen Fehler: Prüfen Sie ihn, und nehmen Sie einen anderen</translation>
    </message>
    <message>
        <source>the file cannot be mapped into memory: %1</source>
        <translation>die Datei lässt sich nicht in den Speicher einblenden: %1</translation>
    </message>
    <message>
        <source>the file cannot be opened to bring it to the disk: %1</source>
        <translation>die Datei lässt sich nicht öffnen, um sie auf den Datenträger zu bringen: %1</translation>
    </message>
    <message>
        <source>the file cannot be opened: %1</source>
        <translation>die Datei lässt sich nicht öffnen: %1</translation>
    </message>
    <message>
        <source>the file cannot be put in place: %1</source>
        <translation>die Datei lässt sich nicht an ihren Platz bringen: %1</translation>
    </message>
    <message>
        <source>the file cannot be read: %1</source>
        <translation>die Datei ist nicht lesbar: %1</translation>
    </message>
    <message>
        <source>the file cannot be shortened: %1</source>
        <translation>die Datei lässt sich nicht kürzen: %1</translation>
    </message>
    <message>
        <source>the file cannot be written: %1</source>
        <translation>die Datei lässt sich nicht schreiben: %1</translation>
    </message>
    <message>
        <source>the folder cannot be made: %1</source>
        <translation>der Ordner lässt sich nicht anlegen: %1</translation>
    </message>
    <message>
        <source>the free space of this folder cannot be asked: %1</source>
        <translation>der freie Platz dieses Ordners lässt sich nicht erfragen: %1</translation>
    </message>
    <message>
        <source>the list is never closed</source>
        <translation>die Liste endet nirgends</translation>
    </message>
    <message>
        <source>the lock cannot be taken: %1</source>
        <translation>die Sperre lässt sich nicht nehmen: %1</translation>
    </message>
    <message>
        <source>the lock file cannot be written: %1</source>
        <translation>die Sperrdatei lässt sich nicht schreiben: %1</translation>
    </message>
    <message>
        <source>the program that read this output has ended</source>
        <translation>das Programm, das diese Ausgabe las, ist zu Ende</translation>
    </message>
    <message>
        <source>the server answers with status %1</source>
        <translation>der Server antwortet mit Status %1</translation>
    </message>
    <message>
        <source>the size of the file cannot be asked: %1</source>
        <translation>die Größe der Datei lässt sich nicht erfragen: %1</translation>
    </message>
    <message>
        <source>the system limits the size of files here: raise the limit, or choose another folder</source>
        <translation>das System begrenzt hier die Größe von Dateien: Heben Sie die Grenze an, oder wählen Sie einen anderen Ordner</translation>
    </message>
    <message>
        <source>this is a folder; give a file</source>
        <translation>das ist ein Ordner; geben Sie eine Datei an</translation>
    </message>
    <message>
        <source>what arrived is not the file that was promised (its checksum differs)</source>
        <translation>angekommen ist nicht die zugesagte Datei (ihre Prüfsumme ist eine andere)</translation>
    </message>
    <message>
        <source>its name, tags and notes are not known; mend or remove the file</source>
        <translation>Name, Schlagwörter und Notizen sind nicht bekannt; bringen Sie die Datei in Ordnung, oder entfernen Sie sie</translation>
    </message>
    <message>
        <source>no snapshot was better than the base model on the held-out rows; the last state is kept</source>
        <translation>kein Zwischenstand war an den zurückgehaltenen Zeilen besser als das Grundmodell; der letzte Stand bleibt</translation>
    </message>
    <message>
        <source>stopped on request</source>
        <translation>auf Wunsch angehalten</translation>
    </message>
    <message>
        <source>the losses of single rows are not known: no interval can be given</source>
        <translation>die Verluste einzelner Zeilen sind nicht bekannt: Ein Intervall lässt sich nicht angeben</translation>
    </message>
    <message>
        <source>the settings of this run are not known; the rest of the folder is used</source>
        <translation>die Einstellungen dieses Trainings sind nicht bekannt; der Rest des Ordners wird benutzt</translation>
    </message>
    <message>
        <source>this folder holds no run that began</source>
        <translation>dieser Ordner enthält kein Training, das begonnen hat</translation>
    </message>
    <message>
        <source>what was settled for this run is not known; the rest of the folder is used</source>
        <translation>was für dieses Training festgelegt wurde, ist nicht bekannt; der Rest des Ordners wird benutzt</translation>
    </message>
    <message>
        <source>%1 is far above what is usual for method.kind: %2 (%3): %4</source>
        <translation>%1 liegt weit über dem, was für method.kind: %2 üblich ist (%3): %4</translation>
    </message>
    <message>
        <source>%1 is far below what is usual for method.kind: %2 (%3): %4</source>
        <translation>%1 liegt weit unter dem, was für method.kind: %2 üblich ist (%3): %4</translation>
    </message>
    <message>
        <source>hardly anything will be learnt</source>
        <translation>es wird kaum etwas gelernt</translation>
    </message>
    <message>
        <source>training will likely go astray</source>
        <translation>das Training wird wahrscheinlich entgleisen</translation>
    </message>
    <message>
        <source>stretches the rotation in another way than Llama 3 does, which cannot be run.</source>
        <translation>streckt die Drehung anders als Llama 3, das lässt sich nicht rechnen.</translation>
    </message>
    <message>
        <source>says that this is one of %1 files of a model that was cut up.</source>
        <translation>sagt, dass dies eine von %1 Dateien eines zerteilten Modells ist.</translation>
    </message>
    <message>
        <source>Join them with llama.cpp&apos;s llama-gguf-split --merge, or get the model as one file.</source>
        <translation>Fügen Sie sie mit llama-gguf-split --merge von llama.cpp zusammen, oder besorgen Sie das Modell als eine Datei.</translation>
    </message>
    <message>
        <source>is &quot;%1&quot;, which cannot be opened from GGUF yet.</source>
        <translation>ist „%1“, das lässt sich aus GGUF noch nicht öffnen.</translation>
    </message>
    <message>
        <source>is %1, of which %2 is not known to make use.</source>
        <translation>ist %1, und von %2 ist nicht bekannt, dass es das nutzt.</translation>
    </message>
    <message>
        <source>a BPE model with dropout</source>
        <translation>ein BPE-Modell mit Dropout</translation>
    </message>
    <message>
        <source>version %1 of the format</source>
        <translation>Version %1 des Formats</translation>
    </message>
    <message>
        <source>more than one post-processor TemplateProcessing</source>
        <translation>mehr als einen Nachbearbeiter TemplateProcessing</translation>
    </message>
    <message>
        <source>%1 that does not use the text once</source>
        <translation>%1, das den Text nicht genau einmal nutzt</translation>
    </message>
    <message>
        <source>a tekken file without a list of special tokens (the first form of it)</source>
        <translation>eine tekken-Datei ohne Liste der besonderen Token (deren erste Form)</translation>
    </message>
    <message>
        <source>vocab.json in the manner of %1</source>
        <translation>vocab.json in der Art von %1</translation>
    </message>
    <message>
        <source>%1 in the pattern %2 of the %3</source>
        <translation>%1 im Muster %2 von %3</translation>
    </message>
    <message>
        <source>a list of tokens in the manner of %1</source>
        <translation>eine Liste von Token in der Art von %1</translation>
    </message>
    <message>
        <source>a model without a type</source>
        <translation>ein Modell ohne Art</translation>
    </message>
    <message>
        <source>the model %1</source>
        <translation>das Modell %1</translation>
    </message>
    <message>
        <source>a sentencepiece file in the manner of %1</source>
        <translation>eine sentencepiece-Datei in der Art von %1</translation>
    </message>
    <message>
        <source>a sentencepiece file of whole words or characters</source>
        <translation>eine sentencepiece-Datei aus ganzen Wörtern oder Zeichen</translation>
    </message>
    <message>
        <source>%1 with behavior %2</source>
        <translation>%1 mit dem Verhalten %2</translation>
    </message>
    <message>
        <source>auto, float32 or bfloat16</source>
        <translation>auto, float32 oder bfloat16</translation>
    </message>
    <message>
        <source>false: the base model&apos;s own dropout is not part of this version</source>
        <translation>false: das eigene Dropout des Grundmodells gehört nicht zu dieser Version</translation>
    </message>
    <message>
        <source>the run cannot be deleted: %1</source>
        <translation>das Training lässt sich nicht löschen: %1</translation>
    </message>
</context>
<context>
    <name>ExportCard</name>
    <message numerus="yes">
        <source>Read back and proved: on %n made-up texts it answers like the tuned model (largest difference of a loss: %1).</source>
        <translation>
            <numerusform>Zurückgelesen und geprüft: An %n erdachten Text antwortet es wie das trainierte Modell (größter Unterschied eines Verlusts: %1).</numerusform>
            <numerusform>Zurückgelesen und geprüft: An %n erdachten Texten antwortet es wie das trainierte Modell (größter Unterschied eines Verlusts: %1).</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Read back and proved: on %n examples it answers like the tuned model (largest difference of a loss: %1).</source>
        <translation>
            <numerusform>Zurückgelesen und geprüft: An %n Beispiel antwortet es wie das trainierte Modell (größter Unterschied eines Verlusts: %1).</numerusform>
            <numerusform>Zurückgelesen und geprüft: An %n Beispielen antwortet es wie das trainierte Modell (größter Unterschied eines Verlusts: %1).</numerusform>
        </translation>
    </message>
    <message>
        <source>%1 on disk.</source>
        <translation>%1 auf dem Datenträger.</translation>
    </message>
</context>
<context>
    <name>ExportPage</name>
    <message>
        <source>This run cannot be exported</source>
        <translation>Dieses Training lässt sich nicht exportieren</translation>
    </message>
    <message>
        <source>Export</source>
        <translation>Exportieren</translation>
    </message>
    <message>
        <source>Take what was learnt with you, for Luthier on another computer or for other programs.</source>
        <translation>Nehmen Sie das Gelernte mit, für Luthier auf einem anderen Computer oder für andere Programme.</translation>
    </message>
    <message>
        <source>Which run</source>
        <translation>Welches Training</translation>
    </message>
    <message>
        <source>Nothing to export yet</source>
        <translation>Noch nichts zu exportieren</translation>
    </message>
    <message>
        <source>When a run is done, its result can be taken to other programs from here.</source>
        <translation>Wenn ein Training fertig ist, lässt sich sein Ergebnis von hier in andere Programme mitnehmen.</translation>
    </message>
    <message>
        <source>Start a run</source>
        <translation>Training starten</translation>
    </message>
    <message>
        <source>The base model&apos;s licence is %1.</source>
        <translation>Die Lizenz des Grundmodells ist %1.</translation>
    </message>
    <message>
        <source>It holds for what you make of the model too. Also ask yourself whether your examples may be passed on in this form.</source>
        <translation>Sie gilt auch für das, was Sie aus dem Modell machen. Überlegen Sie auch, ob Ihre Beispiele in dieser Form weitergegeben werden dürfen.</translation>
    </message>
    <message>
        <source>about %1</source>
        <translation>etwa %1</translation>
    </message>
    <message>
        <source>Works in: %1</source>
        <translation>Läuft in: %1</translation>
    </message>
    <message>
        <source>Exporting %1</source>
        <translation>%1 wird exportiert</translation>
    </message>
    <message>
        <source>Open folder</source>
        <translation>Ordner öffnen</translation>
    </message>
    <message>
        <source>Export…</source>
        <translation>Exportieren …</translation>
    </message>
    <message>
        <source>Open the folder of %1</source>
        <translation>Ordner von %1 öffnen</translation>
    </message>
    <message>
        <source>Export %1</source>
        <translation>%1 exportieren</translation>
    </message>
    <message>
        <source>Export to a new folder</source>
        <translation>In einen neuen Ordner exportieren</translation>
    </message>
    <message>
        <source>Stop</source>
        <translation>Anhalten</translation>
    </message>
    <message>
        <source>It is written, then read back to prove it.</source>
        <translation>Es wird geschrieben und zum Beweis wieder gelesen.</translation>
    </message>
    <message>
        <source>Not exported: %1</source>
        <translation>Nicht exportiert: %1</translation>
    </message>
    <message>
        <source>Written to %1</source>
        <translation>Geschrieben nach %1</translation>
    </message>
    <message>
        <source>&amp;Export</source>
        <translation>&amp;Exportieren</translation>
    </message>
    <message>
        <source>Exports go to %1 unless you choose another folder; Preferences change that.</source>
        <translation>Exporte kommen nach %1, wenn Sie keinen anderen Ordner wählen; in den Einstellungen lässt sich das ändern.</translation>
    </message>
    <message>
        <source>All runs</source>
        <translation>Alle Trainings</translation>
    </message>
</context>
<context>
    <name>Fixes</name>
    <message>
        <source>Save memory (slower)</source>
        <translation>Speicher sparen (langsamer)</translation>
    </message>
    <message numerus="yes">
        <source>Shorter texts (%n tokens)</source>
        <translation>
            <numerusform>Kürzere Texte (%n Token)</numerusform>
            <numerusform>Kürzere Texte (%n Token)</numerusform>
        </translation>
    </message>
    <message>
        <source>Back to the default: %1</source>
        <translation>Zurück zur Vorgabe: %1</translation>
    </message>
    <message>
        <source>Set %1 to %2</source>
        <translation>%1 auf %2 setzen</translation>
    </message>
</context>
<context>
    <name>Formats</name>
    <message>
        <source>recognise it</source>
        <translation>selbst erkennen</translation>
    </message>
    <message>
        <source>conversations (messages)</source>
        <translation>Gespräche (messages)</translation>
    </message>
    <message>
        <source>conversations (ShareGPT)</source>
        <translation>Gespräche (ShareGPT)</translation>
    </message>
    <message>
        <source>questions and answers</source>
        <translation>Fragen und Antworten</translation>
    </message>
    <message>
        <source>tasks and results (Alpaca)</source>
        <translation>Aufgaben und Ergebnisse (Alpaca)</translation>
    </message>
    <message>
        <source>plain texts</source>
        <translation>reine Texte</translation>
    </message>
    <message>
        <source>texts with a label</source>
        <translation>Texte mit Kategorie</translation>
    </message>
</context>
<context>
    <name>LabelWords</name>
    <message>
        <source>%1 to %2</source>
        <comment>two numbers</comment>
        <translation>%1 bis %2</translation>
    </message>
    <message numerus="yes">
        <source>It learns which of %n labels a text has.</source>
        <translation>
            <numerusform>Es lernt, ob ein Text %n Kategorie hat.</numerusform>
            <numerusform>Es lernt, welche von %n Kategorien ein Text hat.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>It learns which of %n labels a text has; it may have several.</source>
        <translation>
            <numerusform>Es lernt, ob ein Text %n Kategorie hat.</numerusform>
            <numerusform>Es lernt, welche von %n Kategorien ein Text hat; es können mehrere sein.</numerusform>
        </translation>
    </message>
    <message>
        <source>It learns to say a number for each text.</source>
        <translation>Es lernt, zu jedem Text eine Zahl zu sagen.</translation>
    </message>
</context>
<context>
    <name>MergedCard</name>
    <message>
        <source>Full model</source>
        <translation>Ganzes Modell</translation>
    </message>
    <message>
        <source>The base model with what was learnt folded in: one folder that needs nothing else.</source>
        <translation>Das Grundmodell mit eingearbeitetem Gelernten: ein Ordner, der sonst nichts braucht.</translation>
    </message>
    <message>
        <source>Luthier, and whatever opens a Hugging Face folder: Transformers, vLLM, LM Studio&apos;s and llama.cpp&apos;s converters.</source>
        <translation>Luthier und allem, was einen Hugging-Face-Ordner öffnet: Transformers, vLLM, die Umwandler von LM Studio und llama.cpp.</translation>
    </message>
    <message>
        <source>Luthier, and Transformers (AutoModelForSequenceClassification, its text-classification pipeline). Programs for conversations have no use for it.</source>
        <translation>Luthier und Transformers (AutoModelForSequenceClassification, dessen Pipeline text-classification). Programme für Gespräche können nichts damit anfangen.</translation>
    </message>
</context>
<context>
    <name>Models</name>
    <message>
        <source>Starter model</source>
        <translation>Startmodell</translation>
    </message>
    <message numerus="yes">
        <source>%1 and %n more languages</source>
        <translation>
            <numerusform>%1 und %n weitere Sprache</numerusform>
            <numerusform>%1 und %n weitere Sprachen</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>PeftCard</name>
    <message>
        <source>Adapter</source>
        <translation>Adapter</translation>
    </message>
    <message>
        <source>Only what was learnt. Small enough to send; it needs the base model beside it.</source>
        <translation>Nur das Gelernte. Klein genug zum Verschicken; das Grundmodell muss daneben liegen.</translation>
    </message>
    <message>
        <source>Luthier, and programs that load PEFT adapters: Transformers, vLLM, text-generation-webui.</source>
        <translation>Luthier und Programmen, die PEFT-Adapter laden: Transformers, vLLM, text-generation-webui.</translation>
    </message>
    <message>
        <source>The whole model was tuned, so there is no adapter.</source>
        <translation>Es wurde das ganze Modell trainiert, also gibt es keinen Adapter.</translation>
    </message>
    <message>
        <source>Luthier, and Transformers with PEFT (AutoModelForSequenceClassification). The labels&apos; names stand in labels.json beside it.</source>
        <translation>Luthier und Transformers mit PEFT (AutoModelForSequenceClassification). Die Namen der Kategorien stehen daneben in labels.json.</translation>
    </message>
</context>
<context>
    <name>Places</name>
    <message>
        <source>step %1</source>
        <translation>Schritt %1</translation>
    </message>
    <message>
        <source>%1, line %2</source>
        <translation>%1, Zeile %2</translation>
    </message>
</context>
<context>
    <name>Roles</name>
    <message>
        <source>Question</source>
        <translation>Frage</translation>
    </message>
    <message>
        <source>Answer</source>
        <translation>Antwort</translation>
    </message>
    <message>
        <source>Task</source>
        <translation>Aufgabe</translation>
    </message>
    <message>
        <source>Input to the task</source>
        <translation>Eingabe zur Aufgabe</translation>
    </message>
    <message>
        <source>Result of the task</source>
        <translation>Ergebnis der Aufgabe</translation>
    </message>
    <message>
        <source>Text</source>
        <translation>Text</translation>
    </message>
    <message>
        <source>Conversation</source>
        <translation>Gespräch</translation>
    </message>
    <message>
        <source>Instructions</source>
        <translation>Anweisungen</translation>
    </message>
    <message>
        <source>Tools</source>
        <translation>Werkzeuge</translation>
    </message>
    <message>
        <source>Label</source>
        <translation>Kategorie</translation>
    </message>
    <message>
        <source>Conversation (ShareGPT)</source>
        <translation>Gespräch (ShareGPT)</translation>
    </message>
</context>
<context>
    <name>Rows</name>
    <message>
        <source>Rows before and after</source>
        <translation>Zeilen vorher und nachher</translation>
    </message>
    <message>
        <source>Where</source>
        <translation>Wo</translation>
    </message>
    <message>
        <source>Before</source>
        <translation>Vorher</translation>
    </message>
    <message>
        <source>After</source>
        <translation>Nachher</translation>
    </message>
    <message>
        <source>left out</source>
        <translation>ausgelassen</translation>
    </message>
</context>
<context>
    <name>RunPage</name>
    <message>
        <source>Opening the run…</source>
        <translation>Training wird geöffnet …</translation>
    </message>
    <message>
        <source>New run</source>
        <translation>Neues Training</translation>
    </message>
    <message>
        <source>No run yet</source>
        <translation>Noch kein Training</translation>
    </message>
    <message>
        <source>Start one, and you can watch here how your model learns.</source>
        <translation>Starten Sie eines, und Sie können hier zusehen, wie Ihr Modell lernt.</translation>
    </message>
    <message>
        <source>Start a run</source>
        <translation>Training starten</translation>
    </message>
    <message>
        <source>The run could not start</source>
        <translation>Das Training konnte nicht beginnen</translation>
    </message>
    <message>
        <source>Change the settings</source>
        <translation>Einstellungen ändern</translation>
    </message>
    <message>
        <source>&amp;Run</source>
        <translation>T&amp;raining</translation>
    </message>
    <message>
        <source>This run cannot be opened</source>
        <translation>Dieses Training lässt sich nicht öffnen</translation>
    </message>
    <message>
        <source>All runs</source>
        <translation>Alle Trainings</translation>
    </message>
    <message>
        <source>Its folder is not there any more, or holds no run.</source>
        <translation>Sein Ordner ist nicht mehr da oder enthält kein Training.</translation>
    </message>
    <message>
        <source>Answers</source>
        <translation>Antworten</translation>
    </message>
    <message>
        <source>Mix-ups</source>
        <translation>Verwechslungen</translation>
    </message>
</context>
<context>
    <name>RunWords</name>
    <message>
        <source>Looking how good it has become, on examples it never saw…</source>
        <translation>Prüft an Beispielen, die es nie gesehen hat, wie gut es geworden ist…</translation>
    </message>
    <message>
        <source>It has learnt. The result is being written and proved…</source>
        <translation>Es hat gelernt. Das Ergebnis wird geschrieben und geprüft…</translation>
    </message>
    <message>
        <source>Learning has begun.</source>
        <translation>Das Lernen hat begonnen.</translation>
    </message>
    <message>
        <source>Learning well: loss fell from %1 to %2</source>
        <translation>Lernt gut: Der Verlust sank von %1 auf %2</translation>
    </message>
    <message>
        <source>Learning: loss is %1, it was %2 at the start</source>
        <translation>Lernt: Der Verlust ist %1, anfangs war er %2</translation>
    </message>
    <message>
        <source>Hardly learning: loss is still %1</source>
        <translation>Lernt kaum: Der Verlust ist immer noch %1</translation>
    </message>
    <message>
        <source>Looking how good the model is before it learns…</source>
        <translation>Es wird gemessen, wie gut das Modell vor dem Lernen ist …</translation>
    </message>
    <message>
        <source>%1, %2.</source>
        <comment>how it learns, time left</comment>
        <translation>%1, %2.</translation>
    </message>
    <message>
        <source>There were no examples set aside to measure with, so look at its answers.</source>
        <translation>Es waren keine Beispiele zum Messen zurückgelegt; sehen Sie sich die Antworten an.</translation>
    </message>
    <message>
        <source>On examples it never saw, nothing was better than the model as it was.</source>
        <translation>An nie gesehenen Beispielen war nichts besser als das ursprüngliche Modell.</translation>
    </message>
    <message>
        <source>On examples it never saw, loss fell from %1 to %2; best at step %3.</source>
        <translation>An nie gesehenen Beispielen sank der Verlust von %1 auf %2; am besten war Schritt %3.</translation>
    </message>
    <message>
        <source>It failed: %1</source>
        <translation>Das Training ist gescheitert: %1</translation>
    </message>
    <message>
        <source>nobody knows why.</source>
        <translation>die Ursache ist unbekannt.</translation>
    </message>
    <message>
        <source>step %1 of %2</source>
        <translation>Schritt %1 von %2</translation>
    </message>
    <message>
        <source>It may be memorising: on examples it never saw it was best at step %1 and has become worse since.</source>
        <translation>Vielleicht lernt es auswendig: An nie gesehenen Beispielen war es bei Schritt %1 am besten und wird seitdem schlechter.</translation>
    </message>
    <message>
        <source>The best point is kept whatever you do. You can stop now and use it.</source>
        <translation>Der beste Stand bleibt in jedem Fall erhalten. Sie können jetzt anhalten und ihn verwenden.</translation>
    </message>
    <message>
        <source>The loss is no number any more: the run has broken down.</source>
        <translation>Der Verlust ist keine Zahl mehr: Das Training ist zusammengebrochen.</translation>
    </message>
    <message>
        <source>Stop, and train again with half the learning strength.</source>
        <translation>Halten Sie an und trainieren Sie noch einmal mit halber Lernstärke.</translation>
    </message>
    <message>
        <source>It is getting worse: loss rose from %1 to %2.</source>
        <translation>Es wird schlechter: Der Verlust stieg von %1 auf %2.</translation>
    </message>
    <message>
        <source>The disk is nearly full: %1 left.</source>
        <translation>Der Datenträger ist fast voll: noch %1 frei.</translation>
    </message>
    <message>
        <source>Free some space soon, or saving will fail and the run stops.</source>
        <translation>Schaffen Sie bald Platz, sonst scheitert das Sichern und das Training hält an.</translation>
    </message>
    <message>
        <source>no number</source>
        <translation>keine Zahl</translation>
    </message>
    <message>
        <source>%1 left</source>
        <comment>a duration</comment>
        <translation>noch %1</translation>
    </message>
    <message>
        <source>%1 left (%2 to %3)</source>
        <comment>a duration, its bounds</comment>
        <translation>noch %1 (%2 bis %3)</translation>
    </message>
    <message>
        <source>Done. %1</source>
        <translation>Fertig. %1</translation>
    </message>
    <message>
        <source>Done early, as nothing was gained any more. %1</source>
        <translation>Vorzeitig fertig, weil nichts mehr zu gewinnen war. %1</translation>
    </message>
    <message>
        <source>Stopped at %1. What was learnt is kept, and it can go on from there.</source>
        <translation>Angehalten bei %1. Das Gelernte ist gesichert, und es kann von dort weitergehen.</translation>
    </message>
    <message>
        <source>Stopped before its first step: nothing was learnt yet. It can begin again.</source>
        <translation>Angehalten vor dem ersten Schritt: Gelernt wurde noch nichts. Das Training kann von vorn beginnen.</translation>
    </message>
    <message>
        <source>It ended unexpectedly at %1, before anything was saved. It can begin again.</source>
        <translation>Unerwartet beendet bei %1, bevor etwas gesichert war. Es kann von vorn beginnen.</translation>
    </message>
    <message>
        <source>Stopped at %1, because disk or memory ran out. It can go on when there is room.</source>
        <translation>Angehalten bei %1, weil Datenträger oder Arbeitsspeicher voll waren. Es kann weitergehen, sobald Platz ist.</translation>
    </message>
    <message>
        <source>It ended unexpectedly at %1. Everything up to the last saved state is kept, and it can go on from there.</source>
        <translation>Unerwartet beendet bei %1. Alles bis zum letzten gesicherten Stand ist erhalten, und es kann von dort weitergehen.</translation>
    </message>
    <message>
        <source>Getting ready: reading the examples and the model…</source>
        <translation>Vorbereitung: Beispiele und Modell werden gelesen …</translation>
    </message>
    <message>
        <source>Paused after %1.</source>
        <translation>Pause nach %1.</translation>
    </message>
    <message>
        <source>Stopping after this step; what was learnt is being kept…</source>
        <translation>Hält nach diesem Schritt an; das Gelernte wird gesichert …</translation>
    </message>
    <message>
        <source>Stopping…</source>
        <translation>Hält an …</translation>
    </message>
    <message>
        <source>running</source>
        <translation>läuft</translation>
    </message>
    <message>
        <source>paused</source>
        <translation>pausiert</translation>
    </message>
    <message>
        <source>done early</source>
        <translation>vorzeitig fertig</translation>
    </message>
    <message>
        <source>done</source>
        <translation>fertig</translation>
    </message>
    <message>
        <source>stopped</source>
        <translation>angehalten</translation>
    </message>
    <message>
        <source>failed</source>
        <translation>gescheitert</translation>
    </message>
    <message>
        <source>ended unexpectedly</source>
        <translation>unerwartet beendet</translation>
    </message>
    <message>
        <source>cannot be read</source>
        <translation>nicht lesbar</translation>
    </message>
    <message>
        <source>Learning: on examples it never saw, %1 are right; at the start it was %2</source>
        <translation>Es lernt: An nie gesehenen Beispielen sind %1 richtig, am Anfang waren es %2</translation>
    </message>
    <message>
        <source>Learning: on examples it never saw, it is off by %1 on average; at the start by %2</source>
        <translation>Es lernt: An nie gesehenen Beispielen liegt es im Mittel um %1 daneben, am Anfang um %2</translation>
    </message>
    <message>
        <source>On examples it never saw, %1 are right, at the start it was %2; best at step %3.</source>
        <translation>An nie gesehenen Beispielen sind %1 richtig, am Anfang waren es %2; am besten bei Schritt %3.</translation>
    </message>
    <message>
        <source>Always answering the most frequent label would be right in %1.</source>
        <translation>Immer die häufigste Kategorie zu nennen wäre in %1 richtig.</translation>
    </message>
    <message>
        <source>On examples it never saw, it is off by %1 on average, at the start by %2; best at step %3.</source>
        <translation>An nie gesehenen Beispielen liegt es im Mittel um %1 daneben, am Anfang um %2; am besten bei Schritt %3.</translation>
    </message>
</context>
<context>
    <name>RunsPage</name>
    <message>
        <source>Runs</source>
        <translation>Trainings</translation>
    </message>
    <message>
        <source>Search names, tags, notes…</source>
        <translation>Namen, Notizen suchen …</translation>
    </message>
    <message>
        <source>Search runs</source>
        <translation>Trainings suchen</translation>
    </message>
    <message>
        <source>Which runs are shown</source>
        <translation>Welche Trainings gezeigt werden</translation>
    </message>
    <message>
        <source>All</source>
        <translation>Alle</translation>
    </message>
    <message>
        <source>Running</source>
        <translation>Laufende</translation>
    </message>
    <message>
        <source>Done</source>
        <translation>Fertige</translation>
    </message>
    <message>
        <source>Unfinished</source>
        <translation>Unfertige</translation>
    </message>
    <message>
        <source>Co&amp;mpare</source>
        <translation>Ver&amp;gleichen</translation>
    </message>
    <message>
        <source>&amp;Delete</source>
        <translation>Lös&amp;chen</translation>
    </message>
    <message>
        <source>Reading the history…</source>
        <translation>Verlauf wird gelesen …</translation>
    </message>
    <message>
        <source>No runs yet</source>
        <translation>Noch keine Trainings</translation>
    </message>
    <message>
        <source>Each run you start is kept here, with everything needed to look at it, compare it or do it again.</source>
        <translation>Jedes Training, das Sie starten, bleibt hier erhalten, mit allem, was man zum Ansehen, Vergleichen oder Wiederholen braucht.</translation>
    </message>
    <message>
        <source>Start a run</source>
        <translation>Training starten</translation>
    </message>
    <message>
        <source>No run fits</source>
        <translation>Kein Training passt</translation>
    </message>
    <message>
        <source>Search for something else, or show all of them.</source>
        <translation>Suchen Sie etwas anderes, oder zeigen Sie alle.</translation>
    </message>
    <message>
        <source>Show all</source>
        <translation>Alle zeigen</translation>
    </message>
    <message>
        <source>Choose two to six runs, with Ctrl or Shift.</source>
        <translation>Wählen Sie mit Strg oder Umschalt zwei bis sechs Trainings.</translation>
    </message>
    <message numerus="yes">
        <source>%n runs were moved to the trash.</source>
        <translation>
            <numerusform>%n Training wurde in den Papierkorb gelegt.</numerusform>
            <numerusform>%n Trainings wurden in den Papierkorb gelegt.</numerusform>
        </translation>
    </message>
    <message>
        <source>Und&amp;o</source>
        <translation>Rüc&amp;kgängig</translation>
    </message>
    <message>
        <source>R&amp;uns</source>
        <translation>&amp;Trainings</translation>
    </message>
    <message>
        <source>&amp;Open</source>
        <translation>Ö&amp;ffnen</translation>
    </message>
    <message>
        <source>&amp;Try it</source>
        <translation>Aus&amp;probieren</translation>
    </message>
    <message>
        <source>&amp;Export</source>
        <translation>&amp;Exportieren</translation>
    </message>
    <message>
        <source>Run &amp;again</source>
        <translation>Noch ein&amp;mal</translation>
    </message>
    <message>
        <source>&amp;Rename</source>
        <translation>&amp;Umbenennen</translation>
    </message>
</context>
<context>
    <name>SavePlot</name>
    <message>
        <source>Not saved</source>
        <translation>Nicht gesichert</translation>
    </message>
    <message>
        <source>%1 could not be written: %2</source>
        <translation>%1 konnte nicht geschrieben werden: %2</translation>
    </message>
    <message>
        <source>Save image</source>
        <translation>Bild sichern</translation>
    </message>
    <message>
        <source>Images (*.png)</source>
        <translation>Bilder (*.png)</translation>
    </message>
    <message>
        <source>the folder is not writable or the disk is full.</source>
        <translation>der Ordner ist nicht beschreibbar oder der Datenträger voll.</translation>
    </message>
    <message>
        <source>Save numbers</source>
        <translation>Zahlen sichern</translation>
    </message>
    <message>
        <source>Tables (*.csv)</source>
        <translation>Tabellen (*.csv)</translation>
    </message>
    <message>
        <source>Numbers of %1</source>
        <translation>Zahlen zu %1</translation>
    </message>
    <message>
        <source>Save the curve or show it as a table</source>
        <translation>Kurve sichern oder als Tabelle zeigen</translation>
    </message>
    <message>
        <source>Save &amp;image…</source>
        <translation>&amp;Bild sichern …</translation>
    </message>
    <message>
        <source>Save &amp;numbers (CSV)…</source>
        <translation>&amp;Zahlen sichern (CSV) …</translation>
    </message>
    <message>
        <source>Show as &amp;table</source>
        <translation>Als &amp;Tabelle zeigen</translation>
    </message>
</context>
<context>
    <name>Sections</name>
    <message>
        <source>Model</source>
        <translation>Modell</translation>
    </message>
    <message>
        <source>Data</source>
        <translation>Daten</translation>
    </message>
    <message>
        <source>What is learnt</source>
        <translation>Was gelernt wird</translation>
    </message>
    <message>
        <source>Method</source>
        <translation>Verfahren</translation>
    </message>
    <message>
        <source>Training</source>
        <translation>Training</translation>
    </message>
    <message>
        <source>Run</source>
        <translation>Training</translation>
    </message>
</context>
<context>
    <name>Settings</name>
    <message numerus="yes">
        <source>%n passes</source>
        <comment>over the examples</comment>
        <translation>
            <numerusform>%n Durchgang</numerusform>
            <numerusform>%n Durchgänge</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n steps</source>
        <translation>
            <numerusform>%n Schritt</numerusform>
            <numerusform>%n Schritte</numerusform>
        </translation>
    </message>
    <message>
        <source>%1 passes</source>
        <translation>%1 Durchgänge</translation>
    </message>
    <message>
        <source>very gently</source>
        <translation>sehr sanft</translation>
    </message>
    <message>
        <source>gently</source>
        <translation>sanft</translation>
    </message>
    <message>
        <source>as usual</source>
        <translation>wie üblich</translation>
    </message>
    <message>
        <source>strongly</source>
        <translation>kräftig</translation>
    </message>
    <message>
        <source>very strongly</source>
        <translation>sehr kräftig</translation>
    </message>
    <message>
        <source>rate %1</source>
        <translation>Rate %1</translation>
    </message>
    <message numerus="yes">
        <source>%n tokens</source>
        <translation>
            <numerusform>%n Token</numerusform>
            <numerusform>%n Token</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>Starters</name>
    <message>
        <source>Teach a style</source>
        <translation>Einen Stil lehren</translation>
    </message>
    <message>
        <source>The model answers in your tone, your length, your form. From examples of good answers.</source>
        <translation>Das Modell antwortet in Ihrem Ton, Ihrer Länge, Ihrer Form. Aus Beispielen guter Antworten.</translation>
    </message>
    <message>
        <source>Answer from my examples</source>
        <translation>Aus meinen Beispielen antworten</translation>
    </message>
    <message>
        <source>Questions and answers of yours, in a table. The model learns to answer such questions.</source>
        <translation>Ihre Fragen und Antworten in einer Tabelle. Das Modell lernt, solche Fragen zu beantworten.</translation>
    </message>
    <message>
        <source>Learn a subject&apos;s language</source>
        <translation>Die Sprache eines Fachs lernen</translation>
    </message>
    <message>
        <source>Documents of your field, as plain text. The model picks up its words and manner.</source>
        <translation>Texte aus Ihrem Fach. Das Modell nimmt deren Wörter und Ausdrucksweise an.</translation>
    </message>
    <message>
        <source>Sort texts into kinds</source>
        <translation>Texte in Arten ordnen</translation>
    </message>
    <message>
        <source>Messages with a label each, in a table. The model learns to say which label a new one has, and how sure it is.</source>
        <translation>Nachrichten mit je einer Kategorie, in einer Tabelle. Das Modell lernt zu sagen, welche Kategorie eine neue hat und wie sicher es ist.</translation>
    </message>
</context>
<context>
    <name>TryItPage</name>
    <message>
        <source>Try it</source>
        <translation>Ausprobieren</translation>
    </message>
    <message>
        <source>Which run</source>
        <translation>Welches Training</translation>
    </message>
    <message>
        <source>Your question</source>
        <translation>Ihre Frage</translation>
    </message>
    <message>
        <source>Ask both models the same thing…</source>
        <translation>Fragen Sie beide Modelle dasselbe …</translation>
    </message>
    <message>
        <source>Temperature</source>
        <translation>Temperatur</translation>
    </message>
    <message>
        <source>0 always takes the likeliest word; higher is more varied.</source>
        <translation>0 nimmt immer das wahrscheinlichste Wort; höher ist abwechslungsreicher.</translation>
    </message>
    <message>
        <source>Seed</source>
        <translation>Startzahl</translation>
    </message>
    <message>
        <source>The same seed gives the same answer again.</source>
        <translation>Dieselbe Startzahl gibt wieder dieselbe Antwort.</translation>
    </message>
    <message>
        <source>Longest answer</source>
        <translation>Längste Antwort</translation>
    </message>
    <message>
        <source>&amp;Stop</source>
        <translation>&amp;Anhalten</translation>
    </message>
    <message>
        <source>Ask &amp;both</source>
        <translation>&amp;Beide fragen</translation>
    </message>
    <message>
        <source>As it was</source>
        <translation>Wie es war</translation>
    </message>
    <message>
        <source>Tuned</source>
        <translation>Trainiert</translation>
    </message>
    <message>
        <source>Answer of the model as it was</source>
        <translation>Antwort des ursprünglichen Modells</translation>
    </message>
    <message>
        <source>Answer of the tuned model</source>
        <translation>Antwort des trainierten Modells</translation>
    </message>
    <message>
        <source>&amp;Left is better</source>
        <translation>L&amp;inks ist besser</translation>
    </message>
    <message>
        <source>The sa&amp;me</source>
        <translation>&amp;Gleich</translation>
    </message>
    <message>
        <source>R&amp;ight is better</source>
        <translation>Re&amp;chts ist besser</translation>
    </message>
    <message>
        <source>This run cannot be opened</source>
        <translation>Dieses Training lässt sich nicht öffnen</translation>
    </message>
    <message>
        <source>Nothing to try yet</source>
        <translation>Noch nichts auszuprobieren</translation>
    </message>
    <message>
        <source>When a run is done, you can ask the model before and after the same question here.</source>
        <translation>Wenn ein Training fertig ist, können Sie hier das Modell vorher und nachher dasselbe fragen.</translation>
    </message>
    <message>
        <source>Start a run</source>
        <translation>Training starten</translation>
    </message>
    <message>
        <source>“%1” has no result yet</source>
        <translation>„%1“ hat noch kein Ergebnis</translation>
    </message>
    <message>
        <source>This run began from noise: there is no model as it was.</source>
        <translation>Dieses Training begann mit zufälligen Gewichten: Es gibt kein ursprüngliches Modell.</translation>
    </message>
    <message>
        <source>A run is going on, so answers take longer.</source>
        <translation>Ein Training läuft, darum dauern Antworten länger.</translation>
    </message>
    <message>
        <source>No answer: %1</source>
        <translation>Keine Antwort: %1</translation>
    </message>
    <message>
        <source>Which answer is better? Your verdicts are kept with the run.</source>
        <translation>Welche Antwort ist besser? Ihre Urteile bleiben beim Training erhalten.</translation>
    </message>
    <message>
        <source>Your verdicts so far: %1 for the model as it was, %2 the same, %3 for the tuned one.</source>
        <translation>Ihre Urteile bisher: %1 für das ursprüngliche Modell, %2 gleich, %3 für das trainierte.</translation>
    </message>
    <message>
        <source>&amp;Try it</source>
        <translation>Aus&amp;probieren</translation>
    </message>
    <message>
        <source>Take an e&amp;xample</source>
        <translation>Ein Bei&amp;spiel nehmen</translation>
    </message>
    <message>
        <source>Its answer appears here.</source>
        <translation>Hier erscheint seine Antwort.</translation>
    </message>
    <message>
        <source>A text that both models shall say the label of…</source>
        <translation>Ein Text, zu dem beide Modelle die Kategorie sagen sollen …</translation>
    </message>
    <message>
        <source>All runs</source>
        <translation>Alle Trainings</translation>
    </message>
    <message>
        <source>Open the run</source>
        <translation>Training öffnen</translation>
    </message>
    <message>
        <source>It saved nothing so far. Let it train on until it has, or is done.</source>
        <translation>Es hat noch nichts gespeichert. Lassen Sie es weiterlaufen, bis es gespeichert hat oder fertig ist.</translation>
    </message>
    <message>
        <source>Getting ready what “%1” has learnt so far…</source>
        <translation>Was „%1“ bisher gelernt hat, wird vorbereitet …</translation>
    </message>
    <message>
        <source>This is done once. The run stays as it is and can be continued.</source>
        <translation>Das geschieht einmal. Das Training bleibt, wie es ist, und kann fortgesetzt werden.</translation>
    </message>
    <message>
        <source>Tuned so far</source>
        <translation>Bisher trainiert</translation>
    </message>
</context>
<context>
    <name>Words</name>
    <message numerus="yes">
        <source>%n bytes</source>
        <translation>
            <numerusform>%n Byte</numerusform>
            <numerusform>%n Byte</numerusform>
        </translation>
    </message>
    <message>
        <source>%1 kB</source>
        <translation>%1 kB</translation>
    </message>
    <message>
        <source>%1 MB</source>
        <translation>%1 MB</translation>
    </message>
    <message>
        <source>%1 GB</source>
        <translation>%1 GB</translation>
    </message>
    <message>
        <source>under a minute</source>
        <translation>unter einer Minute</translation>
    </message>
    <message numerus="yes">
        <source>about %n minutes</source>
        <translation>
            <numerusform>etwa eine Minute</numerusform>
            <numerusform>etwa %n Minuten</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>about %n days</source>
        <translation>
            <numerusform>etwa einen Tag</numerusform>
            <numerusform>etwa %n Tage</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>about %n hours</source>
        <translation>
            <numerusform>etwa eine Stunde</numerusform>
            <numerusform>etwa %n Stunden</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%1 %n minutes</source>
        <comment>about 2 hours 20 minutes</comment>
        <translation>
            <numerusform>%1 %n Minute</numerusform>
            <numerusform>%1 %n Minuten</numerusform>
        </translation>
    </message>
    <message>
        <source>%1 s</source>
        <translation>%1 s</translation>
    </message>
    <message>
        <source>%1 min</source>
        <translation>%1 min</translation>
    </message>
    <message>
        <source>%1 h %2 min</source>
        <translation>%1 Std. %2 min</translation>
    </message>
    <message>
        <source>just now</source>
        <translation>gerade eben</translation>
    </message>
    <message numerus="yes">
        <source>%n minutes ago</source>
        <translation>
            <numerusform>vor einer Minute</numerusform>
            <numerusform>vor %n Minuten</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n hours ago</source>
        <translation>
            <numerusform>vor einer Stunde</numerusform>
            <numerusform>vor %n Stunden</numerusform>
        </translation>
    </message>
    <message>
        <source>yesterday</source>
        <translation>gestern</translation>
    </message>
    <message numerus="yes">
        <source>%n days ago</source>
        <translation>
            <numerusform>vor einem Tag</numerusform>
            <numerusform>vor %n Tagen</numerusform>
        </translation>
    </message>
    <message>
        <source>%1 million</source>
        <translation>%1 Millionen</translation>
    </message>
    <message>
        <source>%1 billion</source>
        <translation>%1 Milliarden</translation>
    </message>
    <message>
        <source>%1 %</source>
        <comment>percent</comment>
        <translation>%1 %</translation>
    </message>
    <message>
        <source>no number</source>
        <translation>keine Zahl</translation>
    </message>
</context>
<context>
    <name>luthier::ui::AnswerList</name>
    <message>
        <source>(nothing)</source>
        <translation>(nichts)</translation>
    </message>
    <message>
        <source>Answers to a few examples appear here as the model learns, so that you can watch it change.</source>
        <translation>Hier erscheinen Antworten auf einige Beispiele, während das Modell lernt; so sehen Sie, wie es sich verändert.</translation>
    </message>
    <message>
        <source>What it answers</source>
        <translation>Was es antwortet</translation>
    </message>
    <message>
        <source>Answers</source>
        <translation>Antworten</translation>
    </message>
    <message>
        <source>After which step</source>
        <translation>Nach welchem Schritt</translation>
    </message>
    <message>
        <source>Before</source>
        <translation>Vorher</translation>
    </message>
    <message>
        <source>after step %1</source>
        <translation>nach Schritt %1</translation>
    </message>
    <message>
        <source>Now</source>
        <translation>Jetzt</translation>
    </message>
</context>
<context>
    <name>luthier::ui::AnswerSide</name>
    <message>
        <source>How likely each label is</source>
        <translation>Wie wahrscheinlich jede Kategorie ist</translation>
    </message>
    <message>
        <source>%1 (%2)</source>
        <comment>a label, how likely it is</comment>
        <translation>%1 (%2)</translation>
    </message>
    <message>
        <source>none of them</source>
        <translation>keines davon</translation>
    </message>
</context>
<context>
    <name>luthier::ui::Bubbles</name>
    <message>
        <source>Instructions</source>
        <translation>Anweisungen</translation>
    </message>
    <message>
        <source>Person</source>
        <translation>Person</translation>
    </message>
    <message>
        <source>Tool</source>
        <translation>Werkzeug</translation>
    </message>
    <message>
        <source>Text</source>
        <translation>Text</translation>
    </message>
    <message>
        <source>Model</source>
        <translation>Modell</translation>
    </message>
    <message>
        <source>Label</source>
        <translation>Kategorie</translation>
    </message>
    <message>
        <source>%1 (this is learnt)</source>
        <comment>who says something</comment>
        <translation>%1 (das wird gelernt)</translation>
    </message>
</context>
<context>
    <name>luthier::ui::CheckStep</name>
    <message>
        <source>Is everything right?</source>
        <translation>Stimmt alles?</translation>
    </message>
    <message>
        <source>All that can be known before the first step.</source>
        <translation>Alles, was sich vor dem ersten Schritt sagen lässt.</translation>
    </message>
    <message>
        <source>Looking at the model, every example, memory and disk…</source>
        <translation>Modell, alle Beispiele, Speicher und Datenträger werden geprüft …</translation>
    </message>
    <message>
        <source>The check is still going on.</source>
        <translation>Die Prüfung läuft noch.</translation>
    </message>
    <message>
        <source>Something stops the run: see what is marked &quot;Stops here&quot;.</source>
        <translation>Etwas hält das Training auf: siehe „Hält auf“.</translation>
    </message>
    <message>
        <source>stops here</source>
        <translation>hält auf</translation>
    </message>
    <message>
        <source>all well</source>
        <translation>alles gut</translation>
    </message>
    <message>
        <source>worth a look</source>
        <translation>einen Blick wert</translation>
    </message>
    <message>
        <source>Stops here. %1</source>
        <translation>Hält auf. %1</translation>
    </message>
    <message>
        <source>Look. %1</source>
        <translation>Ansehen. %1</translation>
    </message>
    <message>
        <source>Fix it: %1</source>
        <translation>Beheben: %1</translation>
    </message>
    <message>
        <source>OK. The model and the examples can be read.</source>
        <translation>Gut. Modell und Beispiele sind lesbar.</translation>
    </message>
    <message>
        <source>OK. It fits into memory.</source>
        <translation>Gut. Es passt in den Speicher.</translation>
    </message>
    <message>
        <source>The run will need about %1; %2 are free.</source>
        <translation>Das Training braucht etwa %1; %2 sind frei.</translation>
    </message>
    <message>
        <source>OK. It will take %1.</source>
        <translation>Gut. Es dauert %1.</translation>
    </message>
    <message>
        <source>You can stop at any time and keep what was learnt.</source>
        <translation>Sie können jederzeit anhalten und behalten, was gelernt wurde.</translation>
    </message>
    <message>
        <source>Check</source>
        <translation>Prüfung</translation>
    </message>
    <message>
        <source>The numbers lie between %1 and %2.</source>
        <translation>Die Zahlen liegen zwischen %1 und %2.</translation>
    </message>
    <message>
        <source>OK. %1</source>
        <translation>Gut. %1</translation>
    </message>
    <message>
        <source>Na&amp;me of the run:</source>
        <translation>Na&amp;me des Trainings:</translation>
    </message>
    <message>
        <source>Name of the run</source>
        <translation>Name des Trainings</translation>
    </message>
    <message>
        <source>run</source>
        <comment>what a run is called</comment>
        <translation>Training</translation>
    </message>
    <message numerus="yes">
        <source>%Ln examples are learnt.</source>
        <translation>
            <numerusform>%Ln Beispiel wird gelernt.</numerusform>
            <numerusform>%Ln Beispiele werden gelernt.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln are held out to see whether the model really gets better.</source>
        <translation>
            <numerusform>%Ln bleibt zurück, um zu sehen, ob das Modell wirklich besser wird.</numerusform>
            <numerusform>%Ln bleiben zurück, um zu sehen, ob das Modell wirklich besser wird.</numerusform>
        </translation>
    </message>
    <message>
        <source>None are held out.</source>
        <translation>Keines bleibt zurück.</translation>
    </message>
    <message numerus="yes">
        <source>“%1” is learnt from %Ln examples, the rarest, “%2”, from %3.</source>
        <translation>
            <numerusform>„%1“ wird aus %Ln Beispiel gelernt, das seltenste, „%2“, aus %3.</numerusform>
            <numerusform>„%1“ wird aus %Ln Beispielen gelernt, das seltenste, „%2“, aus %3.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>luthier::ui::ChildRun</name>
    <message>
        <source>The training program %1 cannot be started: %2</source>
        <translation>Das Trainingsprogramm %1 lässt sich nicht starten: %2</translation>
    </message>
    <message>
        <source>Install Luthier again, or let training run inside the window (Preferences).</source>
        <translation>Installieren Sie Luthier neu, oder lassen Sie im Fenster selbst trainieren (Einstellungen).</translation>
    </message>
    <message>
        <source>The training process ended unexpectedly. The computer may have run out of memory, or another program ended it.</source>
        <translation>Der Trainingsprozess wurde unerwartet beendet. Vielleicht reichte der Arbeitsspeicher nicht, oder ein anderes Programm hat ihn beendet.</translation>
    </message>
    <message>
        <source>Everything up to the last saved state is kept. Continue from there, or choose a smaller model if it happens again.</source>
        <translation>Alles bis zum letzten gesicherten Stand ist erhalten. Machen Sie dort weiter, oder wählen Sie ein kleineres Modell, wenn es wieder geschieht.</translation>
    </message>
</context>
<context>
    <name>luthier::ui::CleaningPanel</name>
    <message>
        <source>What could be cleaned</source>
        <translation>Was sich bereinigen lässt</translation>
    </message>
    <message>
        <source>Cleaning a copy…</source>
        <translation>Eine Kopie wird bereinigt …</translation>
    </message>
    <message>
        <source>Looking through the rows for what could be cleaned…</source>
        <translation>Die Zeilen werden durchgesehen, ob etwas zu bereinigen ist …</translation>
    </message>
    <message numerus="yes">
        <source>Nothing to clean was found in %n rows.</source>
        <translation>
            <numerusform>In %n Zeile war nichts zu bereinigen.</numerusform>
            <numerusform>In %n Zeilen war nichts zu bereinigen.</numerusform>
        </translation>
    </message>
    <message>
        <source>Your file stays as it is; the run learns from the cleaned copy.</source>
        <translation>Ihre Datei bleibt, wie sie ist; das Training lernt aus der bereinigten Kopie.</translation>
    </message>
    <message>
        <source>Not looked for: %1 (this needs %2).</source>
        <translation>Nicht gesucht: %1 (dazu gehört %2).</translation>
    </message>
    <message numerus="yes">
        <source>%n rows</source>
        <translation>
            <numerusform>%n Zeile</numerusform>
            <numerusform>%n Zeilen</numerusform>
        </translation>
    </message>
    <message>
        <source>applied</source>
        <translation>angewandt</translation>
    </message>
    <message>
        <source>ignored</source>
        <translation>übergangen</translation>
    </message>
    <message>
        <source>%1: %2</source>
        <translation>%1: %2</translation>
    </message>
    <message>
        <source>They %1. &quot;Apply&quot; %2.</source>
        <translation>Sie %1. „Anwenden“ %2.</translation>
    </message>
    <message>
        <source>Show</source>
        <translation>Zeigen</translation>
    </message>
    <message>
        <source>Apply</source>
        <translation>Anwenden</translation>
    </message>
    <message>
        <source>Ignore</source>
        <translation>Übergehen</translation>
    </message>
    <message>
        <source>Undo</source>
        <translation>Rückgängig</translation>
    </message>
    <message numerus="yes">
        <source>%n rows were changed.</source>
        <translation>
            <numerusform>%n Zeile wurde geändert.</numerusform>
            <numerusform>%n Zeilen wurden geändert.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n rows were left out.</source>
        <translation>
            <numerusform>%n Zeile wurde ausgelassen.</numerusform>
            <numerusform>%n Zeilen wurden ausgelassen.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>luthier::ui::ConfusionTable</name>
    <message>
        <source>What it takes for what</source>
        <translation>Was es wofür hält</translation>
    </message>
    <message>
        <source>Rows: the right label. Columns: what was answered. On examples it never saw.</source>
        <translation>Zeilen: was richtig ist. Spalten: was geantwortet wurde. An nie gesehenen Beispielen.</translation>
    </message>
    <message>
        <source>%1 of %2 with the label “%3” were answered “%4”</source>
        <translation>%1 von %2, bei denen „%3“ richtig ist, wurden mit „%4“ beantwortet</translation>
    </message>
    <message numerus="yes">
        <source>%n times “%1” was answered where “%2” is right.</source>
        <translation>
            <numerusform>%n-mal wurde „%1“ geantwortet, wo „%2“ richtig ist.</numerusform>
            <numerusform>%n-mal wurde „%1“ geantwortet, wo „%2“ richtig ist.</numerusform>
        </translation>
    </message>
    <message>
        <source>Every answer was right.</source>
        <translation>Jede Antwort war richtig.</translation>
    </message>
</context>
<context>
    <name>luthier::ui::CurvePlot</name>
    <message>
        <source>step</source>
        <translation>Schritt</translation>
    </message>
    <message>
        <source>time of training</source>
        <translation>Trainingszeit</translation>
    </message>
    <message>
        <source>examples seen</source>
        <translation>gesehene Beispiele</translation>
    </message>
    <message>
        <source>step %1</source>
        <translation>Schritt %1</translation>
    </message>
    <message>
        <source>%1 %2</source>
        <comment>name of a line, its value</comment>
        <translation>%1 %2</translation>
    </message>
    <message>
        <source>best: %1</source>
        <comment>a loss</comment>
        <translation>am besten: %1</translation>
    </message>
    <message numerus="yes">
        <source>%Ln examples</source>
        <translation>
            <numerusform>%Ln Beispiel</numerusform>
            <numerusform>%Ln Beispiele</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>luthier::ui::CurveTable</name>
    <message>
        <source>Step</source>
        <translation>Schritt</translation>
    </message>
    <message>
        <source>Seconds</source>
        <translation>Sekunden</translation>
    </message>
</context>
<context>
    <name>luthier::ui::DataStep</name>
    <message>
        <source>What shall it learn from?</source>
        <translation>Woraus soll es lernen?</translation>
    </message>
    <message>
        <source>Examples in a table (CSV, TSV), JSON, JSON lines, or texts. Your file is never changed.</source>
        <translation>Beispiele in einer Tabelle (CSV, TSV), JSON, JSON-Zeilen oder Texte. Ihre Datei wird nie verändert.</translation>
    </message>
    <message>
        <source>Choose a file with examples first.</source>
        <translation>Wählen Sie zuerst eine Datei mit Beispielen.</translation>
    </message>
    <message>
        <source>No example of this file can be read yet.</source>
        <translation>Noch kein Beispiel dieser Datei ist lesbar.</translation>
    </message>
    <message numerus="yes">
        <source>%1 and %n more</source>
        <translation>
            <numerusform>%1 und %n weitere</numerusform>
            <numerusform>%1 und %n weitere</numerusform>
        </translation>
    </message>
    <message>
        <source>Choose &amp;files…</source>
        <translation>&amp;Dateien wählen …</translation>
    </message>
    <message>
        <source>Use the &amp;sample</source>
        <translation>Das &amp;Beispiel nehmen</translation>
    </message>
    <message>
        <source>Format of the rows</source>
        <translation>Format der Zeilen</translation>
    </message>
    <message>
        <source>Form&amp;at:</source>
        <translation>Form&amp;at:</translation>
    </message>
    <message>
        <source>Files with examples</source>
        <translation>Dateien mit Beispielen</translation>
    </message>
    <message>
        <source>Examples (*.csv *.tsv *.json *.jsonl *.ndjson *.txt *.md *.gz *.zst);;All files (*)</source>
        <translation>Beispiele (*.csv *.tsv *.json *.jsonl *.ndjson *.txt *.md *.gz *.zst);;Alle Dateien (*)</translation>
    </message>
    <message>
        <source>Drop a file here</source>
        <translation>Ziehen Sie eine Datei hierher</translation>
    </message>
    <message>
        <source>Reading the file…</source>
        <translation>Die Datei wird gelesen …</translation>
    </message>
    <message numerus="yes">
        <source>%1: %n examples</source>
        <translation>
            <numerusform>%1: %n Beispiel</numerusform>
            <numerusform>%1: %n Beispiele</numerusform>
        </translation>
    </message>
    <message>
        <source>recognised: %1</source>
        <translation>erkannt: %1</translation>
    </message>
    <message>
        <source>The columns were matched by their names.</source>
        <translation>Die Spalten wurden nach ihren Namen zugeordnet.</translation>
    </message>
    <message>
        <source>Look whether that is right; each can be changed above its column.</source>
        <translation>Sehen Sie nach, ob das stimmt; jede lässt sich über ihrer Spalte ändern.</translation>
    </message>
    <message numerus="yes">
        <source>… and %n more kinds of problems</source>
        <translation>
            <numerusform>… und %n weitere Art von Problemen</numerusform>
            <numerusform>… und %n weitere Arten von Problemen</numerusform>
        </translation>
    </message>
    <message>
        <source>Data</source>
        <translation>Daten</translation>
    </message>
    <message>
        <source>Choose above the columns which one is the question and which the answer.</source>
        <translation>Wählen Sie über den Spalten, welche die Frage und welche die Antwort ist.</translation>
    </message>
    <message>
        <source>Which column is the question, which the answer?</source>
        <translation>Welche Spalte ist die Frage, welche die Antwort?</translation>
    </message>
    <message>
        <source>Choose above the columns which one is the text and which the label.</source>
        <translation>Wählen Sie über den Spalten, welche der Text ist und welche die Kategorie.</translation>
    </message>
    <message>
        <source>How often each label stands there</source>
        <translation>Wie oft jede Kategorie vorkommt</translation>
    </message>
    <message>
        <source>What is learnt of the rows</source>
        <translation>Was aus den Zeilen gelernt wird</translation>
    </message>
    <message>
        <source>%1 with numbers from %2 to %3, %4 on average</source>
        <translation>%1 mit Zahlen von %2 bis %3, im Mittel %4</translation>
    </message>
    <message numerus="yes">
        <source>%1 with %n labels</source>
        <translation>
            <numerusform>%1 mit %n Kategorie</numerusform>
            <numerusform>%1 mit %n Kategorien</numerusform>
        </translation>
    </message>
    <message>
        <source>%1 · %2</source>
        <comment>rows with a label, their share</comment>
        <translation>%1 · %2</translation>
    </message>
    <message>
        <source>Which column is the text, which the label?</source>
        <translation>Welche Spalte ist der Text, welche die Kategorie?</translation>
    </message>
    <message>
        <source>It could not be guessed from the names of the columns: choose it above them in the table. If the rows have no labels, choose above what is learnt instead.</source>
        <translation>Aus den Namen der Spalten ließ es sich nicht erraten: Wählen Sie es über ihnen in der Tabelle. Haben die Zeilen keine Kategorien, wählen Sie oben, was stattdessen gelernt wird.</translation>
    </message>
    <message>
        <source>It could not be guessed from the names of the columns: choose it above them in the table. For plain texts, choose &quot;Text&quot; above one column; for texts with a label, &quot;Label&quot; above another one too.</source>
        <translation>Aus den Namen der Spalten ließ es sich nicht erraten: Wählen Sie es über ihnen in der Tabelle. Für reine Texte wählen Sie „Text“ über einer Spalte, für Texte mit Kategorie dazu „Kategorie“ über einer anderen.</translation>
    </message>
    <message>
        <source>What is &amp;learnt:</source>
        <translation>Wa&amp;s gelernt wird:</translation>
    </message>
    <message>
        <source>Which column is used as &quot;%1&quot;?</source>
        <translation>Welche Spalte dient als „%1“?</translation>
    </message>
    <message>
        <source>Both are needed: choose it above its column in the table, too.</source>
        <translation>Beide sind nötig: Wählen Sie auch diese über ihrer Spalte in der Tabelle.</translation>
    </message>
</context>
<context>
    <name>luthier::ui::ErrandRunner</name>
    <message>
        <source>The program ended unexpectedly.</source>
        <translation>Das Programm wurde unerwartet beendet.</translation>
    </message>
</context>
<context>
    <name>luthier::ui::ExamplePane</name>
    <message>
        <source>Two views of an example</source>
        <translation>Zwei Ansichten eines Beispiels</translation>
    </message>
    <message>
        <source>What the &amp;model sees</source>
        <translation>Was das &amp;Modell sieht</translation>
    </message>
    <message>
        <source>Filled and underlined: learnt. Dashed frame: a sign of the model&apos;s own. Struck out: cut away. ↵ is a line end, · a blank.</source>
        <translation>Gefüllt und unterstrichen: wird gelernt. Gestrichelter Rahmen: ein Zeichen des Modells. Durchgestrichen: abgeschnitten. ↵ ist ein Zeilenende, · ein Leerzeichen.</translation>
    </message>
    <message>
        <source>Which example is shown</source>
        <translation>Welches Beispiel gezeigt wird</translation>
    </message>
    <message>
        <source>E&amp;xample</source>
        <translation>Be&amp;ispiel</translation>
    </message>
    <message numerus="yes">
        <source>of the first %n</source>
        <translation>
            <numerusform>von %n</numerusform>
            <numerusform>von den ersten %n</numerusform>
        </translation>
    </message>
    <message>
        <source>As a con&amp;versation</source>
        <translation>Als &amp;Gespräch</translation>
    </message>
    <message>
        <source>Choose a model first: every model cuts text into tokens of its own.</source>
        <translation>Wählen Sie zuerst ein Modell: Jedes zerlegt Text in eigene Token.</translation>
    </message>
    <message numerus="yes">
        <source>%n tokens</source>
        <translation>
            <numerusform>%n Token</numerusform>
            <numerusform>%n Token</numerusform>
        </translation>
    </message>
    <message>
        <source>%1, and %2 fit: this row is left out.</source>
        <translation>%1, und %2 passen: Diese Zeile wird ausgelassen.</translation>
    </message>
    <message>
        <source>This row is left out: %1</source>
        <translation>Diese Zeile wird ausgelassen: %1</translation>
    </message>
    <message numerus="yes">
        <source>%1, of which %n are learnt.</source>
        <translation>
            <numerusform>%1, davon wird %n gelernt.</numerusform>
            <numerusform>%1, davon werden %n gelernt.</numerusform>
        </translation>
    </message>
    <message>
        <source>%1 are read, none of them is learnt: what is learnt is to answer “%2”.</source>
        <translation>%1 werden gelesen, keines davon gelernt: Gelernt wird, „%2“ zu antworten.</translation>
    </message>
    <message>
        <source>It is longer than %1 and goes on in a second piece.</source>
        <translation>Es ist länger als %1 und geht in einem zweiten Stück weiter.</translation>
    </message>
    <message>
        <source>It is cut at %1.</source>
        <translation>Es wird bei %1 abgeschnitten.</translation>
    </message>
    <message>
        <source>Text an&amp;d label</source>
        <translation>Text &amp;und Kategorie</translation>
    </message>
</context>
<context>
    <name>luthier::ui::FieldForm</name>
    <message>
        <source>No setting has these words.</source>
        <translation>Keine Einstellung enthält diese Wörter.</translation>
    </message>
</context>
<context>
    <name>luthier::ui::FieldRow</name>
    <message>
        <source>Back to the default: %1</source>
        <translation>Zurück zur Vorgabe: %1</translation>
    </message>
    <message>
        <source>Back to the default, %1</source>
        <translation>Zurück zur Vorgabe, %1</translation>
    </message>
    <message>
        <source>on</source>
        <translation>an</translation>
    </message>
    <message>
        <source>Must be %1.</source>
        <translation>Erwartet wird: %1.</translation>
    </message>
</context>
<context>
    <name>luthier::ui::GetModel</name>
    <message>
        <source>Get a model from the internet</source>
        <translation>Ein Modell aus dem Internet holen</translation>
    </message>
    <message>
        <source>Its name as huggingface.co has it (owner/name), or one of the list. Size and licence are shown before anything is fetched; nothing of yours is sent.</source>
        <translation>Sein Name, wie er bei huggingface.co steht (Besitzer/Name), oder einer aus der Liste. Größe und Lizenz stehen da, bevor etwas geholt wird; von Ihnen wird nichts gesendet.</translation>
    </message>
    <message>
        <source>Name of the model</source>
        <translation>Name des Modells</translation>
    </message>
    <message>
        <source>owner/name</source>
        <translation>Besitzer/Name</translation>
    </message>
    <message>
        <source>Na&amp;me:</source>
        <translation>Na&amp;me:</translation>
    </message>
    <message>
        <source>Loo&amp;k it up</source>
        <translation>Na&amp;chsehen</translation>
    </message>
    <message>
        <source>Access token, used once and never kept</source>
        <translation>Zugangsschlüssel, einmal benutzt und nie aufbewahrt</translation>
    </message>
    <message>
        <source>used once, never kept</source>
        <translation>einmal benutzt, nie aufbewahrt</translation>
    </message>
    <message>
        <source>Acce&amp;ss token:</source>
        <translation>Zu&amp;gangsschlüssel:</translation>
    </message>
    <message>
        <source>How much of the model has arrived</source>
        <translation>Wie viel vom Modell angekommen ist</translation>
    </message>
    <message>
        <source>Stop</source>
        <translation>Anhalten</translation>
    </message>
    <message>
        <source>&amp;Fetch it</source>
        <translation>&amp;Abrufen</translation>
    </message>
    <message>
        <source>T&amp;ake it: it lies here already</source>
        <translation>&amp;Annehmen: Es liegt schon hier</translation>
    </message>
    <message>
        <source>&amp;Fetch it (%1)</source>
        <translation>&amp;Abrufen (%1)</translation>
    </message>
    <message>
        <source>Try &amp;again with the token</source>
        <translation>Mit dem Schlüssel noch einm&amp;al</translation>
    </message>
    <message>
        <source>&amp;Fetch the rest</source>
        <translation>Den Rest &amp;abrufen</translation>
    </message>
    <message>
        <source>Try &amp;again</source>
        <translation>Noch einm&amp;al versuchen</translation>
    </message>
    <message>
        <source>Asking what &quot;%1&quot; is…</source>
        <translation>Was „%1“ ist, wird erfragt …</translation>
    </message>
    <message>
        <source>Fetching…</source>
        <translation>Wird geholt …</translation>
    </message>
    <message>
        <source>%1 of %2</source>
        <translation>%1 von %2</translation>
    </message>
    <message>
        <source>Everything has arrived; it is being checked.</source>
        <translation>Alles ist angekommen; es wird geprüft.</translation>
    </message>
    <message>
        <source>%1, %2 a second, %3 left</source>
        <translation>%1, %2 je Sekunde, noch %3</translation>
    </message>
    <message>
        <source>Stopped.</source>
        <translation>Angehalten.</translation>
    </message>
    <message>
        <source>What has arrived is kept: only the rest is fetched then.</source>
        <translation>Was angekommen ist, bleibt; dann wird nur der Rest geholt.</translation>
    </message>
    <message>
        <source>%1 cannot be reached.</source>
        <translation>%1 ist nicht zu erreichen.</translation>
    </message>
    <message>
        <source>Look whether this computer is connected, then try again; what has arrived is kept. Without a network: copy the model&apos;s folder from another computer and choose it with &quot;Choose a folder&quot;.</source>
        <translation>Sehen Sie nach, ob dieser Rechner verbunden ist, und versuchen Sie es noch einmal; was angekommen ist, bleibt. Ohne Netz: Kopieren Sie den Ordner des Modells von einem anderen Rechner und wählen Sie ihn mit „Ordner wählen“.</translation>
    </message>
    <message>
        <source>&quot;%1&quot; is here and chosen.</source>
        <translation>„%1“ ist da und gewählt.</translation>
    </message>
    <message>
        <source>its size is not said</source>
        <translation>die Größe wird nicht genannt</translation>
    </message>
    <message>
        <source>licence not stated</source>
        <translation>Lizenz nicht angegeben</translation>
    </message>
    <message>
        <source>licence: %1</source>
        <translation>Lizenz: %1</translation>
    </message>
    <message>
        <source> %1 of it lie here already.</source>
        <translation> %1 davon liegen schon hier.</translation>
    </message>
    <message>
        <source>%1, %2, from %3.</source>
        <translation>%1, %2, von %3.</translation>
    </message>
    <message>
        <source>&quot;%1&quot; wants its terms agreed to (licence: %2).</source>
        <translation>„%1“ verlangt, dass man den Bedingungen zustimmt (Lizenz: %2).</translation>
    </message>
    <message>
        <source>not stated</source>
        <translation>nicht angegeben</translation>
    </message>
    <message>
        <source>Open %1, sign in and agree. Make an access token there (Settings, Access Tokens), put it in below and look it up again.</source>
        <translation>Öffnen Sie %1, melden Sie sich an und stimmen Sie zu. Legen Sie dort einen Zugangsschlüssel an (Settings, Access Tokens), tragen Sie ihn unten ein und sehen Sie noch einmal nach.</translation>
    </message>
    <message>
        <source>Check the name. Is the model private, or are there terms to agree to on %1? Then put in an access token of your account there.</source>
        <translation>Prüfen Sie den Namen. Ist das Modell privat, oder gibt es auf %1 Bedingungen, denen man zustimmen muss? Dann tragen Sie einen Zugangsschlüssel Ihres Kontos dort ein.</translation>
    </message>
</context>
<context>
    <name>luthier::ui::HomePage</name>
    <message>
        <source>Make a language model yours</source>
        <translation>Machen Sie ein Sprachmodell zu Ihrem</translation>
    </message>
    <message>
        <source>Show it examples; it learns from them on this computer. Nothing leaves it.</source>
        <translation>Zeigen Sie ihm Beispiele; es lernt daraus auf diesem Rechner. Nichts verlässt ihn.</translation>
    </message>
    <message>
        <source>What shall it learn?</source>
        <translation>Was soll es lernen?</translation>
    </message>
    <message>
        <source>Recent runs</source>
        <translation>Letzte Trainings</translation>
    </message>
    <message>
        <source>Try it with the sample</source>
        <translation>Mit dem Beispiel ausprobieren</translation>
    </message>
    <message>
        <source>The small model that comes with Luthier learns to answer like an owl. It takes about a minute and needs no download.</source>
        <translation>Das kleine Modell, das Luthier mitbringt, lernt zu antworten wie eine Eule. Das dauert etwa eine Minute und braucht keinen Download.</translation>
    </message>
    <message>
        <source>The sample that comes with Luthier is not there.</source>
        <translation>Das Beispiel, das Luthier mitbringt, fehlt.</translation>
    </message>
    <message>
        <source>Install Luthier again, or begin with examples of your own.</source>
        <translation>Installieren Sie Luthier neu, oder beginnen Sie mit eigenen Beispielen.</translation>
    </message>
    <message>
        <source>&amp;Look at it</source>
        <translation>An&amp;sehen</translation>
    </message>
    <message>
        <source>&quot;%1&quot; ended unexpectedly at step %2 of %3.</source>
        <translation>„%1“ endete unerwartet bei Schritt %2 von %3.</translation>
    </message>
    <message>
        <source>&quot;%1&quot; was stopped at step %2 of %3.</source>
        <translation>„%1“ wurde bei Schritt %2 von %3 angehalten.</translation>
    </message>
    <message>
        <source>It goes on exactly where it was.</source>
        <translation>Es geht genau dort weiter, wo es war.</translation>
    </message>
    <message>
        <source>Continue the last run</source>
        <translation>Letztes Training fortsetzen</translation>
    </message>
    <message>
        <source>A new run is half prepared.</source>
        <translation>Ein neues Training ist halb vorbereitet.</translation>
    </message>
    <message>
        <source>Go on with it</source>
        <translation>Damit weitermachen</translation>
    </message>
    <message>
        <source>None yet. The sample is a good first one.</source>
        <translation>Noch keines. Das Beispiel ist ein guter Anfang.</translation>
    </message>
    <message>
        <source>Looking for earlier runs…</source>
        <translation>Frühere Trainings werden gesucht …</translation>
    </message>
    <message>
        <source>loss %1 → %2</source>
        <translation>Verlust %1 → %2</translation>
    </message>
    <message>
        <source>&amp;Home</source>
        <translation>&amp;Übersicht</translation>
    </message>
    <message>
        <source>A run is going on.</source>
        <translation>Ein Training läuft.</translation>
    </message>
    <message>
        <source>Owl</source>
        <comment>name of the sample&apos;s run</comment>
        <translation>Eule</translation>
    </message>
</context>
<context>
    <name>luthier::ui::LabelBars</name>
    <message numerus="yes">
        <source>… and %n more labels</source>
        <translation>
            <numerusform>… und %n weitere Kategorie</numerusform>
            <numerusform>… und %n weitere Kategorien</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>luthier::ui::MethodStep</name>
    <message>
        <source>How deep shall it learn?</source>
        <translation>Wie tief soll es lernen?</translation>
    </message>
    <message>
        <source>Reckoned for this model, this data and this computer.</source>
        <translation>Berechnet für dieses Modell, diese Daten und diesen Rechner.</translation>
    </message>
    <message>
        <source>&amp;All settings of the methods</source>
        <translation>&amp;Alle Einstellungen der Methoden</translation>
    </message>
    <message>
        <source>Reading your examples and reckoning…</source>
        <translation>Ihre Beispiele werden gelesen und berechnet …</translation>
    </message>
    <message>
        <source>Every example is turned into what the model sees.</source>
        <translation>Jedes Beispiel wird in das verwandelt, was das Modell sieht.</translation>
    </message>
    <message>
        <source>not with these settings</source>
        <translation>nicht mit diesen Einstellungen</translation>
    </message>
    <message>
        <source>recommended</source>
        <translation>empfohlen</translation>
    </message>
    <message>
        <source>time is not known yet</source>
        <translation>Dauer noch nicht bekannt</translation>
    </message>
    <message>
        <source>%1 of memory</source>
        <translation>%1 Speicher</translation>
    </message>
    <message>
        <source>%1: will not fit</source>
        <translation>%1: passt nicht</translation>
    </message>
    <message>
        <source>%1: fits tightly</source>
        <translation>%1: passt knapp</translation>
    </message>
    <message>
        <source>result: %1</source>
        <translation>Ergebnis: %1</translation>
    </message>
    <message>
        <source>The model starts from noise: only if every weight learns can it learn anything.</source>
        <translation>Das Modell beginnt mit Rauschen: Nur wenn jedes Gewicht lernt, kann es etwas lernen.</translation>
    </message>
    <message>
        <source>The lighter methods do not suit this model.</source>
        <translation>Die leichteren Methoden passen nicht zu diesem Modell.</translation>
    </message>
    <message>
        <source>It suffices for most tasks: %1 instead of %2, and the model itself stays as it is.</source>
        <translation>Es genügt für die meisten Aufgaben: %1 statt %2, und das Modell selbst bleibt, wie es ist.</translation>
    </message>
    <message>
        <source>Method</source>
        <translation>Verfahren</translation>
    </message>
</context>
<context>
    <name>luthier::ui::ModelStep</name>
    <message>
        <source>Which model shall learn?</source>
        <translation>Welches Modell soll lernen?</translation>
    </message>
    <message>
        <source>A base model can talk already; tuning teaches it your way. A small one learns fast, a large one can do more.</source>
        <translation>Ein Grundmodell kann schon sprechen; das Training lehrt es Ihre Art. Ein kleines lernt schnell, ein großes kann mehr.</translation>
    </message>
    <message>
        <source>Choose a model first.</source>
        <translation>Wählen Sie zuerst ein Modell.</translation>
    </message>
    <message>
        <source>This model cannot be tuned here. Choose another one.</source>
        <translation>Dieses Modell lässt sich hier nicht trainieren. Wählen Sie ein anderes.</translation>
    </message>
    <message>
        <source>Choose a f&amp;older…</source>
        <translation>&amp;Ordner wählen …</translation>
    </message>
    <message>
        <source>&amp;Look again</source>
        <translation>Noch einmal &amp;suchen</translation>
    </message>
    <message>
        <source>Looking for models on this computer…</source>
        <translation>Modelle auf diesem Rechner werden gesucht …</translation>
    </message>
    <message>
        <source>No model on this computer yet</source>
        <translation>Noch kein Modell auf diesem Rechner</translation>
    </message>
    <message>
        <source>A model is a folder with config.json, tokenizer.json and .safetensors files, or a .gguf file. Drop one here, or have one fetched below.</source>
        <translation>Ein Modell ist ein Ordner mit config.json, tokenizer.json und .safetensors-Dateien, oder eine .gguf-Datei. Ziehen Sie eines hierher, oder lassen Sie unten eines holen.</translation>
    </message>
    <message>
        <source>Choose a folder…</source>
        <translation>Ordner wählen …</translation>
    </message>
    <message>
        <source>cannot be tuned here</source>
        <translation>hier nicht trainierbar</translation>
    </message>
    <message>
        <source>fits easily</source>
        <translation>passt leicht</translation>
    </message>
    <message>
        <source>fits tightly</source>
        <translation>passt knapp</translation>
    </message>
    <message>
        <source>will not fit</source>
        <translation>passt nicht</translation>
    </message>
    <message>
        <source>%1 weights, %2 on disk. Tuning takes about %3 of memory.</source>
        <translation>%1 Gewichte, %2 auf dem Datenträger. Das Training braucht etwa %3 Speicher.</translation>
    </message>
    <message>
        <source>made for conversations</source>
        <translation>für Gespräche gemacht</translation>
    </message>
    <message>
        <source>plain text model</source>
        <translation>reines Textmodell</translation>
    </message>
    <message>
        <source>licence not stated</source>
        <translation>Lizenz nicht angegeben</translation>
    </message>
    <message>
        <source>licence: %1</source>
        <translation>Lizenz: %1</translation>
    </message>
    <message>
        <source>without weights: starts from noise</source>
        <translation>ohne Gewichte: beginnt mit Rauschen</translation>
    </message>
    <message>
        <source>The folder of a base model</source>
        <translation>Der Ordner eines Grundmodells</translation>
    </message>
    <message>
        <source>&quot;%1&quot; cannot be tuned here</source>
        <translation>„%1“ lässt sich hier nicht trainieren</translation>
    </message>
    <message>
        <source>Model</source>
        <translation>Modell</translation>
    </message>
    <message>
        <source>&amp;Get a model…</source>
        <translation>Modell &amp;holen …</translation>
    </message>
    <message>
        <source>sorts texts, cannot write</source>
        <translation>ordnet Texte, kann nicht schreiben</translation>
    </message>
    <message>
        <source>Choose a GGUF file…</source>
        <translation>GGUF-Datei wählen …</translation>
    </message>
    <message>
        <source>A model in one file</source>
        <translation>Ein Modell in einer Datei</translation>
    </message>
    <message>
        <source>Models (*.gguf);;All files (*)</source>
        <translation>Modelle (*.gguf);;Alle Dateien (*)</translation>
    </message>
</context>
<context>
    <name>luthier::ui::PreferencesPage</name>
    <message>
        <source>Preferences</source>
        <translation>Einstellungen</translation>
    </message>
    <message>
        <source>Every choice holds at once.</source>
        <translation>Jede Wahl gilt sofort.</translation>
    </message>
    <message>
        <source>The choice holds until the window closes; it could not be kept.</source>
        <translation>Die Wahl gilt, bis das Fenster schließt; sie ließ sich nicht speichern.</translation>
    </message>
    <message>
        <source>Looks and language</source>
        <translation>Aussehen und Sprache</translation>
    </message>
    <message>
        <source>As the system</source>
        <translation>Wie das System</translation>
    </message>
    <message>
        <source>L&amp;anguage</source>
        <translation>Spr&amp;ache</translation>
    </message>
    <message>
        <source>Light</source>
        <translation>Hell</translation>
    </message>
    <message>
        <source>Dark</source>
        <translation>Dunkel</translation>
    </message>
    <message>
        <source>&amp;Look</source>
        <translation>Aus&amp;sehen</translation>
    </message>
    <message>
        <source>Training</source>
        <translation>Training</translation>
    </message>
    <message>
        <source>Whichever suits the run</source>
        <translation>Wie es zum Training passt</translation>
    </message>
    <message>
        <source>Inside the window</source>
        <translation>Im Fenster</translation>
    </message>
    <message>
        <source>As a process of its own</source>
        <translation>Als eigener Prozess</translation>
    </message>
    <message>
        <source>A process of its own goes on when the window closes, and leaves the window alone when memory runs out.</source>
        <translation>Ein eigener Prozess läuft weiter, wenn das Fenster schließt, und lässt das Fenster in Ruhe, wenn der Speicher ausgeht.</translation>
    </message>
    <message>
        <source>Training uses the other cores. With 0 it uses all, and still gives way to the window.</source>
        <translation>Das Training nutzt die übrigen Kerne. Bei 0 nutzt es alle und lässt dem Fenster trotzdem den Vortritt.</translation>
    </message>
    <message>
        <source>Folders</source>
        <translation>Ordner</translation>
    </message>
    <message>
        <source>Runs and models</source>
        <translation>Trainings und Modelle</translation>
    </message>
    <message>
        <source>&amp;Open this folder</source>
        <translation>Diesen &amp;Ordner öffnen</translation>
    </message>
    <message>
        <source>More base models in</source>
        <translation>Weitere Grundmodelle in</translation>
    </message>
    <message>
        <source>Add a &amp;folder…</source>
        <translation>Ordner &amp;hinzufügen …</translation>
    </message>
    <message>
        <source>Forget the&amp;m</source>
        <translation>Ver&amp;gessen</translation>
    </message>
    <message>
        <source>A folder with base models</source>
        <translation>Ein Ordner mit Grundmodellen</translation>
    </message>
    <message>
        <source>none beside our own folder and the caches of other programs</source>
        <translation>keine außer unserem Ordner und den Ablagen anderer Programme</translation>
    </message>
    <message>
        <source>&amp;Preferences</source>
        <translation>Einste&amp;llungen</translation>
    </message>
    <message>
        <source>&amp;Where it runs</source>
        <translation>&amp;Wo es läuft</translation>
    </message>
    <message>
        <source>Cores left to other&amp;s</source>
        <translation>&amp;Kerne für anderes</translation>
    </message>
    <message>
        <source>Back to my documents</source>
        <translation>Zurück zu meinen Dokumenten</translation>
    </message>
    <message>
        <source>Exports go to</source>
        <translation>Exporte kommen nach</translation>
    </message>
    <message>
        <source>Choose a folder…</source>
        <translation>Ordner wählen …</translation>
    </message>
    <message>
        <source>Where exports go</source>
        <translation>Wohin Exporte kommen</translation>
    </message>
    <message>
        <source>Bring them bac&amp;k</source>
        <translation>&amp;Zurückholen</translation>
    </message>
    <message>
        <source>&amp;Delete for good…</source>
        <translation>En&amp;dgültig löschen …</translation>
    </message>
    <message>
        <source>Deleted runs</source>
        <translation>Gelöschte Trainings</translation>
    </message>
    <message>
        <source>none</source>
        <translation>keine</translation>
    </message>
    <message numerus="yes">
        <source>%n runs in the trash, %1</source>
        <translation>
            <numerusform>%n Training im Papierkorb, %1</numerusform>
            <numerusform>%n Trainings im Papierkorb, %1</numerusform>
        </translation>
    </message>
    <message>
        <source>Delete for good</source>
        <translation>Endgültig löschen</translation>
    </message>
    <message>
        <source>Delete for good what lies in the trash?</source>
        <translation>Was im Papierkorb liegt, endgültig löschen?</translation>
    </message>
    <message>
        <source>%1. This cannot be undone.</source>
        <translation>%1. Das lässt sich nicht rückgängig machen.</translation>
    </message>
    <message>
        <source>&amp;Delete</source>
        <translation>&amp;Löschen</translation>
    </message>
    <message>
        <source>&amp;Cancel</source>
        <translation>&amp;Abbrechen</translation>
    </message>
    <message>
        <source>About</source>
        <translation>Über Luthier</translation>
    </message>
    <message>
        <source>Luthier %1 is free software and comes without any warranty. Its window may be used, changed and passed on under the GNU General Public License, version 3 or later, all the rest under the Apache License 2.0.</source>
        <translation>Luthier %1 ist freie Software und kommt ohne jede Gewähr. Sein Fenster darf nach der GNU General Public License, Version 3 oder später, benutzt, geändert und weitergegeben werden, alles Übrige nach der Apache License 2.0.</translation>
    </message>
    <message>
        <source>Parts and their licences</source>
        <translation>Teile und ihre Lizenzen</translation>
    </message>
</context>
<context>
    <name>luthier::ui::Rail</name>
    <message>
        <source>%1 (Ctrl+%2)</source>
        <translation>%1 (Strg+%2)</translation>
    </message>
    <message>
        <source>%1 · %2</source>
        <comment>a page, what goes on there</comment>
        <translation>%1 · %2</translation>
    </message>
</context>
<context>
    <name>luthier::ui::RoleTable</name>
    <message>
        <source>The first rows of the file</source>
        <translation>Die ersten Zeilen der Datei</translation>
    </message>
    <message>
        <source>What the column &quot;%1&quot; is used as</source>
        <translation>Wofür die Spalte „%1“ steht</translation>
    </message>
    <message>
        <source>not used</source>
        <translation>nicht benutzt</translation>
    </message>
</context>
<context>
    <name>luthier::ui::RunDetails</name>
    <message>
        <source>Name</source>
        <translation>Name</translation>
    </message>
    <message>
        <source>Tags, with commas between</source>
        <translation>Schlagwörter, mit Kommas</translation>
    </message>
    <message>
        <source>Rating</source>
        <translation>Bewertung</translation>
    </message>
    <message>
        <source>Not rated</source>
        <translation>Nicht bewertet</translation>
    </message>
    <message>
        <source>Notes</source>
        <translation>Notizen</translation>
    </message>
    <message>
        <source>Notes: what you tried, what you saw…</source>
        <translation>Notizen: was Sie versucht und gesehen haben …</translation>
    </message>
    <message>
        <source>Open cur&amp;ves</source>
        <translation>K&amp;urven öffnen</translation>
    </message>
    <message>
        <source>Tr&amp;y it</source>
        <translation>Auspro&amp;bieren</translation>
    </message>
    <message>
        <source>E&amp;xport</source>
        <translation>E&amp;xportieren</translation>
    </message>
    <message>
        <source>Run a&amp;gain</source>
        <translation>Noch ein&amp;mal</translation>
    </message>
    <message>
        <source>A new run with the same settings, to change what you like.</source>
        <translation>Ein neues Training mit denselben Einstellungen, an denen Sie ändern können, was Sie möchten.</translation>
    </message>
    <message>
        <source>%1, step %2 of %3</source>
        <translation>%1, Schritt %2 von %3</translation>
    </message>
    <message>
        <source>%1, method %2</source>
        <translation>%1, Verfahren %2</translation>
    </message>
    <message numerus="yes">
        <source>%n examples to learn from</source>
        <translation>
            <numerusform>%n Beispiel zum Lernen</numerusform>
            <numerusform>%n Beispiele zum Lernen</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>, %n set aside</source>
        <translation>
            <numerusform>, %n zurückgelegt</numerusform>
            <numerusform>, %n zurückgelegt</numerusform>
        </translation>
    </message>
    <message>
        <source>Loss on examples it never saw: %1, it was %2</source>
        <translation>Verlust an nie gesehenen Beispielen: %1, vorher %2</translation>
    </message>
    <message>
        <source>Choose a run to see more of it.</source>
        <translation>Wählen Sie ein Training, um mehr zu sehen.</translation>
    </message>
    <message numerus="yes">
        <source>%n runs are chosen. Two to six can be compared.</source>
        <translation>
            <numerusform>%n Training ist gewählt. Zwei bis sechs lassen sich vergleichen.</numerusform>
            <numerusform>%n Trainings sind gewählt. Zwei bis sechs lassen sich vergleichen.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>luthier::ui::RunHead</name>
    <message>
        <source>P&amp;ause</source>
        <translation>Pa&amp;use</translation>
    </message>
    <message>
        <source>C&amp;ontinue</source>
        <translation>&amp;Weiter</translation>
    </message>
    <message>
        <source>Save no&amp;w</source>
        <translation>Jetzt &amp;sichern</translation>
    </message>
    <message>
        <source>&amp;Stop and keep</source>
        <translation>&amp;Anhalten und behalten</translation>
    </message>
    <message>
        <source>C&amp;ontinue this run</source>
        <translation>&amp;Weiter trainieren</translation>
    </message>
    <message>
        <source>Tr&amp;y it</source>
        <translation>Auspro&amp;bieren</translation>
    </message>
    <message>
        <source>Co&amp;mpare</source>
        <translation>Ver&amp;gleichen</translation>
    </message>
    <message>
        <source>E&amp;xport</source>
        <translation>E&amp;xportieren</translation>
    </message>
    <message>
        <source>Progress of the run</source>
        <translation>Fortschritt des Trainings</translation>
    </message>
    <message>
        <source>Step %1 of %2 · %3</source>
        <translation>Schritt %1 von %2 · %3</translation>
    </message>
    <message>
        <source>%1 spent</source>
        <comment>a duration</comment>
        <translation>bisher %1</translation>
    </message>
    <message>
        <source>%1 · %2</source>
        <comment>time spent, time left</comment>
        <translation>%1 · %2</translation>
    </message>
    <message>
        <source>Stop and keep</source>
        <translation>Anhalten und behalten</translation>
    </message>
    <message>
        <source>%1 · saved at step %2</source>
        <comment>how far it is</comment>
        <translation>%1 · gesichert bei Schritt %2</translation>
    </message>
    <message>
        <source>Step %1 of %2</source>
        <translation>Schritt %1 von %2</translation>
    </message>
</context>
<context>
    <name>luthier::ui::RunHost</name>
    <message>
        <source>A run is going on already.</source>
        <translation>Es läuft bereits ein Training.</translation>
    </message>
    <message>
        <source>Wait until it is done, or stop it first.</source>
        <translation>Warten Sie, bis es fertig ist, oder halten Sie es erst an.</translation>
    </message>
</context>
<context>
    <name>luthier::ui::RunPlots</name>
    <message>
        <source>&amp;Logarithmic</source>
        <translation>Logarith&amp;misch</translation>
    </message>
    <message>
        <source>Curves</source>
        <translation>Kurven</translation>
    </message>
    <message>
        <source>over steps</source>
        <translation>über Schritten</translation>
    </message>
    <message>
        <source>over time</source>
        <translation>über der Zeit</translation>
    </message>
    <message>
        <source>What the curves lie along</source>
        <translation>Worüber die Kurven verlaufen</translation>
    </message>
    <message>
        <source>Learning rate</source>
        <translation>Lernrate</translation>
    </message>
    <message>
        <source>Speed</source>
        <translation>Geschwindigkeit</translation>
    </message>
    <message>
        <source>Memory</source>
        <translation>Speicher</translation>
    </message>
    <message>
        <source>Gradient norm</source>
        <translation>Gradientennorm</translation>
    </message>
    <message>
        <source>Loss</source>
        <translation>Verlust</translation>
    </message>
    <message>
        <source>%1 tokens/s</source>
        <translation>%1 Token/s</translation>
    </message>
    <message>
        <source>rate</source>
        <translation>Rate</translation>
    </message>
    <message>
        <source>speed</source>
        <translation>Tempo</translation>
    </message>
    <message>
        <source>memory</source>
        <translation>Speicher</translation>
    </message>
    <message>
        <source>norm</source>
        <translation>Norm</translation>
    </message>
    <message>
        <source>each step</source>
        <translation>jeder Schritt</translation>
    </message>
    <message>
        <source>smoothed</source>
        <translation>geglättet</translation>
    </message>
    <message>
        <source>never seen</source>
        <translation>nie gesehen</translation>
    </message>
    <message>
        <source>How often it is right</source>
        <translation>Wie oft es richtig liegt</translation>
    </message>
    <message>
        <source>right</source>
        <translation>richtig</translation>
    </message>
    <message>
        <source>F1, each class alike</source>
        <translation>F1, jede Kategorie gleich gewichtet</translation>
    </message>
    <message>
        <source>the most frequent class always</source>
        <translation>immer die häufigste Kategorie</translation>
    </message>
    <message>
        <source>How far it is off</source>
        <translation>Wie weit es danebenliegt</translation>
    </message>
    <message>
        <source>off by, on average</source>
        <translation>im Mittel daneben um</translation>
    </message>
    <message>
        <source>lower is better</source>
        <translation>kleiner ist besser</translation>
    </message>
    <message>
        <source>higher is better</source>
        <translation>größer ist besser</translation>
    </message>
    <message>
        <source>Off by</source>
        <comment>title of a small curve</comment>
        <translation>Daneben um</translation>
    </message>
    <message>
        <source>Right</source>
        <comment>title of a small curve</comment>
        <translation>Richtig</translation>
    </message>
</context>
<context>
    <name>luthier::ui::RunsModel</name>
    <message>
        <source>none</source>
        <comment>what a run gained</comment>
        <translation>keiner</translation>
    </message>
    <message>
        <source>Name</source>
        <translation>Name</translation>
    </message>
    <message>
        <source>State</source>
        <translation>Zustand</translation>
    </message>
    <message>
        <source>Base model</source>
        <translation>Grundmodell</translation>
    </message>
    <message>
        <source>Method</source>
        <translation>Verfahren</translation>
    </message>
    <message>
        <source>Loss</source>
        <comment>on examples it never saw</comment>
        <translation>Verlust</translation>
    </message>
    <message>
        <source>Gain</source>
        <comment>how much lower the loss is</comment>
        <translation>Gewinn</translation>
    </message>
    <message>
        <source>Time spent</source>
        <translation>Dauer</translation>
    </message>
    <message>
        <source>Begun</source>
        <translation>Begonnen</translation>
    </message>
    <message>
        <source>Rating</source>
        <translation>Bewertung</translation>
    </message>
    <message>
        <source>Tags</source>
        <translation>Schlagwörter</translation>
    </message>
</context>
<context>
    <name>luthier::ui::SettingsStep</name>
    <message>
        <source>How lon&amp;g</source>
        <translation>Wie lan&amp;ge</translation>
    </message>
    <message>
        <source>How &amp;strongly</source>
        <translation>Wie &amp;kräftig</translation>
    </message>
    <message>
        <source>&amp;Longest text</source>
        <translation>Läng&amp;ster Text</translation>
    </message>
    <message>
        <source>How shall it learn?</source>
        <translation>Wie soll es lernen?</translation>
    </message>
    <message>
        <source>These suit most runs. Whoever knows more finds every setting below.</source>
        <translation>Das passt für die meisten Trainings. Wer mehr weiß, findet unten jede Einstellung.</translation>
    </message>
    <message>
        <source>&amp;All settings</source>
        <translation>&amp;Alle Einstellungen</translation>
    </message>
    <message>
        <source>Search settings</source>
        <translation>Einstellungen suchen</translation>
    </message>
    <message>
        <source>Gently keeps more of what the model knew. Strongly takes on more of your examples, and may lose other skills.</source>
        <translation>Sanft erhält mehr von dem, was das Modell konnte. Kräftig nimmt mehr von Ihren Beispielen an und kann anderes Können kosten.</translation>
    </message>
    <message>
        <source>Other than the default: %1</source>
        <translation>Anders als voreingestellt: %1</translation>
    </message>
    <message>
        <source>All other settings are at their defaults.</source>
        <translation>Alle anderen Einstellungen sind wie voreingestellt.</translation>
    </message>
    <message>
        <source>Reckoning…</source>
        <translation>Wird berechnet …</translation>
    </message>
    <message>
        <source>More passes learn more, and remember more by heart.</source>
        <translation>Mehr Durchgänge lernen mehr, und mehr davon auswendig.</translation>
    </message>
    <message numerus="yes">
        <source>%n steps</source>
        <translation>
            <numerusform>%n Schritt</numerusform>
            <numerusform>%n Schritte</numerusform>
        </translation>
    </message>
    <message>
        <source>%1, %2 on this computer.</source>
        <translation>%1, %2 auf diesem Rechner.</translation>
    </message>
    <message>
        <source>Longer texts need more memory and time.</source>
        <translation>Längere Texte brauchen mehr Speicher und Zeit.</translation>
    </message>
    <message numerus="yes">
        <source>Your longest example that is used has %n tokens.</source>
        <translation>
            <numerusform>Ihr längstes benutztes Beispiel hat %n Token.</numerusform>
            <numerusform>Ihr längstes benutztes Beispiel hat %n Token.</numerusform>
        </translation>
    </message>
    <message>
        <source>All examples fit.</source>
        <translation>Alle Beispiele passen.</translation>
    </message>
    <message numerus="yes">
        <source>%n examples are left out, most often because they are longer.</source>
        <translation>
            <numerusform>%n Beispiel bleibt aus, meist weil es länger ist.</numerusform>
            <numerusform>%n Beispiele bleiben aus, meist weil sie länger sind.</numerusform>
        </translation>
    </message>
    <message>
        <source>Settings</source>
        <translation>Einstellungen</translation>
    </message>
    <message numerus="yes">
        <source>Your longest text that is used has %n tokens.</source>
        <translation>
            <numerusform>Ihr längster benutzter Text hat %n Token.</numerusform>
            <numerusform>Ihr längster benutzter Text hat %n Token.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n texts are left out: they are longer, or their label says nothing.</source>
        <translation>
            <numerusform>%n Text bleibt aus: Er ist länger, oder seine Kategorie sagt nichts.</numerusform>
            <numerusform>%n Texte bleiben aus: Sie sind länger, oder ihre Kategorie sagt nichts.</numerusform>
        </translation>
    </message>
    <message>
        <source>Longer ones are cut there.</source>
        <translation>Längere werden dort geschnitten.</translation>
    </message>
</context>
<context>
    <name>luthier::ui::WizardPage</name>
    <message>
        <source>Begin ane&amp;w</source>
        <translation>Neu an&amp;fangen</translation>
    </message>
    <message>
        <source>&amp;Back</source>
        <translation>&amp;Zurück</translation>
    </message>
    <message>
        <source>Cont&amp;inue</source>
        <translation>&amp;Weiter</translation>
    </message>
    <message>
        <source>A run is going on</source>
        <translation>Ein Training läuft</translation>
    </message>
    <message>
        <source>&amp;Start training (%1)</source>
        <translation>Training &amp;starten (%1)</translation>
    </message>
    <message>
        <source>&amp;Start training</source>
        <translation>Training &amp;starten</translation>
    </message>
    <message>
        <source>Starting…</source>
        <translation>Startet …</translation>
    </message>
    <message>
        <source>&amp;New run</source>
        <translation>&amp;Neues Training</translation>
    </message>
</context>
<context>
    <name>luthier::ui::XRayView</name>
    <message numerus="yes">
        <source>What the model sees: %n tokens</source>
        <translation>
            <numerusform>Was das Modell sieht: %n Token</numerusform>
            <numerusform>Was das Modell sieht: %n Token</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>✂ longer than %n tokens from here</source>
        <translation>
            <numerusform>✂ ab hier länger als %n Token</numerusform>
            <numerusform>✂ ab hier länger als %n Token</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>luthier::ui::MainWindow</name>
    <message>
        <source>paused</source>
        <translation>pausiert</translation>
    </message>
    <message>
        <source>%1 – Luthier</source>
        <comment>what a run is at</comment>
        <translation>%1 – Luthier</translation>
    </message>
</context>
<context>
    <name>QFileDialog</name>
    <message>
        <source>Look in:</source>
        <translation>Suchen in:</translation>
    </message>
    <message>
        <source>Back</source>
        <translation>Zurück</translation>
    </message>
    <message>
        <source>Go back</source>
        <translation>Zurückgehen</translation>
    </message>
    <message>
        <source>Forward</source>
        <translation>Vor</translation>
    </message>
    <message>
        <source>Go forward</source>
        <translation>Vorwärts gehen</translation>
    </message>
    <message>
        <source>Parent Directory</source>
        <translation>Übergeordneter Ordner</translation>
    </message>
    <message>
        <source>Go to the parent directory</source>
        <translation>Zum übergeordneten Ordner</translation>
    </message>
    <message>
        <source>Create New Folder</source>
        <translation>Neuer Ordner</translation>
    </message>
    <message>
        <source>Create a New Folder</source>
        <translation>Einen neuen Ordner anlegen</translation>
    </message>
    <message>
        <source>List View</source>
        <translation>Liste</translation>
    </message>
    <message>
        <source>Change to list view mode</source>
        <translation>Als Liste zeigen</translation>
    </message>
    <message>
        <source>Detail View</source>
        <translation>Einzelheiten</translation>
    </message>
    <message>
        <source>Change to detail view mode</source>
        <translation>Mit Einzelheiten zeigen</translation>
    </message>
    <message>
        <source>Sidebar</source>
        <translation>Seitenleiste</translation>
    </message>
    <message>
        <source>List of places and bookmarks</source>
        <translation>Orte und Lesezeichen</translation>
    </message>
    <message>
        <source>Files</source>
        <translation>Dateien</translation>
    </message>
    <message>
        <source>Files of type:</source>
        <translation>Dateien der Art:</translation>
    </message>
    <message>
        <source>&amp;Open</source>
        <translation>Ö&amp;ffnen</translation>
    </message>
    <message>
        <source>&amp;Save</source>
        <translation>&amp;Speichern</translation>
    </message>
    <message>
        <source>&amp;Choose</source>
        <translation>&amp;Wählen</translation>
    </message>
    <message>
        <source>&amp;Rename</source>
        <translation>&amp;Umbenennen</translation>
    </message>
    <message>
        <source>&amp;Delete</source>
        <translation>&amp;Löschen</translation>
    </message>
    <message>
        <source>Show &amp;hidden files</source>
        <translation>&amp;Versteckte Dateien zeigen</translation>
    </message>
    <message>
        <source>&amp;New Folder</source>
        <translation>&amp;Neuer Ordner</translation>
    </message>
    <message>
        <source>File &amp;name:</source>
        <translation>Datei&amp;name:</translation>
    </message>
    <message>
        <source>Directory:</source>
        <translation>Ordner:</translation>
    </message>
    <message>
        <source>New Folder</source>
        <translation>Neuer Ordner</translation>
    </message>
    <message>
        <source>All Files (*)</source>
        <translation>Alle Dateien (*)</translation>
    </message>
    <message>
        <source>My Computer</source>
        <translation>Dieser Rechner</translation>
    </message>
    <message>
        <source>Remove</source>
        <translation>Entfernen</translation>
    </message>
    <message>
        <source>Recent Places</source>
        <translation>Zuletzt benutzt</translation>
    </message>
    <message>
        <source>%1 already exists.
Do you want to replace it?</source>
        <translation>%1 gibt es schon.
Soll es ersetzt werden?</translation>
    </message>
    <message>
        <source>%1
File not found.
Please verify the correct file name was given.</source>
        <translation>%1
Die Datei wurde nicht gefunden.
Bitte prüfen Sie den Namen.</translation>
    </message>
    <message>
        <source>%1
Directory not found.
Please verify the correct directory name was given.</source>
        <translation>%1
Der Ordner wurde nicht gefunden.
Bitte prüfen Sie den Namen.</translation>
    </message>
    <message>
        <source>Directories</source>
        <translation>Ordner</translation>
    </message>
</context>
<context>
    <name>QFileSystemModel</name>
    <message>
        <source>Name</source>
        <translation>Name</translation>
    </message>
    <message>
        <source>Size</source>
        <translation>Größe</translation>
    </message>
    <message>
        <source>Type</source>
        <translation>Art</translation>
    </message>
    <message>
        <source>Date Modified</source>
        <translation>Geändert</translation>
    </message>
    <message>
        <source>Computer</source>
        <translation>Rechner</translation>
    </message>
</context>
<context>
    <name>QPlatformTheme</name>
    <message>
        <source>OK</source>
        <translation>OK</translation>
    </message>
    <message>
        <source>Save</source>
        <translation>Speichern</translation>
    </message>
    <message>
        <source>Open</source>
        <translation>Öffnen</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>Abbrechen</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>Schließen</translation>
    </message>
    <message>
        <source>&amp;Yes</source>
        <translation>&amp;Ja</translation>
    </message>
    <message>
        <source>&amp;No</source>
        <translation>&amp;Nein</translation>
    </message>
</context>
<context>
    <name>QLineEdit</name>
    <message>
        <source>&amp;Undo</source>
        <translation>&amp;Rückgängig</translation>
    </message>
    <message>
        <source>&amp;Redo</source>
        <translation>&amp;Wiederholen</translation>
    </message>
    <message>
        <source>Cu&amp;t</source>
        <translation>&amp;Ausschneiden</translation>
    </message>
    <message>
        <source>&amp;Copy</source>
        <translation>&amp;Kopieren</translation>
    </message>
    <message>
        <source>&amp;Paste</source>
        <translation>&amp;Einfügen</translation>
    </message>
    <message>
        <source>Delete</source>
        <translation>Löschen</translation>
    </message>
    <message>
        <source>Select All</source>
        <translation>Alles auswählen</translation>
    </message>
</context>
<context>
    <name>QWidgetTextControl</name>
    <message>
        <source>&amp;Undo</source>
        <translation>&amp;Rückgängig</translation>
    </message>
    <message>
        <source>&amp;Redo</source>
        <translation>&amp;Wiederholen</translation>
    </message>
    <message>
        <source>Cu&amp;t</source>
        <translation>&amp;Ausschneiden</translation>
    </message>
    <message>
        <source>&amp;Copy</source>
        <translation>&amp;Kopieren</translation>
    </message>
    <message>
        <source>&amp;Paste</source>
        <translation>&amp;Einfügen</translation>
    </message>
    <message>
        <source>Delete</source>
        <translation>Löschen</translation>
    </message>
    <message>
        <source>Select All</source>
        <translation>Alles auswählen</translation>
    </message>
</context>
<context>
    <name>Values</name>
    <message>
        <source>yes</source>
        <translation>ja</translation>
    </message>
    <message>
        <source>no</source>
        <translation>nein</translation>
    </message>
</context>
<context>
    <name>SettingNames</name>
    <message>
        <source>“%1”</source>
        <comment>a setting or its value, named in a sentence</comment>
        <translation>„%1“</translation>
    </message>
</context>
<context>
    <name>QAbstractFileIconProvider</name>
    <message>
        <source>File Folder</source>
        <comment>Match Windows Explorer</comment>
        <translation>Dateiordner</translation>
    </message>
    <message>
        <source>Folder</source>
        <comment>All other platforms</comment>
        <translation>Ordner</translation>
    </message>
</context>
<context>
    <name>AskFile</name>
    <message>
        <source>Not opened</source>
        <translation>Nicht geöffnet</translation>
    </message>
    <message>
        <source>This computer has no program to show it in.</source>
        <translation>Dieser Rechner hat kein Programm, das es zeigen könnte.</translation>
    </message>
    <message>
        <source>It is not there any more.</source>
        <translation>Es ist nicht mehr da.</translation>
    </message>
    <message>
        <source>It lies here: %1</source>
        <translation>Es liegt hier: %1</translation>
    </message>
    <message>
        <source>It lay here: %1</source>
        <translation>Es lag hier: %1</translation>
    </message>
</context>
</TS>
